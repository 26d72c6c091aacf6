"""What rules say: problems of the table, reasons of exclusion, things to ask, measures."""

from optimizer.messages.text import Text

TEXTS: dict[str, Text] = {
    "stages_overlap": Text(
        zh="阶段“{one}”和“{other}”有重叠的月份，每个月只能属于一个阶段。",
        en="The stages {one} and {other} share a month; each month belongs to one stage.",
        advice_zh="改正起止年月。",
        advice_en="Correct their first and last months.",
    ),
    "unknown_kind": Text(
        zh="不认识的规则“{kind}”，最接近的是“{near}”。",
        en="Unknown rule kind “{kind}”; the nearest is “{near}”.",
        advice_zh="从下拉列表中选规则名称。",
        advice_en="Choose the rule from the drop-down list.",
    ),
    "unknown_parameter": Text(
        zh="规则 {kind} 没有参数“{parameter}”，最接近的是“{near}”。",
        en="Rule {kind} has no parameter “{parameter}”; the nearest is “{near}”.",
        advice_zh="改正参数名称；各规则的参数见规则说明。",
        advice_en="Mend the name; the page of rules lists the parameters.",
    ),
    "bad_parameter": Text(
        zh="规则 {kind} 的参数 {parameter} 不对：{detail}",
        en="Rule {kind}, parameter {parameter}: {detail}",
        advice_zh="按规则表说明改正“参数”一列。",
        advice_en="Mend the parameters as the page of rules describes.",
    ),
    "bad_mode": Text(
        zh="规则 {kind} 的方式不能是“{mode}”，可用：{allowed}。",
        en="Rule {kind} cannot have mode “{mode}”; possible: {allowed}.",
        advice_zh="把“方式”改成其中一种。",
        advice_en="Write one of these modes.",
    ),
    "twice": Text(
        zh="规则 {kind} 只能出现一次。",
        en="Rule {kind} may stand once only.",
        advice_zh="合并成一行，或删去一行。",
        advice_en="Make them one row, or delete one.",
    ),
    # reasons of exclusion
    "not_of_employment": Text(
        zh="编制类别为“{employment}”,不在参加范围({allowed})内。",
        en="Employment is “{employment}”, not among those who take part ({allowed}).",
    ),
    "ruled_out": Text(zh="经决定不参加:{reason}(决定人:{decided_by})。", en="Ruled out: {reason} (by {decided_by})."),
    "retires": Text(
        zh="{month} 退休({track},{born} 出生,按2025年延迟退休办法推算),不晚于 {last}。",
        en="Retires in {month} ({track}, born {born}, by the 2025 law), not after {last}.",
    ),
    "retires_as_given": Text(
        zh="{month} 退休(按填报的预计退休时间,优先于推算),不晚于 {last}。",
        en="Retires in {month} (as given, which beats the computation), not after {last}.",
    ),
    "in_hardship": Text(zh="登记在册的困难职工。", en="In the hardship register."),
    "by_name": Text(
        zh="按名单不参加:{reason}(决定人:{decided_by})。", en="Listed by name: {reason} (by {decided_by})."
    ),
    # who takes part
    "employment_empty": Text(
        zh="{name} 的编制类别空着,无法判断是否参加。",
        en="The employment of {name} is empty, so it cannot be said whether they take part.",
        advice_zh="填上编制类别。",
        advice_en="Fill in the employment column.",
    ),
    "remark_asked": Text(
        zh="待确认:{unit} {name} 有备注“{remark}”。备注本身不决定去留,目前按参加安排。",
        en="To be confirmed: {name} ({unit}) has the remark “{remark}”. A remark decides nothing; they take part for now.",
        advice_zh="在“是否参加”“参加依据”“决定人”三列写明决定。",
        advice_en="Write the decision, its reason and author into the three columns for it.",
    ),
    "birth_unknown": Text(
        zh="待核实:{unit} {name} 没有出生年月,也没有预计退休时间,无法判断是否在任期内退休。",
        en="{name} ({unit}) has neither a birth month nor a given date of retirement.",
        advice_zh="按人事档案填写出生年月,或填写预计退休时间。",
        advice_en="Fill in the birth month of the personnel file, or the month of retirement.",
    ),
    "track_unknown": Text(
        zh="待核实:{unit} {name}({born} 出生)的退休类别不明,可能在 {months} 退休,与 {last} 相比结论不同。",
        en="The retirement track of {name} ({unit}, born {born}) is unknown; {months} are possible, and {last} lies between.",
        advice_zh="在退休类别一列填写 男、女(原55)或 女(原50)。",
        advice_en="Fill in the retirement track: 男, 女(原55) or 女(原50).",
    ),
    "track_unconfirmed": Text(
        zh="待核实:{unit} {name}({born} 出生)的退休类别不明;可能在 {months} 退休,与 {last} 相比结论相同,暂按此办。",
        en="The retirement track of {name} ({unit}, born {born}) is unknown; all of {months} say the same about {last}.",
        advice_zh="补填退休类别。",
        advice_en="Fill in the retirement track.",
    ),
    "nobody_takes_part": Text(
        zh="按这些规则,没有人参加。",
        en="Under these rules nobody takes part.",
        advice_zh="放宽参加范围或不参与的规则。",
        advice_en="Widen who takes part, or relax the exclusions.",
    ),
    "no_recipients": Text(
        zh="没有帮扶对象。",
        en="There are no recipients.",
        advice_zh="放入帮扶对象的名单。",
        advice_en="Add the table of recipients.",
    ),
    "nobody_of_that_name": Text(
        zh="找不到“{name}”。",
        en="There is nobody called “{name}”.",
        advice_zh="核对姓名,或写成 姓名(部门)、姓名(村)。",
        advice_en="Check the name, or write 姓名(部门) or 姓名(村).",
    ),
    "several_of_that_name": Text(
        zh="“{name}”有 {count} 人。",
        en="“{name}” may be {count} people.",
        advice_zh="写成 姓名(部门)、姓名(村),或用编号。",
        advice_en="Write 姓名(部门) or 姓名(村), or the id.",
    ),
    # quota
    "no_quota_rule": Text(
        zh="规则表没有“名额”这条规则。",
        en="The rule table has no quota rule.",
        advice_zh="加一行规则“名额”和一张名额表。",
        advice_en="Add a quota rule with its table.",
    ),
    "no_quota_row": Text(
        zh="名额表没有一行适用于 {unit} {name}(职务“{post}”,角色“{role_group}”)。",
        en="No line of the quota table fits {name} ({unit}; post “{post}”, role group “{role_group}”).",
        advice_zh="在名额表加一行,或在花名册里填个人名额。",
        advice_en="Add a line to the quota table, or a personal quota.",
    ),
    "quota_contradiction": Text(
        zh="{unit} {name} 的名额至少 {least} 大于最多 {most}。",
        en="{name} ({unit}): least {least} is above most {most}.",
        advice_zh="改正名额表中适用于此人的一行。",
        advice_en="Mend the row of the quota table that applies.",
    ),
    "quota_role": Text(
        zh="名额表里的角色“{role}”不存在,可用:{known}。",
        en="The quota table speaks of a role “{role}” that is not there; known: {known}.",
        advice_zh="改成可用的角色之一。",
        advice_en="Write one of these roles.",
    ),
    "supervision_roles": Text(
        zh="督导规则要求两个不同的帮扶角色，写的是“{supervised}”和“{supervisor}”，可用:{known}。",
        en="Supervision is between two different roles; it speaks of “{supervised}” and “{supervisor}”, known: {known}.",
        advice_zh="改成可用的两个角色，或在方案里设两个帮扶角色。",
        advice_en="Write two of these roles, or give the programme two roles.",
    ),
    "locks_above_quota": Text(
        zh="{name} 名额 {most},已有 {locks} 个不能变动的结对,名额按 {locks} 计。",
        en="{name} has quota {most} and {locks} pairings that stand; the quota is raised to {locks}.",
    ),
    # locks
    "lock_released_event": Text(
        zh="{helper} 与 {recipient} 的结对仍在任期内,因“{event}”解除。",
        en="The running pairing of {helper} and {recipient} is released: {event}.",
    ),
    "lock_released_left": Text(
        zh="{recipient} 的结对仍在任期内,但原帮扶人已不在花名册,须重新结对。",
        en="The pairing of {recipient} still runs, but its helper is no longer listed; a new one is found.",
    ),
    "lock_released_gone": Text(
        zh="{helper} 的结对仍在任期内,但原帮扶对象已不在名册。",
        en="The pairing of {helper} still runs, but its recipient is no longer listed.",
    ),
    "lock_role": Text(
        zh="{helper} 与 {recipient} 的旧结对属于第 {role} 个角色,本项目没有这个角色。",
        en="The old pairing of {helper} and {recipient} is in role number {role}, which this programme does not have.",
        advice_zh="改正旧名册的角色，或不带这一行。",
        advice_en="Mend the role in the old roster, or leave the row out.",
    ),
    "locks_above_need": Text(
        zh="{area} {name} 只需 {needed} 名帮扶人,却有 {locks} 个仍在任期内的结对。",
        en="{name} ({area}) needs {needed} helper(s) and has {locks} pairings that still run.",
        advice_zh="在期内不变规则里解除多出的结对,并写明事由。",
        advice_en="Release the pairings that are too many, naming the event.",
    ),
    "kept_by_lock": Text(
        zh="{unit} {name} 不再安排新的帮扶对象,但保留任期内的结对。",
        en="{name} ({unit}) gets no new recipients but keeps a running pairing.",
    ),
    "lock_against_rule": Text(
        zh="{helper} 与 {recipient} 的结对必须保留,但规则 {rule} 不允许。",
        en="The pairing of {helper} and {recipient} must be, but rule {rule} does not allow it.",
        advice_zh="解除这对结对,或把该规则改为分层。",
        advice_en="Release the pairing, or make the rule a tier.",
    ),
    "required_of_excluded": Text(
        zh="指定名单里的 {name} 不参加本轮结对。",
        en="{name}, who is in a required pair, takes no part.",
        advice_zh="删去这一条指定，或写明此人参加。",
        advice_en="Delete the entry, or rule that the person takes part.",
    ),
    "required_above_need": Text(
        zh="{area} {name} 需要 {needed} 名帮扶人,却被指定了 {locks} 名。",
        en="{name} ({area}) needs {needed} helper(s), but {locks} are fixed.",
        advice_zh="减少指定的帮扶人，或提高该对象需要的人数。",
        advice_en="Name fewer helpers, or raise the need.",
    ),
    # places
    "liaison_area_unknown": Text(
        zh="{name} 的定点联系村“{area}”没有帮扶对象或写法不一致。",
        en="{name} is liaison of “{area}”, which is no recipient's area.",
        advice_zh="把定点联系村改成花名册里的写法。",
        advice_en="Spell the village as the tables do.",
    ),
    "liaison_of_excluded": Text(
        zh="待确认:{name} 不参加本轮结对,是否仍定点联系“{area}”?",
        en="To be confirmed: {name} takes no part; do they remain liaison of “{area}”?",
        advice_zh="仍联系的，不用改；不再联系的，清空“定点联系村”。",
        advice_en="If so, leave it; else clear 定点联系村.",
    ),
    "unit_unknown": Text(
        zh="没有人属于部门“{unit}”。",
        en="Nobody is in the unit “{unit}”.",
        advice_zh="改成花名册里的部门名称。",
        advice_en="Spell the unit as the roster does.",
    ),
    "area_unknown": Text(
        zh="没有帮扶对象在“{area}”。",
        en="No recipient is in “{area}”.",
        advice_zh="改成花名册里的村名，或删去这一项。",
        advice_en="Spell the village as the tables do, or delete the entry.",
    ),
    "start_missing": Text(
        zh="{count} 名帮扶人没有出发地({names}……),规则也没有默认出发地。",
        en="{count} helper(s) have no start ({names} ...), and the rule has no default.",
        advice_zh="在花名册填写出发地点，或在规则参数中写默认出发地。",
        advice_en="Fill in where they start, or give the rule a default start.",
    ),
    "start_unknown": Text(
        zh="出发地“{start}”没有任何距离。",
        en="No distance is known from the start “{start}”.",
        advice_zh="改正出发地点的写法，或在里程表、地点表中补上。",
        advice_en="Mend the name, or add it to the table of distances or places.",
    ),
    "end_unknown": Text(
        zh="“{end}”没有任何距离。",
        en="No distance is known to “{end}”.",
        advice_zh="在里程表或地点表中补上这个地点。",
        advice_en="Add the place to the table of distances or places.",
    ),
    "leg_missing": Text(
        zh="没有从“{start}”到“{end}”的距离。",
        en="There is no distance from “{start}” to “{end}”.",
        advice_zh="在里程表中补上这一行。",
        advice_en="Add this leg to the table of distances.",
    ),
    "distance_needs_limit": Text(
        zh="路程规则是硬性的,须写最远米数。",
        en="A hard distance rule needs the most metres allowed.",
        advice_zh="在参数中写最远米数，或把方式改为第N层。",
        advice_en="Add the longest distance in metres, or make it a tier.",
    ),
    "distance_constant": Text(
        zh="所有帮扶人都从“{start}”出发且每户都有人帮扶,总里程与怎么结对无关。",
        en="All helpers start at “{start}” and everybody is served: the total distance is the same for every roster.",
    ),
    "no_distance_rule": Text(
        zh="资格规则限制了距离,但规则表没有给出距离来源的路程规则。",
        en="The eligibility rule limits distance, but no distance rule says where distances come from.",
        advice_zh="加一行“里程”规则（可为仅报告），写明来源。",
        advice_en="Add a distance rule (a report will do) that names its source.",
    ),
    "minutes_missing": Text(
        zh="没有从“{start}”到“{end}”的行程分钟数。",
        en="The minutes from “{start}” to “{end}” are not given.",
        advice_zh="在里程表中补上行程分钟数。",
        advice_en="Add the minutes to the table of distances.",
    ),
    "too_many_pairs": Text(
        zh="合并相同的人之后仍有 {helpers} × {recipients} 对需要逐一考虑,超过 {most}。",
        en="After merging equal people {helpers} x {recipients} pairs remain to be looked at, above {most}.",
        advice_zh="按村、按部门能说清的规则可以合并;逐人的规则(保持原结对、接续、按人均衡)请分片区使用。",
        advice_en="Rules by village and unit merge people; use rules about single people district by district.",
    ),
    # further rules
    "cause_unknown": Text(zh="匹配表中的原因“{cause}”没有对象。", en="No recipient has the cause “{cause}”."),
    "rank_unknown": Text(zh="没有人属于职级“{rank}”。", en="Nobody has the rank “{rank}”."),
    "leaver_unit_unknown": Text(
        zh="待确认:{recipient} 的原帮扶人({leaver})属于哪个部门不清楚,无法优先由本部门接续。",
        en="To be confirmed: the unit of the helper ({leaver}) who left {recipient} is unknown, so no colleague comes first.",
        advice_zh="在接续规则的“原部门”里写上编号和部门。",
        advice_en="State id and unit in the succession rule.",
    ),
    "together_needs": Text(
        zh="{first} 与 {other} 须由同样的人帮扶,但需要的人数不同。",
        en="{first} and {other} must share their helpers, but they need different numbers.",
        advice_zh="把两者需要的人数改成相同。",
        advice_en="Give both the same need.",
    ),
    "trait_unknown": Text(
        zh="没有对象填写“{trait}”这一列,这条规则不知道谁和谁是一组。",
        en="No recipient has anything in “{trait}”, so this rule does not know who belongs together.",
        advice_zh="核对规则参数中的列名。",
        advice_en="Check the column named in the rule's parameters.",
    ),
    "unit_without_helpers": Text(
        zh="分组表要求“{unit}”至少结对 {least} 个,但该部门没有人参加。",
        en="The table asks for at least {least} pairings of “{unit}”, of whom nobody takes part.",
        advice_zh="改正部门名称，或删去这一行。",
        advice_en="Mend the name of the unit, or delete the row.",
    ),
    "reserve_too_large": Text(
        zh="“{unit}”共有 {places} 个名额,预留不了 {spare} 个。",
        en="“{unit}” has {places} places; {spare} cannot be kept free.",
        advice_zh="减少预留，或提高该部门的名额。",
        advice_en="Keep fewer in reserve, or raise the quota of the unit.",
    ),
    "no_load_row": Text(
        zh="负荷表没有一行适用于 {unit} {name}。",
        en="No line of the load table fits {name} ({unit}).",
        advice_zh="在负荷表加一行“全体”，或为此人加一行。",
        advice_en="Add a row 全体 to the load table, or one for this person.",
    ),
    "load_contradiction": Text(
        zh="{unit} {name} 的负荷至少 {least} 大于最多 {most}。",
        en="{name} ({unit}): load of at least {least} is above most {most}.",
        advice_zh="改正负荷表中适用于此人的一行。",
        advice_en="Mend the row of the load table that applies.",
    ),
    # continuity
    "continuity_needs_limit": Text(
        zh="保持原结对规则是硬性的,须写最多变动数。",
        en="A hard continuity rule needs the most changes allowed.",
        advice_zh="在参数中写 最多变动=数字，或把方式改为第N层。",
        advice_en="Add 最多变动=N, or make it a tier.",
    ),
    "changes_forced": Text(
        zh="最多允许 {most} 处变动,但仅因人员离开就有 {forced} 处。",
        en="At most {most} changes are allowed, but {forced} are forced by people who left.",
        advice_zh="提高最多变动数，或减少离开的人员。",
        advice_en="Allow more changes.",
    ),
}
