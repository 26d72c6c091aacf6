"""Stable ids of people and households: keyed hashes, so that no file of ours carries an ID number.

The key is the text of ``jiedui.key`` beside the programme's tables (``docs/decisions/identity.md``).
Without a key file the public key below is used: ids are then stable, but not secret from someone who
has the ID numbers.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode

PUBLIC_KEY = "jiedui-public-identity-key"


def stable_id(prefix: str, *parts: str, key: str = PUBLIC_KEY) -> str:
    """``prefix`` + 16 base-32 characters (80 bits) of HMAC-SHA256 over the parts, e.g. ``h-3KQ...``."""
    message = "\x1f".join(parts).encode()
    digest = hmac.new(key.encode(), message, hashlib.sha256).digest()
    return f"{prefix}-{b32encode(digest[:10]).decode().lower()}"
