"""Calculation + id -> Explanation: formula with numbers, rule, sources, and the figures that it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.diagnostics.model import Diagnostic, Message, say
from engine.evaluation.frame import Step
from engine.explain.model import Explanation
from engine.explain.numbers import components_of, one_line, put_in, unwrapped, weighted
from engine.explain.steps import left_out, parts_of
from engine.explain.values import Eyes
from engine.language import typed
from engine.language.values import merged
from engine.manual.checked import Entry
from engine.results.calculation import Calculation
from engine.results.display import displayed, unit_of
from engine.results.figure import Figure
from engine.results.shapes import dedented

MORE_DECIMALS = 12


def explain(calculation: Calculation, id_: str, depth: int = 1) -> Explanation | None:
    """How a figure came about, with the figures below it down to `depth`. None for an id that does not exist."""
    figure = calculation.all.get(id_)
    return None if figure is None else _explained(figure, calculation, depth, {id_})


def _explained(figure: Figure, calculation: Calculation, depth: int, seen: set[str]) -> Explanation:
    step = figure.step
    eyes = Eyes(calculation, {}, unit_of(figure.unit, calculation.manual.units))
    formula = None
    if step is not None:
        formula = dedented(figure.rule.source if figure.rule and figure.rule.source else step.node.span)
    instead = None if figure.instead is None else _explained(figure.instead, calculation, depth, seen)
    return Explanation(
        figure.id,
        _shown(figure, calculation, None),
        _digits(figure, calculation),
        figure.outcome,
        figure.period,
        formula=formula,
        numbers=None if step is None else _numbers(step, eyes, formula or ""),
        rule=figure.rule,
        said=tuple(_said(figure, calculation)),
        parts=() if step is None else parts_of(step, eyes),
        left_out=() if step is None else left_out(step, eyes),
        reasons=merged((figure.outcome.reasons, figure.outcome.carried)),
        sources=figure.sources if step is None else (),
        note=figure.note,
        findings=tuple(one for one in calculation.findings if _about(one, figure.id)),
        instead=instead,
        below=tuple(_below(figure, calculation, depth, seen)),
    )


def _brief(figure: Figure, calculation: Calculation) -> Explanation:
    """A figure that is only named: its value, and for a given one where it stands."""
    return Explanation(
        figure.id,
        _shown(figure, calculation, None),
        _digits(figure, calculation) if figure.step is None else None,
        figure.outcome,
        figure.period,
        brief=True,
        reasons=figure.outcome.reasons,
        sources=figure.sources if figure.step is None else (),
        note=figure.note,
    )


def _below(figure: Figure, calculation: Calculation, depth: int, seen: set[str]) -> Iterator[Explanation]:
    """The figures it was computed from, each explained once. Those of another period are not in this calculation."""
    if figure.period != calculation.period:
        return
    for id_ in figure.reads:
        below = calculation.all.get(id_)
        if below is None:
            continue
        plain = below.step is None and below.instead is None
        if plain or depth <= 0 or id_ in seen:
            yield _brief(below, calculation)
        else:
            seen.add(id_)
            yield _explained(below, calculation, depth - 1, seen)


def _shown(figure: Figure, calculation: Calculation, decimals: int | None) -> str:
    table = calculation.table
    least = table.decimals if table else 2
    return displayed(figure.outcome, unit_of(figure.unit, calculation.manual.units), decimals or least)


def _digits(figure: Figure, calculation: Calculation) -> str | None:
    """More digits than printed; None where there are no more."""
    if not isinstance(figure.outcome.value, Fraction):
        return None
    number, space, symbol = _shown(figure, calculation, MORE_DECIMALS).partition(" ")
    more = number.rstrip("0") if "," in number else number
    printed = _shown(figure, calculation, None).partition(" ")[0]
    return f"{more}{space}{symbol}" if len(more) > len(printed) else None


def _numbers(step: Step, eyes: Eyes, formula: str) -> str | None:
    """The formula with numbers put in; None where the parts say it better or there are none to put in."""
    core = unwrapped(step)
    components = components_of(core)
    if components:
        return weighted(components, eyes)
    match core.node:
        case typed.Table() | typed.Scale():
            return None
        case typed.If() if "|" in formula:
            return _numbers(core.parts[1], eyes, formula)
    text = put_in(core, eyes)
    return None if text == one_line(formula) else text


def _said(figure: Figure, calculation: Calculation) -> Iterator[Message]:
    manual = calculation.manual
    if figure.period != calculation.period:
        period = manual.periods.get(figure.period)
        yield say("computed for the period {period}", period=period.name if period else figure.period)
    if figure.step is not None:
        if figure.step.outcome != figure.outcome:
            yield say("not due: N/A for the same reason as what it follows")
        return
    path, _, name = figure.id.rpartition(".")
    level, _, kode = path.partition("/")
    entry = _entry(tuple(manual.entries.values()), kode)
    attribute = manual.levels[level].attributes.get(name) if level in manual.levels else None
    if attribute is not None and figure.sources == (attribute.place,):
        yield say("nobody gives it; this is the default in the rule files")
    if entry is not None:
        yield from _given(entry, name, figure, calculation)


def _given(entry: Entry, name: str, figure: Figure, calculation: Calculation) -> Iterator[Message]:
    """Why the value of an entry is data, and how rows of several periods became one value."""
    variable = entry.variables.get(name)
    several = calculation.manual.periods[calculation.period].parts != (calculation.period,)
    if variable is not None and variable.consolidation is not None and several:
        yield say("put together from base periods: {how}", how=variable.consolidation)
    level = calculation.manual.levels.get(entry.level)
    if level is not None and name == level.result:
        if entry.result_given is not None:
            yield say("given as data, because: {why}", why=" ".join(entry.result_given.split()))
        if several and entry.over_periods != "data mentah":
            yield say("put together from base periods: {how}", how=entry.over_periods)


def _entry(entries: tuple[Entry, ...], kode: str) -> Entry | None:
    """The entry of this kode, on any level."""
    for entry in entries:
        found = entry if entry.kode == kode else _entry(entry.members, kode)
        if found is not None:
            return found
    return None


def _about(finding: Diagnostic, id_: str) -> bool:
    return ("id", id_) in finding.message.values
