"""Diagnostics about what the rows of data say (E540 to E551), and doubts about their values (W550 to W553)."""

from __future__ import annotations

from collections.abc import Iterable

from engine.data.problems import spelled, suggestion
from engine.diagnostics.model import Diagnostic, say
from engine.manual.places_problems import excerpt
from engine.source import Span


def other_office(place: Span, name: str, known: Iterable[str]) -> Diagnostic:
    """The row belongs to an office that this contract has no data of.

    Rows are those of the contract's own office; of others only where the manual puts the data of several offices
    together (`konsolidasi: lokasi`), and then those listed under `unit_pelapor`.
    """
    message = say("this row is of another office: `{name}`", name=excerpt(name))
    offices = tuple(known)
    edits = spelled(place, name, offices)
    fix = say("delete the row, or correct the name: {offices}", offices=", ".join(offices))
    if not offices:
        fix = say("delete the row, or list the office under `unit_pelapor` of the contract")
    if edits:
        fix = say("write `{near}`", near=edits[0].text)
    return Diagnostic("E540", "error", message, place, fix=fix, edits=edits)


def unknown_kode(place: Span, kode: str, known: Iterable[str]) -> Diagnostic:
    """Neither the contract nor the manual has a member with this kode that takes data."""
    message = say("nobody declared the kode `{kode}`", kode=excerpt(kode))
    options = tuple(known)
    fix = suggestion(kode, options, say("delete the row"))
    return Diagnostic("E541", "error", message, place, fix=fix, edits=spelled(place, kode, options))


def takes_no_data(place: Span, kode: str, level: str) -> Diagnostic:
    """Data belong to the entries of a manual. What stands above them is computed."""
    message = say("`{kode}` is a {level} and takes no data", kode=kode, level=level)
    return Diagnostic("E542", "error", message, place, fix=say("delete the row, or correct its kode"))


def unknown_variable(place: Span, name: str, kode: str, known: Iterable[str]) -> Diagnostic:
    """The entry does not declare raw data of this name, and it is no result that may be given."""
    message = say("nobody declared `{name}` for `{kode}`", name=excerpt(name), kode=kode)
    options = tuple(known)
    fix = suggestion(name, options, say("delete the row"))
    return Diagnostic("E543", "error", message, place, fix=fix, edits=spelled(place, name, options))


def computed(place: Span, name: str, kode: str, rule: Span) -> Diagnostic:
    """The manual computes this value; a row of data wins over its rule only where it says `boleh_diberikan: data`."""
    message = say("`{name}` of `{kode}` is computed and may not be given", name=name, kode=kode)
    fix = say("delete the row, or give the raw data that it is computed from")
    return Diagnostic("E544", "error", message, place, ((say("the rule"), rule),), fix)


def no_value(place: Span) -> Diagnostic:
    """An empty cell is never lawful by itself: a row says the value, or by a declared code why there is none."""
    message = say("this row has no value and no reason for that")
    fix = say("fill in `nilai`, or `alasan` with one of the declared codes")
    return Diagnostic("E545", "error", message, place, fix=fix)


def value_and_reason(place: Span, reason: Span) -> Diagnostic:
    """A row says the value, or why there is none."""
    message = say("this row has a value and the reason of its absence at once")
    others = ((say("the reason"), reason),)
    return Diagnostic("E546", "error", message, place, others, say("empty one of the two cells"))


def row_twice(place: Span, first: Span) -> Diagnostic:
    """Two rows give the same value of the same entry, office and period. Neither is used, until one of them is gone."""
    message = say("two rows give the same value")
    return Diagnostic("E547", "error", message, place, ((say("the first"), first),), say("delete one of them"))


def note_needed(place: Span, name: str) -> Diagnostic:
    """A row that wins over the manual's own rule says why it does."""
    message = say("`{name}` wins over the rule of the manual here, without a reason", name=name)
    return Diagnostic("E548", "error", message, place, fix=say("say in `keterangan` why the given value is used"))


def empty_cell(place: Span, column: str) -> Diagnostic:
    """A row says of which office, period and entry it is, and which value it gives."""
    message = say("this row does not say its `{column}`", column=column)
    return Diagnostic("E549", "error", message, place, fix=say("fill it in, or delete the row"))


def belongs_in_contract(place: Span, name: str) -> Diagnostic:
    """What the contract or the manual gives of a member is no raw datum."""
    message = say("`{name}` is given in the contract or the manual, not in the data", name=name)
    return Diagnostic("E551", "error", message, place, fix=say("delete the row, and give it there"))


def not_whole(place: Span, text: str) -> Diagnostic:
    """The manual declares whole numbers (`bulat: ya`). The value is used all the same."""
    message = say("`{text}` is no whole number, and the manual declares whole numbers here", text=excerpt(text))
    return Diagnostic("W550", "warning", message, place, fix=say("check the number"))


def too_low(place: Span, text: str, limit: str) -> Diagnostic:
    """The manual declares a smallest value (`minimal`). The value is used all the same."""
    message = say("`{text}` is less than the smallest value in the manual, {limit}", text=excerpt(text), limit=limit)
    return Diagnostic("W551", "warning", message, place, fix=say("check the number"))


def too_high(place: Span, text: str, limit: str) -> Diagnostic:
    """The manual declares a largest value (`maksimal`). The value is used all the same."""
    message = say("`{text}` is more than the largest value in the manual, {limit}", text=excerpt(text), limit=limit)
    return Diagnostic("W552", "warning", message, place, fix=say("check the number"))


def falls(place: Span, earlier: Span, period: str) -> Diagnostic:
    """The raw datum counts from the first period on (`kumulatif`), so it cannot become less.

    Often the amount of the period alone was written. The value is used all the same.
    """
    message = say("this value counts from the first period on, and is less than in {period}", period=period)
    others = ((say("the earlier value"), earlier),)
    fix = say("write the amount since the first period, or correct the earlier value")
    return Diagnostic("W553", "warning", message, place, others, fix)
