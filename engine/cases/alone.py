"""One formula alone: a made-up world in which whatever the formula reads is an input that can be set.

The members that it asks for are made as they are asked for: one of each level above, two of each level below. What it
reads becomes a slot with the kind of value that is declared for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, timedelta
from fractions import Fraction

from engine.analysis import facts
from engine.analysis.reach import Reach
from engine.calculation.world import KODE, NAMA
from engine.cases.goals import Owner, parts
from engine.cases.names import entries_of
from engine.diagnostics.model import Reason, say
from engine.evaluation.frame import Frame, Step
from engine.evaluation.reference import compute
from engine.language import typed
from engine.language.types import BOOLEAN, DATE, NUMBER, STRING, ListType, Type
from engine.language.values import Entity, Outcome, absent
from engine.manual.checked import ENTRY_UNIT, Entry, Manual, Quantity, Rule, Unit
from engine.record import dataclass

OWN, FIRST, SECOND = "self", "first", "second"
NAMING = (KODE, NAMA)
KODES = ("A1", "A2")
"""Those of members that no manual has."""
SOME_DAY = date(2030, 1, 1)
LISTS: Mapping[Type, tuple[Outcome, ...]] = {
    ListType(NUMBER): tuple(
        Outcome(tuple(Outcome(Fraction(number)) for number in numbers)) for numbers in ((1, 2), (), (200,))
    ),
    ListType(STRING): tuple(Outcome(tuple(Outcome(text) for text in texts)) for texts in (("A", "B"), (), ("A",))),
}
"""Lists that are tried where one is read."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A made-up member; `kode` tells it from another of its level."""

    level: str
    kode: str


@dataclass(frozen=True, slots=True)
class Slot:
    """What a formula reads: an attribute of a member, or without `thing` a parameter of a function, or the period."""

    name: str
    thing: Thing | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """What can stand in a slot. `step`: to the next value beside an edge; `unit`: how a number is written."""

    type: Type
    values: tuple[str, ...] = ()
    low: Fraction | None = None
    high: Fraction | None = None
    step: Fraction = Fraction(1, 100)
    unit: Unit | None = None

    def holds(self, value: Fraction) -> bool:
        """Whether a number is allowed, and written with the decimals there are."""
        inside = (self.low is None or value >= self.low) and (self.high is None or value <= self.high)
        return inside and (value / self.step).denominator == 1


Sample = Mapping[Slot, Outcome]
PERIOD = Slot("periode")


@dataclass(slots=True)
class Formula:
    """A formula that can be computed with any inputs. `entry`: the one that it is a rule of."""

    manual: Manual
    owner: Owner
    body: typed.Typed
    reach: Reach
    entry: Entry | None = None
    kinds: dict[Slot, Kind] = field(default_factory=dict)
    """The slots that were read so far, in the order of reading."""

    def compute(self, sample: Sample) -> Step:
        """The formula with these inputs; what is not among them has its first value."""
        world = _Alone(self, sample)
        level = self.owner.level
        if level is not None:
            return compute(self.body, Frame(world, Thing(level, OWN)))
        definition = self.manual.definitions[self.owner.name]
        given = {name: self.value(Slot(name), sample) for name in definition.parameters}
        return compute(self.body, Frame(world, None, given))

    def value(self, slot: Slot, sample: Sample) -> Outcome:
        """What stands in a slot."""
        if slot not in self.kinds:
            self.kinds[slot] = self._kind(slot)
        return sample[slot] if slot in sample else self.first(slot)

    def first(self, slot: Slot) -> Outcome:
        """The value that stands in a slot if nobody says otherwise."""
        kind = self.kinds[slot]
        if kind.type == BOOLEAN:
            return Outcome(True)
        if kind.type == STRING:
            return Outcome(kind.values[0] if kind.values else slot.name)
        if kind.type == DATE:
            return Outcome(self.days()[0])
        if kind.type in LISTS:
            return LISTS[kind.type][0]
        if kind.type == NUMBER:
            one = kind.unit.one if kind.unit else Fraction(1)
            start = kind.low + one if kind.low is not None else one
            return Outcome(min(start, kind.high) if kind.high is not None else start)
        return self.absent(slot)

    def days(self) -> tuple[date, ...]:
        """The dates that the formula itself mentions, each with the days beside it; any date where there are none."""
        literals = (node.outcome.value for node in typed.walk(self.body) if isinstance(node, typed.Literal))
        found = [value for value in literals if isinstance(value, date)] or [SOME_DAY]
        return tuple(dict.fromkeys(value + timedelta(days) for value in found for days in (0, -1, 1)))

    def may_be_absent(self, slot: Slot) -> bool:
        """Whether what is read can be absent: a period, a kode and a name never are."""
        return slot != PERIOD and slot.name not in NAMING

    def absent(self, slot: Slot) -> Outcome:
        """A lawful absence, if the manual has one."""
        lawful = [reason for reason in self.manual.reasons.values() if reason.lawful]
        return absent(
            lawful[0] if lawful else Reason("masukan_kosong", say("the input `{name}` is empty", name=slot.name))
        )

    def _kind(self, slot: Slot) -> Kind:
        if slot == PERIOD:
            return Kind(STRING, tuple(self.manual.periods))
        if slot.thing is None:
            return self._of_parameter(slot.name)
        return self._declared(slot.thing, slot.name)

    def _of_parameter(self, name: str) -> Kind:
        """A parameter has the kind of what functions are called with."""
        nodes = [node for node in parts(self.body) if isinstance(node, typed.Local) and node.name == name]
        known = [self.reach.fact(node) for node in nodes]
        for fact in known:
            match fact:
                case facts.Number(range_, percent=percent):
                    unit = Unit("", "rasio", "%") if percent else None
                    step = range_.step or (unit.one if unit else Fraction(1)) / 100
                    return Kind(NUMBER, (), range_.low, range_.high, step, unit)
                case facts.Text(choices, full):
                    listed = full if full is not None else choices
                    return Kind(STRING, tuple(sorted(listed))) if listed else self._as_used(name)
                case facts.Truth():
                    return Kind(BOOLEAN)
                case facts.Day():
                    return Kind(DATE)
                case facts.Many(facts.Number()):
                    return Kind(ListType(NUMBER))
                case facts.Many(facts.Text()):
                    return Kind(ListType(STRING))
        return self._as_used(name)

    def _as_used(self, name: str) -> Kind:
        """A parameter that no call gives has the kind of what it is compared with."""
        found: dict[object, None] = {}
        for node in parts(self.body):
            match node:
                case typed.Compare(_, left, right) | typed.Member(left, right):
                    if any(isinstance(side, typed.Local) and side.name == name for side in (left, right)):
                        found.update(dict.fromkeys(_literals((left, right))))
                case typed.Table(inputs, rows):
                    for at, input_ in enumerate(inputs):
                        if isinstance(input_, typed.Local) and input_.name == name:
                            found.update(dict.fromkeys(_literals(tuple(row.conditions[at] for row in rows))))
        texts = tuple(value for value in found if isinstance(value, str))
        if any(isinstance(value, Fraction) and not isinstance(value, bool) for value in found) or not found:
            return Kind(NUMBER)
        if any(isinstance(value, date) for value in found):
            return Kind(DATE)
        return Kind(STRING, texts) if texts else Kind(BOOLEAN)

    def kodes(self, level: str) -> tuple[str, ...]:
        """At most two kodes of members of a level, the one of the entry first: those that the manual has, if any."""
        known = self.manual.levels[level].codes or tuple(one.kode for one in entries_of(self.manual, level))
        if self.entry is not None and level == self.owner.level:
            known = (self.entry.kode, *(kode for kode in known if kode != self.entry.kode))
        return (known or KODES)[:2]

    def _declared(self, thing: Thing, name: str) -> Kind:
        level = self.manual.levels[thing.level]
        own = self.entry if thing == Thing(self.owner.level or "", OWN) else None
        if own is not None and name in own.variables:
            return self._kind_of(own.variables[name].quantity, own)
        if own is not None and name in own.rules:
            return self._of_rule(own.rules[name], own)
        if name in level.attributes:
            return self._kind_of(level.attributes[name].quantity, own)
        if (thing.level, name) in self.manual.rules:
            return self._of_rule(self.manual.rules[thing.level, name], own)
        if name == level.result:
            return self._kind_of(Quantity(NUMBER, ENTRY_UNIT), own)
        return Kind(STRING, level.codes or (f"{thing.level}-{thing.kode}",))

    def _of_rule(self, rule: Rule, entry: Entry | None) -> Kind:
        limits = rule.limits
        texts = [
            node.outcome.value
            for node in parts(rule.body)
            if isinstance(node, typed.Literal) and isinstance(node.outcome.value, str)
        ]
        choices = tuple(dict.fromkeys(str(text) for text in texts)) if rule.body.type == STRING else ()
        quantity = Quantity(rule.body.type, rule.unit, choices, limits.whole, limits.lowest, limits.highest)
        return self._kind_of(quantity, entry)

    def _kind_of(self, quantity: Quantity, entry: Entry | None) -> Kind:
        code = quantity.unit if quantity.unit != ENTRY_UNIT else entry.unit if entry else None
        unit = self.manual.units.get(code) if code else None
        decimals = self.manual.display.decimals if self.manual.display else 2
        one = unit.one if unit else Fraction(1)
        whole = quantity.whole or (unit is not None and unit.kind == "hitungan")
        step = one if whole else one / 10**decimals
        return Kind(quantity.type, quantity.choices, quantity.lowest, quantity.highest, step, unit)


def _literals(nodes: tuple[typed.Typed, ...]) -> Iterator[object]:
    """The values that are written in these."""
    for node in typed.walk(nodes):
        if isinstance(node, typed.Literal):
            yield node.outcome.value


@dataclass(slots=True)
class _Alone:
    """The world of one formula: it answers out of a sample."""

    formula: Formula
    sample: Sample

    def attribute(self, entity: Entity, name: str) -> Outcome:
        return self.formula.value(Slot(name, Thing(entity.level, entity.kode)), self.sample)

    def relatives(self, entity: Entity, level: str) -> Entity | tuple[Entity, ...]:
        order = list(self.formula.manual.levels)
        if order.index(level) < order.index(entity.level):
            return Thing(level, OWN)
        own = level == self.formula.owner.level
        members = Thing(level, OWN if own else FIRST), Thing(level, SECOND)
        return members[: len(self.formula.kodes(level))]

    def period(self, name: str) -> str:
        code = self.formula.value(PERIOD, self.sample).value
        periods = self.formula.manual.periods
        period = periods.get(str(code), next(iter(periods.values())))  # there always is one
        return period.code if name == "kode" else period.name

    def reason(self, code: str) -> Reason | None:
        return self.formula.manual.reasons.get(code)
