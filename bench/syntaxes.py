"""A formula -> the same in other syntaxes: Python, the languages of other evaluators, JSON Logic.

Only what the measured formulas need. What would be a reason for an absent value is null there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from engine.language.parse import parse_formula
from engine.language.syntax import Call, Chain, Comparison, Expr, If, Literal, Logic, Name, Negation
from engine.source import Source


def tree_of(formula: str) -> Expr:
    """The syntax tree of a formula that is right."""
    source = Source("bench", formula)
    tree, problems = parse_formula(source.span(0, len(formula)))
    assert tree is not None and not problems, formula
    return tree


@dataclass(frozen=True)
class Spelling:
    """How a language writes what formulas are made of. `{0}`, `{1}` … stand for the parts."""

    choice: str
    equal: str = "=="
    null: str = "null"
    true: str = "true"
    false: str = "false"
    is_null: str = "{0} == null"
    not_null: str = "{0} != null"
    conjunction: str = " and "
    disjunction: str = " or "
    functions: tuple[tuple[str, str], ...] = ()
    number: Callable[[Fraction], str] = lambda value: repr(float(value))


def whole(value: Fraction) -> str:
    """As one would write it: no decimal point that says nothing."""
    return str(value.numerator) if value.denominator == 1 else repr(float(value))


PYTHON = Spelling(
    "({1} if {0} else {2})",
    null="None",
    true="True",
    false="False",
    is_null="{0} is None",
    not_null="{0} is not None",
    number=whole,
)
ZEN = Spelling("({0} ? {1} : {2})", number=whole, functions=(("min", "min([{0}, {1}])"), ("max", "max([{0}, {1}])")))
CEL = Spelling(
    "({0} ? dyn({1}) : dyn({2}))",
    conjunction=" && ",
    disjunction=" || ",
    functions=(("min", "math.least({0}, {1})"), ("max", "math.greatest({0}, {1})"), ("floor", "math.floor({0})")),
)


def written(expr: Expr, spelling: Spelling) -> str:
    """An expression as text of a language."""

    def of(part: Expr) -> str:
        return written(part, spelling)

    match expr:
        case Literal(value=None):
            return spelling.null
        case Literal(value=bool() as truth):
            return spelling.true if truth else spelling.false
        case Literal(value=Fraction() as number):
            return spelling.number(number)
        case Literal(value=text):
            return f'"{text}"'
        case Name(text=name):
            return name
        case Negation(operand=operand):
            return f"-{of(operand)}"
        case Chain(first=first, rest=rest):
            return "(" + of(first) + "".join(f" {operator} {of(part)}" for operator, part in rest) + ")"
        case Comparison(operator=operator, left=left, right=Literal(value=None)):
            return (spelling.is_null if operator == "=" else spelling.not_null).format(of(left))
        case Comparison(operator=operator, left=left, right=right):
            return f"({of(left)} {spelling.equal if operator == '=' else operator} {of(right)})"
        case Logic(operator=operator, operands=operands):
            sign = spelling.conjunction if operator == "and" else spelling.disjunction
            return "(" + sign.join(of(part) for part in operands) + ")"
        case If(condition=condition, then=then, otherwise=otherwise):
            return spelling.choice.format(of(condition), of(then), of(otherwise))
        case Call(function="tidak tersedia"):
            return spelling.null
        case Call(function=function, arguments=arguments):
            form = dict(spelling.functions).get(function, function + "({0}" + ", {1}" * (len(arguments) - 1) + ")")
            return form.format(*(of(each.value) for each in arguments))
    raise AssertionError(expr)


def json_logic(expr: Expr) -> Any:
    """An expression as JSON Logic."""
    match expr:
        case Literal(value=Fraction() as number):
            return float(number)
        case Literal(value=value):
            return value
        case Name(text=name):
            return {"var": name}
        case Negation(operand=operand):
            return {"-": [json_logic(operand)]}
        case Chain(first=first, rest=rest):
            made = json_logic(first)
            for operator, part in rest:
                made = {operator: [made, json_logic(part)]}
            return made
        case Comparison(operator=operator, left=left, right=right):
            sign = {"=": "===", "!=": "!=="}.get(operator, operator)
            return {sign: [json_logic(left), json_logic(right)]}
        case Logic(operator=operator, operands=operands):
            return {operator: [json_logic(part) for part in operands]}
        case If(condition=condition, then=then, otherwise=otherwise):
            return {"if": [json_logic(part) for part in (condition, then, otherwise)]}
        case Call(function="tidak tersedia"):
            return None
        case Call(function=function, arguments=arguments):
            return {function: [json_logic(each.value) for each in arguments]}
    raise AssertionError(expr)
