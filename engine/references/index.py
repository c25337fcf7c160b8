"""A workplace -> the index of its names: every manual is checked, and every paket read, with somebody listening."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import field, replace
from pathlib import Path

from engine.diagnostics.model import Diagnostic
from engine.manual.check import check_manual
from engine.record import dataclass
from engine.references.cases import in_cases
from engine.references.definitions import Known, define
from engine.references.files import Files
from engine.references.formulas import Listener, in_sums, in_texts
from engine.references.model import Index, Symbol
from engine.references.pakets import in_paket, read_form
from engine.references.written import in_rule_files


@dataclass(slots=True)
class Look:
    """What one manual or paket means by its names, and what is wrong with it: a name in a wrong part may be missed."""

    known: Known
    problems: list[Diagnostic] = field(default_factory=list)

    def sees(self, symbol: Symbol) -> bool:
        """Whether this name can be used here."""
        return symbol in self.known.symbols()


@dataclass(slots=True)
class Survey:
    """A workplace with all its names; what each of its manuals and pakets means by them, by folder."""

    files: Files
    looks: dict[Path, Look] = field(default_factory=dict)
    index: Index = field(default_factory=Index)

    def seeing(self, symbol: Symbol) -> list[Path]:
        """The folders in which a name can be used."""
        return [folder for folder, look in self.looks.items() if look.sees(symbol)]


def visible(whole: Survey, symbols: Iterable[Symbol]) -> list[Symbol]:
    """Those that can be used in what the person named; all, if nothing was."""
    named = whole.files.place.named
    looks = [look for folder, look in whole.looks.items() if folder in named]
    return [symbol for symbol in symbols if not named or any(look.sees(symbol) for look in looks)]


def survey(files: Files, only: Container[Path] | None = None) -> Survey:
    """All manuals and pakets of the workplace, or `only` those in these folders.

    One that stands on a manual that is not there is left out.
    """
    whole = Survey(files)
    for folder in files.place.manuals:
        if only is None or folder in only:
            _manual(folder, whole)
    for folder in files.place.pakets:
        if only is None or folder in only:
            _paket(folder, whole)
    for look in whole.looks.values():
        whole.index.merge(look.known.index)
    return whole


def _manual(folder: Path, whole: Survey) -> Look | None:
    if folder in whole.looks:
        return whole.looks[folder]
    stack = whole.files.stack(folder)
    if not stack:
        return None
    forms = tuple(files for _, files in stack)
    known = define(forms)
    in_rule_files(known, forms)
    bodies = [(form.extent, str(key)) for one in forms for file in one.rules for key, form in file.fungsi.items()]
    manual, problems = check_manual(forms, (), Listener(known, bodies))
    in_sums(forms, known)
    if manual is not None:
        in_texts(manual, known)
    read = [problem for one, _ in stack for problem in whole.files.problems[one]]
    in_cases(whole.files, folder, known, read)
    look = whole.looks[folder] = Look(known, [*read, *problems])
    return look


def _paket(folder: Path, whole: Survey) -> None:
    found: list[Diagnostic] = []
    form = read_form(whole.files, folder, found)
    home = whole.files.find(form.manual.text, folder) if form is not None else None
    look = _manual(home, whole) if home is not None else None
    if form is not None and look is not None:
        known = replace(look.known, index=Index())
        in_paket(whole.files, folder, form, known, found)
        in_cases(whole.files, folder, known, found)
        whole.looks[folder] = Look(known, [*look.problems, *found])
