"""Exact values -> text as the decrees write them: 108,09 %, 409.602.824.000,00, half up, on every machine the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from engine.language.values import Context, Outcome, Range
from engine.manual.checked import Unit

ABSENT = "N/A"


def displayed(outcome: Outcome, unit: Unit | None, decimals: int) -> str:
    """A value as printed. Numbers have `decimals`, counts that are whole have none; N/A is `N/A`."""
    value = outcome.value
    match value:
        case None:
            return ABSENT
        case bool():
            return "ya" if value else "tidak"
        case Fraction():
            return number(value, unit, decimals)
        case str():
            return value
        case date():
            return value.isoformat()
        case tuple():
            return "[" + "; ".join(displayed(member, unit, decimals) for member in value) + "]"
        case Context(entries):
            return "{" + "; ".join(f"{key}: {displayed(one, unit, decimals)}" for key, one in entries) + "}"
        case Range():
            ends = (
                ABSENT if end is None else displayed(Outcome(end), unit, decimals) for end in (value.low, value.high)
            )
            return ("[" if value.low_closed else "(") + "..".join(ends) + ("]" if value.high_closed else ")")
    return value.kode


def number(value: Fraction, unit: Unit | None, decimals: int) -> str:
    """`1.234,50`, with the symbol of its unit."""
    above, below = (value / unit.one if unit else value).as_integer_ratio()
    text = digits(above, below, decimals, count=unit is not None and unit.kind == "hitungan")
    return f"{text} {unit.symbol}" if unit and unit.symbol == "%" else text


def digits(above: int, below: int, decimals: int, *, count: bool = False) -> str:
    """A quotient half up, away from zero, as the decrees round; a `count` that is whole has no decimals."""
    if below < 0:
        above, below = -above, -below
    if count and not above % below:
        decimals = 0
    whole, part = divmod((2 * abs(above) * 10**decimals + below) // (2 * below), 10**decimals)
    shown = f"{whole:,}".replace(",", ".") if whole > 999 else str(whole)
    sign = "-" if above < 0 and (whole or part) else ""
    return f"{sign}{shown},{part:0{decimals}d}" if decimals else f"{sign}{shown}"


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Half up, away from zero, as the decrees round."""
    above, below = value.as_integer_ratio()
    scaled = (2 * abs(above) * 10**decimals + below) // (2 * below)
    return Fraction(scaled if above >= 0 else -scaled, 10**decimals)


def grouped(value: Fraction, decimals: int) -> str:
    """A number that has at most `decimals` decimals, with `.` between thousands and a decimal comma."""
    scaled = int(abs(value) * 10**decimals)
    whole, part = divmod(scaled, 10**decimals)
    text = f"{whole:,}".replace(",", ".")
    sign = "-" if value < 0 else ""
    return f"{sign}{text},{part:0{decimals}d}" if decimals else f"{sign}{text}"


def unit_of(code: str | None, units: Mapping[str, Unit]) -> Unit | None:
    """The unit of this code, if there is one."""
    return units.get(code) if code else None
