"""What a check gives."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from engine.diagnostics.model import Problems
from engine.record import dataclass


@dataclass(frozen=True, slots=True)
class Checked:
    """All problems, in order. `looked_at`: the names of the files that were asked about. `files`: those, and all others
    that were read with them. `nothing`: whether some name led nowhere."""

    problems: Problems
    looked_at: frozenset[str]
    files: Mapping[str, Path]
    nothing: bool = False
