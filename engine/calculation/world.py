"""Entities, rules and data -> figures, each computed once when first asked for.

Where an attribute comes from is decided in `origins`; what the contract and the manual state, and what the rules of a
level give, is here; how rows of base periods and of several offices become one value is in `consolidate`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from typing import TypeAlias

from engine.calculation import reasons
from engine.calculation.tree import Node
from engine.data.dataset import DataSet
from engine.data.kontrak import Kontrak
from engine.diagnostics.model import Diagnostic, Reason
from engine.evaluation.frame import Frame
from engine.evaluation.reference import compute
from engine.language.values import Entity, Outcome, absent
from engine.manual.checked import ENTRY_UNIT, Attribute, Given, Manual, Rule
from engine.record import dataclass
from engine.results.figure import Figure

KODE, NAMA = "kode", "nama"


@dataclass(frozen=True, slots=True)
class Moment:
    """The period that is computed, and the office whose data count; None where it does not matter."""

    period: str
    office: str | None = None


@dataclass(slots=True)
class Surroundings:
    """The world in one period, as a formula sees it, but for the attributes."""

    world: World
    moment: Moment

    def relatives(self, entity: Entity, level: str) -> Entity | tuple[Entity, ...]:
        assert isinstance(entity, Node)
        levels = list(self.world.manual.levels)
        above = levels.index(level) < levels.index(entity.level)
        return entity.up(level) if above else tuple(entity.down(level))

    def period(self, name: str) -> str:
        period = self.world.manual.periods[self.moment.period]
        return period.code if name == KODE else period.name

    def reason(self, code: str) -> Reason | None:
        return self.world.manual.reasons.get(code)


@dataclass(slots=True)
class View(Surroundings):
    """And with them. It remembers which figures were read."""

    reads: list[Figure] = field(default_factory=list)

    def attribute(self, entity: Entity, name: str) -> Outcome:
        assert isinstance(entity, Node)
        figure = self.world.figure(entity, name, self.moment)
        self.reads.append(figure)
        return figure.outcome


Origin: TypeAlias = "Callable[[World, Node, str, Moment], Figure]"
"""Where an attribute of an entity comes from."""


@dataclass(slots=True)
class World:
    """Everything that is known of one office; figures are kept once computed, warnings gathered in `problems`."""

    manual: Manual
    kontrak: Kontrak
    data: DataSet
    origin: Origin
    problems: list[Diagnostic] = field(default_factory=list)
    known: dict[tuple[int, str, Moment], Figure] = field(default_factory=dict)
    open: set[tuple[int, str, Moment]] = field(default_factory=set)

    def figure(self, node: Node, name: str, moment: Moment) -> Figure:
        """One attribute of one entity."""
        key = (id(node), name, moment)
        if key not in self.known:
            if key in self.open:
                return self.plain(node, name, moment, absent(reasons.circular(node.id(name))))
            self.open.add(key)
            self.known[key] = self.origin(self, node, name, moment)
            self.open.discard(key)
        return self.known[key]

    def plain(self, node: Node, name: str, moment: Moment, outcome: Outcome) -> Figure:
        """A figure that no rule computes."""
        return Figure(node.id(name), moment.period, outcome)

    def ruled(self, node: Node, rule: Rule, moment: Moment) -> Figure:
        """A rule of a level; a value given in the contract wins over it."""
        given = node.member.given.get(rule.name) if rule.given_by == "kontrak" else None
        if given is None:
            return self.computed(node, rule, moment)
        unit = self.unit(node, rule.unit)
        figure = Figure(node.id(rule.name), moment.period, given.outcome, unit, sources=(given.place,), note=given.note)
        return replace(figure, instead=self.computed(node, rule, moment))

    def computed(self, node: Node, rule: Rule, moment: Moment) -> Figure:
        """What a rule gives for an entity."""
        at = replace(moment, period=rule.period) if rule.period else moment
        view = View(self, at)
        step = compute(rule.body, Frame(view, node))
        reads = dict.fromkeys(figure.id for figure in view.reads)
        sources = dict.fromkeys(place for figure in view.reads if figure.rule is None for place in figure.sources)
        return Figure(
            node.id(rule.name),
            at.period,
            step.outcome,
            self.unit(node, rule.unit),
            step,
            rule.provenance,
            tuple(sources),
            reads=tuple(reads),
        )

    def unit(self, node: Node, code: str | None) -> str | None:
        """The unit of an attribute; `entri` is that of the entry."""
        if code != ENTRY_UNIT:
            return code
        return node.entry.unit if node.entry else None

    def given(self, node: Node, attribute: Attribute, moment: Moment) -> Figure:
        """An attribute stated by the contract or the manual, its default, or the reason of its absence."""
        found = self._stated(node, attribute, moment.period)
        unit = self.unit(node, attribute.quantity.unit)
        if found is not None:
            places = (found.place,)
            return Figure(node.id(attribute.name), moment.period, found.outcome, unit, sources=places, note=found.note)
        outcome = attribute.default or absent(self._absence(node, attribute, moment.period))
        return Figure(node.id(attribute.name), moment.period, outcome, unit, sources=(attribute.place,))

    def _stated(self, node: Node, attribute: Attribute, period: str) -> Given | None:
        if attribute.per_period:
            return node.member.per_period.get(attribute.name, {}).get(period)
        given = node.member.given.get(attribute.name)
        if given is None and attribute.source == "manual" and node.entry is not None:
            return node.entry.attributes.get(attribute.name)
        return given

    def _absence(self, node: Node, attribute: Attribute, period: str) -> Reason:
        input_ = node.id(attribute.name)
        if attribute.absence is None or period in attribute.required:
            return reasons.not_given(input_, node.member.place)
        return replace(attribute.absence, input=input_, place=node.member.place)

    def excuse(self, node: Node, moment: Moment) -> Outcome | None:
        """The lawful absence that excuses the absence of data (`mengikuti`), if there is one in this period."""
        follows = self.manual.levels[node.level].follows
        if follows is None:
            return None
        outcome = self.figure(node, follows, replace(moment, office=None)).outcome
        return outcome if outcome.status == "na" else None
