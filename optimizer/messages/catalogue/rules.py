"""What rules say: problems of the table, reasons of exclusion, things to ask, measures."""

from optimizer.messages.text import Text

TEXTS: dict[str, Text] = {
    "unknown_kind": Text(
        zh="不认识的规则“{kind}”，最接近的是“{near}”。",
        en="Unknown rule kind “{kind}”; the nearest is “{near}”.",
    ),
    "unknown_parameter": Text(
        zh="规则 {kind} 没有参数“{parameter}”，最接近的是“{near}”。",
        en="Rule {kind} has no parameter “{parameter}”; the nearest is “{near}”.",
    ),
    "bad_parameter": Text(
        zh="规则 {kind} 的参数 {parameter} 不对：{detail}",
        en="Rule {kind}, parameter {parameter}: {detail}",
    ),
    "bad_mode": Text(
        zh="规则 {kind} 的方式不能是“{mode}”，可用：{allowed}。",
        en="Rule {kind} cannot have mode “{mode}”; possible: {allowed}.",
    ),
    "twice": Text(zh="规则 {kind} 只能出现一次。", en="Rule {kind} may stand once only."),
}
