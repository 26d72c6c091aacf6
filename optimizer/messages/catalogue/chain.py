"""What is said about chains of programmes 分级包保."""

from optimizer.messages.text import Text

TEXTS: dict[str, Text] = {
    "node_twice": Text(
        zh="{node} 在 {levels} 都出现，一个对象只能属于一层。",
        en="{node} stands in {levels}; a node belongs to one level.",
        advice_zh="核对对象编号，只留在一层。",
        advice_en="Check the numbers and keep it in one level.",
    ),
    "two_parents": Text(
        zh="{level}：{node} 重复出现，挂在 {parents}，只能有一个上级对象。",
        en="{level}: {node} stands more than once, under {parents}; it must hang on exactly one.",
        advice_zh="核对后只保留一处。",
        advice_en="Check and keep one of them.",
    ),
    "parent_unknown": Text(
        zh="{level}：{node} 等 {count} 个对象的上级对象“{parent}”不在任何一层。",
        en="{level}: {node} ({count} node(s) in all) hangs on “{parent}”, which is in no level.",
        advice_zh="补上该对象，或改正名称；直接挂在最上一级的留空。",
        advice_en="Add that node or correct its name; leave the cell empty for what hangs on the root.",
    ),
    "parent_ambiguous": Text(
        zh="{level}：{node} 等 {count} 个对象的上级对象“{parent}”不止一个，请改写编号。",
        en="{level}: {node} ({count} node(s) in all) hangs on “{parent}”, a name that several bear; write its number.",
    ),
    "parent_below": Text(
        zh="{level}：{node} 等 {count} 个对象的上级对象“{parent}”不在更上一级。",
        en="{level}: {node} ({count} node(s) in all) hangs on “{parent}”, which is in no level above.",
        advice_zh="层级按子文件夹名称的顺序由上到下；改正上级对象，或改子文件夹的名称。",
        advice_en="Levels go from the top down in the order of their folders' names; correct the cell or rename the folders.",
    ),
    "cycle": Text(
        zh="{level}：{nodes} 互为上级，成了一个圈。",
        en="{level}: {nodes} hang on each other in a circle.",
        advice_zh="改正其中一个的上级对象。",
        advice_en="Correct where one of them hangs.",
    ),
    "serves_unknown": Text(
        zh="{level}：{name} 等 {count} 人的所属对象“{node}”找不到或不止一个。",
        en="{level}: {name} ({count} people in all) belongs to “{node}”, which is nowhere or a name that several bear.",
        advice_zh="改写对象编号，或在上一级补上该对象。",
        advice_en="Write the node's number, or add it to a level above.",
    ),
    "superior_unknown": Text(
        zh="{level}：{name} 等 {count} 人的上级责任人 {superior} 不在任何上一级名单中。",
        en="{level}: {name} ({count} people in all) works under {superior}, who is in no list above.",
        advice_zh="改写工号，或在上一级的责任人表中补上。",
        advice_en="Write the staff number, or add that person to a list above.",
    ),
    "superior_ambiguous": Text(
        zh="{level}：{name} 等 {count} 人的上级责任人 {superior} 有同名的，请改写工号。",
        en="{level}: {name} ({count} people in all) works under {superior}, a name that several bear; write the staff number.",
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
        zh="{level} 在上级安排已定时无解：{count} 个对象差 {missing} 个名额，缘由是 {helper} 负责 {node}（{upper}）。",
        en="{level} is impossible given the levels above: {count} node(s) lack {missing} place(s), because {helper} answers for "
        "{node} ({upper}).",
        advice_zh="{node} 改由他人负责，或在 {helper} 之下增加责任人或名额；同一处缺口列出几对的，改一对就够。",
        advice_en="Let somebody else answer for {node}, or add people or places under {helper}; of several pairs for one gap, one is enough.",
    ),
    "own_shortage": Text(
        zh="{level} 无解，与上级安排无关：{under} 之下 {count} 个对象，名额差 {missing} 个。",
        en="{level} is impossible whatever the levels above: {count} node(s) under {under} lack {missing} place(s).",
        advice_zh="在责任人表中增加所属对象为 {under} 的责任人，或提高包保数量上限。",
        advice_en="Add people who belong to {under}, or raise how many each may take.",
    ),
    "solved_jointly": Text(
        zh="{levels} 中 {top} 等 {tops} 个对象及其下级（共 {nodes} 个）已合并求解。",
        en="{levels}: {top} and below ({tops} at the top, {nodes} nodes in all) were solved together.",
    ),
    "impossible_jointly": Text(
        zh="{levels} 中 {top} 等 {tops} 个对象及其下级（共 {nodes} 个）合并求解仍然无解，已证明。",
        en="{levels}: {top} and below ({tops} at the top, {nodes} nodes in all) are impossible even together; this is proved.",
    ),
    "joint_open": Text(
        zh="{levels} 中 {top} 等 {tops} 个对象及其下级（共 {nodes} 个）合并求解没有得出结论：{detail}",
        en="{levels}: {top} and below ({tops} at the top, {nodes} nodes in all) solved together gave no conclusion: {detail}",
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
    "tree_leaf": ("责任人：{who}", "owner: {who}"),
    "tree_detail_student": ("责任人：{who}；学生 {count} 人", "owner: {who}; {count} student(s)"),
    "tree_detail_node": ("责任人：{who}；最末一级 {count} 个", "owner: {who}; {count} at the last level"),
    "node": ("对象", "Node"),
    "above": ("上级对象", "Hangs on"),
    "owner": ("责任人", "Responsible"),
    "lacking": ("其下无人负责", "Without an owner below"),
    "serial": ("序号", "No."),
    "to": ("向谁负责", "Answers to"),
    "post": ("单位职务", "Unit and post"),
    "below_student": ("覆盖学生数", "Students below"),
    "below_node": ("覆盖对象数", "Nodes below"),
    "signed_on": ("签订日期", "Signed on"),
    "signature": ("签字", "Signature"),
    "progress": ("项目进度", "Progress"),
    "quality": ("项目质量", "Quality"),
    "results": ("实际成效", "Results"),
    "problems": ("存在问题", "Problems"),
    "measures": ("整改措施", "Measures"),
    "leaves_student": ("学生数", "Students"),
    "leaves_node": ("对象数", "Nodes"),
    "top": ("乡镇(县直学校)", "Township or county school"),
    "path": ("所在", "Where"),
    "agrees": ("是否一致", "Agrees"),
    "checked_by": ("复查人", "Checked by"),
    "sampled": (
        "按公开随机号 {seed} 抽取每个上级对象之下 {share}% 的最末一级对象，至少 {least} 个；用同一随机号可复核。",
        "Drawn with the public number {seed}: {share} % of the last level under each, at least {least}; anybody can draw it again.",
    ),
    "rule": ("规则", "Rule"),
    "clause": ("条款", "Clause"),
    "status_optimal": ("以上级安排为前提，已证明最优", "proved optimal given the levels above"),
    "status_feasible": ("可行，未证明最优", "feasible, not proved optimal"),
    "status_infeasible": ("已证明无解", "proved impossible"),
    "status_undecided": ("没有结论", "undecided"),
    "whole_optimal_jointly": (
        "跨层牵连的部分全部合并求解，整体已证明最优。",
        "Whatever is tied over levels was solved as one; the whole is proved optimal.",
    ),
    "whole_level_by_level": (
        "逐级求解：每一层在上级安排既定时已证明最优；整体是否最优未作判断。",
        "Level by level: each is proved optimal given those above; nothing is said of the whole.",
    ),
    "whole_partly_jointly": (
        "部分对象跨层合并求解，其余逐级求解；整体是否最优未作判断。",
        "Some parts were solved over several levels, the rest one by one; nothing is said of the whole.",
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
    "step_level": Text(zh="求解：{level}", en="Solving: {level}"),
    "step_blame": Text(zh="查找缘由：{level}", en="Finding who is responsible: {level}"),
    "step_joint": Text(zh="合并求解 {parts} 个部分", en="Solving {parts} part(s) over several levels"),
    "verify_order": Text(
        zh="没有名册的层级之下还有层级的结果。", en="There is a result below a level that has no roster."
    ),
    "verify_given": Text(
        zh="{level} 求解时依据的不是现有的上级名册。",
        en="{level} was not solved given the rosters that stand above it.",
    ),
    "verify_place": Text(
        zh="{level}：{node} 的责任人不在其上级对象或上级责任人之下。",
        en="{level}: the owner of {node} is not below the right node or superior.",
    ),
    "verify_coverage": Text(
        zh="所写的覆盖情况与名册不符。", en="What is stated about coverage is not what the rosters say."
    ),
    "verify_whole": Text(
        zh="所写结论“{stated}”与证明“{proved}”不符。",
        en="The conclusion stated, “{stated}”, is not what is proved, “{proved}”.",
    ),
    "verify_joint": Text(
        zh="第 {number} 份合并求解的证明不成立。", en="The proof of joint solve {number} does not hold."
    ),
    "verified": Text(
        zh="校验通过：{levels} 层，{covered}/{leaves} 个对象逐级落实，合并求解证明 {joint} 份。{whole}",
        en="Verified: {levels} level(s), {covered}/{leaves} covered at every level, {joint} joint proof(s). {whole}",
    ),
    "what_if_level": Text(
        zh="方案的 base“{base}”不是这条责任链的任何一层：{levels}。",
        en="The scenario's base “{base}” is no level of this chain: {levels}.",
        advice_zh="在方案文件里写 base：层级的文件夹名或项目名称。",
        advice_en="Write base in the scenario file: the folder or the title of a level.",
    ),
    "step_what_if": Text(zh="假设：{title}", en="What if: {title}"),
    "help_what_if": Text(
        zh="假设分析：改动一层，整条责任链重新求解，比较结论、任务和换人数。",
        en="What if one level were another: the whole chain solved again, and compared.",
    ),
    "no_levels": Text(
        zh="{folder} 不是责任链文件夹：里面没有各层的子文件夹。",
        en="{folder} is no chain: it has no folders of levels.",
        advice_zh="每层一个子文件夹，按名称排序，例如 1-局领导、2-学校。",
        advice_en="One folder a level, in order of name, such as 1-leaders, 2-schools.",
    ),
    "out_inside": Text(
        zh="输出文件夹 {out} 在责任链文件夹之内，会被当作一层。",
        en="The folder {out} lies inside the chain's folder and would be read as a level.",
        advice_zh="换一个文件夹。",
        advice_en="Choose another folder.",
    ),
    "not_complete": Text(
        zh="{folder} 里的责任链没有全部落实，没有可复查的名单。",
        en="The chain in {folder} is not covered; there is nothing to counter-check.",
    ),
    "pass_levels": Text(
        zh="{folder} 应有一层（定点联系村）或两层（再加分管部门）的名册。",
        en="{folder} should hold rosters of one level (villages) or two (units as well).",
    ),
    "sample_header": Text(
        zh="找不到复查表的表头，应有：{headers}。",
        en="No header of the counter-check; it should have: {headers}.",
        advice_zh="请用系统生成的 counter-check.xlsx 填写，不改表头。",
        advice_en="Fill in counter-check.xlsx as it was written; leave its headers.",
    ),
    "sample_strange": Text(
        zh="{node} 这一行的抽样号不在抽中名单内。",
        en="The line of {node} has a code that was not drawn.",
        advice_zh="抽样名单由公开随机号决定，不得更换；恢复原抽样号和对象。",
        advice_en="The public number decides who is drawn; restore the code and the node.",
    ),
    "sample_gone": Text(
        zh="抽中的 {node} 不在表中。",
        en="{node} was drawn and is not in the form.",
        advice_zh="补上这一行，抽样名单不得删减。",
        advice_en="Put the line back; nobody may be left out.",
    ),
    "sample_twice": Text(zh="{node} 出现了两次。", en="{node} stands twice."),
    "sample_name": Text(
        zh="抽样号对应的是 {node}，表中却写成 {said}。", en="The code belongs to {node}, but the form says {said}."
    ),
    "sample_unfilled": Text(zh="{node} 还没有填写复查结果。", en="{node} is not filled in."),
    "sample_answer": Text(
        zh="“{said}”不能填在这里，应为：{choices}。", en="“{said}” cannot stand here; one of: {choices}."
    ),
    "sample_read": Text(
        zh="复查表：抽中 {drawn}，已填 {checked}，一致 {agreeing}；错误 {errors} 处。",
        en="Counter-check: {drawn} drawn, {checked} filled in, {agreeing} agree; {errors} error(s).",
    ),
    "help": Text(
        zh="分级包保：多层责任链的检查、求解、核对和复查。",
        en="Tiers of responsibility: check, solve, verify, counter-check.",
    ),
    "help_check": Text(
        zh="检查责任链文件夹，一次指出所有层级的全部漏洞。",
        en="Check a chain's folder; every hole of every level at once.",
    ),
    "help_solve": Text(
        zh="逐级求解并证明；某层无解时指出缘由，把有关部分与上级合并求解。",
        en="Solve level by level, each proved; where one is impossible, name who is responsible and solve that part with those above.",
    ),
    "help_verify": Text(
        zh="独立核对一条责任链的结果：每一层、合并求解的证明、全覆盖和结论。",
        en="Judge a chain's result independently: every level, the joint proofs, the coverage and the conclusion.",
    ),
    "help_counter": Text(
        zh="读回填好的复查表：核对抽样名单，逐格指出错误，汇总结果。",
        en="Read a filled counter-check back: the sample is drawn again, every fault has its cell, the results are summed up.",
    ),
    "help_pass": Text(
        zh="把定点联系的名册写进结对方案并求解：领导的联系村、部门的联系村。",
        en="Write a liaison roster into the pairing programme and solve it: leaders' villages, units' villages.",
    ),
    "argument_folder": Text(
        zh="责任链文件夹：tiers.toml 加每层一个子文件夹。", en="The chain's folder: tiers.toml and one folder a level."
    ),
    "argument_result": Text(zh="责任链结果的文件夹。", en="The folder with a chain's result."),
    "argument_form": Text(zh="填好的复查表。", en="The filled counter-check."),
    "argument_programme": Text(
        zh="结对方案的表格（文件夹或工作簿）。", en="The pairing programme's tables (folder or workbook)."
    ),
    "option_jointly": Text(
        zh="先把跨层牵连的部分合并求解，可得整体最优的证明。",
        en="First solve whatever is tied over levels as one; the whole may then be proved optimal.",
    ),
    "option_share": Text(zh="复查抽样百分比。", en="Share of the counter-check's sample, in percent."),
    "option_least": Text(zh="每个上级对象之下至少抽几个。", en="At least so many under each."),
    "option_unit_mode": Text(
        zh="部门联系村：report 仅报告，hard 硬性，或第几层的数字。",
        en="Units' villages: report, hard, or the number of a tier.",
    ),
    "option_results": Text(zh="复查结果（网页和工作簿）的文件夹。", en="Folder for the results as page and workbook."),
}
_MORE = {
    "plan": ("方案", "Plan"),
    "as_it_is": ("现状", "As it is"),
    "changed": ("换责任人", "Other owner"),
    "what_if": ("假设分析", "What if"),
    "joint": ("合并求解的部分", "Parts solved together"),
    "part": ("部分", "Part"),
    "drawn_lots": ("抽签", "Draw"),
    "draw_proved": ("已证明", "proved"),
    "draw_open": ("未证明", "not proved"),
    "draw_none": ("—", "—"),
    "joint_impossible": ("已证明无解", "proved impossible"),
    "joint_proved": ("已证明最优", "proved optimal"),
    "joint_unproved": ("可行，未证明最优", "feasible, not proved optimal"),
    "parts": ("{top} 等 {tops} 个对象及其下级", "{top} and below ({tops} at the top)"),
    "code": ("抽样号", "Code"),
    "self_result": ("自查结果", "Self-check result"),
    "checked_on": ("复查日期", "Checked on"),
    "remark": ("说明", "Remark"),
    "code_kept": (
        "抽样号不得改动；填好后用 jiedui chain counter-check 读回。",
        "Leave the codes as they are; read the filled form back with jiedui chain counter-check.",
    ),
    "drawn": ("抽中", "Drawn"),
    "checked": ("已复查", "Checked"),
    "agreeing": ("与自查一致", "Agreeing"),
    "share_agreeing": ("一致率", "Share agreeing"),
    "in_all": ("合计", "In all"),
    "counter_results": ("复查结果", "Results of the counter-check"),
    "letter": ("责任状", "Letter of responsibility"),
    "letter_opening": (
        "{owner}（{post}）就 {node}{kind} 向 {superior}（{above}）负责，并作如下承诺。",
        "{owner} ({post}) answers to {superior} ({above}) for {node}{kind} and undertakes the following.",
    ),
    "letter_duty": ("按方案承担包保责任。", "To bear the responsibility that the plan lays down."),
    "letter_below": ("其下 {level}：{count} 个", "Below, {level}: {count}"),
    "letter_nothing_below": ("其下暂无对象。", "Nothing hangs below."),
    "letter_term": ("责任期限：{start} 至 {end}。", "Term: {start} to {end}."),
    "party": ("签订方", "Party"),
    "party_to": ("上级（甲方）", "Superior"),
    "party_owner": ("责任人（乙方）", "Responsible"),
    "name": ("姓名", "Name"),
    "kind": ("类别", "Kind"),
}
TEXTS |= {f"word_{name}": Text(zh=zh, en=en) for name, (zh, en) in _MORE.items()}
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
