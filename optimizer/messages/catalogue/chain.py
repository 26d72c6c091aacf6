"""What is said about chains of programmes 分级包保."""

from optimizer.messages.text import Text

TEXTS: dict[str, Text] = {
    "node_twice": Text(
        zh="{level}：{node} 在别的层级也出现，一个对象只能属于一层。",
        en="{level}: {node} stands in another level as well; a node belongs to one level.",
    ),
    "two_parents": Text(
        zh="{level}：{node} 重复出现，挂在 {parents}，只能有一个上级对象。",
        en="{level}: {node} stands more than once, under {parents}; it must hang on exactly one.",
        advice_zh="核对后只保留一处。",
        advice_en="Check and keep one of them.",
    ),
    "parent_unknown": Text(
        zh="{level}：{node} 的上级对象“{parent}”不在任何一层。",
        en="{level}: {node} hangs on “{parent}”, which is in no level.",
        advice_zh="补上该对象，或改正名称；直接挂在最上一级的留空。",
        advice_en="Add that node or correct its name; leave the cell empty for what hangs on the root.",
    ),
    "parent_ambiguous": Text(
        zh="{level}：{node} 的上级对象“{parent}”不止一个，请改写编号。",
        en="{level}: {node} hangs on “{parent}”, a name that several bear; write its number.",
    ),
    "parent_below": Text(
        zh="{level}：{node} 的上级对象“{parent}”不在更上一级。",
        en="{level}: {node} hangs on “{parent}”, which is in no level above.",
    ),
    "serves_unknown": Text(
        zh="{level}：{name} 的所属对象“{node}”找不到或不止一个。",
        en="{level}: {name} belongs to “{node}”, which is nowhere or a name that several bear.",
    ),
    "superior_unknown": Text(
        zh="{level}：{name} 的上级责任人 {superior} 不在任何上一级名单中。",
        en="{level}: {name} works under {superior}, who is in no list above.",
    ),
    "superior_ambiguous": Text(
        zh="{level}：{name} 的上级责任人 {superior} 有同名的，请改写工号。",
        en="{level}: {name} works under {superior}, a name that several bear; write the staff number.",
    ),
    "nobody": Text(
        zh="{level}：{parent} 之下 {count} 个对象（如 {example}）没有可以负责的人。",
        en="{level}: under {parent}, {count} node(s) (such as {example}) have nobody who could answer for them.",
        advice_zh="在责任人表中补上所属对象为 {parent} 的责任人。",
        advice_en="Add somebody who belongs to {parent}.",
    ),
    "nobody_by_rules": Text(
        zh="{level}：按规则没有人可以负责 {node}。",
        en="{level}: the rules leave nobody who could answer for {node}.",
    ),
    "blocked_by_upper": Text(
        zh="{level} 在上级安排已定时无解，缘由是 {helper} 负责 {node}（{upper}）。",
        en="{level} is impossible given the levels above; responsible is that {helper} answers for {node} ({upper}).",
    ),
    "own_shortage": Text(
        zh="{level} 无解，与上级安排无关：名额不够，差 {missing} 个。",
        en="{level} is impossible whatever the levels above: {missing} place(s) are missing.",
    ),
    "solved_jointly": Text(zh="{levels} 已合并求解，一并证明。", en="{levels} were solved and proved together."),
    "impossible_jointly": Text(
        zh="{levels} 合并求解仍然无解，已证明。",
        en="{levels} are impossible even when solved together; this is proved.",
    ),
    "joint_open": Text(
        zh="{levels} 合并求解没有得出结论：{detail}", en="{levels} solved together gave no conclusion: {detail}"
    ),
    "joint_coverage": Text(
        zh="{level} 的全覆盖不是硬性规则，不能合并求解。",
        en="{level} does not have coverage as a hard rule and cannot be solved jointly.",
    ),
}
TEXTS |= {
    "uncovered": Text(zh="{level}：{node} 没有责任人。", en="{level}: {node} has no owner."),
    "covered_twice": Text(zh="{level}：{node} 有不止一位责任人。", en="{level}: {node} has more than one owner."),
}

_WORDS = {
    "nobody": ("（缺）", "(nobody)"),
    "proved": ("证明结果", "What is proved"),
    "tree": ("责任树", "Tree of responsibility"),
    "rollup": ("各级汇总", "Roll-up at every node"),
    "rules": ("规则与条款", "Rules and clauses"),
    "look": ("需要注意", "To look at"),
    "letters": ("责任状清单", "Letters of responsibility"),
    "self_check": ("自查表", "Self-check"),
    "counter_check": ("复查抽样表", "Counter-check sample"),
    "sign_filled": ("填表人", "Filled in by"),
    "sign_checked": ("审核人", "Checked by"),
    "sign_head": ("负责人", "Head"),
    "sign_day": ("日期", "Date"),
    "unit": ("填报单位", "Reporting unit"),
    "confidential": ("内部资料 不得公示", "Internal; never to be published"),
    "covered": ("逐级落实的对象", "Covered at every level"),
    "depths": ("责任链长度:对象数", "Length of the chain: nodes"),
    "complete": (
        "每个对象在其所在的每一级恰有一名责任人，没有一个节点无人负责（已独立核对）。",
        "Everybody has exactly one responsible person at every level, and no node is without an owner (checked independently).",
    ),
    "incomplete": ("尚未全部落实，见下表。", "Not everything is covered; see the table."),
    "level": ("层级", "Level"),
    "nodes": ("对象数", "Nodes"),
    "once": ("恰有一名责任人", "With exactly one owner"),
    "without": ("无人负责", "Without an owner"),
    "several": ("多人负责", "With several owners"),
    "owners": ("责任人数", "Owners"),
    "span": ("一人最多包保", "Most for one owner"),
    "status": ("结论", "Conclusion"),
    "given": ("以哪些层级为前提", "Given"),
    "jointly": ("与 {levels} 合并求解", "jointly with {levels}"),
    "levels": ("逐级核对", "Level by level"),
    "tree_detail": ("责任人：{who}；学生 {count} 人", "owner: {who}; {count} student(s)"),
    "node": ("对象", "Node"),
    "above": ("上级对象", "Hangs on"),
    "owner": ("责任人", "Responsible"),
    "lacking": ("其下无人负责", "Without an owner below"),
    "serial": ("序号", "No."),
    "to": ("向谁负责", "Answers to"),
    "post": ("单位职务", "Unit and post"),
    "number_below": ("覆盖学生数", "Students below"),
    "signed_on": ("签订日期", "Signed on"),
    "signature": ("签字", "Signature"),
    "progress": ("项目进度", "Progress"),
    "quality": ("项目质量", "Quality"),
    "results": ("实际成效", "Results"),
    "problems": ("存在问题", "Problems"),
    "measures": ("整改措施", "Measures"),
    "leaves": ("学生数", "Students"),
    "top": ("乡镇(县直学校)", "Township or county school"),
    "path": ("所在", "Where"),
    "self_progress": ("自查结果", "Self-check says"),
    "county_finding": ("复查结果", "County finds"),
    "agrees": ("是否一致", "Agrees"),
    "checked_by": ("复查人", "Checked by"),
    "sampled": (
        "按公开随机号 {seed} 抽取每个上级对象之下 {share}% 的学生，至少 {least} 人；用同一随机号可复核。",
        "Drawn with the public number {seed}: {share} % of the students under each, at least {least}; anybody can draw it again.",
    ),
    "rule": ("规则", "Rule"),
    "clause": ("条款", "Clause"),
    "status_optimal": ("以上级安排为前提，已证明最优", "proved optimal given the levels above"),
    "status_feasible": ("可行，未证明最优", "feasible, not proved optimal"),
    "status_infeasible": ("已证明无解", "proved impossible"),
    "status_undecided": ("没有结论", "undecided"),
    "whole_optimal_jointly": (
        "各层合并求解，整体已证明最优。",
        "All levels were solved as one; the whole is proved optimal.",
    ),
    "whole_level_by_level": (
        "逐级求解：每一层在上级安排既定时已证明最优；整体是否最优未作判断。",
        "Level by level: each is proved optimal given those above; nothing is said of the whole.",
    ),
    "whole_partly_jointly": (
        "部分层级合并求解，其余逐级求解；整体是否最优未作判断。",
        "Some levels were solved together, the others one by one; nothing is said of the whole.",
    ),
    "whole_impossible": ("已证明：无论上级如何安排都无法全部落实。", "Proved: impossible, whatever is decided above."),
    "whole_impossible_given_above": (
        "已证明：在上级安排既定时无法全部落实。",
        "Proved: impossible given what was decided above.",
    ),
    "whole_open": ("没有得出结论。", "No conclusion."),
}
TEXTS |= {f"word_{name}": Text(zh=zh, en=en) for name, (zh, en) in _WORDS.items()}
TEXTS |= {
    "leader_unknown": Text(
        zh="定点联系名册中的 {name}（{unit}）不在结对方案的责任人名单中，或有同名的。",
        en="{name} ({unit}) of the liaison roster is not among the helpers, or several bear the name.",
        advice_zh="补上工号，或核对姓名和部门。",
        advice_en="Add the staff number, or check name and unit.",
    ),
    "leader_twice": Text(
        zh="{name} 定点联系不止一个村：{villages}。", en="{name} answers for more than one village: {villages}."
    ),
    "village_unknown": Text(
        zh="定点联系村 {village} 没有帮扶对象。", en="No household lives in the liaison village {village}."
    ),
    "unit_unknown": Text(zh="分管部门 {unit} 没有人。", en="Nobody belongs to the unit {unit}."),
    "unit_without_village": Text(
        zh="{unit} 的分管领导没有定点联系村，该部门不限村。",
        en="The leader of {unit} has no liaison village; the unit is free.",
    ),
}
