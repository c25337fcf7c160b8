"""Diagnostics about values that a rule file, a contract or a data file states: numbers above all (E450 to E469)."""

from __future__ import annotations

from fractions import Fraction

from engine.diagnostics.model import Diagnostic, Edit, Message, say
from engine.language.limits import LITERAL_DIGITS
from engine.manual.places_problems import excerpt
from engine.manual.written import PERCENT, POINT, Misread, NumberFormat, read_number, spelled
from engine.source import Span

_EXAMPLE = Fraction(12345, 10)


def misread(place: Span, text: str, found: Misread, format: NumberFormat, symbol: str | None) -> Diagnostic:
    """The diagnostic for a text that is no number of its format."""
    written = tuple(number(reading, format, symbol) for reading in found.readings)
    match found.wrong:
        case "format":
            return not_in_format(place, text, written, format, symbol, _corrected(place, text, found, format, symbol))
        case "exponent":
            return with_exponent(place, text, written)
        case "digits":
            return too_many_digits(place)
        case "no_percent":
            return without_percent(place, text, written, _corrected(place, text, found, format, symbol))
        case "percent":
            return with_percent(place, text, written)


def _corrected(place: Span, text: str, found: Misread, format: NumberFormat, symbol: str | None) -> tuple[Edit, ...]:
    """The edit that gives the number its only reading, digit by digit as it was written."""
    if len(found.readings) != 1:
        return ()
    exact = found.readings[0] / 100 if symbol == PERCENT else found.readings[0]
    signs = str.maketrans(".,", ",.")
    ways = (text + PERCENT, text.translate(signs), text.translate(signs) + PERCENT)
    right = next((way for way in ways if read_number(way, format, symbol) == exact), None)
    at = place.start if place.text == text else place.start + 1
    quoted = place.text in (f'"{text}"', f"'{text}'")
    if right is None or not (quoted or (place.text == text and ("," in text or "," not in right))):
        return ()  # without quotes a comma may separate cells
    return (Edit(Span(place.source, at, at + len(text)), right),)


def number(value: Fraction, format: NumberFormat, symbol: str | None) -> str:
    """A number as it is written here; `symbol` is only looked at for the percent sign."""
    return spelled(value, format) + (PERCENT if symbol == PERCENT else "")


def not_in_format(
    place: Span,
    text: str,
    readings: tuple[str, ...],
    format: NumberFormat,
    symbol: str | None,
    edits: tuple[Edit, ...] = (),
) -> Diagnostic:
    """The text is no number in the format that holds here.

    Rule files and contracts have a decimal point and nothing between the thousands; a data file has what its contract
    declares (`desimal`, `ribuan`). A number that does not fit is never repaired, because `1.234` means one thing to one
    person and another to the next. Groups of thousands have three digits each or are not there at all. Brackets are no
    minus sign, and nothing stands beside the digits but the symbol of the unit.
    """
    thousands = say("nothing") if format.thousands is None else say("`{sign}`", sign=format.thousands)
    message = say(
        "`{text}` is no number as they are written here, with `{decimal}` before the decimals and {thousands} between "
        "the thousands",
        text=excerpt(text),
        decimal=format.decimal,
        thousands=thousands,
    )
    example = say("write it as in `{example}`", example=number(_EXAMPLE, format, symbol))
    return Diagnostic("E450", "error", message, place, fix=_one_of(readings) or example, edits=edits)


def without_percent(place: Span, text: str, readings: tuple[str, ...], edits: tuple[Edit, ...] = ()) -> Diagnostic:
    """The unit of this number is written in percent, and its `%` is not there.

    `0.9` might be nine tenths of a percent or ninety percent. With the sign there is one reading.
    """
    message = say("`{text}` is a percentage and lacks its `%`", text=excerpt(text))
    return Diagnostic("E451", "error", message, place, fix=_one_of(readings), edits=edits)


def with_percent(place: Span, text: str, readings: tuple[str, ...]) -> Diagnostic:
    """The number has a `%`, and its unit is not written in percent."""
    message = say("`{text}` has a `%`, and this value is no percentage", text=excerpt(text))
    return Diagnostic("E452", "error", message, place, fix=_one_of(readings))


def too_many_digits(place: Span) -> Diagnostic:
    """The number has more digits than anybody can mean."""
    message = say("this number has more than {limit} digits", limit=LITERAL_DIGITS)
    return Diagnostic("E453", "error", message, place, fix=say("write a shorter number"))


def with_exponent(place: Span, text: str, readings: tuple[str, ...]) -> Diagnostic:
    """The number is written in short form, as spreadsheets show numbers that are too wide for their column. Digits have
    often been lost already."""
    message = say("`{text}` is written in short form, such as 1.2E+06", text=excerpt(text))
    fix = _one_of(readings) if len(readings) == 1 else None
    return Diagnostic("E454", "error", message, place, fix=fix or say("write the number out, with all its digits"))


def not_whole(place: Span, text: str) -> Diagnostic:
    """The value is declared to be a whole number (`bulat: ya`)."""
    message = say("`{text}` is no whole number, and only those are possible here", text=excerpt(text))
    return Diagnostic("E455", "error", message, place, fix=say("write a whole number"))


def too_low(place: Span, text: str, limit: str) -> Diagnostic:
    """The value lies below its declared `minimal`."""
    message = say("`{text}` is less than the smallest possible value, {limit}", text=excerpt(text), limit=limit)
    return Diagnostic("E456", "error", message, place, fix=say("correct the number, or `minimal` where it is declared"))


def too_high(place: Span, text: str, limit: str) -> Diagnostic:
    """The value lies above its declared `maksimal`."""
    message = say("`{text}` is more than the largest possible value, {limit}", text=excerpt(text), limit=limit)
    fix = say("correct the number, or `maksimal` where it is declared")
    return Diagnostic("E457", "error", message, place, fix=fix)


def no_number(place: Span) -> Diagnostic:
    """Nothing stands here, or keys with values, or a list, where a number is wanted."""
    fix = say("write it as in `{example}`", example=spelled(_EXAMPLE, POINT))
    return Diagnostic("E458", "error", say("here must stand a number"), place, fix=fix)


def _one_of(readings: tuple[str, ...]) -> Message | None:
    match readings:
        case (one,):
            return say("write `{written}`", written=one)
        case (first, second):
            return say("write `{first}` or `{second}`, whichever is meant", first=first, second=second)
        case _:
            return None
