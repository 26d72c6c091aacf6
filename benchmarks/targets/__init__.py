"""How good it has to be: every target with its limit, measured beside its peers, one process a timed case."""
