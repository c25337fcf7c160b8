"""A program -> the same function of inputs by name: the numbers are taken out of whatever kind they come in.

Most inputs are int, others Fraction: these are taken apart in place. Decimal numbers and texts are read by a call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from engine.compiling.entry import decimal_ratio, text_ratio
from engine.compiling.writer import Block
from engine.programs.leaves import MILLION, MILLIONTHS, WHOLE, ZERO, Leaf, Row, listed
from engine.programs.program import Body, Program, made, source_of


def pair(value: object) -> tuple[int, int] | None:
    """A number above and below the line; None for what is no number, or a very long one."""
    match value:
        case bool():
            return None
        case int():
            return value, 1
        case Fraction():
            return value.as_integer_ratio()
        case Decimal():
            return decimal_ratio(value)
        case str():
            return text_ratio(value)
    return None


def whole(value: object) -> int | None:
    """A whole number, however it is written."""
    found = pair(value)
    return found[0] if found is not None and found[1] == 1 else _divided(found, 1)


def millionths(value: object) -> int | None:
    """A number in millionths, if it is a whole number of these."""
    return _divided(pair(value), MILLION)


def _divided(found: tuple[int, int] | None, times: int) -> int | None:
    if found is None or found[0] * times % found[1]:
        return None
    return found[0] * times // found[1]


PROVIDED: Mapping[str, object] = {
    "Fraction": Fraction,
    "MILLION": MILLION,
    "millionths": millionths,
    "pair": pair,
    "whole": whole,
}


def direct(program: Program, names: Mapping[Row, str], others: Mapping[str, object]) -> Body | None:
    """The function; None for a program to which more is handed over than rows. `others`: inputs that are no numbers,
    as they are known to be."""
    leaves = program.leaves
    if leaves.stated or leaves.texts or leaves.asked:
        return None
    objects: dict[str, object] = {**program.objects, **PROVIDED}
    head = Block()
    head.put("try:")
    variables = {names[row]: _variable(one, at) for at, (row, one) in enumerate(leaves.rows.items())}
    fixed = {name: f"other{at}" for at, name in enumerate(others)}
    for name, variable in (*variables.items(), *fixed.items()):
        head.put(f"    {variable} = inputs[{name!r}]")
    head.put("    pass")
    head.put("except KeyError:")
    head.put("    return None")
    for name, variable in fixed.items():
        objects[f"{variable}_known"] = others[name]
        head.put(f"if type({variable}) is not type({variable}_known) or {variable} != {variable}_known:")
        head.put("    return None")
    _whole_numbers([_variable(one, at) for at, one in enumerate(leaves.rows.values()) if one.kind & 3 == WHOLE], head)
    for at, one in enumerate(leaves.rows.values()):
        _taken(one, _variable(one, at), head)
    return made(source_of("inputs", head, leaves, program.inner), objects)


def _variable(leaf: Leaf, at: int) -> str:
    return leaf.variables[0] if leaf.variables else f"zero{at}"


def _whole_numbers(variables: list[str], head: Block) -> None:
    if not variables:
        return
    same = [f"type({variable}) is" for variable in variables]
    all_of = "".join(f"{variable}, " for variable in variables)
    listed("if not (", [*same, "int"], "):", head)
    head.put(f"    rows = [whole(row) for row in ({all_of})]")
    head.put("    if None in rows:")
    head.put("        return None")
    head.put(f"    {all_of}= rows")


def _taken(leaf: Leaf, variable: str, head: Block) -> None:
    lines: Iterable[str] = ()
    if leaf.kind == ZERO:
        lines = (f"if pair({variable}) is None or pair({variable})[0]:", "    return None")
    elif leaf.kind & 3 == MILLIONTHS:
        lines = (
            f"if type({variable}) is Fraction and not MILLION % {variable}._denominator:",
            f"    {variable} = {variable}._numerator * (MILLION // {variable}._denominator)",
            "else:",
            f"    {variable} = millionths({variable})",
            f"    if {variable} is None:",
            "        return None",
        )
    elif leaf.kind & 3 > MILLIONTHS:
        below = leaf.variables[1]
        lines = (
            f"{variable} = pair({variable})",
            f"if {variable} is None:",
            "    return None",
            f"{variable}, {below} = {variable}",
        )
    for line in lines:
        head.put(line)
