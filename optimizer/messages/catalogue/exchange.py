"""A model written for other solvers, and their solutions read back."""

from optimizer.messages.text import Text

TEXTS: dict[str, Text] = {
    "too_large": Text(
        zh="模型太大，写不成文件：{name} 有 {count}，上限 {limit}。",
        en="The model is too large for a file: {count} of {name}, at most {limit}.",
        advice_zh="请只列出可能用到的配对。",
        advice_en="List only the pairs that may be used.",
    ),
    "unreadable": Text(zh="解文件 {file} 读不出：{detail}。", en="The solution file {file} cannot be read: {detail}."),
    "unknown": Text(zh="第 {line} 行：模型中没有名为 {name} 的列。", en="line {line}: the model has no column {name}."),
    "twice": Text(
        zh="第 {line} 行：{name} 在第 {before} 行已出现过。", en="line {line}: {name} stood in line {before} before."
    ),
    "no_number": Text(
        zh="第 {line} 行：{name} 的值 {value} 不是数。", en="line {line}: {name} = {value} is no number."
    ),
    "not_whole": Text(
        zh="第 {line} 行：{name} 的值 {value} 不是非负整数。",
        en="line {line}: {name} = {value} is not a whole number from 0 on.",
    ),
    "nothing": Text(
        zh="文件中没有任何配对列（x_…）。",
        en="The file names no pair (columns x_...).",
        advice_zh="请用 write_model 写出的文件求解，并保留列名。",
        advice_en="Solve a file of write_model, and keep the names of its columns.",
    ),
    "imported": Text(zh="读入了别处求得的名单", en="a roster found elsewhere was read"),
}
