"""What reading the lists of students and mentors has to say."""

from optimizer.messages.text import Text

TEXTS: dict[str, Text] = {
    "unclear": Text(
        zh="{class}有 {count} 名学生叫 {name}，这一行没有学号，分不清是谁。",
        en="{count} students of {class} are called {name}, and this line has no number.",
        advice_zh="补上学号。",
        advice_en="Add the student's number.",
    ),
    "two_names": Text(
        zh="同一学号写了不同的姓名：{values}。",
        en="One student number stands with different names: {values}.",
        advice_zh="核对学号和姓名。",
        advice_en="Check numbers and names.",
    ),
    "two_classes": Text(
        zh="{name} 在不同的表里属于不同的班级：{values}。",
        en="{name} is in different classes: {values}.",
        advice_zh="一名学生只能在一个班，核对后改成一致。",
        advice_en="A student is in one class; make the tables agree.",
    ),
    "two_sexes": Text(
        zh="{name} 在不同的表里性别不同：{values}。",
        en="{name} has different sexes: {values}.",
        advice_zh="核对后改成一致。",
        advice_en="Make the tables agree.",
    ),
    "two_families": Text(
        zh="{name} 写了不同的家庭编号：{values}。",
        en="{name} has different family numbers: {values}.",
        advice_zh="核对后改成一致。",
        advice_en="Make the tables agree.",
    ),
    "subject_twice": Text(
        zh="{name} 的{subject}写了两次。",
        en="{subject} of {name} stands twice.",
        advice_zh="同一学科只留一行。",
        advice_en="Keep one line a subject.",
    ),
    "siblings_apart": Text(
        zh="{names} 是同一家庭，但要求的责任人性别不同，无法共用一名责任人，已分开安排，请确认。",
        en="{names} are of one family but ask for lead persons of different sex; each gets a lead person of their own. Please confirm.",
        advice_zh="确认后不用改；可以共用的，把要求的性别改成相同。",
        advice_en="If that is right nothing need be done; else ask for the same sex.",
    ),
    "subject_without_teacher": Text(
        zh="{class}的{subject}没有教师：导师表中没有人教这个年级的{subject}，{count} 名学生的这一科无人可帮。",
        en="{class} has no teacher of {subject}: no mentor teaches it in that grade, so {count} student(s) cannot be helped.",
        advice_zh="补上任课教师，或请会教{subject}的教师在“任教年级”中写上这个年级。",
        advice_en="Add a teacher, or add this grade to a mentor who teaches {subject}.",
    ),
    "class_not_named": Text(
        zh="“{sheet}”没有“班级”一列，标题、工作表名和文件名里也没有写明是哪一个班。",
        en="{sheet} has no column for the class, and neither title, sheet nor file names exactly one.",
        advice_zh="加“班级”一列，或把工作表名改成班级，如 七(1)班。",
        advice_en="Add a column 班级, or name the sheet after the class, e.g. 七(1)班.",
    ),
    "class_without_grade": Text(
        zh="班级“{class}”没有写明年级，导师表中也没有这个班（最接近的是“{near}”），年级无法核对。",
        en="The class {class} names no grade and no mentor has it (nearest: {near}), so grades cannot be compared.",
        advice_zh="写成 七年级1班 这样，或加“年级”一列。",
        advice_en="Write it as 七年级1班, or add a column 年级.",
    ),
    "avoid_unknown": Text(
        zh="回避教师 {name} 不在导师表中，这一条没有起作用，请确认。",
        en="{name}, who is to be kept away, is in no table of mentors; please confirm.",
        advice_zh="核对姓名；不在本校的可以删去。",
        advice_en="Check the name; people of other schools can be left out.",
    ),
    "class_without_teacher": Text(
        zh="{class}的{subject}在导师表中没有本班任课教师，{count} 名学生只能由同年级其他教师帮扶。",
        en="No mentor teaches {subject} in {class}; {count} student(s) can only have another teacher of the grade.",
    ),
}
