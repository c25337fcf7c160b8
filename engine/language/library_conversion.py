"""Conversion functions of FEEL (DMN 1.5, 10.3.4.1): texts to numbers and dates, values to text.

Strict: a text that reads in two ways is refused. Thousands stand in groups of three, dates are year-month-day.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from engine.diagnostics.model import Reason
from engine.language.arithmetic import Exact, Failure, bounded, number_text
from engine.language.limits import LITERAL_DIGITS, RESULT_DIGITS, TEXT_CHARACTERS
from engine.language.reasons import not_a_date, not_a_number, separators_refused, too_large, too_long_text
from engine.language.values import Context, Outcome, Range, Value, merged

NUMBER = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]*)(?:\.(?P<part>[0-9]+))?(?:[eE](?P<exponent>[+-]?[0-9]{1,6}))?")
GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})*(?![0-9])[^,]*")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def number(from_: str, grouping_separator: str | None = None, decimal_separator: str | None = None) -> Exact | Failure:
    """`number("1.234,5", ".", ",")` is 1234.5. Without separators a number as a formula has it: `number("1234.5")`."""
    decimal_point = "." if decimal_separator is None else decimal_separator
    if not _separators_fit(grouping_separator, decimal_separator):
        return Failure(separators_refused())
    text = from_.translate(_to_english(grouping_separator, decimal_point))
    if "," in text and not GROUPED.fullmatch(text):
        return Failure(not_a_number(from_))
    found = NUMBER.fullmatch(text.replace(",", ""))
    if found is None or not (found["whole"] or found["part"]):
        return Failure(not_a_number(from_))
    return _computed(found)


def _separators_fit(grouping: str | None, decimal: str | None) -> bool:
    """FEEL's rule: space, comma, point or none for thousands, comma, point or none for decimals, not the same twice."""
    known = grouping in (" ", ",", ".", None) and decimal in (",", ".", None)
    return known and (grouping is None or grouping != (decimal or "."))


def _to_english(grouping: str | None, decimal_point: str) -> dict[int, str]:
    """Thousands to `,`, decimals to `.`; any other comma or point to what no number has."""
    separators = {ord(","): "?", ord("."): "?"}
    if grouping is not None:
        separators[ord(grouping)] = ","
    return separators | {ord(decimal_point): "."}


def _computed(found: re.Match[str]) -> Exact | Failure:
    """A number read digit by digit: never so large that reading it takes time."""
    part = found["part"] or ""
    exponent = int(found["exponent"] or "0")
    if len(found["whole"]) + len(part) > LITERAL_DIGITS:
        return Failure(too_large(digits=LITERAL_DIGITS))
    if abs(exponent) > RESULT_DIGITS:
        return Failure(too_large())
    value = int(found["whole"] + part) * Fraction(10) ** (exponent - len(part))
    return bounded(-value if found["sign"] else value)


def date_from(from_: str) -> date | Failure:
    """`date("2023-12-31")`."""
    try:
        return date.fromisoformat(from_) if DATE.fullmatch(from_) else Failure(not_a_date(from_))
    except ValueError:
        return Failure(not_a_date(from_))


def string(from_: Outcome) -> Outcome | Failure:
    """`string(1.10)` is "1.1". A text stays as it is; inside lists and contexts texts stand in quotes. What is absent
    inside them is written as `null`, and the text carries its reasons. A member of the tree is written as its kode."""
    if from_.value is None:
        return from_
    pieces: list[str] = []
    carried: list[tuple[Reason, ...]] = []
    waiting: list[str | Outcome] = [from_.value if isinstance(from_.value, str) else from_]
    size = 0
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, Outcome):
            carried.append(piece.carried + piece.reasons)
            waiting.extend(reversed(_parts(piece.value)))
            continue
        pieces.append(piece)
        size += len(piece)
        if size > TEXT_CHARACTERS:
            return Failure(too_long_text())
    return Outcome("".join(pieces), carried=merged(carried))


def _parts(value: Value | None) -> list[str | Outcome]:
    """A value as FEEL would write it, in pieces; what is inside it still to be written."""
    match value:
        case None:
            return ["null"]
        case bool():
            return ["true" if value else "false"]
        case Fraction():
            return [number_text(value)]
        case str():
            return ['"', value.replace("\\", "\\\\").replace('"', '\\"'), '"']
        case date():
            return [value.isoformat()]
        case tuple():
            return ["[", *_separated([[member] for member in value]), "]"]
        case Context(entries):
            return ["{", *_separated([[f"{name}: ", entry] for name, entry in entries]), "}"]
        case Range():
            return _range_parts(value)
        case _:
            return [value.kode]


def _range_parts(range_: Range) -> list[str | Outcome]:
    """`[1..5)`; an end that is open to all sides as the test it is: `>= 1`."""
    low, high = Outcome(range_.low), Outcome(range_.high)
    if range_.high is None:
        return [">= " if range_.low_closed else "> ", low]
    if range_.low is None:
        return ["<= " if range_.high_closed else "< ", high]
    return ["[" if range_.low_closed else "(", low, "..", high, "]" if range_.high_closed else ")"]


def _separated(items: list[list[str | Outcome]]) -> list[str | Outcome]:
    return [piece for number, item in enumerate(items) for piece in ([", "] if number else []) + item]
