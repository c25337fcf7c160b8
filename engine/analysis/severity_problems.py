"""Diagnostics about severities that a manual lowers (W837, E838)."""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics.model import Diagnostic, say
from engine.diagnostics.near import nearest, respelled
from engine.source import Span


def lowers_nothing(place: Span, code: str) -> Diagnostic:
    """A finding that a manual looks at less strictly does not show any more: the exception is not needed."""
    message = say("there is no finding {code} any more that this would lower", code=code)
    return Diagnostic("W837", "warning", message, place, fix=say("delete it"))


def unknown_place(place: Span, name: str, known: Iterable[str]) -> Diagnostic:
    """`di` limits a lowered severity to rules, functions, scales, constants, checks and entries, and none is called so.

    A rule is called `level.name`, an entry by its kode, and what an entry has `kode.name`.
    """
    near = nearest(name, known)
    message = say("the manual has no rule and no entry `{name}`", name=name)
    fix = say("write `{near}`", near=near) if near else say("write `level.name` of a rule, or the kode of an entry")
    return Diagnostic("E844", "error", message, place, fix=fix, edits=respelled(place, name, near))


def not_lowerable(place: Span, code: str) -> Diagnostic:
    """Only warnings of the check can be lowered; an error would come back as a wrong or missing figure."""
    message = say("`{code}` is no warning of the check that could be lowered", code=code)
    return Diagnostic("E838", "error", message, place, fix=say("correct what is wrong, or the code"))
