"""Which rows there are -> whether putting them together may warn of anything.

What is warned of depends on values as well and is said by the evaluator; here is only whether it has to be asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from engine.calculation.tree import Node
from engine.manual.checked import Entry, Manual
from engine.programs.leaves import Row


def may_warn(manual: Manual, root: Node, periods: Collection[str], present: Collection[Row]) -> bool:
    """Whether in these periods a value may be older than its period, or differ from what its base periods give."""
    whole = [one for one in periods if manual.periods[one].parts != (one,)]
    entries = [node.entry for node in root.all() if node.entry is not None]
    return any(_may_warn(manual, entry, one, present) for entry in entries for one in whole)


def _may_warn(manual: Manual, entry: Entry, period: str, present: Collection[Row]) -> bool:
    rows = [row for row in present if row[0] == entry.kode]
    parts = manual.periods[period].parts
    for _, rows_of_one in _by_name(rows):
        given = {row[2] for row in rows_of_one}
        if given & set(parts) and (period in given or parts[-1] not in given):
            return True
    return False


def _by_name(rows: list[Row]) -> Iterator[tuple[tuple[str, str | None], list[Row]]]:
    """The rows of each name and office; all of them together as well, as they stand for the result."""
    for key in {(row[1], row[3]) for row in rows}:
        yield key, [row for row in rows if (row[1], row[3]) == key]
    yield ("", None), rows
