"""Headlines of the error classes."""

from optimizer.messages.text import Text

TEXTS: dict[str, Text] = {
    "internal": Text(
        zh="程序内部错误：{detail}",
        en="Internal error: {detail}",
        advice_zh="这是软件的缺陷，请告诉维护者。详细记录可能含有姓名，发送前请先检查。",
        advice_en="This is a bug of ours; please tell the maintainers. The details may hold names: look through them before you send them.",
    ),
    "usage": Text(zh="用法不对：{detail}", en="Usage: {detail}"),
    "input": Text(
        zh="输入有 {count} 处问题，未写出任何文件。",
        en="The input has {count} problem(s); nothing was written.",
        advice_zh="按列出的文件、工作表和单元格逐处修改后重试。",
        advice_en="Mend the cells that are listed and run again.",
    ),
    "model": Text(
        zh="模型数组有 {count} 处问题：{detail}",
        en="The model arrays have {count} problem(s): {detail}",
    ),
    "no_route": Text(
        zh="目前没有求解途径能处理：{detail}",
        en="No route of the engine can do this yet: {detail}",
    ),
    "format_version": Text(
        zh="{file} 的格式 {format} 版本 {version} 比本程序新（可读到版本 {known}）。",
        en="{file}: format {format} version {version} is newer than this program reads (up to {known}).",
        advice_zh="请升级 jiedui 后再打开。",
        advice_en="Upgrade jiedui and open it again.",
    ),
    "format": Text(
        zh="{file} 不是 {format} 文件或已损坏：{detail}",
        en="{file} is not a {format} file, or is damaged: {detail}",
        advice_zh="从备份恢复这个文件，或重新生成。",
        advice_en="Restore the file from a copy, or make it again.",
    ),
    "verification": Text(
        zh="独立校验未通过：{detail}",
        en="Independent verification failed: {detail}",
    ),
    "resource": Text(
        zh="缺少所需的资源：{detail}",
        en="A needed resource is missing: {detail}",
        advice_zh="按上面的原因处理后重试。",
        advice_en="See to the cause and try again.",
    ),
    "missing_extra": Text(
        zh="此功能需要可选组件 {extra}。",
        en="This needs the optional component {extra}.",
        advice_zh='安装：pip install "jiedui[{extra}]"',
        advice_en='Install it: pip install "jiedui[{extra}]"',
    ),
    "contained": Text(
        zh="子进程没有完成：{detail}",
        en="The child process did not finish: {detail}",
    ),
    "exists": Text(
        zh="{path} 已存在，未覆盖。",
        en="{path} exists and was not overwritten.",
        advice_zh="换一个输出目录，或加 --force。",
        advice_en="Choose another output folder, or add --force.",
    ),
    "interrupted": Text(zh="已中断。", en="Interrupted."),
}
