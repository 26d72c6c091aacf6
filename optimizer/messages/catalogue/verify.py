"""What the judge says: the falsehoods it finds in a roster or certificate, and what it would not check."""

from optimizer.messages.text import Text

TEXTS: dict[str, Text] = {
    "equals_model": Text(
        zh="证书把相同的对象合为一个，但此模型中不能这样合并。",
        en="the certificate takes equal recipients as one, which this model does not allow.",
    ),
    "not_exact": Text(zh="{name} 不是整数数据：{detail}。", en="{name} is not integer data: {detail}."),
    "chosen_order": Text(
        zh="选中的配对编号应升序、不重复，且小于 {count}。",
        en="the indices of chosen pairs must ascend without repeats and stay below {count}.",
    ),
    "amount": Text(zh="配对 {pair} 的次数 {amount} 应大于零。", en="pair {pair}: amount {amount} must be above zero."),
    "missing_unknown": Text(
        zh="限制 {limit} 不允许空缺，却给出了空缺数。",
        en="limit {limit} may lack nothing, yet missing units are stated.",
    ),
    "pair_bounds": Text(
        zh="配对 {pair}（帮扶人 {helper}、对象 {recipient}）用了 {amount} 次，只允许 {least} 到 {most} 次。",
        en="pair {pair} (helper {helper}, recipient {recipient}) is used {amount} times; {least} .. {most} are allowed.",
    ),
    "pair_required": Text(zh="必须保留的配对 {pair} 没有选中。", en="pair {pair} must be used and is not."),
    "missing_range": Text(
        zh="限制 {limit} 第 {row} 行空缺 {missing}，应在 0 到 {most} 之间。",
        en="limit {limit}, row {row} lacks {missing}; 0 .. {most} may lack.",
    ),
    "limit_row": Text(
        zh="限制 {limit} 第 {row} 行合计 {value}，应在 {least} 到 {most} 之间。",
        en="limit {limit}, row {row} adds up to {value}; it must lie in {least} .. {most}.",
    ),
    "spread": Text(
        zh="{spread}：第 {whole} 组分布在 {parts} 处，最多 {most} 处。",
        en="{spread}: whole {whole} uses {parts} parts; at most {most} are allowed.",
    ),
    "linear_row": Text(
        zh="约束 {rows} 第 {row} 行合计 {value}，应在 {least} 到 {most} 之间。",
        en="rows {rows}, row {row} adds up to {value}; it must lie in {least} .. {most}.",
    ),
    "tier_count": Text(
        zh="声明了 {stated} 个优先次序，模型有 {tiers} 个。", en="{stated} tiers are stated; the model has {tiers}."
    ),
    "tier_name": Text(
        zh="声明的优先次序 {stated} 应为 {tier}。", en="tier {stated} is stated where the model has {tier}."
    ),
    "tier_value": Text(
        zh="优先次序 {tier}：声明的值 {stated}，重新计算为 {value}。",
        en="tier {tier}: stated value {stated}, recomputed {value}.",
    ),
    "tier_bound": Text(
        zh="优先次序 {tier}：声明的界 {stated}，证书只能证明 {proved}。",
        en="tier {tier}: stated bound {stated}, the certificate proves {proved} only.",
    ),
    "bound_half_stated": Text(
        zh="优先次序 {tier}：界与差距只说了一半。",
        en="tier {tier}: of its bound (in its unit, and scaled) and gap only a part is stated.",
    ),
    "malformed": Text(
        zh="结果的 {where} 不是应有的类型（{expected}）。", en="{where} of the result is not of type {expected}."
    ),
    "tier_gap": Text(
        zh="优先次序 {tier}：声明的差距 {stated}，应为 {gap}。", en="tier {tier}: stated gap {stated}, it is {gap}."
    ),
    "label": Text(
        zh="优先次序 {tier}：声明为 {stated}，只证明了 {proved}。",
        en="tier {tier}: stated {stated}, proved {proved} only.",
    ),
    "status": Text(zh="声明为 {stated}，只证明了 {proved}。", en="stated {stated}, proved {proved} only."),
    "roster_and_impossibility": Text(
        zh="既给出了名册，又声称无解。", en="a roster is given together with a proof that none exists."
    ),
    "infeasible_unproved": Text(zh="声称无解，但没有证明。", en="no roster is said to exist, without a proof."),
    "not_impossible": Text(
        zh="无解的证明不成立：有的分支没有被排除。", en="the proof of impossibility fails: a branch is not excluded."
    ),
    "leaf_not_empty": Text(
        zh="证书节点 {node} 声称无解，但乘子只给出 {bound}（应大于零）。",
        en="certificate node {node} is said to be empty, but its multipliers give {bound}, which is not above zero.",
    ),
    "tree_empty": Text(zh="证书的分支树没有节点。", en="the certificate's tree has no node."),
    "tree_shape": Text(
        zh="证书的分支树在节点 {node} 处不成树。", en="the certificate's tree is broken at node {node}."
    ),
    "tree_pair": Text(
        zh="证书节点 {node} 按不存在的配对 {pair} 分支。",
        en="certificate node {node} branches on pair {pair}, which is not there.",
    ),
    "multiplier_sign": Text(zh="证书中 {name} 的符号不对。", en="{name} in the certificate has the wrong sign."),
    "unknown_name": Text(
        zh="证书（{where}）提到不存在的 {name}。", en="the certificate ({where}) names {name}, which is not there."
    ),
    "unknown_tier": Text(
        zh="证书提到优先次序 {tier}，但这里只能用之前的 {before} 个。",
        en="the certificate refers to tier {tier}; only the {before} before it may be used.",
    ),
    "unknown_level": Text(
        zh="证书提到第 {level} 层，但这里只能用之前的 {before} 层。",
        en="the certificate refers to level {level}; only the {before} before it may be used.",
    ),
    "links_without_on": Text(
        zh="证书给了负担的价格，但这一优先次序不看负担。",
        en="the certificate prices loads, but the tier looks at none.",
    ),
    "links_sum": Text(
        zh="优先次序 {tier}：各组价格应非负且合计等于比例尺。",
        en="tier {tier}: the prices of groups must be non-negative and add up to the scale.",
    ),
    "rounded_form": Text(
        zh="优先次序 {tier} 的这份证明中不能有取整的乘数。", en="tier {tier} has a proof that may not carry rounded multipliers."
    ),
    "groups_form": Text(zh="优先次序 {tier} 没有按组的最大值。", en="tier {tier} has no largest group total to hold."),
    "flow_scale": Text(zh="优先次序 {tier}：网络流证明的比例尺应为 1。", en="tier {tier}: a flow proof has scale 1."),
    "proof_form": Text(
        zh="优先次序 {tier} 不能用 {kind} 形式的证明。", en="tier {tier} cannot be proved by a {kind} proof."
    ),
    "threshold_leaf": Text(
        zh="优先次序 {tier}：门槛证明的每个叶子都应为空。",
        en="tier {tier}: every leaf of a threshold proof must be empty.",
    ),
    "levels": Text(
        zh="优先次序 {tier}：证书的层次不成列（{values} 个值、{proofs} 个证明，门槛须严格依次）。",
        en="tier {tier}: levels are out of order or not of one length ({values} values, {proofs} proofs).",
    ),
    "level_bound": Text(
        zh="优先次序 {tier} 第 {level} 层：声明的界 {claimed}，只证明了 {proved}。",
        en="tier {tier}, level {level}: stated bound {claimed}, proved {proved} only.",
    ),
    "bound_above_value": Text(
        zh="证书的界 {bound} 好过名册的值 {value}，两者必有一错。",
        en="the bound {bound} is better than the value {value}: one of them is wrong.",
    ),
    "bound_unproved": Text(
        zh="优先次序 {tier}：声明了界，但没有成立的证明，不予采用。",
        en="tier {tier}: a bound is stated without a proof and is not used.",
    ),
    "kept_form": Text(
        zh="证书把 {names} 留作背包计算，这种组合无法精确复核。",
        en="the certificate keeps {names} for knapsacks; this combination cannot be checked exactly.",
    ),
    "shares_form": Text(
        zh="优先次序 {tier}：该模型不能逐一枚举各人的分担。",
        en="tier {tier}: this model's shares cannot be tried one by one.",
    ),
    "kept_work": Text(
        zh="证书的背包复核需要 {work} 步，超过上限 {limit}。",
        en="checking the certificate's knapsacks takes {work} steps, above the limit of {limit}.",
    ),
    "value_row_form": Text(
        zh="优先次序 {tier}（{form}）的值不能作为一行约束计价。",
        en="the value of tier {tier} ({form}) cannot be priced as one row.",
    ),
    "convex_max": Text(
        zh="优先次序 {tier}：最大化平方和没有可复核的界。",
        en="tier {tier}: maximising a convex function has no bound that can be checked.",
    ),
    "level_open": Text(
        zh="优先次序 {tier}：连第一层都没有证明。", en="tier {tier}: not even the first level is proved."
    ),
    "unreadable": Text(zh="{name}无法读取：{detail}", en="the {name} cannot be read: {detail}"),
    "other_programme": Text(
        zh="证书说的不是这个方案（人员、规则或地点的内容不同）。",
        en="the certificate speaks of another programme (people, rules or places differ).",
    ),
    "other_rules": Text(zh="证书说的不是这套规则。", en="the certificate speaks of other rules."),
    "other_roster": Text(zh="证书说的不是这份名册。", en="the certificate speaks of another roster."),
    "claim": Text(
        zh="证书与答案在优先次序 {tier} 上的数值不同。",
        en="certificate and answer state different numbers for tier {tier}.",
    ),
    "no_roster": Text(zh="声明为 {stated}，却没有名册。", en="stated {stated}, but there is no roster."),
    "unknown_person": Text(
        zh="名册中的 {helper} 与 {recipient} 至少有一人不在方案中。",
        en="the roster pairs {helper} with {recipient}; at least one of them is not in the programme.",
    ),
    "not_taking_part": Text(
        zh="帮扶人 {helper} 不参加，却在名册中。", en="helper {helper} takes no part, but is in the roster."
    ),
    "pair_not_allowed": Text(
        zh="规则不允许 {helper} 与 {recipient} 结对。", en="the rules do not allow {helper} with {recipient}."
    ),
    "lock_not_allowed": Text(
        zh="必须保留的结对不被其他规则允许。", en="a pairing that must stand is not allowed by the other rules."
    ),
    "rule_table": Text(zh="规则表有错：{detail}", en="the rule table has an error: {detail}"),
    "rule_unsound": Text(
        zh="规则 {rule} 无法按方案执行：{detail}。", en="rule {rule} cannot be applied to this programme: {detail}."
    ),
    "rule_broken": Text(
        zh="规则 {rule}（{kind}）被违反 {times} 处。", en="rule {rule} ({kind}) is broken {times} time(s)."
    ),
    "no_model": Text(zh="方案不能构成模型：{detail}", en="the programme makes no model: {detail}"),
    "term": Text(
        zh="{helper} 与 {recipient} 的结对期限不对。", en="the pairing of {helper} with {recipient} has the wrong term."
    ),
    "backup": Text(
        zh="{helper} 退出后，名册里写的后备帮扶人接不了。",
        en="the back-ups stated for the loss of {helper} could not take over.",
    ),
    "uncovered": Text(
        zh="未落实帮扶人的名单与名册不符。", en="the list of uncovered recipients does not match the roster."
    ),
    "rule_account": Text(
        zh="答案中规则 {rule} 的数值或违反处数与名册不符。",
        en="the answer states another measure, or other violations, of rule {rule} than the roster has.",
    ),
    "halves_differ": Text(
        zh="优先次序 {tier}：逐条规则读出 {read}，按配对算出 {computed}，两者应相同。",
        en="tier {tier}: reading the rules gives {read}, adding up pairs gives {computed}; they should be one number.",
    ),
    "not_drawn": Text(
        zh="名册不是公开随机号抽出的那一份。", en="the roster is not the one that the published lottery draws."
    ),
    "file_altered": Text(
        zh="{file} 与清单不符，被改动过。", en="{file} is not what the manifest says: it was altered."
    ),
    "accepted": Text(zh="独立校验通过：{status}。", en="Accepted by independent verification: {status}."),
    "rejected": Text(zh="独立校验未通过。", en="Rejected by independent verification."),
    "too_large": Text(
        zh="方案有 {pairs} 个配对，含多种角色或变动上限时最多复核 {most} 个。",
        en="the programme has {pairs} pairs; with several roles or a bound on changes at most {most} can be checked.",
    ),
}
