"""What a check gives, for one subject and for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from engine.checking.find import Subject
from engine.diagnostics.model import Problems
from engine.record import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """What a subject holds.

    `manuals`: those it was read with, as they are shown, the lowest first, each with the names of its files. `files`:
    every file of these and of the subject by its name. `opened`: what is wrong with reading them. `found`: everything
    else; None where it has not been looked for. `covers`: for how many of the lowest manuals a look at all of them
    shows all that a look at those alone would.
    """

    subject: Subject
    manuals: Mapping[str, tuple[str, ...]]
    files: Mapping[str, Path]
    opened: Problems
    found: Problems | None = None
    covers: tuple[int, ...] = ()
    folders: Mapping[str, Path] = field(default_factory=dict)
    """The folders of the manuals that were read."""
    whole: bool = True
    """Whether it could be looked at: the manuals were found, and have levels and periods."""
    beside: Mapping[str, Path] = field(default_factory=dict)
    """The files of other versions that it was compared with."""


@dataclass(frozen=True, slots=True)
class Checked:
    """All problems, in order. `looked_at`: the names of the files that were asked about. `files`: those, and all others
    that were read with them. `nothing`: whether some name led nowhere. `whole`: whether correcting what was found
    cannot bring more to light. `along`: how many manuals that come along were looked at, where there was nothing else.
    """

    problems: Problems
    looked_at: frozenset[str]
    files: Mapping[str, Path]
    nothing: bool = False
    whole: bool = True
    along: int = 0
