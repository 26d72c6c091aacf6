"""The one tree of errors.

JieduiError
├── UsageError            a call that makes no sense
│   └── ExistsError       would overwrite something
├── InputError            the input is refused; carries every finding, with cells
│   ├── ModelError        the arrays of an AssignmentModel contradict themselves; carries all problems
│   ├── NoRouteError      a model that is sound, but that no route of the engine can solve
│   └── FormatError       a stored file of ours that is damaged or not what it should be
│       └── FormatVersionError   ... or newer than this program
├── VerificationError     the judge rejected a roster or certificate
├── ResourceError         something needed is missing (database, font, licence)
│   └── MissingExtraError ... an optional component, with its install line
├── ContainedError        a child process died, hung or ran out of memory
├── InternalError         a bug of ours
└── Interrupted           the user stopped the run

"No roster exists" and "stopped without a roster" are answers (``Status``), not errors. Libraries raise;
only the command line and the service translate, by one table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from optimizer.messages import Finding, Lang, advice, say


class JieduiError(Exception):
    """Base of all: ``code`` and ``facts`` make the sentence, ``findings`` list the single problems."""

    code = "errors.internal"

    def __init__(self, *, findings: Iterable[Finding] = (), code: str | None = None, **facts: Any) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        self.code = code or type(self).code
        self.facts: Mapping[str, Any] = facts
        super().__init__(self.code)

    def say(self, lang: Lang = "zh", *, masked: bool = True) -> str:
        return say(self.code, self.facts, lang, masked=masked)

    def advice(self, lang: Lang = "zh", *, masked: bool = True) -> str:
        return advice(self.code, self.facts, lang, masked=masked)

    def __str__(self) -> str:
        lines = [self.say("en"), *(f"{f.where()} {f.say('en')}".strip() for f in self.findings)]
        return "\n".join(lines)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (type(self), self.findings, self.code, dict(self.facts)))


def _rebuild(cls: type[JieduiError], findings: tuple[Finding, ...], code: str, facts: dict[str, Any]) -> JieduiError:
    return cls(findings=findings, code=code, **facts)


class UsageError(JieduiError):
    """A call that makes no sense; fact: detail."""

    code = "errors.usage"


class ExistsError(UsageError):
    """Would overwrite; fact: path."""

    code = "errors.exists"


class InputError(JieduiError):
    """The input is refused as a whole; ``findings`` hold every problem with its cell."""

    code = "errors.input"

    def __init__(self, *, findings: Iterable[Finding] = (), code: str | None = None, **facts: Any) -> None:
        found = tuple(findings)
        facts.setdefault("count", sum(f.severity == "error" for f in found))
        super().__init__(findings=found, code=code, **facts)


class ModelError(InputError):
    """The arrays of an AssignmentModel contradict themselves; all problems at once, before any solver starts."""

    code = "errors.model"

    def __init__(self, *, findings: Iterable[Finding] = (), code: str | None = None, **facts: Any) -> None:
        found = tuple(findings)
        facts.setdefault("detail", "; ".join(f.say("en") for f in found))
        super().__init__(findings=found, code=code, **facts)


class NoRouteError(InputError):
    """Sound, but no route of the engine can do it; fact: detail."""

    code = "errors.no_route"


class FormatError(InputError):
    """A stored file of ours that is damaged; facts: file, format, detail."""

    code = "errors.format"


class FormatVersionError(FormatError):
    """Newer than this program; facts: file, format, version, known."""

    code = "errors.format_version"


class VerificationError(JieduiError):
    """The judge said no; fact: detail."""

    code = "errors.verification"


class ResourceError(JieduiError):
    """Something needed is missing; fact: detail."""

    code = "errors.resource"


class MissingExtraError(ResourceError):
    """An optional component is not installed; fact: extra."""

    code = "errors.missing_extra"


class ContainedError(JieduiError):
    """A child process died, hung or ran out of memory; fact: detail."""

    code = "errors.contained"


class InternalError(JieduiError):
    """A bug of ours; fact: detail."""

    code = "errors.internal"


class Interrupted(JieduiError):
    """The user stopped the run."""

    code = "errors.interrupted"
