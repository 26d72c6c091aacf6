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
