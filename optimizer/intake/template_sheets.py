"""The sheets that templates are made of: a table kind as an empty sheet, and the programme's own facts."""

from __future__ import annotations

from optimizer.domain.template import TemplateSheet
from optimizer.intake.column import TableKind
from optimizer.intake.registered import SETTINGS
from optimizer.intake.registered.settings import OFFICE
from optimizer.messages import Lang

Rows = tuple[tuple[str | int | None, ...], ...]


def sheet_for(kind: TableKind, lang: Lang = "zh", rows: Rows = (), name: str = "") -> TemplateSheet:
    """One table kind as a template sheet; other rooms use it for their kinds."""
    columns = [column for column in kind.columns if column.template]
    headers = [f"{column.header}({column.unit})" if column.unit else column.header for column in columns]
    pairs = list(zip(headers, columns, strict=True))
    notes = {header: column.note_zh if lang == "zh" else column.note_en for header, column in pairs}
    return TemplateSheet(
        name=name or kind.zh,
        columns=tuple(headers),
        required=tuple(header for header, column in pairs if column.must_be_filled),
        choices={header: column.choices for header, column in pairs if column.choices},
        notes={header: note for header, note in notes.items() if note},
        text_columns=tuple(header for header, column in pairs if column.text),
        example_rows=rows,
    )


_ZH = {
    "项目名称": "印在每张表上的名称。",
    "基准日": "写到日，如 2026-09-20；退休等都按这一天算。",
    "本轮起始": "写到月，如 2026-10。",
    "期限(月)": "一轮结对多少个月，三年写 36。",
    "公开随机号": "事先公布的号码，如抽签日期；只用于条件完全相同的情形。",
    "填报单位": "以下各项只印在表上，可以不填。",
}
_EN = {
    "项目名称": "The title, printed on every sheet.",
    "基准日": "A day such as 2026-09-20; retirement is reckoned on it.",
    "本轮起始": "A month such as 2026-10.",
    "期限(月)": "Months of a round; three years are 36.",
    "公开随机号": "A number published before; decides only what is otherwise equal.",
    "填报单位": "From here on only printed; may stay empty.",
}
"""Key -> what to write beside it; shown as a comment on the key."""


def settings_sheet(lang: Lang, programme_kind: str, months: int) -> TemplateSheet:
    """基本信息 for a kind of programme whose term is usually ``months``."""
    rows: Rows = (
        ("项目名称", None),
        ("项目类型", programme_kind),
        ("标签集", "2026"),
        ("基准日", None),
        ("本轮起始", None),
        ("期限(月)", months),
        ("公开随机号", None),
        *((key, None) for key in OFFICE[:4]),
    )
    return TemplateSheet(
        name=SETTINGS.zh,
        columns=("项目", "内容"),
        needed_keys=tuple(column.header for column in SETTINGS.columns if column.required),
        key_notes=_ZH if lang == "zh" else _EN,
        example_rows=rows,
    )
