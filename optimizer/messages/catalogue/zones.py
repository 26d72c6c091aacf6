"""What is said about zones 划片包抓."""

from optimizer.messages.text import Text

TEXTS: dict[str, Text] = {
    "area_unknown": Text(
        zh="{count} 户（人）在“{area}”，而划片表中没有这个片区。",
        en="{count} household(s) or student(s) are in {area}, an area that the division does not list.",
        advice_zh="在片区一览表中补上，或改正片区名称。",
        advice_en="Add the area to the table of areas, or correct its name.",
    ),
    "area_empty": Text(zh="片区“{area}”没有需要走访的户和学生。", en="Nobody is to be visited in the area {area}."),
    "too_few_staff": Text(
        zh="参加的教职工 {staff} 人，片区 {areas} 个，每个片区至少要一人。",
        en="{staff} staff take part and there are {areas} areas; each needs somebody.",
        advice_zh="合并片区，或增加参加的人员。",
        advice_en="Merge areas or let more staff take part.",
    ),
    "shared_out": Text(
        zh="{areas} 个片区的人数按走访数配定（{staff} 人），使走访数平方和最小。",
        en="The {staff} staff were shared out over {areas} areas so that the sum of squared visits is least.",
    ),
    "person_unknown": Text(
        zh="{unit} {name} 已划片，但入户走访的教职工表中没有此人，或不止一个。",
        en="{name} ({unit}) has an area, but the second staff table has nobody, or several people, of that name.",
        advice_zh="两张教职工表用同一份。",
        advice_en="Use the same staff table in both steps.",
    ),
    "word_proof": Text(zh="覆盖证明", en="Proof of coverage"),
    "word_areas": Text(zh="片区", en="Areas"),
    "word_staff": Text(zh="教职工分片名册", en="Staff by area"),
    "word_visits": Text(zh="谁走访谁", en="Who visits whom"),
    "word_complete": Text(
        zh="每个片区都有人，片区内每户、每名学生都有本片区的人走访，没有遗漏，没有跨片。逐对核对。",
        en="Every area has staff, every household and student of an area is visited by staff of that area: nobody left out, nobody "
        "from elsewhere. Checked pair by pair.",
    ),
    "word_incomplete": Text(zh="有片区没有落实，见表。", en="Some areas are not covered; see the table."),
    "word_both": Text(
        zh="第一步（划片）最优，第二步（走访）在第一步之下最优，各有证明。",
        en="The division is proved best, and the visits are proved best given it.",
    ),
    "word_even": Text(
        zh="走访数平方和对两步合起来也是最小的：各片区人数按走访数配定。",
        en="The sum of squared visits is least over both steps together: the staff were shared out by visits.",
    ),
    "word_given": Text(zh="各片区人数由办公室填写。", en="The numbers of staff are the office's own."),
    "word_unproved": Text(zh="没有全部证明，见各步的报告。", en="Not everything is proved; see each step's report."),
    "word_area": Text(zh="片区", en="Area"),
    "word_people": Text(zh="教职工", en="Staff"),
    "word_count": Text(zh="户和学生", en="Visits"),
    "word_served": Text(zh="已落实", en="Served"),
    "word_outsiders": Text(zh="跨片", en="From elsewhere"),
    "word_least": Text(zh="每人最少", en="Least each"),
    "word_most": Text(zh="每人最多", en="Most each"),
    "word_name": Text(zh="姓名", en="Name"),
    "word_unit": Text(zh="部门", en="Department"),
    "word_post": Text(zh="职务", en="Post"),
    "word_duty": Text(zh="责任片区", en="Area answered for"),
    "word_load": Text(zh="走访数", en="Visits"),
    "word_phone": Text(zh="联系电话", en="Telephone"),
    "word_recipient": Text(zh="户主（学生）", en="Household or student"),
    "word_sort": Text(zh="类别", en="Kind"),
    "word_number": Text(zh="编号", en="Number"),
    "word_confidential": Text(zh="内部资料 注意保密", en="Internal"),
}
