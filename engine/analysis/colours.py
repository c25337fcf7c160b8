"""The colours of the printed table against the texts that the coloured figure can give."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis import whole_problems as problem
from engine.analysis.declared import Declared
from engine.analysis.facts import Member, Text
from engine.analysis.findings import Findings
from engine.analysis.seen import SELF, Seen
from engine.diagnostics.model import Diagnostic
from engine.manual.files import ManualFiles
from engine.manual.texttable import read_table
from engine.source import Span

VALUE = "nilai"


def never_shown(declared: Declared, stack: tuple[ManualFiles, ...]) -> Iterator[Diagnostic]:
    """Colours of texts that never come, where it is known which come at all."""
    display = declared.manual.display
    level, _, name = (display.status or "").partition(".") if display is not None else ("", "", "")
    if level not in declared.manual.levels:
        return
    fact = declared.attribute(Member(level, SELF), name, Seen(Findings(), Member(level, SELF)))
    if isinstance(fact, Text) and fact.choices is not None:
        for cell in _coloured(stack):
            if cell.text not in fact.choices:
                yield problem.colour_of_nothing(cell, cell.text, f"{level}.{name}", tuple(sorted(fact.choices)))


def _coloured(stack: tuple[ManualFiles, ...]) -> Iterator[Span]:
    """The texts of the last `tampilan`, each at its place."""
    forms = [file.tampilan for files in stack for file in files.rules if file.tampilan is not None]
    table = read_table(forms[-1].warna)[0] if forms and forms[-1].warna is not None else None
    column = table.column(VALUE) if table is not None else None
    if table is not None and column is not None:
        yield from (row[column] for row in table.rows)
