"""What reading tables has to say: files, sheets, headers, cells, people."""

from optimizer.messages.text import Text

_SAVE = "用 Excel 或 WPS 打开，另存为 .xlsx 后重试。"
_SAVE_EN = "Open it in Excel or WPS, save it as .xlsx and try again."

_FILES: dict[str, Text] = {
    "no_such_path": Text(zh="没有找到 {path}。", en="There is no {path}."),
    "no_tables": Text(
        zh="这里没有可读的表格文件。",
        en="There is no table file here.",
        advice_zh="放入花名册等表格（{endings}）后重试。",
        advice_en="Put the rosters here ({endings}) and try again.",
    ),
    "file_empty": Text(
        zh="文件是空的。",
        en="The file is empty.",
        advice_zh="换上有内容的文件，或把它移走。",
        advice_en="Replace it, or move it away.",
    ),
    "file_unopened": Text(
        zh="文件打不开（{reason}）。",
        en="The file cannot be opened ({reason}).",
        advice_zh="检查文件权限，或关闭正在使用它的程序。",
        advice_en="Check its permissions, or close the program that uses it.",
    ),
    "file_large": Text(
        zh="文件超过 {megabytes} MB。",
        en="The file is larger than {megabytes} MB.",
        advice_zh="删去图片和无关的工作表，或拆成几个文件。",
        advice_en="Remove pictures and other sheets, or split it.",
    ),
    "truncated": Text(
        zh="文件不完整或已损坏。",
        en="The file is incomplete or damaged.",
        advice_zh="重新下载或重新复制一份；能打开的话，另存为 .xlsx。",
        advice_en="Fetch or copy it again; if it opens, save it as .xlsx.",
    ),
    "unreadable": Text(
        zh="文件无法读取，内部结构不正确。",
        en="The file cannot be read: its structure is wrong.",
        advice_zh=_SAVE,
        advice_en=_SAVE_EN,
    ),
    "encrypted": Text(
        zh="文件设有打开密码。",
        en="The file is protected by a password.",
        advice_zh="在 Excel 或 WPS 中输入密码打开，取消密码后另存。",
        advice_en="Open it with the password, remove the password and save.",
    ),
    "not_a_table": Text(
        zh="这不是表格文件（内容是 {found}）。",
        en="This is not a table (its content is {found}).",
        advice_zh="把其中的表格复制到 Excel 或 WPS 工作簿，另存为 .xlsx；与本项目无关的文件请移走。",
        advice_en="Copy the table into a workbook saved as .xlsx, or move the file away.",
    ),
    "web_page": Text(
        zh="这是网页另存成的表格，不是真正的工作簿。",
        en="This is a web page saved as a table, not a workbook.",
        advice_zh=_SAVE,
        advice_en=_SAVE_EN,
    ),
    "xml_table": Text(
        zh="这是 XML 文本格式的表格，不能直接读取。",
        en="This is a table in XML text, which is not read.",
        advice_zh=_SAVE,
        advice_en=_SAVE_EN,
    ),
    "old_biff": Text(
        zh="这是 Excel 5 以前的旧格式，不能直接读取。",
        en="This is a format older than Excel 5, which is not read.",
        advice_zh=_SAVE,
        advice_en=_SAVE_EN,
    ),
    "encoding": Text(
        zh="文字编码无法识别：按 UTF-8 在第 {utf8} 字节出错，按 GB18030 在第 {gb18030} 字节出错。",
        en="The encoding is unknown: not UTF-8 (byte {utf8}), not GB18030 (byte {gb18030}).",
        advice_zh="用 WPS 打开，另存为 .xlsx 或 UTF-8 编码的 CSV。",
        advice_en="Save it as .xlsx or as CSV in UTF-8.",
    ),
    "quotes": Text(
        zh="第 {line} 行附近的英文引号不成对，后面的行会被吞进一个单元格。",
        en="Near line {line} a quotation mark is not closed, so later lines would end up in one cell.",
        advice_zh="补上或删去该处的引号，或另存为 .xlsx。",
        advice_en="Close or remove the quotation mark, or save as .xlsx.",
    ),
    "bomb": Text(
        zh="文件解压后大得不合常理（{part}），已拒绝。",
        en="Unpacked, the file is unreasonably large ({part}); it was refused.",
        advice_zh="如果确是正常表格，复制内容到新工作簿另存后重试。",
        advice_en="If it is an honest table, copy it into a new workbook.",
    ),
    "entities": Text(
        zh="文件内部含有 XML 实体或文档类型声明，出于安全已拒绝。",
        en="The file holds XML entities or a document type, and was refused for safety.",
        advice_zh=_SAVE,
        advice_en=_SAVE_EN,
    ),
    "xml_encoding": Text(
        zh="文件内部的文字编码不是 UTF-8，出于安全已拒绝。",
        en="A part of the file is not encoded in UTF-8, and was refused for safety.",
        advice_zh=_SAVE,
        advice_en=_SAVE_EN,
    ),
    "odd_container": Text(
        zh="压缩包内有不正常的部件名（{part}），出于安全已拒绝。",
        en="The container has an odd or repeated part name ({part}), and was refused for safety.",
        advice_zh=_SAVE,
        advice_en=_SAVE_EN,
    ),
    "giant_text": Text(
        zh="有一个单元格或属性长得不合常理（{part}），已拒绝。",
        en="One cell or attribute is unreasonably long ({part}); the file was refused.",
        advice_zh="删去该单元格的内容后另存。",
        advice_en="Clear that cell and save.",
    ),
    "too_many_cells": Text(
        zh="单元格太多，超出本程序能读的范围（{part}）。",
        en="There are more cells than this program reads ({part}).",
        advice_zh="选中数据下方和右侧的空白行列，整行整列删除后保存；或拆成几个文件。",
        advice_en="Delete the blank rows and columns below and beside the data and save, or split the file.",
    ),
    "far_cell": Text(
        zh="有内容的单元格离表格太远，使表格大得无法读取。",
        en="A filled cell lies so far from the others that the table becomes too large to read.",
        advice_zh="到该单元格清除内容，删除其间的空白行列后保存。",
        advice_en="Clear that cell, delete the blank rows and columns between, and save.",
    ),
    "giant_merge": Text(
        zh="合并单元格的范围过大（{range}）。",
        en="A merged range is too large ({range}).",
        advice_zh="取消这处合并后保存。",
        advice_en="Unmerge it and save.",
    ),
    "two_data_blocks": Text(
        zh="工作表内部有两段数据，各软件读出的内容会不一样，已拒绝。",
        en="The sheet holds two blocks of data, which programs read differently; it was refused.",
        advice_zh=_SAVE,
        advice_en=_SAVE_EN,
    ),
    "rows_out_of_order": Text(
        zh="工作表内部的行号重复或次序颠倒，读出的内容不可靠，已拒绝。",
        en="Row numbers inside the sheet repeat or run backwards; it was refused.",
        advice_zh=_SAVE,
        advice_en=_SAVE_EN,
    ),
    "readers_differ": Text(
        zh="两种读法在这里读出的内容不一致，为免错漏已拒绝。",
        en="Two ways of reading disagree here; the file was refused lest data be lost.",
        advice_zh=_SAVE,
        advice_en=_SAVE_EN,
    ),
}

_SHEETS: dict[str, Text] = {
    "sheet_empty": Text(
        zh="工作表是空的，整个输入中没有可读的内容。", en="The sheet is empty and nothing else can be read."
    ),
    "hidden_sheet": Text(
        zh="隐藏的工作表“{sheet}”没有读取。",
        en="The hidden sheet “{sheet}” was not read.",
        advice_zh="需要读取时取消隐藏，或用 jiedui map 指明。",
        advice_en="Unhide it, or name it with jiedui map, to have it read.",
    ),
    "sheet_copy": Text(
        zh="工作表“{sheet}”汇总了别的工作表里的人，没有重复读取。",
        en="The sheet “{sheet}” repeats people of other sheets and was not read again.",
    ),
    "no_header": Text(
        zh="前 {rows} 行中没有找到表头，不知道这是什么表。",
        en="No header was found in the first {rows} rows, so the kind of table is unknown.",
        advice_zh="补上一行表头（如 姓名、部门 或 户主姓名、所在村），或用 jiedui map 指明表的种类和各列；与本项目无关的工作表请移走。",
        advice_en="Add a header row, or say with jiedui map what the table and its columns are; move other sheets away.",
    ),
    "column_missing": Text(
        zh="像是“{kind}”表，但缺少必需的列：{missing}。现有的列：{found}。",
        en="It looks like a table of {kind}, but lacks a column it needs: {missing}. There are: {found}.",
        advice_zh="补上该列或改正表头；表头写法特殊时用 jiedui map 指明。",
        advice_en="Add the column or mend its header; jiedui map takes unusual headers.",
    ),
    "two_columns": Text(
        zh="两列都对应“{field}”：{headers}。",
        en="Two columns stand for {field}: {headers}.",
        advice_zh="删去或改名其中一列，或用 jiedui map 指明用哪一列。",
        advice_en="Delete or rename one, or choose one with jiedui map.",
    ),
    "staff_not_mentors": Text(
        zh="有“{column}”一列，但本项目不是学生帮扶，按教职工表读，不作导师表。",
        en="There is a column {column}, but this programme is not about students: read as staff, not as mentors.",
        advice_zh="如果是学生帮扶，请在“基本信息”中把项目类型写为 students。",
        advice_en="If students are helped, write students as 项目类型 in 基本信息.",
    ),
    "kind_ambiguous": Text(
        zh="按表头分不清这是哪一种表：{kinds}。",
        en="The headers do not tell which table this is: {kinds}.",
        advice_zh="在工作表名或文件名中写明，或用 jiedui map 指明。",
        advice_en="Say so in the sheet or file name, or with jiedui map.",
    ),
    "header_near": Text(
        zh="没有用到“{header}”这一列；它是不是“{near}”？",
        en="The column {header} was not used; is it {near}?",
        advice_zh="如果是，请改表头，或用 jiedui map 确认。",
        advice_en="If so, mend the header or confirm it with jiedui map.",
    ),
    "columns_unused": Text(zh="以下各列没有用到：{headers}。", en="These columns are not used: {headers}."),
    "headless_column": Text(
        zh="这一列没有表头，其中的内容没有读取。",
        en="This column has no header; what it holds was not read.",
        advice_zh="补上表头，或清除该列。",
        advice_en="Give it a header, or clear it.",
    ),
    "under_merged_header": Text(
        zh="表头合并了几列，只读取了第一列，这一列的内容未被读取。",
        en="The header is merged over several columns; only the first is read, not this one.",
        advice_zh="取消表头的合并，给每一列各写一个表头。",
        advice_en="Unmerge the header and name each column.",
    ),
    "hidden_rows": Text(
        zh="有 {count} 行是隐藏的，仍按正常记录读入。",
        en="{count} hidden row(s) were read like all others.",
        advice_zh="不该参加的请删除，只隐藏不算删除。",
        advice_en="Delete rows that should not count; hiding does not.",
    ),
    "hidden_columns": Text(zh="隐藏的列也读入了：{headers}。", en="Hidden columns were read as well: {headers}."),
    "no_rows": Text(zh="“{kind}”表没有一行数据。", en="The table of {kind} has no rows."),
    "doubtful_row": Text(
        zh="这一行以“{text}”开头，像合计或签字行，却又有人名，不能断定。",
        en="This row begins with “{text}” like a total or signature, yet has a name; it is unclear what it is.",
        advice_zh="是人员记录就改掉开头的文字，不是就清除人名。",
        advice_en="Mend the first words if it is a record, else clear the name.",
    ),
    "stray_row": Text(
        zh="这一行只有“{text}”，不像记录也不像说明。",
        en="This row holds only “{text}”, neither a record nor a note.",
        advice_zh="补全或删除这一行；说明文字请以“注:”开头。",
        advice_en="Complete or delete it; begin notes with 注:.",
    ),
    "second_header": Text(
        zh="从这一行（“{text}”）起像是另一张表，认不出是哪种表，以下各行没有当作记录读取。",
        en="From this row (“{text}”) on there seems to be another table of an unknown kind; its rows were not read.",
        advice_zh="把它移到另一张工作表；不需要的删除，是本表的就改掉这一行。",
        advice_en="Move it to a sheet of its own, delete it, or mend this row if it belongs to the table.",
    ),
    "above_header": Text(
        zh="表头上方的这一行像是记录，没有读取。",
        en="This row above the header looks like a record and was not read.",
        advice_zh="把表头移到这一行上面，或删除这一行。",
        advice_en="Move the header above it, or delete the row.",
    ),
    "struck_rows": Text(
        zh="“{column}”有 {count} 行带删除线，仍按记录读入。",
        en="{column}: {count} row(s) are struck through and were read all the same.",
        advice_zh="已作废的请删除整行，划掉不算删除；仍有效的请取消删除线。",
        advice_en="Delete rows that no longer count; striking them through does not.",
    ),
    "struck_cells": Text(
        zh="有 {count} 个单元格的内容带删除线，仍按原文读入。",
        en="{count} cell(s) are struck through and were read as they stand.",
        advice_zh="作废的内容请清除，只留有效的。",
        advice_en="Clear what no longer holds.",
    ),
    "struck_part": Text(
        zh="“{column}”里只有一部分文字带删除线，分不清哪些作数。",
        en="{column}: part of the text is struck through, so it is unclear what holds.",
        advice_zh="删去作废的文字，只留有效的。",
        advice_en="Delete what no longer holds.",
    ),
    "comments": Text(
        zh="有 {count} 个单元格带批注，批注里的话没有读入。",
        en="{count} cell(s) carry comments, which were not read.",
        advice_zh="批注里有要紧的（如已去世、已调走），请写进表格的列里。",
        advice_en="Write what matters (moved away, deceased) into a column.",
    ),
    "merged_lent": Text(
        zh="“{column}”有 {count} 行的数取自上方的合并单元格，每行都按同一个数记。",
        en="{column}: {count} row(s) take their number from a merged cell above.",
        advice_zh="合并的数如是几行的合计，请取消合并，逐行填写。",
        advice_en="If it is a sum over those rows, unmerge it and write each number.",
    ),
    "merged_across": Text(
        zh="有 {count} 行把几列合并成了一格，内容只算作“{column}”。",
        en="{count} row(s) merge several columns into one cell, which counts as {column} alone.",
        advice_zh="取消合并，各列分别填写。",
        advice_en="Unmerge it and fill in each column.",
    ),
    "blank_in_column": Text(
        zh="“{column}”有 {count} 行没有填写，按空处理，没有照抄上一行。",
        en="{column} is empty in {count} row(s); nothing was copied from above.",
        advice_zh="应与上一行相同的，请填上。",
        advice_en="Write it where it is the same as above.",
    ),
    "copy_differs": Text(
        zh="汇总表“{sheet}”里这一行的“{columns}”与分表不同，按分表读入。",
        en="The summing sheet {sheet} gives other values for {columns} in this row; the single sheets were taken.",
        advice_zh="核对后改成一致。",
        advice_en="Make them agree.",
    ),
    "area_similar": Text(
        zh="“{area}”和“{near}”像是同一个村的两种写法，现按两个村处理。",
        en="{area} and {near} look like two spellings of one village; they are taken for two.",
        advice_zh="是同一个村的，请统一写法。",
        advice_en="If they are one, spell it alike.",
    ),
    "name_alone": Text(
        zh="这一行只有“{name}”，按姓名读取；表中别处这样的行是小标题。",
        en="This row holds only {name}, which was taken for a name; such rows are headings elsewhere in the table.",
        advice_zh="是小标题就在右边写明，如“（2人）”，或给表加一列“部门”。",
        advice_en="If it is a heading, say so, e.g. with （2人）, or give the table a column for the department.",
    ),
    "heading_used": Text(
        zh="以下各行的部门取自小标题“{unit}”。", en="The rows below take their department from the heading “{unit}”."
    ),
    "matrix_sides": Text(
        zh="看不出里程表哪一边是出发地点。",
        en="It is unclear which side of the distance table holds the start points.",
        advice_zh="在左上角写“出发地点”（左边是出发地点）或“村”（左边是村）。",
        advice_en="Write 出发地点 (or 村) into the corner for what the left side holds.",
    ),
    "label_not_text": Text(
        zh="里程表的行名或列名应是文字。", en="Row and column names of the distance table must be text."
    ),
    "label_twice": Text(zh="里程表中“{label}”出现两次。", en="{label} stands twice in the distance table."),
    "key_twice": Text(zh="“{column}”写了两次。", en="{column} stands twice."),
    "key_printed": Text(zh="“{key}”不是本程序认识的项目，只随表打印。", en="{key} is unknown here and only printed."),
    "setting_missing": Text(
        zh="基本信息缺少“{column}”。",
        en="The settings lack {column}.",
        advice_zh="在“基本信息”表中补上一行：左边写项目名，右边写内容。",
        advice_en="Add a line to the sheet 基本信息: key left, value right.",
    ),
    "mapping_kind": Text(
        zh="mapping.yaml 指定了不认识的表种类“{kind}”；可用：{known}。",
        en="mapping.yaml names an unknown kind of table {kind}; known are {known}.",
    ),
    "no_helpers": Text(
        zh="没有读到帮扶责任人花名册。",
        en="There is no table of helpers.",
        advice_zh="放入有“姓名”“部门”等列的花名册。",
        advice_en="Add a roster with columns such as 姓名 and 部门.",
    ),
    "no_recipients": Text(
        zh="没有读到帮扶对象花名册。",
        en="There is no table of recipients.",
        advice_zh="放入有“户主姓名”“所在村”等列的花名册。",
        advice_en="Add a roster with columns such as 户主姓名 and 所在村.",
    ),
    "no_rules": Text(
        zh="没有读到规则表。",
        en="There is no rule table.",
        advice_zh="放入有“规则”“方式”“参数”“条款”列的规则表；可用 jiedui new 生成。",
        advice_en="Add a sheet 规则; jiedui new makes one.",
    ),
}

_CELLS: dict[str, Text] = {
    "cell_empty": Text(zh="“{column}”必须填写。", en="{column} must be filled in."),
    "cell_error": Text(
        zh="“{column}”是错误值 {text}。",
        en="{column} holds the error {text}.",
        advice_zh="改正公式或直接填写内容。",
        advice_en="Mend the formula or write the value.",
    ),
    "cell_no_value": Text(
        zh="“{column}”是公式，但文件中没有保存计算结果。",
        en="{column} is a formula whose result was not saved.",
        advice_zh="用 Excel 或 WPS 打开后保存一次，或改为直接填写。",
        advice_en="Open and save the file in Excel or WPS, or write the value.",
    ),
    "cell_blank_formula": Text(
        zh="“{column}”有 {count} 处是公式，没有结果，按空处理。",
        en="{column}: {count} formula(s) have no result and count as empty.",
        advice_zh="不该为空的，用 Excel 或 WPS 打开后保存一次再试。",
        advice_en="If they should not be empty, open and save the file in Excel or WPS.",
    ),
    "cell_unread": Text(
        zh="“{column}”有内容，但读不出来。",
        en="{column} holds something that cannot be read.",
        advice_zh="重新填写这个单元格。",
        advice_en="Write the cell again.",
    ),
    "bad_text": Text(zh="“{column}”的内容不是文字：{value}。", en="{column} is no text: {value}."),
    "ditto": Text(
        zh="“{column}”写的是“{value}”，程序不代为照抄上一行。",
        en="{column} says “{value}”; nothing is copied from the row above.",
        advice_zh="写出完整内容（选中这几行，按 Ctrl+D 向下填充）。",
        advice_en="Write it out (select the cells and press Ctrl+D).",
    ),
    "text_as_date": Text(
        zh="“{column}”存成了日期 {value}；原来写的可能是 3-1 一类的文字，被自动改成了日期。",
        en="{column} is stored as the date {value}; something like 3-1 may have been turned into one.",
        advice_zh="单元格设为文本格式后重新填写。",
        advice_en="Make the cell text and write it again.",
    ),
    "class_decimal": Text(
        zh="“{column}”有 {count} 处是小数（如 7.1），7.10 也会变成 7.1，请核对是 1 班还是 10 班。",
        en="{column}: {count} number(s) such as 7.1 may have been 7.10; check whether class 1 or 10 is meant.",
        advice_zh="设为文本格式，或写成 七(1)班。",
        advice_en="Make them text, or write 七(1)班.",
    ),
    "bad_name": Text(zh="“{column}”不像姓名：{value}。", en="{column} is no name: {value}."),
    "odd_name": Text(zh="“{column}”中有数字或符号：{value}。", en="{column} has digits or signs in it: {value}."),
    "name_words": Text(
        zh="“{column}”里除了姓名像是还有别的字：{value}，按原文读取。",
        en="{column} seems to hold more than a name: {value}; it was read as it stands.",
        advice_zh="姓名单独写，称呼和情况写在别的列；已不在的请删除该行。",
        advice_en="Write the name alone; delete the row if the person is gone.",
    ),
    "several_names": Text(
        zh="“{column}”里有几个人名：{value}。",
        en="{column} holds several names: {value}.",
        advice_zh="一行只写一人。",
        advice_en="One person a row.",
    ),
    "several_schools": Text(
        zh="“{column}”里有几所学校：{value}。",
        en="{column} holds several schools: {value}.",
        advice_zh="一行只写一所。",
        advice_en="One school a row.",
    ),
    "name_note": Text(
        zh="{name} 的姓名旁注有“{note}”，姓名按去掉注记读取。",
        en="Beside the name {name} stands “{note}”, which is not part of the name.",
    ),
    "bad_date": Text(
        zh="“{column}”读不出日期：{value}。",
        en="{column} is no date: {value}.",
        advice_zh="写成 1976-09 或 2026年3月5日 的样子。",
        advice_en="Write it like 1976-09 or 2026-03-05.",
    ),
    "bad_span": Text(
        zh="“{column}”读不出期限：{value}。",
        en="{column} is no term: {value}.",
        advice_zh="写成 2026.10—2029.09 或 36个月。",
        advice_en="Write it like 2026.10—2029.09 or as a number of months.",
    ),
    "date_ambiguous": Text(
        zh="“{column}”的 {value} 存成了数字，分不清是 1 月还是 10 月。",
        en="{column}: {value} is stored as a number and may be January or October.",
        advice_zh="单元格设为文本，写成 2026-01 或 2026-10。",
        advice_en="Make it text: 2026-01 or 2026-10.",
    ),
    "month_missing": Text(zh="“{column}”只有年份，缺少月份：{value}。", en="{column} lacks the month: {value}."),
    "day_missing": Text(zh="“{column}”要写到日：{value}。", en="{column} needs the day: {value}."),
    "year_only": Text(
        zh="“{column}”只有年份 {value}，按当年 1 月记。", en="{column} is only a year, {value}; January is taken."
    ),
    "bad_number": Text(zh="“{column}”应是数字：{value}。", en="{column} must be a number: {value}."),
    "not_whole": Text(zh="“{column}”应是整数：{value}。", en="{column} must be a whole number: {value}."),
    "negative": Text(zh="“{column}”不能是负数：{value}。", en="{column} must not be negative: {value}."),
    "too_small": Text(zh="“{column}”不能小于 {least}：{value}。", en="{column} must be at least {least}: {value}."),
    "too_large": Text(
        zh="“{column}”大得不合常理：{value}（最多 {most}）。",
        en="{column} is unreasonably large: {value} (at most {most}).",
    ),
    "least_above_most": Text(zh="至少 {least} 大于最多 {most}。", en="At least {least} is more than at most {most}."),
    "bad_yes_no": Text(zh="“{column}”应填 是 或 否：{value}。", en="{column} must be 是 or 否: {value}."),
    "bad_choice": Text(zh="“{column}”应是 {choices} 之一：{value}。", en="{column} must be one of {choices}: {value}."),
    "unit_unknown": Text(
        zh="“{column}”没有写明单位：{value}。",
        en="{column} has no unit: {value}.",
        advice_zh="在表头写 里程(公里)，或在标题下写 单位:公里。",
        advice_en="Write the unit into the header or a line 单位:公里 above.",
    ),
    "coordinate_range": Text(
        zh="“{column}”超出范围：{value}（应在 ±{most} 度之内）。",
        en="{column} is out of range: {value} (within ±{most} degrees).",
    ),
    "coordinates_swapped": Text(
        zh="{place} 的经度和纬度像是写反了。", en="Longitude and latitude of {place} seem exchanged."
    ),
    "system_missing": Text(
        zh="{place} 有坐标，但没有说明坐标系。",
        en="{place} has coordinates, but no coordinate system is named.",
        advice_zh="加一列“坐标系”：GPS、天地图填 wgs84，高德、腾讯填 gcj02，百度填 bd09。",
        advice_en="Add a column 坐标系: wgs84, gcj02 or bd09.",
    ),
    "system_unknown": Text(
        zh="“{column}”不认识坐标系 {value}；可用 {choices}。",
        en="{column}: unknown coordinate system {value}; use {choices}.",
    ),
    "code_as_number": Text(
        zh="“{column}”被存成了数字 {value}，末几位可能已经丢失。",
        en="{column} is stored as the number {value}; its last digits may be lost.",
        advice_zh="单元格设为文本格式，按原始材料重新录入。",
        advice_en="Make the cell text and type it again from the source.",
    ),
    "code_number": Text(
        zh="“{column}”有 {count} 处存成了数字，开头的 0 可能已经丢失。",
        en="{column}: {count} cell(s) are numbers, so leading zeros may be lost.",
        advice_zh="核对一下；最好设为文本格式。",
        advice_en="Check them; better keep them as text.",
    ),
    "phone_number": Text(
        zh="“{column}”存成了数字，又不是 11 位：{value}。",
        en="{column} is a number without 11 digits: {value}.",
        advice_zh="开头的 0 可能已经丢失，请核对。",
        advice_en="A leading zero may be lost; check it.",
    ),
    "odd_phone": Text(
        zh="“{column}”不像电话号码：{value}。", en="{column} does not look like a telephone number: {value}."
    ),
    "id_as_number": Text(
        zh="“{column}”被存成了数字，末几位已经丢失，无法恢复。",
        en="{column} is stored as a number: its last digits are lost for good.",
        advice_zh="把该列设为文本格式，按证件重新录入。",
        advice_en="Make the column text and type the number again from the card.",
    ),
    "id_form": Text(
        zh="“{column}”不是 18 位身份证号：{value}。", en="{column} is no identity number of 18 characters: {value}."
    ),
    "id_masked": Text(
        zh="“{column}”有 {count} 处是打了星号的号码，没有采用。",
        en="{column}: {count} number(s) are masked with asterisks and were not used.",
        advice_zh="能用完整号码时请用完整的；否则按姓名加部门（村）认人。",
        advice_en="Give full numbers where you can; otherwise people are told apart by name and unit or village.",
    ),
    "id_fifteen": Text(
        zh="“{column}”是 15 位旧证号：{value}。",
        en="{column} is an old number of 15 digits: {value}.",
        advice_zh="请填写 18 位新证号。",
        advice_en="Write the number of 18 characters.",
    ),
    "id_birth": Text(
        zh="“{column}”中的出生日期不存在：{value}。", en="{column} holds a birth day that does not exist: {value}."
    ),
    "id_check": Text(
        zh="“{column}”校验位不对，必有一位写错：{value}。",
        en="{column}: the check character is wrong, so some digit is: {value}.",
        advice_zh="按证件核对。",
        advice_en="Compare it with the card.",
    ),
    "bad_mode": Text(
        zh="“{column}”不认识 {value}；应写 硬性、第N层 或 仅报告。",
        en="{column}: {value} is unknown; write 硬性 (hard), 第N层 (tier N) or 仅报告 (report).",
    ),
    "bad_parameters": Text(
        zh="“{column}”写法不对：{value}。",
        en="{column} cannot be read: {value}.",
        advice_zh="写成 名称=内容，几项用分号隔开。",
        advice_en="Write name=value, several separated by semicolons.",
    ),
    "parameter_twice": Text(zh="“{column}”中 {value} 写了两次。", en="{column}: {value} stands twice."),
}

_PEOPLE: dict[str, Text] = {
    "id_number_twice": Text(
        zh="身份证号 {value} 出现 {count} 次。",
        en="The identity number {value} stands {count} times.",
        advice_zh="同一人只保留一行；不是同一人就改正号码。",
        advice_en="Keep one row a person, or mend the number.",
    ),
    "number_twice": Text(
        zh="编号 {value} 出现 {count} 次。",
        en="The number {value} stands {count} times.",
        advice_zh="同一户（人）只保留一行；不是同一户（人）就改正编号。",
        advice_en="Keep one row each, or mend the number.",
    ),
    "person_twice": Text(
        zh="{group} 的 {name} 出现 {count} 次，又没有证件号可以区分。",
        en="{name} of {group} stands {count} times, with no number to tell them apart.",
        advice_zh="重复的删去；确是不同的人，补上身份证号。",
        advice_en="Delete the copies, or add identity numbers.",
    ),
    "same_name": Text(
        zh="{group} 有同名的人：{name}，按证件号作不同的人处理。",
        en="{group} has several people named {name}; their numbers keep them apart.",
    ),
    "sex_differs": Text(
        zh="{name} 的性别（{sex}）与身份证号不符。", en="The sex of {name} ({sex}) contradicts the identity number."
    ),
    "birth_differs": Text(
        zh="{name} 的出生年月（{table}）与身份证号（{number}）不符，以表中（人事档案）为准。",
        en="The birth month of {name} ({table}) differs from the identity number ({number}); the table (personnel file) counts.",
    ),
    "track_unknown": Text(
        zh="“{column}”不认识 {value}；应是 {choices} 之一。",
        en="{column}: {value} is unknown; it is one of {choices}.",
        advice_zh="女职工按原退休年龄写 女(原55) 或 女(原50)；不清楚的留空待核实。",
        advice_en="For women write 女(原55) or 女(原50); leave it empty when unknown.",
    ),
    "track_sex": Text(
        zh="{name} 的退休类别（{track}）与性别（{sex}）不符。",
        en="The retirement track of {name} ({track}) contradicts the sex ({sex}).",
    ),
    "track_asked": Text(
        zh="{name} 的退休类别待核实；按岗位类别“{category}”建议为 {proposed}，未代填。",
        en="The retirement track of {name} must be confirmed; {category} suggests {proposed}, which was not filled in.",
    ),
    "track_open": Text(zh="{name} 的退休类别待核实。", en="The retirement track of {name} must be confirmed."),
    "ruling_reason": Text(zh="{name} 定为不参加，但没有写依据。", en="{name} is ruled out without a reason."),
    "ruling_open": Text(zh="{name} 写了参加依据，但没有写是否参加。", en="{name} has a reason, but no ruling."),
    "labour_above_people": Text(
        zh="{name} 户的劳动力 {labour} 人多于家庭人口 {people} 人。",
        en="The household of {name} has more workers ({labour}) than people ({people}).",
    ),
    "family_size": Text(
        zh="{name} 户写明 {people} 人，列出 {listed} 人。",
        en="The household of {name} counts {people}, but lists {listed}.",
    ),
    "two_heads": Text(zh="{name} 户有两个户主。", en="The household of {name} has two heads."),
    "member_without_head": Text(zh="这名家庭成员前面没有户主。", en="This member stands before any head of household."),
    "area_not_named": Text(
        zh="没有“村”列，从“{sheet}”也认不出是哪个村。",
        en="There is no village column, and “{sheet}” names no known village.",
        advice_zh="加一列“所在村”，或把工作表名改成里程表、地点表中的村名。",
        advice_en="Add a column 所在村, or name the sheet after a village of the distance table.",
    ),
    "area_unknown": Text(
        zh="里程表和地点表中没有“{area}”；最接近的是“{near}”。",
        en="{area} is in no table of distances or places; the nearest is {near}.",
        advice_zh="改正村名，或在里程表、地点表中补上。",
        advice_en="Mend the name, or add it there.",
    ),
    "area_two_townships": Text(
        zh="“{area}”在两个乡镇都有：{townships}，按名称无法区分。",
        en="{area} lies in two townships: {townships}.",
        advice_zh="村名前加上乡镇名。",
        advice_en="Put the township before the village name.",
    ),
    "place_twice": Text(zh="地点“{place}”出现两次。", en="The place {place} stands twice."),
    "leg_twice": Text(
        zh="{start} 到 {end} 有两个里程：{one} 米和 {other} 米。",
        en="{start} to {end} has two lengths: {one} m and {other} m.",
    ),
    "rule_unknown": Text(
        zh="没有“{kind}”这种规则；最接近的是“{near}”。", en="There is no rule {kind}; the nearest is {near}."
    ),
    "rule_id_twice": Text(zh="规则编号 {id} 用了两次。", en="The rule id {id} stands twice."),
    "quota_empty": Text(zh="有“名额”规则，但名额表没有内容。", en="There is a quota rule, but no quota table."),
    "quota_without_rule": Text(
        zh="有名额表，但规则表中没有“名额”这条规则。",
        en="There is a quota table, but no quota rule.",
        advice_zh="在规则表中加一行“名额”。",
        advice_en="Add a rule 名额.",
    ),
    "unit_areas_without_rule": Text(
        zh="有部门联系村表，但规则表中没有这条规则。",
        en="There is a table of units and villages, but no such rule.",
        advice_zh="在规则表中加一行“部门联系村”。",
        advice_en="Add a rule 部门联系村.",
    ),
    "hours_without_rule": Text(
        zh="有周课时表，但规则表中没有“负荷”这条规则。",
        en="There is a table of weekly lessons, but no load rule.",
        advice_zh="在规则表中加一行“负荷”。",
        advice_en="Add a rule 负荷.",
    ),
    "fit_without_rule": Text(
        zh="有因材匹配表，但规则表中没有“因户制宜”这条规则。",
        en="There is a table of causes and strengths, but no fit rule.",
        advice_zh="在规则表中加一行“因户制宜”。",
        advice_en="Add a rule 因户制宜.",
    ),
    "quota_unmatched": Text(
        zh="名额表中的“{value}”没有对应任何人；最接近的是“{near}”。",
        en="{value} of the quota table fits nobody; the nearest is {near}.",
    ),
    "state_unknown": Text(
        zh="不认识的结对状态“{value}”。",
        en="The state {value} of a pair is unknown.",
        advice_zh="写 在帮 或 期满、解除。",
        advice_en="Write 在帮 (running) or 期满, 解除 (over).",
    ),
    "pair_twice": Text(zh="同一对结对出现两次，内容不同。", en="One pair stands twice, with different terms."),
    "helper_gone": Text(
        zh="上轮的帮扶责任人 {name} 不在现有花名册中。",
        en="{name}, a helper of the last roster, is not in the present table.",
    ),
    "recipient_gone": Text(
        zh="上轮的帮扶对象 {name} 不在现有花名册中。",
        en="{name}, a recipient of the last roster, is not in the present table.",
    ),
    "helpers_unread": Text(
        zh="上轮名册中有 {count} 处帮扶责任人没有对上：花名册还有错误，改正后再核对。",
        en="{count} helpers of the last roster were not found, because the present table has errors; they are matched when those are mended.",
    ),
    "recipients_unread": Text(
        zh="上轮名册中有 {count} 处帮扶对象没有对上：花名册还有错误，改正后再核对。",
        en="{count} recipients of the last roster were not found, because the present table has errors; they are matched when those are mended.",
    ),
    "helper_ambiguous": Text(
        zh="现有花名册中有 {count} 个 {name}，分不清是谁。",
        en="{count} people in the present table are named {name}.",
        advice_zh="补上责任人身份证号或部门。",
        advice_en="Add the identity number or department.",
    ),
    "recipient_ambiguous": Text(
        zh="这个村有 {count} 户户主叫 {name}，分不清是哪户。",
        en="{count} heads of households here are named {name}.",
        advice_zh="补上户编号或户主身份证号。",
        advice_en="Add the household number or identity number.",
    ),
    "id_whose": Text(
        zh="“{column}”里的号码是帮扶责任人的，不是户主的。",
        en="{column} holds the number of the helper, not of the recipient.",
        advice_zh="表头写明 责任人身份证号 或 户主身份证号。",
        advice_en="Say in the header whose number it is: 责任人身份证号 or 户主身份证号.",
    ),
    "unit_changed": Text(
        zh="{name} 上轮在 {old}，现在 {new} 有一位同名的人，按同一人处理，请确认。",
        en="{name} was in {old}; somebody of that name is in {new} now and is taken for the same person. Please confirm.",
    ),
    "name_only": Text(
        zh="{name} 只凭姓名对上，请确认是同一人。", en="{name} was matched by name alone. Please confirm."
    ),
    "term_reversed": Text(zh="结束时间早于开始时间。", en="The term ends before it begins."),
}

_MARKED: dict[str, Text] = {
    "mark_legend": Text(
        zh="“{file}”的标注副本，原文件未改动。颜色：红 错误，必须改正；蓝 待确认；黄 留意；绿 说明。有颜色的单元格带批注。",
        en="A marked copy of {file}, which was not changed. Red: wrong; blue: to be decided; yellow: look at it; green: for the record. Coloured cells carry a comment.",
    ),
    "mark_rebuilt": Text(
        zh="原文件（{ending}）不能原样标注，这里另存为 xlsx，只保留内容和合并，不保留格式。",
        en="The original ({ending}) cannot be marked as it is; this xlsx keeps its contents and merged cells, not its looks.",
    ),
    "mark_use": Text(
        zh="改好后用本副本代替原文件（把原文件移走），再检查一次。“问题清单”这一页不会被当作名单读取。",
        en="Mend it, put it in the place of the original (move that away) and check again. This list is not read as a table.",
    ),
    "mark_many": Text(
        zh="问题很多，只有前 {most} 处写了批注。",
        en="There are many problems; only the first {most} cells have comments.",
    ),
    "mark_list": Text(
        zh="本方案所有表格的问题。有问题的表格另有标注副本；打不开的文件只列在这里。",
        en="The problems of all tables of this programme. Tables have marked copies of their own; files that cannot be opened stand only here.",
    ),
    "mark_cell": Text(zh="单元格", en="cell"),
    "mark_places": Text(zh="{shown} 等 {count} 处", en="{shown} and others, {count} in all"),
    "mark_inside": Text(
        zh="标注副本不能写进方案文件夹 {folder} 本身，否则会被当作名单再读一遍。",
        en="Marked copies cannot go into the programme folder {folder} itself: they would be read as tables.",
        advice_zh="换一个文件夹，如 标注。",
        advice_en="Choose another folder, e.g. marked.",
    ),
}

TEXTS: dict[str, Text] = {**_FILES, **_SHEETS, **_CELLS, **_PEOPLE, **_MARKED}
