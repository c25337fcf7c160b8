"""What an attribution says, in words: the same for a terminal and for a page."""

from __future__ import annotations

from fractions import Fraction

from engine.diagnostics.model import Message, say
from engine.difference.attribution import Attribution, Compared, Flip, Part
from engine.difference.offices import Office, moved_by, renamed
from engine.difference.sentences import full_sentence
from engine.difference.switches import Switch
from engine.language.values import Outcome
from engine.results.display import displayed, grouped, rounded

NOTHING = "-"
"""A side that does not have the figure."""
MOST_SETS = 5


def name(attribution: Attribution, figure: Compared) -> Message:
    """A figure as the display calls it, with its id."""
    label = attribution.totals.get(figure.id)
    if label is None or label == figure.id:
        return say("`{id}`", id=figure.id)
    return say("{label} (`{id}`)", label=label, id=figure.id)


def value(figure: Compared, side: Outcome | None, decimals: int) -> str:
    """One side of a figure as it is printed."""
    return NOTHING if side is None else displayed(side, figure.unit, decimals)


def number(shown: Fraction, figure: Compared, decimals: int, *, signed: bool = False) -> str:
    """A number that is rounded already and stands in the unit of the figure."""
    symbol = " %" if figure.unit and figure.unit.symbol == "%" else ""
    sign = "+" if signed and shown > 0 else ""
    return f"{sign}{grouped(shown, decimals)}{symbol}"


def difference(figure: Compared, decimals: int) -> str:
    """By how much a number moves; empty where it is none."""
    moved = moved_by(figure)
    if moved is None:
        return ""
    return number(rounded(moved / (figure.unit.one if figure.unit else 1), decimals), figure, decimals, signed=True)


def part(one: Part) -> tuple[Message, ...]:
    """What moves a figure: a sentence for each change that is made together; for more than are told one by one, what
    they have in common."""
    if one.label:
        count = sum(len(switch.changes) for switch in one.switches)
        return (say("{count} changes in {label}, not divided any further", count=count, label=one.label),)
    return sentences(*one.switches)


def sentences(*switches: Switch) -> tuple[Message, ...]:
    """One for each change that switches make."""
    return tuple(full_sentence(change) for switch in switches for change in switch.all)


def flip(one: Flip) -> Message:
    """How a figure that is no number comes to be another one."""
    before, after = one.figure.before, one.figure.after
    if not one.sets:
        return say("too many changes reach it to say which of them do so")
    if before is not None and before.value is None:
        message = say("it gets a value as soon as this is changed:")
    elif after is not None and after.value is None:
        message = say("it has no value any more as soon as this is changed:")
    else:
        message = say("it is another one as soon as this is changed:")
    return (
        message if len(one.sets) == 1 else say("{said} (any one of these {count})", said=message, count=len(one.sets))
    )


def rounding() -> Message:
    """The line that makes a printed column add up."""
    return say("rounding")


def heading(attribution: Attribution) -> Message:
    """What is told."""
    return say("{paket}, period {period}", paket=attribution.paket, period=attribution.period)


def count_moved(attribution: Attribution, known: int) -> Message:
    """How many figures move."""
    return say("{count} of {all} figures move", count=len(attribution.moved), all=known)


def still() -> Message:
    """Above the changes that move nothing."""
    return say("these changes move no figure of this paket:")


def idle(attribution: Attribution) -> Message:
    """About the changes that no figure can rest on."""
    return say(
        "{count} more changes are about no value: legal grounds, notes, checks, what is printed",
        count=len(attribution.idle),
    )


def many(offices: tuple[Office, ...]) -> tuple[Message, ...]:
    """What several offices have in common: how many move, how many are called otherwise, how many could not be read."""
    read = [one.attribution for one in offices if one.attribution is not None]
    moving = [one for one in read if any(moved_by(figure.figure) for figure in one.explained)]
    found = [say("{count} of {all} offices move", count=len(moving), all=len(read))]
    for id_ in dict.fromkeys(figure.id for one in read for figure in renamed(one)):
        number_ = sum(1 for one in read for figure in renamed(one) if figure.id == id_)
        found.append(say("`{id}` is another one at {count} of them", id=id_, count=number_))
    broken = len(offices) - len(read)
    return (*found, *((say("{count} could not be read", count=broken),) if broken else ()))
