"""Tables and scales -> branches: which row holds, which two points a value lies between.

Cells on what is known beforehand are decided while source is generated, so that most rows never reach it. A table in
which at most one row may hold is a chain of branches where no two of those that are left can hold at once; where that
cannot be read off their cells, it is looked at. A hole, and two rows at once, are handed on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from typing import TypeAlias

from engine.compiling import joined
from engine.compiling.comparing import comparison, together
from engine.compiling.deciding import Decision, decided, handed_on, in_turn
from engine.compiling.members import Write, as_truth
from engine.compiling.place import OTHER, Place
from engine.compiling.ratio import (
    Known,
    Ratio,
    Shown,
    Truth,
    UnfitForRatios,
    as_ratio,
    compared,
    listed,
    placeholder,
)
from engine.compiling.writer import remark
from engine.evaluation import finish, tables
from engine.language import typed
from engine.language.check import INPUT
from engine.language.values import Outcome, merged
from engine.record import dataclass

Interval: TypeAlias = "tuple[object, object, bool, bool]"
"""Lower and upper end, None for none; whether each belongs to it."""

EVERYTHING: Interval = (None, None, False, False)
UNDECIDABLE = ("lubang_tabel", "baris_ganda")
"""Reasons that show the values of the inputs."""


_PLAIN = (Known(Outcome(True)),)
_NEVER = Decision(Known(Outcome(False)), "", ())


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its cells as far as they are looked at, and whether it holds."""

    row: typed.Row
    cells: tuple[Truth | Known, ...]
    holds: Decision

    @property
    def code(self) -> str:
        assert isinstance(self.holds.answer, Truth)
        return self.holds.answer.code

    @property
    def signs(self) -> tuple[tuple[str, bool], ...]:
        """What is known of variables where it holds."""
        return tuple(sign for cell in self.cells if isinstance(cell, Truth) for sign in cell.then)


def table(node: typed.Table, place: Place, write: Write) -> Shown:
    """What the row gives that holds, by the table's policy."""
    inputs = [write(input_, place) for input_ in node.inputs]
    lines = []
    for row in node.rows:
        lines.append(_line(row, inputs, place, write))
        answer = lines[-1].holds.answer
        if node.policy == "pertama" and isinstance(answer, Known) and answer.outcome.value is True:
            break
    if all(isinstance(line.holds.answer, Known) and not line.holds.open for line in lines):
        return _looked_up(node, inputs, lines, place, write)
    if node.policy == "semua":
        raise UnfitForRatios
    return _branches(node, inputs, lines, place, write)


def _line(row: typed.Row, inputs: Sequence[Shown], place: Place, write: Write) -> Line:
    cells: list[Truth | Known] = []
    for condition, input_ in zip(row.conditions, inputs, strict=True):
        cells.append(as_truth(write(condition, place.bound({INPUT: input_})), condition))
        last = cells[-1]
        if isinstance(last, Known) and last.outcome.value is False and last.outcome.status == "final":
            if not last.outcome.carried and all(cell in _PLAIN for cell in cells[:-1]):
                return Line(row, tuple(cells), _NEVER)
            break
    return Line(row, tuple(cells), decided(cells, in_turn(False), "and"))


def _looked_up(node: typed.Table, inputs: list[Shown], lines: list[Line], place: Place, write: Write) -> Shown:
    """A table in which all is decided beforehand, by the rules of the evaluator itself."""

    def answer(row: int, column: int, given: Outcome) -> Outcome:
        cells = lines[row].cells
        if all(isinstance(cell, Known) for cell in cells):
            return placeholder(cells[column])
        whole = lines[row].holds.answer
        return placeholder(whole) if column == 0 else Outcome(True)

    found = tables.table_row(node, tuple(map(placeholder, inputs)), answer)
    if isinstance(found, Outcome):
        shows = any(reason.code in UNDECIDABLE for reason in found.reasons)
        if shows and not all(isinstance(one, Known) for one in inputs):
            raise UnfitForRatios
        return Known(found)
    outputs = [write(node.rows[row].output, place) for row in found.rows]
    return joined.also_under(listed(outputs) if node.policy == "semua" else outputs[0], found.carried)


def _branches(node: typed.Table, inputs: list[Shown], lines: list[Line], place: Place, write: Write) -> Shown:
    """A chain of branches over the rows that may hold."""
    once = node.policy == "tunggal"
    told = {line.holds.told for line in lines} if not once else set()
    if len(told) > 1:
        raise UnfitForRatios
    if once:
        for line in lines:
            handed_on(line.holds, place)
    under = merged(line.holds.told for line in lines)
    live = _live(lines)
    column = _one_column(live)
    if column is None:
        found = _chain(live, once, place, write)
    else:
        found = _steps(live, column, inputs[column], EVERYTHING, place, write)
    return joined.also_under(_somewhere(found), under)


def _somewhere(shown: Shown) -> Shown:
    """What came out of branches; where all of them are handed on, there is nothing to go on with."""
    if shown == joined.NOWHERE:
        raise UnfitForRatios
    return shown


def _live(lines: list[Line]) -> list[Line]:
    """Rows that may hold, or may be left open."""
    return [
        line
        for line in lines
        if isinstance(line.holds.answer, Truth) or line.holds.answer.outcome.value is True or line.holds.open
    ]


def _chain(lines: list[Line], once: bool, place: Place, write: Write) -> Shown:
    if not lines:
        return joined.NOWHERE  # a hole
    line, rest = lines[0], lines[1:]
    answer = line.holds.answer if once else handed_on(line.holds, place)
    if isinstance(answer, Known):
        if answer.outcome.value is not True:
            return _chain(rest, once, place, write)
        if once:
            _alone(line, rest, place)
        return write(line.row.output, place)
    inside = place.inside(line.signs)
    if once:
        _alone(line, rest, inside)
    then = write(line.row.output, inside)
    last = place.inside(_only(line))
    return joined.either(line.code, [(inside, then), (last, _chain(rest, once, last, write))], place)


def _one_column(lines: list[Line]) -> int | None:
    """The column that alone decides, by the interval that a number lies in, and of which no two rows hold at once."""
    columns = {at for line in lines for at, cell in enumerate(line.cells) if isinstance(cell, Truth)}
    plain = all(isinstance(line.holds.answer, Truth) and not line.holds.open for line in lines)
    if len(columns) != 1 or not plain:
        return None
    column = columns.pop()
    found = [_interval(line.row.conditions[column]) for line in lines]
    numbers = all(one is not None and not any(isinstance(end, str) for end in one[:2]) for one in found)
    apart = all(_do_not_meet(one, other) for one, other in combinations(found, 2))
    return column if numbers and apart else None


def _steps(lines: list[Line], column: int, input_: Shown, known: Interval, place: Place, write: Write) -> Shown:
    """A chain that looks only at ends of intervals which the rows before do not tell. `known`: where the number is."""
    if not lines:
        return joined.NOWHERE
    line, rest = lines[0], lines[1:]
    interval = _interval(line.row.conditions[column])
    assert interval is not None
    low, high = _told_low(interval, known), _told_high(interval, known)
    value = joined.bare(input_)
    ends = [] if low else [comparison(">=" if interval[2] else ">", value, _end(interval[0]), (), place)]
    ends += [] if high else [comparison("<=" if interval[3] else "<", value, _end(interval[1]), (), place)]
    holds = ends[0] if len(ends) == 1 else together(ends, "and")
    if isinstance(holds, Known):
        if holds.outcome.value is True:
            return write(line.row.output, place)
        return _steps(rest, column, input_, known, place, write)
    if low:
        known = interval[1], known[1], not interval[3], known[3]
    elif high:
        known = known[0], interval[0], known[2], not interval[2]
    inside, last = place.inside(holds.then), place.inside(holds.otherwise)
    then = write(line.row.output, inside)
    otherwise = _steps(rest, column, input_, known, last, write)
    return joined.either(holds.code, [(inside, then), (last, otherwise)], place)


def _end(value: object) -> Known:
    assert isinstance(value, Fraction)
    return Known(Outcome(value))


def _told_low(interval: Interval, known: Interval) -> bool:
    """Whether all that is known to be possible lies above the lower end."""
    end, least = interval[0], known[0]
    if end is None or least is None:
        return end is None
    return least > end or (least == end and (interval[2] or not known[2]))  # type: ignore[operator]


def _told_high(interval: Interval, known: Interval) -> bool:
    end, most = interval[1], known[1]
    if end is None or most is None:
        return end is None
    return most < end or (most == end and (interval[3] or not known[3]))  # type: ignore[operator]


def _only(line: Line) -> tuple[tuple[str, bool], ...]:
    """What is known where a row does not hold: something only if one cell alone decides."""
    open_ = [cell for cell in line.cells if isinstance(cell, Truth)]
    return open_[0].otherwise if len(open_) == 1 else ()


def _alone(line: Line, rest: list[Line], place: Place) -> None:
    """Where a row holds none of the others does."""
    for other in rest:
        answer = other.holds.answer
        if isinstance(answer, Known) and answer.outcome.value is True:
            place.put(OTHER)
        elif isinstance(answer, Truth) and not _apart(line.row, other.row):
            place.put(f"if {answer.code}:")
            place.put(f"    {OTHER}")


# ---- cells that cannot hold at once


def _apart(one: typed.Row, other: typed.Row) -> bool:
    pairs = zip(one.conditions, other.conditions, strict=True)
    return any(_do_not_meet(_interval(first), _interval(second)) for first, second in pairs)


def _do_not_meet(one: Interval | None, other: Interval | None) -> bool:
    if one is None or other is None:
        return False
    return _before(one, other) or _before(other, one)


def _before(one: Interval, other: Interval) -> bool:
    high, low = one[1], other[0]
    if high is None or low is None or type(high) is not type(low):
        return False
    return high < low or (high == low and not (one[3] and other[2]))  # type: ignore[operator]


def _interval(cell: typed.Typed) -> Interval | None:
    """The values for which a simple cell holds."""
    match cell:
        case typed.Compare(operator, typed.Local(name), end) if name == INPUT:
            return _half(operator, _plain(end))
        case typed.Member(typed.Local(name), typed.RangeOf() as range_) if name == INPUT:
            low, high = _plain(range_.low), _plain(range_.high)
            both = low is not None and high is not None
            return (low, high, range_.low_closed, range_.high_closed) if both else None
        case typed.Member(typed.Local(name), end) if name == INPUT:
            return _half("=", _plain(end))
        case typed.Logic("and", (first, second)):
            one, other = _interval(first), _interval(second)
            if one is not None and other is not None and one[1] is None and other[0] is None:
                return one[0], other[1], one[2], other[3]
    return None


def _half(operator: str, end: Fraction | str | None) -> Interval | None:
    if end is None or operator == "!=":
        return None
    low, high = operator in ("=", ">", ">="), operator in ("=", "<", "<=")
    closed = operator not in ("<", ">")
    return (end if low else None), (end if high else None), closed, closed


def _plain(node: typed.Typed) -> Fraction | str | None:
    """A number or text that is written in a cell."""
    match node:
        case typed.Literal(outcome) if isinstance(outcome.value, Fraction | str):
            return outcome.value
        case typed.Negate(typed.Literal(outcome)) if isinstance(outcome.value, Fraction):
            return -outcome.value
    return None


# ---- scales


def scaled(node: typed.Scale, place: Place, write: Write) -> Shown:
    """Linear between points: a branch for each piece, pieces on one line taken together."""
    given = write(node.input, place)
    if isinstance(given, Known):
        return Known(finish.combined(node, (given.outcome,), place.frame))
    pieces = list(_pieces(node))
    found = _along(pieces, as_ratio(joined.bare(given)), place, node)
    return joined.also_under(_somewhere(found), given.under)


Piece: TypeAlias = "tuple[Fraction | None, tuple[Fraction, Fraction] | None]"
"""Up to which x; the slope and the height at 0, or None where the scale says nothing."""


def _pieces(node: typed.Scale) -> Iterator[Piece]:
    """The pieces of a scale from the left."""
    points = node.points
    lines = []
    for (x0, y0), (x1, y1) in pairwise(points):
        slope = (y1 - y0) / (x1 - x0)
        lines.append((x1, (slope, y0 - slope * x0)))
    if node.ends == "lanjut":
        yield from _merged([*lines[:-1], (None, lines[-1][1])])
        return
    zero = Fraction(0)
    first, last = ((zero, points[0][1]), (zero, points[-1][1])) if node.ends == "tetap" else (None, None)
    yield from _merged([(points[0][0], first), *lines, (None, last)])


def _merged(pieces: list[Piece]) -> Iterator[Piece]:
    for at, piece in enumerate(pieces):
        if at + 1 == len(pieces) or pieces[at + 1][1] != piece[1]:
            yield piece


def _along(pieces: list[Piece], x: Ratio, place: Place, node: typed.Scale) -> Shown:
    until, line = pieces[0]
    if until is None:
        return _height(line, x, place, node)
    # What lies below the first point belongs to the line before it, the point itself to the line behind.
    outside = line is None
    end = as_ratio(Known(Outcome(until)))
    code = compared("<" if outside else "<=", x, end, place.facts)
    inside, rest = place.inside(), place.inside()
    then = _height(line, x, inside, node)
    return joined.either(code, [(inside, then), (rest, _along(pieces[1:], x, rest, node))], place)


def _height(line: tuple[Fraction, Fraction] | None, x: Ratio, place: Place, node: typed.Scale) -> Shown:
    if line is None:
        return joined.NOWHERE
    slope, base = line
    if not slope:
        return Known(Outcome(base))
    parts = (Ratio(slope * x.scale, x.above, x.below), as_ratio(Known(Outcome(base))))
    return joined.sum_of(parts, (), place, remark(node.span))
