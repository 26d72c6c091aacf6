"""The exact model as files that any solver reads, and a solver's solution back, judged.

``write_model`` writes one MPS file a tier with a map of every name; ``read_solution`` turns what another program found into
a result of ours, after the judge has looked at it. Nothing here is shared with the engine, so that a re-solve elsewhere is a
second opinion.
"""

from optimizer.exchange.solution import read_solution
from optimizer.exchange.writing import write_model

__all__ = ["read_solution", "write_model"]
