"""Syntax tree → its canonical text, with the fewest brackets: `parse(print(tree)) == tree`.

Each kind of expression has a level, from loose (`if`) to tight (a name). Where a tighter one is needed, it gets
brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from engine.language import syntax as s
from engine.language.literals import decimal, quoted
from engine.language.syntax_words import KEYWORDS

LOOSE, OR, AND, COMPARE, SUM, PRODUCT, POWER, UNARY, ATOM = range(9)

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def print_formula(expr: s.Expr) -> str:
    """The canonical text of an expression."""
    return _text(expr)


def print_cell(cell: s.Cell) -> str:
    """The canonical text of a table cell; `-` if it has no tests."""
    tests = _list(cell.tests)
    if cell.negated:
        return f"not({tests})"
    alone = len(cell.tests) == 1 and isinstance(cell.tests[0], s.Not)
    return f"({tests})" if alone else tests or "-"


def _text(expr: s.Expr | s.Test, level: int = LOOSE) -> str:
    """The text of an expression where at least `level` is needed. Two calls a node: trees are 200 deep."""
    match expr:
        case s.Test(operator, operand):
            return f"{operator} {_text(operand, SUM)}"
        case s.If() | s.For() | s.Quantified() | s.Logic():
            own, text = _loose(expr)
        case s.Comparison() | s.Between() | s.Membership() | s.Chain() | s.Power() | s.Negation():
            own, text = _tight(expr)
        case _:
            own, text = ATOM, _atom(expr)
    return text if own >= level else f"({text})"


def _list(items: Iterable[s.Expr | s.Test]) -> str:
    return ", ".join(map(_text, items))


def _loose(expr: s.If | s.For | s.Quantified | s.Logic) -> tuple[int, str]:
    """Level and text of what needs brackets as an operand, or nearly."""
    match expr:
        case s.If(condition, then, otherwise):
            parts = (_text(condition), _text(then), _text(otherwise))
            return LOOSE, "if {} then {} else {}".format(*parts)
        case s.For(iterators, body):
            return LOOSE, f"for {_iterators(iterators)} return {_text(body)}"
        case s.Quantified(quantifier, iterators, condition):
            return LOOSE, f"{quantifier} {_iterators(iterators)} satisfies {_text(condition)}"
        case s.Logic(operator, operands):
            own = OR if operator == "or" else AND
            return own, f" {operator} ".join([_text(operand, own + 1) for operand in operands])


def _tight(expr: s.Comparison | s.Between | s.Membership | s.Chain | s.Power | s.Negation) -> tuple[int, str]:
    """Level and text of comparisons and arithmetic."""
    match expr:
        case s.Comparison(operator, left, right):
            return COMPARE, f"{_text(left, SUM)} {operator} {_text(right, SUM)}"
        case s.Between(value, low, high):
            return COMPARE, f"{_text(value, SUM)} between {_text(low, SUM)} and {_text(high, SUM)}"
        case s.Membership(value, tests):
            return COMPARE, f"{_text(value, SUM)} in {_member(tests)}"
        case s.Chain(first, rest):
            own = SUM if rest[0][0] in "+-" else PRODUCT
            return own, _text(first, own + 1) + "".join(
                [f" {sign} {_text(operand, own + 1)}" for sign, operand in rest]
            )
        case s.Power(base, exponent):
            return POWER, f"{_text(base, POWER)} ** {_text(exponent, UNARY)}"
        case s.Negation(operand):
            return UNARY, f"-{_text(operand, UNARY)}"


def _atom(expr: s.Expr) -> str:
    """The text of what never needs brackets."""
    match expr:
        case s.Literal(value, percent):
            return _literal(value, percent)
        case s.Name(text):
            return text
        case s.Placeholder():
            return "?"
        case s.Path(object, name):
            return f"{_text(object, ATOM)}.{name}"
        case s.Bracket(object, inside):
            return f"{_text(object, ATOM)}[{_text(inside)}]"
        case s.Call(function, arguments):
            return f"{function}({', '.join(map(_argument, arguments))})"
        case s.Not(tests):
            return f"not({_list(tests)})"
        case s.Tests(items):
            return f"({_list(items)})"
        case s.ListLiteral(items):
            return f"[{_list(items)}]"
        case s.ContextLiteral(entries):
            return f"{{{', '.join(map(_entry, entries))}}}"
        case s.RangeLiteral(low, high, low_closed, high_closed):
            return f"{'(['[low_closed]}{_text(low, SUM)}..{_text(high, SUM)}{')]'[high_closed]}"
        case _:
            raise TypeError(f"no syntax: {type(expr).__name__}")


def _literal(value: Fraction | str | bool | date | None, percent: bool) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Fraction():
            return decimal(value * 100) + "%" if percent else decimal(value)
        case date():
            return f'@"{value.isoformat()}"'
        case _:
            return quoted(value)


def _iterators(iterators: tuple[s.Iterator, ...]) -> str:
    return ", ".join(map(_iterator, iterators))


def _iterator(iterator: s.Iterator) -> str:
    upto = f"..{_text(iterator.upto, SUM)}" if iterator.upto else ""
    return f"{iterator.name} in {_text(iterator.domain, SUM)}{upto}"


def _argument(argument: s.Argument) -> str:
    value = _text(argument.value)
    return f"{argument.name}: {value}" if argument.name else value


def _entry(entry: s.Entry) -> str:
    return f"{_key(entry.key)}: {_text(entry.value)}"


def _key(key: str) -> str:
    return key if _NAME.fullmatch(key) and key not in KEYWORDS else quoted(key)


def _member(tests: tuple[s.Expr | s.Test, ...]) -> str:
    """What stands after `in`: one test alone, several in brackets. Tests in brackets of their own keep them."""
    if len(tests) == 1 and not isinstance(tests[0], s.Tests):
        return _text(tests[0], SUM)
    return f"({_list(tests)})"
