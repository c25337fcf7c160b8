"""Units and ranges of numbers under operators, bounds and rounding, and of what a rule declares as its result."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.analysis import facts, ranges
from engine.analysis import range_problems as doubt
from engine.analysis import unit_problems as problem
from engine.analysis.facts import ANYTHING, NOTHING, Between, Fact, Nothing, Number, Text
from engine.analysis.range_words import number, range_words
from engine.analysis.ranges import ALL, Range
from engine.analysis.seen import SELF, Seen
from engine.analysis.units import FREE, UNKNOWN, Measure, is_own, multiplied, own_unit, raised, spelled
from engine.diagnostics.model import Diagnostic
from engine.language import operators, typed
from engine.language.typed import Limits
from engine.language.types import ANY, ListType
from engine.manual.checked import Rule
from engine.record import replace
from engine.source import Span

if TYPE_CHECKING:
    from engine.analysis.infer import Inference

Sink = Callable[[Diagnostic], None]
TOO_MUCH = 20  # of a ratio that is no declared percentage: `a / b > 3` may be meant
MUCH = 2  # a percentage from here on was hardly meant without its sign: 1.5 may be 150%, 90 is not 9,000%


def sink_of(seen: Seen) -> Sink:
    """Where findings that hold once go; nowhere from a place that is never reached."""
    return (lambda found: None) if seen.dead else (lambda found: seen.findings.found(found, seen.calls))


def as_known(node: typed.Typed, fact: Fact) -> typed.Typed:
    """The node with the kind that is known now, where the checker could not know it: inside a function."""
    unknown = node.type == ANY or isinstance(node, typed.Local)
    unknown = unknown or (isinstance(node.type, ListType) and node.type.element == ANY)
    return replace(node, type=facts.type_of(fact)) if unknown and not isinstance(node, typed.Literal) else node


def numbers(nodes: tuple[typed.Typed, ...], known: tuple[Fact, ...], operator: str, seen: Seen) -> bool:
    """Whether all of these are numbers; what is not is reported as the checker would have done."""
    good = [
        operators.number(as_known(node, fact), operator, sink_of(seen)) for node, fact in zip(nodes, known, strict=True)
    ]
    return all(good)


def plain_numbers(
    nodes: tuple[typed.Typed, ...], known: tuple[Fact, ...], operator: str, infer: Inference, seen: Seen
) -> bool:
    """Whether all of these are numbers without a unit."""
    if not numbers(nodes, known, operator, seen):
        return False
    for node, fact in zip(nodes, known, strict=True):
        if isinstance(fact, Number) and not is_plain(fact.unit, infer):
            note_own(seen, fact.unit)
            sink_of(seen)(problem.no_plain_number(node.span, operator, side(fact)))
            return False
    return True


def is_plain(unit: Measure, infer: Inference) -> bool:
    """Whether nothing is left of a unit."""
    return isinstance(unit, str) or not infer.declared.algebra.settled(unit)


def side(fact: Fact) -> problem.Side:
    """One side of a contradiction."""
    if not isinstance(fact, Number):
        return "", None
    name = fact.origin.text if fact.percent and fact.origin is not None else ""
    return spelled(fact.unit) or name, fact.origin


def note_own(seen: Seen, *units: Measure) -> None:
    """Remembers that a finding rests on the unknown unit of an entry."""
    if any(_is_owned(unit) for unit in units):
        seen.findings.own_unit = True


def alike(
    nodes: tuple[typed.Typed, ...], known: tuple[Fact, ...], operator: str, infer: Inference, seen: Seen
) -> Measure:
    """The one unit of values that are added, compared or bounded by each other; reported where they differ."""
    algebra = infer.declared.algebra
    unit: Measure = FREE
    first: Fact = NOTHING
    for node, fact in zip(nodes, known, strict=True):
        if not isinstance(fact, Number):
            continue
        if _anybodys(fact.unit) or not algebra.same(unit, fact.unit):
            note_own(seen, fact.unit, unit)
            report = sink_of(seen)
            if _anybodys(fact.unit) or _anybodys(unit) or (_is_owned(fact.unit) and _is_owned(unit)):
                report(problem.own_units_together(node.span, operator, fact.origin))
            else:
                sides = (side(first), side(fact))
                cause = sides[1][1] or sides[0][1]
                report(problem.unequal_units(node.span, problem.together(operator, *sides), *sides, cause=cause))
            return UNKNOWN
        first = fact if isinstance(unit, str) and not isinstance(fact.unit, str) else first
        unit = algebra.joined(unit, fact.unit)
    return unit


def _is_owned(unit: Measure) -> bool:
    return not isinstance(unit, str) and any(is_own(code) for code, _ in unit)


def _anybodys(unit: Measure) -> bool:
    return not isinstance(unit, str) and any(is_own(code) and code.endswith(" each") for code, _ in unit)


def percent_signs(nodes: tuple[typed.Typed, ...], known: tuple[Fact, ...], infer: Inference, seen: Seen) -> None:
    """A number that is compared with a percentage, or bounds it, and was written without its `%`."""
    others = [fact for fact in known if isinstance(fact, Number) and not fact.written]
    percent = next((fact for fact in others if fact.percent), None)
    scaled = next((fact for fact in others if not is_plain(fact.unit, infer)), None)
    for node in nodes if not seen.dead else ():
        if percent is not None:
            percent_sign(node, percent, seen)
        elif scaled is not None:
            _needless_sign(node, scaled, seen)


def _needless_sign(node: typed.Typed, other: Number, seen: Seen) -> None:
    text = node.span.text.strip()
    if isinstance(node, typed.Literal) and node.constant is None and text.endswith("%"):
        value = node.outcome.value
        if isinstance(value, Fraction):
            found = problem.percent_beside_other(node.span, text, number(value, False), side(other))
            seen.findings.found(found, seen.calls)


def percent_sign(node: typed.Typed, percent: Number, seen: Seen) -> None:
    """Reports a written number that stands for a percentage and is too large to be meant as it stands."""
    if not isinstance(node, typed.Literal) or node.constant is not None or seen.dead:
        return
    value, text = node.outcome.value, node.span.text.strip()
    before = node.span.source.text[: node.span.start]
    if before[-1:] == "," and before[-2:-1].isdigit():
        return  # `0,5` is one number with a comma, which is another mistake
    much = MUCH if percent.origin is not None else TOO_MUCH
    if isinstance(value, Fraction) and not isinstance(value, bool) and abs(value) >= much and not text.endswith("%"):
        seen.findings.found(problem.percent_sign_missing(node.span, text, side(percent)), seen.calls)


def negated(node: typed.Negate, infer: Inference, seen: Seen) -> Fact:
    """`-x`."""
    fact = infer.fact(node.operand, seen)
    if not numbers((node.operand,), (fact,), "-", seen) or not isinstance(fact, Number):
        return fact if isinstance(fact, Nothing) else ANYTHING
    return replace(fact, range=ranges.negated(fact.range))


def chain(node: typed.Arithmetic, infer: Inference, seen: Seen) -> Fact:
    """`a + b - c`, `a * b / c`; `+` alone also joins texts."""
    known = tuple(infer.fact(operand, seen) for operand in node.operands)
    operands = tuple(as_known(operand, fact) for operand, fact in zip(node.operands, known, strict=True))
    if operands != node.operands or any(isinstance(fact, Text) for fact in known):
        if operators.arithmetic(operands, node.operators, node.span, sink_of(seen)) is None:
            return ANYTHING
    absent = any(fact.absent for fact in known)
    if any(isinstance(fact, Text) for fact in known):
        return Text(absent=absent)
    plain = [fact for fact in known if isinstance(fact, Number)]
    if len(plain) != len(known):
        if node.operators[0] in ("+", "-"):
            alike(node.operands, known, node.operators[0], infer, seen)
        for operator, operand, fact in zip(node.operators, node.operands[1:], known[1:], strict=True):
            if operator == "/" and isinstance(fact, Number):
                _divisor(operand, fact, infer, seen)
        return ANYTHING if not any(isinstance(fact, facts.Nothing) for fact in known) else NOTHING
    if node.operators[0] in ("+", "-"):
        return _sum(node, known, plain, absent, infer, seen)
    return _product(node, plain, absent, infer, seen)


def _sum(
    node: typed.Arithmetic, known: tuple[Fact, ...], plain: list[Number], absent: bool, infer: Inference, seen: Seen
) -> Fact:
    operator = node.operators[0] if len(set(node.operators)) == 1 else "+"
    components = [one for one in node.operands if isinstance(one, typed.Labelled)]
    if len(components) == len(node.operands):
        unit = _components(components, plain, infer, seen)
    else:
        unit = alike(node.operands, known, operator, infer, seen)
    range_ = plain[0].range
    for sign, fact in zip(node.operators, plain[1:], strict=True):
        range_ = ranges.added(range_, fact.range if sign == "+" else ranges.negated(fact.range))
    same = node.operators == ("-",) and node.operands[0] == node.operands[1]
    written = all(fact.written for fact in plain)
    origin = next((fact.origin for fact in plain if fact.origin is not None), None)
    percent = any(fact.percent for fact in plain)
    return Number(ranges.just(Fraction(0)) if same else range_, unit, percent, written, absent, origin)


def _components(nodes: list[typed.Labelled], known: list[Number], infer: Inference, seen: Seen) -> Measure:
    """The one unit of weighted components. The one that most of them have is taken for the right one."""
    algebra = infer.declared.algebra
    if any(_anybodys(fact.unit) for fact in known):
        return alike(tuple(nodes), tuple(known), "komponen", infer, seen)
    measured = [fact for fact in known if not isinstance(fact.unit, str)] or known
    first = max(measured, key=lambda fact: sum(algebra.same(fact.unit, other.unit) for other in known))
    unit: Measure = first.unit
    for node, fact in zip(nodes, known, strict=True):
        if not algebra.same(first.unit, fact.unit):
            note_own(seen, fact.unit, first.unit)
            seen.findings.withdraw("W820", node.span)
            read = [infer.fact(part, seen) for part in typed.walk(node) if isinstance(part, typed.Path)]
            sides = [side(one) for one in read if isinstance(one, Number)]
            place = node.operand.operands[1].span if isinstance(node.operand, typed.Arithmetic) else node.span
            words = problem.component(node.label, side(first), side(fact))
            sink_of(seen)(problem.unequal_units(place, words, side(first), *sides, cause=fact.origin))
            return UNKNOWN
        unit = algebra.joined(unit, fact.unit)
    return unit


def _product(node: typed.Arithmetic, plain: list[Number], absent: bool, infer: Inference, seen: Seen) -> Fact:
    result = plain[0]
    for operator, operand, fact in zip(node.operators, node.operands[1:], plain[1:], strict=True):
        sign = 1 if operator == "*" else -1
        if operator == "/":
            absent = _divisor(operand, fact, infer, seen) or absent
        range_ = (ranges.multiplied if sign == 1 else ranges.divided)(result.range, fact.range)
        origin = result.origin if not isinstance(result.unit, str) and result.unit else fact.origin or result.origin
        written = result.written and fact.written
        unit = multiplied(result.unit, fact.unit, sign)
        ratio = sign == -1 and not is_plain(result.unit, infer) and is_plain(unit, infer)
        result = Number(range_, unit, ratio, written, absent, None if ratio else origin)
    return replace(result, absent=absent)


def _divisor(node: typed.Typed, fact: Number, infer: Inference, seen: Seen) -> bool:
    """Whether the divisor can be 0; reported if so."""
    zero = fact.range.holds(Fraction(0))
    if zero and not seen.dead and not fact.range.empty:
        seen.findings.found(doubt.zero_divisor(node.span, node.span.text.strip(), fact.origin), seen.calls)
    return zero


def power(node: typed.Power, infer: Inference, seen: Seen) -> Fact:
    """`base ** exponent`: a unit only under a whole exponent that is written."""
    base, exponent = infer.fact(node.base, seen), infer.fact(node.exponent, seen)
    pair, nodes = (base, exponent), (node.base, node.exponent)
    if not numbers(nodes, pair, "**", seen) or not isinstance(base, Number) or not isinstance(exponent, Number):
        return ANYTHING
    if not plain_numbers((node.exponent,), (exponent,), "**", infer, seen):
        return ANYTHING
    absent = base.absent or exponent.absent
    whole = exponent.range.point
    if whole is not None and whole.denominator == 1:
        if whole < 0:
            _divisor(node.base, base, infer, seen)
        range_ = ranges.power(base.range, whole.numerator)
        return Number(range_, raised(base.unit, whole), False, base.written, absent, base.origin)
    if not plain_numbers((node.base,), (base,), "**", infer, seen):
        return ANYTHING
    _root_domain(node, base, exponent, seen)
    return Number(Range(low=Fraction(0)) if not base.range.below(Fraction(0)) else ALL, FREE if base.written else ())


def _root_domain(node: typed.Power, base: Number, exponent: Number, seen: Seen) -> None:
    from engine.diagnostics.model import say

    low = base.range.low
    whole = exponent.range.step is not None and exponent.range.step.denominator == 1
    if (low is None or low < 0) and not whole and not seen.dead:
        found = doubt.outside_domain(node.base.span, "**", say("a number that is not negative"), base.origin)
        seen.findings.found(found, seen.calls)
    elif base.range.holds(Fraction(0)) and not exponent.range.above(Fraction(0)) and not seen.dead:
        found = doubt.outside_domain(node.base.span, "**", say("a number other than 0"), base.origin)
        seen.findings.found(found, seen.calls)


def range_of(node: typed.RangeOf, infer: Inference, seen: Seen) -> Fact:
    """`[low..high]`: both ends in one unit."""
    known = (infer.fact(node.low, seen), infer.fact(node.high, seen))
    alike((node.low, node.high), known, "..", infer, seen)
    return Between(facts.join(known[0], known[1], infer.declared.algebra))


def result(
    fact: Fact, declared: Rule | typed.Definition, body: typed.Typed, infer: Inference, seen: Seen, name: str = ""
) -> Fact:
    """What a rule gives: in its declared satuan, within its declared limits. What contradicts them is reported."""
    if not isinstance(fact, Number):
        return fact
    algebra = infer.declared.algebra
    entry_unit = own(seen, infer)
    place = declared.unit_place if isinstance(declared, Rule) else None
    unit = fact.unit if declared.unit is None else algebra.declared(declared.unit, entry_unit)
    if place is not None and declared.unit is None:
        unit = UNKNOWN  # the satuan is misspelt, which has been reported
    percent = algebra.is_percent(declared.unit) if declared.unit else fact.percent
    label = name or declared.name
    # What a decree says of its entries is judged by them; where there are none yet, all of them may be in this unit.
    unjudged = fact.unit == own_unit(SELF) and not infer.declared.manual.entries
    if declared.unit is not None and not unjudged and not algebra.gives(fact.unit, unit):
        note_own(seen, fact.unit, unit)
        wanted = spelled(unit) or (declared.unit if percent else "")
        report = problem.wrong_result(_last(body), label, side(fact), (wanted, place))
        sink_of(seen)(report)
    for part in branches_of(body):
        if percent:
            percent_sign(part, Number(percent=True, origin=place), seen)
        elif not isinstance(unit, str) and unit and not any(is_own(code) for code, _ in unit) and not seen.dead:
            _needless_sign(part, Number(unit=unit, origin=place), seen)
    range_ = _proved(fact, declared.limits, label, percent, body, infer, seen)
    return replace(fact, unit=unit, percent=percent, range=range_, written=False, origin=place or fact.origin)


def own(seen: Seen, infer: Inference) -> Measure:
    """What `entri` stands for; nothing in a function."""
    return infer.declared.entry_unit(seen) if seen.here is not None else UNKNOWN


def _last(body: typed.Typed) -> Span:
    """Where a result is computed: its only formula, or the whole."""
    return body.span


def branches_of(body: typed.Typed) -> list[typed.Typed]:
    """The formulas that a result can come from: cells of an output column, branches of `if`."""
    match body:
        case typed.If(_, then, otherwise):
            return branches_of(then) + branches_of(otherwise)
        case typed.Table(_, rows, _):
            return [part for row in rows for part in branches_of(row.output)]
        case typed.Clamp(operand, _, _) | typed.Round(operand, _, _) | typed.Labelled(_, operand):
            return branches_of(operand)
    return [body]


def _proved(
    fact: Number, limits: Limits, name: str, percent: bool, body: typed.Typed, infer: Inference, seen: Seen
) -> Range:
    """The range of a result with declared limits: proved, contradicted, or not to be proved."""
    if limits == typed.UNLIMITED or fact.range.empty:
        return fact.range
    step = Fraction(1, 100) if percent else Fraction(1)
    wanted = Range(limits.lowest, limits.highest)
    inside = ranges.both(fact.range, wanted)
    whole = not limits.whole or (fact.range.step is not None and (fact.range.step / step).denominator == 1)
    declared = range_words(Range(limits.lowest, limits.highest, step=step if limits.whole else None), percent)
    if inside.empty:
        words = range_words(fact.range, percent)
        sink_of(seen)(doubt.outside_range(body.span, name, declared, words))
    elif inside != fact.range or not whole:
        words = range_words(fact.range, percent)
        sink_of(seen)(doubt.not_proved(body.span, name, declared, words))
    return replace(inside, step=step if limits.whole else inside.step)
