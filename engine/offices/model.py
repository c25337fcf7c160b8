"""One office out of many: its figures in each period, computed when they are asked for, and its problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from engine.calculation.paket import calculate_inputs
from engine.compiling.number import Number, Result
from engine.data.inputs import Inputs
from engine.diagnostics.model import Problems, in_order
from engine.language.typed import Path, Self
from engine.manual.checked import Manual, Unit
from engine.offices.computed import Heading, Headings, Reckoned
from engine.offices.reckoning import Reckoning
from engine.record import dataclass, replace
from engine.results.calculation import Calculation


@dataclass(frozen=True, slots=True)
class Ground:
    """A checked manual and the folders, as they are shown, that it is made of; `problems` are those of the manual,
    whoever names it."""

    manual: Manual
    folders: tuple[str, ...]
    problems: Problems
    reckoning: Reckoning


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What an office is computed from: the manual that holds, and contract and data as that understands them."""

    ground: Ground
    inputs: Inputs
    known: Headings | None = None
    """What is computed under the contract, where offices have that in common."""

    @property
    def manual(self) -> Manual:
        return self.ground.manual

    @property
    def found(self) -> Problems:
        """What is wrong or doubtful whatever the period."""
        return (*self.inputs.problems, *self.inputs.doubts, *self.ground.reckoning.lasting(self.inputs))


@dataclass(frozen=True, slots=True, eq=False)
class Office:
    """One office. `parts`: by period, those that can be computed. `read`: what is wrong with its files; `named`: by
    period, with the manual that its contract names, and with periods that cannot be computed.

    `shown` is the paket as the person typed it, `unit_kerja` empty where the contract does not say.
    """

    shown: str
    unit_kerja: str
    parts: Mapping[str, Part]
    read: Problems = ()
    named: Mapping[str, Problems] = field(default_factory=dict)
    common: Problems = ()
    """What is wrong with files in which other offices stand as well."""
    known: dict[str, Reckoned] = field(default_factory=dict)

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods that are computed."""
        return tuple(self.parts)

    def figures(self, period: str) -> Mapping[str, Number | Result]:
        """Every computed figure of a period by id, exact."""
        return self._reckoned(period).figures

    def headings(self, period: str) -> tuple[Heading, ...]:
        """The id and the unit of each of these figures, in the order of the tree."""
        part = self.parts[period]
        known = part.known or part.ground.reckoning.headings(part.inputs.kontrak)
        return known.headings

    def lines(self, period: str) -> str:
        """The lines of a table, as `rows` would give them."""
        reckoned = self._reckoned(period).figures
        return self.parts[period].ground.reckoning.printer.lines(reckoned, self.unit_kerja, period)

    def rows(self, period: str) -> Iterator[tuple[str, Unit | None, Number | Result]]:
        """Id, unit and value of each figure, in the order of the tree."""
        figures = self.figures(period)
        return ((id_, unit, figures[id_]) for id_, unit in self.headings(period))

    def totals(self, period: str) -> tuple[tuple[str, str], ...]:
        """The totals that the manual shows, by label: the ids of those that are figures of the office itself."""
        display = self.parts[period].manual.display
        cells = display.totals if display else ()
        named = (
            (label, cell.name) for label, cell in cells if isinstance(cell, Path) and isinstance(cell.object, Self)
        )
        return tuple((label, name) for label, name in named if name in self.figures(period))

    def calculation(self, period: str) -> Calculation:
        """Everything of a period with how it came about: as for a paket alone."""
        part = self.parts[period]
        problems = (*self.read, *self.common, *self.named.get(period, ()), *part.ground.problems, *part.inputs.problems)
        inputs = replace(part.inputs, problems=problems)
        return calculate_inputs(inputs, part.manual, part.ground.folders, period)

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The manuals it stands on, each once."""
        return tuple({id(part.ground): part.ground for part in self.parts.values()}.values())

    @property
    def problems(self) -> Problems:
        """What is wrong or doubtful in contract and data, and what the rules' own checks find in these periods."""
        parts = tuple({id(part): part for part in self.parts.values()}.values())
        of_parts = [one for part in parts for one in part.found]
        of_periods = [one for period in self.parts for one in self._reckoned(period).problems]
        of_names = [one for found in self.named.values() for one in found]
        return in_order((*self.read, *of_names, *of_parts, *of_periods))

    @property
    def broken(self) -> Problems:
        """Why nothing of it can be computed; empty where something is."""
        return () if self.parts else self.problems

    @property
    def whole(self) -> bool:
        """Whether everything that was asked for could be computed, from all of its files."""
        asked = all(period in self.parts for period in self.named)
        return asked and bool(self.parts) and not any(one.severity == "error" for one in self.read)

    @property
    def provisional(self) -> bool:
        """Whether something missing lies under one of its figures."""
        return any(self._reckoned(period).provisional for period in self.parts)

    def _reckoned(self, period: str) -> Reckoned:
        if period not in self.known:
            part = self.parts[period]
            self.known[period] = part.ground.reckoning.reckoned(part.inputs, period, part.known)
        return self.known[period]
