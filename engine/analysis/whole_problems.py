"""Diagnostics about a manual as a whole (W831 to W839)."""

from __future__ import annotations

from engine.diagnostics.model import Diagnostic, say
from engine.diagnostics.near import nearest
from engine.source import Span


def unused_datum(place: Span, name: str, kode: str) -> Diagnostic:
    """An office would have to fill in raw data that no formula of the entry reads.

    Either the formula forgot them, or they are left from an earlier version.
    """
    message = say("`{name}` is asked for, and no formula of `{kode}` uses it", name=name, kode=kode)
    return Diagnostic("W831", "warning", message, place, fix=say("use it in the formula, or delete it"))


def unused_constant(place: Span, name: str) -> Diagnostic:
    """A constant that no formula reads: changing it changes nothing."""
    message = say("the constant `{name}` is not used anywhere", name=name)
    return Diagnostic("W832", "warning", message, place, fix=say("use it instead of the written number, or delete it"))


def unused_rule(place: Span, name: str) -> Diagnostic:
    """A figure that no other rule reads and no table prints. Figures of the whole office are not meant."""
    message = say("nothing uses `{name}`, and nothing prints it", name=name)
    return Diagnostic("W833", "warning", message, place, fix=say("use it, add it to `tampilan`, or delete it"))


def unused_function(place: Span, name: str) -> Diagnostic:
    """A function or scale that no formula calls."""
    message = say("nothing calls `{name}`", name=name)
    return Diagnostic("W834", "warning", message, place, fix=say("call it, or delete it"))


def unused_unit(place: Span, code: str) -> Diagnostic:
    """A satuan that the manual declares, and nothing in it is measured in.

    Either it is left from an earlier version, or what should be in it says another one.
    """
    message = say("nothing is in the satuan `{code}`", code=code)
    return Diagnostic("W836", "warning", message, place, fix=say("use it, or delete its row"))


def no_citation(place: Span, name: str, manual: Span | None) -> Diagnostic:
    """An auditor asks on what a rule rests. It says so itself, or its file or its manual does for all."""
    message = say("`{name}` does not say on which article it rests", name=name)
    fix = say("add `dasar_hukum`, here or for the whole file")
    return Diagnostic("W835", "warning", message, place, fix=fix, cause=manual)


def misplaced_component(place: Span, label: str, name: str, other: Span) -> Diagnostic:
    """A component is called after an input that it does not use, and another component does. Usually the values of the
    two have changed places, so that each has the weight of the other."""
    message = say("the component `{label}` does not use `{name}`, and another one does", label=label, name=name)
    fix = say("exchange the values of the two, or give the component another name")
    return Diagnostic("W809", "warning", message, place, ((say("`{name}` is used here", name=name), other),), fix)


def colour_of_nothing(place: Span, text: str, status: str, given: tuple[str, ...]) -> Diagnostic:
    """The printed table has a colour for a text that the coloured figure never gives. Either the text is misspelt, or
    the row that gave it has been lost."""
    message = say("`{status}` never gives `{text}`, so its colour is never shown", status=status, text=text)
    near = nearest(text, given)
    fix = say("write `{near}`", near=near) if near else say("correct the text, or delete the row")
    return Diagnostic("W830", "warning", message, place, fix=fix)


def upside_down(place: Span, above: str, below: str, declared: Span) -> Diagnostic:
    """A raw datum is declared to be divided by another (`bagian_dari`, `pembagi`), and a formula turns them round."""
    message = say(
        "`{below}` is to be divided by `{above}`, and here it is the other way round", above=above, below=below
    )
    others = ((say("declared here"), declared),)
    fix = say("write `{below} / {above}`", above=above, below=below)
    return Diagnostic("W839", "warning", message, place, others, fix)


def other_divisor(place: Span, name: str, divisor: str, below: str, declared: Span) -> Diagnostic:
    """A raw datum is declared to be divided by another (`bagian_dari`, `pembagi`), and a formula takes a third."""
    message = say(
        "`{name}` is to be divided by `{divisor}`, and here it is divided by `{below}`",
        name=name, divisor=divisor, below=below,
    )  # fmt: skip
    others = ((say("declared here"), declared),)
    return Diagnostic(
        "W840", "warning", message, place, others, say("write `{name} / {divisor}`", name=name, divisor=divisor)
    )
