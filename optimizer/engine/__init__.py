"""The only room with solvers: an assignment model goes in, values, bounds and certificates come out.

``solve`` is loaded when first asked for, so that importing this room loads no solver.
"""
