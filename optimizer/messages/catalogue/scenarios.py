"""What scenarios and rebalancing say: changes and events that do not fit, comparisons, costs, what to hand over."""

from optimizer.messages.text import Text

TEXTS: dict[str, Text] = {
    # files
    "file_large": Text(zh="文件超过 {megabytes} MB。", en="The file is larger than {megabytes} MB."),
    "file_unreadable": Text(zh="文件读不出来：{detail}", en="The file cannot be read: {detail}"),
    "file_shape": Text(
        zh="文件里要有一个列表“{key}”。",
        en="The file must hold a list “{key}”.",
        advice_zh="参照随附的示例文件。",
        advice_en="See the sample files that come with the program.",
    ),
    "item_shape": Text(zh="“{key}”的每一项都要是“名称: 值”。", en="Each item of “{key}” must be “name: value”."),
    "cell_broken": Text(zh="单元格没有可用的值（{kind}）。", en="The cell holds no usable value ({kind})."),
    "no_header": Text(
        zh="没有找到表头行；认得的表头有：{headers}等。", en="No header row; known headers are {headers}, and others."
    ),
    "empty": Text(zh="{file} 里一项也没有。", en="{file} lists nothing."),
    # whom it means
    "nobody": Text(
        zh="没有叫“{name}”的人。",
        en="Nobody is called “{name}”.",
        advice_zh="最接近的是“{near}”；也可写编号或 姓名(部门/村)。",
        advice_en="The nearest is “{near}”; an id or name(unit / village) will do as well.",
    ),
    "several": Text(
        zh="叫“{name}”的有 {count} 人（{places}）。",
        en="{count} people are called “{name}” ({places}).",
        advice_zh="写成 姓名(部门) 或 姓名(村)，或写编号。",
        advice_en="Write name(unit) or name(village), or the id.",
    ),
    "nobody_named": Text(
        zh="没有说是谁。",
        en="It does not say who.",
        advice_zh="填“对象”或“条件”。",
        advice_en="Give select or where.",
    ),
    "nobody_where": Text(
        zh="没有人符合“{where}”。",
        en="Nobody has “{where}”.",
        advice_zh="核对各列的取值。",
        advice_en="Check the values in these columns.",
    ),
    "column": Text(
        zh="没有“{column}”这一列，最接近的是“{near}”。", en="There is no column “{column}”; the nearest is “{near}”."
    ),
    # changes
    "unknown_change": Text(
        zh="不认识的变动“{word}”，最接近的是“{near}”。", en="Unknown change “{word}”; the nearest is “{near}”."
    ),
    "unknown_key": Text(
        zh="变动“{change}”没有“{column}”这一项，最接近的是“{near}”。",
        en="Change “{change}” has no “{column}”; the nearest is “{near}”.",
        advice_zh="可用：{known}。",
        advice_en="Possible: {known}.",
    ),
    "bad_value": Text(zh="变动“{change}”的 {column} 不对：{detail}", en="Change “{change}”, {column}: {detail}"),
    "contradiction": Text(
        zh="互相矛盾：{who} 的 {column} 一处要改为“{one}”，另一处要改为“{other}”。",
        en="Contradiction: {column} of {who} is to become “{one}” here and “{other}” there.",
        advice_zh="只留一处。",
        advice_en="Keep one of them.",
    ),
    "altered_and_removed": Text(
        zh="互相矛盾：{who} 既要修改又要去掉。",
        en="Contradiction: {who} is altered and removed.",
        advice_zh="只留一处。",
        advice_en="Keep one of them.",
    ),
    "added_twice": Text(
        zh="要增加的 {who} 已经有了。",
        en="{who}, to be added, is there already.",
        advice_zh="要改已有的人，用“修改”。",
        advice_en="To change somebody who is there, alter them.",
    ),
    "new_incomplete": Text(zh="新增的人缺少：{columns}。", en="Whoever is new needs {columns}."),
    "id_fixed": Text(zh="编号不能改。", en="An id cannot be altered."),
    "unfit": Text(zh="{who} 的 {column} 不对：{detail}", en="{column} of {who}: {detail}"),
    "no_such_rule": Text(
        zh="没有规则“{rule}”。",
        en="There is no rule “{rule}”.",
        advice_zh="现有：{known}。",
        advice_en="There are {known}.",
    ),
    "rule_there": Text(
        zh="编号为“{rule}”的规则已经有了。",
        en="A rule “{rule}” is there already.",
        advice_zh="要改它，用“修改规则”。",
        advice_en="To change it, use set_rule.",
    ),
    "no_such_basis": Text(zh="没有依据为“{basis}”的“不参与”规则。", en="No exclusion has the basis “{basis}”."),
    "not_excluded": Text(
        zh="{who} 没有按名单或决定不参加。",
        en="{who} is not excluded by name or ruling.",
        advice_zh="按退休等规则不参加的，取消那条规则（依据）。",
        advice_en="Those whom a rule such as retirement excludes come back when that basis is lifted.",
    ),
    "quota_numbers": Text(
        zh="名额不对：至少“{least}”，最多“{most}”。", en="Quota at least “{least}”, at most “{most}” makes no sense."
    ),
    "no_quota_row": Text(zh="名额表里没有“{row}”这一行。", en="The quota table has no row “{row}”."),
    "quota_of_nobody": Text(zh="没有人属于“{row}”。", en="Nobody is “{row}”."),
    "no_such_group": Text(
        zh="没有“{name}”。", en="There is no “{name}”.", advice_zh="现有：{known}。", advice_en="There are {known}."
    ),
    "not_in_group": Text(zh="{who} 属于{group}，不属于{area}。", en="{who} belongs to {group}, not to {area}."),
    "merge_cycle": Text(
        zh="合并绕成了圈：{names}。",
        en="The merges run in a circle: {names}.",
        advice_zh="去掉其中一步。",
        advice_en="Take one step away.",
    ),
    "other_base": Text(
        zh="方案写明以“{base}”为基础，而现在的项目是“{title}”。",
        en="The scenario starts from “{base}”, but this programme is “{title}”.",
    ),
    "no_liaison": Text(
        zh="{area}没有定点联系的领导了。",
        en="{area} has no liaison leader any more.",
        advice_zh="指定一位领导，或由领导小组说明。",
        advice_en="Name a leader, or have the leading group say why.",
    ),
    "worker_died": Text(
        zh="求解进程 {tries} 次意外结束，这个方案没有结果。",
        en="The solving process died {tries} times; this scenario has no result.",
    ),
}
