"""A person's decisions about headers and sheets, written on the command line or answered one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from optimizer.errors import UsageError
from optimizer.intake import Mappings, SheetGuess, load_mapping
from optimizer.intake.column import TableKind, kinds
from optimizer.intake.mapping import LEFT_OUT, field_called, kind_called
from optimizer.intake.questions import YES, Question, answered, questions_of
from optimizer.intake.suggest import confirm, guess_sheets, raw_sheets
from optimizer.intake.text import header_forms
from optimizer.messages import say
from optimizer.screen.columns import question_text
from optimizer.screen.terminal import Terminal


def decided(
    before: Mappings, guesses: Sequence[SheetGuess], headers: Iterable[str] = (), tables: Iterable[str] = ()
) -> Mappings:
    """``before`` with decisions of the forms ``[KIND:]HEADER=FIELD`` and ``SHEET=KIND`` added (``-``: leave it out).

    Kinds and fields go by their names or those of the template. Raises UsageError when a decision has another form, or
    names a kind, field, header or sheet that is not there.
    """
    mappings = before
    for decision in tables:
        place, equals, name = decision.replace("＝", "=").rpartition("=")
        if not equals:
            raise UsageError(code="cli.table_form", decision=decision)
        kind = LEFT_OUT if name.strip() == LEFT_OUT else _kind(name.strip()).name
        mappings = confirm(mappings, "", {}, {_place(place.strip(), guesses): kind})
    for decision in headers:
        place, equals, name = decision.replace("＝", "=").rpartition("=")
        kind_name, colon, header = place.replace("：", ":").partition(":")
        if not (equals and place.strip() and (header.strip() or not colon)):
            raise UsageError(code="cli.decision_form", decision=decision)
        if colon:
            _there(header.strip(), guesses)
            kind_named, header = _kind(kind_name.strip()), header.strip()
        else:
            header = place.strip()
            kind_named = _kind_of(header, guesses)
        mappings = confirm(mappings, kind_named.name, {header: _field(kind_named, name.strip())})
    return mappings


def asked(terminal: Terminal, path: Path) -> tuple[Mappings, bool]:
    """Put every open question to the person at the terminal; the decisions, and whether there are any.

    Enter leaves a question open; nothing is decided without an answer.
    """
    sheets, mappings, settled = raw_sheets(path), load_mapping(path), list[Question]()
    before = mappings
    while questions := questions_of(guess_sheets(sheets, mappings), settled):
        question = questions[0]
        answer = _ask(terminal, question)
        if answer:
            mappings = answered(mappings, question, answer)
        settled.append(question)
    return mappings, mappings != before


def _ask(terminal: Terminal, question: Question) -> str:
    """One of the choices, "-" for none of them, "" when it stays open."""
    lang = terminal.lang
    terminal.line(question_text(question, lang))
    if question.topic == "is_it":
        while True:
            word = terminal.ask(say("cli.ask_yes_no", {}, lang)).casefold()
            if word in ("", "n", "no", "否", "不是"):
                return ""
            if word in ("y", "yes", "是"):
                return YES
    titles = {kind.name: kind.zh if lang == "zh" else kind.en for kind in kinds()}
    for number, choice in enumerate(question.choices, start=1):
        terminal.line(f"  {number}  {titles.get(choice, choice) if question.topic == 'kind' else choice}")
    if question.topic == "kind":
        terminal.line(f"  0  {say('cli.ask_leave_out', {}, lang)}")
    while True:
        word = terminal.ask(say("cli.ask_number", {}, lang))
        if word == "":
            return ""
        if word == "0" and question.topic == "kind":
            return LEFT_OUT
        if word.isdecimal() and 0 < int(word) <= len(question.choices):
            return question.choices[int(word) - 1]


def _kind(name: str) -> TableKind:
    kind = kind_called(name)
    if kind is None:
        raise UsageError(code="cli.decision_unknown", name=name, near=_near(name, [k.zh for k in kinds()]))
    return kind


def _field(kind: TableKind, name: str) -> str:
    field = field_called(kind, name)
    if field is None:
        known = [word for column in kind.columns for word in (column.header, column.field)]
        raise UsageError(code="cli.decision_unknown", name=name, near=_near(name, known))
    return field


def _kind_of(header: str, guesses: Sequence[SheetGuess]) -> TableKind:
    """The kind of the tables in which this header stands, when it is one."""
    found = {guess.kind for guess in _there(header, guesses) if guess.kind}
    if len(found) != 1:
        raise UsageError(code="cli.decision_kind", header=header, kinds=[_kind(name).zh for name in sorted(found)])
    return _kind(found.pop())


def _there(header: str, guesses: Sequence[SheetGuess]) -> list[SheetGuess]:
    """The tables that have this header. Raises UsageError when there is none."""
    bare = header.partition("@")[0] if "@" in header else header
    wanted = header_forms(bare)[0]
    found = [g for g in guesses if any(header_forms(h.header)[0] == wanted for h in g.headers)]
    if not found:
        known = [h.header for g in guesses for h in g.headers] or [""]
        raise UsageError(code="cli.decision_unknown", name=header, near=_near(header, known))
    return found


def _place(name: str, guesses: Sequence[SheetGuess]) -> str:
    """``file[sheet]`` (CSV: the file) from that, from the sheet alone or from the file alone, when it is one."""
    places = {(f"{g.file}[{g.sheet}]" if g.sheet else g.file): g for g in guesses}
    if name in places:
        return name
    found = [place for place, guess in places.items() if name in (guess.sheet, guess.file)]
    if len(found) == 1:
        return found[0]
    raise UsageError(code="cli.decision_unknown", name=name, near=_near(name, found or list(places) or [""]))


def _near(name: str, known: Sequence[str]) -> str:
    return get_close_matches(name, list(known), n=1, cutoff=0.0)[0]
