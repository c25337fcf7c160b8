"""Warnings that come up while rows become values (W6xx), and given values that fall (W841)."""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics.model import Diagnostic, say
from engine.diagnostics.near import nearest
from engine.source import Span


def older_value(place: Span, input_: str, period: str) -> Diagnostic:
    """The latest value inside a period is older than its last base period."""
    message = say(
        "the latest value of `{input}` in {period} is older than the end of that period", input=input_, period=period
    )
    return Diagnostic(
        "W601", "warning", message, place, fix=say("add the row of the last base period, if there is one")
    )


def differs_from_parts(place: Span, other: Span, input_: str) -> Diagnostic:
    """A value entered for a period differs from what the rows of its base periods give; the entered one counts."""
    message = say("the value entered for `{input}` differs from that of its base periods", input=input_)
    others = ((say("the base periods give another value"), other),)
    return Diagnostic("W602", "warning", message, place, others, say("correct one of them, or say why in `keterangan`"))


def falls_over_periods(
    place: Span, earlier: Span, declared: Span, name: str, period: str, earlier_period: str
) -> Diagnostic:
    """The rule files say that these values do not fall (`tidak_turun`), and one is lower than that of a shorter period
    that is its beginning.

    What was planned for half a year is not less than what was planned for its first quarter. Perhaps a digit is wrong,
    or two values changed places. The values are used all the same.
    """
    message = say(
        "`{name}` is lower in {period} than in {earlier}, the beginning of {period}",
        name=name, period=period, earlier=earlier_period,
    )  # fmt: skip
    others = ((say("the value of {period}", period=earlier_period), earlier), (say("declared here"), declared))
    fix = say("correct one of the two values, or `tidak_turun` in the manual")
    return Diagnostic("W841", "warning", message, place, others, fix, cause=declared)


def unknown_period(code: str, known: Iterable[str]) -> Diagnostic:
    """The manual has no period of this code."""
    options = tuple(known)
    near = nearest(code, options)
    fix = say("write `{near}`", near=near) if near else say("write one of: {choices}", choices=", ".join(options))
    return Diagnostic("E620", "error", say("there is no period `{code}`", code=code), fix=fix)


def unknown_row(name: str, known: Iterable[str]) -> Diagnostic:
    """A row of data is given under a name that no row of this contract has. Nothing is changed then: a mistyped name
    would let a figure stay as it was without anybody being told."""
    near = nearest(name, tuple(known))
    fix = say("write `{near}`", near=near) if near else say("a row is called `level/kode.variable` or `…@period`")
    return Diagnostic("E987", "error", say("no row of the data is called `{name}`", name=name), fix=fix)


def unknown_reason_of_row(name: str, code: str, known: Iterable[str]) -> Diagnostic:
    """The reason why a row has no value is none that the manual declares."""
    message = say("`{name}` is absent for `{code}`, which the manual does not declare", name=name, code=code)
    return Diagnostic("E988", "error", message, fix=say("write one of: {choices}", choices=", ".join(known)))
