"""Nodes and values -> their text as rule files have it, formulas in their canonical form on one line."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from engine.language import typed
from engine.language.literals import quoted
from engine.language.parse import parse_cell, parse_formula
from engine.language.print import print_cell, print_formula
from engine.language.values import Outcome
from engine.manual.checked import Unit
from engine.manual.given import shown
from engine.results.display import displayed
from engine.source import Span


def formula(span: Span) -> str:
    """A formula without its spaces and comments."""
    tree = parse_formula(span)[0]
    return one_line(span.text) if tree is None else print_formula(tree)


def cell(span: Span) -> str:
    """A cell with a condition, in its canonical form."""
    tree = parse_cell(span)[0]
    return one_line(span.text) if tree is None else print_cell(tree)


def node(one: typed.Typed) -> str:
    """A typed formula as it is written."""
    return formula(one.span)


def one_line(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())


def number(value: Fraction, unit: Unit | None) -> str:
    """A number as it is written in a rule file: `65%`, `1.5`; one without an end of decimals as a fraction."""
    try:
        return shown(value, unit)
    except ValueError:
        return str(value)


def outcome(one: Outcome, unit: Unit | None) -> str:
    """A value as it is written in a rule file; an absence by its reasons."""
    match one.value:
        case None:
            return "; ".join(reason.code for reason in one.reasons) or "N/A"
        case bool() as yes:
            return "ya" if yes else "tidak"
        case Fraction() as value:
            return number(value, unit)
        case str() as text:
            return text
        case tuple() as members:
            return ", ".join(outcome(member, unit) for member in members)
    return displayed(one, unit, 2)


def literal(one: Outcome) -> str:
    """A value as a formula has it."""
    return quoted(one.value) if isinstance(one.value, str) else outcome(one, None)


def unit_of(code: str | None, units: Mapping[str, Unit], own: str | None = None) -> Unit | None:
    """The unit of a code, that of the entry (`own`) where it is declared so."""
    found = units.get(code) if code else None
    return units.get(own) if found is None and own and code == "entri" else found
