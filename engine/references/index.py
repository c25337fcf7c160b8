"""A workplace -> the index of its names: every manual is checked, and every paket read, with somebody listening."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from pathlib import Path

from engine.diagnostics.model import Diagnostic
from engine.manual.check import check_manual
from engine.record import dataclass
from engine.references.definitions import Known, define
from engine.references.files import Files
from engine.references.formulas import Listener, in_texts
from engine.references.model import Index, Symbol
from engine.references.pakets import in_paket, read_form
from engine.references.written import in_rule_files


@dataclass(slots=True)
class Look:
    """What one manual or paket means by its names, and what is wrong with it: a name in a wrong part may be missed."""

    folder: Path
    known: Known
    problems: list[Diagnostic] = field(default_factory=list)

    def sees(self, symbol: Symbol) -> bool:
        """Whether this name can be used here."""
        return symbol in self.known.symbols()


@dataclass(slots=True)
class Survey:
    """A workplace with all its names."""

    files: Files
    index: Index
    looks: dict[Path, Look]


def visible(whole: Survey, symbols: Iterable[Symbol]) -> list[Symbol]:
    """Those that can be used in what the person named; all, if nothing was."""
    named = whole.files.place.named
    looks = [look for folder, look in whole.looks.items() if folder in named]
    return [symbol for symbol in symbols if not named or any(look.sees(symbol) for look in looks)]


def survey(files: Files) -> Survey:
    """All manuals and pakets of the workplace. One that stands on a manual that is not there is left out."""
    whole = Survey(files, Index(), {})
    for folder in files.place.manuals:
        _manual(folder, whole)
    for folder in files.place.pakets:
        _paket(folder, whole)
    return whole


def _manual(folder: Path, whole: Survey) -> Look | None:
    if folder in whole.looks:
        return whole.looks[folder]
    stack = whole.files.stack(folder)
    if not stack:
        return None
    forms = tuple(files for _, files in stack)
    known = define(forms, whole.index)
    in_rule_files(known, forms)
    bodies = [(form.extent, str(key)) for one in forms for file in one.rules for key, form in file.fungsi.items()]
    manual, problems = check_manual(forms, (), Listener(known, bodies))
    if manual is not None:
        in_texts(manual, known)
    read = [problem for one, _ in stack for problem in whole.files.problems[one]]
    look = whole.looks[folder] = Look(folder, known, [*read, *problems])
    return look


def _paket(folder: Path, whole: Survey) -> None:
    found: list[Diagnostic] = []
    form = read_form(whole.files, folder, found)
    home = whole.files.find(form.manual.text, folder) if form is not None else None
    look = _manual(home, whole) if home is not None else None
    if form is not None and look is not None:
        in_paket(whole.files, folder, form, look.known, found)
        whole.looks[folder] = Look(folder, look.known, [*look.problems, *found])
