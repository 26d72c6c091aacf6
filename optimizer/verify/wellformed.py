"""Is a result what it says it is: every part of the right type, before anything in it is used.

Numbers and arrays are read later, exactly (:mod:`optimizer.verify.exact`); here only what holds them is looked at, so that
whatever was put together by hand is refused with its place instead of ending in an exception.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from optimizer.domain.status import Status
from optimizer.model.certificate import (
    Branch,
    Certificate,
    Cover,
    Dual,
    Flow,
    Held,
    Impossibility,
    Leaf,
    Levels,
    Shares,
    Threshold,
    Tree,
)
from optimizer.model.result import Label, ModelResult, TierOutcome
from optimizer.verify.verdict import Rejected

Check = Callable[[str, Any], None]


def well_formed(result: Any) -> None:
    """Raises Rejected for the first part of a :class:`ModelResult` that is of another type."""
    _is("result", result, ModelResult)
    _is("status", result.status, Status)
    _mapping("missing", result.missing, str)
    _each("tiers", result.tiers, _outcome)
    if result.certificate is None:
        return
    _is("certificate", result.certificate, Certificate)
    _is("certificate.equals", result.certificate.equals, bool)
    _each("certificate.tiers", result.certificate.tiers, _proof)
    impossibility = result.certificate.impossibility
    if impossibility is not None:
        _is("certificate.impossibility", impossibility, Impossibility)
        _tree("certificate.impossibility", impossibility.tree)


def _is(where: str, value: Any, kind: type | tuple[type, ...]) -> None:
    if not isinstance(value, kind):
        kinds = kind if isinstance(kind, tuple) else (kind,)
        raise Rejected("malformed", where=where, expected=" | ".join(k.__name__ for k in kinds))


def _mapping(where: str, value: Any, key: type) -> None:
    _is(where, value, Mapping)
    for name in value:
        _is(f"{where} key", name, key)
        if isinstance(name, bool):
            raise Rejected("malformed", where=f"{where} key", expected=key.__name__)


def _each(where: str, value: Any, check: Check) -> None:
    _is(where, value, (tuple, list))
    for number, part in enumerate(value):
        check(f"{where}[{number}]", part)


def _outcome(where: str, value: Any) -> None:
    _is(where, value, TierOutcome)
    _is(f"{where}.name", value.name, str)
    _is(f"{where}.value", value.value, (int, float))
    for name in ("bound", "gap"):
        if getattr(value, name) is not None:
            _is(f"{where}.{name}", getattr(value, name), (int, float))
    if value.label not in get_args(Label):
        raise Rejected("malformed", where=f"{where}.label", expected=" | ".join(get_args(Label)))


def _proof(where: str, value: Any) -> None:
    if value is None or isinstance(value, Shares):
        return
    if isinstance(value, Flow):
        _dual(where, value.dual)
    elif isinstance(value, Threshold):
        _tree(f"{where}.proof", value.proof)
    elif isinstance(value, Levels):
        _is(f"{where}.values", value.values, (tuple, list))
        _is(f"{where}.excess", value.excess, (tuple, list))
        _each(f"{where}.proofs", value.proofs, _level)
    else:
        _tree(where, value)


def _level(where: str, value: Any) -> None:
    _is(where, value, (Flow, Tree, Threshold))
    _proof(where, value)


def _tree(where: str, value: Any) -> None:
    _is(where, value, Tree)
    _each(f"{where}.nodes", value.nodes, _node)


def _node(where: str, value: Any) -> None:
    _is(where, value, (Leaf, Branch))
    if isinstance(value, Leaf):
        _is(f"{where}.empty", value.empty, bool)
        _dual(where, value.dual)


def _dual(where: str, value: Any) -> None:
    _is(f"{where}.dual", value, Dual)
    for name in ("limits", "rows"):
        _mapping(f"{where}.{name}", getattr(value, name), str)
    for name in ("tiers", "groups", "levels", "held"):
        _mapping(f"{where}.{name}", getattr(value, name), int)
    for number, held in value.held.items():
        _is(f"{where}.held[{number}]", held, Held)
        _each(f"{where}.held[{number}].hinges", held.hinges, _two)
    _each(f"{where}.kept", value.kept, lambda at, name: _is(at, name, str))
    _is(f"{where}.fixed", value.fixed, (tuple, list))
    _each(f"{where}.covers", value.covers, _cover)


def _two(where: str, value: Any) -> None:
    _is(where, value, (tuple, list))
    if len(value) != 2:
        raise Rejected("malformed", where=where, expected="(threshold, multiplier)")


def _cover(where: str, value: Any) -> None:
    _is(where, value, Cover)
    _is(f"{where}.need", value.need, str)
