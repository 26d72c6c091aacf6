"""HiGHS without a word on standard output. Imported only where a solver is made: it loads highspy."""

from __future__ import annotations

import highspy


class QuietHighs(highspy.Highs):
    """The constructor of :class:`highspy.Highs` prints its banner while it enables callbacks; here output is off before."""

    def enableCallbacks(self) -> None:
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]
