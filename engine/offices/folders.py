"""The folder of a paket -> its office. What is wrong with one office is its own problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from engine.calculation.paket import conform_paket
from engine.data.paket import read_paket
from engine.diagnostics.model import Problems, in_order
from engine.manual.shelves import Shelf
from engine.offices.grounds import Grounds
from engine.offices.model import Office, Part
from engine.offices.periods import Periods, grounded
from engine.offices.tables import Table, may_be_table, read_table
from engine.record import dataclass


@dataclass(frozen=True, slots=True)
class InTable:
    """One office of a folder that holds many."""

    folder: Path
    name: str


Wanted: TypeAlias = "Path | InTable"
"""A paket, or an office in a table; small, so that it can go to another process."""


@dataclass(slots=True, eq=False)
class Many:
    """Offices in these periods. `latest`: the table that was read last."""

    periods: Periods
    grounds: Grounds
    latest: tuple[Path, Table | None, Problems] | None = None

    def each(self, folders: Iterable[Path]) -> Iterator[Wanted]:
        """What is to be computed, one office after the other."""
        for folder in folders:
            table, _ = self._table(folder) if may_be_table(folder) else (None, ())
            if table is None:
                yield folder
            else:
                yield from (InTable(folder, name) for name in table.names)

    def office(self, one: Wanted) -> Office:
        """One office with what it can be computed from."""
        if isinstance(one, InTable):
            table, _ = self._table(one.folder)
            assert table is not None
            return table.office(one.name)
        problems = self._table(one)[1] if may_be_table(one) else ()
        return Office(one.as_posix(), "", {}, problems) if problems else self._of_paket(one)

    def _table(self, folder: Path) -> tuple[Table | None, Problems]:
        if self.latest is None or self.latest[0] != folder:
            self.latest = folder, *read_table(folder, folder.as_posix(), self.periods, self.grounds)
        return self.latest[1:]

    def _of_paket(self, folder: Path) -> Office:
        shown = folder.as_posix()
        paket, problems = read_paket(folder, shown)
        if paket is None:
            return Office(shown, "", {}, in_order(problems))
        on = grounded(paket.form, Shelf(folder, shown), self.grounds, self.periods)
        made: dict[int, Part] = {}
        for ground in on.grounds.values():
            if id(ground) not in made:
                made[id(ground)] = Part(ground, conform_paket(paket, ground.manual, ()))
        parts = {period: made[id(ground)] for period, ground in on.grounds.items()}
        return Office(shown, paket.form.unit_kerja.text.strip(), parts, in_order(problems), on.problems)
