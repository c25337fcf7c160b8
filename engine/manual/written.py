"""A number as a person wrote it, in a declared format -> its exact value; if it does not fit, what it could have meant.

`1.234` is one thousand or one and a bit, depending on who wrote it. So every source of numbers declares its format, and
what does not fit is not repaired but refused, with each reading that it could have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Literal

from engine.language.limits import LITERAL_DIGITS
from engine.language.literals import decimal as with_point
from engine.language.literals import number as exact
from engine.record import dataclass

PERCENT = "%"
NEVER_MEANT = 2  # a percent of this size was hardly meant as a ratio: `0,9` may be 90%, `83` is not 8300%
SHOWN_READINGS = 2
LONG = 60  # what is longer has no reading that a person would recognise

_SPACES = " \u00a0\u202f"
_MINUS = "[-\u2212]"
_EXPONENT = re.compile(r"([^eE]*[0-9][^eE]*)[eE]([-+]?[0-9]{1,2})")
_BRACKETS = re.compile(r"\(([^()]+)\)")
_WORDS = re.compile(r"(?:[^\W\d_]+\.?\s*)?(?P<number>[^A-Za-z]*[0-9])(?:\s*[^\W\d_]+)?")

Wrong = Literal["format", "exponent", "digits", "no_percent", "percent"]


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What stands before the decimals, and between the thousands (None: nothing)."""

    decimal: str
    thousands: str | None = None


POINT = NumberFormat(".")
_FORMATS = tuple(NumberFormat(*pair) for pair in product(".,", (None, ".", ",", *_SPACES, "'")) if pair[0] != pair[1])


@dataclass(frozen=True, slots=True)
class Misread:
    """Why a text is no number of its format, and the numbers that it could have meant, two at most, without sign."""

    wrong: Wrong
    readings: tuple[Fraction, ...] = ()


def read_number(text: str, format: NumberFormat, symbol: str | None) -> Fraction | Misread:
    """`10.787.102.036,00`, `Rp1.000`, `97,83%` -> the exact value, a percent as its ratio.

    Where `symbol` is `%` the sign is obligatory, elsewhere refused; any other symbol may stand before or behind, with a
    space between. Groups of thousands are right or not there at all. LITERAL_DIGITS digits at most.
    """
    has_percent = text.endswith(PERCENT)
    body = text[:-1].rstrip(_SPACES) if has_percent else _without(text, symbol)
    if sum(map(str.isdigit, body)) > LITERAL_DIGITS:
        return Misread("digits")
    value = _plain(body, format)
    if value is None:
        wrong: Wrong = "exponent" if len(body) <= LONG and _EXPONENT.fullmatch(body) else "format"
        return Misread(wrong, _readings(body, format))
    if symbol == PERCENT:
        return value / 100 if has_percent else Misread("no_percent", _as_percent(value))
    return Misread("percent", (value, value / 100)) if has_percent else value


def other_readings(text: str, format: NumberFormat, symbol: str | None) -> tuple[Fraction, ...]:
    """What a number of this format would be if its separators were meant otherwise: `1.234` may be 1 and a bit."""
    body = text[:-1].rstrip(_SPACES) if text.endswith(PERCENT) else _without(text, symbol)
    value = _plain(body, format)
    if value is None or len(body) > LONG:
        return ()
    scale = 100 if text.endswith(PERCENT) else 1
    readings = (reading for other in _FORMATS if (reading := _plain(body, other)) not in (None, value))
    return tuple(dict.fromkeys(reading / scale for reading in readings if reading is not None))


def spelled(value: Fraction, format: NumberFormat) -> str:
    """A number with an end of decimals as it is written in this format, all digits."""
    sign = "-" if value < 0 else ""
    whole, _, decimals = with_point(abs(value)).partition(".")
    if format.thousands is not None:
        whole = f"{int(whole):,}".replace(",", format.thousands)
    return f"{sign}{whole}{format.decimal}{decimals}" if decimals else sign + whole


def _as_percent(value: Fraction) -> tuple[Fraction, ...]:
    return (value, value * 100) if 0 < abs(value) < NEVER_MEANT else (value,)


def _without(text: str, symbol: str | None) -> str:
    """The number without its symbol, which stands behind, before, or between minus and number."""
    if symbol is None or symbol == PERCENT:
        return text
    if text.endswith(symbol):
        return text[: -len(symbol)].rstrip(_SPACES)
    before = re.match(rf"({_MINUS}?){re.escape(symbol)}[{_SPACES}]?(?={_MINUS}?[0-9])", text)
    return text if before is None else before.group(1) + text[before.end() :]


@cache
def _pattern(format: NumberFormat) -> re.Pattern[str]:
    # `0,001` is no group of thousands: it is how another format writes a thousandth.
    groups = "" if format.thousands is None else rf"[1-9][0-9]{{0,2}}(?:{re.escape(format.thousands)}[0-9]{{3}})+|"
    return re.compile(rf"({_MINUS}?)({groups}[0-9]+)(?:{re.escape(format.decimal)}([0-9]+))?")


def _plain(body: str, format: NumberFormat) -> Fraction | None:
    """A number without any symbol."""
    match = _pattern(format).fullmatch(body)
    if match is None:
        return None
    sign, whole, decimals = match.groups()
    digits = whole.replace(format.thousands, "") if format.thousands else whole
    value = Fraction(int(digits + (decimals or "")), 10 ** len(decimals or ""))
    return -value if sign else value


def _readings(body: str, format: NumberFormat) -> tuple[Fraction, ...]:
    """What a text could have meant: in this format if that is possible, otherwise in any, the likeliest first."""
    return tuple(dict.fromkeys(_all_readings(body, format)))[:SHOWN_READINGS] if len(body) <= LONG else ()


def _all_readings(body: str, format: NumberFormat) -> Iterator[Fraction]:
    exponent, brackets, words = _EXPONENT.fullmatch(body), _BRACKETS.fullmatch(body), _WORDS.fullmatch(body)
    if exponent is not None:
        power = exact(f"1e{exponent.group(2)}")
        assert power is not None
        yield from (reading * power for reading in _all_readings(exponent.group(1), format))
    elif brackets is not None:
        yield from (-reading for reading in _all_readings(brackets.group(1), format))
    elif words is not None and words.group("number") != body:
        yield from _all_readings(words.group("number"), format)
    else:
        bare = body.removeprefix("+")
        bare = "0" + bare if bare[:1] in (",", ".") else bare
        declared = _plain(bare, format)
        formats = _FORMATS if declared is None else (format,)
        yield from (reading for format in formats if (reading := _plain(bare, format)) is not None)
