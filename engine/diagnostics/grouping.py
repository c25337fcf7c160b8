"""Problems -> groups of one cause, file by file, no more of a file than a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from engine.diagnostics.model import Diagnostic
from engine.record import dataclass
from engine.source import Span

MOST = 20
"""Groups of one file that are shown at once."""


@dataclass(frozen=True, slots=True)
class Group:
    """Problems that one declaration is the cause of."""

    problems: tuple[Diagnostic, ...]

    @property
    def first(self) -> Diagnostic:
        return self.problems[0]

    @property
    def also(self) -> tuple[Span, ...]:
        """The places of all but the first."""
        return tuple(dict.fromkeys(one.place for one in self.problems[1:] if one.place is not None))


@dataclass(frozen=True, slots=True)
class Listed:
    """The groups of one file (`None`: of no file), and how many problems of it are left out."""

    file: str | None
    groups: tuple[Group, ...]
    left_out: int = 0


def grouped(problems: Iterable[Diagnostic]) -> tuple[Group, ...]:
    """The problems in the order given. Those of one code and cause stand together where the first of them stood."""
    found: dict[object, list[Diagnostic]] = {}
    for number, problem in enumerate(problems):
        alone = problem.cause is None or problem.place is None
        key = number if alone else (problem.code, problem.severity, problem.cause)
        found.setdefault(key, []).append(problem)
    return tuple(Group(tuple(group)) for group in found.values())


def by_file(groups: Iterable[Group], most: int | None = MOST) -> Iterator[Listed]:
    """The groups of each file, at most so many. The groups of one file stand behind each other."""
    for file, some in groupby(groups, key=lambda group: _file(group.first)):
        everything = tuple(some)
        shown = everything if most is None else everything[:most]
        yield Listed(file, shown, sum(len(group.problems) for group in everything[len(shown) :]))


def _file(problem: Diagnostic) -> str | None:
    return problem.place.source.name if problem.place else None
