"""Weights that must add up: those of a set of components to 100%, outputs of a table to what its rule declares."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.diagnostics.model import Diagnostic
from engine.evaluation.tables import shown
from engine.language import typed
from engine.language.values import Outcome
from engine.manual import table_problems as problem
from engine.manual.texttable import TextTable
from engine.source import Span

WHOLE = 100  # 90 instead of 90% is a hundred times as much


def weights(column: Span, cells: tuple[Span, ...], known: list[Fraction]) -> Diagnostic | None:
    """What is wrong with the weights of a set of components, if they do not make the whole."""
    total = sum(known, Fraction(0))
    if total == 1:
        return None
    bare = tuple(not cell.text.endswith("%") for cell in cells)
    signed = sum((weight / WHOLE if one else weight for weight, one in zip(known, bare, strict=True)), Fraction(0))
    if signed == 1 and any(bare):
        unsigned = tuple(cell for cell, one in zip(cells, bare, strict=True) if one)
        return problem.weights_without_percent(column if all(bare) else unsigned[0], unsigned, percent(total))
    return problem.weights_do_not_add_up(column, percent(total))


def outputs(
    table: TextTable, rows: tuple[typed.Row, ...], wanted: Fraction, grouping: str | None
) -> Iterator[Diagnostic]:
    """Groups of rows, by what stands in one column, whose outputs do not add up to what is declared.

    A group with an output that is not known beforehand, or is N/A, is left alone.
    """
    column = None if grouping is None else table.column(grouping)
    groups: dict[str, list[typed.Row]] = {}
    for cells, row in zip(table.rows, rows, strict=True):
        groups.setdefault("" if column is None else cells[column].text, []).append(row)
    for name, members in groups.items():
        values = [_value(row.output) for row in members if not isinstance(row.output, typed.Absence)]
        known = [value for value in values if value is not None]
        if values and len(known) == len(values) and sum(known, Fraction(0)) != wanted:
            place = members[0].span if len(members) == 1 else members[0].span.to(members[-1].span)
            yield problem.outputs_do_not_add_up(place, name, percent(sum(known, Fraction(0))), percent(wanted))


def _value(node: typed.Typed) -> Fraction | None:
    value = node.outcome.value if isinstance(node, typed.Literal) else None
    return value if isinstance(value, Fraction) else None


def percent(value: Fraction) -> str:
    """A ratio in hundredths, for a message."""
    return shown(Outcome(value * 100)) + "%"
