"""What a person must say before a sheet can be read: one question a decision, each answered by a choice, never by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from optimizer.domain import Fact
from optimizer.intake.column import kind_named, kinds
from optimizer.intake.mapping import LEFT_OUT, Mappings
from optimizer.intake.suggest import HeaderGuess, SheetGuess, confirm

_MOST_OF_A_GROUP = 4
YES = "yes"
Topic = Literal["kind", "is_it", "twice", "which"]
_KINDS_ASKED = ("helpers", "recipients")
"""What a sheet without any likeness most probably is; the other kinds follow."""


class Question(Fact):
    """``topic`` kind: which table is this sheet; is_it: is this header that field; twice: which of two columns is the
    field; which: which column is the field that is missing.

    ``choices``: kinds, "yes", or headers (``header@C`` where it stands twice); the answer is one of them, "-" for none.
    ``field``: the field asked about; ``title``: what the template calls the kind or field.
    """

    topic: Topic
    file: str
    sheet: str
    kind: str = ""
    field: str = ""
    title: str = ""
    column: str = ""
    header: str = ""
    choices: tuple[str, ...]
    needed: bool = True

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two questions the same."""
        return (self.topic, self.file, self.sheet, self.kind, self.field, self.header)

    def decisions(self, answer: str) -> tuple[str, ...]:
        """What ``answer`` amounts to, as ``KIND:HEADER=FIELD`` or ``FILE[SHEET]=KIND`` in the words of the template."""
        if self.topic == "kind":
            place = f"{self.file}[{self.sheet}]" if self.sheet else self.file
            return (f"{place}={_kind_title(answer)}",)
        kind, title = _kind_title(self.kind), self.title
        if self.topic == "is_it":
            return (f"{kind}:{self.header}={title}",) if answer == YES else ()
        if self.topic == "twice":
            return tuple(f"{kind}:{other}={LEFT_OUT}" for other in self.choices if other != answer)
        return (f"{kind}:{answer}={title}",) if answer != LEFT_OUT else ()


def questions_of(guesses: Iterable[SheetGuess], settled: Collection[Question] = ()) -> tuple[Question, ...]:
    """Every open question, sheet by sheet: its kind, then near headers, then double columns, then missing ones.

    ``settled``: questions that were answered with no; they are not asked again, and their columns are free for others.
    """
    keys = {question.key for question in settled}
    return tuple(question for guess in guesses for question in _of(guess, keys) if question.key not in keys)


def answered(mappings: Mappings, question: Question, answer: str) -> Mappings:
    """``mappings`` with the answer added. Raises ValueError for an answer that is no choice."""
    if answer not in (*question.choices, LEFT_OUT):
        raise ValueError(answer)
    if question.topic == "kind":
        place = f"{question.file}[{question.sheet}]" if question.sheet else question.file
        return confirm(mappings, "", {}, {place: answer})
    if question.topic == "is_it":
        return confirm(mappings, question.kind, {question.header: question.field} if answer == YES else {})
    if question.topic == "twice":
        return confirm(mappings, question.kind, {other: LEFT_OUT for other in question.choices if other != answer})
    return confirm(mappings, question.kind, {answer: question.field} if answer != LEFT_OUT else {})


def _of(guess: SheetGuess, settled: Collection[tuple[str, ...]]) -> list[Question]:
    if guess.verdict == "refused" and (guess.rivals or not guess.kind):
        named = guess.rivals or (*_KINDS_ASKED, *(k.name for k in kinds() if k.name not in _KINDS_ASKED))
        return [Question(topic="kind", file=guess.file, sheet=guess.sheet, choices=tuple(named))]
    if not guess.kind or not guess.headers:
        return []
    names = [header.header for header in guess.headers]
    missing = {name for group in guess.missing for name in group}
    near = [
        _question("is_it", guess, header, (YES,), needed=header.field in missing)
        for header in guess.headers
        if header.how == "suggested"
    ]
    by_column = {header.column: header for header in guess.headers}
    twice = []
    for header in guess.headers:
        if header.how == "twice":
            both = (by_column[header.other], header)
            twice.append(_question("twice", guess, header, tuple(_exactly(one, names) for one in both), needed=True))
    free = tuple(_exactly(header, names) for header in guess.headers if header.how in ("unused", "suggested"))
    likely = {question.field for question in near if question.key not in settled}
    groups = [group for group in guess.missing if free and not likely.intersection(group)]
    return near + twice + [_which(guess, group, free, settled) for group in groups]


def _which(
    guess: SheetGuess, group: tuple[str, ...], free: tuple[str, ...], settled: Collection[tuple[str, ...]]
) -> Question:
    """Of a group of which one field is enough the first that has not been denied; at last the first again."""
    made = [
        Question(
            topic="which",
            file=guess.file,
            sheet=guess.sheet,
            kind=guess.kind,
            field=name,
            title=kind_named(guess.kind).column(name).header,
            choices=free,
        )
        for name in group[:_MOST_OF_A_GROUP]
    ]
    return next((question for question in made if question.key not in settled), made[0])


def _question(topic: Topic, guess: SheetGuess, header: HeaderGuess, choices: tuple[str, ...], needed: bool) -> Question:
    return Question(
        topic=topic,
        file=guess.file,
        sheet=guess.sheet,
        kind=guess.kind,
        field=header.field,
        title=header.title,
        column=header.column,
        header=_exactly(header, [other.header for other in guess.headers]),
        choices=choices,
        needed=needed,
    )


def _exactly(header: HeaderGuess, names: list[str]) -> str:
    """The header as a decision names it: with its column where the sheet has it twice."""
    return f"{header.header}@{header.column}" if names.count(header.header) > 1 else header.header


def _kind_title(name: str) -> str:
    return LEFT_OUT if name == LEFT_OUT else kind_named(name).zh
