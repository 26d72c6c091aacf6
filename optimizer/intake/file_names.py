"""Names of files as people wrote them."""

from __future__ import annotations

import os


def readable(name: str) -> str:
    """A file name that can be printed. Names from an archive of another system may be GB18030 where this one expects UTF-8;
    such a name can be opened, but not printed."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "replace")
    return name
