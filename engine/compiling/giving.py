"""Typed tree -> source of a function from inputs of known kinds to a number: what it returns, branch by branch.

A branch of the formula returns as soon as its value is known; what stands around an `if` is written into both of its
branches, as long as that stays short. So nearly no value has to be brought together again behind branches, and N/A in
one of them is a constant that is returned there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction

from engine.compiling import joined
from engine.compiling.comparing import comparison
from engine.compiling.entry import Entry, inputs_of, write_entry
from engine.compiling.number import MarkedNumber, Number, Result, ScaledNumber, result_of
from engine.compiling.place import Place
from engine.compiling.ratio import (
    Facts,
    Items,
    Known,
    Ratio,
    Reasons,
    Shown,
    Text,
    Truth,
    UnfitForRatios,
    product_code,
)
from engine.compiling.ratios import absent_of, extreme, is_extreme, truth, write
from engine.compiling.writer import Block, Writer, remark
from engine.evaluation.formula import limits
from engine.language import typed
from engine.language.values import Outcome, merged
from engine.record import replace

Around = Callable[[typed.Typed], typed.Typed]
Steps = tuple[tuple[str, Fraction], ...]
"""Bounds: `<`, the constant is taken if the value is less; `>`, if it is greater."""


def write_ratios(node: typed.Typed, entry: Entry, writer: Writer, zeros: Mapping[str, object]) -> None:
    """A function `formula(inputs)` in the source. `zeros`: the functions for a divisor that is 0, by its input."""
    writer.objects.update(
        {
            "Number": Number,
            "MarkedNumber": MarkedNumber,
            "ScaledNumber": ScaledNumber,
            "Result": Result,
            "Outcome": Outcome,
        }
    )
    block, facts = Block(), Facts()
    names = write_entry(entry, block, writer, facts)
    place = Place(writer, block, facts, names)
    if "if" not in node.span.text:
        place.room.left = 0  # there is none to be looked for
    for variable, name in inputs_of(names, zeros).items():
        function = writer.constant("zero", zeros[name])
        place.zeros = {**place.zeros, variable: f"return {function}(inputs)"}
    _give(node, place, ())
    writer.add(f"def formula({'program, ' if entry.method else ''}inputs):", block, remark(node.span))


# ---- what is returned


def _give(node: typed.Typed, place: Place, under: Reasons) -> None:
    """The lines that return a node. `under`: what lies under it because of the conditions passed."""
    found = _around_if(node) if place.room.left > 0 or isinstance(node, typed.If) else None
    if found is not None:
        place.room.left -= found[1] is not _itself
        if _give_if(*found, place, under):
            return
    match node:
        case typed.Labelled(_, operand):
            _give(operand, place, under)
        case typed.Clamp() | typed.Builtin() if is_extreme(node):
            within = _within(node)
            if within is None or not _give_within(*within, place, under):
                _give_extreme(node, place, under)
        case _:
            _return(write(node, place), place, under)


def _give_if(node: typed.If, around: Around, place: Place, under: Reasons) -> bool:
    """The branches of an `if`, each with what stands around it; False if that cannot be written so."""
    condition = truth(node.condition, place)
    under_it = merged((absent_of(condition), condition.under))
    if around is not _itself and (under_it or isinstance(condition, Known)):
        return False
    under = merged((under, under_it))
    if isinstance(condition, Known):
        _give(node.then if condition.outcome.value is True else node.otherwise, place, under)
        return True
    inside = place.inside(condition.then)
    _give(around(node.then), inside, under)
    place.branch(f"if {condition.code}:", inside)
    place.facts.learn(condition.otherwise)
    _give(around(node.otherwise), place, under)
    return True


def _itself(node: typed.Typed) -> typed.Typed:
    return node


def _around_if(node: typed.Typed) -> tuple[typed.If, Around] | None:
    """The `if` that is computed first of all in a node, and the node around another in its place."""
    match node:
        case typed.If():
            return node, _itself
        case typed.Labelled(_, operand) | typed.Negate(operand) | typed.Round(operand) | typed.Clamp(operand):
            return _wrapped(operand, lambda part: replace(node, operand=part))
        case typed.Arithmetic(items, operators):
            # A divisor that is 0 is pointed at: it has to stay the node that it is.
            divisors = {at for at, sign in enumerate(operators, 1) if sign == "/" and isinstance(items[at], typed.If)}
            return _among(items, lambda parts: replace(node, operands=parts), divisors)
        case typed.Builtin(_, (typed.ListOf(items) as list_,)) if is_extreme(node) or node.function.name == "sum":
            return _among(items, lambda parts: replace(node, arguments=(replace(list_, items=parts),)))
    return None


def _wrapped(part: typed.Typed, around: Around) -> tuple[typed.If, Around] | None:
    found = _around_if(part)
    if found is None:
        return None
    one, inner = found
    return one, lambda other: around(inner(other))


def _among(
    parts: tuple[typed.Typed, ...], around: Callable[..., typed.Typed], but: AbstractSet[int] = frozenset()
) -> tuple[typed.If, Around] | None:
    for at, part in enumerate(parts):
        if at in but:
            continue
        found = _wrapped(part, lambda other, at=at: around((*parts[:at], other, *parts[at + 1 :])))  # type: ignore[misc]
        if found is not None:
            return found
    return None


def _within(node: typed.Typed) -> tuple[typed.Typed, Steps] | None:
    """A value within constants, `max(0, min(100, x))`: the value, and which constant is taken instead when."""
    match node:
        case typed.Clamp(value, low, high):
            bounds = [(sign, bound) for sign, bound in (("<", low), (">", high)) if bound is not None]
        case typed.Builtin(function, (typed.ListOf(items),)) if function.name in ("min", "max"):
            open_ = [item for item in items if not isinstance(item, typed.Literal)]
            if len(open_) != 1:
                return None
            value, sign = open_[0], "<" if function.name == "max" else ">"
            bounds = [(sign, item) for item in items if item is not value]
        case _:
            return None
    steps: list[tuple[str, Fraction]] = []
    for sign, bound in bounds:
        if not isinstance(bound, typed.Literal) or not isinstance(bound.outcome.value, Fraction):
            return None
        steps.append((sign, bound.outcome.value))
    inner = _within(value)
    return (value, tuple(steps)) if inner is None else (inner[0], inner[1] + tuple(steps))


def _give_within(node: typed.Typed, steps: Steps, place: Place, under: Reasons) -> bool:
    """A value, or the first constant that is taken instead of it and what the others make of that: so nothing has to be
    brought over one line. False if the value is known or absent, or no number."""
    value = write(node, place)
    if not isinstance(value, Ratio):
        return False
    under = merged((under, value.under))
    value = replace(value, under=())
    for at, (sign, bound) in enumerate(steps):
        condition = comparison(sign, value, Known(Outcome(bound)), (), place)
        if isinstance(condition, Known):
            if condition.outcome.value is True:
                _return(_last(bound, steps[at + 1 :]), place, under)
                return True
            continue
        inside = place.inside()
        _return(_last(bound, steps[at + 1 :]), inside, under)
        place.branch(f"if {condition.code}:", inside)
        place.facts.learn(condition.otherwise)
    _return(value, place, under)
    return True


def _last(value: Fraction, steps: Steps) -> Known:
    """What these bounds make of a constant."""
    for sign, bound in steps:
        value = bound if (value < bound if sign == "<" else value > bound) else value
    return Known(Outcome(value))


def _give_extreme(node: typed.Clamp | typed.Builtin, place: Place, under: Reasons) -> None:
    def finish(condition: str, other: Shown, value: Shown, own: Reasons) -> None:
        inside = place.inside()
        _return(joined.also_under(other, own), inside, under)
        place.branch(f"if {condition}:", inside)
        _return(joined.also_under(value, own), place, under)

    shown = extreme(node, place, finish)
    if shown is not None:
        _return(shown, place, under)


def _return(shown: Shown, place: Place, under: Reasons) -> None:
    under = merged((under, shown.under))
    match shown:
        case Known(outcome):
            whole = replace(outcome, carried=under)
            place.put(f"return {place.writer.constant('GIVEN', result_of(whole, limits(whole)))}")
        case Ratio():
            _return_number(shown, place, under)
        case Text(code) | Truth(code):
            marks = f", (), {place.writer.constant('UNDER', under)}" if under else ""
            place.put(f"return Result(Outcome({code}{marks}))")
        case Items():
            raise UnfitForRatios


def _return_number(shown: Ratio, place: Place, under: Reasons) -> None:
    """A constant factor that would cost a multiplication is left to whoever looks at the number."""
    scale, above, below = shown.scale, shown.above, shown.below
    apart = not under and ((above and abs(scale.numerator) > 1) or (below and scale.denominator > 1))
    place.put(f"number = {'MarkedNumber' if under else 'ScaledNumber' if apart else 'Number'}()")
    if apart:
        place.put(f"number.scale = {place.writer.constant('SCALE', scale)}", str(scale))
    elif under:
        place.put(f"number.carried, number.rounded = {place.writer.constant('UNDER', under)}, False")
    place.put(f"number.above = {product_code(1 if apart else scale.numerator, above)}")
    place.put(f"number.below = {product_code(1 if apart else scale.denominator, below)}")
    place.put("return number")
