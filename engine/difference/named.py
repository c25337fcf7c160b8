"""What a person names -> one side of a comparison: a manual as it is checked, or a paket with its manual."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.checking.find import Subject as Named
from engine.checking.find import find
from engine.data.files import read_source
from engine.data.kontrak import Kontrak, conform_kontrak, read_kontrak
from engine.data.model import KontrakForm
from engine.data.paket import KONTRAK
from engine.diagnostics.model import Diagnostic, Problems
from engine.difference import difference_problems as problem
from engine.difference.revisions import Revision, files_of, revision_of, written
from engine.manual.check import check_manual
from engine.manual.checked import Manual
from engine.manual.read import ManualFiles, read_manuals
from engine.manual.shelves import MANUAL, Shelf, shelves
from engine.record import dataclass


@dataclass(frozen=True, slots=True)
class Side:
    """One side, called as the person typed it. `form` and `kontrak` where it is a paket."""

    shown: str
    manual: Manual
    stack: tuple[ManualFiles, ...]
    problems: Problems
    form: KontrakForm | None = None
    kontrak: Kontrak | None = None


def read_side(name: str, manuals: Path | None) -> tuple[Side | None, Problems]:
    """The manual or paket of this name. None if it cannot be read at all; the problems say why.

    `manuals`: a folder in which manuals are looked for first.
    """
    revision = revision_of(name)
    if revision is not None:
        return _of_revision(name, revision, manuals)
    found, problems = find([name])
    whole = tuple(replace(one, only=None) for one in found if one.kind != "file")
    if len(whole) != 1:
        more = (problem.several_things(name, [one.shown for one in whole]),) if whole else ()
        return None, problems or more or (problem.no_rule_file(name),)
    return read_named(whole[0], manuals)


def read_named(one: Named, manuals: Path | None) -> tuple[Side | None, Problems]:
    """A manual or paket in its folder."""
    own = Shelf(one.path, one.shown)
    around = shelves(own, manuals)
    if one.kind == "manual":
        return read_manual(one.shown, one.path.resolve().name, (own, *around))
    return read_office(one.path, one.shown, around)


def _of_revision(name: str, one: Revision, manuals: Path | None) -> tuple[Side | None, Problems]:
    """What is in a version that git has; everything is in memory when the folder goes."""
    files = files_of(one)
    if files is None:
        return None, (problem.no_such_revision(one.revision, name),)
    kinds = [kind for kind in (MANUAL, KONTRAK) if one.path / kind in files]
    if not kinds:
        return None, (problem.not_in_revision(one.revision, one.path.as_posix()),)
    with TemporaryDirectory(prefix="rules-") as folder:
        top = Path(folder).resolve()
        written(files, top)
        own = Shelf(top / one.path, name)
        above = Shelf(own.folder.parent, f"{one.revision}:{one.path.parent.as_posix()}")
        inside = (Shelf(top / "rules", f"{one.revision}:rules"), Shelf(top, f"{one.revision}:."))
        given = (Shelf(manuals, manuals.as_posix()),) if manuals else ()
        around = (*given, own, above, *inside, *shelves(own, None)[-1:])
        if kinds[0] == MANUAL:
            return read_manual(name, one.path.name, around)
        return read_office(own.folder, name, around)


def read_manual(shown: str, code: str, around: tuple[Shelf, ...]) -> tuple[Side | None, Problems]:
    """A manual of this code, and what it stands on."""
    stack, problems = read_manuals(code, around, None)
    manual, found = check_manual(stack, problems) if stack else (None, ())
    problems += found
    return (None if manual is None else Side(shown, manual, stack, problems)), problems


def read_office(folder: Path, shown: str, around: tuple[Shelf, ...]) -> tuple[Side | None, Problems]:
    """A paket, with the manual that its contract names. Its data are not looked at."""
    source, problems = read_source(folder, KONTRAK, shown)
    form, found = (None, ()) if source is None else read_kontrak(source)
    problems += found
    if form is None:
        return None, problems
    named = form.manual
    stack, found = read_manuals(named.text, around, named.span)
    problems += found
    manual, found = check_manual(stack, problems) if stack else (None, ())
    problems += found
    if manual is None:
        return None, problems
    kontrak, found = conform_kontrak(form, manual)
    return Side(shown, manual, stack, (*problems, *found), form, kontrak), (*problems, *found)


def mistakes(side: Side) -> tuple[Diagnostic, ...]:
    """Whether there is anything wrong on a side, so that not everything can be compared."""
    wrong = [one for one in side.problems if one.severity == "error"]
    return (problem.mistakes_in_a_side(side.shown, len(wrong), wrong[0]),) if wrong else ()
