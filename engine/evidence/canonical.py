"""Plain data -> the one text of it, and the digest of that text: what a report quotes.

The text is JSON as RFC 8785 has it, for data without numbers other than whole ones: no spaces, keys in the order of
their characters, only the signs escaped that must be, UTF-8. `jq -cSj` and Python's `json` write the same, so anybody
can compute a digest again without this program. Numbers of reports are texts (`616/625`) and never floats.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import TypeAlias

Json: TypeAlias = "None | bool | int | str | list[Json] | dict[str, Json]"

OWN = "digest"
"""The key of a document that the digest itself stands under, and is not part of what it is the digest of."""
SPOKEN = 24
GROUP = 4


def canonical(value: Json) -> bytes:
    """The one text of these data. Raises UnicodeEncodeError for halves of characters."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest_of(document: Mapping[str, Json]) -> dict[str, Json]:
    """`sha256` of everything in a document but its digest, and its `short` form."""
    full = sha256(canonical({key: value for key, value in document.items() if key != OWN})).hexdigest()
    return {"sha256": full, "short": short(full)}


def short(full: str) -> str:
    """The beginning of a digest in groups of four, as a person reads it out: `3f2a-9c01-77b0-…`."""
    return "-".join(full[at : at + GROUP] for at in range(0, SPOKEN, GROUP))


def is_quoted_from(quoted: str, full: str) -> bool:
    """Whether what a report quotes is this digest: all of it, or a beginning not shorter than the short form."""
    plain = "".join(sign for sign in quoted.lower() if sign not in "- \t\n")
    return len(plain) >= SPOKEN and full.startswith(plain)
