"""Diagnostics about units and kinds that only show when a manual is looked at as a whole (E801 to E808)."""

from __future__ import annotations

from engine.diagnostics.model import Diagnostic, Edit, Message, say
from engine.source import Span

Side = tuple[str, Span | None]
"""A unit as it is spelled, and the declaration it comes from."""
Words = tuple[Message, Message]
"""What is wrong, and what to write instead."""


def unit(text: str) -> Message:
    """A unit in a sentence."""
    return say("`{unit}`", unit=text) if text else say("a plain number")


def _declared(*sides: Side) -> tuple[tuple[Message, Span], ...]:
    """The declarations of both sides, each once."""
    places: dict[Span, str] = {}
    for text, place in sides:
        if place is not None:
            places.setdefault(place, text)
    return tuple((_here(text, place), place) for place, text in places.items())


def _here(text: str, place: Span) -> Message:
    """What stands at a declaration: the satuan itself, a name that has one, or another that a result is made of."""
    made = text != place.text.strip() and any(sign in text for sign in "*/")
    return say("computed from this") if made else say("declared here")


def together(operator: str, left: Side, right: Side) -> Words:
    """Two values under one sign."""
    message = say(
        "`{operator}` cannot put {left} and {right} together",
        operator=operator,
        left=unit(left[0]),
        right=unit(right[0]),
    )
    return message, say("take the right name, divide by what it is compared with, or correct the satuan")


def component(label: str, left: Side, right: Side) -> Words:
    """A component in another unit than the others."""
    message = say(
        "the component `{label}` gives {right}, and the others give {left}",
        label=label, left=unit(left[0]), right=unit(right[0]),
    )  # fmt: skip
    return message, say("take the right names, or correct the satuan of one of them")


def part(name: str, whole: str, part_side: Side, whole_side: Side) -> Words:
    """A part that is counted in something else than its whole."""
    message = say(
        "`{name}` is in {part}, and `{whole}`, of which it is a part, in {other}",
        name=name, part=unit(part_side[0]), whole=whole, other=unit(whole_side[0]),
    )  # fmt: skip
    return message, say("correct one of the two satuan, or `bagian_dari`")


def unequal_units(place: Span, words: Words, *sides: Side, cause: Span | None = None) -> Diagnostic:
    """Values in two different units are added, subtracted or compared.

    Rupiah and kegiatan have no sum, and neither is more than the other. Counts of different things do not add either.
    What can be divided is different: rupiah by rupiah is a ratio. Usually a name is mistaken, or a satuan. Components
    of a result are added up, and a part (`bagian_dari`) is counted as its whole.
    """
    return Diagnostic("E801", "error", words[0], place, _declared(*sides), words[1], cause=cause)


def wrong_result(place: Span, name: str, computed: Side, declared: Side) -> Diagnostic:
    """A rule declares the satuan of its result, and what it computes is in another one.

    A declared result alone may turn one ratio into another; anything else has to be equal.
    """
    message = say(
        "`{name}` is declared in {declared}, and this gives {computed}",
        name=name, declared=unit(declared[0]), computed=unit(computed[0]),
    )  # fmt: skip
    fix = say("correct the formula, or the satuan")
    others = _declared(declared, computed)
    return Diagnostic("E802", "error", message, place, others, fix, cause=computed[1])


def no_plain_number(place: Span, operator: str, found: Side) -> Diagnostic:
    """Powers, roots, logarithms, positions and decimals are those of plain numbers, not of rupiah or kegiatan."""
    message = say("`{operator}` needs a plain number, and this is in {found}", operator=operator, found=unit(found[0]))
    fix = say("divide by a value in the same satuan first")
    return Diagnostic("E803", "error", message, place, _declared(found), fix, cause=found[1])


def unequal_branches(place: Span, first: Side, other: Side, first_place: Span) -> Diagnostic:
    """One result is in one unit, another in another: branches of `if`, cells of the output column, members of lists."""
    message = say("this gives {other}, and the others give {first}", other=unit(other[0]), first=unit(first[0]))
    others = ((say("{unit} here", unit=unit(first[0])), first_place), *_declared(first, other))
    fix = say("make all of them one satuan")
    return Diagnostic("E804", "error", message, place, others, fix, cause=other[1])


def own_units_together(place: Span, operator: str, origin: Span | None) -> Diagnostic:
    """Each entry has a satuan of its own, so values of several entries have no sum and no order.

    What can be put together is what has the same satuan for all: a ratio of two values of the same entry.
    """
    message = say(
        "`{operator}` puts values of several entries together, and each has a satuan of its own", operator=operator
    )
    others = ((say("declared `satuan: entri` here"), origin),) if origin is not None else ()
    fix = say("divide by a value of the same entry first")
    return Diagnostic("E805", "error", message, place, others, fix, cause=origin)


def no_unit(place: Span, name: str) -> Diagnostic:
    """A raw datum that is a number says in which satuan it is, so that it cannot be added to something else."""
    message = say("`{name}` does not say in which satuan it is", name=name)
    return Diagnostic("W807", "warning", message, place, fix=say("add `satuan: …`"))


def not_put_together(place: Span, name: str) -> Diagnostic:
    """The data of several periods become those of a longer one, and a raw datum does not say how.

    Without it the figure of the longer period is missing.
    """
    message = say("`{name}` does not say how its periods are put together", name=name)
    fix = say("add `konsolidasi: kumulatif`, `jumlah`, `rata-rata` or `nilai terakhir`")
    return Diagnostic("W808", "warning", message, place, fix=fix)


def percent_beside_other(place: Span, text: str, plain: str, other: Side) -> Diagnostic:
    """A percentage stands beside a number that is not written in hundredths: 100% is 1 there, not 100."""
    message = say(
        "`{text}` stands beside {other}, where it means {plain}", text=text, plain=plain, other=unit(other[0])
    )
    fix = say("write the number without `%`")
    return Diagnostic("W820", "warning", message, place, _declared(other), fix, cause=other[1])


def unequal_kinds(place: Span, first: Message, other: Message, first_place: Span) -> Diagnostic:
    """One result is a number, the other a text: whoever uses it could not tell which will come."""
    message = say("this is {other}, and the others are {first}", other=other, first=first)
    others = ((say("{first} here", first=first), first_place),)
    return Diagnostic("E808", "error", message, place, others, say("make all of them one kind"))


def percent_sign_missing(place: Span, text: str, other: Side) -> Diagnostic:
    """A number beside a percentage has no `%`: 90 is ninety times the whole, 90% is what is meant.

    In formulas and tables a percentage is written with its sign, as in the decree; without it the number is taken as it
    stands, which is a hundred times as much.
    """
    message = say("`{text}` stands beside a percentage and has no `%`, so it means {text}00%", text=text)
    fix = say("write `{text}%`", text=text)
    return Diagnostic(
        "W819", "warning", message, place, _declared(other), fix, (Edit(place, f"{text}%"),), cause=other[1]
    )
