"""What scenarios and rebalancing say: changes and events that do not fit, comparisons, costs, what to hand over."""

from optimizer.messages.text import Text

TEXTS: dict[str, Text] = {
    # files
    "file_large": Text(zh="文件超过 {megabytes} MB。", en="The file is larger than {megabytes} MB."),
    "file_unreadable": Text(
        zh="文件读不出来：{detail}",
        en="The file cannot be read: {detail}",
        advice_zh="重新保存一次再试，或参照随附的示例文件重写。",
        advice_en="Save it again, or write it anew after the sample files.",
    ),
    "file_encoding": Text(
        zh="认不出文件的编码。",
        en="The encoding of the file is unknown.",
        advice_zh="用记事本另存为 UTF-8 后重试。",
        advice_en="Save it as UTF-8.",
    ),
    "file_syntax": Text(
        zh="这里不合 {form} 的写法：{detail}",
        en="This is not {form}: {detail}",
        advice_zh="看这一行和上一行的缩进、冒号后的空格、括号和引号；缩进只用空格，不用制表符。",
        advice_en="Look at the indents of this line and the one above, the space after colons, brackets and quotes; no tabs.",
    ),
    "key_twice": Text(
        zh="同一项里“{key}”写了两次。",
        en="“{key}” stands twice in one item.",
        advice_zh="只留一个；两个不同的变动或事件要分成两项（各以“- ”开头）。",
        advice_en="Keep one; two different changes or events are two items, each beginning with “- ”.",
    ),
    "alias": Text(
        zh="这里用了别名（* 或 &），不支持。",
        en="Anchors and aliases (& and *) are not supported.",
        advice_zh="把内容原样再写一遍。",
        advice_en="Write the content out once more.",
    ),
    "number_none": Text(
        zh="这里写的不是数（NaN 或空算式）。",
        en="This is not a number (NaN).",
        advice_zh="填上数，或去掉这一项。",
        advice_en="Write a number, or leave the entry out.",
    ),
    "head_text": Text(
        zh="“{key}”要写文字。",
        en="“{key}” must be text.",
        advice_zh="写成一行文字。",
        advice_en="Write one line of text.",
    ),
    "title_twice": Text(
        zh="有几个方案都叫“{title}”，对比表里分不清。",
        en="Several scenarios are called “{title}”; nobody could tell them apart.",
        advice_zh="各取一个名称（title）；同一个文件只列一次。",
        advice_en="Give each its own title, and list a file once.",
    ),
    "file_shape": Text(
        zh="文件里要有一个列表“{key}”。",
        en="The file must hold a list “{key}”.",
        advice_zh="参照随附的示例文件。",
        advice_en="See the sample files that come with the program.",
    ),
    "item_shape": Text(
        zh="“{key}”的每一项都要是“名称: 值”。",
        en="Each item of “{key}” must be “name: value”.",
        advice_zh="每一项以“- ”开头，下面写“名称: 值”；空项去掉。",
        advice_en="Begin each item with “- ” and write “name: value”; take empty items away.",
    ),
    "cell_broken": Text(
        zh="单元格没有可用的值（{kind}）。",
        en="The cell holds no usable value ({kind}).",
        advice_zh="改成确定的值再保存。",
        advice_en="Put a plain value there and save again.",
    ),
    "no_header": Text(
        zh="没有找到表头行；认得的表头有：{headers}等。",
        en="No header row; known headers are {headers}, and others.",
        advice_zh="表头写成一行，至少有两个认得的表头。",
        advice_en="Write the headers in one row, at least two of these.",
    ),
    "header_twice": Text(
        zh="有两列都是“{header}”。",
        en="Two columns are “{header}”.",
        advice_zh="只留一列。",
        advice_en="Keep one.",
    ),
    "header_near": Text(
        zh="不认识的表头“{header}”，最接近的是“{near}”。",
        en="Unknown header “{header}”; the nearest is “{near}”.",
        advice_zh="改成“{near}”；与变动无关的列请删去或换个名称。",
        advice_en="Write “{near}”; take the column away, or call it otherwise, if it says something else.",
    ),
    "empty": Text(
        zh="{file} 里一项也没有。",
        en="{file} lists nothing.",
        advice_zh="至少写一项。",
        advice_en="List at least one.",
    ),
    # whom it means
    "nobody_alike": Text(
        zh="没有叫“{name}”的人，也没有相近的名字。",
        en="Nobody is called “{name}”, nor anything like it.",
        advice_zh="核对姓名；也可写编号或 姓名（部门/村）。",
        advice_en="Check the name; an id or name(unit / village) will do as well.",
    ),
    "nobody": Text(
        zh="没有叫“{name}”的人。",
        en="Nobody is called “{name}”.",
        advice_zh="最接近的是“{near}”；也可写编号或 姓名（部门/村）。",
        advice_en="The nearest is “{near}”; an id or name(unit / village) will do as well.",
    ),
    "several": Text(
        zh="叫“{name}”的有 {count} 人（{places}）。",
        en="{count} people are called “{name}” ({places}).",
        advice_zh="写成 姓名（部门） 或 姓名（村），或写编号。",
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
        zh="没有“{column}”这一列，最接近的是“{near}”。",
        en="There is no column “{column}”; the nearest is “{near}”.",
        advice_zh="改用花名册里的列名。",
        advice_en="Use the columns of the lists.",
    ),
    # changes
    "unknown_change": Text(
        zh="不认识的变动“{word}”，最接近的是“{near}”。",
        en="Unknown change “{word}”; the nearest is “{near}”.",
        advice_zh="可用：{known}。",
        advice_en="Possible: {known}.",
    ),
    "no_change_said": Text(
        zh="没有写是什么变动（写着：{keys}）。",
        en="It does not say which change (there are {keys}).",
        advice_zh="加上“变动”（change）一项。",
        advice_en="Add the entry “change”.",
    ),
    "unknown_key": Text(
        zh="变动“{change}”没有“{column}”这一项，最接近的是“{near}”。",
        en="Change “{change}” has no “{column}”; the nearest is “{near}”.",
        advice_zh="可用：{known}。",
        advice_en="Possible: {known}.",
    ),
    "value_missing": Text(
        zh="“{what}”缺少 {column}。",
        en="“{what}” lacks {column}.",
        advice_zh="补上这一项。",
        advice_en="Add it.",
    ),
    "value_integer": Text(
        zh="“{what}”的 {column} 要是整数。",
        en="{column} of “{what}” must be a whole number.",
        advice_zh="只写阿拉伯数字，不带单位和小数。",
        advice_en="Write digits only, without unit or fraction.",
    ),
    "value_least": Text(
        zh="“{what}”的 {column} 不能小于 {limit}。",
        en="{column} of “{what}” cannot be less than {limit}.",
        advice_zh="改大一些，或去掉这一项。",
        advice_en="Make it larger, or leave it out.",
    ),
    "value_most": Text(
        zh="“{what}”的 {column} 不能大于 {limit}。",
        en="{column} of “{what}” cannot be more than {limit}.",
        advice_zh="改小一些，或去掉这一项。",
        advice_en="Make it smaller, or leave it out.",
    ),
    "value_choice": Text(
        zh="“{what}”的 {column} 只能是：{choices}。",
        en="{column} of “{what}” can only be {choices}.",
        advice_zh="从中选一个。",
        advice_en="Choose one of these.",
    ),
    "value_text": Text(
        zh="“{what}”的 {column} 要是文字。",
        en="{column} of “{what}” must be text.",
        advice_zh="写成文字；数字两边加引号。",
        advice_en="Write text; put quotes around a number.",
    ),
    "value_mark": Text(
        zh="“{what}”的 {column} 只能写是或否。",
        en="{column} of “{what}” must be yes or no.",
        advice_zh="写 true/false 或 是/否。",
        advice_en="Write true or false.",
    ),
    "value_pairs": Text(
        zh="“{what}”的 {column} 要写成“名称: 值”。",
        en="{column} of “{what}” must be “name: value”.",
        advice_zh="写成 「名称: 值」；在表格里写 名称=值。",
        advice_en="Write “name: value”; in a sheet name=value.",
    ),
    "value_list": Text(
        zh="“{what}”的 {column} 要写成一列。",
        en="{column} of “{what}” must be a list.",
        advice_zh="写成 [甲, 乙]；在表格里用顿号分开。",
        advice_en="Write [one, two].",
    ),
    "value_empty": Text(
        zh="“{what}”的 {column} 是空的。",
        en="{column} of “{what}” is empty.",
        advice_zh="填上内容。",
        advice_en="Fill it in.",
    ),
    "value_month": Text(
        zh="“{what}”的 {column} 不是一个月份。",
        en="{column} of “{what}” is not a month.",
        advice_zh="写成年-月，如 2027-03，月份 01 到 12。",
        advice_en="Write year-month, as 2027-03, months 01 to 12.",
    ),
    "value_order": Text(
        zh="“{what}”结束得比开始早。",
        en="“{what}” ends before it begins.",
        advice_zh="核对两个月份。",
        advice_en="Check both months.",
    ),
    "value_other": Text(
        zh="“{what}”的 {column} 不对：{detail}",
        en="{column} of “{what}”: {detail}",
        advice_zh="改正这一项。",
        advice_en="Correct it.",
    ),
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
    "new_incomplete": Text(
        zh="新增的人缺少：{columns}。",
        en="Whoever is new needs {columns}.",
        advice_zh="补上这些列。",
        advice_en="Add these columns.",
    ),
    "id_fixed": Text(
        zh="编号不能改。",
        en="An id cannot be altered.",
        advice_zh="去掉旧的，再增加新的。",
        advice_en="Remove the old one and add a new one.",
    ),
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
    "no_such_basis": Text(
        zh="没有依据为“{basis}”的“不参与”规则。",
        en="No exclusion has the basis “{basis}”.",
        advice_zh="规则表里有：{known}。",
        advice_en="The rule table has {known}.",
    ),
    "not_excluded": Text(
        zh="{who} 没有按名单或决定不参加。",
        en="{who} is not excluded by name or ruling.",
        advice_zh="按退休等规则不参加的，取消那条规则（依据）。",
        advice_en="Those whom a rule such as retirement excludes come back when that basis is lifted.",
    ),
    "quota_numbers": Text(
        zh="名额不对：至少“{least}”，最多“{most}”。",
        en="Quota at least “{least}”, at most “{most}” makes no sense.",
        advice_zh="写明“最多”，且不小于“至少”。",
        advice_en="Give the most, not below the least.",
    ),
    "no_quota_row": Text(
        zh="名额表里没有“{row}”这一行。",
        en="The quota table has no row “{row}”.",
        advice_zh="核对“按”和“取值”。",
        advice_en="Check by and value.",
    ),
    "quota_of_nobody": Text(
        zh="没有人属于“{row}”。",
        en="Nobody is “{row}”.",
        advice_zh="核对“按”和“取值”的写法。",
        advice_en="Check by and value.",
    ),
    "no_such_group": Text(
        zh="没有“{name}”。", en="There is no “{name}”.", advice_zh="现有：{known}。", advice_en="There are {known}."
    ),
    "not_in_group": Text(
        zh="{who} 属于{group}，不属于{area}。",
        en="{who} belongs to {group}, not to {area}.",
        advice_zh="去掉这个人，或在条件里写明村（部门）。",
        advice_en="Leave this one out, or name the village (unit) in where.",
    ),
    "split_and_merged": Text(
        zh="互相矛盾：“{name}”既要拆分又要合并，先后不同结果不同。",
        en="Contradiction: “{name}” is split and merged; the order would matter.",
        advice_zh="一个方案里只做一样；要先拆后并，用两个方案接着做。",
        advice_en="Do one of them in a scenario; adopt it, then do the other.",
    ),
    "merge_nothing": Text(
        zh="“{name}”并入它自己，没有变动。",
        en="“{name}” is merged into itself: nothing changes.",
        advice_zh="写明并入哪里。",
        advice_en="Say what it becomes part of.",
    ),
    "merge_cycle": Text(
        zh="合并绕成了圈：{names}。",
        en="The merges run in a circle: {names}.",
        advice_zh="去掉其中一步。",
        advice_en="Take one step away.",
    ),
    "other_base": Text(
        zh="方案写明以“{base}”为基础，而现在的项目是“{title}”。",
        en="The scenario starts from “{base}”, but this programme is “{title}”.",
        advice_zh="换成对应的项目，或改 base 一项。",
        advice_en="Take the programme it was written for, or change base.",
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
    # comparison
    "title_comparison": Text(zh="{title}：方案对比", en="{title}: scenarios compared"),
    "headline_comparison": Text(
        zh="共对比 {count} 份名册，以第一份为准。", en="{count} rosters, compared with the first."
    ),
    "sheet_measures": Text(zh="指标", en="Measures"),
    "sheet_load": Text(zh="任务分布", en="Load"),
    "sheet_areas": Text(zh="按村", en="By village"),
    "sheet_units": Text(zh="按部门", en="By unit"),
    "sheet_people": Text(zh="逐户-{title}", en="People-{title}"),
    "column_measure": Text(zh="指标", en="Measure"),
    "column_load": Text(zh="结对数", en="Recipients each"),
    "column_area": Text(zh="村（班级）", en="Village"),
    "column_unit": Text(zh="部门", en="Unit"),
    "column_km_of": Text(zh="{title}（公里）", en="{title} (km)"),
    "column_kind": Text(zh="变化", en="Change"),
    "column_recipient": Text(zh="帮扶对象", en="Recipient"),
    "column_old": Text(zh="原帮扶人", en="Helper before"),
    "column_new": Text(zh="新帮扶人", en="Helper after"),
    "column_old_km": Text(zh="原里程", en="km before"),
    "column_new_km": Text(zh="新里程", en="km after"),
    "column_gain": Text(zh="得失", en="Gain or loss"),
    "column_why": Text(zh="原因", en="Why"),
    "measure_status": Text(zh="结论", en="Status"),
    "measure_helpers": Text(zh="参加的帮扶人", en="Helpers taking part"),
    "measure_recipients": Text(zh="帮扶对象", en="Recipients"),
    "measure_covered": Text(zh="已落实", en="Covered"),
    "measure_uncovered": Text(zh="未落实", en="Not covered"),
    "measure_missing": Text(zh="缺名额", en="Places missing"),
    "measure_km": Text(zh="总里程", en="Total distance"),
    "measure_furthest": Text(zh="最远一对", en="Furthest pair"),
    "measure_idle": Text(zh="未分到任务的帮扶人", en="Helpers without a recipient"),
    "measure_most_load": Text(zh="一人最多", en="Most for one helper"),
    "not_proved": Text(zh="{value}（未证最优）", en="{value} (not proved best)"),
    "status_optimal": Text(zh="已证最优", en="proved best"),
    "status_feasible": Text(zh="可行，未证最优", en="feasible, not proved best"),
    "status_infeasible": Text(zh="无解（已证）", en="impossible (proved)"),
    "status_undecided": Text(zh="未定", en="undecided"),
    "chart_pairs": Text(zh="结对数", en="Pairings"),
    "no_changes": Text(zh="与第一份名册完全相同。", en="The same as the first roster."),
    "counted_changes": Text(
        zh="不变 {kept}，换人 {moved}，新增 {new}，结束 {ended}，失去帮扶人 {lost}，补上 {covered}。",
        en="{kept} kept, {moved} moved, {new} new, {ended} ended, {lost} lost their helper, {covered} covered now.",
    ),
    "gain_and_loss": Text(
        zh="路程变近 {nearer} 户（共 {nearer_km}），变远 {farther} 户（共 {farther_km}）。",
        en="Nearer for {nearer} ({nearer_km} in all), farther for {farther} ({farther_km}).",
    ),
    "gains": Text(zh="得（近了）", en="gains (nearer)"),
    "loses": Text(zh="失（远了）", en="loses (farther)"),
    "kind_kept": Text(zh="不变", en="kept"),
    "kind_moved": Text(zh="换人", en="moved"),
    "kind_new": Text(zh="新增", en="new"),
    "kind_ended": Text(zh="结束", en="ended"),
    "kind_lost": Text(zh="失去帮扶人", en="lost"),
    "kind_covered": Text(zh="补上", en="covered now"),
    "why_kept": Text(zh="不变。", en="Unchanged."),
    "why_ended": Text(zh="帮扶对象不在这个方案里。", en="The recipient is not in this scenario."),
    "why_new": Text(zh="新的帮扶对象。", en="The recipient is new."),
    "why_left": Text(zh="原帮扶人 {helper} 已不在。", en="The former helper {helper} is gone."),
    "why_out": Text(
        zh="原帮扶人 {helper} 按规则 {rule} 不再参加。", en="Rule {rule} takes the former helper {helper} out."
    ),
    "why_joined": Text(zh="新来的 {helper} 接手。", en="{helper}, who is new, takes over."),
    "why_in": Text(zh="原不参加的 {helper} 现在参加。", en="{helper}, who took no part before, takes part now."),
    "why_lost": Text(zh="名额不够，没有人接手。", en="There are not enough places; nobody takes over."),
    "why_more": Text(zh="{helper} 现在多承担，共 {load} 户。", en="{helper} takes more now, {load} in all."),
    "why_better": Text(
        zh="换人后各层目标更好或仅由抽签决定。", en="The aims are met better so, or the lottery decided."
    ),
    "no_roster": Text(
        zh="这个方案没有名册（无解或未定），不逐户对比。", en="This scenario has no roster; people are not compared."
    ),
    # sweep and trade-off
    "sweep_parameter": Text(
        zh="没有可以逐值试算的参数“{path}”。",
        en="“{path}” is no parameter to sweep.",
        advice_zh="写成 规则编号.参数，如 R8.weight、R5.most.校级领导。",
        advice_en="Write rule id, dot, parameter: R8.weight, R5.most.<role>.",
    ),
    "aim_unknown": Text(
        zh="没有第 {said} 层或规则“{said}”。",
        en="There is no tier or rule “{said}”.",
        advice_zh="现有：{known}。",
        advice_en="There are {known}.",
    ),
    "aim_same": Text(zh="要权衡的是两个不同的目标。", en="A trade-off needs two different aims."),
    "aim_unmeasured": Text(
        zh="“{said}”没有可以权衡的代价（硬性规则或全覆盖）。", en="“{said}” has no cost to trade (hard, or coverage)."
    ),
    "aim_infeasible": Text(
        zh="项目无解，谈不上权衡。", en="The programme has no roster, so there is nothing to trade."
    ),
    "title_tradeoff": Text(zh="{title}：{first}与{second}的权衡", en="{title}: {first} against {second}"),
    "headline_tradeoff": Text(
        zh="共 {count} 个极端支撑点；{first}从 {low} 到 {high}，{second}从 {top} 到 {bottom}。",
        en="{count} extreme supported points; {first} from {low} to {high}, {second} from {top} to {bottom}.",
    ),
    "headline_steps": Text(
        zh="共 {count} 个点；{first}从 {low} 到 {high}，{second}从 {top} 到 {bottom}。",
        en="{count} points; {first} from {low} to {high}, {second} from {top} to {bottom}.",
    ),
    "tradeoff_exact": Text(
        zh="各点均已证最优（网络流，加权求和二分）。",
        en="Every point is proved (network flow, weighted sums by bisection).",
    ),
    "tradeoff_one": Text(
        zh="两个目标并不冲突：同一份名册使两者都最好（已证）。",
        en="The two aims do not conflict: one roster is best in both (proved).",
    ),
    "tradeoff_steps": Text(
        zh="两个目标不宜相加，逐步限定其中一个求得；每点附界与差距，差距 0% 即已证最优。",
        en="Found by limiting one of the aims step by step; each point has its bound and gap, and gap 0% means proved best.",
    ),
    "column_point": Text(zh="点", en="Point"),
    "column_step_price": Text(zh="到下一点：每减1单位要付出", en="To the next point: price of one unit less"),
    "column_bound": Text(zh="界", en="Bound"),
    "column_gap": Text(zh="差距", en="Gap"),
    "title_sweep": Text(zh="{title}：逐值试算", en="{title}: sweep"),
    "aims_no_sum": Text(
        zh="两个目标都是平方和，都不能设上限，求不出权衡曲线。",
        en="Both aims are sums of squares, which cannot be limited; there is no curve to find.",
        advice_zh="把其中一个的“方式”改为“worst”或“leximin”。",
        advice_en="Let one of them have the form “worst” or “leximin”.",
    ),
    "aim_several": Text(
        zh="“{said}”里有几个不能相加的目标。",
        en="“{said}” holds several aims that cannot be added.",
        advice_zh="请指定其中一条规则：{rules}。",
        advice_en="Name one of the rules: {rules}.",
    ),
    "aims_large": Text(
        zh="方案太大（{pairs} 个可选结对），权衡曲线只能在列得出全部可选结对时求。",
        en="The programme is too large ({pairs} possible pairs): a curve needs the list of them all.",
        advice_zh="可按乡镇拆成几个方案分别权衡，或用 scenario sweep 逐个参数比较。",
        advice_en="Trade township by township, or compare single parameters with scenario sweep.",
    ),
    # events
    "unknown_event": Text(
        zh="不认识的事件“{word}”，最接近的是“{near}”。",
        en="Unknown event “{word}”; the nearest is “{near}”.",
        advice_zh="可用：{known}。",
        advice_en="Possible: {known}.",
    ),
    "event_key": Text(
        zh="事件“{event}”没有“{column}”这一项，最接近的是“{near}”。",
        en="Event “{event}” has no “{column}”; the nearest is “{near}”.",
        advice_zh="可用：{known}。",
        advice_en="Possible: {known}.",
    ),
    "no_event_said": Text(
        zh="没有写是什么事件（写着：{keys}）。",
        en="It does not say which event (there are {keys}).",
        advice_zh="加上“事件”（event）一项。",
        advice_en="Add the entry “event”.",
    ),
    "already_gone": Text(
        zh="{who} 已经不在了（此前的事件：{event}，{month}）。",
        en="{who} is gone already (earlier event: {event}, {month}).",
        advice_zh="删去其中一条。",
        advice_en="Take one of the two away.",
    ),
    "not_away": Text(
        zh="{who} 没有离岗，不用返岗。",
        en="{who} is not away and cannot come back.",
        advice_zh="核对姓名和先后，或删去这一条。",
        advice_en="Check name and order, or take this line away.",
    ),
    "before_term": Text(
        zh="{who} 的事件在 {month}，而结对从 {start} 才开始。",
        en="The event of {who} is in {month}, but the pairing began in {start} only.",
        advice_zh="核对时间。",
        advice_en="Check the month.",
    ),
    "no_release": Text(
        zh="按 {labels} 口径，“{ground}”不是解除结对的依据。",
        en="Under label set {labels}, “{ground}” does not end a pairing.",
        advice_zh="可用：{allowed}。",
        advice_en="Possible: {allowed}.",
    ),
    "merged_with_itself": Text(
        zh="{who} 不能与自己并户。",
        en="{who} cannot be merged with itself.",
        advice_zh="“并入户”里写另一户。",
        advice_en="Name another household.",
    ),
    "no_pairs_of_unit": Text(
        zh="{unit}在{area}没有结对。",
        en="{unit} has no pairing in {area}.",
        advice_zh="核对部门和村。",
        advice_en="Check unit and village.",
    ),
    "frozen_opened": Text(
        zh="要冻结的“{who}”有结对被事件打开。",
        en="“{who}” is to be frozen, but an event opens one of its pairings.",
        advice_zh="不冻结这一对，或撤回事件。",
        advice_en="Do not freeze it, or withdraw the event.",
    ),
    "budget_small": Text(
        zh="最多只许变动 {budget} 对，而至少要变 {least} 对（其中 {forced} 对的帮扶人已不能帮扶）。",
        en="At most {budget} changes are allowed, but {least} are needed ({forced} have lost their helper).",
        advice_zh="把变动上限提高到 {least} 或以上。",
        advice_en="Allow {least} or more.",
    ),
    "no_new_roster": Text(zh="没有新名册，不能记入历史。", en="There is no new roster to keep in the history."),
    "history_broken": Text(
        zh="历史记录第 {number} 条接不上。", en="Entry {number} of the history does not fit what came before."
    ),
    # rebalancing
    "title_rebalance": Text(zh="{title}：动态调整", en="{title}: rebalancing"),
    "sheet_changes": Text(zh="变更对照表", en="Changes"),
    "sheet_handover": Text(zh="交接单", en="Handover"),
    "sheet_delta": Text(zh="系统增量", en="Delta list"),
    "sheet_due": Text(zh="近期到期", en="Coming due"),
    "rebalance_none": Text(zh="没有可行的名册。", en="There is no roster."),
    "rebalance_nothing": Text(zh="原有结对一对也不用变。", en="No standing pair has to change."),
    "rebalance_forced": Text(
        zh="必须变动 {total} 对，不能更少：这 {forced} 对的帮扶人都已不能帮扶（已证明）。",
        en="{total} pairs must change; fewer is impossible, because the helpers of these {forced} can no longer serve (proved).",
    ),
    "rebalance_chosen": Text(
        zh="必须变动 {total} 对，不能更少：{forced} 对的帮扶人已不能帮扶，另 {chosen} 对要让出名额，否则落实的户数更少（已证明）。",
        en="{total} pairs must change; fewer is impossible, because {forced} have lost their helper and {chosen} more must make room, or fewer would be covered (proved).",
    ),
    "rebalance_given_up": Text(
        zh="必须变动 {total} 对，不能更少：{forced} 对的帮扶人已不能帮扶，{given} 对因村调整移交，另 {rest} 对要让出名额（已证明）。",
        en="{total} pairs must change; fewer is impossible, because {forced} have lost their helper, {given} are handed over with their village, and {rest} more must make room (proved).",
    ),
    "rebalance_unproved": Text(
        zh="变动 {total} 对，其中 {forced} 对的帮扶人已不能帮扶；至少要变 {least} 对，未证明不能更少。",
        en="{total} pairs change, {forced} of them have lost their helper; at least {least} must, fewer than {total} is not ruled out.",
    ),
    "rebalance_budget": Text(
        zh="在最多变动 {budget} 对的限度内变动 {total} 对（至少要变 {least} 对，其中 {forced} 对的帮扶人已不能帮扶）。",
        en="{total} pairs change within the budget of {budget} (at least {least} must, {forced} have lost their helper).",
    ),
    "rebalance_uncovered": Text(
        zh="名额不够，还有 {count} 户没有落实帮扶人，见名册。",
        en="There are not enough places: {count} are not covered, see the roster.",
    ),
    "because_event": Text(zh="{month} {event}", en="{event}, {month}"),
    "because_chain": Text(
        zh="{month} {event}引起：原帮扶人改帮 {names}",
        en="Through {event}, {month}: the former helper now serves {names}",
    ),
    "rules_kept": Text(zh="其余 {count} 条硬性规则", en="the other {count} hard rules"),
    "all_kept": Text(zh="全部遵守", en="all kept"),
    "because_excluded": Text(
        zh="{helper} 按规则 {rule}（{kind}）不再参与（没有对应事件）",
        en="{helper} takes no part any more by rule {rule} ({kind}); no event of its own",
    ),
    "because_rules": Text(zh="规则或优化目标（没有对应事件）", en="Rules or aims; no event of its own"),
    "because_term": Text(zh="期满续结", en="The term had ended; renewed"),
    "change_ended": Text(zh="结束", en="ended"),
    "change_replaced": Text(zh="换人", en="replaced"),
    "change_added": Text(zh="新增", en="added"),
    "change_lost": Text(zh="暂无接替人", en="no successor"),
    "change_retimed": Text(zh="改期", en="new term"),
    "column_change": Text(zh="变更", en="Change"),
    "column_old_unit": Text(zh="原部门", en="Former unit"),
    "column_new_unit": Text(zh="新部门", en="New unit"),
    "column_new_phone": Text(zh="接手人电话", en="Successor's phone"),
    "column_begins": Text(zh="开始", en="Begins"),
    "column_ends": Text(zh="结束", en="Ends"),
    "column_operation": Text(zh="操作", en="Operation"),
    "column_recipient_number": Text(zh="户编号", en="Household number"),
    "column_recipient_id": Text(zh="户主证件号码", en="Head's ID number"),
    "column_helper": Text(zh="帮扶人", en="Helper"),
    "column_helper_id": Text(zh="帮扶人证件号码", en="Helper's ID number"),
    "column_phone": Text(zh="电话", en="Phone"),
    "column_cause": Text(zh="致贫原因", en="Cause"),
    "column_address": Text(zh="住址", en="Address"),
    "column_visits": Text(zh="走访记录份数", en="Visit records"),
    "column_open_matters": Text(zh="未了事项", en="Open matters"),
    "column_signed": Text(zh="交接签字", en="Signatures"),
    "column_due": Text(zh="事项", en="What"),
    "column_month": Text(zh="时间", en="Month"),
    "column_successor": Text(zh="预定接替人", en="Successor foreseen"),
    "operation_cancel": Text(zh="取消结对", en="cancel pairing"),
    "operation_add": Text(zh="增加结对", en="add pairing"),
    "operation_retime": Text(zh="修改时间", en="change dates"),
    "no_successor": Text(zh="待定", en="to be named"),
    "handover_of": Text(zh="交出人：{helper}（{unit}） 原因：{why}", en="Handed over by {helper} ({unit}): {why}"),
    "handover_note": Text(
        zh="移交走访台账和帮扶手册，三方（交出人、接手人、部门负责人）签字。",
        en="Visit ledger and handbook go along; signed by both and by the head of the unit.",
    ),
    "handover_none": Text(zh="没有要交接的。", en="Nothing is handed over."),
    "due_term_ends": Text(zh="结对期满", en="term ends"),
    "due_retires": Text(zh="帮扶人退休", en="helper retires"),
    "due_may_retire": Text(zh="帮扶人可能退休（类别待核实）", en="helper may retire (track not confirmed)"),
    "due_returns": Text(zh="帮扶人返岗", en="helper comes back"),
    "event_transfer_out": Text(zh="调离", en="transferred away"),
    "event_retirement": Text(zh="退休", en="retired"),
    "event_helper_death": Text(zh="帮扶人去世", en="helper died"),
    "event_illness": Text(zh="病休", en="ill"),
    "event_leave": Text(zh="离岗", en="on leave"),
    "event_return": Text(zh="返岗", en="came back"),
    "event_transfer_in": Text(zh="调入", en="transferred in"),
    "event_new_head": Text(zh="户主变更", en="new head"),
    "event_all_died": Text(zh="全户死亡", en="whole household died"),
    "event_moved_away": Text(zh="整户迁出", en="moved away"),
    "event_released": Text(zh="退出", en="case closed"),
    "event_newly_found": Text(zh="新识别", en="newly found"),
    "event_moved_within": Text(zh="辖区内迁移", en="moved within the area"),
    "event_household_split": Text(zh="分户", en="household split"),
    "event_households_merged": Text(zh="并户", en="households merged"),
    "event_area_reassigned": Text(zh="村调整", en="village reassigned"),
    "no_standing_roster": Text(
        zh="没有现行名册。",
        en="There is no roster in force.",
        advice_zh="给出一次运行的文件夹，或在表格中附上轮结对名册。",
        advice_en="Give the folder of a run, or put last round's roster among the tables.",
    ),
    # named plans
    "plan_fewest": Text(zh="变动最少", en="fewest changes"),
    "plan_shortest": Text(zh="路程最短", en="shortest way"),
    "plan_evenest": Text(zh="最均衡", en="most even"),
    "plan_km": Text(
        zh="总里程 {km} 公里，比最短的多 {more} 公里", en="{km} km in all, {more} km more than the shortest"
    ),
    "plan_km_best": Text(zh="总里程 {km} 公里，为最短", en="{km} km in all, the shortest"),
    "plan_changes": Text(
        zh="变动 {changes} 对，比最少的多 {more} 对", en="{changes} pairs change, {more} more than the fewest"
    ),
    "plan_changes_best": Text(zh="变动 {changes} 对，为最少", en="{changes} pairs change, the fewest"),
    "plan_load": Text(
        zh="一人最多 {load} 户，最均衡的是 {least} 户", en="up to {load} for one helper, {least} in the most even"
    ),
    "plan_load_best": Text(zh="一人最多 {load} 户，为最均衡", en="up to {load} for one helper, the most even"),
    "plan_separator": Text(zh="；", en="; "),
    "plan_end": Text(zh="。", en="."),
    "plan_unknown": Text(
        zh="“{name}”既不是文件，也不是三个方案之一；或本项目没有这个方案。",
        en="“{name}” is neither a file nor one of the three plans, or this programme does not have it.",
        advice_zh="可用：变动最少、路程最短、最均衡。",
        advice_en="Possible: fewest, shortest, evenest.",
    ),
    "column_plan": Text(zh="方案", en="Plan"),
    "column_cost": Text(zh="代价", en="What it costs"),
    # command line
    "help_scenario": Text(
        zh="假设分析：如果规则、人员、村变了会怎样。", en="What if rules, people or villages were others."
    ),
    "help_run": Text(
        zh="求出一个或多个假设方案并与现状对比；不写方案文件则给出三个备选方案。",
        en="Solve scenarios and compare them with the programme as it is; without files, the three plans to choose from.",
    ),
    "help_compare": Text(
        zh="对比两个或多个运行结果，逐指标、逐户。",
        en="Compare the folders of runs, measure by measure and person by person.",
    ),
    "help_sweep": Text(
        zh="一个参数逐值试算，或两个参数交叉试算。", en="One parameter over several values, or two over a grid."
    ),
    "help_tradeoff": Text(zh="两个目标之间的权衡曲线。", en="The trade-off between two tiers or rules."),
    "help_adopt": Text(
        zh="采用一个方案：求解、校验，写成运行文件夹。",
        en="Adopt a scenario or plan: solve, verify, write it as a run.",
    ),
    "help_rebalance": Text(
        zh="按事件动态调整现行名册，变动最少并给出证明；写出新名册、变更对照表、交接单、系统增量。",
        en="Rebalance the roster in force after events, with the fewest changes proved; new roster, change table, handover, delta list.",
    ),
    "argument_base": Text(
        zh="表格（文件夹或工作簿），或一次运行的文件夹。", en="Tables (folder or workbook), or the folder of a run."
    ),
    "argument_scenarios": Text(zh="方案文件（YAML、JSON 或表格）。", en="Scenario files (YAML, JSON or a sheet)."),
    "argument_runs": Text(
        zh="运行文件夹，第一个为基准。", en="Folders of runs; the first is what the others are compared with."
    ),
    "argument_axes": Text(
        zh="写成 R8.weight=1,5 或 quota.校级领导=1,2 这样的参数和取值。",
        en="Parameters with values: R8.weight=1,5 or quota.VALUE=1,2.",
    ),
    "argument_first": Text(
        zh="第一个目标：层号、规则编号或种类。", en="First aim: a tier number, a rule's id or kind."
    ),
    "argument_second": Text(zh="第二个目标。", en="Second aim."),
    "argument_scenario": Text(
        zh="方案文件，或 变动最少 / 路程最短 / 最均衡。", en="A scenario file, or fewest / shortest / evenest."
    ),
    "argument_events": Text(zh="事件文件（YAML、JSON 或表格）。", en="File of events (YAML, JSON or a sheet)."),
    "option_documents": Text(
        zh="把对比写成网页和工作簿的文件夹。", en="Folder for the comparison as page and workbook."
    ),
    "option_processes": Text(zh="同时求解的进程数。", en="Processes that solve side by side."),
    "option_no_cache": Text(zh="不用也不存以前的结果。", en="Neither use nor keep earlier answers."),
    "option_budget": Text(zh="最多变动的对数。", en="At most so many changes."),
    "option_freeze": Text(
        zh="不得变动的人或村，可多次。", en="A person or village whose pairs must stay; may be repeated."
    ),
    "option_effective": Text(
        zh="新结对起始月份(YYYY-MM)，默认为最后一个事件的月份。",
        en="Month from which new pairs run (YYYY-MM); by default that of the last event.",
    ),
    "axis_shape": Text(zh="“{text}”应写成 参数=值，值。", en="“{text}” should be PARAMETER=VALUE,VALUE."),
    "month_shape": Text(zh="“{text}”不是 YYYY-MM。", en="“{text}” is not YYYY-MM."),
    "axes_count": Text(zh="只能有一个或两个参数。", en="One or two parameters, not more."),
    "as_it_is": Text(zh="现状", en="as it is"),
    "not_accepted": Text(zh="{title}：没有结果。", en="{title}: no result."),
    "not_run": Text(zh="{title}：已按要求停止，没有计算。", en="{title}: stopped before it was worked out."),
    "documents_written": Text(zh="已写到 {folder}。", en="Written to {folder}."),
    # manual edits
    "edit_breaks_quota": Text(
        zh="改后超出名额 {count} 人（改动后多了的：{names}）；补全时已在其余结对中让出。",
        en="As edited, {count} exceed their quota (with more than before: {names}); completing made room among other pairs.",
        advice_zh="确要超出名额，先改名额表（scenario 的“名额”变动），再收回这份名册。",
        advice_en="To exceed it on purpose, change the quota table first (change set_quota), then adopt this workbook.",
    ),
    "edit_breaks_coverage": Text(
        zh="改后有 {count} 个对象没有帮扶人：{names}；补全时已另行安排。",
        en="As edited, {count} had nobody: {names}; completing found somebody.",
        advice_zh="看补全后的名册是否合适。",
        advice_en="See whether the completed roster suits.",
    ),
    "edit_breaks_rule": Text(
        zh="改后的名册不合规则 {rule}（{kind}）{count} 处。",
        en="As edited, the roster breaks rule {rule} ({kind}) {count} times.",
        advice_zh="看补全后的名册是否合适。",
        advice_en="See whether the completed roster suits.",
    ),
    "lock_unclear": Text(
        zh="“锁定”一格看不出是还是否。",
        en="The mark under 锁定 (locked) says neither yes nor no.",
        advice_zh="锁定写“是”，不锁定留空。",
        advice_en="Write 是 (yes) to lock, leave it empty otherwise.",
    ),
    "no_pair_ids": Text(
        zh="没有找到带“结对编号”列的工作表。",
        en="No sheet carries the column of pairing ids.",
        advice_zh="请在本软件写出的名册工作簿上改，不要删掉隐藏列。",
        advice_en="Edit the roster workbook that this program wrote, and leave its hidden column.",
    ),
    "pair_unknown": Text(
        zh="结对编号“{pair}”不属于这份名册。",
        en="Pairing id “{pair}” does not belong to this roster.",
        advice_zh="恢复隐藏列中的编号。",
        advice_en="Restore the id in the hidden column.",
    ),
    "pair_twice": Text(zh="结对编号“{pair}”出现两次。", en="Pairing id “{pair}” stands twice."),
    "given_twice": Text(zh="{name} 两次分给了同一帮扶人。", en="{name} is given to the same helper twice."),
    "override_unsigned": Text(
        zh="对 {name} 的手工改动没有写明原因和决定人。",
        en="The change by hand for {name} names no reason and author.",
        advice_zh="加“改动原因”“决定人”两列，或在命令中写 --reason 和 --author。",
        advice_en="Add the columns Reason and Author, or give --reason and --author.",
    ),
    "override_breaks_term": Text(
        zh="{name} 的原结对尚在任期内，手工改动使其提前结束（原因：{reason}）。",
        en="The pairing of {name} still ran; the change by hand ends it early (reason: {reason}).",
    ),
    # roll-over
    "match_namesake": Text(
        zh="{name}（{group}）与去年的同名者分不清是不是同一人。",
        en="It is not clear whether {name} ({group}) is last year's person of that name.",
        advice_zh="补上身份证号，或在 --confirm 中写 {id}=去年的编号。",
        advice_en="Add the ID number, or confirm {id}=LAST_YEARS_ID.",
    ),
    "match_elsewhere": Text(
        zh="去年在{group}有一位{name}，今年换了地方，不知是不是同一人。",
        en="Last year there was a {name} in {group}; this year one is elsewhere, perhaps the same person.",
        advice_zh="是同一人就在 --confirm 中写 {id}=去年的编号；否则按新人处理。",
        advice_en="If so confirm {id}=LAST_YEARS_ID; else they count as new.",
    ),
    "matched": Text(
        zh="{part}：去年 {before}，今年不见 {gone}，新来 {fresh}。",
        en="{part}: {before} last year, {gone} no longer there, {fresh} new.",
    ),
    "left_out": Text(zh="{name} 已离开（{why}），不再列入。", en="{name} has left ({why}) and is no longer listed."),
    "still_away": Text(
        zh="{name} 去年{event}，今年是否返岗?",
        en="{name} was away last year ({event}); back now?",
        advice_zh="返岗的请清空“是否参加”。",
        advice_en="Empty the ruling of whoever is back.",
    ),
    "graduates": Text(zh="{count} 名学生毕业离校：{names}。", en="{count} students leave: {names}."),
    "grade_unknown": Text(
        zh="{name} 的年级读不出来，没有升级。",
        en="The grade of {name} cannot be read; not moved up.",
        advice_zh="补填年级或班级。",
        advice_en="Fill in grade or class.",
    ),
    "collect_rulings": Text(
        zh="{count} 人去年有参加与否的决定，今年要重新确认：{names}等。",
        en="{count} rulings of last year must be confirmed: {names}.",
    ),
    "collect_remarks": Text(
        zh="{count} 人有备注而没有决定：{names}等。", en="{count} have a remark and no ruling: {names}."
    ),
    "collect_retirement": Text(
        zh="{count} 人的出生年月或退休类别不全：{names}等。",
        en="{count} lack birth month or retirement track: {names}.",
    ),
    "collect_hardship": Text(
        zh="登记困难 {count} 人，今年要重新登记：{names}等。",
        en="{count} in the hardship register must register again: {names}.",
    ),
    "collect_phone": Text(zh="{count} 人没有电话：{names}等。", en="{count} have no telephone: {names}."),
    "collect_category": Text(zh="{count} 户没有类型：{names}等。", en="{count} recipients have no category: {names}."),
    "collect_legs": Text(
        zh="{areas}没有里程（{count} 户）：{names}等。", en="No distances for {areas} ({count} recipients): {names}."
    ),
    "collect_classes": Text(
        zh="{count} 位教师的任教班级按原班升一级预填，今年要重新核对：{names}等。",
        en="The classes of {count} mentors were moved up a grade as a proposal; confirm them: {names} and others.",
        advice_zh="按今年的课表改“任教班级”“任教年级”。",
        advice_en="Correct them after this year's timetable.",
    ),
    "collect_seed": Text(
        zh="随机号要在数据定稿前重新公布；基准日原为 {day}，本轮自 {start} 起。",
        en="A new lottery number must be published before the data are final; the reference day was {day}, the round begins in {start}.",
    ),
    "option_from": Text(zh="从去年的表格或运行文件夹结转。", en="Roll over last year's tables or run."),
    "option_now": Text(
        zh="今年的新名单（表格），与去年逐人核对。", en="This year's lists (tables), matched person by person."
    ),
    "option_confirm": Text(
        zh="确认疑似同一人：今年编号=去年编号，可多次。",
        en="A doubtful match decided: ID_NOW=ID_LAST_YEAR; may be repeated.",
    ),
    "option_start": Text(
        zh="新一轮起始月份(YYYY-MM)，默认为去年同期后一年。",
        en="Month in which the new round begins (YYYY-MM); by default a year later.",
    ),
    "rolled_over": Text(
        zh="已结转到 {folder}；下面列出要确认和重新收集的内容。",
        en="Rolled over into {folder}; what to confirm and collect again is listed.",
    ),
    "confirm_shape": Text(zh="“{text}”应写成 今年编号=去年编号。", en="“{text}” should be ID_NOW=ID_LAST_YEAR."),
    "option_reason": Text(
        zh="手工改动的原因（行中未写时用）。", en="Reason of changes by hand, where the row names none."
    ),
    "option_author": Text(
        zh="手工改动的决定人（行中未写时用）。", en="Who decided on them, where the row names nobody."
    ),
    "edit_summary": Text(
        zh="手工改动 {overrides} 处；改后的名册有 {broken} 处不合规则；补全时另变动 {further} 对。",
        en="{overrides} changes by hand; as it came back {broken} rules were broken; {further} further pairs changed to complete it.",
    ),
    "sheet_frontier": Text(zh="变动与优化", en="Changes against aims"),
    "needs_from": Text(
        zh="--now、--start、--confirm 要与 --from 同用。", en="--now, --start and --confirm go with --from."
    ),
    "rule_row": Text(zh="规则 {rule} {kind}", en="rule {rule} {kind}"),
    "broken": Text(zh="（不合 {count} 处）", en=" (broken {count} times)"),
    "number_large": Text(
        zh="数字太大，最多 {most}。",
        en="The number is too large; at most {most}.",
        advice_zh="核对这个数。",
        advice_en="Check the number.",
    ),
}
