"""Everything that one office's contract and data give in one period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from engine.data.inputs import Inputs
from engine.diagnostics.model import Problems, Reason
from engine.language.values import Outcome
from engine.manual.checked import Manual
from engine.record import dataclass
from engine.results.figure import Figure


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the printed table: an entity, its depth, and the cells under the headings of the manual's display.

    A cell is a figure; None where the display shows nothing for this level.
    """

    level: str
    kode: str
    depth: int
    cells: tuple[Figure | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The printed table: heading, lines and totals, as the rule files lay it out."""

    title: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    totals: tuple[tuple[str, Figure], ...]
    colours: Mapping[str, str]
    decimals: int


@dataclass(frozen=True, slots=True)
class Absent:
    """One input that is absent, why, and the ids of the figures that rest on it."""

    reason: Reason
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calculation:
    """`figures`: every computed attribute of every entity, in the order of the tree. `all`: those and every given one,
    by id. `findings`: what the rules' own checks and the comparison with published figures found. `problems`: what is
    wrong or doubtful in rule files, contract and data."""

    paket: str
    period: str
    manual: Manual = field(repr=False)
    files: tuple[str, ...]
    figures: tuple[Figure, ...] = field(repr=False)
    all: Mapping[str, Figure] = field(repr=False)
    table: Table | None = field(repr=False)
    findings: Problems
    problems: Problems
    inputs: Inputs | None = field(default=None, compare=False, repr=False)
    """What it was computed from; None where it is no whole calculation."""

    @property
    def clean(self) -> bool:
        """No finding, no error, nothing provisional: exit code 0."""
        serious = any(one.severity == "error" for one in (*self.findings, *self.problems))
        return not serious and all(figure.outcome.status != "provisional" for figure in self.figures)

    def absences(self) -> tuple[Absent, ...]:
        """Every absence under the figures, each once, missing ones first."""
        found: dict[Reason, list[str]] = {}
        for figure in self.figures:
            for reason in _reasons(figure.outcome):
                found.setdefault(reason, []).append(figure.id)
        rows = [Absent(reason, tuple(ids)) for reason, ids in found.items()]
        return tuple(sorted(rows, key=lambda row: row.reason.lawful))


def _reasons(outcome: Outcome) -> tuple[Reason, ...]:
    missing = tuple(reason for reason in outcome.carried if not reason.lawful)
    return tuple(dict.fromkeys(outcome.reasons + missing))
