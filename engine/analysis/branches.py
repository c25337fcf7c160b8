"""Values that can come from several places: members of a list, branches of `if`. They must be alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.analysis import arithmetic, conditions, facts
from engine.analysis import unit_problems as problem
from engine.analysis.facts import ANYTHING, Anything, Fact, Many, Nothing, Number, Parts, Truth
from engine.analysis.seen import Seen
from engine.language import typed
from engine.language.problems import kind
from engine.language.types import fits
from engine.source import Span

if TYPE_CHECKING:
    from engine.analysis.infer import Inference

Branch = tuple[Span, Fact]


def list_of(node: typed.ListOf, infer: Inference, seen: Seen) -> Fact:
    """`[a, b]`."""
    known = [(item.span, infer.fact(item, seen)) for item in node.items]
    return Many(together(known, infer, seen), "never" if known else "possible")


def chosen(node: typed.If, infer: Inference, seen: Seen) -> Fact:
    """`if`: each branch is looked at where the condition leads to it."""
    decided = conditions.tested(node.condition, infer, seen)
    then_seen = conditions.assume(node.condition, True, infer, seen)
    else_seen = conditions.assume(node.condition, False, infer, seen)
    if isinstance(decided, Truth):
        then_seen = then_seen if decided.true else then_seen.cut()
        else_seen = else_seen if decided.false or decided.absent else else_seen.cut()
    branches = [
        (part.span, infer.fact(part, inside), inside.dead and not seen.dead)
        for part, inside in ((node.then, then_seen), (node.otherwise, else_seen))
    ]
    reached = tuple(fact for _, fact, dead in branches if not dead)
    if not alike([(place, fact) for place, fact, _ in branches], infer, seen) or not reached:
        return ANYTHING
    return facts.join_all(reached, infer.declared.algebra)


def together(branches: list[Branch], infer: Inference, seen: Seen) -> Fact:
    """What is known of a value that comes from one of these."""
    if not alike(branches, infer, seen):
        return ANYTHING
    return facts.join_all(tuple(fact for _, fact in branches), infer.declared.algebra)


def alike(branches: list[Branch], infer: Inference, seen: Seen) -> bool:
    """Whether values that come from these are of one kind and in one unit; reported where they are not."""
    first: Branch | None = None
    for place, fact in branches:
        if isinstance(fact, Nothing | Anything):
            continue
        if first is not None and not _agree((place, fact), first, infer, seen):
            return False
        if first is None or (_free(first[1]) and not _free(fact)):
            first = (place, fact)
    return True


def _free(fact: Fact) -> bool:
    return isinstance(fact, Number) and isinstance(fact.unit, str)


def _agree(other: Branch, first: Branch, infer: Inference, seen: Seen) -> bool:
    report = arithmetic.sink_of(seen)
    (place, fact), (first_place, first_fact) = other, first
    type_, first_type = facts.type_of(fact), facts.type_of(first_fact)
    if not (fits(type_, first_type) or fits(first_type, type_)):
        report(problem.unequal_kinds(place, kind(first_type), kind(type_), first_place))
        return False
    inner, first_inner = fact, first_fact
    while isinstance(inner, Many) and isinstance(first_inner, Many):
        inner, first_inner = inner.element, first_inner.element
    if isinstance(inner, Parts) and isinstance(first_inner, Parts):
        others = dict(first_inner.entries)
        pairs = [((place, part), (first_place, others[name])) for name, part in inner.entries if name in others]
        return all([_agree(one, another, infer, seen) for one, another in pairs])
    if isinstance(inner, Number) and isinstance(first_inner, Number):
        if not infer.declared.algebra.same(inner.unit, first_inner.unit):
            arithmetic.note_own(seen, inner.unit, first_inner.unit)
            report(problem.unequal_branches(place, arithmetic.side(first_inner), arithmetic.side(inner), first_place))
            return False
    return True
