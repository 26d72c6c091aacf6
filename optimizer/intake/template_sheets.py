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
        notes={
            "内容": "基准日写到日，如 2026-09-20；本轮起始写到月，如 2026-10。"
            if lang == "zh"
            else "基准日: a day such as 2026-09-20; 本轮起始: a month such as 2026-10."
        },
        example_rows=rows,
    )
