"""The manuals in a file of evidence against those that lie on the shelves today -> what has become of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from engine.diagnostics.model import Problems
from engine.evidence.compare import MEANING, Shape, Sources, displays, place_of, told
from engine.evidence.files import RULES, File, files_of_manual, source_of
from engine.evidence.model import Difference, Evidence, FileChange, Since
from engine.evidence.shapes import results
from engine.manual.shelves import Shelf, folders
from engine.results.calculation import Calculation
from engine.source import Source

Computed: TypeAlias = tuple[Calculation | None, Problems]


def manuals_of(files: tuple[File, ...]) -> tuple[str, ...]:
    """The codes of the manuals whose files these are."""
    return tuple(dict.fromkeys(file.name.split("/")[1] for file in files if file.name.startswith(f"{RULES}/")))


def found_today(code: str, shelves: tuple[Shelf, ...]) -> tuple[Path, str] | None:
    """The folder of a manual today, and how the person knows it; the first one, as when figures are computed."""
    return next((one for shelf in shelves for one in folders(shelf) if one[0].name == code), None)


def since(
    evidence: Evidence, files: tuple[File, ...], shelves: tuple[Shelf, ...], compute: Callable[[], Computed]
) -> Since:
    """What has become of the manuals of this evidence; `compute` gives its figures with those of today.

    Raises OSError.
    """
    codes = manuals_of(files)
    today = {code: found for code in codes if (found := found_today(code, shelves)) is not None}
    changed = tuple(one for code, place in today.items() for one in changes(code, files, *place))
    gone = tuple(code for code in codes if code not in today)
    if not changed:
        return Since(codes, gone, ())
    calculation, problems = compute()
    if calculation is None:
        return Since(codes, gone, changed, problems=problems)
    sources = {file.name: source_of(file) for file in files}
    return Since(codes, gone, changed, moved(evidence.results, results(calculation), sources))


def changes(code: str, files: tuple[File, ...], folder: Path, shown: str) -> tuple[FileChange, ...]:
    """The files of one manual that are no longer the same, are gone, or have come since. Raises OSError."""
    start = f"{RULES}/{code}/"
    then = {file.name.removeprefix(start): file for file in files if file.name.startswith(start)}
    paths = files_of_manual(folder)
    now = {name: File(f"{shown}/{name}".removeprefix("./"), path.read_bytes()) for name, path in paths.items()}
    found = []
    for name in sorted(then.keys() | now.keys()):
        before, after = then.get(name), now.get(name)
        if before is None or after is None or before.data != after.data:
            found.append(_change(start + name, before, after))
    return tuple(found)


def _change(name: str, before: File | None, after: File | None) -> FileChange:
    then, now = (None if file is None else source_of(file) for file in (before, after))
    return FileChange(name, then, now, (1, 1) if then is None or now is None else _first(then, now))


def _first(then: Source, now: Source) -> tuple[int, int]:
    """The first line in which two texts differ: of each, as far as it goes."""
    before, after = then.text.splitlines(), now.text.splitlines()
    same = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), None)
    at = min(len(before), len(after)) if same is None else same
    return min(at + 1, max(len(before), 1)), min(at + 1, max(len(after), 1))


def moved(recorded: Shape, today: Shape, sources: Sources) -> tuple[Difference, ...]:
    """The computed figures that say something else today, that are no longer there, or that have come since."""
    then = {str(one["id"]): (at, one) for at, one in enumerate(_figures(recorded))}
    now = {str(one["id"]): one for one in _figures(today)}
    found = [
        _moved(at, one, now[id_], sources) for id_, (at, one) in then.items() if id_ in now and _differs(one, now[id_])
    ]
    found += [
        Difference("figure", ("results", "figures", at, "id"), told(one), None, id_, place_of(one, sources))
        for id_, (at, one) in then.items()
        if id_ not in now
    ]
    found += [Difference("figure", (), None, told(one), id_) for id_, one in now.items() if id_ not in then]
    return tuple(found)


def _differs(one: Shape, other: Shape) -> bool:
    return any(one[key] != other[key] for key in MEANING)


def _moved(at: int, one: Shape, other: Shape, sources: Sources) -> Difference:
    key = next(key for key in MEANING if one[key] != other[key])
    path = ("results", "figures", at, key)
    return Difference(
        "figure",
        path,
        told(one, key),
        told(other, key),
        str(one["id"]),
        place_of(one, sources),
        displays(one, other, key),
    )


def _figures(shape: Shape) -> list[Shape]:
    return shape["figures"]  # type: ignore[return-value]
