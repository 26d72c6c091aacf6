"""Words of the command line: help, remarks, settings, and what ``doctor`` finds."""

from optimizer.messages.text import Text

TEXTS: dict[str, Text] = {
    # help: the program and its commands
    "help": Text(
        zh="结对：由办公室的花名册生成经独立校验、证明最优的结对名册。",
        en="Jiedui: from the rosters of an office to a pairing roster that is proved best, checked by a separate program.",
    ),
    "help_end": Text(
        zh="通用选项 --lang --format --mask/--no-mask --quiet 可写在任何位置；结果写到标准输出，进度和提示写到标准错误。",
        en="The options --lang, --format, --mask/--no-mask and --quiet may stand anywhere. Data go to stdout, the rest to stderr.",
    ),
    "help_solve": Text(
        zh="读入一个方案（文件夹或一个工作簿），求出并校验结对名册，写出全部文件。",
        en="Read a programme (a folder or one workbook), find and verify its roster, write all files.",
    ),
    "help_check": Text(
        zh="只检查，不求解：一次列出所有问题及其单元格。",
        en="Check without solving: every problem at once, each with its cell.",
    ),
    "help_verify": Text(
        zh="用独立的校验程序检查一次运行的结果：是否可行、是否最优、文件是否被改动。",
        en="Judge the result of a run independently: feasible, optimal, and no file altered.",
    ),
    "help_demo": Text(
        zh="用自带的412户案例（人物全部虚构）走一遍全程。",
        en="Go the whole way on the built-in case of 412 households (all people made up).",
    ),
    "help_new": Text(
        zh="新建一个空方案：带下拉选项和填表说明的工作簿，以及本方案的密钥。",
        en="Begin a programme: an empty workbook with drop-downs and notes, and the programme's key.",
    ),
    "help_map": Text(
        zh="查看表格的表头和各列对应的字段；没有认出的，给出建议，由您逐项确认后记住。",
        en="Look at the headers of a table and the field of each column; what is not recognised is suggested, confirmed by you and remembered.",
    ),
    "help_export": Text(
        zh="把规则形成的精确模型写成 MPS 文件和名称对照表，供其他求解器复核。",
        en="Write the exact model of a programme as MPS files with a map of names, for other solvers.",
    ),
    "exported": Text(
        zh="已写入 {folder}：每个目标一个 MPS 文件，names.csv 说明每一列和每一行，members.csv 说明每一行是哪些人（只有编号）。",
        en="Written to {folder}: an MPS file for each aim; names.csv explains columns and rows, members.csv the people (ids only).",
    ),
    "help_report": Text(
        zh="由一次运行的结果重新生成网页报告 report.html。",
        en="Make report.html again from the result of a run.",
    ),
    "help_schema": Text(
        zh="输出 JSON Schema；不写名称则列出有哪些。",
        en="Print a JSON schema; without a name, the list of them.",
    ),
    "help_doctor": Text(
        zh="检查这台机器：版本、字体、编码、写权限、可选组件。",
        en="Look over this machine: versions, fonts, encodings, write access, optional components.",
    ),
    "panel_commands": Text(zh="命令", en="Commands"),
    "panel_arguments": Text(zh="参数", en="Arguments"),
    "panel_options": Text(zh="选项", en="Options"),
    # help: options and arguments
    "option_help": Text(zh="显示帮助。", en="Show this help."),
    "option_version": Text(zh="显示版本。", en="Show the version."),
    "option_lang": Text(zh="语言：zh 或 en。", en="Language: zh or en."),
    "option_format": Text(
        zh="结果的形式：table 供阅读，json 供程序，csv 供表格软件。",
        en="Form of stdout: table to read, json for programs, csv for spreadsheets.",
    ),
    "option_mask": Text(
        zh="遮住姓名、身份证号、电话的一部分；默认遮住。",
        en="Hide parts of names, ID numbers and phones; on by default.",
    ),
    "option_quiet": Text(zh="不显示进度和提示，只显示错误。", en="No progress, no remarks; errors only."),
    "option_out": Text(zh="写到哪个文件夹。", en="Folder to write to."),
    "option_force": Text(zh="允许覆盖已有的文件。", en="Overwrite what is there."),
    "option_seed": Text(
        zh="公开随机号，代替方案中写的；只用于完全相同的情形。",
        en="Public lottery number instead of the programme's; decides only what is otherwise equal.",
    ),
    "option_time_limit": Text(
        zh="最多求解多少秒；到时保留当前最好的名册，但结果不保证可重现。",
        en="Seconds for solving; the best so far is kept, but the result need not be reproducible.",
    ),
    "option_gap": Text(
        zh="可以接受的最大差距，如 0.01；达不到则退出码为 6。",
        en="Largest gap that will do, e.g. 0.01; else the exit code is 6.",
    ),
    "option_require_optimal": Text(
        zh="必须证明最优，否则退出码为 6。", en="Nothing but proved optimal will do, else the exit code is 6."
    ),
    "option_kind": Text(zh="方案类别，默认 household（结对帮扶）。", en="Kind of programme, household unless given."),
    "option_input": Text(
        zh="再用当初的表格核对一遍：它们是否仍与结果所依据的相同。",
        en="Also read the office's tables again: are they still those that the result was made from?",
    ),
    "option_sheet": Text(zh="只看这一张工作表。", en="Look at this sheet only."),
    "option_set": Text(
        zh="确认一列并记住，可多次使用：职工大名=姓名；分不清是哪种表时写 帮扶责任人:户数=最多户数；不用这一列写 手机=-，只指 D 列写 手机@D=-。",
        en="Confirm a column and remember it, may be repeated: HEADER=FIELD, or KIND:HEADER=FIELD; the field - leaves it out; HEADER@D is column D alone.",
    ),
    "option_table": Text(
        zh="说明一张工作表是哪一种表，可多次使用，如 Sheet1=帮扶责任人；写 - 表示不读这张表。",
        en="Say which kind of table a sheet is, may be repeated, e.g. Sheet1=helpers; - leaves the sheet out.",
    ),
    "option_mark": Text(
        zh="把有问题的单元格涂色、加批注，另存为副本写到这个文件夹；原表不动。",
        en="Write copies of the tables into this folder, the doubtful cells coloured and commented; the tables stay as they are.",
    ),
    "option_background": Text(
        zh="地图底图：自备的 GeoJSON 文件。", en="Background of the map: a GeoJSON file of yours."
    ),
    "argument_source": Text(zh="方案：文件夹或一个工作簿。", en="The programme: a folder or one workbook."),
    "argument_run": Text(zh="一次运行的输出文件夹。", en="The output folder of a run."),
    "argument_folder": Text(zh="新方案的文件夹。", en="Folder of the new programme."),
    "argument_file": Text(zh="要查看的表格。", en="The table to look at."),
    "argument_schema": Text(zh="名称。", en="Its name."),
    # columns and words of what is printed
    "column_severity": Text(zh="级别", en="severity"),
    "column_place": Text(zh="位置", en="place"),
    "column_message": Text(zh="问题", en="what"),
    "column_advice": Text(zh="怎么办", en="what to do"),
    "column_topic": Text(zh="项目", en="item"),
    "column_found": Text(zh="现状", en="found"),
    "column_verdict": Text(zh="结论", en="verdict"),
    "column_remark": Text(zh="说明", en="remark"),
    "column_sheet": Text(zh="工作表", en="sheet"),
    "column_table": Text(zh="表格类别", en="table"),
    "column_row": Text(zh="表头行", en="header row"),
    "column_column": Text(zh="列", en="column"),
    "column_header": Text(zh="表头", en="header"),
    "column_field": Text(zh="字段", en="field"),
    "column_how": Text(zh="依据", en="how known"),
    "column_question": Text(zh="要您决定", en="to decide"),
    "column_answer": Text(zh="在命令后加上", en="add to the command"),
    "column_title": Text(zh="标准列名", en="template's header"),
    "answer_keeps": Text(zh="（用“{header}”）", en=" (keeps {header})"),
    "how_exact": Text(zh="认得", en="known"),
    "how_saved": Text(zh="已确认", en="confirmed"),
    "how_suggested": Text(zh="建议，待确认", en="suggested, not used"),
    "how_unused": Text(zh="未用", en="not used"),
    "how_twice": Text(zh="重复，待确认", en="stands twice"),
    "column_order": Text(zh="次序", en="order"),
    "column_tier": Text(zh="目标", en="aim"),
    "column_value": Text(zh="结果", en="value"),
    "column_bound": Text(zh="界", en="bound"),
    "column_file": Text(zh="文件", en="file"),
    "column_name": Text(zh="名称", en="name"),
    "column_meaning": Text(zh="内容", en="what it is"),
    "severity_error": Text(zh="错误", en="error"),
    "severity_warning": Text(zh="留意", en="warning"),
    "severity_ask": Text(zh="待确认", en="to decide"),
    "severity_note": Text(zh="说明", en="note"),
    "level_ok": Text(zh="正常", en="ok"),
    "level_warning": Text(zh="留意", en="warning"),
    "level_bad": Text(zh="不行", en="bad"),
    # steps
    "step_read": Text(zh="读取表格", en="reading the tables"),
    "step_rules": Text(zh="检查规则", en="checking the rules"),
    "step_solve": Text(zh="求解和校验", en="solving and verifying"),
    "step_tier": Text(zh="第 {tier} 层", en="tier {tier}"),
    "step_gap": Text(zh="第 {tier} 层，差距 {gap}", en="tier {tier}, gap {gap}"),
    "step_verify": Text(zh="校验", en="verifying"),
    "step_write": Text(zh="写出文件", en="writing the files"),
    "stopping": Text(
        zh="正在停止，保留当前最好的名册；再按一次 Ctrl-C 立即退出。",
        en="Stopping with the best roster so far; press Ctrl-C again to leave at once.",
    ),
    # settings
    "settings_file": Text(
        zh="设置文件读不懂：{detail}",
        en="The settings file cannot be read: {detail}",
        advice_zh='文件为 TOML 格式，例如 lang = "zh"。',
        advice_en='It is written in TOML, for example lang = "zh".',
    ),
    "setting_unknown": Text(
        zh="没有“{name}”这项设置，最接近的是“{near}”。",
        en="There is no setting “{name}”; the nearest is “{near}”.",
    ),
    "setting_value": Text(
        zh="设置“{name}”的值不对，应为：{expected}。",
        en="The setting “{name}” has no sense; it may be: {expected}.",
    ),
    # usage
    "usage_lead": Text(zh="用法： ", en="Usage: "),
    "usage_options": Text(zh="[选项]", en="[OPTIONS]"),
    "usage_command_words": Text(zh="命令 [参数]...", en="COMMAND [ARGS]..."),
    "usage_required": Text(zh="[必填]", en="[required]"),
    "usage_default": Text(zh="[默认：{{}}]", en="[default: {{}}]"),
    "usage_command": Text(zh="没有命令 {name}", en="there is no command {name}"),
    "usage_extra": Text(zh="多出的内容：{words}", en="too many words: {words}"),
    "usage_no_value": Text(zh="{name} 后面要写内容", en="{name} needs a value"),
    "usage_takes_none": Text(zh="{name} 后面不写内容", en="{name} takes no value"),
    "usage_number": Text(zh="应为数字", en="it must be a number"),
    "usage_integer": Text(zh="应为整数", en="it must be a whole number"),
    "usage_least": Text(zh="不能小于 {least}", en="it must be at least {least}"),
    "usage_most": Text(zh="不能大于 {most}", en="it must be at most {most}"),
    "usage_choices": Text(zh="应为其中之一：{choices}", en="it must be one of {choices}"),
    "usage_option": Text(zh="没有选项 {name}{near}", en="there is no option {name}{near}"),
    "usage_missing": Text(zh="缺少参数 {name}", en="{name} is missing"),
    "usage_value": Text(zh="{name} 的值不对：{detail}", en="{name} cannot be that: {detail}"),
    "usage_near": Text(zh="，是否要写 {names}？", en=", did you mean {names}?"),
    "no_schema": Text(
        zh="没有名为 {name} 的 JSON Schema，可用：{names}。", en="There is no schema {name}; there are {names}."
    ),
    "decision_form": Text(
        zh="“{decision}”应写成 表头=字段，或 表格类别:表头=字段。",
        en="“{decision}” should have the form header=field or kind:header=field.",
    ),
    "table_form": Text(zh="“{decision}”应写成 工作表=表格类别。", en="“{decision}” should have the form sheet=kind."),
    "decision_kind": Text(
        zh="不知道“{header}”属于哪一种表（{kinds}）。",
        en="It is not clear in which kind of table {header} stands ({kinds}).",
        advice_zh="写成 表格类别:表头=字段，如 帮扶责任人:户数=最多户数。",
        advice_en="Write kind:header=field, e.g. helpers:户数=most.",
    ),
    "decision_unknown": Text(
        zh="没有“{name}”，最接近的是“{near}”。", en="There is no “{name}”; the nearest is “{near}”."
    ),
    "usage_hint": Text(zh="用 {command} --help 查看帮助。", en="{command} --help shows the help."),
    # doctor
    "topic_stdout": Text(zh="标准输出的编码", en="encoding of stdout"),
    "topic_file_names": Text(zh="文件名的编码", en="encoding of file names"),
    "topic_locale": Text(zh="系统的编码", en="encoding of the system"),
    "topic_fonts": Text(zh="中文字体", en="Chinese fonts"),
    "topic_folder": Text(zh="当前文件夹可写", en="this folder can be written"),
    "topic_temporary": Text(zh="临时文件夹可写", en="temporary files can be written"),
    "doctor_python": Text(
        zh="需要 Python 3.11 或更新。",
        en="Python 3.11 or newer is needed.",
        advice_zh="安装新版 Python 后重新安装本程序。",
        advice_en="Install a newer Python and this program into it.",
    ),
    "doctor_not_installed": Text(
        zh="程序没有安装，只是从源文件夹运行。",
        en="The program is not installed; it runs from its source folder.",
        advice_zh="在源文件夹运行：pip install .",
        advice_en="In the source folder run: pip install .",
    ),
    "doctor_missing": Text(
        zh="缺少 {name}。",
        en="{name} is missing.",
        advice_zh="安装：pip install {name}",
        advice_en="Install it: pip install {name}",
    ),
    "doctor_extra": Text(
        zh="可选组件 {extra} 未安装（缺 {names}）。",
        en="The optional component {extra} is not installed ({names} missing).",
        advice_zh='需要时安装：pip install "jiedui[{extra}]"',
        advice_en='Install it when needed: pip install "jiedui[{extra}]"',
    ),
    "doctor_solver": Text(
        zh="求解库 {name} 无法加载，不能求解。",
        en="The solver library {name} cannot be loaded; nothing can be solved.",
        advice_zh="重新安装：pip install --force-reinstall {name}；Windows 上还需要 Visual C++ 运行库。",
        advice_en="Install it again: pip install --force-reinstall {name}; on Windows the Visual C++ runtime too.",
    ),
    "doctor_owned": Text(
        zh="模块名 {name} 同时属于另一个已安装的包：{owner}。",
        en="The module name {name} belongs to another installed package too: {owner}.",
        advice_zh="把本程序装进单独的虚拟环境，或卸载该包。",
        advice_en="Install this program into an environment of its own, or remove that package.",
    ),
    "doctor_shadowed": Text(
        zh="模块名 {name} 指向了别处：{place}。",
        en="The module name {name} leads elsewhere: {place}.",
        advice_zh="不要在含有同名文件或文件夹的位置运行，或把本程序装进单独的虚拟环境。",
        advice_en="Run it where no file or folder of that name lies, or install it into an environment of its own.",
    ),
    "doctor_sqlite": Text(
        zh="SQLite {found} 低于 {wanted}：预写日志在重置时可能损坏数据。",
        en="SQLite {found} is older than {wanted}: its write-ahead log may damage data when it is reset.",
        advice_zh="无需处理：台账会改用回滚日志，稍慢但安全。",
        advice_en="Nothing need be done: the ledger will use the rollback journal, a little slower and safe.",
    ),
    "doctor_expat": Text(
        zh="XML 解析库 expat {found} 低于 {wanted}：恶意文件可能耗尽资源。",
        en="The XML library expat {found} is older than {wanted}: a hostile file may exhaust the machine.",
        advice_zh="上传的文件会先检查并在受限的子进程中解析；方便时升级 Python。",
        advice_en="Files are guarded and parsed in a limited child process; upgrade Python when you can.",
    ),
    "topic_contained": Text(zh="受限子进程", en="limited child process"),
    "doctor_contained": Text(
        zh="读表格用的受限子进程启动不了：{detail}",
        en="The limited child process that reads tables does not start: {detail}",
        advice_zh="检查系统的内存、进程数限制和安全软件。",
        advice_en="Look at limits on memory and processes, and at security software.",
    ),
    "doctor_library": Text(
        zh="这个 Python 没有带 {name}。",
        en="This Python comes without {name}.",
        advice_zh="换用完整安装的 Python。",
        advice_en="Use a complete installation of Python.",
    ),
    "doctor_old": Text(
        zh="{name} {found} 低于需要的 {wanted}。",
        en="{name} {found} is older than {wanted}, which is needed.",
        advice_zh='升级：pip install --upgrade "{name}>={wanted}"',
        advice_en='Upgrade it: pip install --upgrade "{name}>={wanted}"',
    ),
    "doctor_encoding": Text(
        zh="编码是 {found}，中文可能显示为乱码。",
        en="The encoding is {found}; Chinese text may be garbled.",
        advice_zh="设置环境变量 PYTHONUTF8=1。",
        advice_en="Set the environment variable PYTHONUTF8=1.",
    ),
    "doctor_fonts": Text(
        zh="没有找到中文字体：在本机打印或转换的页面会缺字。",
        en="No Chinese font was found: pages printed or converted here will lack characters.",
        advice_zh="安装宋体、仿宋或 Noto CJK（Debian：apt install fonts-noto-cjk）。",
        advice_en="Install SimSun, FangSong or Noto CJK (Debian: apt install fonts-noto-cjk).",
    ),
    "doctor_write": Text(
        zh="不能写入 {place}：{reason}。",
        en="{place} cannot be written: {reason}.",
        advice_zh="换一个文件夹，或请管理员开放写权限。",
        advice_en="Choose another folder, or ask the administrator for write access.",
    ),
    "doctor_summary": Text(
        zh="共 {total} 项：{ok} 项正常，{warning} 项留意，{bad} 项不行。",
        en="{total} items: {ok} ok, {warning} to look at, {bad} bad.",
    ),
    # summaries
    "check_summary": Text(
        zh="{helpers} 名帮扶人，{recipients} 个帮扶对象，{rules} 条规则；错误 {errors}，待确认 {asks}，留意 {warnings}。",
        en="{helpers} helpers, {recipients} recipients, {rules} rules; {errors} errors, {asks} to decide, {warnings} warnings.",
    ),
    "mark_hint": Text(
        zh="要在表里标出这些单元格：jiedui check {source} --mark 标注",
        en="To have these cells marked in copies of the tables: jiedui check {source} --mark marked",
    ),
    "marked": Text(
        zh="标注副本写在 {folder}：{names}。副本中姓名是完整的，请妥善保管。",
        en="The marked copies are in {folder}: {names}. They hold names in full; keep them safe.",
    ),
    "marked_none": Text(zh="没有要改的，未写标注副本。", en="Nothing to mend; no marked copy was written."),
    "marked_refused": Text(zh="打不开，没有副本：{names}。", en="These cannot be opened and have no copy: {names}."),
    "map_summary": Text(
        zh="{tables} 个表格，读入 {read} 行，{skipped} 行不是记录。",
        en="{tables} tables, {read} rows read, {skipped} rows are no records.",
    ),
    "map_questions": Text(
        zh="以下各项没有您的确认不会采用。在终端里运行 jiedui map {file} 可逐项回答，或在命令后加上右栏的一项：",
        en="Nothing of this is used until you confirm it. Run jiedui map {file} in a terminal to be asked, or add what stands on the right:",
    ),
    "ask_kind": Text(zh="{place}：这是哪一种表？", en="{place}: which table is this?"),
    "ask_is_it": Text(
        zh="{place}：{column} 列“{header}”是不是“{title}”？", en="{place}: is column {column}, {header}, the {title}?"
    ),
    "ask_twice": Text(
        zh="{place}：有两列都对应“{title}”，用哪一列？", en="{place}: two columns stand for {title}; which is it?"
    ),
    "ask_which": Text(zh="{place}：哪一列是“{title}”？", en="{place}: which column is {title}?"),
    "ask_yes_no": Text(zh="是 y，不是 n，以后再说 回车", en="y yes, n no, Enter later"),
    "ask_number": Text(zh="输入编号，没有或以后再说 回车", en="number, or Enter for none or later"),
    "ask_leave_out": Text(zh="不读这张表", en="leave this sheet out"),
    "map_saved": Text(zh="已记入 {place}。", en="Remembered in {place}."),
    "demo": Text(
        zh="自带案例（人物全部虚构）的表格放在 {tables}。",
        en="The tables of the built-in case (all people made up) are in {tables}.",
    ),
    "verified_optimal": Text(
        zh="校验通过：名册可行，{tiers} 层目标全部证明最优，文件未被改动。",
        en="Verified: the roster is feasible, all {tiers} aims are proved optimal, no file was altered.",
    ),
    "verified_feasible": Text(
        zh="校验通过：名册可行，文件未被改动；{tiers} 层目标能证明到什么程度见上表。",
        en="Verified: the roster is feasible and no file was altered; the table says how much of the {tiers} aims is proved.",
    ),
    "verified_infeasible": Text(
        zh="校验通过：确实做不出名册，文件未被改动。", en="Verified: there is indeed no roster; no file was altered."
    ),
    "verified_undecided": Text(
        zh="校验通过：文件未被改动；没有名册，也没有证明做不出。",
        en="Verified: no file was altered; there is no roster, and no proof that there is none.",
    ),
    "proved_optimal": Text(zh="证明最优", en="proved optimal"),
    "proved_within": Text(zh="差距已证明", en="gap proved"),
    "proved_feasible": Text(zh="可行，无界", en="feasible, no bound"),
    "written": Text(zh="已写入 {folder}。先打开 {first}。", en="Written to {folder}. Open {first} first."),
    "new_written": Text(
        zh="已建立 {folder}。填写 {workbook}，妥善保管 {key}（丢失后人员编号会变），然后运行 jiedui check {folder}。",
        en="{folder} is ready. Fill in {workbook}, keep {key} safe (without it people get other ids), then run jiedui check {folder}.",
    ),
    "weaker": Text(
        zh="名册已写出，但没有达到要求：{asked}。", en="The roster was written, but is weaker than asked: {asked}."
    ),
    "asked_optimal": Text(zh="证明最优", en="proved optimal"),
    "asked_gap": Text(zh="差距不超过 {gap}", en="a gap of at most {gap}"),
    "bug_kept": Text(zh="详细记录：{path}", en="Details are kept in {path}"),
}
