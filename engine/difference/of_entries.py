"""Entries -> things: the entry itself, how its result is computed, its raw data, constants and own rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.difference import texts
from engine.difference.bodies import body_facts
from engine.difference.comparable import Names
from engine.difference.facts import Fact, Thing, known, others, plain
from engine.difference.model import Subject
from engine.difference.of_rules import rule_thing
from engine.difference.of_values import constant_thing, ground_facts, limit_facts, outcome_fact, quantity_facts
from engine.manual.checked import Entry, Manual, Variable

ENTRY = (
    "level", "kode", "nama", "unit", "provenance", "attributes", "variables", "result", "result_given", "rules",
    "over_periods", "over_places", "members", "constants", "limits",
)  # fmt: skip


def entry_things(entry: Entry, above: Subject | None, manual: Manual, names: Names) -> Iterator[Thing]:
    """An entry and everything that belongs to it, its members included."""
    subject = Subject("entry", entry.level, entry.kode)
    label = subject.label
    here = replace(names, entry=label, level=entry.level)
    yield Thing(subject, entry, entry.provenance.place, tuple(known(_entry_facts(entry, above, manual, names))), above)
    yield from (_variable(label, one, manual, here, subject) for one in entry.variables.values())
    yield from (constant_thing(label, one, manual, subject) for one in entry.constants.values())
    if entry.result is not None:
        result = entry.result
        facts = (*body_facts(result.body, here), plain("given_by", result.given_by, result.provenance.place))
        place = result.provenance.place
        yield Thing(Subject("result", label, result.name), result, place, tuple(known(facts)), subject)
    yield from (rule_thing("entry_rule", label, one, manual, here, subject, entry.unit) for one in entry.rules.values())
    for member in entry.members:
        yield from entry_things(member, subject, manual, names)


def _entry_facts(entry: Entry, above: Subject | None, manual: Manual, names: Names) -> Iterator[Fact | None]:
    place = entry.provenance.place
    yield plain("name", texts.one_line(entry.nama), place)
    yield plain("unit", entry.unit, entry.unit_place or place)
    yield plain("member", above.label if above else None, place)
    level = manual.levels[entry.level]
    for name, given in entry.attributes.items():
        quantity = level.attributes[name].quantity if name in level.attributes else None
        unit = texts.unit_of(quantity.unit if quantity else None, manual.units, entry.unit)
        yield outcome_fact(
            "attribute", given.outcome, unit, given.place, names.new("attribute", entry.level, name), name
        )
    yield None if entry.result_given is None else plain("result_given", texts.one_line(entry.result_given), place)
    yield plain("consolidation", entry.over_periods, place)
    yield plain("places", entry.over_places, place)
    yield from limit_facts(entry.limits, texts.unit_of(entry.unit, manual.units), place)
    yield from ground_facts(entry.provenance)
    yield from others(entry, place, *ENTRY)


def _variable(label: str, one: Variable, manual: Manual, names: Names, inside: Subject) -> Thing:
    def other(name: str | None) -> str | None:
        return None if name is None else names.new("own", label, name)

    facts = (
        *quantity_facts(one.quantity, manual, one.place),
        plain("consolidation", one.consolidation, one.place),
        _reference("part_of", one.part_of, other(one.part_of), one),
        _reference("divisor", one.divisor, other(one.divisor), one),
        *others(one, one.place, "name", "quantity", "consolidation", "part_of", "divisor"),
    )
    return Thing(Subject("variable", label, one.name), one, one.place, tuple(known(facts)), inside)


def _reference(part: str, name: str | None, new: str | None, one: Variable) -> Fact | None:
    if name is None:
        return None
    return Fact("part_of" if part == "part_of" else "divisor", "", new, lambda: name, name, one.place)
