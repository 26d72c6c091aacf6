"""Problems of an assignment model given as arrays."""

from optimizer.messages.text import Text

TEXTS: dict[str, Text] = {
    "not_integer": Text(zh="{name} 必须是整数数组。", en="{name} must hold integers."),
    "not_number": Text(
        zh="{name} 含有 NaN 或无穷大。",
        en="{name} holds NaN or infinity.",
        advice_zh="没有上限时不写 most（None）；Rows 的一侧没有限制时写一个够大的整数。",
        advice_en="Where there is no upper limit leave `most` out; where Rows have an open side give a large enough integer.",
    ),
    "shape": Text(zh="{name} 的长度应为 {expected}，实为 {got}。", en="{name} must have length {expected}, has {got}."),
    "range": Text(zh="{name} 必须在 {low} 到 {high} 之间。", en="{name} must lie in {low} .. {high}."),
    "negative": Text(zh="{name} 不能为负。", en="{name} must not be negative."),
    "contradiction": Text(
        zh="{name} 第 {row} 行下限 {least} 大于上限 {most}。",
        en="{name}, row {row}: least {least} is above most {most}.",
    ),
    "further": Text(zh="{name} 还有 {count} 处同样的问题。", en="{name} has {count} more problems of this kind."),
    "on_unused": Text(
        zh="{name} 的 form 是 sum，on（{limit}）不起作用。",
        en="{name} has form sum, for which `on` ({limit}) means nothing.",
        advice_zh='请去掉 on，或设 form 为 "worst"、"convex"、"leximin"。',
        advice_en='Leave `on` out, or set form to "worst", "convex" or "leximin".',
    ),
    "mask": Text(
        zh="{name} 应为配对的编号，不是真假掩码。",
        en="{name} must hold numbers of pairs, not a mask of true and false.",
        advice_zh="可用 np.flatnonzero(mask)。",
        advice_en="Give np.flatnonzero(mask).",
    ),
    "duplicate_pair": Text(
        zh="配对重复：帮扶人 {helper}、对象 {recipient}、角色 {role}。",
        en="a pair stands twice: helper {helper}, recipient {recipient}, role {role}.",
    ),
    "duplicate_name": Text(zh="名称 {name} 重复。", en="the name {name} stands twice."),
    "unknown_limit": Text(
        zh="{name} 引用了不存在的限制 {limit}。", en="{name} refers to a limit {limit} that is not there."
    ),
    "convex_max": Text(
        zh="{name} 要把平方和求最大，没有这样的求法。",
        en="{name} maximises a sum of squares, which no route can do.",
        advice_zh='改为 sense="min"，或改用 form="leximin"。',
        advice_en='Use sense="min", or form="leximin".',
    ),
    "needs_on": Text(zh="{name}：form {form} 需要 on。", en="{name}: form {form} needs `on`."),
    "unknown_wish": Text(
        zh="{name} 的 on 提到 {wish}，但没有这个名称的限制、分布或行。",
        en="{name}: `on` names {wish}, but no limit, spread or row is called so.",
    ),
    "wish_twice": Text(
        zh="{wish} 在两处被列为愿望（第二处是 {name}）；一个愿望只能属于一层。",
        en="{wish} is a wish twice (the second time in {name}); a wish belongs to one tier.",
    ),
    "wish_missing": Text(
        zh="{name} 有 missing，不能同时作为愿望。",
        en="{name} has `missing`, so that it cannot be a wish as well.",
    ),
    "excess_max": Text(
        zh="{name}：form excess 只求最小。",
        en="{name}: form excess is minimised only.",
        advice_zh='改为 sense="min"。',
        advice_en='Use sense="min".',
    ),
    "excess_costs": Text(
        zh="{name}：form excess 没有费用；费用请另立一层。",
        en="{name}: form excess has no costs.",
        advice_zh="把费用放在单独的一层。",
        advice_en="Give the costs a tier of their own.",
    ),
    "missing_side": Text(
        zh="{name}：missing 只能用于仅按对象（和角色）划分的限制。",
        en="{name}: `missing` is for limits keyed on recipients (and roles) alone.",
    ),
    "no_missing": Text(
        zh="{name} 有 missing_cost，但没有任何限制设 missing。",
        en="{name} has a missing_cost, but no limit has `missing`.",
    ),
    "empty": Text(zh="没有{name}。", en="there are no {name}."),
    "ids_order": Text(zh="{name} 的编号必须升序且不重复。", en="ids of {name} must ascend and not repeat."),
    "too_large": Text(
        zh="{name} 的数值过大（绝对值上限 {limit}），求和会溢出。",
        en="{name} holds numbers too large (at most {limit} in absolute value): sums would overflow.",
    ),
    "cost_and_pairs": Text(
        zh="给了费用矩阵就不要再给 pairs。",
        en="give either a cost matrix or pairs with a cost list, not both.",
    ),
    "type": Text(zh="{name} 应为 {expected}，实为 {got}。", en="{name} must be {expected}, is {got}."),
    "ids": Text(
        zh="{name} 应为个数或升序的编号列表，实为 {got}。",
        en="{name} must be a count or a list of ids in ascending order, is {got}.",
    ),
    "too_many_rows": Text(
        zh="{name} 的分组编号会产生 {count} 行（最多 {limit}）。",
        en="the keys of {name} make {count} rows (at most {limit}).",
        advice_zh="请把分组从 0 起连续编号。",
        advice_en="Number the groups from 0 without gaps.",
    ),
    "weight_ambiguous": Text(
        zh="{name} 的 weight 长度 {count} 既等于对象数又等于配对数，两种读法不同。",
        en="the {count} weights of {name} may be by recipient or by pair, and the two differ.",
        advice_zh='请设 weight_by="recipient" 或 "pair"。',
        advice_en='Set weight_by to "recipient" or "pair".',
    ),
    "matrix": Text(
        zh="{name}.A 应为 {columns} 列的整数矩阵（scipy.sparse、数组或 CSR 三元组）：{detail}。",
        en="{name}.A must be an integer matrix of {columns} columns (scipy.sparse, an array or CSR parts): {detail}.",
    ),
    "callable": Text(
        zh="{name} 不能用于 {slices}：{detail}。",
        en="{name} does not work for {slices}: {detail}.",
    ),
    "unsteady": Text(
        zh="{name} 对同一范围前后两次返回不同的值；分块函数须始终一致。",
        en="{name} answered differently when asked twice for the same slices; functions of blocks must always agree.",
    ),
    "minus_infinity": Text(
        zh="{name} 含有负无穷大；只有正无穷大表示不允许的配对。",
        en="{name} holds minus infinity; only plus infinity forbids a pair.",
    ),
    "uncovered_alone": Text(
        zh="uncovered_cost 要与 cost 和 need 一起给出；否则请用 Limit.missing 与 Tier.missing_cost。",
        en="uncovered_cost belongs to cost and need; else use Limit.missing and Tier.missing_cost.",
    ),
    "value": Text(zh="{name}：不认识的取值 {value}。", en="{name}: unknown value {value}."),
    "within": Text(
        zh="{name}：within 应为非负整数或小于 1 的比例。", en="{name}: within is an int >= 0 or a share below 1."
    ),
}
