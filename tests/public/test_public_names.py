"""The library's promise: these names, found at its root, loaded when first used."""

import subprocess
import sys

import optimizer

NAMES = """
Answer AssignmentModel Blocks Finding Helper Limit Metric ModelResult Options Pairing Pairs Plan Programme Recipient Roster
Rows RuleEntry Spread Status StopReason Term Tier Verdict check measure_roster plan read_programme solve_model verify_model
verify_roster
""".split()


def test_public_names_are_these():
    """A name may be added; one that goes breaks somebody's script, so it is announced a version before."""
    assert sorted(NAMES) == sorted(optimizer.__all__)
    for name in NAMES:
        assert getattr(optimizer, name).__name__ == name


def test_importing_the_library_loads_nothing_heavy():
    """A script that only wants the types does not wait for solvers."""
    code = "import sys, optimizer; print([m for m in ('numpy', 'ortools', 'highspy', 'pandas') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_three_lines_are_enough():
    """Helpers 0 and 1 with two places each, three recipients: the cheapest is 1 + 1 + 2 = 4."""
    from optimizer import AssignmentModel, solve_model

    model = AssignmentModel(helpers=2, recipients=3, cost=[[1, 2, 3], [3, 1, 2]], quota=2, need=1)
    result = solve_model(model)
    assert (str(result.status), result.tiers[0].value, result.tiers[0].label) == ("optimal", 4, "optimal")
