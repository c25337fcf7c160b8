"""Rows of base periods and of several offices -> one value, as far as it is known: what `calculation.consolidate` does
with values. Which row wins and what is absent stands beforehand; sums and means become lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.calculation import reasons
from engine.calculation.consolidate import TOGETHER
from engine.calculation.tree import Node, entry_of
from engine.calculation.world import Moment
from engine.compiling import joined
from engine.compiling.ratio import Known, Shown, as_ratio, placeholder, ratio
from engine.diagnostics.model import Reason
from engine.evaluation.frame import Frame
from engine.language.functions import FUNCTIONS
from engine.language.values import Outcome, absent, merged
from engine.manual.checked import Period, Rule, Variable
from engine.record import replace

if TYPE_CHECKING:
    from engine.programs.lowering import Lowering


def raw(lowering: Lowering, node: Node, variable: Variable, moment: Moment) -> Shown:
    """A raw datum in a period: of the office asked for, or of all that report where raw data are put together."""
    if moment.office is None and entry_of(node).over_places == "data mentah":
        reporters = lowering.kontrak.reporters
        each = [_raw_of(lowering, node, variable, moment, office) for office in reporters]
        return _together(lowering, "jumlah", each, node, variable.name, moment)
    return _raw_of(lowering, node, variable, moment, moment.office)


def _raw_of(lowering: Lowering, node: Node, variable: Variable, moment: Moment, office: str | None) -> Shown:
    entered = lowering.row(node.kode, variable.name, moment.period, office)
    period = lowering.manual.periods[moment.period]
    parts = None if period.is_base else _from_parts(lowering, node, variable, period, office)
    if entered is not None:
        return entered
    if parts is not None:
        return parts
    reason = reasons.no_data(node.id(variable.name), period.name, _one_of_several(lowering, node, office))
    if not period.is_base and variable.consolidation is None:
        reason = reasons.not_consolidated(node.id(variable.name), period.name, variable.place)
    return lowering.missing(node, moment, reason)


def _one_of_several(lowering: Lowering, node: Node, office: str | None) -> str | None:
    return (office or lowering.kontrak.unit_kerja) if entry_of(node).over_places else None


def _from_parts(lowering: Lowering, node: Node, variable: Variable, period: Period, office: str | None) -> Shown | None:
    """The value of a period from the rows of its base periods; None where it has none."""
    rows = [lowering.row(node.kode, variable.name, part, office) for part in period.parts]
    present = [row for row in rows if row is not None]
    match variable.consolidation:
        case "kumulatif":
            return rows[-1]
        case "nilai terakhir":
            return present[-1] if present else None
        case "jumlah" | "rata-rata" as how if present:
            each = [
                Known(absent(_lacking(lowering, node, variable, part, office))) if row is None else row
                for row, part in zip(rows, period.parts, strict=True)
            ]
            return _together(lowering, how, each, node, variable.name, Moment(period.code, office))
    return None


def _lacking(lowering: Lowering, node: Node, variable: Variable, part: str, office: str | None) -> Reason:
    name = lowering.manual.periods[part].name
    return reasons.no_data(node.id(variable.name), name, _one_of_several(lowering, node, office))


def _together(lowering: Lowering, how: str, each: Sequence[Shown], node: Node, name: str, moment: Moment) -> Shown:
    """The sum or the mean; N/A if one of them is."""
    members = Outcome(tuple(map(placeholder, each)))
    whole = FUNCTIONS[TOGETHER[how]].apply((members,), None)
    if whole.value is None or all(isinstance(one, Known) for one in each):
        return Known(whole)
    said = lowering.said(node, name, moment)
    if said is not None:
        return said
    place = lowering.place(Frame())
    for one in each:
        lowering.known_at(one, place)
    total = as_ratio(joined.sum_of(tuple(map(as_ratio, each)), whole.carried, place, how))
    share = Fraction(1) if how == "jumlah" else Fraction(1, len(each))
    shown = ratio(total.scale * share, total.above, total.below, whole.carried, place.facts)
    lowering.written(place, node.id(name), node, name, moment)
    return shown


def result(lowering: Lowering, node: Node, name: str, moment: Moment) -> Shown:
    """The result of an entry: over places, then over periods, then its formula or the row that gives it."""
    entry = node.entry
    if entry is None:
        return lowering.not_in_manual(node, name)
    if moment.office is None and entry.over_places in TOGETHER:
        reporters = lowering.kontrak.reporters
        each = [_result_of(lowering, node, name, replace(moment, office=office)) for office in reporters]
        return _together(lowering, str(entry.over_places), each, node, name, moment)
    return _result_of(lowering, node, name, moment)


def _result_of(lowering: Lowering, node: Node, name: str, moment: Moment) -> Shown:
    entry, period = entry_of(node), lowering.manual.periods[moment.period]
    if period.is_base or (entry.over_periods == "data mentah" and entry.result is not None):
        return _result_at(lowering, node, name, moment)
    entered = _row(lowering, node, name, moment)
    parts = _result_from_parts(lowering, node, name, period, moment)
    return parts if entered is None else entered


def _result_from_parts(lowering: Lowering, node: Node, name: str, period: Period, moment: Moment) -> Shown:
    entry = entry_of(node)
    moments = [replace(moment, period=part) for part in period.parts]
    if entry.over_periods in TOGETHER:
        each = [lowering.figure(node, name, one) for one in moments]
        return _of_those_due(lowering, entry.over_periods, each, node, name, moment)
    last = next((one for one in reversed(moments) if _has_rows(lowering, node, name, one)), None)
    if last is None:
        return lowering.missing(node, moment, reasons.no_data(node.id(name), period.name))
    return lowering.figure(node, name, last)


def _of_those_due(lowering: Lowering, how: str, each: list[Shown], node: Node, name: str, moment: Moment) -> Shown:
    """Results of base periods together; one that is lawfully absent is left out, and lies under the whole."""
    due = [one for one in each if placeholder(one).status != "na"]
    if not due:
        return _together(lowering, how, each, node, name, moment)
    left_out = merged(placeholder(one).reasons for one in each if placeholder(one).status == "na")
    whole = _together(lowering, how, due, node, name, moment)
    carried = merged((whole.under, left_out))
    return joined.also_under(joined.bare(whole), carried)


def _has_rows(lowering: Lowering, node: Node, name: str, moment: Moment) -> bool:
    offices = (moment.office,) if moment.office else (None, *lowering.kontrak.reporters)
    names = (name, *entry_of(node).variables)
    return any(lowering.row(node.kode, one, moment.period, office) for office in offices for one in names)


def _result_at(lowering: Lowering, node: Node, name: str, moment: Moment) -> Shown:
    """In one period: the row that gives it, or its formula, or both with the row winning."""
    entry = entry_of(node)
    entered = _row(lowering, node, name, moment)
    if entry.result is not None:
        return _or_given(lowering, node, entry.result, moment, entered)
    if entered is not None:
        return entered
    period = lowering.manual.periods[moment.period]
    several = _one_of_several(lowering, node, moment.office) if moment.office else None
    return lowering.missing(node, moment, reasons.no_data(node.id(name), period.name, several))


def own_rule(lowering: Lowering, node: Node, rule: Rule, moment: Moment) -> Shown:
    """A rule of one entry; where the data may give its value, a row wins."""
    entered = _row(lowering, node, rule.name, moment) if rule.given_by == "data" else None
    return _or_given(lowering, node, rule, moment, entered)


def _or_given(lowering: Lowering, node: Node, rule: Rule, moment: Moment, entered: Shown | None) -> Shown:
    if entered is not None:
        return entered
    shown = lowering.computed(node, rule, moment)
    excuse = lowering.excuse(node, moment) if placeholder(shown).value is None else None
    return shown if excuse is None else excuse


def _row(lowering: Lowering, node: Node, name: str, moment: Moment) -> Shown | None:
    """The row that gives a result: of the period itself, or of its last base period."""
    found = lowering.row(node.kode, name, moment.period, moment.office)
    if found is None and entry_of(node).over_periods == "data mentah":
        last = lowering.manual.periods[moment.period].parts[-1]
        found = lowering.row(node.kode, name, last, moment.office)
    return found
