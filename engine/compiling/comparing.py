"""Comparisons on ratios, what is known of them beforehand, and what they decide: conditions, bounds, the least.

A number whose sign is known needs no comparison with 0, and what is left of bounds and tables then is short.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.compiling import joined
from engine.compiling.place import Place
from engine.compiling.ratio import (
    Facts,
    Known,
    Ratio,
    Reasons,
    Shown,
    Text,
    Truth,
    as_ratio,
    compared,
    sign_told,
)
from engine.language.values import Outcome, merged

Finish = Callable[[str, Shown, Shown, Reasons], None]
"""A condition, the value if it holds and the value if not, what lies under both."""

OPERATORS = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
ABOVE = {">": True, ">=": True, "!=": True, "<": False, "<=": False, "==": False}
BELOW = {"<": True, "<=": True, "!=": True, ">": False, ">=": False, "==": False}
NOT_BELOW = {">=": True, "<": False}
NOT_ABOVE = {"<=": True, ">": False}


def comparison(operator: str, left: Shown, right: Shown, under: Reasons, place: Place) -> Truth | Known:
    """A comparison of two numbers or texts that are there."""
    if isinstance(left, Text | Known) and isinstance(right, Text | Known) and operator in ("=", "!="):
        texts = [_text(one) for one in (left, right)]
        if all(text is not None for text in texts):
            return Truth(f"{texts[0]} {OPERATORS[operator]} {texts[1]}", under)
    sign, one, other = OPERATORS[operator], as_ratio(left), as_ratio(right)
    known = None if other.scale else _sign(one, place.facts).get(sign)
    if known is not None:
        return Known(Outcome(known, (), under))
    return sign_told(sign, one, other, compared(sign, one, other, place.facts), under)


def _sign(one: Ratio, facts: Facts) -> dict[str, bool]:
    """What is known of a ratio compared with 0, by operator."""
    if not set(one.below) <= facts.positive or not one.scale:
        return {}
    if facts.all_positive(one.above):
        return ABOVE if one.scale > 0 else BELOW
    if facts.all_natural(one.above):
        return NOT_BELOW if one.scale > 0 else NOT_ABOVE
    return {}


def _text(shown: Shown) -> str | None:
    if isinstance(shown, Text):
        return shown.variable
    value = shown.outcome.value if isinstance(shown, Known) else None
    return repr(value) if isinstance(value, str) else None


def together(answers: Sequence[Truth | Known], operator: str) -> Truth | Known:
    """Answers that are all there, joined by `and` or `or`."""
    deciding = operator == "or"
    if any(isinstance(one, Known) and one.outcome.value is deciding for one in answers):
        return Known(Outcome(deciding))
    codes = [one.code for one in answers if isinstance(one, Truth)]
    return Truth(all_codes(codes, operator)) if codes else Known(Outcome(not deciding))


def all_codes(codes: list[str], operator: str) -> str:
    """The code of all of these together."""
    return codes[0] if len(codes) == 1 else f" {operator} ".join(f"({code})" for code in codes)


def remaining(
    first: Shown, steps: Sequence[tuple[str, Shown]], place: Place, finish: Finish | None = None
) -> Shown | None:
    """What is left of a value behind each of these steps: `<`, the other is taken if it is less; `<-`, if the value is.

    With `finish`, that writes the last choice, and None comes out of here.
    """
    under = merged([first.under, *[other.under for _, other in steps]])
    value = joined.bare(first)
    for at, (sign, shown) in enumerate(steps):
        other = joined.bare(shown)
        left, right = (value, other) if sign.endswith("-") else (other, value)
        condition = comparison(sign[0], left, right, (), place)
        if isinstance(condition, Known):
            value = other if condition.outcome.value is True else value
        elif finish is not None and at == len(steps) - 1:
            finish(condition.code, other, value, under)
            return None
        else:
            value = joined.either(condition.code, [(place.inside(), other), (place.inside(), value)], place)
    return joined.also_under(value, under)
