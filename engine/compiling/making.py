"""Written source -> functions. Programs that differ in nothing but their numbers are compiled once.

Formulas of a ministry are often alike but for a weight or a bound, and what Python needs to compile one is then half of
all that it costs to make it. So the first of its kind is compiled with other numbers in the places of its own, and each
one gets its code with its own numbers put there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any, TypeAlias

from engine.compiling.writer import NUMBER, REMARK

MOST_ALIKE, LONGEST = 256, 4_000
"""Kinds of programs that are kept, and the characters of the longest."""
FIRST = 10**15 + 1
"""The numbers that stand for others begin here: they are no numbers of generated source itself."""
_REMARK = re.compile(f"{REMARK}[^\n]*")

Code: TypeAlias = "tuple[CodeType, ...]"


def made(written: str, objects: Mapping[str, object]) -> dict[str, Any]:
    """The functions that the source defines, by name, among the objects that it names."""
    pieces = (_REMARK.sub("", written) if REMARK in written else written).split(NUMBER)
    numbers: dict[str, int] = {}
    order = tuple([numbers.setdefault(number, len(numbers)) for number in pieces[1::2]])
    own = {FIRST + at: int(number) for number, at in numbers.items()}
    space: dict[str, Any] = dict(objects)
    compiled = _compiled if own and len(written) <= LONGEST else _compile
    for code in compiled(tuple(pieces[::2]), order):
        if own:
            code = code.replace(co_consts=tuple([_exchanged(constant, own) for constant in code.co_consts]))
        space[code.co_name] = FunctionType(code, space)
    return space


def _compile(texts: tuple[str, ...], order: tuple[int, ...]) -> Code:
    """The code of each function of a source, in which the numbers between these texts stand in this order."""
    source = "".join([f"{text}{FIRST + at}" for text, at in zip(texts, order, strict=False)]) + texts[-1]
    whole = compile(source, "<compiled>", "exec")
    return tuple(constant for constant in whole.co_consts if isinstance(constant, CodeType))


_compiled = lru_cache(MOST_ALIKE)(_compile)


def _exchanged(constant: Any, own: Mapping[int, int]) -> Any:
    """A constant of the code with the program's own numbers in it; Python has put signs and pairs together."""
    if type(constant) is tuple:
        return tuple([_exchanged(one, own) for one in constant])
    if type(constant) is int:
        return own.get(constant, constant) if constant >= 0 else -own.get(-constant, -constant)
    return constant
