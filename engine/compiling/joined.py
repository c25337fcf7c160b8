"""Values that need lines of their own: sums, one of two branches, roundings."""

from __future__ import annotations

import math
from fractions import Fraction

from engine.compiling.place import OTHER, Place
from engine.compiling.ratio import (
    Facts,
    Known,
    Ratio,
    Reasons,
    Shown,
    Text,
    Truth,
    UnfitForRatios,
    Variables,
    as_ratio,
    common_below,
    fits,
    product_bits,
    product_code,
    ratio,
    summed,
    without,
)
from engine.language import typed
from engine.language.arithmetic import ROUNDINGS
from engine.language.values import Outcome, merged
from engine.record import replace

Branch = tuple[Place, Shown]
MOST_DECIMALS = 20
MOST_LINES = 8
"""Different lines below the summands of one sum."""


def also_under(shown: Shown, under: Reasons) -> Shown:
    """The same, with these reasons under it before its own."""
    if not under:
        return shown
    together = merged((under, shown.under))
    if isinstance(shown, Known):
        return Known(replace(shown.outcome, carried=together))
    return replace(shown, under=together)


def bare(shown: Shown) -> Shown:
    """The same, with nothing under it."""
    if not shown.under:
        return shown
    if isinstance(shown, Known):
        return Known(replace(shown.outcome, carried=()))
    return replace(shown, under=())


def sum_of(summands: tuple[Ratio, ...], under: Reasons, place: Place, text: str) -> Ratio | Known:
    """A sum as a variable above the line of all summands; of summands over many lines, half by half, so that none is
    multiplied by the lines of all others."""
    lines = dict.fromkeys(one.below for one in summands)
    if len(lines) > MOST_LINES:
        first = set(list(lines)[: len(lines) // 2])
        halves = [tuple(one for one in summands if (one.below in first) is wanted) for wanted in (True, False)]
        one, other = (as_ratio(sum_of(half, (), place, text)) for half in halves)
        apart = not set(one.below) & set(other.below)
        summands = tuple(_one_below(half, place) if apart else half for half in (one, other))
    total = summed(summands, place.facts)
    if total is None:
        return Known(Outcome(Fraction(0), (), under))
    if len(total.parts) == 1:
        above = next(iter(total.parts))
    elif total.code in place.sums:
        above = (place.sums[total.code],)
    else:
        above = (place.variable("n", total.bits),)
        place.facts.natural |= set(above) if total.natural else set()
        place.facts.positive |= set(above) if total.positive else set()
        place.facts.nonzero |= set(above) if total.positive else set()
        place.put(f"{above[0]} = {total.code}", text)
        place.sums[total.code] = above[0]
    return ratio(total.scale, above, total.below, under, place.facts)


def _one_below(one: Ratio, place: Place) -> Ratio:
    """The same with a long line in a variable."""
    if len(one.below) < MOST_LINES:
        return one
    facts = place.facts
    line = place.variable("d", product_bits(one.below, facts))
    place.put(f"{line} = {product_code(1, one.below)}")
    facts.product(line, 1, one.below)
    facts.nonzero.add(line)
    return replace(one, below=(line,))


NOWHERE = Known(Outcome(None))
"""What a branch gives in which nothing is known: it is always handed on."""


def is_absent(shown: Shown) -> bool:
    """Whether there is no value."""
    return isinstance(shown, Known) and shown.outcome.value is None


def either(condition: str, branches: list[Branch], place: Place) -> Shown:
    """What one of two branches gives. A branch that gives N/A is left to the general body."""
    (first, then), (second, otherwise) = branches
    if isinstance(then, Known) and then == otherwise and not (first.block.lines or second.block.lines):
        return then
    turns = ((first, then, second, otherwise), (second, otherwise, first, then))
    for is_left in (lambda shown: shown == NOWHERE, is_absent):
        for branch, shown, rest, left in turns:
            if is_left(shown):
                branch.put(OTHER)
                _both(condition, first, second, place)
                place.facts.take(rest.facts)
                return left
    if then.under != otherwise.under:
        raise UnfitForRatios
    joined = _join(bare(then), bare(otherwise), first, second, place)
    _both(condition, first, second, place)
    return also_under(joined, then.under)


def _both(condition: str, first: Place, second: Place, place: Place) -> None:
    place.branch(f"if {condition}:", first)
    if second.block.lines:
        place.branch("else:", second)


def _join(then: Shown, otherwise: Shown, first: Place, second: Place, place: Place) -> Shown:
    if isinstance(then, Ratio) or isinstance(otherwise, Ratio):
        return _join_ratios(as_ratio(then), as_ratio(otherwise), first, second, place)
    for kinds, stem, code in (((Truth, bool), "c", _truth_code), ((Text, str), "t", _text_code)):
        if all(isinstance(_content(one), kinds) for one in (then, otherwise)):
            variable = place.writer.fresh(stem)
            first.put(f"{variable} = {code(then)}")
            second.put(f"{variable} = {code(otherwise)}")
            return Truth(variable) if stem == "c" else Text(variable)
    return _join_ratios(as_ratio(then), as_ratio(otherwise), first, second, place)


def _content(shown: Shown) -> object:
    return shown.outcome.value if isinstance(shown, Known) else shown


def _truth_code(shown: Shown) -> str:
    return shown.code if isinstance(shown, Truth) else str(_content(shown))


def _text_code(shown: Shown) -> str:
    return shown.variable if isinstance(shown, Text) else repr(_content(shown))


def _join_ratios(then: Ratio, otherwise: Ratio, first: Place, second: Place, place: Place) -> Shown:
    """Brought over one line if that stands outside already, as a bound does; else line and all in variables."""
    lines = [(then, first), (otherwise, second)]
    below = common_below((then, otherwise))
    if set(below) <= place.facts.nonzero and len(below) <= max(len(then.below), len(otherwise.below)):
        return _over_one_line(lines, below, place)
    above = place.variable("n", max(_bits(one.scale.numerator, one.above, at.facts) for one, at in lines))
    line = place.variable("d", max(_bits(one.scale.denominator, one.below, at.facts) for one, at in lines))
    for one, at in lines:
        at.put(f"{above}, {line} = {_above(one, 1, ())}, {product_code(one.scale.denominator, one.below)}")
    place.facts.nonzero.add(line)
    if all(set(one.below) <= at.facts.positive for one, at in lines):
        place.facts.positive.add(line)
    _signs(above, [(one.scale.numerator, one.above, at) for one, at in lines], place)
    return Ratio(Fraction(1), (above,), (line,))


def _over_one_line(lines: list[tuple[Ratio, Place]], below: Variables, place: Place) -> Shown:
    denominator = math.lcm(*(one.scale.denominator for one, _ in lines))
    wanting = [(one, at, without(below, one.below)) for one, at in lines]
    bits = [_bits(int(one.scale * denominator), (*one.above, *more), at.facts) for one, at, more in wanting]
    above = place.variable("n", fits(max(bits)))
    for one, at, more in wanting:
        at.put(f"{above} = {_above(one, denominator // one.scale.denominator, more)}")
    _signs(above, [(one.scale.numerator, (*one.above, *more), at) for one, at, more in wanting], place)
    return ratio(Fraction(1, denominator), (above,), below, (), place.facts)


def _signs(variable: str, products: list[tuple[int, Variables, Place]], place: Place) -> None:
    """What is known of a variable that is one of these products, each in its branch."""
    for factor, variables, at in products:
        at.facts.product(variable, factor, variables)
    if all(variable in at.facts.natural for _, _, at in products):
        place.facts.natural.add(variable)
    if all(variable in at.facts.positive for _, _, at in products):
        place.facts.positive.add(variable)
        place.facts.nonzero.add(variable)


def _above(one: Ratio, factor: int, more: Variables) -> str:
    return product_code(one.scale.numerator * factor, (*one.above, *more)) if one.scale else "0"


def _bits(factor: int, variables: Variables, facts: Facts) -> int:
    return factor.bit_length() + product_bits(variables, facts)


# ---- roundings


def rounded(node: typed.Builtin | typed.Round, given: tuple[Shown, ...], under: Reasons, place: Place) -> Shown:
    """A number rounded to a number of decimals that is known, or its absolute value."""
    number = as_ratio(given[0])
    if isinstance(node, typed.Round):
        moved = ratio(number.scale / node.one, number.above, number.below, (), place.facts)
        whole = as_ratio(_to_decimals("round half up", as_ratio(moved), node.decimals, (), place))
        return ratio(whole.scale * node.one, whole.above, whole.below, under, place.facts)
    if node.function.name == "abs":
        return _absolute(number, under, place)
    if node.function.name not in ROUNDINGS:
        raise UnfitForRatios
    scale = given[1].outcome.value if len(given) > 1 and isinstance(given[1], Known) else Fraction(0)
    if len(given) > 1 and not isinstance(given[1], Known):
        raise UnfitForRatios
    if not isinstance(scale, Fraction) or scale.denominator != 1 or abs(scale) > MOST_DECIMALS:
        raise UnfitForRatios
    return _to_decimals(node.function.name, number, int(scale), under, place)


def _to_decimals(name: str, number: Ratio, decimals: int, under: Reasons, place: Place) -> Shown:
    scale = number.scale * Fraction(10) ** decimals
    if not scale:
        return Known(Outcome(Fraction(0), (), under))
    above, below = product_code(scale.numerator, number.above), product_code(scale.denominator, number.below)
    variable = place.variable("n", _bits(scale.numerator, number.above, place.facts) + 1)
    match name:
        case "floor":
            code = f"({above}) // ({below})"
        case "ceiling":
            code = f"-(-({above}) // ({below}))"
        case "round half up":
            place.writer.objects["half_up"] = half_up
            code = f"half_up({above}, {below})"
        case _:
            place.writer.objects.update({"ROUNDINGS": ROUNDINGS, "Fraction": Fraction})
            code = f"ROUNDINGS[{name!r}](Fraction({above}, {below}))"
    place.put(f"{variable} = {code}", f"{name}, {decimals}")
    return ratio(1 / Fraction(10) ** decimals, (variable,), (), under, place.facts)


def half_up(above: int, below: int) -> int:
    """The nearest whole number, a half away from 0."""
    if below < 0:
        above, below = -above, -below
    if above < 0:
        return -((below - 2 * above) // (2 * below))
    return (2 * above + below) // (2 * below)


def _absolute(number: Ratio, under: Reasons, place: Place) -> Shown:
    above = place.variable("n", product_bits(number.above, place.facts) + 1)
    place.put(f"{above} = abs({product_code(1, number.above)})")
    below: Variables = number.below
    if not set(below) <= place.facts.positive:
        variable = place.variable("d", product_bits(below, place.facts) + 1)
        place.put(f"{variable} = abs({product_code(1, below)})")
        place.facts.nonzero.add(variable)
        place.facts.positive.add(variable)
        below = (variable,)
    return ratio(abs(number.scale), (above,), below, under, place.facts)
