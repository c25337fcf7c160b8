"""What was found target by target -> one list, in which every mistake stands once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.checking.units import Found
from engine.diagnostics.model import Diagnostic, Problems, in_order

UNUSED = ("W831", "W832", "W833", "W834", "W836", "W837")
"""Nothing uses it: true of a decree only if no manual that stands on it does."""


def merged(found: Iterable[Found], manuals: Mapping[str, frozenset[str]]) -> Problems:
    """All problems in order. `manuals`: the names of the files of each manual, which is called as in `Found.stack`.

    A decree is looked at again with each manual that stands on it. What is found at one place is said once, as the
    largest stack sees it.
    """
    largest_first = sorted(found, key=lambda one: -len(one.stack))
    kept: list[Diagnostic] = []
    told: set[object] = set()
    for one in largest_first:
        new = [problem for problem in one.problems if _key(problem) not in told]
        kept += [problem for problem in new if _holds(problem, largest_first, manuals)]
        told |= {_key(problem) for problem in new}
    return in_order(kept)


def _key(problem: Diagnostic) -> object:
    return problem.code, problem.place or problem.message


def _holds(problem: Diagnostic, found: list[Found], manuals: Mapping[str, frozenset[str]]) -> bool:
    """Whether all who looked at this file say so, where that is needed."""
    if problem.code not in UNUSED or problem.place is None:
        return True
    name, key = problem.place.source.name, _key(problem)
    looked = (one for one in found if any(name in manuals[manual] for manual in one.stack))
    return all(any(_key(other) == key for other in one.problems) for one in looked)
