"""An outcome -> one line in the notation of formulas, so that it can be copied into the next one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from engine.language.arithmetic import number_text
from engine.language.literals import decimal, quoted
from engine.language.values import Context, Outcome, Range


def written(outcome: Outcome) -> str:
    """A value as it is written in a formula; N/A is `N/A`."""
    value = outcome.value
    match value:
        case None:
            return "N/A"
        case bool():
            return "true" if value else "false"
        case Fraction():
            return number(value)
        case str():
            return quoted(value)
        case date():
            return f'@"{value.isoformat()}"'
        case tuple():
            return "[" + ", ".join(written(member) for member in value) + "]"
        case Context(entries):
            return "{" + ", ".join(f"{key}: {written(one)}" for key, one in entries) + "}"
        case Range():
            return _range(value)
    return quoted(value.kode)


def number(value: Fraction) -> str:
    """All digits where they end, otherwise 34 of them."""
    if not ends(value):
        return number_text(value)
    try:
        return decimal(value)
    except ValueError:  # thousands of decimals
        return number_text(value)


def ends(value: Fraction) -> bool:
    """Whether the digits of a number come to an end."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def _range(limits: Range) -> str:
    low, high = ("" if end is None else written(Outcome(end)) for end in (limits.low, limits.high))
    return ("[" if limits.low_closed else "(") + f"{low}..{high}" + ("]" if limits.high_closed else ")")
