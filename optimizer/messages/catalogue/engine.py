"""Why a route was taken, and what no route can do."""

from optimizer.messages.text import Text

TEXTS: dict[str, Text] = {
    "reason_network": Text(
        zh="各项限制可分为帮扶人侧和对象侧两组嵌套限制，是网络流问题，可精确求解。",
        en="the limits form two nested families, one on the helper side, one on the recipient side: a network flow.",
    ),
    "reason_loose": Text(
        zh="导师人数的限制没有起作用：不计这一条的网络流最优解已经满足它，因而就是最优解。",
        en="the limit on people per group does not bind: the best flow without it keeps it, and so is the best.",
    ),
    "reason_wishes": Text(
        zh="有尽量做到的要求：先不计，再全部做到，最后按超出多少求最小。",
        en="there are wishes: first without them, then with all of them met, at last with the least excess.",
    ),
    "reason_rows": Text(
        zh="有一般线性约束：用精确乘子求界，HiGHS 求解，分支证明。",
        en="general linear rows: bounds by exact multipliers, rosters by HiGHS, proof by branching.",
    ),
    "reason_spread": Text(
        zh="有集中度限制：按每人的选择求界，HiGHS 求解。",
        en="cohesion: bounds from each helper's own choice, rosters by HiGHS.",
    ),
    "reason_weights": Text(
        zh="限制带有权重：用拉格朗日乘子和逐人背包求界，固定变量后由 HiGHS 求解，分支证明。",
        en="weighted loads: bounds by multipliers with one knapsack a helper, reduced-cost fixing and HiGHS, proof by branching.",
    ),
    "reason_load": Text(
        zh="带权工作量且规模较大：按工作量单价对所有配对求界，退火与 HiGHS 邻域搜索求解。",
        en="weighted loads at size: a bound from prices of load over all pairs, rosters by annealing and HiGHS on neighbourhoods.",
    ),
    "reason_cohesion": Text(
        zh="每人只在一处且规模较大：相同帮扶人合并按类计数，按对象单价对所有配对求界，HiGHS 分片求解。",
        en="one part a helper at size: equal helpers counted by class, a bound over all pairs from prices of needs, HiGHS by pieces.",
    ),
    "reason_coupling": Text(
        zh="网络流之外只有少数耦合约束（如最多改动 K 户）：对其求乘子，逐次求流，并对所有配对核价。",
        en="a network but for a few coupling rows (at most K changes): their multipliers over flows, every pair priced.",
    ),
    "reason_wide": Text(
        zh="配对太多，不能全部列出：在值得考虑的配对上求名册，界对所有配对成立。",
        en="more pairs than can be listed: rosters from the pairs worth having, bounds that hold for all of them.",
    ),
    "reason_crossing": Text(
        zh="各项限制或目标超出网络流：用线性规划乘子求界，HiGHS 求解，分支证明。",
        en="limits or aims beyond a flow: bounds by LP multipliers, rosters by HiGHS, proof by branching.",
    ),
    "has_rows": Text(zh="线性约束 {name}", en="the linear rows {name}"),
    "has_spread": Text(zh="集中度限制 {name}", en="the spread {name}"),
    "has_weights": Text(zh="限制 {name} 带有权重", en="the weights of limit {name}"),
    "within": Text(zh="目标层 {name} 的 within", en="`within` of tier {name}"),
    "load_form": Text(
        zh="目标层 {name}（{form}）：对限制 {limit} 只能按人数计，且不带其他费用",
        en="tier {name} ({form}): the load of limit {limit} is not a plain count here",
    ),
    "crossing": Text(
        zh="限制 {names} 相互交叉，不能排成两组嵌套限制",
        en="the limits {names} cross each other and do not form two nested families",
    ),
    "block_range": Text(
        zh="分块费用过大（绝对值上限 {limit}）或不是有限数。",
        en="block costs must be finite and at most {limit} in absolute value.",
    ),
    "range": Text(
        zh="数值太大，无法用 64 位整数精确计算：最大 {largest}，节点 {nodes} 个。",
        en="numbers too large for exact 64-bit arithmetic: largest {largest}, {nodes} nodes.",
        advice_zh="请换用较大的单位（例如千米代替米），或删去过大的惩罚值。",
        advice_en="Use a larger unit (kilometres for metres), or drop penalties that are far too large.",
    ),
}
