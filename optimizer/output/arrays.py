"""Named integer arrays in one .npz file, without pickle and with fixed bytes."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import numpy as np
import numpy.typing as npt

from optimizer.errors import FormatError

Arrays = Mapping[str, npt.NDArray[Any]]


def arrays_npz(arrays: Arrays) -> bytes:
    """The arrays as ``np.load`` reads them, members sorted, every entry under one fixed time.

    Raises ValueError for arrays of objects.
    """
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            member = BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(arrays[name]), version=(1, 0), allow_pickle=False)
            entry = ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, member.getvalue())
    return buffer.getvalue()


def read_arrays_npz(path: Path) -> dict[str, npt.NDArray[Any]]:
    """All arrays of the file; objects are refused. Raises FormatError, OSError."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except (ValueError, BadZipFile, EOFError, KeyError) as error:
        raise FormatError(file=path.name, format="npz", detail=str(error)[:200]) from error
