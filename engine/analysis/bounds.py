"""Bounds and rounding of a result: what is left of its range, and whether a bound ever does anything."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.analysis import range_problems as doubt
from engine.analysis import ranges
from engine.analysis.arithmetic import alike, numbers, percent_signs, sink_of
from engine.analysis.facts import ANYTHING, Fact, Nothing, Number
from engine.analysis.range_words import range_words
from engine.analysis.seen import Seen
from engine.language import typed
from engine.record import replace

if TYPE_CHECKING:
    from engine.analysis.infer import Inference


def clamped(node: typed.Clamp, infer: Inference, seen: Seen) -> Fact:
    """Bounds in the unit of what they bound; one that nothing ever reaches is reported."""
    parts = [part for part in (node.operand, node.low, node.high) if part is not None]
    known = tuple(infer.fact(part, seen) for part in parts)
    unit = alike(tuple(parts), known, "batas", infer, seen)
    percent_signs(tuple(parts), known, infer, seen)
    value = known[0]
    if not isinstance(value, Number):
        good = numbers((node.operand,), (value,), "batas", seen)
        return value if isinstance(value, Nothing) or not good else ANYTHING
    bounds = iter(known[1:])
    low = next(bounds) if node.low is not None else None
    high = next(bounds) if node.high is not None else None
    if isinstance(low, Number) and isinstance(high, Number) and node.low is not None and node.high is not None:
        if low.range.low is not None and high.range.high is not None and low.range.low > high.range.high:
            sink_of(seen)(doubt.bounds_exchanged(node.low.span, node.high.span))
            return ANYTHING
    absent = any(fact.absent for fact in known)
    range_ = value.range
    if isinstance(low, Number) and node.low is not None:
        idle = low.range.high is not None and range_.low is not None and range_.low >= low.range.high
        _idle(node.low, idle, value, seen)
        range_ = ranges.greater(range_, low.range)
    if isinstance(high, Number) and node.high is not None:
        idle = high.range.low is not None and range_.high is not None and range_.high <= high.range.low
        _idle(node.high, idle, value, seen)
        range_ = ranges.lesser(range_, high.range)
    return Number(range_, unit, value.percent, False, absent, value.origin)


def _idle(bound: typed.Typed, idle: bool, value: Number, seen: Seen) -> None:
    if not seen.dead and not value.range.empty:
        words = range_words(value.range, value.percent)
        seen.findings.claim(
            "W818", bound.span, idle, lambda: doubt.idle_bound(bound.span, bound.span.text.strip(), words)
        )


def rounded(node: typed.Round, infer: Inference, seen: Seen) -> Fact:
    """Half up to some decimals: at most half a step away."""
    fact = infer.fact(node.operand, seen)
    if not isinstance(fact, Number):
        good = numbers((node.operand,), (fact,), "pembulatan", seen)
        return fact if isinstance(fact, Nothing) or not good else ANYTHING
    step = node.one * Fraction(10) ** -node.decimals
    return replace(fact, range=ranges.rounded(fact.range, step))
