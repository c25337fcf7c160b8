"""The facts that declarations state: of attributes, raw data, results, constants and rules, by level and name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from fractions import Fraction

from engine.analysis import facts
from engine.analysis.facts import ANYTHING, Fact, Many, Member, Number, Text, Truth
from engine.analysis.findings import Findings
from engine.analysis.ranges import Range, just
from engine.analysis.seen import SELF, Seen
from engine.analysis.units import FREE, PLAIN, UNKNOWN, Algebra, Measure, Powers, is_own, multiplied, own_unit, raised
from engine.language.typed import Limits
from engine.language.types import ListType, Type
from engine.language.values import Outcome
from engine.manual.checked import ENTRY_UNIT, Entry, Level, Manual, Quantity, Rule, Variable
from engine.record import dataclass, replace
from engine.source import Span

Body = Callable[[Rule, Seen], Fact]
"""What a rule computes, seen from there."""


@dataclass(slots=True)
class Declared:
    """What a manual declares. Facts of rules are found when first asked for, by looking at their bodies."""

    manual: Manual
    body: Body
    algebra: Algebra = field(init=False)
    nested: frozenset[str] = field(init=False)
    """Levels whose members are members of entries, which most entries do not have."""
    overrides: dict[tuple[str, str], list[tuple[Entry, Rule]]] = field(default_factory=dict)
    known: dict[tuple[str, str], Fact] = field(default_factory=dict)
    found: dict[tuple[str, str], Findings] = field(default_factory=dict)
    """What was found while the fact of a rule was found."""
    open: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.algebra = Algebra(self.manual.units)
        computed = [level for level in self.manual.levels.values() if level.result]
        self.nested = frozenset(level.member for level in computed if level.member)
        for entry in every(self.manual.entries):
            for name, rule in entry.rules.items():
                self.overrides.setdefault((entry.level, name), []).append((entry, rule))

    def attribute(self, owner: Member, name: str, seen: Seen) -> Fact:
        """What is known of `owner.name`."""
        known = dict(owner.known).get(name)
        if known is not None:
            return owned(known, owner.owner, self._unit_of(owner, seen))
        if seen.entry is not None and owner.owner == SELF:
            own = self._of_entry(seen.entry, name, seen)
            if own is not None:
                return own
        level = self.manual.levels[owner.level]
        unit = self._unit_of(owner, seen)
        if name not in level.attributes and (level.name, name) in self.manual.rules:
            return owned(self.rule(level.name, name), owner.owner, unit)
        return self._of_level(level, name, unit) or ANYTHING

    def _unit_of(self, owner: Member, seen: Seen) -> Measure:
        return self.entry_unit(seen) if owner.owner == SELF else own_unit(owner.owner)

    def entry_unit(self, seen: Seen) -> Measure:
        """What `entri` stands for here."""
        if seen.entry is not None:
            return self.of_entry(seen.entry)
        return own_unit(SELF) if seen.unit is None else seen.unit

    def of_entry(self, entry: Entry) -> Measure:
        """The unit of an entry's result."""
        return UNKNOWN if entry.unit is None else self.algebra.declared(entry.unit, UNKNOWN)

    def _of_entry(self, entry: Entry, name: str, seen: Seen) -> Fact | None:
        """What only this entry has, or says of itself."""
        variable = entry.variables.get(name)
        unit = self.of_entry(entry)
        if variable is not None:
            fact = self.quantity(variable.quantity, unit, variable.place)
            if isinstance(fact, Number) and variable.quantity.unit is None:
                fact = replace(fact, unit=UNKNOWN)  # that none is declared is said where it should be
            return replace(fact, range=_put_together(fact.range, variable, entry)) if isinstance(fact, Number) else fact
        if name in entry.rules:
            return self.own_rule(entry, entry.rules[name])
        level = self.manual.levels[entry.level]
        attribute = level.attributes.get(name)
        given = entry.attributes.get(name)
        if attribute is not None and given is not None and not attribute.overridable:
            declared = self.quantity(attribute.quantity, unit, attribute.place)
            return facts.meet(declared, of_outcome(given.outcome))
        if name == level.result:
            return self._result(entry, unit)
        return None

    def own_rule(self, entry: Entry, rule: Rule) -> Fact:
        """What a rule of one entry gives."""
        key = (f"{entry.level}/{entry.kode}", rule.name)
        if key not in self.known:
            if key in self.open:
                return ANYTHING
            self.open.add(key)
            self.found[key] = Findings()
            self.known[key] = self.body(rule, Seen(self.found[key], Member(entry.level, SELF), entry))
            self.open.discard(key)
        return self.known[key]

    def _result(self, entry: Entry, unit: Measure) -> Fact:
        range_ = _several(within(entry.limits), (entry.over_periods, entry.over_places))
        return Number(range_, unit, self.algebra.is_percent(entry.unit), origin=entry.unit_place)

    def _of_level(self, level: Level, name: str, unit: Measure) -> Fact | None:
        attribute = level.attributes.get(name)
        if attribute is not None:
            fact = self.quantity(attribute.quantity, unit, attribute.place)
            # A contract may state of any value that it gives why there is none, also where there is a default.
            filled = attribute.default is not None and attribute.default.value is not None
            own = attribute.source == "manual" and not attribute.overridable
            return facts.may_be_absent(fact, not (filled and own))
        if name == level.result:
            return Number(unit=unit)
        if name == "kode":
            codes = frozenset(getattr(level, "codes", ())) or None
            return Text(codes, codes, absent=False)
        return Text(absent=False) if name == "nama" else None

    def rule(self, level: str, name: str) -> Fact:
        """A rule of a level, whoever overrides it; in a circle nothing is known, which has been reported."""
        key = (level, name)
        if key not in self.known:
            if key in self.open:
                return ANYTHING
            self.open.add(key)
            self.found[key] = Findings()
            fact = self.body(self.manual.rules[key], Seen(self.found[key], Member(level, SELF)))
            for entry, rule in self.overrides.get(key, ()):
                own = self.own_rule(entry, rule)
                fact = facts.join(fact, own, self.algebra)
            self.known[key] = fact
            self.open.discard(key)
        return self.known[key]

    def member(self, level: str, owner: str, entry: Entry | None) -> Member:
        """A member of a level below `entry`: what all its members declare alike is known."""
        inner = [one for one in entry.members if one.level == level] if entry is not None else []
        units = {self.of_entry(one) for one in inner}
        if len(units) != 1:
            return Member(level, owner)
        declared = self.manual.levels[level]
        unit = units.pop()
        known: list[tuple[str, Fact]] = []
        for name, attribute in declared.attributes.items():
            if attribute.quantity.unit == ENTRY_UNIT:
                known.append((name, self.quantity(attribute.quantity, unit, attribute.place)))
        if declared.result:
            known.append((declared.result, Number(unit=unit, origin=inner[0].unit_place)))
        return Member(level, owner, tuple(known))

    def quantity(self, quantity: Quantity, entry_unit: Measure, place: Span) -> Fact:
        """What a declaration says of a value."""
        if isinstance(quantity.type, ListType):
            element = self._plain(quantity, quantity.type.element, entry_unit, place)
            return Many(facts.may_be_absent(element, False), "possible", True)
        return self._plain(quantity, quantity.type, entry_unit, place)

    def _plain(self, quantity: Quantity, type_: Type, entry_unit: Measure, place: Span) -> Fact:
        fact = facts.of_type(type_)
        origin = quantity.unit_place or place
        match fact:
            case Number():
                limits = Limits(quantity.lowest, quantity.highest, quantity.whole)
                misspelt = quantity.unit is None and quantity.unit_place is not None
                unit = UNKNOWN if misspelt else self.algebra.declared(quantity.unit, entry_unit)
                percent = self.algebra.is_percent(quantity.unit)
                return Number(self.limited(limits, quantity.unit), unit, percent, origin=origin)
            case Text() if quantity.choices:
                return Text(frozenset(quantity.choices), frozenset(quantity.choices), origin=place)
        return fact

    def limited(self, limits: Limits, unit: str | None) -> Range:
        """The numbers that declared limits leave; a unit that differs from entry to entry has no step."""
        found = self.manual.units.get(unit) if unit else None
        step = None if unit == ENTRY_UNIT else found.one if found else facts.ONE
        return within(limits, step)


def _put_together(range_: Range, variable: Variable, entry: Entry) -> Range:
    """What a raw datum can be once rows of several periods and offices are put together."""
    places = "jumlah" if entry.over_places == "data mentah" else None
    return _several(range_, (variable.consolidation, places))


def _several(range_: Range, ways: tuple[str | None, ...]) -> Range:
    """Limits are those of one row: a sum goes beyond them, a mean is not whole."""
    if "jumlah" in ways:
        low = range_.low if range_.low is not None and range_.low >= 0 else None
        high = range_.high if range_.high is not None and range_.high <= 0 else None
        range_ = replace(range_, low=low, high=high, low_closed=True, high_closed=True)
    return replace(range_, step=None) if "rata-rata" in ways else range_


def within(limits: Limits, one: Fraction | None = None) -> Range:
    """The numbers that declared limits leave; `one` is what is written as 1 in their unit."""
    step = one if limits.whole else None
    return Range(limits.lowest, limits.highest, step=step)


def of_outcome(outcome: Outcome) -> Fact:
    """What is known of a value at hand; its unit takes that of the place where it stands."""
    match outcome.value:
        case None:
            return facts.NOTHING
        case bool() as truth:
            return Truth(truth, not truth, False)
        case Fraction() as number:
            return Number(just(number), FREE, written=True, absent=False)
        case str() as text:
            return Text(frozenset((text,)), absent=False)
        case date():
            return facts.Day(False)
        case tuple() as items:
            elements = [of_outcome(item) for item in items]
            return Many(facts.join_all(tuple(elements), Algebra({})), "never" if elements else "possible")
    return ANYTHING


def unowned(fact: Fact, owner: str) -> Fact:
    """The other way round: what is known of an attribute of one owner, in terms of `self`."""
    if isinstance(fact, Number) and not isinstance(fact.unit, str) and fact.unit:
        mine, unit = own_unit(owner)[0][0], PLAIN
        result: Measure = unit
        for code, power in fact.unit:
            inner: Measure = own_unit(SELF) if code == mine else ((code, facts.ONE),)
            result = multiplied(result, raised(inner, power))
        return replace(fact, unit=result)
    return fact


def owned(fact: Fact, owner: str, unit: Measure) -> Fact:
    """The fact of a rule, which is about `self`, as one of another owner: the unknown unit becomes that one's."""
    match fact:
        case Number() if not isinstance(fact.unit, str) and any(is_own(code) for code, _ in fact.unit):
            return replace(fact, unit=renamed(fact.unit, owner, unit))
        case Many(element):
            return replace(fact, element=owned(element, owner, unit))
    return fact


def renamed(measure: Powers, owner: str, unit: Measure) -> Measure:
    """The unit with that of `self` exchanged for `unit`; one of a member inside is anybody's."""
    result: Measure = PLAIN
    for code, power in measure:
        inner: Measure = ((code, facts.ONE),)
        if is_own(code):
            inner = unit if code == own_unit(SELF)[0][0] else own_unit("each")
        result = multiplied(result, raised(inner, power))
    return result


def every(entries: Mapping[str, Entry]) -> list[Entry]:
    """All entries and the members inside them."""
    found: list[Entry] = []
    waiting = list(entries.values())
    while waiting:
        entry = waiting.pop(0)
        found.append(entry)
        waiting[:0] = entry.members
    return found
