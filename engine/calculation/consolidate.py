"""Rows of base periods and of several offices -> one value: raw data, results, and values that the data give.

A value entered for a period wins over what its base periods give; where both are there and differ, both are shown.
"""

from __future__ import annotations

from dataclasses import replace

from engine.calculation import problems, reasons
from engine.calculation.tree import Node, entry_of
from engine.calculation.world import Moment, World
from engine.data.dataset import Datum
from engine.language.functions import FUNCTIONS
from engine.language.values import Outcome, absent, merged
from engine.manual.checked import Period, Rule, Variable
from engine.results.figure import Figure
from engine.source import Span

TOGETHER = {"jumlah": "sum", "rata-rata": "mean"}


def raw(world: World, node: Node, variable: Variable, moment: Moment) -> Figure:
    """A raw datum in a period: of the office asked for, or of all that report where raw data are put together."""
    entry = entry_of(node)
    if moment.office is None and entry.over_places == "data mentah":
        figures = [_raw_of(world, node, variable, moment, office) for office in world.kontrak.reporters]
        return _together(world, "jumlah", figures, node, variable.name, moment)
    return _raw_of(world, node, variable, moment, moment.office or world.kontrak.unit_kerja)


def _raw_of(world: World, node: Node, variable: Variable, moment: Moment, office: str) -> Figure:
    unit = world.unit(node, variable.quantity.unit)
    entered = world.data.get(node.kode, variable.name, moment.period, office)
    period = world.manual.periods[moment.period]
    parts = None if period.is_base else _from_parts(world, node, variable, period, office)
    if entered is not None:
        figure = _of_datum(world, node, variable.name, moment, entered, unit)
        return _beside(world, figure, parts, entered)
    if parts is not None:
        return replace(parts, unit=unit)
    reason = reasons.no_data(node.id(variable.name), period.name, _one_of_several(node, office))
    if not period.is_base and variable.consolidation is None:
        reason = reasons.not_consolidated(node.id(variable.name), period.name, variable.place)
    return _missing(world, node, variable.name, moment, reason)


def _one_of_several(node: Node, office: str | None) -> str | None:
    """The office, where it is one of several that report."""
    return office if entry_of(node).over_places else None


def _from_parts(world: World, node: Node, variable: Variable, period: Period, office: str) -> Figure | None:
    """The value of a period from the rows of its base periods; None where it has none."""
    rows = [world.data.get(node.kode, variable.name, part, office) for part in period.parts]
    moment = Moment(period.code, office)
    match variable.consolidation:
        case "kumulatif":
            return _of_datum(world, node, variable.name, moment, rows[-1]) if rows[-1] else None
        case "nilai terakhir":
            return _latest(world, node, variable.name, moment, rows)
        case "jumlah" | "rata-rata" as how:
            if not any(rows):
                return None
            figures = [
                _of_datum(world, node, variable.name, moment, row)
                if row
                else _lacking(node, variable.name, world.manual.periods[part], office)
                for row, part in zip(rows, period.parts, strict=True)
            ]
            return _together(world, how, figures, node, variable.name, moment)
    return None


def _latest(world: World, node: Node, name: str, moment: Moment, rows: list[Datum | None]) -> Figure | None:
    """The last row inside the period; one older than its last base period is warned of."""
    present = [row for row in rows if row is not None]
    if not present:
        return None
    if rows[-1] is None:
        period = world.manual.periods[moment.period]
        world.problems.append(problems.older_value(present[-1].place, node.id(name), period.name))
    return _of_datum(world, node, name, moment, present[-1])


def _lacking(node: Node, name: str, period: Period, office: str) -> Figure:
    reason = reasons.no_data(node.id(name), period.name, _one_of_several(node, office))
    return Figure(node.id(name), period.code, absent(reason))


def _together(world: World, how: str, figures: list[Figure], node: Node, name: str, moment: Moment) -> Figure:
    """The sum or the mean of figures; N/A if one of them is."""
    sources = tuple(dict.fromkeys(place for figure in figures for place in figure.sources))
    members = Outcome(tuple(figure.outcome for figure in figures))
    place: Span | None = sources[0] if sources else None
    outcome = FUNCTIONS[TOGETHER[how]].apply((members,), place)
    unit = figures[0].unit if figures else None
    return Figure(node.id(name), moment.period, outcome, unit, sources=sources)


def _of_datum(world: World, node: Node, name: str, moment: Moment, datum: Datum, unit: str | None = None) -> Figure:
    return Figure(node.id(name), moment.period, datum.outcome, unit, sources=(datum.place,), note=datum.note)


def _beside(world: World, entered: Figure, parts: Figure | None, datum: Datum) -> Figure:
    """The entered value; that of the base periods is shown beside it where they differ."""
    if parts is None or parts.outcome.value is None or parts.outcome.value == entered.outcome.value:
        return entered
    other = parts.sources[-1] if parts.sources else datum.place
    world.problems.append(problems.differs_from_parts(datum.place, other, entered.id))
    return replace(entered, instead=replace(parts, unit=entered.unit))


def _missing(world: World, node: Node, name: str, moment: Moment, reason: object) -> Figure:
    """Absent: lawfully where what it follows is lawfully absent, otherwise missing."""
    excuse = world.excuse(node, moment)
    outcome = excuse if excuse is not None else absent(reason)  # type: ignore[arg-type]
    return world.plain(node, name, moment, outcome)


def result(world: World, node: Node, name: str, moment: Moment) -> Figure:
    """The result of an entry: over places, then over periods, then its formula or the row that gives it."""
    entry = node.entry
    if entry is None:
        return world.plain(node, name, moment, absent(reasons.not_in_manual(node.id(name))))
    if moment.office is None and entry.over_places in TOGETHER:
        figures = [_result_of(world, node, name, replace(moment, office=one)) for one in world.kontrak.reporters]
        return replace(_together(world, str(entry.over_places), figures, node, name, moment), unit=entry.unit)
    return _result_of(world, node, name, moment)


def _result_of(world: World, node: Node, name: str, moment: Moment) -> Figure:
    entry, period = entry_of(node), world.manual.periods[moment.period]
    if period.is_base or (entry.over_periods == "data mentah" and entry.result is not None):
        return _result_at(world, node, name, moment)
    entered = _row(world, node, name, moment)
    parts = _result_from_parts(world, node, name, period, moment)
    if entered is None:
        return replace(parts, unit=entry.unit, period=moment.period)
    figure = _of_datum(world, node, name, moment, entered, entry.unit)
    return _beside(world, figure, parts, entered)


def _result_from_parts(world: World, node: Node, name: str, period: Period, moment: Moment) -> Figure:
    entry = entry_of(node)
    moments = [replace(moment, period=part) for part in period.parts]
    if entry.over_periods in TOGETHER:
        figures = [world.figure(node, name, one) for one in moments]
        return _of_those_due(world, entry.over_periods, figures, node, name, moment)
    last = next((one for one in reversed(moments) if _has_rows(world, node, name, one)), None)
    if last is None:
        return _missing(world, node, name, moment, reasons.no_data(node.id(name), period.name))
    figure = world.figure(node, name, last)
    if last is not moments[-1] and figure.sources:
        world.problems.append(problems.older_value(figure.sources[-1], node.id(name), period.name))
    return figure


def _of_those_due(world: World, how: str, figures: list[Figure], node: Node, name: str, moment: Moment) -> Figure:
    """Results of base periods together. One that is lawfully absent is left out, as the decrees leave out N/A; with
    none left the whole is absent for their reasons."""
    due = [figure for figure in figures if figure.outcome.status != "na"]
    if not due:
        return _together(world, how, figures, node, name, moment)
    left_out = tuple(figure.outcome for figure in figures if figure.outcome.status == "na")
    whole = _together(world, how, due, node, name, moment)
    under = merged(outcome.reasons for outcome in left_out)
    return replace(whole, outcome=replace(whole.outcome, carried=merged((whole.outcome.carried, under))))


def _has_rows(world: World, node: Node, name: str, moment: Moment) -> bool:
    entry = entry_of(node)
    offices = (moment.office,) if moment.office else (world.kontrak.unit_kerja, *world.kontrak.reporters)
    names = (name, *entry.variables)
    return any(world.data.get(node.kode, one, moment.period, office) for office in offices for one in names)


def _result_at(world: World, node: Node, name: str, moment: Moment) -> Figure:
    """In one period: the row that gives it, or its formula, or both with the row winning."""
    entry = entry_of(node)
    entered = _row(world, node, name, moment)
    if entry.result is None:
        if entered is None:
            period = world.manual.periods[moment.period]
            reason = reasons.no_data(node.id(name), period.name, _one_of_several(node, moment.office))
            return replace(_missing(world, node, name, moment, reason), unit=entry.unit)
        return _of_datum(world, node, name, moment, entered, entry.unit)
    return _or_given(world, node, entry.result, moment, entered)


def own_rule(world: World, node: Node, rule: Rule, moment: Moment) -> Figure:
    """A rule of one entry; where the data may give its value, a row wins."""
    entered = _row(world, node, rule.name, moment) if rule.given_by == "data" else None
    return _or_given(world, node, rule, moment, entered)


def _or_given(world: World, node: Node, rule: Rule, moment: Moment, entered: Datum | None) -> Figure:
    computed = world.computed(node, rule, moment)
    if entered is None:
        return _excused(world, node, moment, computed)
    figure = _of_datum(world, node, rule.name, moment, entered, computed.unit)
    return replace(figure, instead=computed)


def _excused(world: World, node: Node, moment: Moment, computed: Figure) -> Figure:
    """A result that is not due and has no value is absent for the reason of what it follows."""
    excuse = world.excuse(node, moment) if computed.outcome.value is None else None
    return computed if excuse is None else replace(computed, outcome=excuse)


def _row(world: World, node: Node, name: str, moment: Moment) -> Datum | None:
    """The row that gives a result: of the period itself, or of its last base period."""
    office = moment.office or world.kontrak.unit_kerja
    period = world.manual.periods[moment.period]
    found = world.data.get(node.kode, name, moment.period, office)
    if found is None and entry_of(node).over_periods == "data mentah":
        found = world.data.get(node.kode, name, period.parts[-1], office)
    return found
