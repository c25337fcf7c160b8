"""Diagnostics about case files (E920 to E934)."""

from __future__ import annotations

from collections.abc import Iterable

from engine.data.problems import spelled, suggestion
from engine.diagnostics.model import Diagnostic, Message, say
from engine.source import Span


def unknown_name(place: Span, name: str, known: Iterable[str], where: Message) -> Diagnostic:
    """A case gives or expects something that does not exist: no attribute, raw datum, rule, check, function, constant
    or parameter has this name.

    Perhaps it is misspelt, or the rule was renamed and the case was not.
    """
    options = tuple(known)
    fix = suggestion(name, options, say("delete it"))
    message = say("there is no `{name}` {where}", name=name, where=where)
    return Diagnostic("E920", "error", message, place, fix=fix, edits=spelled(place, name, options))


def without_source(place: Span, case: str) -> Diagnostic:
    """A case does not say where its expected values come from.

    A value that was copied from what the program gave tests nothing. Write the article, the published figure or the
    calculation by hand.
    """
    fix = say("add `sumber` with `dokumen` and `rujukan`, `tercetak` or `hitungan`")
    return Diagnostic("E921", "error", say("the case `{case}` does not say its source", case=case), place, fix=fix)


def unknown_member(place: Span, kode: str, level: str, known: Iterable[str]) -> Diagnostic:
    """A case is about a member that the manual, or the paket of the case, does not have."""
    options = tuple(known)
    fix = suggestion(kode, options, say("delete it"))
    message = say("there is no {level} `{kode}` here", level=level, kode=kode)
    return Diagnostic("E922", "error", message, place, fix=fix, edits=spelled(place, kode, options))


def unreadable_expectation(place: Span, why: Message, fix: Message | None = None) -> Diagnostic:
    """An expected value is no value of the kind that the figure has, or two things at once."""
    return Diagnostic("E923", "error", why, place, fix=fix)


def nothing_expected(place: Span, case: str) -> Diagnostic:
    """A case without expected values cannot fail, so it tests nothing."""
    fix = say("add `harapan`, or a column of `tabel` whose heading begins with `=`")
    return Diagnostic("E924", "error", say("the case `{case}` expects nothing", case=case), place, fix=fix)


def not_together(place: Span, one: str, other: str) -> Diagnostic:
    """Two keys of a case contradict each other: a function alone has no member, no period and no paket."""
    message = say("`{one}` and `{other}` do not go together", one=one, other=other)
    return Diagnostic("E925", "error", message, place, fix=say("delete one of them, or make two cases of it"))


def no_paket(place: Span, name: str) -> Diagnostic:
    """The paket that a case is about is not where the case says."""
    fix = say("write the path of a folder with a `kontrak.yaml`, beginning at the folder of this file")
    return Diagnostic("E926", "error", say("there is no paket `{name}`", name=name), place, fix=fix)


def other_manual(place: Span, named: str, other: str) -> Diagnostic:
    """The paket of a case uses another manual than the one whose cases these are."""
    message = say("the paket uses the manual `{named}`, and these are cases of `{other}`", named=named, other=other)
    fix = say("put the case beside that manual or into the paket, or write `manual` at the top")
    return Diagnostic("E927", "error", message, place, fix=fix)


def broken_paket(place: Span, name: str, first: Diagnostic) -> Diagnostic:
    """The paket of a case has errors of its own, so that nothing can be expected of it."""
    message = say("the paket `{name}` has errors: {first}", name=name, first=first.message)
    others = ((say("the first"), first.place),) if first.place else ()
    return Diagnostic("E928", "error", message, place, others, say("correct the paket first"))


def row_twice(place: Span, first: Span, name: str) -> Diagnostic:
    """Two rows of a table have the same name, so that `--run` could mean either."""
    message = say("there are two rows `{name}`", name=name)
    return Diagnostic("E929", "error", message, place, ((say("the first"), first),), say("give each its own name"))


def no_manual(place: Span) -> Diagnostic:
    """A case file lies in no manual's folder and beside no paket, and does not name a manual."""
    fix = say("add `manual` at the top of the file, or put the file into the folder of a manual")
    return Diagnostic("E930", "error", say("these cases belong to no manual"), place, fix=fix)


def broken_manual(place: Span, name: str, first: Diagnostic) -> Diagnostic:
    """The rules that a case is about have errors; until they are corrected its figures mean nothing."""
    message = say("the manual `{name}` has errors: {first}", name=name, first=first.message)
    others = ((say("the first"), first.place),) if first.place else ()
    fix = say("`rules check` shows all of them; correct them first")
    return Diagnostic("E931", "error", message, place, others, fix)
