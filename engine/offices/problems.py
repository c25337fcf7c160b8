"""Diagnostics about the files in which many offices stand (E980 to E986)."""

from __future__ import annotations

from collections.abc import Iterable

from engine.data.problems import spelled, suggestion
from engine.diagnostics.model import Diagnostic, say
from engine.manual.places_problems import excerpt
from engine.source import Span


def unknown_id(place: Span, id_: str, known: Iterable[str]) -> Diagnostic:
    """The contract that these offices share has no such member, or the member has no attribute of this name that a
    contract may give."""
    options = tuple(known)
    message = say("nothing that a contract may give is called `{id}`", id=excerpt(id_))
    fix = suggestion(id_, options, say("delete the row"))
    return Diagnostic("E980", "error", message, place, fix=fix, edits=spelled(place, id_, options))


def not_listed(place: Span, name: str, known: Iterable[str]) -> Diagnostic:
    """There are data of an office that is not listed under `kantor`, so that nobody knows its contract. It is said once
    for all of its rows."""
    message = say("the office `{name}` has data and stands in no file of `kantor`", name=excerpt(name))
    edits = spelled(place, name, known)
    fix = say("write `{near}`", near=edits[0].text) if edits else say("add a row with its name there")
    return Diagnostic("E981", "error", message, place, fix=fix, edits=edits)


def no_offices(place: Span) -> Diagnostic:
    """A contract with `kantor` is that of the offices which are listed there, and none is."""
    fix = say("write a row for each office, with its name at least")
    return Diagnostic("E982", "error", say("no office is listed here"), place, fix=fix)


def reporters_of_many(place: Span) -> Diagnostic:
    """With `kantor` each office is computed from its own rows alone. Where several offices are put together as one
    (`unit_pelapor`), that one has a paket of its own."""
    message = say("`unit_pelapor` does not go together with `kantor`")
    return Diagnostic("E983", "error", message, place, fix=say("delete `unit_pelapor`"))


def many_offices(place: Span) -> Diagnostic:
    """What was asked for is done for one office, and this contract is that of many."""
    message = say("this is the contract of many offices (`kantor`)")
    fix = say("`rules eval PAKET {format}` computes all of them", format="--format csv")
    return Diagnostic("E984", "error", message, place, fix=fix)


def period_needed(place: Span, id_: str, periods: Iterable[str]) -> Diagnostic:
    """The attribute has a value of its own in each period (`per: periode`), and the row does not say of which it is."""
    message = say("`{id}` has one value for each period", id=id_)
    fix = say("write into `periode` one of: {choices}", choices=", ".join(periods))
    return Diagnostic("E985", "error", message, place, fix=fix)


def period_not_wanted(place: Span, id_: str) -> Diagnostic:
    """The attribute has one value, the same in all periods."""
    message = say("`{id}` has one value for all periods", id=id_)
    return Diagnostic("E986", "error", message, place, fix=say("empty the cell under `periode`"))
