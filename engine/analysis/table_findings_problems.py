"""Diagnostics about decision tables that are not whole (E82x)."""

from __future__ import annotations

from collections.abc import Sequence

from engine.analysis.range_problems import listed
from engine.diagnostics.model import Diagnostic, Edit, Example, Message, say
from engine.diagnostics.near import nearest
from engine.language.literals import quoted
from engine.source import Span

Others = tuple[tuple[Message, Span], ...]


def hole(place: Span, message: Message, rows: str, examples: tuple[Example, ...]) -> Diagnostic:
    """There are values for which no row of the table holds, so that it gives nothing for them. Often one end of a range
    is missing: `(90..100)` and `(70..90)` leave out 90 itself, `[90..100)` holds it. Where there is no value on
    purpose, say so in a row with `tidak tersedia("…")`."""
    fix = say(
        "add what is missing, with the value that holds there or the reason why there is none:\n{rows}", rows=rows
    )
    return Diagnostic("E821", "error", message, place, fix=fix, examples=examples)


def overlap(place: Span, message: Message, others: Others, examples: tuple[Example, ...]) -> Diagnostic:
    """Two rows of the table hold for the same values, so that it is not clear which of them counts, and the table gives
    nothing for these values. Often both have the same end: `[90..100]` and `[100..110]` both hold for 100."""
    fix = say("make the cells of one row narrower, or write `kebijakan: pertama` if the upper row is to count")
    return Diagnostic("E822", "error", message, place, others, fix, examples=examples)


def unreached(place: Span, message: Message, others: Others, fix: Message) -> Diagnostic:
    """A row that never holds, or never counts because the rows above it take all that it is for, does nothing. Mostly a
    cell contradicts itself, or a row for everything else stands too high."""
    return Diagnostic("W823", "warning", message, place, others, fix)


def mergeable(place: Span, message: Message, others: Others, rows: str) -> Diagnostic:
    """Rows one below the other that give the same and differ in one column can be one row with less to read. Where the
    decree prints them apart, they can stay: lower the severity of this finding with that reason."""
    return Diagnostic("W824", "warning", message, place, others, say("write instead:\n{rows}", rows=rows))


def unproven(place: Span, message: Message, others: Others, fix: Message) -> Diagnostic:
    """Whether a table leaves something out or holds twice is computed from its cells, for all values at once. That
    works for numbers, texts and dates, constants, ranges, lists, `not(…)`, `null` and `-`, and for columns that do not
    depend on each other. For this table it is not known, so look at it with care."""
    return Diagnostic("W825", "warning", message, place, others, fix)


def duplicate(place: Span, message: Message, others: Others) -> Diagnostic:
    """A table with `kebijakan: semua` gives the values of all rows that hold. Two rows that hold for the same and give
    the same put one value in twice."""
    return Diagnostic("W826", "warning", message, place, others, say("delete one of them"))


def no_row_for_absence(place: Span) -> Diagnostic:
    """`not(null)` tells a value that is there from one that is not, and no row of the table is for the other case, so
    that it gives nothing then. Mostly the row with `null` has been lost. A cell that only wants a number says what that
    number is; without a test for `null` an absent value gives an absence by itself."""
    message = say("`not(null)` asks whether there is a value, and no row says what holds if there is none")
    return Diagnostic("W828", "warning", message, place, fix=say("add a row with `null`, or write `-` instead"))


def unknown_text(places: Sequence[Span], text: str, declared: tuple[str, ...]) -> Diagnostic:
    """A column can only have the texts that its declaration lists (`pilihan`), and this is none of them, so the row
    would never hold. Mostly a slip of the pen."""
    near = nearest(text, declared)
    message = say("`{text}` is not among the declared values", text=quoted(text))
    fix = (
        say("write `{near}`", near=quoted(near)) if near else say("possible here: {choices}", choices=listed(declared))
    )
    literal = all(place.text.startswith('"') for place in places)
    edits = tuple(Edit(place, quoted(near)) for place in places) if near and literal else ()
    others = tuple((say("here as well"), place) for place in places[1:3])
    return Diagnostic("E827", "error", message, places[0], others, fix, edits)
