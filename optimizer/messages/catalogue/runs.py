"""What is said about the folder of a run."""

from optimizer.messages.text import Text

TEXTS: dict[str, Text] = {
    "missing": Text(
        zh="{folder} 中没有可读的 {file}，不是一次完整运行的输出文件夹。",
        en="{folder} has no readable {file}; it is not the output folder of a finished run.",
        advice_zh="指定 jiedui solve -o 写出的文件夹。",
        advice_en="Name a folder that jiedui solve -o has written.",
    ),
    "not_verified": Text(
        zh="独立校验未通过，{count} 处不符。",
        en="Independent verification failed: {count} falsehood(s).",
        advice_zh="不要使用这份结果；重新运行 jiedui solve。",
        advice_en="Do not use this result; run jiedui solve again.",
    ),
    "gone": Text(
        zh="文件不见了。",
        en="The file is gone.",
        advice_zh="从备份恢复，或重新运行。",
        advice_en="Restore it from a copy, or run again.",
    ),
    "altered": Text(
        zh="文件在写出之后被改动过。",
        en="The file was altered after it was written.",
        advice_zh="从备份恢复，或重新运行。",
        advice_en="Restore it from a copy, or run again.",
    ),
    "rejected": Text(zh="证书没有证明所声称的结果。", en="The certificate does not prove what is claimed."),
    "status": Text(
        zh="声称的结论是 {claimed}，能证明的是 {proved}。", en="The status claimed is {claimed}; proved is {proved}."
    ),
    "label": Text(
        zh="第 {tier} 层声称 {claimed}，能证明的是 {proved}。", en="Tier {tier} claims {claimed}; proved is {proved}."
    ),
    "tables_differ": Text(
        zh="现在的表格与当初不同，变化在：{parts}。",
        en="The tables are no longer those that the run was made from; what differs: {parts}.",
        advice_zh="重新运行 jiedui solve。",
        advice_en="Run jiedui solve again.",
    ),
}
