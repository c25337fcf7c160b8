"""Functions of the language: which units they need and give, where they have no result, and what they can give."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.analysis import arithmetic, facts, ranges
from engine.analysis import range_problems as doubt
from engine.analysis import unit_problems as problem
from engine.analysis.facts import ANYTHING, NOTHING, Fact, Many, Nothing, Number, Text, Truth
from engine.analysis.ranges import ALL, COUNT, Range
from engine.analysis.seen import Seen
from engine.analysis.units import FREE, PLAIN, Measure, raised
from engine.diagnostics.model import Message, say
from engine.language import calls, typed
from engine.record import dataclass, replace

if TYPE_CHECKING:
    from engine.analysis.infer import Inference

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Call:
    """A call with what is known of its arguments; an optional one that was not given is None."""

    node: typed.Builtin
    known: tuple[Fact | None, ...]
    infer: Inference
    seen: Seen

    @property
    def name(self) -> str:
        return self.node.function.name

    def argument(self, at: int) -> typed.Typed:
        """The formula of an argument that is there."""
        found = self.node.arguments[at]
        assert found is not None
        return found

    def number(self, at: int) -> Number:
        """What is known of a number; nothing where it is none."""
        fact = self.known[at]
        return fact if isinstance(fact, Number) else Number()

    @property
    def absent(self) -> bool:
        return any(fact is not None and fact.absent for fact in self.known)

    def need(self, at: int, needs: Message) -> None:
        """Reports that there is no result for some values of an argument."""
        fact = self.number(at)
        if not self.seen.dead and not fact.range.empty:
            found = doubt.outside_domain(self.argument(at).span, self.name, needs, fact.origin)
            self.seen.findings.found(found, self.seen.calls)

    def plain(self, at: int) -> bool:
        """Whether an argument is a plain number; reported if it has a unit."""
        return arithmetic.plain_numbers((self.argument(at),), (self.number(at),), self.name, self.infer, self.seen)


def called(node: typed.Builtin, infer: Inference, seen: Seen) -> Fact:
    """What a call gives."""
    known = tuple(None if argument is None else infer.fact(argument, seen) for argument in node.arguments)
    call = Call(node, known, infer, seen)
    if not _accepted(call):
        return ANYTHING
    rule = RULES.get(node.function.name)
    if rule is not None:
        return rule(call)
    kinds = tuple(None if fact is None else facts.type_of(fact) for fact in known)
    return facts.of_type(node.function.result_type(kinds), call.absent)


def _accepted(call: Call) -> bool:
    """Whether the arguments are of the right kinds, where that shows only now: inside a function of a rule file."""
    good = True
    for parameter, argument, fact in zip(call.node.function.parameters, call.node.arguments, call.known, strict=True):
        if argument is None or fact is None or isinstance(fact, Nothing):
            continue
        seen_as = arithmetic.as_known(argument, fact)
        if seen_as is not argument:
            good = calls.accepts(parameter, seen_as, call.name, arithmetic.sink_of(call.seen)) and good
    return good


# ---- numbers


def _absolute(call: Call) -> Fact:
    fact = call.number(0)
    return replace(fact, range=ranges.absolute(fact.range), absent=call.absent)


def _rounding(call: Call) -> Fact:
    """The unit stays; the result is less than a step away."""
    fact = call.number(0)
    scale = call.known[1] if len(call.known) > 1 else None
    if scale is not None and not call.plain(1):
        return ANYTHING
    whole = scale is None or (isinstance(scale, Number) and _is_whole(scale.range))
    if not whole and not isinstance(scale, Nothing):
        call.need(1, say("a whole number"))
    places = Fraction(0) if scale is None else scale.range.point if isinstance(scale, Number) else None
    if places is None or not whole or abs(places) > 100:
        return replace(fact, range=ALL, absent=True)
    step = Fraction(10) ** -places.numerator
    way = {"floor": math.floor, "ceiling": math.ceil}.get(call.name)
    range_ = ranges.rounded(fact.range, step, way)
    return replace(fact, range=range_, absent=call.absent, written=False)


def _modulo(call: Call) -> Fact:
    nodes = (call.argument(0), call.argument(1))
    unit = arithmetic.alike(nodes, (call.number(0), call.number(1)), "modulo", call.infer, call.seen)
    divisor = call.number(1).range
    if divisor.holds(ZERO):
        call.need(1, say("a divisor other than 0"))
    bound = Range(ZERO, divisor.high, True, False) if divisor.above(ZERO) else ALL
    return Number(bound, unit, absent=call.absent or divisor.holds(ZERO))


def _root(call: Call) -> Fact:
    fact = call.number(0)
    if fact.range.low is None or fact.range.low < 0:
        call.need(0, say("a number that is not negative"))
    unit: Measure = fact.unit if isinstance(fact.unit, str) else PLAIN
    if not arithmetic.is_plain(fact.unit, call.infer):
        unit = raised(fact.unit, Fraction(1, 2))
        if not isinstance(unit, str) and any(power.denominator != 1 for _, power in unit):
            call.plain(0)
            return ANYTHING
    return Number(Range(low=ZERO), unit, absent=call.absent, origin=fact.origin)


def _exponential(call: Call) -> Fact:
    call.plain(0)
    return Number(Range(ZERO, None, False), FREE, absent=call.absent)


def _logarithm(call: Call) -> Fact:
    call.plain(0)
    low = call.number(0).range
    if not low.above(ZERO):
        call.need(0, say("a number above 0"))
    return Number(ALL, FREE, absent=call.absent)


def _parity(call: Call) -> Fact:
    if not _is_whole(call.number(0).range):
        call.need(0, say("a whole number"))
    return Truth(absent=True)


def _is_whole(range_: Range) -> bool:
    return range_.step is not None and range_.step.denominator == 1


# ---- lists


def _list(call: Call, at: int = 0) -> Many | None:
    fact = call.known[at]
    return fact if isinstance(fact, Many) else None


def _count(call: Call) -> Fact:
    list_ = _list(call)
    some = list_ is not None and list_.empty == "never"
    return Number(Range(low=Fraction(1), step=facts.ONE) if some else COUNT, PLAIN, absent=call.absent)


def _element(call: Call) -> Fact:
    """What an aggregate works on. A list that can be empty, and members with units of their own, are reported."""
    list_ = _list(call)
    if list_ is None:
        return NOTHING if isinstance(call.known[0], Nothing) else ANYTHING
    argument = call.argument(0)
    if list_.empty == "possible" and not call.seen.dead:
        words = argument.span.text.strip()
        call.seen.findings.found(doubt.empty_aggregate(argument.span, call.name, words), call.seen.calls)
    element = list_.element
    if isinstance(element, Number):
        unit = arithmetic.alike((argument,), (element,), call.name, call.infer, call.seen)
        element = replace(element, unit=unit)
    return facts.may_be_absent(element, element.absent or list_.absent or list_.empty != "never")


def _extreme(call: Call) -> Fact:
    """The least or the greatest of members that may be written out, each with what is known of it."""
    element = _element(call)
    argument = call.argument(0)
    if not isinstance(element, Number) or not isinstance(argument, typed.ListOf):
        return element
    parts = tuple(call.infer.fact(item, replace(call.seen, dead=True)) for item in argument.items)
    arithmetic.percent_signs(argument.items, parts, call.infer, call.seen)
    known = [fact for fact in parts if isinstance(fact, Number)]
    combine = ranges.lesser if call.name == "min" else ranges.greater
    range_ = known[0].range if known else element.range
    for fact in known[1:]:
        range_ = combine(range_, fact.range)
    return replace(element, range=range_)


def _total(call: Call) -> Fact:
    element = _element(call)
    if not isinstance(element, Number):
        return element
    low, high = element.range.low, element.range.high
    bottom = low if low is not None and low >= 0 else None
    top = high if high is not None and high <= 0 else None
    closed = element.range.low_closed if bottom is not None else True, element.range.high_closed
    range_ = Range(bottom, top, closed[0], closed[1] if top is not None else True, step=element.range.step)
    return replace(element, range=range_, written=False)


def _middle(call: Call) -> Fact:
    """Something between the least and the greatest member."""
    element = _element(call)
    if not isinstance(element, Number):
        return element
    range_ = replace(element.range, step=None, nonzero=not element.range.holds(ZERO) and _one_sided(element.range))
    return replace(element, range=range_, written=False)


def _one_sided(range_: Range) -> bool:
    return range_.above(ZERO) or range_.below(ZERO)


def _deviation(call: Call) -> Fact:
    element = _element(call)
    return replace(element, range=Range(low=ZERO), absent=True) if isinstance(element, Number) else element


def _product(call: Call) -> Fact:
    element = _element(call)
    if not isinstance(element, Number):
        return element
    if not arithmetic.is_plain(element.unit, call.infer):
        arithmetic.note_own(call.seen, element.unit)
        found = problem.no_plain_number(call.argument(0).span, call.name, arithmetic.side(element))
        arithmetic.sink_of(call.seen)(found)
        return ANYTHING
    positive = element.range.low is not None and element.range.low >= 0
    closed = not element.range.above(ZERO)
    return replace(element, range=Range(ZERO, None, closed) if positive else ALL, written=False)


def _mode(call: Call) -> Fact:
    list_ = _list(call)
    if list_ is None:
        return ANYTHING
    if isinstance(list_.element, Number):
        arithmetic.alike((call.argument(0),), (list_.element,), call.name, call.infer, call.seen)
    return Many(facts.may_be_absent(list_.element, False), list_.empty, list_.absent or list_.element.absent)


def _truth(call: Call) -> Fact:
    return Truth(absent=True)


def _contains(call: Call) -> Fact:
    """The element is compared with each member."""
    list_, element = _list(call), call.known[1]
    if list_ is not None and element is not None:
        nodes = (call.argument(0), call.argument(1))
        arithmetic.alike(nodes, (list_.element, element), call.name, call.infer, call.seen)
    return Truth(absent=True)


def _same(call: Call) -> Fact:
    """Members of the list, maybe fewer of them; the position may not be there."""
    list_ = _list(call)
    if list_ is None:
        return ANYTHING
    kept = call.name in ("reverse", "distinct values")
    return replace(list_, empty=list_.empty if kept else "possible", absent=call.absent or not kept)


def _joined(call: Call) -> Fact:
    """`append`, `insert before`: members of the list and new ones, which must be alike. There may be no position."""
    list_ = _list(call)
    new = call.known[-1]
    added = new.element if isinstance(new, Many) and call.name == "append" else new
    if list_ is None or added is None:
        return ANYTHING
    element = _alike(call, (list_.element, added))
    return Many(element, "never", call.absent or call.name == "insert before")


def _all_lists(call: Call) -> Fact:
    """`concatenate`, `union`: members of all lists, which must be alike."""
    lists = _list(call)
    inner = lists.element if lists is not None else None
    if not isinstance(inner, Many):
        return ANYTHING
    return Many(inner.element, inner.empty, call.absent or inner.absent)


def _flattened(call: Call) -> Fact:
    list_ = _list(call)
    if list_ is None:
        return ANYTHING
    element: Fact = list_.element
    empty = list_.empty
    while isinstance(element, Many):
        empty = facts.emptier(empty, element.empty)
        element = element.element
    return Many(element, empty, call.absent)


def _alike(call: Call, known: tuple[Fact, ...]) -> Fact:
    from engine.analysis import branches

    places = [call.argument(0).span, call.argument(len(call.known) - 1).span]
    return branches.together(list(zip(places, known, strict=True)), call.infer, call.seen)


def _text(call: Call) -> Fact:
    return Text(absent=True)


def _plain_count(call: Call) -> Fact:
    return Number(COUNT, PLAIN, absent=call.absent)


def _read(call: Call) -> Fact:
    """A number read from a text takes the unit beside it."""
    return Number(ALL, FREE, absent=True)


def _positions(call: Call) -> Fact:
    return Many(Number(Range(low=facts.ONE, step=facts.ONE), PLAIN, absent=False), "possible", call.absent)


RULES: Mapping[str, Callable[[Call], Fact]] = {
    "abs": _absolute,
    **dict.fromkeys(
        ("floor", "ceiling", "decimal", "round up", "round down", "round half up", "round half down"), _rounding
    ),
    "modulo": _modulo,
    "sqrt": _root,
    "exp": _exponential,
    "log": _logarithm,
    **dict.fromkeys(("odd", "even"), _parity),
    "count": _count,
    **dict.fromkeys(("min", "max"), _extreme),
    "sum": _total,
    **dict.fromkeys(("mean", "median"), _middle),
    "stddev": _deviation,
    "product": _product,
    "mode": _mode,
    **dict.fromkeys(("all", "any", "contains", "starts with", "ends with"), _truth),
    **dict.fromkeys(("remove", "reverse", "sublist", "distinct values"), _same),
    **dict.fromkeys(("append", "insert before"), _joined),
    **dict.fromkeys(("concatenate", "union"), _all_lists),
    "list contains": _contains,
    "flatten": _flattened,
    "index of": _positions,
    "string length": _plain_count,
    **dict.fromkeys(
        ("substring", "upper case", "lower case", "substring before", "substring after", "string join", "string"), _text
    ),
    "number": _read,
}
