"""Given values that fall from a period to a longer one that begins with it, where rule files say that they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from engine.calculation import problems
from engine.calculation.tree import Node
from engine.calculation.world import Moment, View, World
from engine.diagnostics.model import Diagnostic
from engine.evaluation.frame import Frame
from engine.evaluation.reference import compute
from engine.manual.checked import Attribute, Given, Period
from engine.source import Span


def falling(world: World, root: Node) -> Iterator[Diagnostic]:
    """Every fall in the contract, at the value of the longer period."""
    for node in root.all():
        for attribute in world.manual.levels[node.level].attributes.values():
            if attribute.rising is not None:
                yield from _falls(world, node, attribute)


def _falls(world: World, node: Node, attribute: Attribute) -> Iterator[Diagnostic]:
    given = _numbers(node.member.per_period.get(attribute.name, {}))
    periods = [world.manual.periods[code] for code in given]
    for period in periods:
        before = beginning(period, periods)
        if before is None:
            continue
        value, place = given[period.code]
        earlier, earlier_place = given[before.code]
        if value < earlier and _holds(world, node, attribute, period):
            yield problems.falls_over_periods(
                place, earlier_place, attribute.place, attribute.name, period.code, before.code
            )


def _numbers(given: Mapping[str, Given]) -> dict[str, tuple[Fraction, Span]]:
    return {
        code: (one.outcome.value, one.place) for code, one in given.items() if isinstance(one.outcome.value, Fraction)
    }


def beginning(period: Period, among: list[Period]) -> Period | None:
    """The longest of these periods that the period begins with."""
    size = len(period.parts)
    shorter = [one for one in among if len(one.parts) < size and period.parts[: len(one.parts)] == one.parts]
    return max(shorter, key=lambda one: len(one.parts), default=None)


def _holds(world: World, node: Node, attribute: Attribute, period: Period) -> bool:
    """The condition in the longer period. Where it is N/A nothing is known, and nothing is said."""
    assert attribute.rising is not None
    return compute(attribute.rising, Frame(View(world, Moment(period.code)), node)).outcome.value is True
