"""How many examples of a law are tried: few in the normal run, many where somebody searches on purpose."""

from __future__ import annotations

import os

LONG = os.environ.get("RULES_LONG") == "1"
"""`RULES_LONG=1 pytest …` is a campaign; `campaigns/README.md` says which tests ask for it."""


def tries(normal: int, long: int) -> int:
    """The number for this run."""
    return long if LONG else normal
