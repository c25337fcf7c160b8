"""Float programs without loops and calls, made of the formulas: the second thing to measure against.

As quick as Python with float can be made: names in local variables, `min` and `max` as choices, constants folded,
nothing looked at beforehand. What is absent or a divisor of 0 is an exception; F4 then leaves the record to the program
by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from math import floor
from typing import Any

from bench.chain import FINAL, Figures, Office
from bench.chain_records import ROWS
from bench.formulas import Record, Work
from bench.steps import STEPS, name_of
from bench.syntaxes import PYTHON, Spelling, tree_of, written
from engine.language.syntax import Call, Chain, Comparison, Expr, If, Literal, Logic, Name, Negation

FLOAT = Spelling(
    PYTHON.choice, null="None", true="True", false="False", is_null="{0} is None", not_null="{0} is not None"
)


def quick(expr: Expr, fresh: Iterator[str]) -> str:
    """As `written`, with `min` and `max` of two as a choice between them."""

    def of(part: Expr) -> str:
        return quick(part, fresh)

    match expr:
        case Call(function="min" | "max" as function, arguments=(first, second)):
            limit, value = (first, second) if isinstance(first.value, Literal) else (second, first)
            assert isinstance(limit.value, Literal)
            sign, name, bound = "<" if function == "min" else ">", next(fresh), of(limit.value)
            return f"({name} if ({name} := {of(value.value)}) {sign} {bound} else {bound})"
        case Chain(first=first, rest=rest):
            return "(" + of(first) + "".join(f" {operator} {of(part)}" for operator, part in rest) + ")"
        case If(condition=condition, then=then, otherwise=otherwise):
            return FLOAT.choice.format(of(condition), of(then), of(otherwise))
        case Call(function="floor", arguments=(argument,)):
            return f"floor({of(argument.value)})"
        case Comparison() | Literal() | Logic() | Name() | Negation() | Call():
            return written(expr, FLOAT)
    raise AssertionError(expr)


def function_of(source: str, name: str, **known: Any) -> Callable[[Record], Any]:
    """The function that the source defines."""
    made: dict[str, Any] = dict(known)
    exec(compile(source, f"<generated {name}>", "exec"), made)
    function: Callable[[Record], Any] = made[name]
    return function


def source_of(work: Work) -> str:
    """One formula as a function of a record."""
    lines = ["def f(r):", *(f'    {name} = r["{name}"]' for name in work.names)]
    fresh = (f"_{at}" for at in count())
    value = quick(tree_of(work.formula), fresh)
    return "\n".join(
        [
            *lines,
            "    try:",
            f"        return {value}",
            "    except (TypeError, ZeroDivisionError):",
            "        return None",
        ]
    )


def generated(work: Work) -> Callable[[Record], Any]:
    return function_of(source_of(work), "f")


def chain_source(ids: tuple[str, ...]) -> str:
    """F4 with these figures. A mark that says nothing but that all is there is not computed."""
    plain = [step for step in STEPS if step.plain != "true"]
    used = " ".join(step.plain for step in plain)
    lines = ["def chain(r):", *(f'    {name_of(row)} = r["{row}"]' for row in ROWS if name_of(row) in used)]
    lines.append("    try:")
    fresh = (f"_{at}" for at in count())
    lines += [f"        {step.name} = {quick(tree_of(step.plain), fresh)}" for step in plain]
    lines.append("        return {" + ", ".join(f'"{id}": {name_of(id)}' for id in ids) + "}, finals.copy()")
    lines += ["    except (TypeError, ZeroDivisionError):", "        return by_hand(r)"]
    return "\n".join(lines)


def generated_chain(ids: tuple[str, ...]) -> Callable[[Record], Figures]:
    return function_of(chain_source(ids), "chain", floor=floor, by_hand=Office(float), finals=dict.fromkeys(ids, FINAL))
