"""A range of numbers as a person writes it: `[0..10]`, `>= 0`, `any number`."""

from __future__ import annotations

from fractions import Fraction

from engine.analysis.ranges import Range
from engine.language.arithmetic import number_text


def number(value: Fraction, percent: bool) -> str:
    """A number as it would be written in a formula, a percentage with its sign."""
    return f"{number_text(value * 100)}%" if percent else number_text(value)


def range_words(range_: Range, percent: bool = False) -> str:
    """The range in the form of a table cell."""
    low = None if range_.low is None else number(range_.low, percent)
    high = None if range_.high is None else number(range_.high, percent)
    if low is None and high is None:
        return "-"
    if low is None:
        return f"{'<=' if range_.high_closed else '<'} {high}"
    if high is None:
        return f"{'>=' if range_.low_closed else '>'} {low}"
    if low == high:
        return f"= {low}"
    return f"{'[' if range_.low_closed else '('}{low}..{high}{']' if range_.high_closed else ')'}"
