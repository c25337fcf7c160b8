"""Diagnostics about versions of manuals (E90x to E91x, W90x)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.diagnostics.model import Diagnostic, say
from engine.diagnostics.near import nearest
from engine.source import Span


def extends_itself(place: Span | None, path: Sequence[str]) -> Diagnostic:
    """A manual that extends another takes over what that has; in the end one must extend none."""
    message = say("these manuals extend each other in a circle: {path}", path=" → ".join(path))
    return Diagnostic("E900", "error", message, place, fix=say("delete `memperluas` in the oldest of them"))


def unknown_row(place: Span, key: str, known: Iterable[str], table: Span) -> Diagnostic:
    """A version changes or takes out a row that the table of the version it extends does not have. Rows are told apart
    by their inputs, or by their `nama`; what stands there must be the same."""
    rows = tuple(known)
    near = nearest(key, rows)
    message = say("the table has no row `{key}`", key=key)
    fix = say("write the row as `{near}`", near=near) if near else say("a new row stands in `baris_baru`")
    return Diagnostic("E901", "error", message, place, ((say("the table stands here"), table),), fix)


def row_twice(place: Span, key: str, rows: Sequence[Span]) -> Diagnostic:
    """Several rows of the table have the same inputs, so that it cannot be told which of them is meant."""
    message = say("the table has several rows `{key}`", key=key)
    others = tuple((say("one of them"), row) for row in rows)
    return Diagnostic("E902", "error", message, place, others, say("write the whole table anew"))


def changes_nothing(place: Span, name: str, first: Span) -> Diagnostic:
    """What a version overrides is the same as before. Either it was copied and then not changed, or the override is
    not needed: what a version does not state stays as it is."""
    message = say("`{name}` overrides what it is itself: nothing is changed", name=name)
    return Diagnostic(
        "E903", "error", message, place, ((say("it stands here"), first),), say("change it, or delete it")
    )


def no_changed_column(place: Span) -> Diagnostic:
    """A table of changed rows has the columns that tell the rows apart, and at least one whose cells are changed."""
    message = say("these columns only say which row is meant, not what changes in it")
    return Diagnostic("E904", "error", message, place, fix=say("add the column whose cells change"))


def row_is_there(place: Span, name: str, first: Span) -> Diagnostic:
    """A new row is one that the table does not have yet."""
    message = say("the table already has a row `{name}`", name=name)
    fix = say("write it in `baris` to change it")
    return Diagnostic("E905", "error", message, place, ((say("it stands here"), first),), fix)


def no_table(place: Span, name: str) -> Diagnostic:
    """Rows are changed in a table, a scale or components that another version has."""
    message = say("`{name}` has no table of another version whose rows could change", name=name)
    fix = say("write the whole table, or `menimpa: …` with the version that has it")
    return Diagnostic("E906", "error", message, place, fix=fix)


def removes_nothing(place: Span, name: str, manual: str, known: Iterable[str]) -> Diagnostic:
    """`hapus` names something that the version which is extended does not have."""
    near = nearest(name, tuple(known))
    message = say("`{manual}` has no `{name}` to remove", manual=manual, name=name)
    fix = say("write `{near}`", near=near) if near else say("delete it here")
    return Diagnostic("E907", "error", message, place, fix=fix)


def extends_none(place: Span, name: str) -> Diagnostic:
    """`hapus` and a changed entry speak of another version, and this manual extends none."""
    message = say("`{name}` speaks of another version, and this manual extends none", name=name)
    fix = say("write `memperluas: …` in `manual:`, or delete it")
    return Diagnostic("E908", "error", message, place, fix=fix)


def set_unclear(place: Span, conditions: Iterable[str]) -> Diagnostic:
    """Of several sets of components it must be told which one is meant: by a column `bila` with its condition, or `-`
    for the one without."""
    message = say("this row is in several sets of components, or in none yet")
    fix = say("add the column `bila` with one of: {conditions}", conditions="; ".join(conditions))
    return Diagnostic("E909", "error", message, place, fix=fix)


def unknown_set(place: Span, conditions: Iterable[str]) -> Diagnostic:
    """The column `bila` names the set of components that is meant, by its condition as it stands there."""
    message = say("no set of components has the condition `{text}`", text=place.text)
    fix = say("write one of: {conditions}", conditions="; ".join(conditions))
    return Diagnostic("E910", "error", message, place, fix=fix)
