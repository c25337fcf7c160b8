"""Random formulas of a wanted kind and unit, from what can be seen in their scope.

Whoever asks for a number of a unit gets one, unless a slip makes it another: slips are the mistakes that a checker has to
find. Nothing here knows how a checker works.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import TypeAlias

from tests.properties.manual_scope import (
    AND,
    COMPARED,
    COUNTED,
    DATES,
    ENTRY,
    OR,
    PLAIN,
    POWER,
    PRODUCT,
    SIGN,
    SUM,
    WHOLE,
    WORDS,
    Code,
    Scope,
    Signature,
    Thing,
    Unit,
    fit,
    of_ratios,
    own,
    put,
    times,
)

Maker: TypeAlias = "Callable[[Formulas, Unit, Scope, int, bool], Code | None]"


@dataclass
class Formulas:
    """Makes formulas and notes in `used` what occurs in them. `slips`: how many mistakes are still to be made."""

    chance: Random
    used: set[str]
    slips: int = 0
    likely: float = 0.04

    def use(self, *tags: str) -> None:
        self.used.update(tags)

    def slip(self, what: str, likely: float | None = None) -> bool:
        """Whether to make a mistake here."""
        if self.slips <= 0 or self.chance.random() >= (self.likely if likely is None else likely):
            return False
        self.slips -= 1
        self.use(f"mistake: {what}")
        return True

    # Numbers

    def number(self, wanted: Unit, scope: Scope, depth: int, sure: bool = False) -> Code:
        """A number of this unit. With `sure` it does not consist of literals alone, if anything here has the unit."""
        if self.slip("another kind"):
            return self.chance.choice((self.text, self.truth, self.date))(scope, depth)
        if self.slip("another unit"):
            others = [one for one in scope.units() if one != wanted] or [PLAIN]
            wanted, sure = self.chance.choice(others), True
        if depth > 0 and self.chance.random() < 0.75:
            makers = NUMBER_MAKERS if wanted == PLAIN or self.has(wanted, scope) else COMPOSING
            for _ in range(4):
                made = self.chance.choice(makers)(self, wanted, scope, depth - 1, sure)
                if made is not None:
                    return made
        return self.leaf(wanted, scope, sure)

    def leaf(self, wanted: Unit, scope: Scope, sure: bool = False) -> Code:
        """A name if there is one, or a literal."""
        known = scope.numbers(wanted)
        if known and (sure or self.chance.random() < 0.8):
            one = self.chance.choice(known)
            self.use(*one.tags)
            return one.code
        return self.literal(scope)

    def has(self, wanted: Unit, scope: Scope) -> bool:
        return bool(scope.numbers(wanted))

    def literal(self, scope: Scope | None = None) -> Code:
        """A number that is written out, or a constant without satuan."""
        kind = self.chance.randrange(8)
        plain = [one for one in scope.things if "unit: constant without satuan" in one.tags] if scope else []
        if plain and kind == 0:
            one = self.chance.choice(plain)
            self.use(*one.tags)
            return one.code
        if kind == 1:
            self.use("language: percent")
            return Code(self.chance.choice(("10%", "2.5%", "90%", "100%", "0%")))
        if kind == 2:
            self.use("language: negation")
            return Code(f"-{self.chance.choice((1, 5, 100))}", SIGN)
        if kind == 3:
            self.use("language: power of ten")
            return Code(self.chance.choice(("1e2", "5e-1", "2.5E1")))
        self.use("language: number")
        return Code(self.chance.choice(("0", "1", "2", "3", "10", "100", "1.5", ".5", "0.25", "12.75")))

    def list_of_numbers(self, wanted: Unit, scope: Scope, depth: int) -> Code:
        """A list of numbers of this unit."""
        if self.chance.random() < 0.3 and (made := _named_list(self, wanted, scope, depth, False)) is not None:
            return made
        for _ in range(4):
            made = self.chance.choice(LIST_MAKERS)(self, wanted, scope, depth - 1, False)
            if made is not None:
                return made
        return self.written_list(wanted, scope, depth)

    def written_list(self, wanted: Unit, scope: Scope, depth: int) -> Code:
        self.use("language: list")
        count = self.chance.choice((1, 2, 2, 3))
        return Code(f"[{', '.join(self.number(wanted, scope, depth - 1, at == 0) for at in range(count))}]")

    # Truth values

    def truth(self, scope: Scope, depth: int) -> Code:
        """A condition."""
        if self.slip("no condition", 0.02):
            return self.chance.choice((self.text, self.date))(scope, depth)
        if depth > 0:
            for _ in range(4):
                made = self.chance.choice(TRUTH_MAKERS)(self, scope, depth - 1)
                if made is not None:
                    return made
        known = scope.of("truth")
        if known and self.chance.random() < 0.8:
            one = self.chance.choice(known)
            self.use(*one.tags)
            return one.code
        self.use("language: true and false")
        return Code(self.chance.choice(("true", "false")))

    # Texts, dates

    def text(self, scope: Scope, depth: int, choices: tuple[str, ...] = ()) -> Code:
        """A text, one of the `choices` if there are any."""
        known = [one for one in scope.of("text") if not choices or (one.choices and set(one.choices) <= set(choices))]
        if choices or depth <= 0 or self.chance.random() < 0.4:
            if known and self.chance.random() < 0.85:
                one = self.chance.choice(known)
                self.use(*one.tags)
                return one.code
            self.use("language: text")
            return Code(f'"{self.chance.choice(choices or WORDS)}"')
        return self.chance.choice(TEXT_MAKERS)(self, scope, depth - 1)

    def date(self, scope: Scope, depth: int) -> Code:
        """A date."""
        known = scope.of("date")
        kind = self.chance.randrange(6)
        if known and kind < 3:
            one = self.chance.choice(known)
            self.use(*one.tags)
            return one.code
        if kind == 3:
            self.use("function: date")
            return Code(f'date("{self.chance.choice(DATES)}")')
        if kind == 4 and depth > 0:
            name = self.chance.choice(("min", "max"))
            self.use(f"function: {name}", "language: min and max of dates")
            return Code(f"{name}({self.date(scope, depth - 1)}, {self.date(scope, depth - 1)})")
        self.use("language: date")
        return Code(f'@"{self.chance.choice(DATES)}"')

    def of_kind(self, kind: str, wanted: Unit, scope: Scope, depth: int) -> Code:
        """A formula of any of the four kinds."""
        match kind:
            case "number":
                return self.number(wanted, scope, depth)
            case "text":
                return self.text(scope, depth)
            case "date":
                return self.date(scope, depth)
            case "numbers":
                return self.list_of_numbers(wanted, scope, depth)
            case _:
                return self.truth(scope, depth)

    def some_unit(self, scope: Scope) -> Unit:
        """A unit that something here has; plain if nothing has any."""
        return self.chance.choice(scope.units() or [PLAIN])

    def composed(self, scope: Scope) -> Unit:
        """A unit that is there, or a product or quotient of two that are."""
        one, other = self.some_unit(scope), self.some_unit(scope)
        return one if self.chance.random() < 0.75 else times(one, other, self.chance.choice((1, -1, -1)))

    def name(self, scope: Scope) -> str:
        """A variable that is not in use."""
        return ("i", "x", "y", "z", "w", "v", "u", "t")[min(scope.depth, 7)]

    def call(self, signature: Signature, scope: Scope, depth: int, actual: Unit) -> Code | None:
        """A call in which ANY_UNIT is `actual`."""
        arguments = []
        for one in signature.parameters:
            wanted = put(one.unit, actual)
            if one.kind == "number":
                if wanted != PLAIN and not self.has(wanted, scope):
                    return None
                arguments.append(self.number(wanted, scope, depth, sure=True))
            elif one.kind == "text":
                arguments.append(self.text(scope, depth, one.choices))
            else:
                arguments.append(self.of_kind(one.kind, wanted, scope, depth))
        named = self.chance.random() < 0.2
        pairs = list(zip(signature.parameters, arguments, strict=True))
        if named:
            self.use("language: arguments by name")
            self.chance.shuffle(pairs)
        self.use("language: function of the rule files", *(["unit: function of any unit"] if actual != PLAIN else []))
        if signature.literal:
            self.use("form: named scale called", "unit: scale gives a literal")
        written = ", ".join(f"{one.text}: {value}" if named else value for one, value in pairs)
        return Code(f"{signature.name}({written})")


# ---- Numbers -----------------------------------------------------------------------------------------------------


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
    if pairs and make.chance.random() < 0.7:
        one, other = make.chance.choice(pairs)
        make.use("unit: product of two")
        if any(power < 0 for _, power in (*one, *other)):
            make.use("unit: cancelled in a product")
        if of_ratios(one) or of_ratios(other):
            make.use("unit: rasio as a weight")
        parts = [make.number(one, scope, depth, True), make.number(other, scope, depth, True)]
    elif wanted == PLAIN or make.has(wanted, scope):
        parts = [make.number(PLAIN, scope, depth), make.number(wanted, scope, depth, sure or wanted != PLAIN)]
        make.chance.shuffle(parts)
    else:
        return None
    return Code(f"{fit(parts[0], POWER)} * {fit(parts[1], POWER)}", PRODUCT)


def _divided(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    """A numerator and a denominator that give the unit."""
    pairs = [(times(wanted, one), one) for one in scope.units() if one != PLAIN and make.has(times(wanted, one), scope)]
    pairs = [(one, other) for one, other in pairs if times(one, other, -1) == wanted]
    counted = [one for one in scope.units() if len(one) == 1 and one[0][0] in COUNTED]
    if wanted == PLAIN and make.has(ENTRY, scope) and make.chance.random() < 0.3:
        pairs = [(ENTRY, ENTRY)]
    elif wanted == PLAIN and counted and make.chance.random() < 0.5:
        pairs += [(one, other) for one in counted for other in counted if one != other] * 3
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
    *(_added, _added, _added, _multiplied, _multiplied, _divided, _divided, _divided, _raised, _negative),
    *(_chosen, _chosen, _rounded, _rounded, _modulo, _least, _least, _aggregated, _aggregated, _aggregated),
    *(_indexed, _from_context, _of_function, _of_function, _counted, _counted, _counted, _irrational, _irrational),
)
COMPOSING: tuple[Maker, ...] = (_multiplied, _multiplied, _divided, _divided, _divided, _added, _chosen, _rounded, _least)
"""For a unit that nothing has by itself."""


# ---- Lists -------------------------------------------------------------------------------------------------------


def _written(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    return make.written_list(wanted, scope, depth)


def _filtered_members(make: Formulas, scope: Scope, depth: int) -> tuple[str, tuple[Thing, ...]] | None:
    """Members of a level below, perhaps not all, and what they have."""
    if not scope.members:
        return None
    level = make.chance.choice(list(scope.members))
    things = scope.members[level]
    if make.chance.random() < 0.4 or not things:
        return level, things
    inner = scope.seeing(*own(things, f"item {level}", prefix=False))
    make.use("language: filter of members")
    if make.chance.random() < 0.5:
        one = make.chance.choice(things)
        make.use("language: test for null")
        return f"{level}[{one.text} != null]", things
    return f"{level}[{make.truth(replace(inner, members={}), min(depth, 1))}]", things


def _of_members(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    """An attribute of each member."""
    found = _filtered_members(make, scope, depth)
    if found is None:
        return None
    members, things = found
    known = [one.text for one in things if one.kind == "number" and one.unit == wanted]
    if make.slip("together what each has of its own", 0.15):
        known = [one.text for one in things if one.kind == "number" and one.unit == ENTRY] or known
    if not known:
        return None
    make.use("language: attribute of each member", *(["unit: kept by a list of members"] if wanted != PLAIN else []))
    return Code(f"{members}.{make.chance.choice(known)}")


def _for_members(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    """Computed for each member."""
    found = _filtered_members(make, scope, depth)
    if found is None:
        return None
    members, things = found
    name = make.name(scope)
    inner = scope.seeing(Thing(name, "member"), *own(things, name, prefix=True))
    make.use("language: for", "language: for over members")
    return Code(f"for {name} in {members} return {make.number(wanted, inner, depth)}", 0)


def _for_list(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    """Computed for each number of a list, of two lists, or from 1 to n."""
    name, kind = make.name(scope), make.chance.randrange(4)
    make.use("language: for")
    if kind == 0:
        make.use("language: for from 1 to n")
        upto = make.chance.choice(("3", "2", "0"))
        inner = scope.seeing(Thing(name, "number", PLAIN))
        return Code(f"for {name} in 1..{upto} return {make.number(wanted, inner, depth)}", 0)
    other = make.some_unit(scope)
    inner = scope.seeing(Thing(name, "number", other))
    if kind == 1:
        make.use("language: for over two lists")
        second = make.name(inner)
        both = inner.seeing(Thing(second, "number", PLAIN))
        lists = make.written_list(other, scope, 1), make.written_list(PLAIN, scope, 1)
        return Code(
            f"for {name} in {lists[0]}, {second} in {lists[1]} return {make.number(wanted, both, min(depth, 1))}", 0
        )
    list_ = make.list_of_numbers(other, scope, depth)
    return Code(f"for {name} in {fit(list_, SUM)} return {make.number(wanted, inner, depth)}", 0)


def _filtered_list(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    make.use("language: filter", "language: item")
    list_ = make.list_of_numbers(wanted, scope, depth)
    test = make.chance.choice(("item != null", f"item {make.chance.choice(ORDER)} {make.leaf(wanted, scope)}"))
    return Code(f"{fit(list_, WHOLE)}[{test}]")


def _changed_list(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    """Functions from lists to lists."""
    name = make.chance.choice(LIST_FUNCTIONS)
    make.use(f"function: {name}", *(["unit: kept by functions of lists"] if wanted != PLAIN else []))
    one = make.list_of_numbers(wanted, scope, depth)

    def number() -> Code:
        return make.number(wanted, scope, min(depth, 1))

    match name:
        case "append":
            more = ", ".join(number() for _ in range(make.chance.choice((1, 2))))
            return Code(f"append({one}, {more})")
        case "concatenate" | "union":
            return Code(f"{name}({one}, {make.list_of_numbers(wanted, scope, depth)})")
        case "insert before":
            return Code(f"insert before({one}, 1, {number()})")
        case "remove":
            return Code(f"remove({one}, {make.chance.choice(('1', '-1'))})")
        case "sublist":
            return Code(f"sublist({one}, 1{make.chance.choice(('', ', 1'))})")
        case "flatten":
            make.use("language: list of lists")
            return Code(f"flatten([{one}, {make.written_list(wanted, scope, 0)}])")
        case _:
            return Code(f"{name}({one})")


def _of_contexts(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    """An entry of each of several named values."""
    make.use("language: named values", "language: entry of each in a list")
    other = make.some_unit(scope)
    both = [f"{{p: {make.number(wanted, scope, 0)}, q: {make.number(other, scope, 0)}}}" for _ in range(2)]
    test = make.chance.choice(("", f"[q {make.chance.choice(ORDER)} {make.leaf(other, scope)}]", "[p != null]"))
    if test:
        make.use("language: filter")
    return Code(f"[{', '.join(both)}]{test}.p")


def _named_list(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    known = [one for one in scope.of("numbers") if one.unit == wanted]
    if not known:
        return None
    one = make.chance.choice(known)
    make.use(*one.tags)
    return one.code


def _empty(make: Formulas, wanted: Unit, scope: Scope, depth: int, sure: bool) -> Code | None:
    if make.chance.random() < 0.7:
        return None
    make.use("language: empty list")
    return Code("[]")


ORDER = ("<", "<=", ">", ">=")
LIST_FUNCTIONS = (
    "append", "concatenate", "union", "insert before", "remove", "reverse", "sublist", "flatten", "distinct values",
    "mode",
)  # fmt: skip
LIST_MAKERS: tuple[Maker, ...] = (
    *(_written, _written, _of_members, _of_members, _of_members, _for_members, _for_members, _for_list, _for_list),
    *(_filtered_list, _filtered_list, _changed_list, _changed_list, _changed_list, _of_contexts, _named_list),
    *(_named_list, _empty),
)


# ---- Truth values ------------------------------------------------------------------------------------------------


def _compared(make: Formulas, scope: Scope, depth: int) -> Code | None:
    known = scope.of("number")
    if not known:
        return None
    one = make.chance.choice(known)
    operator = make.chance.choice((*ORDER, "=", "!="))
    make.use(f"language: {operator}", *one.tags)
    other = make.number(one.unit, scope, depth)
    if one.unit != PLAIN:
        make.use("unit: equal in a comparison")
    if re.fullmatch(r"-?[0-9.]+(e-?\d+)?%?", other) and one.unit != PLAIN:
        make.use("unit: a literal takes the other's")
    return Code(f"{one.text} {operator} {fit(other, SUM)}", COMPARED)


def _compared_text(make: Formulas, scope: Scope, depth: int) -> Code | None:
    known = scope.of("text")
    if not known:
        return None
    one = make.chance.choice(known)
    operator = make.chance.choice(("=", "!=", "="))
    make.use(f"language: {operator}", "language: comparison of texts", *one.tags)
    words = one.choices or WORDS
    if make.slip("text among the choices of another", 0.03):
        words = ("nak",)
    if make.chance.random() < 0.3:
        make.use("language: in a list")
        return Code(f"{one.text} in ({', '.join(chr(34) + word + chr(34) for word in words[:2])})", COMPARED)
    return Code(f'{one.text} {operator} "{make.chance.choice(words)}"', COMPARED)


def _compared_date(make: Formulas, scope: Scope, depth: int) -> Code | None:
    known = scope.of("date")
    if not known:
        return None
    one = make.chance.choice(known)
    operator = make.chance.choice((*ORDER, "="))
    make.use(f"language: {operator}", "language: comparison of dates", *one.tags)
    return Code(f"{one.text} {operator} {make.date(scope, 0)}", COMPARED)


def _joined(make: Formulas, scope: Scope, depth: int) -> Code | None:
    operator, level = make.chance.choice((("and", AND), ("or", OR)))
    make.use(f"language: {operator}")
    parts = [fit(make.truth(scope, depth), level + 1) for _ in range(make.chance.choice((2, 2, 3)))]
    return Code(f" {operator} ".join(parts), level)


def _inverted(make: Formulas, scope: Scope, depth: int) -> Code | None:
    make.use("language: not")
    return Code(f"not({make.truth(scope, depth)})")


def _for_null(make: Formulas, scope: Scope, depth: int) -> Code | None:
    if not scope.things:
        return None
    known = [one for one in scope.things if one.kind in ("number", "text", "date", "truth")]
    if not known:
        return None
    one = make.chance.choice(known)
    make.use("language: test for null", *one.tags)
    return Code(f"{one.text} {make.chance.choice(('=', '!='))} null", COMPARED)


def _between(make: Formulas, scope: Scope, depth: int) -> Code | None:
    wanted = make.some_unit(scope)
    one, low, high = (fit(make.number(wanted, scope, 0, at == 0), SUM) for at in range(3))
    if wanted != PLAIN:
        make.use("unit: equal in between and in")
    kind = make.chance.randrange(5)
    if kind == 0:
        make.use("language: between")
        return Code(f"{one} between {low} and {high}", COMPARED)
    if kind == 1:
        make.use("language: in a list")
        return Code(f"{one} in {make.written_list(wanted, scope, 0)}", COMPARED)
    if kind == 2:
        make.use("language: in several tests")
        return Code(f"{one} in ({low}, > {high})", COMPARED)
    if kind == 3:
        make.use("language: in a test")
        return Code(f"{one} in {make.chance.choice(ORDER)} {low}", COMPARED)
    make.use("language: in a range", "language: range")
    high = f" {high}" if high.startswith(".") else high
    return Code(f"{one} in {make.chance.choice('[(')}{low}..{high}{make.chance.choice('])')}", COMPARED)


def _quantified(make: Formulas, scope: Scope, depth: int) -> Code | None:
    word = make.chance.choice(("some", "every"))
    name = make.name(scope)
    make.use(f"language: {word}")
    found = _filtered_members(make, scope, 0) if make.chance.random() < 0.6 else None
    if found is not None:
        members, things = found
        inner = scope.seeing(Thing(name, "member"), *own(things, name, prefix=True))
        return Code(f"{word} {name} in {members} satisfies {make.truth(inner, depth)}", 0)
    other = make.some_unit(scope)
    list_ = make.list_of_numbers(other, scope, depth)
    inner = scope.seeing(Thing(name, "number", other))
    return Code(f"{word} {name} in {fit(list_, SUM)} satisfies {make.truth(inner, depth)}", 0)


def _of_texts(make: Formulas, scope: Scope, depth: int) -> Code | None:
    name = make.chance.choice(("contains", "starts with", "ends with"))
    make.use(f"function: {name}")
    return Code(f'{name}({make.text(scope, depth)}, "{make.chance.choice(("a", "na", "k"))}")')


def _of_list(make: Formulas, scope: Scope, depth: int) -> Code | None:
    kind = make.chance.randrange(4)
    if kind == 0:
        name = make.chance.choice(("all", "any"))
        make.use(f"function: {name}")
        return Code(f"{name}([{make.truth(scope, depth)}, {make.truth(scope, depth)}])")
    if kind == 1:
        name = make.chance.choice(("odd", "even", "even"))
        make.use(f"function: {name}")
        return Code(f"{name}(floor({make.number(PLAIN, scope, depth)}))")
    known = scope.of("texts")
    make.use("function: list contains")
    if known and kind == 2:
        one = make.chance.choice(known)
        make.use(*one.tags)
        return Code(f"list contains({one.text}, {make.text(scope, 0)})")
    wanted = make.some_unit(scope)
    return Code(f"list contains({make.list_of_numbers(wanted, scope, depth)}, {make.number(wanted, scope, 0)})")


def _of_list_of_texts(make: Formulas, scope: Scope, depth: int) -> Code | None:
    known = scope.of("texts")
    if not known:
        return None
    one, name = make.chance.choice(known), make.name(scope)
    make.use(*one.tags)
    if make.chance.random() < 0.5:
        make.use("function: list contains")
        return Code(f"list contains({one.text}, {make.text(scope, 0)})")
    make.use("language: some")
    inner = scope.seeing(Thing(name, "text"))
    return Code(f"some {name} in {one.text} satisfies {make.truth(inner, min(depth, 1))}", 0)


def _chosen_truth(make: Formulas, scope: Scope, depth: int) -> Code | None:
    make.use("language: if")
    return Code(f"if {make.truth(scope, 0)} then {make.truth(scope, depth)} else {make.truth(scope, depth)}", 0)


def _true_of_function(make: Formulas, scope: Scope, depth: int) -> Code | None:
    known = [one for one in scope.functions if one.kind == "truth"]
    return make.call(make.chance.choice(known), scope, depth, make.some_unit(scope)) if known else None


TRUTH_MAKERS: tuple[Callable[[Formulas, Scope, int], Code | None], ...] = (
    *(_compared, _compared, _compared, _compared, _compared_text, _compared_text, _compared_date, _joined, _joined),
    *(_inverted, _for_null, _for_null, _between, _between, _between, _quantified, _quantified, _of_texts, _of_list),
    *(_of_list, _of_list_of_texts, _of_list_of_texts, _chosen_truth, _true_of_function),
)


# ---- Texts -------------------------------------------------------------------------------------------------------


def _made_text(make: Formulas, scope: Scope, depth: int) -> Code:
    if make.chance.random() < 0.5:
        make.use("function: string")
        return Code(f"string({make.number(make.some_unit(scope), scope, depth)})")
    if scope.entity and make.chance.random() < 0.6:
        name = make.chance.choice(("kode", "nama", "periode.kode", "periode.nama"))
        make.use("language: periode" if "." in name else "language: kode and nama")
        return Code(name)
    make.use("function: string join")
    between = make.chance.choice((', "-"', ""))
    return Code(f"string join([{make.text(scope, depth)}, {make.text(scope, 0)}]{between})")


def _cut_text(make: Formulas, scope: Scope, depth: int) -> Code:
    name = make.chance.choice(("substring", "upper case", "lower case", "substring before", "substring after"))
    make.use(f"function: {name}")
    text = make.text(scope, depth)
    if name == "substring":
        if make.chance.random() < 0.4:
            make.use("language: arguments by name")
            return Code(f"substring(string: {text}, start position: 1)")
        return Code(f"substring({text}, 1, {make.chance.choice((1, 2))})")
    return Code(f'{name}({text}, "a")' if " case" not in name else f"{name}({text})")


def _added_text(make: Formulas, scope: Scope, depth: int) -> Code:
    make.use("language: + of texts")
    return Code(f"{fit(make.text(scope, depth), PRODUCT)} + {fit(make.text(scope, 0), PRODUCT)}", SUM)


def _chosen_text(make: Formulas, scope: Scope, depth: int) -> Code:
    make.use("language: if")
    return Code(f"if {make.truth(scope, depth)} then {make.text(scope, depth)} else {make.text(scope, 0)}", 0)


TEXT_MAKERS: tuple[Callable[[Formulas, Scope, int], Code], ...] = (_made_text, _cut_text, _added_text, _chosen_text)
