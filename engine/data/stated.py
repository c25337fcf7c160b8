"""What a contract states of an attribute: a value, a value with a note, or a declared reason of its absence.

A value that cannot be used becomes an absence that is not lawful; it is never as if nothing had been stated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from engine.data import absence
from engine.data import problems as problem
from engine.data.model import ValueForm
from engine.diagnostics.model import Diagnostic
from engine.language.types import ANY, NULL, NUMBER
from engine.language.values import Outcome, absent
from engine.manual.checked import ENTRY_UNIT, Entry, Given, Level, Manual, Quantity, Rule
from engine.manual.conform import conform
from engine.manual.form_problems import wrong_form
from engine.manual.given import read_given
from engine.manual.leaves import Held
from engine.manual.nodes import Mapping as MappingNode
from engine.record import dataclass
from engine.source import Span

Sink = Callable[[Diagnostic], None]

_VALUE_KEYS = ("nilai", "alasan", "catatan")


@dataclass(frozen=True, slots=True)
class Slot:
    """An attribute that a contract may state. `wins`: it wins over a rule, so that its note is obligatory."""

    name: str
    quantity: Quantity
    per_period: bool = False
    wins: bool = False


def slots(level: Level, entry: Entry | None, manual: Manual) -> dict[str, Slot]:
    """What a contract may state of a member of this level, by name."""
    given = (one for one in level.attributes.values() if one.source == "kontrak" or one.overridable)
    rules = (rule for name, rule in rules_of(level, entry, manual).items() if rule.given_by == "kontrak")
    return {
        **{one.name: Slot(one.name, one.quantity, one.per_period) for one in given},
        **{rule.name: Slot(rule.name, quantity_of(rule), wins=True) for rule in rules},
    }


def rules_of(level: Level, entry: Entry | None, manual: Manual) -> dict[str, Rule]:
    """The rules that hold for a member, by name; those of its entry before those of its level."""
    general = {name: rule for (owner, name), rule in manual.rules.items() if owner == level.name}
    return {**general, **(entry.rules if entry else {})}


def quantity_of(rule: Rule) -> Quantity:
    """What a rule computes; a number where that is only known while computing."""
    kind = NUMBER if rule.body.type in (ANY, NULL) else rule.body.type
    return Quantity(kind, rule.unit, (), rule.limits.whole, rule.limits.lowest, rule.limits.highest)


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads what is stated of one member; `level` is None at the root. What is wrong goes to `sink`."""

    manual: Manual
    level: str | None
    kode: str
    unit: str | None
    sink: Sink
    unknown_entry: bool = False
    """The manual lacks the entry, so that its own unit is not known."""

    def one(self, held: Held, slot: Slot) -> Given:
        """A value for all periods."""
        if isinstance(held.node, MappingNode) and self._has_periods(held.node):
            self.sink(problem.one_for_all_periods(held.key, slot.name))
            return self._unusable(held, slot)
        return self._value(held, slot)

    def for_periods(self, held: Held, slot: Slot) -> dict[str, Given]:
        """A value for each period named. Where one cannot be told, all that are not named have no usable value."""
        node = held.node
        if not isinstance(node, MappingNode) or (self._is_value(node) and not self._has_periods(node)):
            self.sink(problem.one_for_each_period(held.key, slot.name, next(iter(self.manual.periods))))
            return dict.fromkeys(self.manual.periods, self._unusable(held, slot))
        found: dict[str, Given] = {}
        others: dict[str, Given] = {}
        for key, value in node.entries:
            if key.text in self.manual.periods:
                found[key.text] = self._value(Held(value, key.span, node.flow), slot)
            else:
                self.sink(problem.unknown_period(key.span, key.text, self.manual.periods))
                others = dict.fromkeys(self.manual.periods, self._unusable(Held(key, key.span, node.flow), slot))
        return {**others, **found}

    def _has_periods(self, node: MappingNode) -> bool:
        return any(key.text in self.manual.periods for key, _ in node.entries)

    def _is_value(self, node: MappingNode) -> bool:
        return any(key.text in _VALUE_KEYS for key, _ in node.entries)

    def _value(self, held: Held, slot: Slot) -> Given:
        if isinstance(held.node, MappingNode):
            return self._with_note(held, held.node, slot)
        if slot.wins:
            self.sink(problem.note_needed(held.span, slot.name))
        return self._plain(held, slot, None)

    def _with_note(self, held: Held, node: MappingNode, slot: Slot) -> Given:
        form, found = conform(node, ValueForm)
        for one in found:
            self.sink(one)
        if form is None or (form.nilai is None) == (form.alasan is None):
            if not found and form is not None:
                self.sink(problem.value_or_reason(held.key, form.nilai is not None))
            return self._unusable(held, slot)
        note = form.catatan.text.strip() if form.catatan else None
        if slot.wins and not note and not found:
            self.sink(problem.note_needed(held.key, slot.name))
        if form.nilai is not None:
            return self._plain(form.nilai, slot, note)
        assert form.alasan is not None
        return self._absence(form, slot, note)

    def _plain(self, held: Held, slot: Slot, note: str | None) -> Given:
        if self.unknown_entry and slot.quantity.unit == ENTRY_UNIT:
            return self._unusable(held, slot, note)
        outcome, found = read_given(held.node, slot.quantity, self.manual.units, self.unit, held.in_flow)
        if found is not None:
            self.sink(replace(found, place=held.key) if not held.node.span.text else found)
        return self._unusable(held, slot, note) if outcome is None else Given(outcome, held.span, note)

    def _absence(self, form: ValueForm, slot: Slot, note: str | None) -> Given:
        assert form.alasan is not None
        code, place = form.alasan.text, form.alasan.span
        reason = absence.declared(code, self.manual.reasons, self.id(slot.name), place)
        if reason is None:
            self.sink(problem.unknown_reason(place, code, self.manual.reasons))
            reason = absence.unreadable(self.id(slot.name), place)
        return Given(absent(reason), place, note)

    def _unusable(self, held: Held, slot: Slot, note: str | None = None) -> Given:
        outcome: Outcome = absent(absence.unreadable(self.id(slot.name), held.span))
        return Given(outcome, held.span, note)

    def id(self, name: str) -> str:
        """The id of an input of this member."""
        return absence.input_id(self.level, self.kode, name)


def refused(name: str, place: Span, level: Level, entry: Entry | None, manual: Manual) -> Diagnostic | None:
    """Why a name that exists may not be stated in a contract; None for a name that does not exist."""
    if name in level.attributes:
        return problem.not_yours(place, name)
    if name == level.result or (entry is not None and name in entry.variables):
        return problem.belongs_in_data(place, name)
    return problem.computed_here(place, name) if name in rules_of(level, entry, manual) else None


def as_mapping(held: Held, sink: Sink) -> Mapping[str, Held]:
    """Keys with values; empty, with a problem, where something else stands."""
    node = held.node
    if not isinstance(node, MappingNode):
        sink(wrong_form(held.span, "mapping"))
        return {}
    return {key.text: Held(value, key.span, node.flow) for key, value in node.entries}
