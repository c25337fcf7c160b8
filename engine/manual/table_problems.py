"""Diagnostics about tables written as text blocks (E42x)."""

from __future__ import annotations

from collections.abc import Sequence

from engine.diagnostics.model import Diagnostic, Edit, say
from engine.diagnostics.near import nearest, respelled
from engine.source import Span


def no_header(place: Span) -> Diagnostic:
    """A table begins with a line of headings, separated by `|`."""
    return Diagnostic("E420", "error", say("this table has no heading"), place, fix=say("begin with `a | b | …`"))


def empty_cell(place: Span) -> Diagnostic:
    """An empty cell could mean "any", "none" or a slip, so it must be written."""
    message = say("this cell of the table is empty")
    return Diagnostic("E421", "error", message, place, fix=say("write `-` for any or none, or the value"))


def wrong_cells(place: Span, found: int, wanted: int) -> Diagnostic:
    """A row has more or fewer cells than the heading."""
    message = say("this row has {found} cells, the heading has {wanted}", found=found, wanted=wanted)
    fix = say("separate the cells with `|`; inside a text in double quotes `|` does not separate")
    return Diagnostic("E422", "error", message, place, fix=fix)


def column_twice(place: Span) -> Diagnostic:
    """Two columns have the same heading."""
    return Diagnostic(
        "E423", "error", say("two columns are called `{name}`", name=place.text), place, fix=say("rename one")
    )


def unknown_column(place: Span, known: Sequence[str]) -> Diagnostic:
    """This table has fixed columns, and this is none of them."""
    message = say("there is no column `{name}` here", name=place.text)
    near = nearest(place.text, known)
    fix = say("write `{near}`", near=near) if near else say("possible here: {choices}", choices=", ".join(known))
    return Diagnostic("E424", "error", message, place, fix=fix, edits=respelled(place, place.text, near))


def missing_column(place: Span, name: str) -> Diagnostic:
    """A column that this table needs is not there."""
    message = say("the column `{name}` is missing", name=name)
    return Diagnostic("E425", "error", message, place, fix=say("add the column `{name}`", name=name))


def no_output(place: Span) -> Diagnostic:
    """A decision table has one column that gives the result; its heading begins with `=`."""
    message = say("just one column must give the result")
    return Diagnostic("E426", "error", message, place, fix=say("write `= name` as the heading of that column"))


def not_rising(place: Span) -> Diagnostic:
    """The points of a scale stand in rising order, at least two of them."""
    message = say("a scale needs at least two points in rising order")
    return Diagnostic("E427", "error", message, place, fix=say("put the points in order, each once"))


def no_number(place: Span) -> Diagnostic:
    """A point of a scale is a pair of numbers."""
    message = say("here must stand a number")
    return Diagnostic("E428", "error", message, place, fix=say("write a number such as `95.5%` or `100`"))


def weights_do_not_add_up(place: Span, total: str) -> Diagnostic:
    """The weights of a set of components must add up to 100%."""
    message = say("the weights add up to {total}, not to 100%", total=total)
    return Diagnostic("E429", "error", message, place, fix=say("correct the column `bobot`"))


def weights_without_percent(place: Span, cells: tuple[Span, ...], total: str) -> Diagnostic:
    """With its `%` behind each, the weights add up to 100%; without it 90 is ninety times the whole."""
    message = (
        say("the weights have no `%`, so they add up to {total}", total=total)
        if len(cells) > 1
        else say("this weight has no `%`, so the weights add up to {total}", total=total)
    )
    edits = tuple(Edit(cell, f"{cell.text}%") for cell in cells)
    return Diagnostic(
        "E459",
        "error",
        message,
        place,
        fix=say("write `{weights}`", weights="`, `".join(f"{cell.text}%" for cell in cells)),
        edits=edits,
    )


def outputs_do_not_add_up(place: Span, name: str, total: str, wanted: str) -> Diagnostic:
    """The outputs of a table, or of its rows with one value in a column, do not add up to what `berjumlah` declares."""
    message = (
        say("the rows of {name} add up to {total}, not to {wanted}", name=name, total=total, wanted=wanted)
        if name
        else say("the rows add up to {total}, not to {wanted}", total=total, wanted=wanted)
    )
    return Diagnostic("E460", "error", message, place, fix=say("correct one of these rows, or `berjumlah`"))


def weight_not_constant(place: Span) -> Diagnostic:
    """A weight is a number, or made of constants only; other weights would not be known to add up."""
    message = say("a weight must be a number or a constant")
    return Diagnostic(
        "E430", "error", message, place, fix=say("write for example `65%`; for weights that change use `bila`")
    )


def set_never_reached(place: Span) -> Diagnostic:
    """Only the last set of components may lack its condition: those after it would never be used."""
    message = say("this set has no condition, so those after it are never used")
    return Diagnostic("E431", "error", message, place, fix=say("add `bila: …`, or put it last"))
