"""Makers of numbers: each writes one form of a formula that gives a number of a wanted unit, or nothing.

`sure`: the number may not consist of literals alone, since a literal has the unit of what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from tests.properties.manual_scope import (
    COUNTED,
    ENTRY,
    PLAIN,
    POWER,
    PRODUCT,
    SIGN,
    SUM,
    WHOLE,
    WORDS,
    Code,
    Scope,
    Unit,
    fit,
    of_ratios,
    put,
    times,
)

if TYPE_CHECKING:
    from tests.properties.manual_formulas import Formulas

Maker: TypeAlias = "Callable[[Formulas, Unit, Scope, int, bool], Code | None]"


def _added(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    signs = [make.chance.choice("+-") for _ in range(make.chance.choice((1, 1, 2)))]
    first = make.number(wanted, scope, depth, sure)
    text = fit(first, PRODUCT)
    for sign in signs:
        text += f" {sign} {fit(make.number(wanted, scope, depth), PRODUCT)}"
        make.use(f"language: {sign}")
    if wanted != PLAIN:
        make.use("unit: equal in a sum")
        if re.search(r"[+-] -?[0-9.]+(?![\w.(%])", text):
            make.use("unit: a literal takes the other's")
    return Code(text, SUM)


def _multiplied(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    """`plain * unit`, or two that are there."""
    make.use("language: *")
    pairs = [
        (one, other)
        for one in scope.units()
        for other in scope.units()
        if one != PLAIN and other != PLAIN and times(one, other) == wanted
    ]
    if pairs and make.chance.random() < 0.8:
        one, other = make.chance.choice(pairs)
        make.use("unit: product of two")
        if any(power < 0 for _, power in (*one, *other)):
            make.use("unit: cancelled in a product")
        if of_ratios(one) or of_ratios(other):
            make.use("unit: rasio as a weight")
        parts = [make.number(one, scope, depth, True), make.number(other, scope, depth, True)]
    elif wanted == PLAIN or make.has(wanted, scope):
        parts = [make.number(PLAIN, scope, depth), make.number(wanted, scope, depth, sure or wanted != PLAIN)]
        if wanted != PLAIN and of_ratios(wanted):
            make.use("unit: rasio as a weight")
        make.chance.shuffle(parts)
    else:
        return None
    return Code(f"{fit(parts[0], POWER)} * {fit(parts[1], POWER)}", PRODUCT)


def counts(scope: Scope) -> list[Unit]:
    """The units that count something."""
    return [one for one in scope.units() if len(one) == 1 and one[0][0] in COUNTED and one[0][1] == 1]


def divided(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    """A numerator and a denominator that give the unit."""
    pairs = [(times(wanted, one), one) for one in scope.units() if one != PLAIN and make.has(times(wanted, one), scope)]
    pairs = [(one, other) for one, other in pairs if times(one, other, -1) == wanted]
    counted = counts(scope)
    if wanted == PLAIN and make.has(ENTRY, scope) and make.chance.random() < 0.3:
        pairs = [(ENTRY, ENTRY)]
    elif wanted == PLAIN and len(counted) > 1 and make.chance.random() < 0.9:
        pairs = [(one, other) for one in counted for other in counted if one != other]
    if not pairs or make.chance.random() < 0.1:
        if wanted != PLAIN and not make.has(wanted, scope):
            return None
        top, bottom = make.number(wanted, scope, depth, sure or wanted != PLAIN), make.literal()
        make.use("language: /")
        return Code(f"{fit(top, POWER)} / {fit(bottom, POWER)}", PRODUCT)
    above, below = make.chance.choice(pairs)
    if above != below and above in counted and below in counted:
        make.use("unit: counts give a ratio")
    elif wanted == PLAIN:
        make.use("unit: equal ones cancel", *(["unit: entri over entri"] if "entri" in str(above) else []))
    else:
        make.use("unit: quotient of two")
    if below and of_ratios(below):
        make.use("unit: rasio cancels")
    make.use("language: /")
    top = make.number(above, scope, depth, True)
    bottom = make.number(below, scope, depth, True)
    if make.slip("numerator and denominator exchanged", 0.05):
        top, bottom = bottom, top
    return Code(f"{fit(top, POWER)} / {fit(bottom, POWER)}", PRODUCT)


def _raised(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    """Plain to any power; a ratio of squares; whole powers of units."""
    if wanted != PLAIN:
        half = tuple((code, power // 2) for code, power in wanted)
        if any(power % 2 for _, power in wanted) or not make.has(half, scope):
            return None
        make.use("language: **", "unit: whole power")
        return Code(f"{fit(make.number(half, scope, 0, True), POWER)} ** 2", POWER)
    others = [one for one in scope.units() if one != PLAIN]
    if others and make.chance.random() < 0.5:
        one = make.chance.choice(others)
        make.use("language: **", "unit: whole power")
        top, bottom = (fit(make.number(one, scope, 0, True), POWER) for _ in range(2))
        return Code(f"{top} ** 2 / {bottom} ** 2", PRODUCT)
    make.use("language: **", "unit: power of a plain number")
    exponent = make.chance.choice(("2", "2", "3", "0.5", "(1 / 2)", "-1"))
    return Code(f"{fit(make.number(PLAIN, scope, min(depth, 1), sure), POWER)} ** {exponent}", POWER)


def _negative(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    make.use("language: negation")
    return Code(f"-{fit(make.number(wanted, scope, depth, sure), SIGN)}", SIGN)


def _chosen(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    make.use("language: if")
    condition, then = make.truth(scope, depth), make.number(wanted, scope, depth, sure)
    otherwise = make.number(wanted, scope, depth)
    kind = make.chance.randrange(8)
    if kind == 0:
        make.use("language: tidak tersedia")
        otherwise = Code('tidak tersedia("tidak dapat dihitung")')
    elif kind == 1:
        make.use("language: tidak tersedia", "language: tidak tersedia of a declared reason")
        otherwise = Code('tidak tersedia("bencana")')
    elif kind == 2:
        make.use("language: null written")
        otherwise = Code("null")
    if wanted != PLAIN:
        make.use("unit: equal in the branches of if")
    return Code(f"if {condition} then {then} else {otherwise}", 0)


def _rounded(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    number = make.number(wanted, scope, depth, sure)
    name = make.chance.choice(ROUNDINGS)
    make.use(f"function: {name}", *(["unit: kept by rounding"] if wanted != PLAIN else []))
    if name == "abs" or (name in ("floor", "ceiling") and make.chance.random() < 0.5):
        return Code(f"{name}({number})")
    places = make.chance.choice(("0", "1", "2", "-1"))
    if make.slip("decimals with a unit", 0.05):
        places = make.number(make.some_unit(scope), scope, 0, True)
    if make.chance.random() < 0.3:
        make.use("language: arguments by name")
        return Code(f"{name}(n: {number}, scale: {places})")
    return Code(f"{name}({number}, {places})")


def _modulo(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    make.use("function: modulo", *(["unit: equal in modulo"] if wanted != PLAIN else []))
    one, other = make.number(wanted, scope, depth, sure), make.number(wanted, scope, depth)
    if make.chance.random() < 0.2:
        make.use("language: arguments by name")
        return Code(f"modulo(divisor: {other}, dividend: {one})")
    return Code(f"modulo({one}, {other})")


def _least(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    name = make.chance.choice(("min", "max", "min", "max", "sum", "mean", "median"))
    parts = [make.number(wanted, scope, depth, sure), make.number(wanted, scope, depth)]
    make.chance.shuffle(parts)
    make.use(f"function: {name}", *([f"unit: kept by {name}"] if wanted != PLAIN else []))
    return Code(f"{name}({', '.join(parts)})")


def _aggregated(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    name = make.chance.choice(("sum", "mean", "min", "max", "median", "stddev", "sum", "mean"))
    if sure and not make.has(wanted, scope):
        return None
    list_ = make.list_of_numbers(wanted, scope, depth)
    make.use(f"function: {name}", *([f"unit: kept by {name}"] if wanted != PLAIN else []))
    return Code(f"{name}({list_})")


def _indexed(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    if sure:
        return None
    position = make.chance.choice(("1", "1", "-1", "2"))
    make.use("language: position")
    if make.slip("position with a unit", 0.05):
        position = make.number(make.some_unit(scope), scope, 0, True)
    return Code(f"{fit(make.list_of_numbers(wanted, scope, depth), WHOLE)}[{position}]")


def _from_context(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    other = make.of_kind(make.chance.choice(("number", "text", "truth")), make.some_unit(scope), scope, 0)
    number = make.number(wanted, scope, depth, sure)
    make.use("language: named values", "language: entry of named values")
    if make.chance.random() < 0.3:
        make.use("language: entry that uses one before")
        return Code(f"{{p: {number}, q: p + p}}.q")
    return Code(f"{{p: {other}, q: {number}}}.q")


def _of_function(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    choices = [one for one in scope.functions if one.kind == "number" and not (sure and one.literal)]
    make.chance.shuffle(choices)
    for signature in choices:
        for actual in [wanted, *scope.units()]:
            if put(signature.unit, actual) == wanted or signature.literal:
                made = make.call(signature, scope, depth, actual if not signature.literal else PLAIN)
                if made is not None:
                    return made
    return None


def _counted(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    """Functions that give plain numbers."""
    if wanted != PLAIN:
        return None
    kind = make.chance.randrange(8)
    if kind < 3:
        make.use("function: count", "unit: count is plain")
        texts = scope.of("texts")
        if texts and make.chance.random() < 0.7:
            one = make.chance.choice(texts)
            make.use(*one.tags)
            return Code(f"count({one.text})")
        list_ = make.chance.choice(list(scope.members)) if scope.members and kind < 2 else None
        return Code(f"count({list_ or make.list_of_numbers(make.some_unit(scope), scope, depth)})")
    if kind == 3:
        make.use("function: string length")
        return Code(f"string length({make.text(scope, depth)})")
    if kind == 4:
        make.use("function: number")
        return Code(make.chance.choice(('number("12.5")', 'number("1.250,5", ".", ",")')))
    if kind == 5:
        make.use("function: product", "unit: product of plain numbers")
        return Code(f"product({make.list_of_numbers(PLAIN, scope, depth)})")
    if kind == 6:
        make.use("language: part of a date")
        return Code(f"{fit(make.date(scope, 0), WHOLE)}.{make.chance.choice(('year', 'month', 'day'))}")
    make.use("function: index of", "language: position")
    choices = "[" + ", ".join(f'"{word}"' for word in WORDS) + "]"
    return Code(f"index of({choices}, {make.text(scope, 0)})[1]")


def _irrational(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    """Functions that need a plain number and give one."""
    if wanted != PLAIN:
        return None
    name = make.chance.choice(("sqrt", "exp", "log"))
    make.use(f"function: {name}", f"unit: {name} of a plain number")
    inner = make.number(make.some_unit(scope) if make.slip(f"{name} of a unit", 0.1) else PLAIN, scope, min(depth, 1))
    return Code(f"{name}(abs({inner}))") if name != "exp" else Code(f"exp(min({inner}, 3))")


ROUNDINGS = ("abs", "floor", "ceiling", "decimal", "round up", "round down", "round half up", "round half down")
NUMBER_MAKERS: tuple[Maker, ...] = (
    *(_added, _added, _added, _multiplied, _multiplied, divided, divided, divided, _raised, _negative),
    *(_chosen, _chosen, _rounded, _rounded, _modulo, _least, _least, _aggregated, _aggregated, _aggregated),
    *(_indexed, _from_context, _of_function, _of_function, _counted, _counted, _counted, _irrational, _irrational),
)
COMPOSING: tuple[Maker, ...] = (
    _multiplied,
    _multiplied,
    divided,
    divided,
    divided,
    _added,
    _chosen,
    _rounded,
    _least,
)
"""For a unit that nothing has by itself."""
