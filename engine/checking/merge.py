"""The results of all subjects -> one list, in which every mistake stands once, and nothing that was not asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from engine.checking import problems as problem
from engine.checking.follows import UNREADABLE, first_causes
from engine.checking.model import Checked, Result
from engine.diagnostics.model import Diagnostic, Problems, in_order
from engine.record import dataclass

UNUSED = ("W831", "W832", "W833", "W834", "W837")
"""Nothing uses it: true of a decree only if no manual that stands on it does."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What is found in a subject: `shown` of it, and in `all` the files that were `read`. `files` were asked about.
    `whole`: whether all of it could be found."""

    shown: Problems
    files: frozenset[str]
    all: Problems
    read: frozenset[str]
    height: int
    whole: bool


def merged(results: Sequence[Result], problems: Problems, along: int = 0) -> Checked:
    """Everything that is shown. `problems`: what is wrong with the names that led to the subjects. `along`: how many
    manuals that come along were looked at, where there was nothing else.

    A decree is looked at again with each manual that stands on it. What is found at one place is said once, as the
    largest stack sees it.
    """
    found = [_found(result, results) for result in results]
    largest_first = sorted(found, key=lambda one: -one.height)
    kept: list[Diagnostic] = []
    told: set[object] = set()
    for one in largest_first:
        new = [found for found in one.shown if _key(found) not in told]
        kept += [found for found in new if _holds(found, largest_first)]
        told |= {_key(found) for found in new}
    looked_at = frozenset(name for one in found for name in one.files)
    files = {name: path for result in results for name, path in result.files.items()}
    whole = all(one.whole for one in found)
    return Checked((*problems, *in_order(kept)), looked_at, files, bool(problems), whole, along)


def larger(result: Result, results: Iterable[Result]) -> Result | None:
    """The result that shows all of this one's, if there is one. A paket always has its own."""
    height = len(result.manuals)
    if result.subject.kind != "manual":
        return None
    names = tuple(result.manuals)
    above = [one for one in results if height in one.covers and tuple(one.manuals)[:height] == names]
    return max(above, key=lambda one: len(one.manuals), default=None)


def _found(result: Result, results: Sequence[Result]) -> _Found:
    above = larger(result, results)
    found = result.found if above is None else _in_files(above.found or (), result)
    everything = (*result.opened, *(found or ()))
    problems = first_causes(everything)
    read = frozenset(result.files)
    kept = set(map(id, problems))
    following = [one for one in everything if one.severity == "error" and id(one) not in kept]
    whole = (above or result).whole
    if result.subject.only is None:
        return _Found(problems, read, problems, read, len(result.manuals), whole and not following)
    inside = result.subject.only.resolve()
    files = frozenset(name for name, path in result.files.items() if path.resolve().is_relative_to(inside))
    shown = _part(problems, files, result.subject.only)
    if not whole or any(_touches(one, files) for one in following):
        first = _first(problems, shown, result, any_error=not whole)
        shown += () if first is None else (problem.correct_first(first),)
    return _Found(shown, files, problems, read, len(result.manuals), whole=True)


def _in_files(problems: Problems, result: Result) -> Problems:
    return tuple(one for one in problems if one.place is not None and one.place.source.name in result.files)


def _part(problems: Problems, files: frozenset[str], only: Path) -> Problems:
    """The problems of these files, those of which the other side lies in one of them, and those without a place."""
    if not files:  # perhaps because the contract, which would name it, cannot be read
        errors = tuple(one for one in problems if one.severity == "error")
        return errors or (problem.not_looked_at(only.as_posix()),)
    names = files | {only.name, *(Path(file).name for file in files)}
    return tuple(one for one in problems if one.place is None or _touches(one, files) or _names(one, names))


def _first(problems: Problems, shown: Problems, result: Result, *, any_error: bool) -> Diagnostic | None:
    """What has to be corrected elsewhere, so that all of what is shown can be found: in the lowest manual, and rather a
    file that cannot be read."""
    errors = [one for one in problems if one.severity == "error" and one not in shown]
    opened = list(dict.fromkeys(one.place.source.name if one.place else "" for one in errors))
    lowest = [name for names in result.manuals.values() for name in names]

    def rank(one: Diagnostic) -> tuple[bool, int]:
        name = one.place.source.name if one.place else ""
        if name in lowest:
            at = lowest.index(name)
        else:  # a manual that is not known for want of its key is the last that was opened
            at = len(lowest) if name in result.files else -1 - opened.index(name)
        return not UNREADABLE.fullmatch(one.code), at

    found = min(errors, key=rank, default=None)
    return found if found is not None and (any_error or UNREADABLE.fullmatch(found.code)) else None


def _touches(found: Diagnostic, files: frozenset[str]) -> bool:
    places = [found.place, *(place for _, place in found.others)]
    return any(place is not None and place.source.name in files for place in places)


def _names(found: Diagnostic, names: frozenset[str]) -> bool:
    """Whether it is about one of these files without standing in it, as a file that cannot be opened."""
    return any(value in names for _, value in found.message.values)


def _key(found: Diagnostic) -> object:
    """What makes two problems the same, whoever has read the file."""
    place = found.place
    return (found.code, found.message) if place is None else (found.code, place.source.name, place.start, place.end)


def _holds(found: Diagnostic, all_found: list[_Found]) -> bool:
    """Whether all who looked at this file say so, where that is needed."""
    if found.code not in UNUSED or found.place is None:
        return True
    key = _key(found)
    looked = (one for one in all_found if found.place.source.name in one.read)
    return all(any(_key(other) == key for other in one.all) for one in looked)
