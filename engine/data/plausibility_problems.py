"""Doubts about data that can be read: parts above their whole, and values that jump (W842, W843)."""

from __future__ import annotations

from engine.diagnostics.model import Diagnostic, Message, say
from engine.record import dataclass
from engine.source import Span


@dataclass(frozen=True, slots=True)
class Amount:
    """A raw datum and its value, as the data file writes numbers."""

    name: str
    written: str


def part_over_whole(places: tuple[Span, Span, Span], part: Amount, whole: Amount, period: str) -> Diagnostic:
    """The manual says that one raw datum is a part of another (`bagian_dari`), and the data have more of the part.

    Both are looked at as the period sees them: `kumulatif` at its end, `nilai terakhir` as last known, `jumlah` and
    `rata-rata` over all its base periods. The values are used all the same. `places`: of the part, of the whole, and of
    the declaration.
    """
    place, whole_place, declared = places
    message = say(
        "in {period} `{part}` ({amount}) is more than `{whole}` ({limit}), of which it is a part",
        period=period, part=part.name, amount=part.written, whole=whole.name, limit=whole.written,
    )  # fmt: skip
    others = ((say("the whole"), whole_place), (say("declared here"), declared))
    fix = say("correct one of the two values, or `bagian_dari` in the manual")
    return Diagnostic("W842", "warning", message, place, others, fix, cause=declared)


def jumps(place: Span, earlier: Span, times: int, grown: bool, period: str, fix: Message) -> Diagnostic:
    """The value is about 10, 100 or 1,000 times that of the period before, or a tenth, hundredth, thousandth of it.

    Such jumps hardly happen in a year, and often in typing: `1.234` is one thousand to one person and one and a bit to
    the next, and a percentage loses its comma. About 10 times is 8 to 12.5, about 100 times is 50 to 200, about 1,000
    times is 500 to 2,000: the rarer a jump is by nature, the less exactly it has to be met. Not questioned are
    counts below ten that grow less than 500 times or come down to a tenth, percentages that grow up to 100%, and
    tenfold growth of what may accumulate over the year. The value is used all the same.
    """
    message = (
        say("this value is about {times} times that of {period}: was a separator misread?", times=times, period=period)
        if grown
        else say(
            "this value is about 1/{times} of that of {period}: was a separator misread?", times=times, period=period
        )
    )
    return Diagnostic("W843", "warning", message, place, ((say("the value of {period}", period=period), earlier),), fix)


def other_reading(written: str | None, period: str | None) -> Message:
    """What to write if a separator was misread: here, or in an earlier period."""
    if written is None:
        return say("check both numbers: a separator or zeros may be missing")
    if period is None:
        return say("if it was, write `{written}`; otherwise check both numbers", written=written)
    return say(
        "if it was in {period}, write `{written}` there; otherwise check both numbers", period=period, written=written
    )
