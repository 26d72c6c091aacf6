"""Beginning a programme: an empty workbook to fill in, and the key that makes people's ids."""

from __future__ import annotations

import secrets
from pathlib import Path

from optimizer.errors import ExistsError
from optimizer.messages import Lang

WORKBOOK = {"zh": "结对方案.xlsx", "en": "programme.xlsx"}
KEY_FILE = "jiedui.key"
KEY_BYTES = 32


def begin(folder: Path, kind: str = "household", lang: Lang = "zh", *, force: bool = False) -> tuple[Path, Path]:
    """Write workbook and key into ``folder`` and return their places. A key that is there is kept, also with ``force``.

    Raises UsageError for a kind without a template, ExistsError, ResourceError.
    """
    from optimizer.intake.templates import template_of
    from optimizer.output.files import write_file
    from optimizer.output.xlsx.template import template_bytes

    workbook, key = folder / WORKBOOK[lang], folder / KEY_FILE
    content = template_bytes(template_of(kind, lang), lang)
    if workbook.exists() and not force:
        raise ExistsError(path=str(workbook))
    if not key.exists():
        write_file(key, (secrets.token_hex(KEY_BYTES) + "\n").encode())
    write_file(workbook, content, force=force)
    return workbook, key
