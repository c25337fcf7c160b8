"""Lists whose members are known while source is generated -> what becomes of each member.

The members of a contract and the rows that there are stand beforehand, so that loops, filters and paths over them are
written out; how much a member is worth may be known only when the source runs. A filter whose test depends on that has
no body of this kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from engine.compiling import joined
from engine.compiling.deciding import decided, handed_on
from engine.compiling.place import Place
from engine.compiling.ratio import (
    Items,
    Known,
    Shown,
    Truth,
    UnfitForRatios,
    as_ratio,
    is_list,
    listed,
    members_of,
    placeholder,
    ratio,
)
from engine.compiling.writer import remark
from engine.evaluation import combine, finish
from engine.evaluation.frame import Budget, BudgetSpent, Frame
from engine.language import typed
from engine.language.values import Context, Outcome, Range, merged

Write = Callable[[typed.Typed, Place], Shown]


def followed(node: typed.Path | typed.Relative, place: Place, write: Write) -> Shown:
    """An attribute or relatives of an entity, or of each member of a list."""
    start = write(node.object, place)
    if isinstance(start, Known) and start.outcome.value is None:
        return start
    if isinstance(start, Known) and not isinstance(start.outcome.value, tuple):
        return joined.also_under(_step(node, start, place), start.under)
    found: list[Shown] = []
    for member in members_of(start):
        absent = isinstance(member, Known) and member.outcome.value is None
        shown = member if absent else _step(node, member, place)
        if isinstance(node, typed.Relative) and not absent and is_list(shown):
            found.extend(members_of(shown))
        else:
            found.append(joined.also_under(shown, member.under))
    return listed(found, start.under)


def _step(node: typed.Path | typed.Relative, start: Shown, place: Place) -> Shown:
    """One step from one value. Parts of contexts and dates are known where these are."""
    if not isinstance(start, Known) or start.outcome.value is None or place.entities is None:
        raise UnfitForRatios
    value = start.outcome.value
    if isinstance(value, tuple | Range | Context | Fraction | str | bool | date) or isinstance(node, typed.Relative):
        return Known(finish.followed(node, Outcome(value), place.frame))
    return place.entities.attribute(value, node.name, place)


def iterated(node: typed.For | typed.Quantified, place: Place, write: Write) -> Shown:
    """`for`, `some`, `every`: the body once for each member."""
    body = node.body if isinstance(node, typed.For) else node.condition
    domains: list[Outcome] = []
    answers: list[Shown] = []
    for bound in _bindings(node.iterators, place, write, domains):
        if isinstance(bound, Known):
            return bound
        answers.append(write(body, bound))
    if isinstance(node, typed.For):
        return listed(answers, combine.carried(tuple(domains)))
    truths = [as_truth(one, node.condition) for one in answers]
    every = node.quantifier == "every"
    rule = combine.all_of if every else combine.any_of
    decision = decided(truths, rule, "and" if every else "or")
    return joined.also_under(handed_on(decision, place), combine.carried(tuple(domains)))


def _bindings(
    iterators: tuple[typed.Iterator, ...], place: Place, write: Write, domains: list[Outcome]
) -> Iterator[Place | Known]:
    """Every combination, as the place with its variables; the N/A that ends it all instead."""
    if not iterators:
        yield place
        return
    first = iterators[0]
    ends = [write(end, place) for end in (first.domain, first.upto) if end is not None]
    outcomes = tuple(map(placeholder, ends))
    domains.extend(outcomes)
    if first.upto is None and isinstance(ends[0], Items):
        members: tuple[Shown, ...] = ends[0].members
    elif all(isinstance(end, Known) for end in ends):
        found = _counted(first, outcomes, place)
        if isinstance(found, Outcome):
            yield Known(found)
            return
        members = tuple(map(Known, found))
    else:
        raise UnfitForRatios
    for member in members:
        place.room.take()
        yield from _bindings(iterators[1:], place.bound({first.name: member}), write, domains)


def _counted(iterator: typed.Iterator, ends: tuple[Outcome, ...], place: Place) -> tuple[Outcome, ...] | Outcome:
    try:
        return finish.members(iterator, ends, Frame(budget=Budget(place.room.nodes)))
    except BudgetSpent:
        raise UnfitForRatios from None


def filtered(node: typed.Filter, place: Place, write: Write) -> Shown:
    """The members whose test is true; which these are must be known beforehand."""
    list_ = write(node.object, place)
    if isinstance(list_, Known):
        failed = finish.filtered(node, list_.outcome)
        if failed is not None:
            return Known(failed)
    members = members_of(list_)
    tests = []
    for member in members:
        test = write(node.test, place.bound({node.item: member}))
        if not isinstance(test, Known):
            raise UnfitForRatios
        tests.append(finish.truth(test.outcome, node.test))
    kept = [member for member, test in zip(members, tests, strict=True) if test.value is True]
    left_out = merged(group for test in tests for group in (test.reasons, test.carried))
    return listed(kept, merged((list_.under, left_out)))


def as_truth(shown: Shown, node: typed.Typed) -> Truth | Known:
    """A value that is asked whether it is true."""
    if isinstance(shown, Known):
        return Known(finish.truth(shown.outcome, node))
    if not isinstance(shown, Truth):
        raise UnfitForRatios
    return shown


def aggregated(node: typed.Builtin, list_: Items, place: Place) -> Shown:
    """A function of a list of which not all is known."""
    whole = finish.combined(node, (placeholder(list_),), place.frame)
    name = node.function.name
    if name == "count" or whole.value is None:
        return Known(whole)
    if name in ("all", "any"):
        truths = [one for one in list_.members if isinstance(one, Truth | Known)]
        if len(truths) < len(list_.members):
            raise UnfitForRatios
        rule = lambda given: node.function.apply((Outcome(given, (), list_.under),), node.span)  # noqa: E731
        return handed_on(decided(truths, rule, "and" if name == "all" else "or"), place)
    if name not in ("sum", "mean"):
        raise UnfitForRatios
    total = joined.sum_of(tuple(map(as_ratio, list_.members)), whole.carried, place, remark(node.span))
    share = Fraction(1) if name == "sum" else Fraction(1, len(list_.members))
    one = as_ratio(total)
    return ratio(one.scale * share, one.above, one.below, whole.carried, place.facts)


def indexed(list_: Items, position: Shown) -> Shown:
    """One member, counted from 1 or from the end."""
    at = position.outcome.value if isinstance(position, Known) else None
    if not isinstance(at, Fraction) or at.denominator != 1 or not 1 <= abs(at) <= len(list_.members):
        raise UnfitForRatios
    found = list_.members[int(at) - 1 if at > 0 else int(at)]
    return joined.also_under(found, merged((list_.under, position.under)))
