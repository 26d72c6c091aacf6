"""What reading a table made of its columns, and the questions that it leaves to a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from optimizer.intake import Receipt, SheetGuess
from optimizer.intake.questions import Question
from optimizer.messages import Lang, label, say
from optimizer.output.document import Column, Table

_MOST_CHOICES = 8


def columns_table(guesses: Iterable[SheetGuess], receipt: Receipt, lang: Lang, sheet: str | None = None) -> Table:
    """One row a column of every table, also of those that are refused: where it stands, its header, its field and how
    that is known."""
    keys = ("file", "sheet", "table", "row", "column", "header", "field", "title", "how")
    heads = tuple(Column(key, label(f"cli.column_{key}", lang)) for key in keys)
    used = _used(receipt)
    rows = []
    for guess in guesses:
        if sheet is not None and guess.sheet != sheet:
            continue
        for header in guess.headers:
            trait = used.get((guess.file, guess.sheet, guess.header_row, header.column), "")
            how = "exact" if trait and header.how in ("unused", "suggested") else header.how
            field = trait if how != header.how else header.field
            words = label(f"cli.how_{how}", lang)
            place = (guess.file, guess.sheet, guess.title, guess.header_row, header.column, header.header)
            rows.append((*place, field, header.title if field == header.field else "", words))
    return Table(heads, tuple(rows))


def _used(receipt: Receipt) -> dict[tuple[str, str, int, str], str]:
    """What the reader did with a column, by file, sheet, header row and letter."""
    return {
        (file.file, sheet.sheet, table.header_row, use.column): use.field
        for file in receipt.files
        for sheet in file.sheets
        for table in sheet.tables
        for use in table.columns
    }


def questions_table(questions: Sequence[Question], lang: Lang) -> Table:
    """One row an open question, and what to write to answer it."""
    keys = ("question", "answer")
    heads = tuple(Column(key, label(f"cli.column_{key}", lang)) for key in keys)
    return Table(heads, tuple((question_text(question, lang), _answers(question, lang)) for question in questions))


def question_text(question: Question, lang: Lang) -> str:
    """The question in words, with its place."""
    place = f"{question.file}[{question.sheet}]" if question.sheet else question.file
    facts = {"place": place, "title": question.title, "column": question.column, "header": question.header}
    facts["header"] = question.header.partition("@")[0]
    return say(f"cli.ask_{question.topic}", facts, lang)


def _answers(question: Question, lang: Lang) -> str:
    """The options that answer the question, one a line; what choosing between two columns leaves is said beside it."""
    option = "--table" if question.topic == "kind" else "--set"
    lines = []
    for choice in question.choices[:_MOST_CHOICES]:
        words = " ".join(f'{option} "{decision}"' for decision in question.decisions(choice))
        kept = say("cli.answer_keeps", {"header": choice}, lang) if question.topic == "twice" else ""
        lines.append(words + kept)
    if question.topic == "kind":
        lines.append(f'{option} "{question.decisions("-")[0]}"')
    return "\n".join(lines)


def columns_summary(receipt: Receipt, lang: Lang) -> str:
    """How many tables and rows were read, and how many rows were not records."""
    tables = sum(len(sheet.tables) for file in receipt.files for sheet in file.sheets)
    return say("cli.map_summary", {"tables": tables, "read": receipt.rows_read, "skipped": receipt.rows_skipped}, lang)
