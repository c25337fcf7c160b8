"""What can be wrong with the printed tables of a report (E940 to E942)."""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics.model import Diagnostic, Message, say
from engine.diagnostics.near import nearest
from engine.source import Span


def no_such_row(place: Span, name: str, rows: Iterable[str]) -> Diagnostic:
    """`jumlah_dari` names a row that the printed table does not have.

    The name of a row is what stands in its first cell. The sum is not looked at.
    """
    return Diagnostic(
        "E940", "error", say("the printed table has no row `{name}`", name=name), place, fix=_nearest(name, rows)
    )


def no_such_column(place: Span, name: str, columns: Iterable[str]) -> Diagnostic:
    """`rumus` is for a column that the printed table does not have.

    The name of a column is its heading; the first column names the rows and has no formula.
    """
    return Diagnostic(
        "E941", "error", say("the printed table has no column `{name}`", name=name), place, fix=_nearest(name, columns)
    )


def table_twice(place: Span, first: Span, name: str) -> Diagnostic:
    """Two printed tables have the same name, so that a difference could not say which of them is meant."""
    others = ((say("the first one"), first),)
    message = say("there are two printed tables `{name}`", name=name)
    return Diagnostic("E942", "error", message, place, others, say("rename one of them"))


def _nearest(name: str, known: Iterable[str]) -> Message:
    options = tuple(known)
    near = nearest(name, options)
    return say("write `{near}`", near=near) if near else say("write one of: {choices}", choices=", ".join(options))
