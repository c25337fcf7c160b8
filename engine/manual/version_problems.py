"""Diagnostics about versions of manuals (E90x to E91x, W90x)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from engine.diagnostics.model import Diagnostic, Message, say
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


# ---- dates


def no_month_day(place: Span) -> Diagnostic:
    """The first and the last day of a period stand in its calendar as month and day, whatever the year."""
    message = say("`{text}` is no day of a year", text=place.text)
    fix = say("write month and day, such as 03-31, or `-` where the parts of the period say it")
    return Diagnostic("E911", "error", message, place, fix=fix)


def unknown_predecessor(place: Span, code: str, known: Iterable[str]) -> Diagnostic:
    """`menggantikan` names the version that held before; it must be there, so that older figures can be computed."""
    near = nearest(code, tuple(known))
    message = say("there is no manual `{code}` that this one could take the place of", code=code)
    fix = say("write `{near}`", near=near) if near else say("write the code of the version before, or delete the key")
    return Diagnostic("E912", "error", message, place, fix=fix)


def gap(place: Span, first: Span, before: str, until: date, since: date) -> Diagnostic:
    """A version begins later than the one before it ends, so that in between nothing holds."""
    message = say(
        "`{before}` holds until {until}, and this version only from {since}: in between none does",
        before=before, until=until.isoformat(), since=since.isoformat(),
    )  # fmt: skip
    others = ((say("the version before"), first),)
    return Diagnostic("E913", "error", message, place, others, say("let `mulai` be the day on which the other ends"))


def overlap(place: Span, first: Span, before: str, until: date, since: date) -> Diagnostic:
    """Two versions hold on the same day, so that it cannot be told which one a figure is computed with. The day in
    `sampai` does not belong to the version any more."""
    message = say(
        "`{before}` holds until {until}, and this version already from {since}: in between both do",
        before=before, until=until.isoformat(), since=since.isoformat(),
    )  # fmt: skip
    others = ((say("the other version"), first),)
    return Diagnostic("E914", "error", message, place, others, say("let `sampai` there be the day of `mulai` here"))


def forked(place: Span, code: str, other: str, first: Span) -> Diagnostic:
    """Two versions both take the place of the same one, so that after it two hold."""
    message = say("`{other}` takes the place of `{code}` as well", other=other, code=code)
    fix = say("let one of the two take the place of the other")
    return Diagnostic("E915", "error", message, place, ((say("it stands here"), first),), fix)


def no_version(place: Span | None, family: str, day: date, near: Iterable[str]) -> Diagnostic:
    """No version of the manual holds on the last day of the period."""
    message = say("no version of `{family}` holds on {day}", family=family, day=day.isoformat())
    fix = say("the nearest: {versions}; name one of them in the contract", versions=", ".join(near))
    return Diagnostic("E916", "error", message, place, fix=fix)


def several_versions(place: Span | None, family: str, day: date, codes: Iterable[str]) -> Diagnostic:
    """Several versions of the manual hold on the last day of the period; none of them is chosen."""
    message = say(
        "several versions of `{family}` hold on {day}: {codes}",
        family=family, day=day.isoformat(), codes=", ".join(codes),
    )  # fmt: skip
    return Diagnostic("E917", "error", message, place, fix=say("correct their dates, or name one in the contract"))


def no_day(place: Span | None, family: str) -> Diagnostic:
    """Which version holds depends on the last day of the period, which cannot be told: the contract has no `tahun`, or
    the calendar of the manual no days."""
    message = say("which version of `{family}` holds cannot be told: the day is not known", family=family)
    fix = say("write `tahun` in the contract and the columns `mulai` and `akhir` in `periode`, or name a version")
    return Diagnostic("E918", "error", message, place, fix=fix)


def straddles(place: Span | None, period: str, used: str, before: str, day: date) -> Diagnostic:
    """The period began under another version. It is computed as a whole with the one that holds on its last day."""
    message = say(
        "during {period} the version changed: `{before}` held until {day}, `{used}` from then on and for this period",
        period=period, before=before, used=used, day=day.isoformat(),
    )  # fmt: skip
    fix = say("name a version in the contract if another should hold")
    return Diagnostic("W900", "warning", message, place, fix=fix)


# ---- locks


def established(place: Span | None, code: str, changed: Message) -> Diagnostic:
    """An established version is locked: what was computed with it must be computed the same way again. What has to
    change in it is a correction, with date and reason."""
    message = say("`{code}` is established and locked, but it was changed: {changed}", code=code, changed=changed)
    fix = say(
        "undo this, or add `ralat` with date and reason in `manual:` and run `rules lock {code} --ralat`", code=code
    )
    return Diagnostic("E919", "error", message, place, fix=fix)
