"""A folder of many offices -> what is wrong or doubtful in it before any figure is computed."""

from __future__ import annotations

from pathlib import Path

from engine.calculation.contract import contract_findings
from engine.data.model import KontrakForm
from engine.diagnostics.model import Diagnostic, Problems, in_order
from engine.manual.checked import Manual
from engine.manual.files import ManualFiles, folders_of
from engine.manual.shelves import Shelf
from engine.offices.grounds import Grounds
from engine.offices.model import Ground
from engine.offices.periods import Periods
from engine.offices.reckoning import Reckoning
from engine.offices.tables import read_table
from engine.record import dataclass


@dataclass(slots=True)
class _Known(Grounds):
    """The one manual that was checked already."""

    ground: Ground | None = None

    def of(self, form: KontrakForm, paket: Shelf, period: str | None) -> tuple[Ground | None, Problems]:
        return self.ground, ()


def check_offices(folder: Path, manual: Manual, stack: tuple[ManualFiles, ...]) -> Problems:
    """The problems of all offices and of what they share."""
    grounds = _Known(ground=Ground(manual, folders_of(stack), (), Reckoning(manual)))
    table, problems = read_table(folder, folder.as_posix(), Periods(), grounds)
    if table is None:
        return problems
    found: list[Diagnostic] = [*table.problems]
    for name in table.names:
        inputs = next(iter(table.office(name).parts.values())).inputs
        found += (*inputs.problems, *inputs.doubts, *contract_findings(manual, inputs.kontrak))
    return in_order(found)
