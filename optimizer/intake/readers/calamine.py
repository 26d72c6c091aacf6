"""Calamine behind one door: its errors and panics as refusals."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from optimizer.intake.readers.refusal import Refused


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The workbook. Whatever calamine throws while it is open becomes Refused: a panic of Rust is no Exception."""
    import python_calamine

    try:
        yield python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise Refused("intake.encrypted") from None
    except python_calamine.CalamineError:
        raise Refused("intake.unreadable") from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise Refused("intake.unreadable") from None
        raise


def is_visible(meta: Any) -> bool:
    """Hidden and very hidden sheets are not."""
    return str(meta.visible).rsplit(".", 1)[-1] == "Visible"
