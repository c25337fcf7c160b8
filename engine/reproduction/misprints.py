"""A number as it should be printed -> the numbers that a slip of the hand makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.results.display import rounded

DIGITS = "0123456789"


def exchanged(value: Fraction, decimals: int) -> Iterator[Fraction]:
    """Two neighbouring digits in each other's place: 97,27 for 97,72."""
    text = _digits(value, decimals)
    for at in range(len(text) - 1):
        if text[at] != text[at + 1]:
            yield _number(text[:at] + text[at + 1] + text[at] + text[at + 2 :], value, decimals)


def one_off(value: Fraction, decimals: int) -> Iterator[Fraction]:
    """Another digit in one place: 100,46 for 110,46."""
    text = _digits(value, decimals)
    for at, digit in enumerate(text):
        for other in DIGITS:
            if other != digit and not (at == 0 and other == "0" and len(text) > 1):
                yield _number(text[:at] + other + text[at + 1 :], value, decimals)


def cut_off(value: Fraction, decimals: int) -> Fraction:
    """The decimals behind the last one printed dropped, not rounded."""
    scaled = int(abs(value) * 10**decimals)
    return Fraction(scaled if value >= 0 else -scaled, 10**decimals)


def _digits(value: Fraction, decimals: int) -> str:
    scaled = abs(rounded(value, decimals)) * 10**decimals
    return str(scaled.numerator).zfill(decimals + 1)


def _number(digits: str, value: Fraction, decimals: int) -> Fraction:
    number = Fraction(int(digits), 10**decimals)
    return number if value >= 0 else -number
