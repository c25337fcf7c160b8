"""Diagnostics about what a formula can give: absences from computing, conditions and bounds that say nothing."""

from __future__ import annotations

from engine.diagnostics.model import Diagnostic, Edit, Message, say
from engine.language.literals import quoted
from engine.source import Span

SHOWN = 10
SCALE = "skala"


def _range(words: str) -> Message:
    """A range in a sentence."""
    return say("any number") if words == "-" else say("{range}", range=words)


def _declared(origin: Span | None) -> tuple[tuple[Message, Span], ...]:
    return ((say("declared here"), origin),) if origin is not None else ()


def listed(texts: tuple[str, ...]) -> str:
    """Texts as they stand in a formula, not too many."""
    return ", ".join(quoted(text) for text in texts[:SHOWN]) + (", …" if len(texts) > SHOWN else "")


def zero_divisor(place: Span, divisor: str, origin: Span | None) -> Diagnostic:
    """The divisor can be 0, and then there is no result.

    The figure would be N/A, and everything above it provisional. If 0 cannot occur, the declaration should say so
    (`minimal: 1`); if it can, the rule should say what holds then.
    """
    message = say("the divisor `{divisor}` can be 0, and then there is no result", divisor=divisor)
    fix = say("declare `minimal` above 0, or say what holds then: `if {divisor} = 0 then … else …`", divisor=divisor)
    return Diagnostic("W811", "warning", message, place, _declared(origin), fix, cause=origin)


def empty_aggregate(place: Span, function: str, list_: str) -> Diagnostic:
    """A sum or mean of a list that can be empty gives N/A then.

    A filter that only leaves out what has no value is not meant: there the reasons of what was left out explain it.
    """
    message = say("the list of `{function}` can be empty, and then there is no result", function=function)
    fix = say("say what holds then: `if count({list}) = 0 then … else …`", list=list_)
    return Diagnostic("W812", "warning", message, place, fix=fix)


def outside_domain(place: Span, function: str, needs: Message, origin: Span | None) -> Diagnostic:
    """A function has no result for some of the values that can come here."""
    message = say("`{function}` needs {needs}, and other values can come here", function=function, needs=needs)
    fix = say("declare `minimal` or `maksimal`, or handle the other values with `if`")
    if function == SCALE:
        fix = say("write `ujung: tetap` or `ujung: lanjut`, or declare `minimal` and `maksimal` of what comes in")
    return Diagnostic("W813", "warning", message, place, _declared(origin), fix, cause=origin)


def not_proved(place: Span, name: str, declared: str, computed: str) -> Diagnostic:
    """A result declares its range, and the formula could give more, as far as can be told from its parts."""
    message = say(
        "it cannot be proved that `{name}` lies {declared}; its parts allow {computed}",
        name=name, declared=_range(declared), computed=_range(computed),
    )  # fmt: skip
    fix = say("declare the ranges of its parts, or bound it with `batas_bawah` and `batas_atas`")
    return Diagnostic("W814", "warning", message, place, fix=fix)


def outside_range(place: Span, name: str, declared: str, computed: str) -> Diagnostic:
    """A result declares its range, and the formula never gives a value inside."""
    message = say(
        "`{name}` is declared to lie {declared}, and this always gives {computed}",
        name=name, declared=_range(declared), computed=_range(computed),
    )  # fmt: skip
    return Diagnostic("E815", "error", message, place, fix=say("correct the formula, or the declared range"))


def decided_comparison(place: Span, answer: bool, origin: Span | None) -> Diagnostic:
    """A comparison gives the same answer for all values that can come, so it decides nothing."""
    message = say("this is always true") if answer else say("this is never true")
    fix = say("compare with another value, or leave it out")
    return Diagnostic("W816", "warning", message, place, _declared(origin), fix)


def decided_condition(place: Span, answer: bool) -> Diagnostic:
    """A condition gives the same answer for all values that can come: one side is never taken."""
    message = say("this condition always holds") if answer else say("this condition can never hold")
    return Diagnostic("W817", "warning", message, place, fix=say("correct it, or leave it out"))


def bounds_exchanged(low: Span, high: Span) -> Diagnostic:
    """The lower bound lies above the upper one, so that no value is between them. Usually the two were exchanged."""
    message = say("the lower bound lies above the upper one")
    return Diagnostic("E819", "error", message, low, ((say("the upper bound"), high),), say("exchange the two"))


def idle_bound(place: Span, bound: str, computed: str) -> Diagnostic:
    """A bound lies outside of everything that can come, so it never changes a value."""
    message = say(
        "the bound `{bound}` never changes anything: the value lies {computed}", bound=bound, computed=computed
    )
    return Diagnostic("W818", "warning", message, place, fix=say("correct the bound, or leave it out"))


def unknown_text(place: Span, text: str, choices: tuple[str, ...], near: str | None, origin: Span | None) -> Diagnostic:
    """A text is compared with an attribute that never has it, because it is not among the declared ones."""
    message = say("`{text}` is not among the declared values", text=quoted(text))
    fix = say("write `{near}`", near=quoted(near)) if near else say("possible here: {choices}", choices=listed(choices))
    edits = (Edit(place, quoted(near)),) if near else ()
    return Diagnostic("E829", "error", message, place, _declared(origin), fix, edits)
