"""The one JSON of a value, for digests."""

from __future__ import annotations

import hashlib
import json


def canonical(value: object) -> bytes:
    """Sorted keys, no spaces, UTF-8, no NaN: equal values give equal bytes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def digest(value: object) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()
