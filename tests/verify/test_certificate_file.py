"""Certificates as JSON: what is written is read back the same, and nothing malformed is read."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from optimizer.engine.portfolio import solve
from optimizer.errors import FormatError, FormatVersionError
from optimizer.model import AssignmentModel, Branch, Certificate, Dual, Flow, Leaf, Tree
from optimizer.verify import certificate_from_json, certificate_to_json, trees, verify_model
from optimizer.verify.certificate_file import read_text
from tests.verify.certify import certify
from tests.verify.models import random_model
from tests.verify.test_engine_results import layered


def through_text(certificate: Certificate) -> Certificate:
    text = json.dumps(certificate_to_json(certificate), sort_keys=True).encode()
    read = certificate_from_json(read_text(text))
    assert json.dumps(certificate_to_json(read), sort_keys=True).encode() == text
    return read


@pytest.mark.parametrize("seed", range(20))
def test_certificates_survive_the_file(seed: int) -> None:
    """Flows, trees, thresholds, levels and impossibilities prove the same after writing and reading."""
    for model, result in ((layered(seed), solve(layered(seed))), (random_model(seed), certify(random_model(seed)))):
        assert result.certificate is not None
        read = replace(result, certificate=through_text(result.certificate))
        assert verify_model(model, read) == verify_model(model, result)


def test_numbers_beyond_int64_survive_the_file() -> None:
    """A price above 2**63 stays the integer that it is."""
    big = np.array([2**70, -1], dtype=object)
    read = through_text(Certificate((Flow(Dual({"need": big})),)))
    assert read.tiers[0].dual.limits["need"].tolist() == [2**70, -1]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"format": "other", "version": 1, "tiers": [], "impossibility": null}',
        b'{"format": "jiedui-model-certificate", "version": 1, "tiers": []}',
        b'{"format": "jiedui-model-certificate", "version": 1.0, "tiers": [], "impossibility": null}',
        b'{"format": "jiedui-model-certificate", "version": true, "tiers": [], "impossibility": null}',
        b'{"format": "jiedui-model-certificate", "version": 0, "tiers": [], "impossibility": null}',
        b'{"format": "jiedui-model-certificate", "version": 1, "tiers": [NaN], "impossibility": null}',
        b'{"format": "jiedui-model-certificate", "version": 1, "version": 1, "tiers": [], "impossibility": null}',
        b'{"format": "jiedui-model-certificate", "version": 1, "tiers": [{"kind": "flow"}], "impossibility": null}',
        b'{"format": "jiedui-model-certificate", "version": 1, "tiers": [{"kind": "flow", "scale": '
        + b"9" * 41
        + b"}], "
        b'"impossibility": null}',
        b'{"format": "jiedui-model-certificate", "version": 1, "tiers": [{"kind": "tree", "nodes": [{"scale": 1}]}], '
        b'"impossibility": null}',
        b"[" * 100_000,
    ],
)
def test_malformed_files_are_refused(text: bytes) -> None:
    """One error class, with a sentence; never another exception."""
    with pytest.raises(FormatError) as caught:
        certificate_from_json(read_text(text))
    assert caught.value.say("zh") and caught.value.say("en")


def test_newer_versions_are_refused_with_a_sentence() -> None:
    """A file of a later program asks for an upgrade."""
    newer = {"format": "jiedui-model-certificate", "version": 2, "tiers": [], "impossibility": None}
    with pytest.raises(FormatVersionError):
        certificate_from_json(newer)


def test_a_tree_too_large_is_bounded_less_tightly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the cap of nodes the first leaf below stands for all: true, weaker, so "within"."""
    # One pair, x in 0..1, at least one of two pairs must be used (cost 3 and 5): optimum 3. Branching on pair 0:
    # below, pair 1 costs 5; above, pair 0 costs 3. The leaf below alone (price 5 on the row) bounds the whole by 3 at best.
    model = AssignmentModel(2, 1, cost=[[3], [5]], need=1)
    tree = Tree((Branch(0, 0, 1, 2), Leaf(Dual({"need": np.array([5])})), Leaf(Dual({"need": np.array([3])}))))
    result = replace(certify(model), certificate=Certificate((tree,)), tiers=())
    assert verify_model(model, result).tiers[0].label == "optimal"
    lower = Tree((Branch(0, 0, 1, 2), Leaf(Dual({"need": np.array([2])})), Leaf(Dual({"need": np.array([3])}))))
    monkeypatch.setattr(trees, "LARGEST_TREE", 1)
    verdict = verify_model(model, replace(result, certificate=Certificate((lower,))))
    assert (verdict.tiers[0].bound, verdict.tiers[0].label) == (2, "within")


@pytest.mark.parametrize(
    "nodes",
    [
        (),
        (Branch(0, 0, 0, 1), Leaf(Dual())),
        (Branch(0, 0, 1, 1), Leaf(Dual())),
        (Branch(0, 0, 1, 5), Leaf(Dual())),
        (Leaf(Dual()), Leaf(Dual())),
        (Branch(7, 0, 1, 2), Leaf(Dual()), Leaf(Dual())),
    ],
)
def test_what_is_no_tree_is_refused(nodes: tuple[Branch | Leaf, ...]) -> None:
    """A cycle, a shared or missing child, a node nobody reaches, a pair that is not there."""
    model = AssignmentModel(2, 1, cost=[[3], [5]], need=1)
    result = replace(certify(model), certificate=Certificate((Tree(nodes),)))
    verdict = verify_model(model, result)
    assert not verdict.accepted
    assert verdict.findings[0].code in ("verify.tree_shape", "verify.tree_empty", "verify.tree_pair")
