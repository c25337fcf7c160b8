"""An office -> the rows of tables: its figures, and its problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Diagnostic
from engine.offices.cells import line, line_of, quoted, text
from engine.offices.model import Office
from engine.results import shapes

FIGURES = ("unit_kerja", "periode", "id", "display", "status")
EXACT = "exact"
PROBLEMS = ("unit_kerja", "paket", "code", "severity", "file", "line", "message")

ProblemRow: TypeAlias = "tuple[str, str, str, str, str, str, str]"
"""The cells under `PROBLEMS`."""


def heading(*, exact: bool) -> str:
    """The first line of a table of figures."""
    return line((*FIGURES, EXACT) if exact else FIGURES)


def figures(office: Office, *, exact: bool) -> Iterator[str]:
    """The lines of an office, period by period, each in the order of the tree."""
    for period in office.periods:
        yield from [office.lines(period)] if not exact else with_fractions(office, period)


def with_fractions(office: Office, period: str) -> Iterator[str]:
    """The lines of a period with the exact value of each figure."""
    decimals = office.parts[period].ground.reckoning.decimals
    begin = f"{quoted(text(office.unit_kerja))};{quoted(text(period))};"
    for id_, unit, value in office.rows(period):
        end = f";{shapes.exact(value.outcome) or ''}"
        yield f"{begin}{quoted(id_)};{line_of(value.outcome, unit, decimals, end)}"


def problems(found: Iterable[Diagnostic], unit_kerja: str, paket: str, language: str) -> tuple[ProblemRow, ...]:
    """A row for each problem; both names are empty for what concerns every office under a manual."""
    return tuple(_problem(one, unit_kerja, paket, language) for one in found)


def _problem(one: Diagnostic, unit_kerja: str, paket: str, language: str) -> ProblemRow:
    place = None if one.place is None else one.place.tight
    file, number = ("", "") if place is None else (place.source.name, str(place.line))
    message = words(one.message, language) + (f"; {words(one.fix, language)}" if one.fix else "")
    return unit_kerja, paket, one.code, one.severity, file, number, " ".join(message.split())
