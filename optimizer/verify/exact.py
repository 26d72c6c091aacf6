"""Exact integers in numpy: what is not an integer is refused, what would overflow is done with Python's own."""

from __future__ import annotations

from typing import Any

import numpy as np

SAFE = 2**62
"""No int64 intermediate may reach this; where one could, object arrays of Python integers are used."""

Array = np.ndarray[Any, Any]


class NotExact(ValueError):
    """A value that should be an integer is none, or an array has the wrong length; ``name`` says which."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")
        self.name, self.problem = name, problem


def integer(name: str, value: Any) -> int:
    """A Python int. Raises NotExact for bools, floats and anything else."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | np.integer):
        raise NotExact(name, f"{type(value).__name__} is not an integer")
    return int(value)


def threshold(name: str, value: Any) -> int:
    """A Python int that int64 holds with room to spare. Raises NotExact for others: no total of a model lies beyond."""
    whole = integer(name, value)
    if abs(whole) >= SAFE:
        raise NotExact(name, "beyond 2**62")
    return whole


def integers(name: str, values: Any, length: int | None = None) -> Array:
    """A one-dimensional int64 array, or an object array of Python ints where int64 is too small.

    Raises NotExact for floats, bools, other shapes and other lengths. Unsigned numbers are converted by value.
    """
    try:
        array = np.asarray(values)
    except (ValueError, TypeError) as error:
        raise NotExact(name, "no array") from error
    if array.ndim != 1:
        raise NotExact(name, f"{array.ndim} dimensions instead of 1")
    if length is not None and len(array) != length:
        raise NotExact(name, f"{len(array)} numbers instead of {length}")
    if array.dtype.kind == "i":
        return array.astype(np.int64)
    if array.size == 0 and array.dtype.kind in "fuO":
        return np.zeros(0, np.int64)
    if array.dtype.kind == "u" or array.dtype.kind == "O":
        return narrow(np.array([integer(name, item) for item in array.tolist()], dtype=object))
    raise NotExact(name, f"{array.dtype} is not an integer type")


def narrow(array: Array) -> Array:
    """Object array of ints -> int64 when every value fits."""
    if array.dtype == object and array.size and not -SAFE <= min(array.tolist()) <= max(array.tolist()) < SAFE:
        return array
    return array.astype(np.int64)


def largest(values: Array | int) -> int:
    """The largest absolute value, as a Python int; 0 for an empty array."""
    if isinstance(values, int):
        return abs(values)
    if values.size == 0:
        return 0
    return max(abs(int(values.min())), abs(int(values.max())))


def widened(values: Array | int, bound: int) -> Array | int:
    """The same numbers, as Python ints when arithmetic up to ``bound`` would not fit int64."""
    if bound < SAFE or isinstance(values, int):
        return values
    return values.astype(object)


def times(a: Array | int, b: Array | int) -> Any:
    """a * b, exact."""
    sizes = largest(a), largest(b)
    bound = max(sizes[0] * sizes[1], *sizes)
    return widened(a, bound) * widened(b, bound)


def plus(a: Array | int, b: Array | int) -> Any:
    """a + b, exact."""
    bound = largest(a) + largest(b)
    return widened(a, bound) + widened(b, bound)


def total(values: Array) -> int:
    """The sum as a Python int, whatever its size."""
    if values.dtype == object:
        return sum(values.ravel().tolist())
    if values.size * largest(values) < SAFE:
        return int(values.sum())
    high, low = values >> 32, values & 0xFFFFFFFF
    return (int(high.sum()) << 32) + int(low.sum())


def gathered(index: Array, values: Array, count: int) -> Array:
    """[count]: the sum of values at each index; negative indices are left out."""
    inside = index >= 0
    index, values = index[inside], values[inside]
    if len(values) * largest(values) >= SAFE:
        values = values.astype(object)
    out = np.zeros(count, values.dtype)
    np.add.at(out, index, values)
    return out


def ceil_div(a: int, b: int) -> int:
    """a / b rounded up, b > 0."""
    return -(-a // b)
