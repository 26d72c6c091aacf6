"""The lottery's numbers: hashes of people and classes, and the cost between classes (docs/decisions/lottery.md)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.rules.draft import Draft
from optimizer.rules.lottery import Lottery

Hashes = NDArray[np.uint64]


def compile(rule: Lottery, draft: Draft) -> None:
    if rule.seed:
        draft.seed = rule.seed


def hashes(seed: str, texts: Iterable[str]) -> Hashes:
    """uint64: the first 8 bytes, big-endian, of BLAKE2b of each text, keyed with the seed."""
    key = seed.encode()[:64]
    digests = b"".join(hashlib.blake2b(text.encode(), digest_size=8, key=key).digest() for text in texts)
    return np.frombuffer(digests, ">u8").astype(np.uint64)


def content(columns: Iterable[tuple[str, Any]]) -> str:
    """The content of a class as JSON text: [[column, value], ...] sorted by column."""
    return json.dumps([list(item) for item in sorted(columns)], ensure_ascii=False, separators=(",", ":"))


def pair_costs(helper: Hashes, recipient: Hashes, role: NDArray[np.int64]) -> NDArray[np.int64]:
    """int64 in 0 .. 2**20 - 1 for class hashes A and B and a role; shapes broadcast, arithmetic wraps at 64 bits."""
    step = role.astype(np.uint64) + np.uint64(1)
    z: Hashes = np.add(helper, np.uint64(0x9E3779B97F4A7C15) * np.add(recipient, step), dtype=np.uint64)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return (z >> np.uint64(44)).astype(np.int64)
