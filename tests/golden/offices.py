"""A paket that is read once, for many calculations with other rows: no rule file is read twice."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TypeAlias

from engine.calculation import office
from engine.calculation.world import Moment
from engine.data.dataset import DataSet, Datum, conform_rows
from engine.data.kontrak import Kontrak, conform_kontrak
from engine.data.paket import read_paket
from engine.diagnostics.model import Problems
from engine.home import rules_folder
from engine.language.arithmetic import number_text
from engine.language.values import Outcome, absent
from engine.manual.check import check_manual
from engine.manual.checked import Manual
from engine.manual.read import Shelf, read_manuals
from engine.results.figure import Figure

Key: TypeAlias = tuple[str, str, str, str]
"""kode, variable, period, office."""


@dataclass(frozen=True)
class Office:
    """Manual, contract and data of a paket. `problems`: what reading them found."""

    manual: Manual
    kontrak: Kontrak
    data: DataSet
    problems: Problems

    def without(self, keys: Iterable[Key]) -> Office:
        """The same office without these rows."""
        gone = set(keys)
        return replace(self, data=DataSet({key: datum for key, datum in self.data.data.items() if key not in gone}))

    def excused(self, keys: Iterable[Key], code: str) -> Office:
        """The same office with this reason of absence in the place of these values."""
        return replace(self, data=DataSet({**self.data.data, **{key: self._absence(key, code) for key in keys}}))

    def _absence(self, key: Key, code: str) -> Datum:
        return Datum(absent(self.manual.reasons[code]), self.kontrak.root.place, note=f"{key[0]}: {code}")

    def figures(self, period: str) -> tuple[dict[str, Figure], Problems]:
        """Every figure of a period by id, given ones included, and the warnings of putting periods together."""
        world, root = office.figures_of(self.manual, self.kontrak, self.data, period)
        found = (*office.given(world, root, period), *office.computed(world, root, period))
        return {figure.id: figure for figure in found}, tuple(world.problems)

    def at_root(self, period: str, *names: str) -> tuple[Figure, ...]:
        """Figures of the root, and no others than those they need."""
        world, root = office.figures_of(self.manual, self.kontrak, self.data, period)
        return tuple(world.figure(root, name, Moment(period)) for name in names)


@cache
def read_office(folder: Path, manuals: Path | None = None) -> Office:
    """The office of a paket; its manuals lie in `manuals` (without it: beside the paket) or come along."""
    paket, problems = read_paket(folder)
    assert paket is not None, problems
    manual, found = read_manual(paket.form.manual.text, manuals or folder.parent)
    kontrak, of_kontrak = conform_kontrak(paket.form, manual)
    data, of_data = conform_rows(paket.rows, kontrak, manual)
    return Office(manual, kontrak, data, (*problems, *found, *of_kontrak, *of_data))


@cache
def read_manual(code: str, folder: Path) -> tuple[Manual, Problems]:
    """A manual in this folder or among those that come along, checked."""
    shelves = (Shelf(folder, folder.as_posix()), Shelf(rules_folder(), "rules"))
    stack, found = read_manuals(code, shelves, None)
    assert stack, found
    manual, more = check_manual(stack, found)
    assert manual is not None, more
    return manual, (*found, *more)


def read_rows(file: Path) -> list[dict[str, str]]:
    """The rows of a table of expected figures."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def written(outcome: Outcome) -> str:
    """A value as the tables of expected figures write it: exact, `N/A: code` for none, `~` before rounded ones."""
    match outcome.value:
        case None:
            return "N/A: " + ", ".join(dict.fromkeys(reason.code for reason in outcome.reasons))
        case bool():
            return "ya" if outcome.value else "tidak"
        case Fraction() as value:
            return f"~{number_text(value)}" if outcome.rounded else str(value)
        case tuple() as items:
            return "[" + "; ".join(written(item) for item in items) + "]"
    return str(outcome.value)


def missing(outcome: Outcome) -> set[str | None]:
    """The inputs that are missing under a value, by id."""
    return {reason.input for reason in (*outcome.reasons, *outcome.carried) if not reason.lawful}


def differences(rows: Iterable[Mapping[str, str]], figures: Mapping[str, Figure]) -> list[str]:
    """What the rows `id;nilai;status` say and the figures do not."""
    return [
        f"{row['id']}: {row['nilai']} {row['status']} expected, {found} found"
        for row in rows
        if (found := _found(figures.get(row["id"]))) != f"{row['nilai']} {row['status']}"
    ]


def _found(figure: Figure | None) -> str:
    return "nothing" if figure is None else f"{written(figure.outcome)} {figure.outcome.status}"
