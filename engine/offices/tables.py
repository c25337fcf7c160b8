"""A folder with one contract for many offices -> the office of each name that its tables list.

What the offices share is read and checked once: contract, manual, headings of the tables, where the rows of each office
stand. The rows themselves are read when their office is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from pathlib import Path

from engine.data.files import open_bytes, open_inside, read_source, shown_as
from engine.data.inputs import Inputs
from engine.data.kontrak import conform_kontrak, data_sources, office_sources, read_kontrak
from engine.data.model import KontrakForm
from engine.data.paket import KONTRAK
from engine.data.readers.blocks import NO_OFFICE, Blocks, read_blocks
from engine.data.readers.csv import Records, extent, full
from engine.data.row_problems import empty_cell
from engine.data.tidy import COLUMNS, Cell, DataSource
from engine.diagnostics.model import Diagnostic, Problems, in_order
from engine.manual.shelves import Shelf
from engine.offices import problems as problem
from engine.offices.computed import Headings
from engine.offices.contracts import OPTIONAL, WANTED, SharedContract
from engine.offices.data import SharedData
from engine.offices.grounds import Grounds
from engine.offices.model import Ground, Office, Part
from engine.offices.periods import Grounded, Periods, grounded
from engine.record import dataclass

_KEY = re.compile(rb"kantor[\"']?[ \t]*:")

Sink = Callable[[Diagnostic], None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the offices share under one manual."""

    ground: Ground
    contract: SharedContract
    data: SharedData
    headings: Headings


@dataclass(slots=True, eq=False)
class Table:
    """A folder whose contract has `kantor`. `problems`: of what its offices share."""

    shown: str
    contracts: tuple[Blocks, ...]
    data: tuple[Blocks, ...]
    on: Grounded
    problems: list[Diagnostic]
    form: KontrakForm
    sheets: dict[int, Sheet] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The offices, in the order in which they are listed."""
        names = dict.fromkeys(name for one in self.contracts for name in one.runs)
        return tuple(name for name in names if name != NO_OFFICE)

    def office(self, name: str) -> Office:
        """One of them."""
        parts: dict[str, Part] = {}
        made: dict[int, Part] = {}
        for period, ground in self.on.grounds.items():
            if id(ground) not in made:
                made[id(ground)] = self._part(name, self.sheets[id(ground)])
            parts[period] = made[id(ground)]
        return Office(self.shown, name, parts, (), dict.fromkeys(self.on.problems, ()), tuple(self.problems))

    def _part(self, name: str, sheet: Sheet) -> Part:
        kontrak, of_contract = sheet.contract.of(name, self.contracts)
        data, of_data = sheet.data.of(kontrak, self.data)
        inputs = Inputs(self.shown, kontrak, data, (), (*of_contract, *of_data))
        return Part(sheet.ground, inputs, sheet.headings)


def may_be_table(folder: Path) -> bool:
    """Whether `kantor` seems to be a key in the contract of a folder; told quickly, for folders of which few are."""
    try:
        return _KEY.search(open_bytes(folder / KONTRAK)) is not None
    except OSError:
        return False


def read_table(folder: Path, shown: str, periods: Periods, grounds: Grounds) -> tuple[Table | None, Problems]:
    """The offices of a folder; None without problems where its contract is that of one office alone."""
    source, problems = read_source(folder, KONTRAK, shown)
    form, found = read_kontrak(source) if source else (None, ())
    if form is None or not form.kantor:
        return None, problems if source is None else ()
    problems += found
    contracts, of_contracts = _blocks(folder, shown, office_sources(form), WANTED, OPTIONAL)
    data, of_data = _blocks(folder, shown, data_sources(form), COLUMNS, ())
    on = grounded(form, Shelf(folder, shown), grounds, periods)
    of_names = [one for some in on.problems.values() for one in some]
    everything: list[Diagnostic] = [*problems, *of_contracts, *of_data, *of_names]
    if form.unit_pelapor:
        everything.append(problem.reporters_of_many(form.unit_pelapor[0].span))
    table = Table(shown, contracts, data, on, everything, form)
    if not table.names and contracts:
        everything.append(problem.no_offices(form.kantor[0].span))
    if not table.names or not on.grounds:
        return None, in_order(everything)
    for ground in on.grounds.values():
        if id(ground) not in table.sheets:
            table.sheets[id(ground)] = _sheet(form, ground, everything.append)
    _strays(table, everything.append)
    table.problems = list(in_order(everything))
    return table, ()


def _sheet(form: KontrakForm, ground: Ground, sink: Sink) -> Sheet:
    kontrak, found = conform_kontrak(form, ground.manual)
    for one in found:
        sink(one)
    headings = ground.reckoning.headings(kontrak)
    return Sheet(ground, SharedContract(ground.manual, kontrak), SharedData(ground.manual, kontrak), headings)


def _blocks(
    folder: Path,
    shown: str,
    declared: tuple[tuple[DataSource, ...], Problems],
    wanted: Sequence[str],
    optional: Sequence[str],
) -> tuple[tuple[Blocks, ...], Problems]:
    sources, problems = declared
    found: list[Diagnostic] = [*problems]
    blocks: list[Blocks] = []
    for source in sources:
        file, more = open_inside(folder, source.name, source.name, source.place)
        found += more
        if file is not None:
            with file:
                one, more = read_blocks(file, shown_as(shown, source.name), source, wanted, optional)
            found += more
            blocks += (one,) if one else ()
    return tuple(blocks), tuple(found)


def _strays(table: Table, sink: Sink) -> None:
    """Rows that belong to no office that is listed."""
    names = table.names
    known = frozenset(names)
    for blocks in (*table.contracts, *table.data):
        for office in blocks.runs:
            if office == NO_OFFICE:
                for cells in _nameless(blocks, sink):
                    sink(empty_cell(extent(cells), WANTED[0]))
            elif office not in known:
                _not_listed(blocks, office, names, sink)


def _nameless(blocks: Blocks, sink: Sink) -> Iterator[list[Cell]]:
    """Records in which no office is named; those that are no records at all are said to be so."""
    for text, problems in blocks.texts(NO_OFFICE):
        for one in problems:
            sink(one)
        if text is not None:
            yield from full(Records(text, blocks.delimiter, sink), len(blocks.columns), sink)


def _not_listed(blocks: Blocks, office: str, names: Sequence[str], sink: Sink) -> None:
    record = next(iter(Records(blocks.first(office), blocks.delimiter, lambda one: None)))
    sink(problem.not_listed(record[blocks.columns.index(WANTED[0])].span, office, names))
