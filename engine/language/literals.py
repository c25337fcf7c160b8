"""Literal text → exact values: numbers as fractions, strings without their escapes, dates; and back.

Nothing here goes through floating point, and no number is built before its size is known.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from engine.language.limits import LITERAL_DIGITS

_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "n": "\n", "r": "\r", "t": "\t"}
_WRITTEN = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPE = re.compile(
    r"\\(?:u([dD][89abAB][0-9A-Fa-f]{2})\\u([dD][c-fC-F][0-9A-Fa-f]{2})"  # two that make one character, as in JSON
    r"|(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6}))|(.))"
)
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def number(text: str) -> Fraction | None:
    """`1.5`, `.5`, `1e3`, `90%` → its exact value, or None if it needs more than LITERAL_DIGITS digits."""
    if len(text) < 19 and text.isdecimal():  # most of them
        return Fraction(int(text))
    mantissa, _, exponent = text.rstrip("%").lower().partition("e")
    whole, _, decimals = mantissa.partition(".")
    written = len(whole) + len(decimals)
    if written > LITERAL_DIGITS or len(exponent.lstrip("+-0")) > 6:
        return None
    shift = int(exponent or "0") - len(decimals) - 2 * text.endswith("%")
    digits = len((whole + decimals).lstrip("0"))
    if max(digits + shift, digits, 1 - shift) > LITERAL_DIGITS:
        return None
    value = int(whole + decimals)
    return Fraction(value * 10**shift) if shift >= 0 else Fraction(value, 10**-shift)


def decimal(value: Fraction) -> str:
    """A number of the language as it is written, all digits, no exponent: 5/4 → `1.25`. It must terminate."""
    places = _places(value.denominator)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    text = digits if not places else f"{digits[:-places]}.{digits[-places:]}"
    return "-" + text if value < 0 else text


def _places(denominator: int) -> int:
    """How many decimals a fraction with this denominator has."""
    places = 0
    while 10**places % denominator:
        places += 1
        if places > 4 * LITERAL_DIGITS:
            raise ValueError("this number has no end of decimals, no literal can be it")
    return places


def string(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A string with its quotes → its text, and where in it (from, to) an escape is that means nothing."""
    bad: list[tuple[int, int]] = []

    def character(match: re.Match[str]) -> str:
        known = _escaped(match)
        if known is None:
            bad.append((match.start() + 1, match.end() + 1))
        return known or ""

    inside = text[1:-1]
    return _ESCAPE.sub(character, inside) if "\\" in inside else inside, tuple(bad)


def _escaped(match: re.Match[str]) -> str | None:
    high, low, short, long, sign = match.groups()
    if sign is not None:
        return _ESCAPES.get(sign)
    code = 0x10000 + (int(high, 16) - 0xD800) * 0x400 + int(low, 16) - 0xDC00 if high else int(short or long, 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else None


def quoted(text: str) -> str:
    """A text as a string of the language; what cannot be seen is written as an escape."""
    return '"' + "".join(map(_written, text)) + '"'


def _written(character: str) -> str:
    if character in _WRITTEN:
        return _WRITTEN[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:06X}"


def day(text: str) -> date | None:
    """`2023-12-31` → the date, or None if there is no such day or it is written otherwise."""
    match = _DAY.fullmatch(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
