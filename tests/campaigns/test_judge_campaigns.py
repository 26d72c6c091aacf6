"""The judge's campaigns at the size that fits a test run; ``make campaigns`` runs them in full."""

from __future__ import annotations

from tests.campaigns import (
    c1_tiny_instances,
    c4_flow_certificates,
    c5_tree_certificates,
    c6_certificate_files,
    c7_infeasible,
    c8_labels,
    c15_tiny_programmes,
    c16_every_proof,
)


def test_c1_tiny_instances_agree_with_the_oracle() -> None:
    """Status and every tier's value are those of a dynamic program that shares no code."""
    found = c1_tiny_instances.run(size=600)
    assert found["passed"], found
    assert found["infeasible"] > 60


def test_c4_changed_flow_certificates() -> None:
    """No falsehood is accepted, and each of six weakened judges accepts one."""
    found = c4_flow_certificates.run(size=1000)
    assert found["passed"], found
    assert found["different_but_true"] > 0


def test_c5_changed_trees() -> None:
    """Forged and changed trees prove nothing false; without the rules of trees they would."""
    found = c5_tree_certificates.run(size=300)
    assert found["passed"], found
    assert found["forged"] and found["impossibility"]


def test_c6_changed_files() -> None:
    """Any byte, any field, any file of another run: refused; without hashes some pass."""
    found = c6_certificate_files.run(size=250)
    assert found["passed"], found


def test_c7_violators() -> None:
    """The tightest set and a minimal core exactly where exhaustive search finds one."""
    found = c7_infeasible.run(size=300, planted_size=3)
    assert (found["mistakes"], found["planted_missed"]) == ([], 0), found  # the campaign also holds the time
    assert found["control_mistakes"] > 0


def test_c8_labels_follow_certificates() -> None:
    """Optimal means gap 0 in exact integers; a cost stated one lower is refused."""
    found = c8_labels.run(size=6, shape=(30, 26), large=0)
    assert found["passed"], found


def test_c15_tiny_programmes_are_proved() -> None:
    """Random sets of rules: optimal with the values of brute force, or infeasible; nothing tiny stays open."""
    found = c15_tiny_programmes.run(size=60)
    assert found["passed"], found
    assert min(found["optimal"], found["infeasible"]) > 10


def test_c16_changed_certificates_of_every_form() -> None:
    """Held values, shares, levels, thresholds, covers, kept limits: nothing false granted; weakened judges grant it."""
    found = c16_every_proof.run(size=600, seed=3)
    assert not found["false_granted"], found
    assert {"levels", "threshold", "tree", "shares"} <= set(found["forms"]), found
    assert sum(count > 0 for count in found["control_granted"].values()) >= 3, found  # in full each of them
