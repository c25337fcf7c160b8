"""A value stated in a rule file or a contract -> its exact value, as its declared kind says it is written.

Nothing is told from how a value looks: `3` is a number where numbers are declared and a text where texts are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from engine.diagnostics.model import Diagnostic
from engine.language.literals import day
from engine.language.types import BOOLEAN, DATE, NUMBER, STRING, ListType, Simple
from engine.language.values import Outcome
from engine.manual import form_problems
from engine.manual import given_problems as problem
from engine.manual.checked import ENTRY_UNIT, Quantity, Unit
from engine.manual.nodes import Mapping as MappingNode
from engine.manual.nodes import Node, Scalar, Sequence
from engine.manual.places import bent
from engine.manual.written import POINT, Misread, NumberFormat, read_number
from engine.source import Span

Read = tuple[Outcome | None, Diagnostic | None]

_WORDS: Mapping[Simple, form_problems.Wanted] = {STRING: "text", BOOLEAN: "yes_no", DATE: "date"}
_YES_NO = {"ya": True, "tidak": False}


def read_given(
    node: Node, quantity: Quantity, units: Mapping[str, Unit], entry_unit: str | None, in_flow: bool = False
) -> Read:
    """A value of this kind, or what is wrong with it.

    Numbers have a decimal point and no thousands, `%` where the unit is written so. A list is `[a, b]` or `a, b`; its
    items are numbers if a unit or a limit is declared for them, otherwise texts. `entry_unit` is the code of the unit
    that `entri` stands for; `in_flow`: whether the value stands inside `{ }` or `[ ]`.
    """
    if isinstance(quantity.type, ListType):
        return _list(node, quantity, units, entry_unit, in_flow)
    if not isinstance(node, Scalar) or (node.style == "plain" and not node.text):
        return None, _wanted(node.span, quantity)
    found = bent(node, in_flow) if quantity.type == STRING else None
    if found is not None:
        return None, found
    text = node.text.strip()
    return read_text(text, node.span, quantity, unit_of(quantity, units, entry_unit))


def read_text(text: str, place: Span, quantity: Quantity, unit: Unit | None, format: NumberFormat = POINT) -> Read:
    """As `read_given`, of a text that is no list. The limits are judged as well."""
    if quantity.type == NUMBER:
        value, found = _number(text, place, unit, format)
        found = found or _limits(value, text, place, quantity, unit)
        return (None, found) if found is not None else (Outcome(value), None)
    return read_word(text, place, quantity)


def read_word(text: str, place: Span, quantity: Quantity) -> Read:
    """A text out of the choices, yes or no, or a date."""
    if quantity.type == BOOLEAN:
        yes = _YES_NO.get(text)
        return (None, form_problems.wrong_form(place, "yes_no")) if yes is None else (Outcome(yes), None)
    if quantity.type == DATE:
        date = day(text)
        return (None, form_problems.wrong_form(place, "date")) if date is None else (Outcome(date), None)
    if quantity.choices and text not in quantity.choices:
        return None, form_problems.not_among(place, text, quantity.choices)
    return Outcome(text), None


def unit_of(quantity: Quantity, units: Mapping[str, Unit], entry_unit: str | None) -> Unit | None:
    """The unit of a value, that of its entry where it is declared so."""
    code = entry_unit if quantity.unit == ENTRY_UNIT else quantity.unit
    return None if code is None else units.get(code)


def _number(
    text: str, place: Span, unit: Unit | None, format: NumberFormat
) -> tuple[Fraction | None, Diagnostic | None]:
    symbol = unit.symbol if unit else None
    value = read_number(text, format, symbol)
    if isinstance(value, Misread):
        return None, problem.misread(place, text, value, format, symbol)
    return value, None


def is_whole(value: Fraction, unit: Unit | None) -> bool:
    """Whether this is a whole number as it is written, a percent in hundredths."""
    return (value / (unit.one if unit else 1)).denominator == 1


def shown(value: Fraction, unit: Unit | None, format: NumberFormat = POINT) -> str:
    """A limit as it is written."""
    return problem.number(value / (unit.one if unit else 1), format, unit.symbol if unit else None)


def _limits(value: Fraction | None, text: str, place: Span, quantity: Quantity, unit: Unit | None) -> Diagnostic | None:
    if value is None:
        return None
    if quantity.whole and not is_whole(value, unit):
        return problem.not_whole(place, text)
    if quantity.lowest is not None and value < quantity.lowest:
        return problem.too_low(place, text, shown(quantity.lowest, unit))
    if quantity.highest is not None and value > quantity.highest:
        return problem.too_high(place, text, shown(quantity.highest, unit))
    return None


def _list(node: Node, quantity: Quantity, units: Mapping[str, Unit], entry_unit: str | None, in_flow: bool) -> Read:
    numbers = any(one is not None for one in (quantity.unit, quantity.lowest, quantity.highest)) or quantity.whole
    item = replace(quantity, type=NUMBER if numbers else STRING)
    if isinstance(node, Sequence):
        read = [read_given(one, item, units, entry_unit, node.flow) for one in node.items]
    elif isinstance(node, MappingNode) or not node.text.strip():
        return None, form_problems.wrong_form(node.span, "list")
    elif (found := bent(node, in_flow)) is not None:
        return None, found
    else:
        unit = unit_of(quantity, units, entry_unit)
        read = [read_text(text, place, item, unit) for text, place in _parts(node)]
    problems = [found for _, found in read if found is not None]
    return (None, problems[0]) if problems else (Outcome(tuple(value for value, _ in read if value is not None)), None)


def _parts(scalar: Scalar) -> list[tuple[str, Span]]:
    """The items of `a, b`, each at its place where that is known."""
    at, parts = 0, []
    for piece in scalar.text.split(","):
        text = piece.strip()
        start = at + len(piece) - len(piece.lstrip())
        exact = scalar.slice is not None and scalar.slice.text == scalar.text
        inner = scalar.slice if exact and scalar.slice is not None else scalar.span
        place = Span(inner.source, inner.start + start, inner.start + start + len(text)) if exact else inner
        parts.append((text, place))
        at += len(piece) + 1
    return parts


def _wanted(place: Span, quantity: Quantity) -> Diagnostic:
    kind = _WORDS.get(quantity.type) if isinstance(quantity.type, Simple) else None
    return problem.no_number(place) if kind is None else form_problems.wrong_form(place, kind)
