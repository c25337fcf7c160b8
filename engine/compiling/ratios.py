"""Typed tree -> source of a function from inputs of known kinds to a number: the body that is quick.

Numbers are pairs of whole numbers in variables, never reduced; constants are folded and their factors brought together,
comparisons multiplied across, parts that stand twice computed once. Which inputs are absent is part of the kinds, so
that N/A, its reasons and what is carried are known while source is generated. Whatever cannot be decided then (a
divisor that is 0, a number that is very long) is handed on to the general body by `return other(inputs)`; formulas that
need more than this raise UnfitForRatios and have no such body.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from typing import Any

from engine.compiling import joined
from engine.compiling.entry import KINDS, Entry, decimal_text, write_entry
from engine.compiling.number import MarkedNumber, Number, Result, result_of
from engine.compiling.ratio import (
    Facts,
    Known,
    Ratio,
    Reasons,
    Shown,
    Text,
    Truth,
    UnfitForRatios,
    as_ratio,
    compared,
    placeholder,
    product_code,
    ratio,
    sign_told,
)
from engine.compiling.writer import Block, Writer, remark
from engine.evaluation import combine, finish
from engine.evaluation.formula import limits
from engine.evaluation.frame import Frame
from engine.evaluation.reference import operands
from engine.language import typed
from engine.language.types import Type
from engine.language.values import Outcome, Range, merged
from engine.record import dataclass, replace

__all__ = ["KINDS", "UnfitForRatios", "decimal_text", "write_ratios"]

OTHER = "return other(inputs)"
OPERATORS = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


@dataclass(slots=True)
class Place:
    """Where source is being written: the block, what is known there, and what was computed before."""

    writer: Writer
    block: Block
    facts: Facts = field(default_factory=Facts)
    names: Mapping[str, Shown] = field(default_factory=dict)
    done: dict[typed.Typed, Shown] = field(default_factory=dict)

    def inside(self, signs: tuple[tuple[str, bool], ...] = ()) -> Place:
        """A branch: what becomes known and computed there is forgotten behind it. `signs`: what its condition told."""
        made = Place(self.writer, self.block.inside(), self.facts.copy(), self.names, dict(self.done))
        made.facts.learn(signs)
        return made

    def put(self, line: str, text: str = "") -> None:
        self.block.put(line, text)

    def branch(self, heading: str, other: Place) -> None:
        """A branch that is complete."""
        self.put(heading)
        self.block.take(other.block, charged=False)

    def variable(self, stem: str, bits: int) -> str:
        name = self.writer.fresh(stem)
        self.facts.bits[name] = bits
        return name


def write_ratios(
    node: typed.Typed, kinds: Mapping[str, type], types: Mapping[str, Type], writer: Writer, natural: bool
) -> None:
    """A function `formula(inputs)` in the source. `natural`: whole numbers below 0 are left to `other`."""
    writer.objects.update({"Number": Number, "MarkedNumber": MarkedNumber, "Result": Result, "Outcome": Outcome})
    block, facts = Block(), Facts()
    names = write_entry(Entry(kinds, types, natural), block, writer, facts)
    _give(node, Place(writer, block, facts, names), ())
    writer.add(f"def formula(inputs):  # {remark(node.span)}", block)


# ---- what is returned


def _give(node: typed.Typed, place: Place, under: Reasons) -> None:
    """The lines that return a node. `under`: what lies under it because of the conditions passed."""
    match node:
        case typed.Labelled(_, operand):
            _give(operand, place, under)
        case typed.If():
            condition = _truth(node.condition, place)
            under = merged((under, _absent(condition), condition.under))
            if isinstance(condition, Known):
                _give(node.then if condition.outcome.value is True else node.otherwise, place, under)
                return
            inside = place.inside(condition.then)
            _give(node.then, inside, under)
            place.branch(f"if {condition.code}:", inside)
            place.facts.learn(condition.otherwise)
            _give(node.otherwise, place, under)
        case typed.Clamp() | typed.Builtin() if _is_extreme(node):
            joined_ = _extreme(node, place, under)
            if joined_ is not None:
                _return(joined_, place, under)
        case _:
            _return(_write(node, place), place, under)


def _absent(shown: Shown) -> Reasons:
    return shown.outcome.reasons if isinstance(shown, Known) else ()


def _return(shown: Shown, place: Place, under: Reasons) -> None:
    under = merged((under, shown.under))
    match shown:
        case Known(outcome):
            whole = replace(outcome, carried=under)
            place.put(f"return {place.writer.constant('GIVEN', result_of(whole, limits(whole)))}")
        case Ratio(scale, above, below):
            pair = f"{product_code(scale.numerator, above)}, {product_code(scale.denominator, below)}"
            marks = f", {place.writer.constant('UNDER', under)}" if under else ""
            place.put(f"return {'MarkedNumber' if under else 'Number'}({pair}{marks})")
        case Text(code) | Truth(code):
            marks = f", (), {place.writer.constant('UNDER', under)}" if under else ""
            place.put(f"return Result(Outcome({code}{marks}))")


# ---- values


def _write(node: typed.Typed, place: Place) -> Shown:
    """The lines that compute a node, and what is known of it."""
    if node in place.done:
        return place.done[node]
    shown = _written(node, place)
    if isinstance(node, typed.Arithmetic | typed.Builtin | typed.Clamp | typed.Round) and not isinstance(shown, Known):
        place.done[node] = shown
    return shown


def _written(node: typed.Typed, place: Place) -> Shown:
    match node:
        case typed.Literal(outcome):
            return Known(outcome)
        case typed.Local(name):
            return place.names[name]
        case typed.Labelled(_, operand):
            return _write(operand, place)
        case typed.Let(name, value, body):
            first = _write(value, place)
            within = Place(place.writer, place.block, place.facts, {**place.names, name: first})
            return _write(body, within)
        case typed.If():
            return _chosen(node, place)
        case typed.Logic():
            return _logic(node, place)
        case typed.Member(value, typed.RangeOf() | typed.ListOf()):
            return _member(node, place)
        case typed.Clamp() | typed.Builtin() if _is_extreme(node):
            return _held(_extreme(node, place, None))
        case typed.Builtin(_, (typed.ListOf(items),)):
            return _of_list(node, tuple(_write(item, place) for item in items), place)
        case typed.Arithmetic():
            node = _flat(node)
            return _strict(node, tuple(_write(part, place) for part in node.operands), place)
        case typed.Negate() | typed.Compare() | typed.IsNull() | typed.Not() | typed.Absence():
            return _strict(node, tuple(_write(part, place) for part in operands(node)), place)
        case typed.Builtin() | typed.Round() | typed.Power():
            return _strict(node, tuple(_write(part, place) for part in operands(node)), place)
    raise UnfitForRatios


def _strict(node: typed.Strict, given: tuple[Shown, ...], place: Place) -> Shown:
    """Constants are folded by the evaluator itself, which also says what is absent and why."""
    if isinstance(node, typed.IsNull) or all(isinstance(one, Known) for one in given):
        return Known(finish.combined(node, tuple(map(placeholder, given)), Frame()))
    outcomes = tuple(map(placeholder, given))
    if isinstance(node, typed.Builtin):
        names = [parameter.absence for parameter in node.function.parameters]
        if any(absence != "stops" for absence in names):
            raise UnfitForRatios
    nothing = combine.absent(outcomes)
    if nothing is not None:
        return Known(nothing)
    under = combine.carried(outcomes)
    match node:
        case typed.Negate():
            return _scaled(as_ratio(given[0]), Fraction(-1), under, place)
        case typed.Arithmetic():
            return _chain(node, tuple(map(as_ratio, given)), under, place)
        case typed.Compare():
            return _compared(node.operator, given[0], given[1], under, place)
        case typed.Not() if isinstance(given[0], Truth):
            return Truth(f"not ({given[0].code})", under, given[0].otherwise, given[0].then)
        case typed.Builtin() | typed.Round():
            return joined.rounded(node, given, under, place)
    raise UnfitForRatios


def _held(shown: Shown | None) -> Shown:
    assert shown is not None
    return shown


def _flat(node: typed.Arithmetic) -> typed.Arithmetic:
    """A sum in which the sums among its summands are taken up: exact numbers may be added in any order."""
    if node.operators[0] not in "+-":
        return node
    parts: list[tuple[str, typed.Typed]] = []
    for sign, operand in zip(("+", *node.operators), node.operands, strict=True):
        inner = _flat(operand) if isinstance(operand, typed.Arithmetic) else None
        if inner is None or inner.operators[0] not in "+-":
            parts.append((sign, operand))
            continue
        for own, part in zip(("+", *inner.operators), inner.operands, strict=True):
            parts.append(("+" if own == sign else "-", part))
    operators: Any = tuple(sign for sign, _ in parts[1:])
    return replace(node, operands=tuple(part for _, part in parts), operators=operators)


def _scaled(one: Ratio, factor: Fraction, under: Reasons, place: Place) -> Shown:
    return ratio(one.scale * factor, one.above, one.below, under, place.facts)


def _chain(node: typed.Arithmetic, given: tuple[Ratio, ...], under: Reasons, place: Place) -> Shown:
    """Factors are brought together; a sum is computed at once, over one line."""
    if node.operators[0] in "+-":
        signs = (1, *(1 if operator == "+" else -1 for operator in node.operators))
        signed = tuple(replace(one, scale=one.scale * sign) for one, sign in zip(given, signs, strict=True))
        return joined.sum_of(signed, under, place, remark(node.span))
    total = given[0]
    for operator, one in zip(node.operators, given[1:], strict=True):
        if operator == "/":
            if not one.scale:
                return Known(combine.chain(node, tuple(map(_any_value, given))))
            one = _inverse(one, place)
        made = ratio(total.scale * one.scale, total.above + one.above, total.below + one.below, under, place.facts)
        total = as_ratio(made)
    return ratio(total.scale, total.above, total.below, under, place.facts)


def _any_value(one: Ratio) -> Outcome:
    return Outcome(Fraction(1) if one.above or one.below else one.scale, (), one.under)


def _inverse(one: Ratio, place: Place) -> Ratio:
    """A divisor that is not 0; where it is 0, the general body says where."""
    for variable in dict.fromkeys(one.above):
        if variable not in place.facts.nonzero:
            place.put(f"if not {variable}:")
            place.put(f"    {OTHER}")
            place.facts.learn(((variable, False),))
    return Ratio(1 / one.scale, one.below, one.above, one.under)


def _compared(operator: str, left: Shown, right: Shown, under: Reasons, place: Place) -> Shown:
    if isinstance(left, Text | Known) and isinstance(right, Text | Known) and operator in ("=", "!="):
        texts = [_text(one) for one in (left, right)]
        if all(text is not None for text in texts):
            return Truth(f"{texts[0]} {OPERATORS[operator]} {texts[1]}", under)
    sign, one, other = OPERATORS[operator], as_ratio(left), as_ratio(right)
    return sign_told(sign, one, other, compared(sign, one, other, place.facts), under)


def _text(shown: Shown) -> str | None:
    if isinstance(shown, Text):
        return shown.variable
    value = shown.outcome.value if isinstance(shown, Known) else None
    return repr(value) if isinstance(value, str) else None


# ---- conditions


def _truth(node: typed.Typed, place: Place) -> Truth | Known:
    shown = _write(node, place)
    if isinstance(shown, Known) and isinstance(shown.outcome.value, bool | None):
        return shown
    if not isinstance(shown, Truth):
        raise UnfitForRatios
    return shown


def _logic(node: typed.Logic, place: Place) -> Shown:
    """Answers that are all there and carry nothing: Python's own `and` and `or`. What is absent is known beforehand."""
    deciding = node.operator == "or"
    codes: list[str] = []
    at, variable = place, ""
    opened: list[tuple[Place, Place]] = []
    for operand in node.operands:
        inside = at.inside() if codes else at
        shown = _truth(operand, inside)
        if shown.under or (isinstance(shown, Known) and shown.outcome.value is None):
            return _undecided(node, place)
        if isinstance(shown, Known):
            if shown.outcome.value is not deciding:
                continue
            shown = Truth(str(deciding))
        if codes and inside.block.lines:
            variable = variable or place.writer.fresh("c")
            at.put(f"{variable} = {_together(codes, node.operator)}")
            opened.append((at, inside))
            at, codes = inside, []
        codes.append(shown.code)
        if shown.code == str(deciding):
            break
    if not codes:
        return Known(Outcome(not deciding))
    if not variable:
        return Truth(_together(codes, node.operator))
    at.put(f"{variable} = {_together(codes, node.operator)}")
    for outer, inner in reversed(opened):
        outer.branch(f"if not {variable}:" if deciding else f"if {variable}:", inner)
    return Truth(variable)


def _undecided(node: typed.Logic, place: Place) -> Shown:
    """With something absent among the answers, only what is known beforehand altogether can be decided here."""
    answers = []
    for operand in node.operands:
        inside = place.inside()
        shown = _truth(operand, inside)
        if not isinstance(shown, Known) or inside.block.lines:
            raise UnfitForRatios
        answers.append(shown.outcome)
        if shown.outcome.value is (node.operator == "or") and shown.outcome.status == "final":
            break
    together = tuple(answers)
    return Known(combine.any_of(together) if node.operator == "or" else combine.all_of(together))


def _together(codes: list[str], operator: str) -> str:
    return codes[0] if len(codes) == 1 else f" {operator} ".join(f"({code})" for code in codes)


def _member(node: typed.Member, place: Place) -> Shown:
    """`in` a range or a list of values that are all there."""
    value = _write(node.value, place)
    container = node.container
    if isinstance(container, typed.RangeOf):
        low, high = (_write(end, place) for end in (container.low, container.high))
        _present(value, low, high)
        first = _compared(">=" if container.low_closed else ">", value, low, (), place)
        second = _compared("<=" if container.high_closed else "<", value, high, (), place)
        return Truth(_together([_code(first), _code(second)], "and"))
    assert isinstance(container, typed.ListOf)
    items = tuple(_write(item, place) for item in container.items)
    _present(value, *items)
    if not items or any(isinstance(one, Known) and isinstance(one.outcome.value, Range | tuple) for one in items):
        raise UnfitForRatios
    return Truth(_together([_code(_compared("=", value, item, (), place)) for item in items], "or"))


def _present(*all_shown: Shown) -> None:
    """Nothing here is absent or carries anything."""
    for shown in all_shown:
        if shown.under or (isinstance(shown, Known) and shown.outcome.value is None):
            raise UnfitForRatios


def _code(shown: Shown) -> str:
    if isinstance(shown, Truth):
        return shown.code
    raise UnfitForRatios


# ---- choices


def _chosen(node: typed.If, place: Place) -> Shown:
    """A value that one of two branches gives; a branch without a value is left to the general body."""
    condition = _truth(node.condition, place)
    under = merged((_absent(condition), condition.under))
    if isinstance(condition, Known):
        shown = _write(node.then if condition.outcome.value is True else node.otherwise, place)
        return joined.also_under(shown, under)
    branches = []
    for branch, signs in ((node.then, condition.then), (node.otherwise, condition.otherwise)):
        inside = place.inside(signs)
        branches.append((inside, _write(branch, inside)))
    return joined.also_under(joined.either(condition.code, branches, place), under)


def _is_extreme(node: typed.Typed) -> bool:
    if isinstance(node, typed.Builtin):
        list_ = node.arguments[0]
        return node.function.name in ("min", "max") and isinstance(list_, typed.ListOf) and bool(list_.items)
    return isinstance(node, typed.Clamp)


def _extreme(node: typed.Clamp | typed.Builtin, place: Place, giving: Reasons | None) -> Shown | None:
    """The value that remains of several; with `giving` it is returned in the source, as soon as it is known, and None
    comes out of here."""
    if isinstance(node, typed.Builtin):
        items = node.arguments[0].items  # type: ignore[union-attr]
        steps = [("<" if node.function.name == "min" else ">", item) for item in items[1:]]
        first = items[0]
    else:
        steps = [(sign, end) for sign, end in (("<-", node.low), (">-", node.high)) if end is not None]
        first = node.operand
    shown = [_write(part, place) for part in (first, *(part for _, part in steps))]
    outcomes = tuple(map(placeholder, shown))
    nothing = combine.absent(outcomes)
    if nothing is not None or all(isinstance(one, Known) for one in shown):
        known = Known(nothing or finish.combined(node, _gathered(node, outcomes), Frame()))
        if giving is None:
            return known
        _return(known, place, giving)
        return None
    under = combine.carried(outcomes)
    value, *others = map(joined.bare, shown)
    for at, ((sign, _), other) in enumerate(zip(steps, others, strict=True)):
        # `<` of min: the other is taken if it is less. `<-` of a bound: it is taken if the value is less.
        left, right = (value, other) if sign.endswith("-") else (other, value)
        condition = _compared(sign[0], left, right, (), place)
        last = at == len(steps) - 1
        if giving is not None and last:
            inside = place.inside()
            _return(joined.also_under(other, under), inside, giving)
            place.branch(f"if {_code(condition)}:", inside)
            _return(joined.also_under(value, under), place, giving)
            return None
        value = joined.either(_code(condition), [(place.inside(), other), (place.inside(), value)], place)
    return joined.also_under(value, under)


def _gathered(node: typed.Clamp | typed.Builtin, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    return (Outcome(outcomes),) if isinstance(node, typed.Builtin) else outcomes


def _of_list(node: typed.Builtin, items: tuple[Shown, ...], place: Place) -> Shown:
    """A function of a list that is written out."""
    outcomes = tuple(map(placeholder, items))
    if all(isinstance(one, Known) for one in items):
        return Known(finish.combined(node, (Outcome(outcomes),), Frame()))
    if node.function.name not in ("sum", "mean") or not items:
        raise UnfitForRatios
    nothing = combine.absent(outcomes)
    if nothing is not None:
        return Known(nothing)
    under = combine.carried(outcomes)
    total = joined.sum_of(tuple(map(as_ratio, items)), under, place, remark(node.span))
    share = Fraction(1) if node.function.name == "sum" else Fraction(1, len(items))
    return _scaled(as_ratio(total), share, under, place)
