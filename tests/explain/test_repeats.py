"""One matter is asked once, however many parts of the program noticed it."""

from __future__ import annotations

from optimizer.messages import Cell, Finding, without_repeats

HERE, THERE = Cell("职工.xlsx", "花名册", "K14"), Cell("职工.xlsx", "花名册", "K15")


def test_the_question_that_says_what_hangs_on_it_stays() -> None:
    """Reading asks for the track, the rule asks for the same track and says what follows: the rule's question stays,
    and somebody about whom no rule asks is still asked about."""
    proposed = [Finding("intake.track_asked", "ask", {}, (cell,)) for cell in (HERE, THERE)]
    of_rule = Finding("rules.track_unconfirmed", "ask", {}, (HERE,))
    other = Finding("rules.remark_asked", "ask", {}, (THERE,))
    assert without_repeats([*proposed, of_rule, other]) == (proposed[1], of_rule, other)


def test_different_questions_at_one_cell_all_stay() -> None:
    """Only a pair of codes that is known to mean the same is one question."""
    both = (Finding("intake.track_asked", "ask", {}, (HERE,)), Finding("rules.remark_asked", "ask", {}, (HERE,)))
    assert without_repeats(both) == both
