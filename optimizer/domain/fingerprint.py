"""Content hashes: what a certificate, a manifest and a cache say they speak of."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from optimizer.domain.programme import Programme
from optimizer.domain.roster import Roster

_NOT_CONTENT: dict[str, Any] = {
    "helpers": {"__all__": {"origin", "phone", "id_number"}},
    "recipients": {"__all__": {"origin", "phone", "id_number"}},
    "rules": {"__all__": {"origin"}},
}


def _hash(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def programme_fingerprint(programme: Programme) -> str:
    """SHA-256 (hex) of everything a roster depends on or shows, in canonical order: rows may come in any order, and from
    other files. Phones, ID numbers and the cells that records came from are left out.
    """
    return _hash(programme.model_dump(mode="json", exclude=_NOT_CONTENT))


def rules_fingerprint(programme: Programme) -> str:
    """SHA-256 (hex) of the rule table alone."""
    return _hash([rule.model_dump(mode="json", exclude={"origin"}) for rule in programme.rules])


def roster_fingerprint(roster: Roster) -> str:
    """SHA-256 (hex) of the pairings, sorted."""
    return _hash(roster.model_dump(mode="json"))
