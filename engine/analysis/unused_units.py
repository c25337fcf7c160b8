"""Units that a manual declares and nothing in it is measured in."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis import whole_problems as problem
from engine.analysis.declared import every
from engine.diagnostics.model import Diagnostic
from engine.manual.checked import Manual
from engine.manual.files import ManualFiles
from engine.manual.levels import factors
from engine.manual.texttable import read_table
from engine.source import Span

CODE = "kode"


def unused_units(manual: Manual, stack: tuple[ManualFiles, ...]) -> Iterator[Diagnostic]:
    """Units of the manual that is last in the stack. One without entries declares them for those that stand on it."""
    if not stack[-1].entries:
        return
    used: set[str] = set()
    for text in _written(manual):
        used |= {text, *(code for code, _, _ in factors(text) or ())}
    for cell in _declared(stack[-1]):
        if cell.text not in used:
            yield problem.unused_unit(cell, cell.text)


def _written(manual: Manual) -> Iterator[str]:
    """What is declared as a satuan, wherever one can be."""
    found: list[str | None] = []
    for level in manual.levels.values():
        found += [attribute.quantity.unit for attribute in level.attributes.values()]
    found += [rule.unit for rule in manual.rules.values()]
    found += [constant.unit for constant in manual.constants.values()]
    found += [definition.unit for definition in manual.definitions.values()]
    for entry in every(manual.entries):
        found += [entry.unit, *(variable.quantity.unit for variable in entry.variables.values())]
        found += [rule.unit for rule in entry.rules.values()]
        found += [constant.unit for constant in entry.constants.values()]
    yield from (text for text in found if text is not None)


def _declared(files: ManualFiles) -> Iterator[Span]:
    for file in files.rules:
        table = read_table(file.satuan)[0] if file.satuan is not None else None
        column = table.column(CODE) if table is not None else None
        if table is not None and column is not None:
            yield from (row[column] for row in table.rows)
