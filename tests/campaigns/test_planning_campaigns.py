"""The campaigns about whole plans, at a size that fits the test run; ``make campaigns`` runs them in full."""

from tests.campaigns import c3_metamorphic, c9_faulty_solver, c11_determinism, c12_two_evaluators


def test_no_faulty_engine_ever_becomes_a_roster():
    """Fourteen engines that lie or die are refused with a plain reason; a judge that believes lets the lies through."""
    assert c9_faulty_solver.run(1)["passed"]


def test_the_same_programme_gives_the_same_plan():
    """Neither the order of rows nor Python's hash seed moves anybody; another draw does."""
    assert c11_determinism.run(4)["passed"]


def test_rewritten_programmes_keep_what_they_must():
    """Shuffled, renamed, split, scaled or tightened, an answer moves only as it should; row-numbered draws do move people."""
    assert c3_metamorphic.run(300)["passed"]


def test_both_halves_of_every_rule_count_the_same():
    """On any roster, good or bad; a half that counts one pairing twice is noticed."""
    assert c12_two_evaluators.run(600)["passed"]
