"""One table from error class to exit code, problem type and HTTP status."""

from __future__ import annotations

from optimizer import errors
from optimizer.domain import Status
from optimizer.errors import JieduiError
from optimizer.messages.outcomes import ANSWERS, ERRORS, Outcome, outcome_of


def _tree(cls: type[JieduiError]) -> list[type[JieduiError]]:
    return [cls, *(below for child in cls.__subclasses__() for below in _tree(child))]


def _classes() -> list[type[JieduiError]]:
    return [cls for cls in _tree(JieduiError) if cls.__module__ == errors.__name__]


def test_every_error_has_an_outcome_and_every_outcome_an_error() -> None:
    """A new class without a line would silently become an internal error; a dead line would mislead."""
    assert {cls.__name__ for cls in _classes()} == set(ERRORS)


def test_a_class_made_elsewhere_takes_its_base() -> None:
    """Other packages refine errors of the tree; the outside world must still be told the right thing."""

    class NarrowerError(errors.ResourceError):
        pass

    assert outcome_of(NarrowerError(detail="")) == ERRORS["ResourceError"]


def test_foreign_errors_are_bugs_of_ours() -> None:
    """Whatever is not of the tree was not foreseen: exit 1, status 500."""
    assert outcome_of(ZeroDivisionError()) == Outcome(1, "internal", 500)


def test_exit_codes_are_those_promised() -> None:
    """Scripts of offices depend on these numbers: 0 a roster, 1 bug, 2 usage, 3 input, 4 infeasible, 5 none, 6 weaker, 7 verification, 8 resource, 130 interrupted."""
    promised = {
        "InternalError": 1,
        "UsageError": 2,
        "ExistsError": 2,
        "InputError": 3,
        "FormatVersionError": 3,
        "VerificationError": 7,
        "ResourceError": 8,
        "MissingExtraError": 8,
        "Interrupted": 130,
    }
    assert {name: ERRORS[name].exit_code for name in promised} == promised
    assert {name: outcome.exit_code for name, outcome in ANSWERS.items()} == {
        "infeasible": 4,
        "undecided": 5,
        "weaker": 6,
    }


def test_every_status_without_a_roster_has_an_outcome() -> None:
    """An answer that is no roster must never exit 0."""
    assert {Status.INFEASIBLE.value, Status.UNDECIDED.value} <= set(ANSWERS)


def test_statuses_are_errors_of_http() -> None:
    """RFC 9457 bodies go with a 4xx or 5xx; bugs and missing resources are the server's fault, the rest the caller's."""
    for outcome in (*ERRORS.values(), *ANSWERS.values()):
        server = outcome.exit_code in (1, 8)
        assert (500 <= outcome.status < 600) == server
        assert server or 400 <= outcome.status < 500
        assert outcome.problem_type == f"urn:jiedui:problem:{outcome.problem}"
