"""What is found out about a file of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal, TypeAlias, cast

from engine.diagnostics.model import Problems
from engine.evidence.canonical import Json
from engine.evidence.scan import Path
from engine.record import dataclass
from engine.results.calculation import Calculation
from engine.source import Source, Span

Kind = Literal["digest", "quoted", "hash", "line", "datum", "figure", "other", "words"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Plain data that hold the figures of one office, everything they rest on, and the digest of it all."""

    document: Mapping[str, Json]

    @property
    def digest(self) -> str:
        """All of it, in hexadecimal digits."""
        return _of(self.document, "sha256")

    @property
    def short(self) -> str:
        """As a person reads it out."""
        return _of(self.document, "short")

    @property
    def period(self) -> str:
        """The period whose figures these are."""
        return str(self.document["periode"])

    @property
    def program(self) -> str:
        """The version of the program that made it."""
        return str(self.document["program"])

    @property
    def results(self) -> dict[str, Json]:
        """What was computed."""
        return cast(dict[str, Json], self.document["results"])


def _of(document: Mapping[str, Json], key: str) -> str:
    digest = document["digest"]
    return str(digest[key]) if isinstance(digest, dict) else ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it was recorded, or not as it comes out.

    `path`: where it stands in the file of evidence. `id`: the figure, if it is one. `place`: the line of the rule or
    the datum inside the files that it holds. `shown`: both values as they are printed, where that is shorter and says
    enough.
    """

    kind: Kind
    path: Path
    recorded: Json
    found: Json
    id: str | None = None
    place: Span | None = field(default=None, compare=False)
    shown: tuple[str, str] | None = field(default=None, compare=False)

    @property
    def told(self) -> tuple[Json, Json]:
        """Both values, for a person."""
        return self.shown or (self.recorded, self.found)


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file of a manual then and today; None where there is none. `lines`: the numbers of the first lines that differ,
    then and today."""

    name: str
    then: Source | None
    today: Source | None
    lines: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class Since:
    """What has become of the manuals: `changes` of their files, manuals that are `gone`, and the figures that would be
    others now. `problems`: why nothing can be computed today, if that is so."""

    manuals: tuple[str, ...]
    gone: tuple[str, ...]
    changes: tuple[FileChange, ...]
    figures: tuple[Difference, ...] = ()
    problems: Problems = ()

    @property
    def same(self) -> bool:
        """Whether all manuals are there, and all their files are as they were."""
        return not self.gone and not self.changes


Differences: TypeAlias = tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """`problems`: everything that is wrong, as a person is told; empty if the evidence holds. `differences`: the same
    as data, where the file could be read. `calculation`: what comes out of its files. `since`: None if that was not
    asked for, or nothing can be said."""

    evidence: Evidence | None
    problems: Problems
    differences: Differences = ()
    calculation: Calculation | None = None
    since: Since | None = None

    @property
    def holds(self) -> bool:
        """Whether everything in the file is as it was made, and comes out again."""
        return self.evidence is not None and not any(one.severity == "error" for one in self.problems)
