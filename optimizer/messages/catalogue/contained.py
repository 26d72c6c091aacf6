"""What became of a child process."""

from optimizer.messages.text import Text

TEXTS: dict[str, Text] = {
    "wall_time": Text(
        zh="处理超过 {seconds} 秒，已停止。",
        en="It took longer than {seconds} seconds and was stopped.",
        advice_zh="把文件拆小，或调大时间上限后重试。",
        advice_en="Split the file, or allow more time.",
    ),
    "cpu_time": Text(
        zh="处理用完了允许的处理器时间，已停止。",
        en="It used up the processor time allowed and was stopped.",
        advice_zh="把文件拆小，或调大时间上限后重试。",
        advice_en="Split the file, or allow more time.",
    ),
    "memory": Text(
        zh="处理所需内存超过上限，已停止。",
        en="It needed more memory than allowed and was stopped.",
        advice_zh="把文件拆小，或调大内存上限后重试。",
        advice_en="Split the file, or allow more memory.",
    ),
    "killed": Text(
        zh="处理进程中途被终止（{signal}），多半是内存用尽。",
        en="The working process was ended ({signal}), most likely because memory ran out.",
        advice_zh="把文件拆小，或调大内存上限后重试。",
        advice_en="Split the file, or allow more memory.",
    ),
    "signal": Text(
        zh="处理进程崩溃（{signal}），主程序未受影响。",
        en="The working process crashed ({signal}); this program was not affected.",
    ),
    "exit": Text(
        zh="处理进程没有给出结果就退出了（退出码 {exit}）。",
        en="The working process ended without a result (exit code {exit}).",
    ),
    "exception": Text(
        zh="处理时发生未预料的错误（{exception}）。",
        en="An unforeseen error happened while working ({exception}).",
    ),
    "garbage": Text(
        zh="处理进程给出的结果无法识别。",
        en="The working process sent something that is not a result.",
    ),
    "large": Text(
        zh="处理进程给出的结果超过允许的大小。",
        en="The working process sent a result larger than allowed.",
    ),
    "silent": Text(
        zh="处理进程没有给出结果，也没有结束，已停止。",
        en="The working process gave no result and did not end; it was stopped.",
    ),
}
