"""Words of the roster workbook and the report: headings, columns, and what was decided in plain words."""

from optimizer.messages.text import Text

_SHEETS = {
    "sheet.summary": Text(zh="说明", en="Summary"),
    "sheet.helpers": Text(zh="按帮扶人", en="By helper"),
    "sheet.recipients": Text(zh="按帮扶对象", en="By recipient"),
    "sheet.areas": Text(zh="按{area}", en="By {area}"),
    "sheet.subjects": Text(zh="按学科", en="By subject"),
    "sheet.units": Text(zh="按部门", en="By department"),
    "sheet.uncovered": Text(zh="未落实帮扶人", en="Not covered"),
    "sheet.plan": Text(zh="分年度规划", en="Plan by year"),
    "sheet.backups": Text(zh="后备帮扶人", en="Back-ups"),
    "sheet.load": Text(zh="帮扶任务分布", en="Load"),
    "sheet.rules": Text(zh="规则与依据", en="Rules and reasons"),
    "title.summary": Text(zh="{title}\n结对安排说明", en="{title}\nSummary"),
    "title.helpers": Text(zh="{title}\n结对花名册（按帮扶人）", en="{title}\nRoster by helper"),
    "title.recipients": Text(zh="{title}\n结对花名册（按帮扶对象）", en="{title}\nRoster by recipient"),
    "title.areas": Text(zh="{title}\n结对一览表（按{area}）", en="{title}\nRoster by {area}"),
    "title.subjects": Text(zh="{title}\n结对一览表（按学科）", en="{title}\nRoster by subject"),
    "title.units": Text(zh="{title}\n结对一览表（按部门）", en="{title}\nRoster by department"),
    "title.uncovered": Text(zh="{title}\n未落实帮扶人名单", en="{title}\nRecipients not covered"),
    "title.plan": Text(zh="{title}\n分年度规划（逐对）", en="{title}\nPlan by year, pair by pair"),
    "title.backups": Text(zh="{title}\n后备帮扶人名单", en="{title}\nBack-ups"),
    "title.load": Text(zh="{title}\n帮扶任务分布", en="{title}\nLoad"),
    "title.rules": Text(zh="{title}\n规则与依据", en="{title}\nRules and reasons"),
    "title.report": Text(zh="{title}结对方案报告", en="{title}: pairing report"),
    "chapter.decided": Text(zh="定了什么", en="What was decided"),
    "chapter.shortage": Text(zh="缺在哪里", en="What is missing"),
    "chapter.aims": Text(zh="优先次序与证明", en="Aims in order, and what is proved"),
    "chapter.load": Text(zh="帮扶任务分布", en="Load"),
    "chapter.distance": Text(zh="路程", en="Distances"),
    "chapter.map": Text(zh="地图", en="Map"),
    "chapter.search": Text(zh="查人", en="Find a person"),
    "chapter.plan": Text(zh="分年度规划", en="Plan by year"),
    "chapter.backups": Text(zh="后备帮扶人", en="Back-ups"),
    "chapter.excluded": Text(zh="不参与的人及依据", en="Who takes no part, and why"),
    "chapter.ask": Text(zh="待确认", en="To be decided"),
    "chapter.rules": Text(zh="规则与依据", en="Rules and reasons"),
}

_WORDS = {
    "recipient.household.2014": Text(zh="贫困户", en="poor households"),
    "recipient.household.2021": Text(zh="脱贫户和监测对象", en="households"),
    "recipient.household.2026": Text(zh="防止返贫致贫对象和农村低收入人口", en="households"),
    "recipient.student": Text(zh="学生", en="student tasks"),
    "recipient.school": Text(zh="学校", en="schools"),
    "recipient.node": Text(zh="包保对象", en="nodes"),
    "recipient.other": Text(zh="帮扶对象", en="recipients"),
    "by.school": Text(zh="{count} 所学校", en="{count} schools"),
    "by.other": Text(zh="{count} 人", en="{count} helpers"),
    "measure_helper.school": Text(zh="所", en="school(s)"),
    "measure_helper.other": Text(zh="人", en="helper(s)"),
    "measure.household": Text(zh="户", en="households"),
    "measure.student": Text(zh="人次", en="tasks"),
    "measure.school": Text(zh="所", en="schools"),
    "measure.node": Text(zh="个", en="nodes"),
    "measure.other": Text(zh="个", en="recipients"),
    "area.household": Text(zh="村", en="village"),
    "area.student": Text(zh="班级", en="class"),
    "area.school": Text(zh="片区", en="district"),
    "area.node": Text(zh="上级对象", en="node above"),
    "area.other": Text(zh="片区", en="area"),
    "areas.household": Text(zh="村", en="villages"),
    "areas.student": Text(zh="班级", en="classes"),
    "areas.school": Text(zh="片区", en="districts"),
    "areas.node": Text(zh="上级对象", en="nodes above"),
    "areas.other": Text(zh="片区", en="areas"),
    "recipient_name.household": Text(zh="户主姓名", en="Head of household"),
    "recipient_name.student": Text(zh="学生姓名", en="Student"),
    "recipient_name.school": Text(zh="受援学校", en="School"),
    "recipient_name.node": Text(zh="帮扶对象", en="Node"),
    "recipient_name.other": Text(zh="帮扶对象", en="Recipient"),
    "column.cause": Text(zh="成因", en="Cause"),
    "category.household": Text(zh="户类型", en="Category"),
    "category.student": Text(zh="学科或责任", en="Subject or task"),
    "category.school": Text(zh="类别", en="Category"),
    "category.node": Text(zh="对象类别", en="Kind of node"),
    "category.other": Text(zh="类别", en="Category"),
    "number.household": Text(zh="户编号", en="Household no."),
    "number.student": Text(zh="学号", en="Student no."),
    "number.school": Text(zh="学校代码", en="School code"),
    "number.node": Text(zh="对象编号", en="Node number"),
    "number.other": Text(zh="编号", en="Number"),
    "unit.metres": Text(zh="公里", en="km"),
    "unit.pairs": Text(zh="对", en="pair(s)"),
    "unit.days": Text(zh="天", en="days"),
    "unit.areas": Text(zh="个{area}", en="{areas}"),
    "unit.groups": Text(zh="组", en="group(s)"),
    "unit.points": Text(zh="分", en="point(s)"),
    "unit.steps": Text(zh="步", en="step(s)"),
    "unit.places": Text(zh="个名额", en="place(s)"),
    "unit.minutes": Text(zh="分钟", en="minutes"),
    "mode.hard": Text(zh="硬性", en="hard"),
    "mode.tier": Text(zh="第{number}层", en="tier {number}"),
    "mode.report": Text(zh="仅报告", en="reported"),
}

_COLUMNS = {
    "column.number": Text(zh="序号", en="No."),
    "column.township": Text(zh="乡镇", en="Township"),
    "column.group": Text(zh="村民小组", en="Group"),
    "column.id_number": Text(zh="身份证号码", en="ID number"),
    "column.role": Text(zh="帮扶角色", en="Role"),
    "column.helper": Text(zh="帮扶责任人", en="Helper"),
    "column.unit": Text(zh="部门", en="Department"),
    "column.post": Text(zh="职务", en="Post"),
    "column.phone": Text(zh="帮扶人电话", en="Helper's phone"),
    "column.distance": Text(zh="里程\n（公里）", en="Distance\n(km)"),
    "column.term": Text(zh="结对期限", en="Term"),
    "column.standing": Text(zh="说明", en="Standing"),
    "column.locked": Text(
        zh="锁定",
        en="Locked",
        advice_zh="填“是”表示这一对不再调整；改好的工作簿可以再读回来。",
        advice_en="“yes” keeps this pairing; the edited workbook can be read back.",
    ),
    "column.note": Text(zh="备注", en="Note"),
    "column.pair": Text(zh="结对编号（勿改）", en="Pairing id (do not edit)"),
    "column.recipient_id": Text(zh="帮扶对象标识", en="Recipient id"),
    "column.backup": Text(zh="后备帮扶人", en="Back-up"),
    "column.backup_unit": Text(zh="后备帮扶人部门", en="Back-up's department"),
    "column.backup_distance": Text(zh="后备里程\n（公里）", en="Distance\n(km)"),
    "column.loss": Text(zh="此人退出后", en="If lost"),
    "column.helper_id": Text(zh="帮扶人标识", en="Helper id"),
    "column.load": Text(zh="帮扶数", en="Load"),
    "column.students": Text(zh="学生数", en="Students"),
    "column.tasks": Text(zh="帮扶人次", en="Tasks"),
    "column.lists": Text(zh="所在名单", en="Lists"),
    "column.recipients": Text(zh="帮扶对象数", en="Recipients"),
    "column.covered": Text(zh="已落实", en="Covered"),
    "column.helpers": Text(zh="帮扶人数", en="Helpers"),
    "column.units": Text(zh="部门数", en="Departments"),
    "column.liaison": Text(zh="定点联系领导", en="Liaison leaders"),
    "column.kept": Text(zh="沿用上轮", en="Kept"),
    "column.mean": Text(zh="平均里程\n（公里）", en="Mean (km)"),
    "column.furthest": Text(zh="最远\n（公里）", en="Furthest (km)"),
    "column.total_distance": Text(zh="合计\n（公里）", en="Total (km)"),
    "column.areas": Text(zh="涉及的{area}", en="{areas}"),
    "column.idle": Text(zh="未安排", en="Without recipients"),
    "column.excluded": Text(zh="不参与", en="Excluded"),
    "column.missing": Text(zh="尚缺帮扶人", en="Helpers missing"),
    "column.priority": Text(zh="优先级", en="Priority"),
    "column.rule": Text(zh="规则", en="Rule"),
    "column.mode": Text(zh="方式", en="Mode"),
    "column.clause": Text(zh="依据条款", en="Clause"),
    "column.measure": Text(zh="实测", en="Measured"),
    "column.violations": Text(zh="违反", en="Broken"),
    "column.helpers_left": Text(zh="剩余人数", en="Helpers left"),
    "column.places_left": Text(zh="剩余名额", en="Places left"),
    "column.month": Text(zh="退休年月", en="Retires"),
    "column.track": Text(zh="退休类别", en="Track"),
    "column.details": Text(zh="要点", en="Details"),
    "column.reason": Text(zh="原因", en="Reason"),
    "column.matter": Text(zh="事项", en="Matter"),
    "column.advice": Text(zh="建议", en="Advice"),
    "column.where": Text(zh="位置", en="Where"),
    "column.aim": Text(zh="目标", en="Aim"),
    "column.order": Text(zh="次序", en="No."),
    "column.value": Text(zh="结果", en="Result"),
    "column.bound": Text(zh="可能的最好值", en="Best possible"),
    "column.gap": Text(zh="距最优至多差", en="Gap at most"),
    "column.meaning": Text(zh="含义", en="Meaning"),
    "column.helper_count": Text(zh="人数", en="Helpers"),
}

_FORM = {
    "attachment": Text(zh="附件{number}", en="Attachment {number}"),
    "form.unit": Text(zh="填报单位", en="Reporting unit"),
    "form.filled_by": Text(zh="填表人", en="Filled in by"),
    "form.checked_by": Text(zh="审核人", en="Checked by"),
    "form.day": Text(zh="日期", en="Date"),
    "day": Text(zh="{year}年{month}月{day}日", en="{year:04d}-{month:02d}-{day:02d}"),
    "sign.filled_by": Text(zh="填表人（签字）", en="Filled in by (signature)"),
    "sign.checked_by": Text(zh="审核人（签字）", en="Checked by (signature)"),
    "sign.head": Text(zh="负责人（签字）", en="Head (signature)"),
    "sign.day": Text(zh="日期", en="Date"),
    "confidential_students": Text(zh="内部资料 不得公示 不得转发", en="Internal – never to be published or passed on"),
    "confidential": Text(zh="内部资料 注意保密", en="Internal – keep confidential"),
    "yes": Text(zh="是", en="yes"),
    "no": Text(zh="否", en="no"),
    "none": Text(zh="（空）", en="(none)"),
    "separator": Text(zh="、", en=", "),
    "quantity": Text(zh="{count} {unit}", en="{count} {unit}"),
}

_HEADLINES = {
    "headline.all": Text(
        zh="{total} {measure}{noun}全部落实帮扶责任人，由 {by}结对帮扶；",
        en="All {total} {noun} are served, by {by}; ",
    ),
    "headline.some": Text(
        zh="{total} {measure}{noun}中有 {covered} {measure}落实帮扶责任人，由 {by}结对帮扶，"
        "另有 {uncovered} {measure}未落实；",
        en="{covered} of {total} {noun} are served, by {by}; {uncovered} are not; ",
    ),
    "proof.optimal": Text(
        zh="在现行规则下没有更好的结对方案，这一点已由另一个独立程序核验。",
        en="no better roster exists under these rules, checked by a separate program.",
    ),
    "proof.within": Text(
        zh="全部硬性规则均满足（独立程序已核验），但尚未证明最优：{aims}。",
        en="every hard rule holds (checked by a separate program), but it is not proved to be the best: {aims}.",
    ),
    "proof.feasible": Text(
        zh="全部硬性规则均满足（独立程序已核验），但没有证明这是最好的方案。",
        en="every hard rule holds (checked by a separate program), but nothing is proved about better rosters.",
    ),
    "aims.proved": Text(zh="第 {orders} 项目标已证明最优", en="aim {orders} proved best"),
    "aims.within": Text(zh="第 {order} 项（{aim}）距最优至多差 {gap}", en="aim {order} ({aim}) within {gap}"),
    "aims.open": Text(zh="第 {order} 项（{aim}）没有界限", en="aim {order} ({aim}) without a bound"),
    "headline.infeasible_total": Text(
        zh="现有名额不够，做不出结对方案：共需 {needed} 个帮扶名额，只有 {places} 个，缺 {missing} 个；这一点已由独立程序核验。",
        en="There are too few places, so no roster exists: {needed} are needed, there are {places}, {missing} are missing; "
        "checked by a separate program.",
    ),
    "headline.infeasible_group": Text(
        zh="做不出结对方案：有 {recipients} {measure}{noun}只能由 {helpers} 名帮扶人帮扶，需要 {needed} 个名额，"
        "只有 {places} 个，缺 {missing} 个；这一点已由独立程序核验。",
        en="No roster exists: {recipients} {noun} can be served by {helpers} helpers only; they need {needed} places, "
        "there are {places}, {missing} are missing; checked by a separate program.",
    ),
    "headline.infeasible_surplus": Text(
        zh="做不出结对方案：{helpers} 名帮扶人按名额至少要帮扶 {needed} {measure}，能由他们帮扶的只容得下 {places} {measure}，"
        "多出 {missing} {measure}；这一点已由独立程序核验。",
        en="No roster exists: {helpers} helpers must take at least {needed} {noun}, those open to them take {places} at "
        "most, {missing} too many; checked by a separate program.",
    ),
    "headline.infeasible": Text(
        zh="在现行规则下做不出结对方案：规则之间互相冲突；这一点已由独立程序核验。",
        en="No roster exists under these rules: they contradict each other; checked by a separate program.",
    ),
    "headline.undecided": Text(
        zh="在给定的时间或工作量之内没有得到结对方案，也没有证明做不出来。",
        en="No roster was found within the given time or work, nor was it proved that none exists.",
    ),
    "stopped.work_limit": Text(zh="计算达到工作量上限后停止。", en="The search stopped at its work limit."),
    "stopped.time_limit": Text(
        zh="计算达到时间上限后停止；重算时结果可能不同。",
        en="The search stopped at its time limit; another run may differ.",
    ),
    "stopped.memory_limit": Text(zh="计算达到内存上限后停止。", en="The search stopped at its memory limit."),
    "stopped.cancelled": Text(
        zh="计算被人停止，这是停止时最好的方案。", en="The search was stopped by hand; this is the best until then."
    ),
    "badge.optimal": Text(zh="已证明最优", en="Proved best"),
    "badge.feasible": Text(zh="可行，未证明最优", en="Feasible, not proved best"),
    "badge.infeasible": Text(zh="现有条件下无解", en="Impossible as it stands"),
    "badge.undecided": Text(zh="未决", en="Undecided"),
}

_SENTENCES = {
    "fact.day": Text(zh="基准日", en="Reference day"),
    "fact.term": Text(zh="结对期限", en="Term"),
    "fact.seed": Text(zh="公开随机号", en="Lottery number"),
    "fact.status": Text(zh="结论", en="Conclusion"),
    "fact.certificate": Text(zh="证明文件摘要 (SHA-256)", en="Certificate (SHA-256)"),
    "figure.recipients": Text(zh="帮扶对象", en="Recipients"),
    "figure.helpers": Text(zh="结对的帮扶人", en="Helpers with recipients"),
    "figure.uncovered": Text(zh="未落实", en="Not covered"),
    "figure.kept": Text(zh="沿用上轮结对", en="Kept from last round"),
    "figure.idle": Text(zh="备用（未安排）", en="In reserve"),
    "figure.excluded": Text(zh="不参与", en="Excluded"),
    "figure.distance": Text(zh="平均里程", en="Mean distance"),
    "figure.ask": Text(zh="待确认事项", en="To be decided"),
    "figure.needed": Text(zh="需要名额", en="Places needed"),
    "figure.places": Text(zh="现有名额", en="Places there are"),
    "figure.missing": Text(zh="尚缺名额", en="Places missing"),
    "students_sentence": Text(
        zh="学生 {students} 名，帮扶 {rows} 人次：每名学生一名责任人（同一家庭的兄弟姐妹合用一名，计一人次），每个薄弱学科一名导师。",
        en="{students} student(s), {rows} task(s): one lead person a student (siblings share theirs, one task), one mentor a weak "
        "subject.",
    ),
    "who": Text(
        zh="{staff}中，{excluded} {measure}不参与（名单和依据另列），{part} {measure}参与，其中 {busy} {measure}有帮扶任务，"
        "{idle} {measure}备用。",
        en="Of {staff}, {excluded} take no part (listed with reasons), {part} do; {busy} of them have recipients, "
        "{idle} are in reserve.",
    ),
    "who_short": Text(
        zh="{staff}中，{excluded} {measure}不参与（名单和依据另列），{part} {measure}参与。",
        en="Of {staff}, {excluded} take no part (listed with reasons), {part} do.",
    ),
    "loads": Text(zh="帮扶 {load} {measure}的有 {by}", en="{by} with {load}"),
    "loads_lead": Text(zh="任务分布：{parts}。", en="Load: {parts}."),
    "kept_sentence": Text(
        zh="上轮结对沿用 {kept} 对，其中 {locked} 对仍在期限内，按规则不动。",
        en="{kept} pairings of last round stay, {locked} of them inside their term, which the rules protect.",
    ),
    "distance_sentence": Text(
        zh="有里程的 {count} 对平均 {mean} 公里，最远 {furthest} 公里，合计 {total} 公里（单程）。",
        en="The {count} pairings with a distance lie {mean} km apart on average, {furthest} km at most, "
        "{total} km in total (one way).",
    ),
    "ask_sentence": Text(
        zh="有 {count} 件事项要由人决定，见“待确认”。",
        en="{count} matter(s) must be decided by people; see To be decided.",
    ),
    "checked.optimal": Text(
        zh="核验方式：另一个程序从人员表、规则表和结果重新算起，不用求解器，逐条检查硬性规则，并用整数核对每项目标的证明。"
        "证明的是“在这些表和规则之下没有更好的”，不证明表中数据真实。",
        en="How it was checked: another program starts again from tables, rules and roster, uses no solver, checks every hard "
        "rule and the proof of every aim in integers. What is proved is that nothing better exists under these tables and "
        "rules; not that the tables are true.",
    ),
    "checked.feasible": Text(
        zh="核验方式：另一个程序从人员表、规则表和结果重新算起，不用求解器，逐条检查硬性规则和每项目标的数值。"
        "没有证明的目标，可能还有改进的余地。",
        en="How it was checked: another program starts again from tables, rules and roster, uses no solver, and checks every "
        "hard rule and the value of every aim. Where an aim is not proved, there may be room for more.",
    ),
    "checked.infeasible": Text(
        zh="核验方式：另一个程序从人员表和规则表重新算起，不用求解器，用整数核对“做不出来”的证明。不证明表中数据真实。",
        en="How it was checked: another program starts again from tables and rules, uses no solver, and checks in integers the "
        "proof that no roster exists. It does not prove that the tables are true.",
    ),
    "checked.undecided": Text(
        zh="没有结对方案，也没有可以核验的证明。", en="There is no roster, and no proof that could be checked."
    ),
    "masked_note": Text(
        zh="本表含个人信息，仅供工作使用；身份证号已隐去中间各位。",
        en="Personal data, for work only; ID numbers are shortened.",
    ),
    "unmasked_note": Text(zh="本表含完整的个人信息，请严格保管。", en="Full personal data: keep it safe."),
    "masked_report": Text(zh="本报告中的姓名只显示首字。", en="Names show their first character only."),
    "edit_note": Text(
        zh="可以在“锁定”列选“是”固定某一对，或改写帮扶责任人；隐藏列中的结对编号请勿改动。",
        en="Choose “yes” under Locked to keep a pairing, or write another helper; leave the hidden pairing ids alone.",
    ),
    "plan_stages": Text(zh="各阶段目标", en="The stages"),
    "plan_pairs": Text(zh="逐对分年度规划", en="Every pair, year by year"),
    "plan_year": Text(zh="第{number}年", en="Year {number}"),
    "plan_open": Text(zh="（没有写明阶段）", en="(no stage)"),
    "band.plan": Text(zh="{helper} → {recipient}{shared}", en="{helper} → {recipient}{shared}"),
    "band.plan_shared": Text(zh="（{trait}：{words}）", en=" ({trait}: {words})"),
    "column.year": Text(zh="年度", en="Year"),
    "column.stage": Text(zh="阶段", en="Stage"),
    "column.months": Text(zh="起止", en="Months"),
    "column.target": Text(zh="目标", en="Target"),
    "column.measures": Text(zh="措施", en="Measures"),
    "column.reviews": Text(zh="检查月份", en="Reviews"),
    "column.progress": Text(zh="完成情况", en="Progress"),
    "column.signed": Text(zh="双方签字", en="Signed by both"),
    "rule_fact.stages": Text(zh="{value} 个阶段", en="{value} stage(s)"),
    "rule_fit_student": Text(zh="因材匹配", en="fit"),
    "standing.locked": Text(zh="期内不变，至{month}", en="in term until {month}"),
    "standing.kept": Text(zh="沿用上轮", en="kept"),
    "standing.liaison": Text(zh="本人联系{area}", en="own liaison {area}"),
    "standing.siblings": Text(zh="与{others}同一家庭，合用一名责任人", en="one family with {others}: one lead person"),
    "standing.uncovered": Text(zh="未落实", en="not covered"),
    "standing.idle": Text(zh="备用", en="in reserve"),
    "loss.covered": Text(
        zh="任何一名帮扶责任人单独退出，后备帮扶人都接得住，别人的结对不用动。",
        en="Whichever helper is lost alone, the back-ups take over and nobody else's pairing moves.",
    ),
    "loss.moves": Text(
        zh="{covered} 人单独退出时后备接得住；{moves} 人退出要重新安排，会动到别人的结对。没有发现谁一退出就必然有对象落空。",
        en="For {covered} helpers the back-ups take over; losing one of {moves} others means planning again. No single loss "
        "was found that must leave somebody without a helper.",
    ),
    "loss.breaks": Text(
        zh="{breaks} 人中任何一人单独退出，就必有对象落空（已证明）；{moves} 人退出要重新安排；{covered} 人退出后备接得住。",
        en="Losing any one of {breaks} helpers leaves somebody without a helper, whatever moves (proved); {moves} losses "
        "mean planning again; for {covered} the back-ups take over.",
    ),
    "loss_state.covered": Text(zh="后备接得住", en="the back-ups take over"),
    "loss_state.moves": Text(zh="要重新安排，会动到别人的结对", en="plan again; other pairings may move"),
    "loss_state.breaks": Text(
        zh="至少 {missing} 个名额落空，名额要增加才补得上",
        en="at least {missing} pairings cannot be filled without more places",
    ),
    "losses_caption": Text(zh="后备接不住的人", en="Losses that the back-ups do not answer"),
    "backups_caption": Text(zh="每一对的后备帮扶人", en="The back-up of every pairing"),
    "backups_note": Text(
        zh="后备按一人退出安排：同一人可以是几个人的后备；两人同时退出要重新安排。",
        en="Back-ups are for one loss at a time: one person may stand behind several; two losses together are planned again.",
    ),
    "backup_none": Text(zh="（无）", en="(none)"),
    "left": Text(zh="（已不在名单）", en="(no longer listed)"),
    "band.area": Text(
        zh="{area}：{recipients} {measure}，帮扶人 {helpers} 名，来自 {units} 个部门",
        en="{area}: {recipients} {measure}, {helpers} helpers of {units} departments",
    ),
    "band.area_liaison": Text(zh="；定点联系：{leaders}", en="; liaison: {leaders}"),
    "band.unit": Text(
        zh="{unit}：帮扶人 {helpers} 名，帮扶 {recipients} {measure}",
        en="{unit}: {helpers} helpers, {recipients} {measure}",
    ),
    "areas_summary": Text(zh="各{area}汇总", en="Summary by {area}"),
    "units_summary": Text(zh="各部门汇总", en="Summary by department"),
    "area_list": Text(zh="各{area}名单", en="Lists by {area}"),
    "unit_list": Text(zh="各部门名单", en="Lists by department"),
    "uncovered_none": Text(zh="没有未落实的帮扶对象。", en="Nobody is left without a helper."),
    "chart.load": Text(zh="每人帮扶数与人数", en="Helpers by number of recipients"),
    "chart.load_category": Text(zh="每人帮扶数", en="Recipients per helper"),
    "chart.units": Text(zh="各部门参与人数与帮扶数", en="Departments: helpers and recipients"),
    "chart.helpers": Text(zh="参与的帮扶人", en="Helpers taking part"),
    "chart.recipients": Text(zh="帮扶对象", en="Recipients"),
    "chart.areas": Text(zh="各{area}帮扶对象与帮扶人", en="Recipients and helpers by {area}"),
    "chart.distance": Text(zh="各{area}平均里程（公里）", en="Mean distance by {area} (km)"),
    "chart.bands": Text(zh="里程分布（对数）", en="Pairings by distance"),
    "chart.pairs": Text(zh="结对数", en="Pairings"),
    "aim.coverage": Text(zh="未落实数最少", en="fewest not covered"),
    "aim.coverage_level": Text(zh="未落实数最少（优先级 {level}）", en="fewest not covered (priority {level})"),
    "aim.distance": Text(zh="总里程最短", en="shortest total distance"),
    "aim.distance_worst": Text(zh="最远的一对尽量近", en="shortest longest distance"),
    "aim.liaison": Text(
        zh="定点联系领导在其联系{area}之外的结对最少", en="fewest pairings of liaison leaders outside their {area}"
    ),
    "aim.unit_area": Text(zh="部门在其联系{area}之外的结对最少", en="fewest pairings of units outside their {areas}"),
    "aim.continuity": Text(zh="变动最少", en="fewest changes"),
    "aim.fairness": Text(zh="任务最均衡，最重的尽量轻", en="the most even load, the heaviest as light as possible"),
    "aim.fairness_squares": Text(
        zh="任务最均衡（各人任务数的平方和最小）", en="the most even load (least sum of squared counts)"
    ),
    "aim.eligibility_of": Text(zh="{words}不相符的结对最少", en="fewest pairings whose {words} do not agree"),
    "aim.eligibility": Text(zh="不合资格条件的结对最少", en="fewest pairings outside the eligibility rule"),
    "aim.require": Text(zh="应当保留而没有保留的结对最少", en="fewest required pairings left out"),
    "aim.forbid": Text(zh="应当避免的结对最少", en="fewest pairings that should be avoided"),
    "aim.term_lock": Text(zh="任期内变动的结对最少", en="fewest pairings broken inside their term"),
    "aim.cohesion": Text(
        zh="每名帮扶人的对象尽量集中，多出的{area}最少", en="helpers in few {areas}: fewest beyond the wished number"
    ),
    "aim.cohesion_unit": Text(
        zh="每个部门的对象尽量集中，多出的{area}最少", en="departments in few {areas}: fewest beyond the wished number"
    ),
    "aim.together": Text(
        zh="同组的尽量由同一人帮扶，没有做到的最少", en="groups share a helper: fewest members with another one"
    ),
    "aim.apart": Text(zh="同组的尽量由不同的人帮扶，重复的最少", en="groups have different helpers: fewest repeats"),
    "aim.group_totals": Text(
        zh="分组总数尽量在规定之内，多出和缺少的结对最少",
        en="group totals within their ends: fewest pairings above or below",
    ),
    "aim.load": Text(
        zh="工作量尽量在规定之内，超出和不足的最少", en="work within its ends: the least above or below them"
    ),
    "aim.fit": Text(zh="帮扶人特长与困难原因最相符", en="the best fit of helpers to causes"),
    "aim.seniority": Text(zh="困难越深，帮扶人职级越高", en="deeper need, higher rank"),
    "aim.succession": Text(
        zh="接替尽量出自本部门，其次是已在该{area}结对的人",
        en="successors of the same department, else already paired in the {area}",
    ),
    "aim.lottery": Text(
        zh="其余完全相同的，由公开随机号决定", en="what is still equal is decided by the public lottery number"
    ),
    "meaning.optimal_min": Text(zh="不可能更少，已证明", en="proved: it cannot be less"),
    "meaning.optimal_max": Text(zh="不可能更多，已证明", en="proved: it cannot be more"),
    "meaning.after": Text(zh="（在前面各项不变差的前提下）", en=" (with all aims before it kept)"),
    "meaning.within": Text(zh="至多还能改进 {difference}", en="at most {difference} could still be gained"),
    "meaning.wish_met": Text(zh="全部做到；", en="met by all; "),
    "meaning.wish_over": Text(zh="超出 {quantity}；", en="exceeded by {quantity}; "),
    "meaning.wish_helpers": Text(zh="超出的帮扶方共 {by}；", en="by {by} in all; "),
    "meaning.depends": Text(zh="未证明（要看第 {order} 项）", en="not proved (depends on aim {order})"),
    "meaning.feasible": Text(zh="没有证明的界限", en="no proved bound"),
    "meaning.lottery": Text(zh="同一随机号重算，结果完全相同", en="the same number always gives the same roster"),
    "aims_caption": Text(zh="各项目标（前面的先于后面的）", en="Aims, the earlier before the later"),
    "rules_caption": Text(zh="各条规则", en="Rules"),
    "rules_note": Text(
        zh="剩余人数、剩余名额：依次应用到这条规则之后还能参与的人数和名额合计。",
        en="Helpers left, places left: what remains after the rules up to this one.",
    ),
    "excluded_none": Text(zh="没有人被排除。", en="Nobody is excluded."),
    "excluded_clause": Text(zh="{rule}　{clause}（{count} 人）", en="{rule} {clause} ({count})"),
    "ask_caption": Text(zh="待确认（{count} 项）", en="To be decided ({count})"),
    "ask_none": Text(zh="没有待确认的事项。", en="Nothing is left to decide."),
    "notes_caption": Text(zh="提示（{count} 项）", en="Worth looking at ({count})"),
    "shortage_total": Text(
        zh="全部名额相加仍然不够：需要 {needed} 个，现有 {places} 个，缺 {missing} 个。",
        en="All places together are too few: {needed} needed, {places} there, {missing} missing.",
    ),
    "shortage_group": Text(
        zh="最紧的一组：{recipients} {measure}{noun}需要 {needed} 个名额，可以帮扶他们的只有 {helpers} 人，"
        "名额共 {places} 个，缺 {missing} 个。",
        en="The tightest group: {recipients} {noun} need {needed} places; only {helpers} helpers may serve them, "
        "with {places} places; {missing} are missing.",
    ),
    "shortage_surplus": Text(
        zh="最紧的一组：{helpers} 名帮扶人至少要帮扶 {needed} {measure}，可由他们帮扶的{noun}只容得下 {places} {measure}，"
        "多出 {missing} {measure}。",
        en="The tightest group: {helpers} helpers must take at least {needed} {noun}, those open to them take {places} at "
        "most, {missing} too many.",
    ),
    "shortage_advice_surplus": Text(
        zh="可以降低这些帮扶人的最少户数，或放宽涉及的规则后再算。",
        en="Lower the least quota of these helpers, or relax the rules involved, and run again.",
    ),
    "shortage_core_surplus": Text(
        zh="其中最小的一组：仅这 {count} 名帮扶人的最少户数就已经无法满足。",
        en="The smallest part that already fails: these {count} helpers.",
    ),
    "rule.implied": Text(zh="规则表没有写明时默认适用。", en="Holds because the rule table does not say otherwise."),
    "shortage_advice": Text(
        zh="可以提高这些帮扶人的名额、让更多人符合条件，或放宽涉及的规则后再算。",
        en="Raise the quota of these helpers, let more people qualify, or relax the rules involved, and run again.",
    ),
    "shortage_core": Text(
        zh="其中最小的一组：仅这 {count} {measure}就已经无法全部落实。",
        en="The smallest part that already fails: these {count} {noun}.",
    ),
    "shortage_recipients": Text(zh="这一组帮扶对象", en="Recipients of the group"),
    "noun_tasks": Text(zh="{noun}（{tasks}）", en="{noun} ({tasks})"),
    "shortage_task": Text(zh="{task}：{count} 人次，{classes}", en="{task}: {count} row(s), {classes}"),
    "shortage_helpers": Text(zh="可以帮扶他们的人", en="Helpers who may serve them"),
    "guide_caption": Text(zh="各表用途：", en="The sheets: "),
    "band.class": Text(
        zh="{class}  学生 {students} 名，{rows} 人次", en="{class}  {students} student(s), {rows} row(s)"
    ),
    "band.subject": Text(
        zh="{subject}  {rows} 人次，导师 {helpers} 人", en="{subject}  {rows} row(s), {helpers} mentor(s)"
    ),
    "subject_list": Text(zh="按学科", en="By subject"),
    "guide.helpers": Text(
        zh="按帮扶人，发给本人和部门核对；", en="By helper, for each person and department to check; "
    ),
    "guide.recipients": Text(
        zh="按帮扶对象，总花名册，可筛选，可在“锁定”列固定某一对，改后可以读回；",
        en="By recipient, the full roster: filter it, lock pairings, edit it, it can be read back; ",
    ),
    "guide.areas": Text(zh="按{area}，每{area}另起一页；", en="By {area}, each on pages of its own; "),
    "guide.subjects": Text(zh="按学科，每科另起一页，发给教研组；", en="By subject, for the teachers of it; "),
    "guide.units": Text(zh="按部门，各部门的人和他们的帮扶对象；", en="By department, its people and whom they help; "),
    "guide.uncovered": Text(zh="未落实帮扶人，还没有帮扶人的对象；", en="Not covered, who has no helper yet; "),
    "guide.plan": Text(
        zh="分年度规划，每对各年的阶段、目标和检查月份；",
        en="Plan by year, stages, targets and reviews of every pair; ",
    ),
    "guide.load": Text(zh="帮扶任务分布，任务是否均衡；", en="Load, how the work is spread; "),
    "guide.rules": Text(
        zh="规则与依据，每条规则的出处和结果，谁不参与、为什么，哪些事要由人决定。",
        en="Rules and reasons, each rule's clause and result, who takes no part and why, what people must decide.",
    ),
    "rule_fact.window_end": Text(zh="退休不晚于 {value} 的不参与", en="out: retiring no later than {value}"),
    "rule_fact.standing": Text(zh="{value} 对在期限内，保留", en="{value} pairings in term stay"),
    "rule_fact.needed": Text(zh="共需 {value} 个帮扶名额", en="{value} places needed"),
    "rule_fact.visit_days": Text(zh="每人每年到村 {value} 天", en="{value} visit days a helper a year"),
    "rule_fact.available_days": Text(zh="每人可用 {value} 天", en="{value} days available each"),
    "rule_fact.incumbent": Text(zh="上轮 {value} 个对象仍在", en="{value} recipients of last round are still there"),
    "rule_fact.forced": Text(zh="其中 {value} 个必须变动", en="{value} of them must change"),
    "list_cut": Text(zh="只列前 {shown} 项，共 {count} 项。", en="The first {shown} of {count}."),
    "distance_caption": Text(zh="各{area}里程", en="Distances by {area}"),
    "distance_none": Text(zh="没有里程数据，路程未参与比较。", en="There are no distances; travel played no part."),
    "map_title": Text(zh="帮扶地点、出发地点与结对（内部使用）", en="Places and pairings (internal use)"),
    "map_caption": Text(
        zh="圆点大小表示帮扶对象多少，线的粗细表示结对多少；示意图，不作为界线依据。内部使用。",
        en="Larger dots: more recipients; thicker lines: more pairings. A sketch, no authority on boundaries. Internal use.",
    ),
    "map_missing": Text(zh="没有坐标的地点：{places}。", en="Places without coordinates: {places}."),
    "map_point": Text(zh="{name}：{count} {measure}", en="{name}: {count} {measure}"),
    "map_start": Text(zh="{name}：{count} 名帮扶人", en="{name}: {count} helpers"),
    "map_line": Text(zh="{start} → {end}：{count} 对", en="{start} → {end}: {count} pairings"),
    "search_masked": Text(
        zh="姓名只显示首字；输入全名时，列出首字和字数相符的人。",
        en="Names show their first character only; a full name finds whoever fits first character and length.",
    ),
    "search_caption": Text(zh="结对名单", en="Pairings"),
}

TEXTS: dict[str, Text] = {**_SHEETS, **_WORDS, **_COLUMNS, **_FORM, **_HEADLINES, **_SENTENCES}
