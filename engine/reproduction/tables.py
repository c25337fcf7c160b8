"""The printed tables of a report: sums that do not add up, columns that do not follow from those beside them.

Numbers with decimals are rounded ones: what they give is known only between two ends, and what lies between them is no
difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain, product

from engine.data.printed_tables import PrintedTable
from engine.diagnostics.model import Message, say
from engine.evaluation.frame import Frame
from engine.evaluation.reference import compute
from engine.language.check import check_formula
from engine.language.parse import parse_formula
from engine.language.scope import Scope, Variable
from engine.language.typed import Typed
from engine.language.types import type_of
from engine.language.values import Outcome
from engine.record import dataclass
from engine.reproduction import misprints
from engine.reproduction.case import Reading, reading
from engine.reproduction.explaining import Found, by_chance
from engine.reproduction.model import Candidate, Difference, Hit, Kind, Shown
from engine.results.display import grouped, rounded

MOST_INPUTS = 6
"""Inputs of a formula whose two ends are tried; of more only the value in the middle."""
SLIPS = ("angka bertukar", "satu angka lain", "persen dan rasio", "dipotong")


def of_tables(tables: tuple[PrintedTable, ...], kinds: tuple[Kind, ...]) -> Iterator[Difference]:
    """Everything in the printed tables that does not hold."""
    for table in tables:
        for whole in table.sums:
            for column in table.columns:
                yield from _sum(table, whole, column, kinds)
        for column in table.formulas:
            for row in table.rows:
                yield from _formula(table, row, column, kinds)


def within_rounding(tables: tuple[PrintedTable, ...]) -> Iterator[tuple[str, str, str]]:
    """Cells that agree only because the numbers they are made of were rounded: id, printed, computed."""
    for table in tables:
        for column in table.formulas:
            for row in table.rows:
                found = _by_formula(table, row, column)
                if found is not None and found.possible:
                    yield found.cell.id, found.cell.text, found.shown


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell; `value` is a number as printed, in hundredths where it has a `%`."""

    id: str
    text: str
    reading: Reading

    @property
    def half(self) -> Fraction:
        """How far the number may lie from what is printed; 0 for whole numbers, which are counts and amounts."""
        decimals = self.reading.decimals
        return Fraction(1, 2 * 10**decimals) if decimals else Fraction(0)


def _cell(table: PrintedTable, row: str, column: str) -> Cell | None:
    """A cell that holds a number or a word."""
    text = table.cells.get((row, column))
    if text is None and row not in table.rows:
        text = row
    return None if text is None else Cell(f"tabel/{table.name}/{row}.{column}", text, reading(text))


def _sum(table: PrintedTable, whole: str, column: str, kinds: tuple[Kind, ...]) -> Iterator[Difference]:
    total = _cell(table, whole, column)
    named = [(row, _cell(table, row, column)) for row in table.sums[whole]]
    parts = {row: cell for row, cell in named if cell is not None and isinstance(cell.reading.value, Fraction)}
    if total is None or not isinstance(total.reading.value, Fraction) or not parts:
        return
    added = sum((_number(cell) for cell in parts.values()), Fraction(0))
    room = total.half + sum((cell.half for cell in parts.values()), Fraction(0))
    if abs(added - total.reading.value) <= room:
        return
    found = _explained(_sum_candidates(table, whole, column, parts, added, kinds), added, total.reading, kinds)
    shown = _shown(added, total, _decimals(parts, total))
    yield _difference(table, total, shown, say("the parts add up to"), found)


def _shown(value: Fraction, cell: Cell, decimals: int) -> str:
    """A number written as the cell is: with its `%`, with points between thousands only if it has them."""
    text = grouped(rounded(value, decimals), decimals)
    text = text if "." in cell.text else text.replace(".", "")
    return f"{text}%" if cell.reading.percent else text


def _decimals(parts: Mapping[str, Cell], total: Cell) -> int:
    return max(cell.reading.decimals for cell in (*parts.values(), total))


def _number(cell: Cell) -> Fraction:
    assert isinstance(cell.reading.value, Fraction)
    return cell.reading.value


Tried = Iterator[tuple[str, Candidate, bool]]
"""The way, the candidate, and whether it makes everything right."""


def _sum_candidates(
    table: PrintedTable, whole: str, column: str, parts: Mapping[str, Cell], added: Fraction, kinds: tuple[Kind, ...]
) -> Tried:
    """What may be wrong with a sum: the total, one of the parts, or a part left out."""
    total = _cell(table, whole, column)
    assert total is not None
    yield from _slips(added, total)
    for row, part in parts.items():
        rest = added - _number(part)
        yield _hitting("bagian hilang", total, rest, say("without `{part}`", part=row), part.id)
    for row, part in parts.items():
        needed = _number(total) - (added - _number(part))
        said = _shown(needed, part, part.reading.decimals)
        for way, one, hit in (*_slips(needed, part), *_neighbours(table, row, column, part)):
            what = say("`{row}` should be {needed}: {what}", row=row, needed=said, what=one.what)
            yield way, Candidate(one.value, what, " = ".join(sorted({part.id, one.id}))), hit
    yield from _neighbours(table, whole, column, total)


def _slips(right: Fraction, cell: Cell) -> Tried:
    """What a slip of the hand makes of the right number."""
    decimals = cell.reading.decimals
    for value in misprints.exchanged(right, decimals):
        yield _hitting("angka bertukar", cell, value, say("two neighbouring digits exchanged"), cell.id)
    for value in misprints.one_off(right, decimals):
        yield _hitting("satu angka lain", cell, value, say("one digit is another"), cell.id)
    for factor in (Fraction(100), Fraction(1, 100)):
        what = say("a hundred times too much or too little")
        yield _hitting("persen dan rasio", cell, right * factor, what, cell.id)
    cut = misprints.cut_off(right, decimals)
    if cut != rounded(right, decimals):
        yield _hitting("dipotong", cell, cut, say("further decimals cut off, not rounded"), cell.id)


def _neighbours(table: PrintedTable, row: str, column: str, cell: Cell) -> Tried:
    """The value of another row or column of the same table. That two cells have nothing says nothing."""
    for other in table.rows:
        found = _cell(table, other, column)
        if other != row and found is not None and found.reading.value:
            what = say("the value of the row `{row}`", row=other)
            yield _hitting("baris lain", cell, found.reading.value, what, found.id)
    for other in table.columns:
        found = _cell(table, row, other)
        if other != column and found is not None and found.reading.value:
            what = say("the value of the column `{column}`", column=other)
            yield _hitting("kolom lain", cell, found.reading.value, what, found.id)


def _hitting(way: str, cell: Cell, value: Shown, what: Message, id: str) -> tuple[str, Candidate, bool]:
    return way, Candidate(value, what, id), cell.reading.is_hit_by(value)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that is not what its formula gives; `possible` if rounded inputs leave room for it."""

    cell: Cell
    value: Shown
    shown: str
    possible: bool


def _formula(table: PrintedTable, row: str, column: str, kinds: tuple[Kind, ...]) -> Iterator[Difference]:
    """A cell that does not follow from those beside it."""
    found = _by_formula(table, row, column)
    if found is None or found.possible:
        return
    tried: Tried = iter(())
    if isinstance(found.value, Fraction):
        tried = chain(_slips(found.value, found.cell), _neighbours(table, row, column, found.cell))
    explained = _explained(tried, found.value, found.cell.reading, kinds)
    yield _difference(table, found.cell, found.shown, say("by its formula"), explained)


def _by_formula(table: PrintedTable, row: str, column: str) -> Wrong | None:
    """What a formula gives for a cell; None where that is what is printed, or nothing can be computed."""
    cell = _cell(table, row, column)
    beside = {name: one for name in table.columns if name != column and (one := _cell(table, row, name)) is not None}
    inputs = {name: one for name, one in beside.items() if one.reading.value is not None}
    node = checked(table, column, inputs)
    if cell is None or node is None:
        return None
    value = _in_print(cell, _worked_out(node, inputs, {}))
    if value is None or cell.reading.is_hit_by(value):
        return None
    if isinstance(value, str):
        return Wrong(cell, value, value, possible=False)
    shown = _shown(value, cell, cell.reading.decimals)
    return Wrong(cell, value, shown, _lies_between(node, cell, inputs))


def checked(table: PrintedTable, column: str, inputs: Mapping[str, Cell]) -> Typed | None:
    """The formula of a column for these inputs; None where it uses a cell that says nothing."""
    expr, _ = parse_formula(table.formulas[column])
    if expr is None:
        return None
    kinds = (Variable(name, type_of(_outcome(cell, Fraction(0)))) for name, cell in inputs.items())
    return check_formula(expr, Scope().bind(*kinds))[0]


def _outcome(cell: Cell, shift: Fraction) -> Outcome:
    """A cell as an input: a percentage as its ratio."""
    value = cell.reading.value
    if isinstance(value, Fraction):
        return Outcome((value + shift) / (100 if cell.reading.percent else 1))
    return Outcome(value)


def _worked_out(node: Typed, inputs: Mapping[str, Cell], shifts: Mapping[str, Fraction]) -> Outcome:
    known = {name: _outcome(cell, shifts.get(name, Fraction(0))) for name, cell in inputs.items()}
    return compute(node, Frame(locals=known)).outcome


def _in_print(cell: Cell, outcome: Outcome) -> Shown | None:
    if isinstance(outcome.value, Fraction) and not isinstance(outcome.value, bool):
        return outcome.value * (100 if cell.reading.percent else 1)
    return outcome.value if isinstance(outcome.value, str) else None


def _lies_between(node: Typed, cell: Cell, inputs: Mapping[str, Cell]) -> bool:
    """Whether the printed number is possible if each input is what was rounded to it."""
    rounded_ones = [name for name, one in inputs.items() if isinstance(one.reading.value, Fraction) and one.half]
    if len(rounded_ones) > MOST_INPUTS or not isinstance(cell.reading.value, Fraction):
        return False
    ends = []
    for signs in product((-1, 1), repeat=len(rounded_ones)):
        shifts = {name: sign * inputs[name].half for name, sign in zip(rounded_ones, signs, strict=True)}
        value = _in_print(cell, _worked_out(node, inputs, shifts))
        if isinstance(value, Fraction):
            ends.append(value)
    return bool(ends) and min(ends) - cell.half <= cell.reading.value <= max(ends) + cell.half


def _explained(tried: Tried, right: Shown, printed: Reading, kinds: tuple[Kind, ...]) -> Found:
    """What makes everything right, of the ways that the rule files list."""
    known = {kind.way: kind for kind in reversed(kinds)}
    values: dict[str, set[Shown]] = {}
    good: dict[str, list[Candidate]] = {}
    for way, candidate, hit in tried:
        if way in known:
            values.setdefault(way, set()).add(candidate.value)
            if hit:
                good.setdefault(way, []).append(candidate)
    expected = sum(
        (by_chance(some, right, printed.value, printed.decimals, known[way]) for way, some in values.items()),
        Fraction(0),
    )
    hits = [Hit(known[way], tuple(some), len(values[way])) for way, some in good.items()]
    ranked = tuple(sorted(hits, key=lambda hit: hit.tried))
    return Found(ranked, sum(map(len, values.values())), expected)


def _difference(table: PrintedTable, cell: Cell, shown: str, basis: Message, found: Found) -> Difference:
    places = (table.where,)
    return Difference(cell.id, cell.text, places, shown, basis, found.verdict, found.hits, found.tried, found.expected)
