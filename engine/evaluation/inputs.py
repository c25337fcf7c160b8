"""Values from outside (JSON, Python) -> outcomes, exactly: no number goes through a float."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from engine.diagnostics.model import Diagnostic, Reason, say
from engine.language.limits import LITERAL_DIGITS
from engine.language.literals import day, number
from engine.language.values import Context, Outcome, absent

DEPTH = 64
"""Lists in lists: as deep as anything honest goes."""


class Refused(Exception):
    """Never leaves this room: an input that cannot be taken as it is."""

    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.code)
        self.problem = problem


def read_inputs(inputs: Mapping[str, object]) -> tuple[dict[str, Outcome], tuple[Diagnostic, ...]]:
    """Inputs by name. Those that cannot be taken are reported and are N/A."""
    found: list[Diagnostic] = []
    outcomes = {}
    for name, value in inputs.items():
        try:
            outcomes[name] = _outcome(value, name, 0)
        except Refused as refused:
            found.append(refused.problem)
            outcomes[name] = absent(input_empty(name))
    return outcomes, tuple(found)


def _outcome(value: object, name: str, depth: int) -> Outcome:
    if depth > DEPTH:
        raise Refused(too_deep(name))
    match value:
        case None:
            return absent(input_empty(name))
        case bool() | str() | date() | Fraction():
            return Outcome(value)
        case int():
            return Outcome(_bounded(value, name))
        case Decimal() if value.is_finite():
            return Outcome(_written(str(value), name))
        case float():
            raise Refused(inexact(name, value))
        case list() | tuple():
            return Outcome(tuple(_outcome(item, f"{name}[{at}]", depth + 1) for at, item in enumerate(value, 1)))
        case {"date": str(text)} if isinstance(value, dict) and len(value) == 1:
            return Outcome(_date(text, name))
        case dict():
            entries = tuple((str(key), _outcome(item, f"{name}.{key}", depth + 1)) for key, item in value.items())
            return Outcome(Context(entries))
    raise Refused(unusable(name, type(value).__name__))


def _bounded(value: int, name: str) -> Fraction:
    if abs(value).bit_length() > LITERAL_DIGITS * math.log2(10):
        raise Refused(too_long(name))
    return Fraction(value)


def _written(text: str, name: str) -> Fraction:
    value = number(text.removeprefix("-"))
    if value is None:
        raise Refused(too_long(name))
    return -value if text.startswith("-") else value


def _date(text: str, name: str) -> date:
    value = day(text)
    if value is None:
        raise Refused(no_date(name, text))
    return value


def read_json(text: str) -> object:
    """JSON with exact numbers. Raises ValueError for text that is no JSON, for a key twice in one object and for
    numbers that are too long."""
    return json.loads(
        text, parse_int=_number, parse_float=_number, parse_constant=_no_constant, object_pairs_hook=_distinct
    )


def _number(text: str) -> Fraction:
    value = number(text.removeprefix("-"))
    if value is None:
        raise ValueError("number too long")
    return -value if text.startswith("-") else value


def _no_constant(text: str) -> object:
    raise ValueError(text)


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def input_empty(name: str) -> Reason:
    """An input was given as absent."""
    return Reason("masukan_kosong", say("the input `{name}` is empty", name=name), input=name)


def inexact(name: str, value: float) -> Diagnostic:
    """A float is not the number that was written: 0.1 is 0.1000000000000000055… there."""
    message = say("the input `{name}` is a float, which is not exact: {value}", name=name, value=repr(value))
    return Diagnostic("E601", "error", message, fix=say('give it as Decimal("0.1"), Fraction(1, 10) or int'))


def too_long(name: str) -> Diagnostic:
    """A number with more digits than any honest one has."""
    message = say("the number in the input `{name}` has too many digits", name=name)
    return Diagnostic("E602", "error", message, fix=say("write at most {digits} digits", digits=LITERAL_DIGITS))


def no_date(name: str, text: str) -> Diagnostic:
    """A date that does not exist, or is not written as year-month-day."""
    message = say("“{text}” in the input `{name}` is no date", text=text, name=name)
    return Diagnostic("E603", "error", message, fix=say("write for example 2023-12-31"))


def too_deep(name: str) -> Diagnostic:
    """Lists or objects inside each other more often than anything honest needs."""
    message = say("the input `{name}` is nested too deeply", name=name)
    return Diagnostic("E604", "error", message, fix=say("use at most {depth} lists inside each other", depth=DEPTH))


def unusable(name: str, kind: str) -> Diagnostic:
    """A Python value that has no counterpart in the formula language."""
    message = say("the input `{name}` is of the kind `{kind}`, which formulas do not know", name=name, kind=kind)
    fix = say("give a number, a text, yes or no, a date, a list or named values")
    return Diagnostic("E605", "error", message, fix=fix)
