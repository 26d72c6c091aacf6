"""The engine is a guest in its process: what others did with the same solver library must not matter."""

import subprocess
import sys

_OTHER = """
import highspy, numpy as np
other = highspy.Highs(); other.setOptionValue("output_flag", False); other.setOptionValue("threads", 3)
other.addVar(0, 4); other.changeColsIntegrality(1, np.array([0], np.int32), [highspy.HighsVarType.kInteger]); other.run()
"""
_CODE = """
import numpy as np
from optimizer import AssignmentModel, Limit, Pairs, Tier, solve_model
helper, recipient = np.divmod(np.arange(12), 4)
model = AssignmentModel(3, 4, Pairs(helper, recipient),
    [Limit("load", np.arange(3), weight=np.array([2, 3, 4, 5]), most=7),
     Limit("need", None, np.arange(4), least=1, most=1)],
    tiers=[Tier("cost", pair_cost=np.arange(12) * 7 % 11)])
print(solve_model(model).status)
"""


def test_another_user_of_the_solver_library_does_not_matter() -> None:
    """HiGHS keeps one pool of threads a process and refuses to run with another number of them."""
    done = subprocess.run([sys.executable, "-c", _OTHER + _CODE], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == "optimal"


def test_a_solve_prints_nothing() -> None:
    """Standard output belongs to the caller: the solver's banner would corrupt what is piped from it."""
    done = subprocess.run([sys.executable, "-c", _CODE], capture_output=True, text=True, check=True)
    assert done.stdout == "optimal\n"
    assert done.stderr == ""
