"""Typed tree -> lines that compute it on ratios, and what is known of it: the quick body.

Numbers are pairs of whole numbers in variables, never reduced; constants are folded and their factors brought together,
comparisons multiplied across, parts that stand twice computed once. Which inputs are absent is part of the kinds, so
that N/A, its reasons and what is carried are known while source is generated. Whatever cannot be decided then (a
divisor that is 0, a number that is very long) is handed on to the general body by `return other(inputs)`; formulas that
need more than this raise UnfitForRatios and have no such body.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from engine.compiling import cases, joined, members
from engine.compiling.comparing import Finish, all_codes, comparison, remaining, together
from engine.compiling.deciding import decided, handed_on, in_turn
from engine.compiling.place import OTHER, Place
from engine.compiling.ratio import (
    ONE,
    Items,
    Known,
    Ratio,
    Reasons,
    Shown,
    Truth,
    UnfitForRatios,
    as_ratio,
    is_list,
    listed,
    members_of,
    placeholder,
    plain_ratios,
    ratio,
)
from engine.compiling.writer import remark
from engine.evaluation import combine, finish
from engine.evaluation.reference import operands
from engine.language import typed
from engine.language.values import Outcome, merged
from engine.record import replace


def absent_of(shown: Shown) -> Reasons:
    """Why there is no value, if there is none."""
    return shown.outcome.reasons if isinstance(shown, Known) else ()


# ---- values


_REPEATED = (typed.Arithmetic, typed.Builtin, typed.Clamp, typed.Round, typed.Apply)
"""What is computed once where it stands twice."""


def write(node: typed.Typed, place: Place) -> Shown:
    """The lines that compute a node, and what is known of it."""
    place.room.take()
    repeats = isinstance(node, _REPEATED)
    if repeats and node in place.done:
        return place.done[node]
    shown = _written(node, place)
    shown = place.short(shown) if isinstance(shown, Truth) else shown
    if repeats and not isinstance(shown, Known):
        place.done[node] = shown
    return shown


def _written(node: typed.Typed, place: Place) -> Shown:
    match node:
        case typed.Literal(outcome):
            return Known(outcome)
        case typed.Local(name):
            return place.names[name]
        case typed.Arithmetic():
            node = _flat(node)
            given = tuple([write(part, place) for part in node.operands])
            numbers = plain_ratios(given)
            return _strict(node, given, place) if numbers is None else _chain(node, numbers, (), place)
        case typed.Labelled(_, operand):
            return write(operand, place)
        case typed.Let(name, value, body):
            return write(body, place.bound({name: write(value, place)}))
        case typed.If():
            return _chosen(node, place)
        case typed.Logic():
            return _logic(node, place)
        case typed.Table():
            return cases.table(node, place, write)
        case typed.Scale():
            return cases.scaled(node, place, write)
        case typed.Apply(definition, arguments):
            given = tuple([write(argument, place) for argument in arguments])
            return write(definition.body, place.apart(dict(zip(definition.parameters, given, strict=True))))
        case typed.Member():
            return _member(node, place)
        case typed.ListOf(items):
            return listed(write(item, place) for item in items)
        case typed.Clamp() | typed.Builtin() if is_extreme(node):
            return _held(extreme(node, place))
    return _of_world(node, place)


def _of_world(node: typed.Typed, place: Place) -> Shown:
    """Nodes that reach into the entities of a rule set and over their members; of the rest, those computed strictly."""
    match node:
        case typed.Self() if place.frame.entity is not None:
            return Known(Outcome(place.frame.entity))
        case typed.PeriodField(name):
            return Known(Outcome(place.frame.world.period(name)))
        case typed.Path() | typed.Relative():
            return members.followed(node, place, write)
        case typed.For() | typed.Quantified():
            return members.iterated(node, place, write)
        case typed.Filter():
            return members.filtered(node, place, write)
        case typed.Negate() | typed.Compare() | typed.IsNull() | typed.Not() | typed.Absence() | typed.Index():
            return _strict(node, tuple(write(part, place) for part in operands(node)), place)
        case typed.Builtin() | typed.Round() | typed.Power():
            return _strict(node, tuple(write(part, place) for part in operands(node)), place)
    raise UnfitForRatios


def _strict(node: typed.Strict, given: tuple[Shown, ...], place: Place) -> Shown:
    """Constants are folded by the evaluator itself, which also says what is absent and why."""
    if isinstance(node, typed.IsNull) or all(isinstance(one, Known) for one in given):
        return Known(finish.combined(node, tuple(map(placeholder, given)), place.frame))
    outcomes = tuple(map(placeholder, given))
    if isinstance(node, typed.Builtin) and len(given) == 1 and isinstance(given[0], Items):
        return _of_list(node, given[0], place)
    if isinstance(node, typed.Index) and isinstance(given[0], Items):
        return members.indexed(given[0], given[1])
    if isinstance(node, typed.Builtin):
        names = [parameter.absence for parameter in node.function.parameters]
        if any(absence != "stops" for absence in names):
            raise UnfitForRatios
    if combine.absent(outcomes) is not None:
        return Known(finish.combined(node, outcomes, place.frame))
    under = combine.carried(outcomes)
    match node:
        case typed.Negate():
            return _scaled(as_ratio(given[0]), Fraction(-1), under, place)
        case typed.Arithmetic():
            return _chain(node, tuple(map(as_ratio, given)), under, place)
        case typed.Compare():
            return comparison(node.operator, given[0], given[1], under, place)
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
    if node.operators[0] not in "+-" or not any([isinstance(part, typed.Arithmetic) for part in node.operands]):
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
        signs = ("+", *node.operators)
        signed = [
            one if sign == "+" else replace(one, scale=-one.scale) for one, sign in zip(given, signs, strict=True)
        ]
        return joined.sum_of(tuple(signed), under, place, remark(node.span))
    total = given[0]
    for operator, one in zip(node.operators, given[1:], strict=True):
        if operator == "/":
            if not one.scale:
                return Known(combine.chain(node, tuple(map(_any_value, given))))
            one = _inverse(one, place)
        scale = total.scale if one.scale is ONE else total.scale * one.scale
        made = ratio(scale, total.above + one.above, total.below + one.below, under, place.facts)
        total = as_ratio(made)
    return made


def _any_value(one: Ratio) -> Outcome:
    return Outcome(Fraction(1) if one.above or one.below else one.scale, (), one.under)


def _inverse(one: Ratio, place: Place) -> Ratio:
    """A divisor that is not 0; where it is 0, the general body says where."""
    for variable in dict.fromkeys(one.above):
        if variable not in place.facts.nonzero:
            place.put(f"if not {variable}:")
            place.put(f"    {place.zeros.get(variable, OTHER)}")
            place.facts.learn(((variable, False),))
    return Ratio(one.scale if one.scale is ONE else 1 / one.scale, one.below, one.above, one.under)


# ---- conditions


def truth(node: typed.Typed, place: Place) -> Truth | Known:
    """A node that is true or false here, or known to be N/A."""
    shown = write(node, place)
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
        shown = truth(operand, inside)
        if shown.under or (isinstance(shown, Known) and shown.outcome.value is None):
            return _undecided(node, place)
        if isinstance(shown, Known):
            if opened or (codes and inside.block.lines):
                raise UnfitForRatios  # lines that hand on what is absent there would be lost
            if shown.outcome.value is not deciding:
                continue
            return Known(Outcome(deciding))  # the answers before it are there, and none of them counts against it
        if codes and inside.block.lines:
            variable = variable or place.writer.fresh("c")
            at.put(f"{variable} = {all_codes(codes, node.operator)}")
            opened.append((at, inside))
            at, codes = inside, []
        codes.append(shown.code)
    if not codes:
        return Known(Outcome(not deciding))
    if not variable:
        return Truth(all_codes(codes, node.operator))
    at.put(f"{variable} = {all_codes(codes, node.operator)}")
    for outer, inner in reversed(opened):
        outer.branch(f"if not {variable}:" if deciding else f"if {variable}:", inner)
    return Truth(variable)


def _undecided(node: typed.Logic, place: Place) -> Shown:
    """With something absent among the answers, or under them."""
    deciding = node.operator == "or"
    answers: list[Truth | Known] = []
    for operand in node.operands:
        answers.append(truth(operand, place))
        last = answers[-1]
        if isinstance(last, Known) and last.outcome.value is deciding and last.outcome.status == "final":
            break
    return handed_on(decided(answers, in_turn(deciding), node.operator), place)


def _member(node: typed.Member, place: Place) -> Shown:
    """`in` a range, a list or one value. What lies under the value lies under the answer."""
    value = write(node.value, place)
    container = node.container
    if isinstance(container, typed.RangeOf):
        low, high = (write(end, place) for end in (container.low, container.high))
        if all(isinstance(one, Known) for one in (value, low, high)):
            range_ = finish.combined(container, (placeholder(low), placeholder(high)), place.frame)
            return Known(finish.combined(node, (placeholder(value), range_), place.frame))
        _present(joined.bare(value), low, high)
        first = comparison(">=" if container.low_closed else ">", value, low, (), place)
        second = comparison("<=" if container.high_closed else "<", value, high, (), place)
        return joined.also_under(together([first, second], "and"), value.under)
    among = write(container, place)
    if isinstance(value, Known) and isinstance(among, Known):
        return Known(finish.combined(node, (value.outcome, among.outcome), place.frame))
    items = members_of(among) if is_list(among) else (among,)
    _present(joined.bare(value), *items, joined.bare(among) if is_list(among) else among)
    if not items:
        raise UnfitForRatios
    return joined.also_under(together([comparison("=", value, item, (), place) for item in items], "or"), value.under)


def _present(*all_shown: Shown) -> None:
    """Nothing here is absent or carries anything."""
    for shown in all_shown:
        if shown.under or (isinstance(shown, Known) and shown.outcome.value is None):
            raise UnfitForRatios


# ---- choices


def _chosen(node: typed.If, place: Place) -> Shown:
    """A value that one of two branches gives; a branch without a value is left to the general body."""
    condition = truth(node.condition, place)
    under = merged((absent_of(condition), condition.under))
    if isinstance(condition, Known):
        shown = write(node.then if condition.outcome.value is True else node.otherwise, place)
        return joined.also_under(shown, under)
    branches = []
    for branch, signs in ((node.then, condition.then), (node.otherwise, condition.otherwise)):
        inside = place.inside(signs)
        branches.append((inside, write(branch, inside)))
    return joined.also_under(joined.either(condition.code, branches, place), under)


def is_extreme(node: typed.Typed) -> bool:
    """Whether a node chooses among values by their size: bounds, `min` and `max` of values written out."""
    if isinstance(node, typed.Builtin):
        list_ = node.arguments[0]
        return node.function.name in ("min", "max") and isinstance(list_, typed.ListOf) and bool(list_.items)
    return isinstance(node, typed.Clamp)


def extreme(node: typed.Clamp | typed.Builtin, place: Place, finish_: Finish | None = None) -> Shown | None:
    """The value that remains of several. With `finish_`, that writes the last choice, and None comes out of here."""
    if isinstance(node, typed.Builtin):
        items = node.arguments[0].items  # type: ignore[union-attr]
        steps = [("<" if node.function.name == "min" else ">", item) for item in items[1:]]
        first = items[0]
    else:
        steps = [(sign, end) for sign, end in (("<-", node.low), (">-", node.high)) if end is not None]
        first = node.operand
    shown = [write(part, place) for part in (first, *[part for _, part in steps])]
    if plain_ratios(shown) is None:
        outcomes = tuple(map(placeholder, shown))
        if combine.absent(outcomes) is not None or all(isinstance(one, Known) for one in shown):
            return Known(finish.combined(node, _gathered(node, outcomes), place.frame))
    return remaining(shown[0], list(zip((sign for sign, _ in steps), shown[1:], strict=True)), place, finish_)


def _gathered(node: typed.Clamp | typed.Builtin, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    return (Outcome(outcomes),) if isinstance(node, typed.Builtin) else outcomes


def _of_list(node: typed.Builtin, list_: Items, place: Place) -> Shown:
    """A function of a list of which not all is known."""
    if node.function.name in ("min", "max"):
        whole = finish.combined(node, (placeholder(list_),), place.frame)
        if whole.value is None:
            return Known(whole)
        sign = "<" if node.function.name == "min" else ">"
        first, *others = list_.members
        found = _held(remaining(first, [(sign, other) for other in others], place))
        return joined.also_under(joined.bare(found), whole.carried)
    return members.aggregated(node, list_, place)
