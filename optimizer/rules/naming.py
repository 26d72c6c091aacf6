"""Whom an office means: by id, by name, or by 姓名(部门) / 姓名(村)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WITH_GROUP = re.compile(r"(.+?)\s*[(（]\s*(.+?)\s*[)）]")


class Roll:
    """Looks people up. ``people``: (id, name, group), one each, in row order."""

    def __init__(self, people: Iterable[tuple[str, str, str]]) -> None:
        self._by_id: dict[str, int] = {}
        self._by_name: dict[str, list[int]] = {}
        self._by_both: dict[tuple[str, str], list[int]] = {}
        for row, (key, name, group) in enumerate(people):
            self._by_id[key] = row
            self._by_name.setdefault(name, []).append(row)
            self._by_both.setdefault((name, group), []).append(row)

    def rows(self, said: str) -> list[int]:
        """All rows that ``said`` can mean; one row is a clear answer."""
        if said in self._by_id:
            return [self._by_id[said]]
        if said in self._by_name:
            return self._by_name[said]
        match = _WITH_GROUP.fullmatch(said.strip())
        return self._by_both.get((match[1], match[2]), []) if match else self._by_name.get(said.strip(), [])
