"""An office -> the rows of tables: its figures, and its problems. Cells stand between `;`, as in the data files.

Figures are written as the decrees write them, with a decimal comma, so that a comma between cells would put every
number between quotes. What is text and begins as a formula does, gets a `'` in front: a spreadsheet computes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Diagnostic
from engine.offices.model import Office
from engine.results import shapes
from engine.results.display import displayed

FIGURES = ("unit_kerja", "periode", "id", "display", "status")
EXACT = "exact"
PROBLEMS = ("unit_kerja", "paket", "code", "severity", "file", "line", "message")

ProblemRow: TypeAlias = "tuple[str, str, str, str, str, str, str]"
"""The cells under `PROBLEMS`."""

_TO_QUOTE = re.compile('[;"\r\n]')
_FORMULA = re.compile("[-=+@\t\r]")


def line(cells: Iterable[str]) -> str:
    """Cells as one line of a table."""
    return ";".join(map(_quoted, cells)) + "\n"


def heading(*, exact: bool) -> str:
    """The first line of a table of figures."""
    return line((*FIGURES, EXACT) if exact else FIGURES)


def figures(office: Office, *, exact: bool) -> Iterator[str]:
    """The lines of an office, period by period, each in the order of the tree."""
    name = _quoted(text(office.unit_kerja))
    for period in office.periods:
        display = office.parts[period].manual.display
        decimals = display.decimals if display else 2
        begin = f"{name};{_quoted(text(period))};"
        for id_, unit, value in office.rows(period):
            outcome = value.outcome
            shown = displayed(outcome, unit, decimals)
            cell = _quoted(text(shown) if isinstance(outcome.value, str) else shown)
            end = f";{shapes.exact(outcome) or ''}" if exact else ""
            yield f"{begin}{_quoted(id_)};{cell};{outcome.status}{end}\n"


def problems(found: Iterable[Diagnostic], unit_kerja: str, paket: str, language: str) -> tuple[ProblemRow, ...]:
    """A row for each problem; both names are empty for what concerns every office under a manual."""
    return tuple(_problem(one, unit_kerja, paket, language) for one in found)


def _problem(one: Diagnostic, unit_kerja: str, paket: str, language: str) -> ProblemRow:
    place = None if one.place is None else one.place.tight
    file, number = ("", "") if place is None else (place.source.name, str(place.line))
    message = words(one.message, language) + (f"; {words(one.fix, language)}" if one.fix else "")
    return unit_kerja, paket, one.code, one.severity, file, number, " ".join(message.split())


def text(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _TO_QUOTE.search(cell) else cell
