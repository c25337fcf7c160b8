"""Cells of tables between `;`, as in the data files.

Figures are written as the decrees write them, with a decimal comma, so that a comma between cells would put every
number between quotes. What is text and begins as a formula does, gets a `'` in front: a spreadsheet computes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.language.values import Outcome
from engine.manual.checked import Unit
from engine.results.display import displayed

_TO_QUOTE = re.compile('[;"\r\n]')
_FORMULA = re.compile("[-=+@\t\r]")


def line(cells: Iterable[str]) -> str:
    """Cells as one line of a table."""
    return ";".join(map(quoted, cells)) + "\n"


def line_of(outcome: Outcome, unit: Unit | None, decimals: int, end: str = "") -> str:
    """The last cells of a figure's line: how it is shown, how it stands."""
    shown = displayed(outcome, unit, decimals)
    cell = quoted(text(shown) if isinstance(outcome.value, str) else shown)
    return f"{cell};{outcome.status}{end}\n"


def text(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def quoted(cell: str) -> str:
    """The cell between quotes, where it needs them."""
    return '"' + cell.replace('"', '""') + '"' if _TO_QUOTE.search(cell) else cell
