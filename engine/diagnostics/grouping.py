"""Problems -> groups of one cause, file by file, no more of a file than a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from engine.diagnostics.model import Diagnostic
from engine.record import dataclass
from engine.source import Span

MOST = 20
"""Groups of one file that are shown at once."""
_RANK = {"error": 0, "warning": 1, "note": 2}


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
        cause = problem.cause
        alone = cause is None or problem.place is None
        key = (
            number
            if alone or cause is None
            else (problem.code, problem.severity, cause.source.name, cause.start, cause.end)
        )
        found.setdefault(key, []).append(problem)
    return tuple(Group(tuple(group)) for group in found.values())


def by_file(groups: Iterable[Group], most: int | None = MOST) -> Iterator[Listed]:
    """The groups of each file, at most so many, errors before all others. Those of one file stand behind each other."""
    for file, some in groupby(groups, key=lambda group: _file(group.first)):
        everything = list(enumerate(some))
        gravest = sorted(everything, key=lambda one: _RANK[one[1].first.severity])
        shown, left_out = sorted(gravest[:most], key=lambda one: one[0]), gravest[len(gravest[:most]) :]
        yield Listed(file, tuple(group for _, group in shown), sum(len(group.problems) for _, group in left_out))


def _file(problem: Diagnostic) -> str | None:
    return problem.place.source.name if problem.place else None
