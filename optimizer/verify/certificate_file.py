"""Certificates as JSON: integers and names only, keys sorted, every malformed field refused with its place.

Two forms share one grammar of proofs. Of a model: multipliers are lists, one number a row (``jiedui-model-certificate``).
Of a roster: multipliers are objects, stable id -> number, several roles: ``id:role`` (``jiedui-certificate``); ids that are
not listed have multiplier 0.

proof: {"kind": "flow", DUAL} | {"kind": "tree", "nodes": [NODE]} | {"kind": "threshold", "value", "proof": tree}
     | {"kind": "levels", "values", "excess", "proofs"} | {"kind": "shares"}
NODE:  {"empty": bool, DUAL} | {"pair": P, "at_most", "below", "above"}; P: index, or "helper id|recipient id|role"
DUAL:  "scale", "limits", "rows", "tiers", "links", "kept", "fixed", "groups", "levels", "held", "covers",
       "rounded"; what is left out is empty.
HELD:  {tier number: {"links", "hinges": [[b, w]]}}
COVER: {"need", "unit", "charges": [[P, charge], ...]}
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from optimizer.errors import FormatError, FormatVersionError
from optimizer.model.certificate import (
    UNUSABLE,
    Branch,
    Certificate,
    Cover,
    Dual,
    Flow,
    Held,
    Impossibility,
    Leaf,
    Levels,
    Proof,
    Shares,
    Threshold,
    Tree,
)
from optimizer.verify.exact import Array, narrow

MODEL_FORMAT, ROSTER_FORMAT, VERSION = "jiedui-model-certificate", "jiedui-certificate", 1
MOST_BYTES = 256 * 2**20
"""A larger file is refused unread."""
MOST_NODES = 10**6
MOST_DIGITS = 40
"""Digits of one number."""

LINKS, GROUPS = "~links", "~"
"""What stands for a limit's name where a tier says which: that of the links, and ``~k`` that of earlier tier k."""

Vector = Callable[[str, str, Any], Array]
"""(where, limit name, JSON value) -> array by row."""
PairOf = Callable[[str, Any], int]


def certificate_to_json(certificate: Certificate) -> dict[str, Any]:
    """A model's certificate as plain data; ``json.dumps(..., sort_keys=True)`` of it is canonical."""
    return {
        "format": MODEL_FORMAT,
        "version": VERSION,
        "equals": certificate.equals,
        "tiers": [None if proof is None else proof_to_json(proof, _list, int) for proof in certificate.tiers],
        "impossibility": None
        if certificate.impossibility is None
        else proof_to_json(certificate.impossibility.tree, _list, int),
    }


def certificate_from_json(data: Any, file: str = "certificate") -> Certificate:
    """Raises FormatError for anything that is not a model's certificate, FormatVersionError for a newer one."""
    reader = Reader(file, MODEL_FORMAT, _array, _index)
    whole = reader.head(data, ("tiers", "impossibility"), ("equals",))
    equals = whole.get("equals", False)
    if not isinstance(equals, bool):
        raise reader.refuse("equals", "should be true or false")
    tiers = tuple(reader.optional(f"tiers[{n}]", p) for n, p in enumerate(reader.list_("tiers", whole["tiers"])))
    given = whole["impossibility"]
    impossibility = None if given is None else Impossibility(reader.tree("impossibility", given))
    return Certificate(tiers, impossibility, equals)


def proof_to_json(
    proof: Proof,
    vector: Callable[[str, Any], Any],
    pair: Callable[[int], Any],
    *,
    tier: int = 0,
    on: Sequence[str | None] = (),
) -> dict[str, Any]:
    """``vector(limit name, array)`` writes multipliers by row, ``pair(index)`` names a pair; ``on``: the limit that each
    tier looks at, ``tier``: the one proved."""

    def looked_at(number: int) -> str:
        return (on[number] if number < len(on) else None) or ""

    def cover(given: Cover) -> dict[str, Any]:
        both = zip(given.pairs.tolist(), given.charges.tolist(), strict=True)
        return {"need": given.need, "unit": int(given.unit), "charges": [[pair(p), c] for p, c in both]}

    def held(number: int, given: Held) -> dict[str, Any]:
        hinges = [[int(b), int(w)] for b, w in given.hinges]
        return {"links": vector(looked_at(number), given.links), "hinges": hinges}

    def dual(given: Dual) -> dict[str, Any]:
        parts: dict[str, Any] = {
            "limits": {name: vector(name, values) for name, values in sorted(given.limits.items())},
            "rows": {name: _list(name, values) for name, values in sorted(given.rows.items())},
            "tiers": {str(k): int(v) for k, v in sorted(given.tiers.items())},
            "groups": {str(k): vector(looked_at(k), v) for k, v in sorted(given.groups.items())},
            "levels": {str(k): int(v) for k, v in sorted(given.levels.items())},
            "kept": list(given.kept),
            "fixed": [int(k) for k in given.fixed],
            "held": {str(k): held(k, each) for k, each in sorted(given.held.items())},
            "covers": [cover(each) for each in given.covers],
        }
        parts = {name: value for name, value in parts.items() if value}
        if given.links is not None:
            parts["links"] = vector(looked_at(tier), given.links)
        if given.rounded:
            parts["rounded"] = {str(k): vector(looked_at(tier), v) for k, v in sorted(given.rounded.items())}
        return {"scale": int(given.scale), **parts}

    def node(given: Leaf | Branch) -> dict[str, Any]:
        if isinstance(given, Leaf):
            return {"empty": given.empty, **dual(given.dual)}
        return {
            "pair": pair(given.pair),
            "at_most": int(given.at_most),
            "below": int(given.below),
            "above": int(given.above),
        }

    def write(given: Proof) -> dict[str, Any]:
        if isinstance(given, Flow):
            return {"kind": "flow", **dual(given.dual)}
        if isinstance(given, Shares):
            return {"kind": given.kind}
        if isinstance(given, Tree):
            return {"kind": "tree", "nodes": [node(item) for item in given.nodes]}
        if isinstance(given, Threshold):
            return {"kind": "threshold", "value": int(given.value), "proof": write(given.proof)}
        return {
            "kind": "levels",
            "values": [int(v) for v in given.values],
            "excess": [int(v) for v in given.excess],
            "proofs": [write(part) for part in given.proofs],
        }

    return write(proof)


def _list(_: str, values: Any) -> list[int]:
    return [int(v) for v in np.asarray(values).tolist()]


def read_text(text: bytes, file: str = "certificate") -> Any:
    """Parse a stored certificate. Raises FormatError: too large, not UTF-8 JSON, a float, a key twice."""
    if len(text) > MOST_BYTES:
        raise FormatError(file=file, format=ROSTER_FORMAT, detail=f"more than {MOST_BYTES} bytes")
    try:
        return json.loads(
            text.decode(),
            parse_float=_refuse,
            parse_constant=_refuse,
            parse_int=_parsed,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError) as error:
        raise FormatError(file=file, format=ROSTER_FORMAT, detail=str(error)[:200]) from error


def _refuse(text: str) -> Any:
    raise ValueError(f"{text[:20]} is not an integer")


def _parsed(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise ValueError(f"a number of {len(text)} digits")
    return int(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


class Reader:
    """Strict reading of one certificate; every refusal names the field."""

    DUAL = frozenset(
        {"scale", "limits", "rows", "tiers", "links", "kept", "fixed", "groups", "levels", "held", "covers"}
        | {"rounded"}
    )

    def __init__(self, file: str, format_: str, vector: Vector, pair: PairOf) -> None:
        self.file, self.format, self.vector, self.pair = file, format_, vector, pair

    def refuse(self, where: str, problem: str) -> FormatError:
        return FormatError(file=self.file, format=self.format, detail=f"{where}: {problem}")

    def head(self, data: Any, fields: tuple[str, ...], optional: tuple[str, ...] = ()) -> Mapping[str, Any]:
        """Format, version and exactly these fields, and such as may be left out."""
        whole = self.object_("certificate", data)
        if whole.get("format") != self.format:
            raise self.refuse("format", f"{str(whole.get('format'))[:40]!r}")
        version = self.integer("version", whole.get("version"))
        if version > VERSION:
            raise FormatVersionError(file=self.file, format=self.format, version=version, known=VERSION)
        if version < 1:
            raise self.refuse("version", str(version))
        self.fields("certificate", whole, frozenset({"format", "version", *fields, *optional}), frozenset({*fields}))
        return whole

    def object_(self, where: str, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
            raise self.refuse(where, "should be an object")
        return value

    def list_(self, where: str, value: Any) -> list[Any]:
        if not isinstance(value, list | tuple):
            raise self.refuse(where, "should be a list")
        return list(value)

    def integer(self, where: str, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.refuse(where, "should be an integer")
        return value

    def text(self, where: str, value: Any) -> str:
        if not isinstance(value, str):
            raise self.refuse(where, "should be a text")
        return value

    def fields(self, where: str, value: Mapping[str, Any], known: frozenset[str], needed: frozenset[str]) -> None:
        unknown, lacking = sorted(set(value) - known), sorted(needed - set(value))
        if unknown or lacking:
            raise self.refuse(
                where, f"unknown field {unknown[0][:40]}" if unknown else f"field {lacking[0]} is missing"
            )

    def optional(self, where: str, value: Any) -> Proof | None:
        return None if value is None else self.proof(where, value)

    def proof(self, where: str, value: Any) -> Proof:
        given = self.object_(where, value)
        kind = given.get("kind")
        if kind == "flow":
            return Flow(self.dual(where, given, frozenset({"kind"})))
        if kind == "tree":
            return self.tree(where, given)
        if kind == "shares":
            self.fields(where, given, frozenset({"kind"}), frozenset())
            return Shares()
        if kind == "threshold":
            self.fields(where, given, frozenset({"kind", "value", "proof"}), frozenset({"value", "proof"}))
            return Threshold(
                self.integer(f"{where}.value", given["value"]), self.tree(f"{where}.proof", given["proof"])
            )
        if kind == "levels":
            names = frozenset({"values", "excess", "proofs"})
            self.fields(where, given, names | {"kind"}, names)
            parts = [
                self.proof(f"{where}.proofs[{n}]", part)
                for n, part in enumerate(self.list_(f"{where}.proofs", given["proofs"]))
            ]
            if any(isinstance(part, Levels | Shares) for part in parts):
                raise self.refuse(where, "levels within levels")
            return Levels(
                self.integers(f"{where}.values", given["values"]),
                tuple(part for part in parts if not isinstance(part, Levels | Shares)),
                self.integers(f"{where}.excess", given["excess"]),
            )
        raise self.refuse(f"{where}.kind", f"{str(kind)[:40]!r}")

    def integers(self, where: str, value: Any) -> tuple[int, ...]:
        return tuple(self.integer(f"{where}[{n}]", v) for n, v in enumerate(self.list_(where, value)))

    def tree(self, where: str, value: Any) -> Tree:
        given = self.object_(where, value)
        if given.get("kind") != "tree":
            raise self.refuse(f"{where}.kind", f"{str(given.get('kind'))[:40]!r}")
        self.fields(where, given, frozenset({"kind", "nodes"}), frozenset({"nodes"}))
        nodes = self.list_(f"{where}.nodes", given["nodes"])
        if len(nodes) > MOST_NODES:
            raise self.refuse(f"{where}.nodes", f"more than {MOST_NODES} nodes")
        return Tree(tuple(self.node(f"{where}.nodes[{n}]", node) for n, node in enumerate(nodes)))

    def node(self, where: str, value: Any) -> Leaf | Branch:
        given = self.object_(where, value)
        if "pair" in given:
            names = frozenset({"pair", "at_most", "below", "above"})
            self.fields(where, given, names, names)
            at_most, below, above = (self.integer(f"{where}.{n}", given[n]) for n in ("at_most", "below", "above"))
            return Branch(self.pair(f"{where}.pair", given["pair"]), at_most, below, above)
        empty = given.get("empty")
        if not isinstance(empty, bool):
            raise self.refuse(f"{where}.empty", "should be true or false")
        return Leaf(self.dual(where, given, frozenset({"empty"})), empty)

    def dual(self, where: str, given: Mapping[str, Any], beside: frozenset[str]) -> Dual:
        self.fields(where, given, self.DUAL | beside, frozenset({"scale"}))
        links = given.get("links")
        return Dual(
            limits=self.vectors(f"{where}.limits", given.get("limits", {}), self.vector),
            rows=self.vectors(f"{where}.rows", given.get("rows", {}), lambda at, _, value: _rows(self, at, value)),
            tiers=self.numbered(f"{where}.tiers", given.get("tiers", {}), self.integer),
            links=None if links is None else self.vector(f"{where}.links", LINKS, links),
            scale=self.integer(f"{where}.scale", given["scale"]),
            kept=tuple(self.text(f"{where}.kept", name) for name in self.list_(f"{where}.kept", given.get("kept", []))),
            fixed=self.integers(f"{where}.fixed", given.get("fixed", [])),
            groups={
                k: self.vector(f"{where}.groups.{k}", f"{GROUPS}{k}", part)
                for k, part in self.numbered(f"{where}.groups", given.get("groups", {}), lambda _, part: part).items()
            },
            levels=self.numbered(f"{where}.levels", given.get("levels", {}), self.integer),
            held={
                k: self.held(f"{where}.held.{k}", k, part)
                for k, part in self.numbered(f"{where}.held", given.get("held", {}), lambda _, part: part).items()
            },
            covers=tuple(
                self.cover(f"{where}.covers[{n}]", each)
                for n, each in enumerate(self.list_(f"{where}.covers", given.get("covers", [])))
            ),
            rounded={
                k: self.vector(f"{where}.rounded.{k}", LINKS, part)
                for k, part in self.numbered(f"{where}.rounded", given.get("rounded", {}), lambda _, part: part).items()
            },
        )

    def held(self, where: str, number: int, value: Any) -> Held:
        given = self.object_(where, value)
        names = frozenset({"links", "hinges"})
        self.fields(where, given, names, names)
        hinges = []
        for n, item in enumerate(self.list_(f"{where}.hinges", given["hinges"])):
            both = self.integers(f"{where}.hinges[{n}]", item)
            if len(both) != 2:
                raise self.refuse(f"{where}.hinges[{n}]", "should be a threshold and its multiplier")
            hinges.append((both[0], both[1]))
        return Held(self.vector(f"{where}.links", f"{GROUPS}{number}", given["links"]), tuple(hinges))

    def cover(self, where: str, value: Any) -> Cover:
        given = self.object_(where, value)
        names = frozenset({"need", "unit", "charges"})
        self.fields(where, given, names, names)
        pairs, charges = [], []
        for n, item in enumerate(self.list_(f"{where}.charges", given["charges"])):
            both = self.list_(f"{where}.charges[{n}]", item)
            if len(both) != 2:
                raise self.refuse(f"{where}.charges[{n}]", "should be a pair and its charge")
            pair = self.pair(f"{where}.charges[{n}]", both[0])
            if pair == UNUSABLE:
                raise self.refuse(f"{where}.charges[{n}]", "no such pair")
            pairs.append(pair)
            charges.append(self.integer(f"{where}.charges[{n}]", both[1]))
        numbers = narrow(np.array(pairs, dtype=object)), narrow(np.array(charges, dtype=object))
        return Cover(self.text(f"{where}.need", given["need"]), *numbers, self.integer(f"{where}.unit", given["unit"]))

    def vectors(self, where: str, value: Any, vector: Vector) -> dict[str, Array]:
        return {name: vector(f"{where}.{name}", name, part) for name, part in self.object_(where, value).items()}

    def numbered(self, where: str, value: Any, read: Callable[[str, Any], Any]) -> dict[int, Any]:
        found = {}
        for name, part in self.object_(where, value).items():
            if not name.isascii() or not name.isdigit() or str(int(name[:6])) != name:
                raise self.refuse(where, f"{name[:40]!r} is not a number")
            found[int(name)] = read(f"{where}.{name}", part)
        return found


def _rows(reader: Reader, where: str, value: Any) -> Array:
    return narrow(np.array(reader.integers(where, value), dtype=object))


def _array(where: str, _: str, value: Any) -> Array:
    return _rows(Reader("certificate", MODEL_FORMAT, _array, _index), where, value)


def _index(where: str, value: Any) -> int:
    return Reader("certificate", MODEL_FORMAT, _array, _index).integer(where, value)
