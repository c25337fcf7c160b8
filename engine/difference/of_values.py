"""What is declared of values -> facts: units, limits, kinds, constants, attributes of levels."""

from __future__ import annotations

from collections.abc import Iterator

from engine.difference import texts
from engine.difference.bodies import node_fact
from engine.difference.comparable import Names, comparable
from engine.difference.facts import Fact, Thing, known, others, plain
from engine.difference.model import Part, Subject
from engine.language.typed import Limits
from engine.language.types import spelled
from engine.language.values import Outcome
from engine.manual.checked import Attribute, Citation, Constant, Level, Manual, Provenance, Quantity, Unit
from engine.source import Span

JENIS = {"number": "angka", "string": "teks", "boolean": "ya/tidak", "date": "tanggal", "list<string>": "daftar"}
"""Kinds of values as rule files call them."""


QUANTITY = ("type", "unit", "choices", "whole", "lowest", "highest")
ATTRIBUTE = ("name", "source", "quantity", "per_period", "overridable", "default", "required", "absence", "rising")


def yes(part: Part, value: bool, place: Span | None) -> Fact:
    """A fact that is so or not."""
    return Fact(part, "", value, lambda: "ya" if value else "tidak", value, place)


def outcome_fact(
    part: Part, value: Outcome | None, unit: Unit | None, place: Span | None = None, id: str = "", key: str = ""
) -> Fact | None:
    """A value that is stated."""
    if value is None:
        return None
    return Fact(part, id, comparable(value, Names()), lambda: texts.outcome(value, unit), value, place, lambda: key)


def limit_facts(limits: Limits, unit: Unit | None, place: Span | None) -> Iterator[Fact | None]:
    """`minimal`, `maksimal`, `bulat`."""
    yield outcome_fact("lowest", None if limits.lowest is None else Outcome(limits.lowest), unit, place)
    yield outcome_fact("highest", None if limits.highest is None else Outcome(limits.highest), unit, place)
    yield yes("whole", limits.whole, place)
    yield from others(limits, place, "lowest", "highest", "whole")


def quantity_facts(quantity: Quantity, manual: Manual, place: Span | None) -> Iterator[Fact | None]:
    """What kind of value it is."""
    kind = spelled(quantity.type)
    yield plain("type", kind, place, JENIS.get(kind, kind))
    yield plain("unit", quantity.unit, quantity.unit_place or place)
    choices = frozenset(quantity.choices)
    yield Fact("choices", "", choices, lambda: ", ".join(quantity.choices), quantity.choices, place)
    limits = Limits(quantity.lowest, quantity.highest, quantity.whole)
    yield from limit_facts(limits, texts.unit_of(quantity.unit, manual.units), place)
    yield from others(quantity, place, *QUANTITY)


def ground_facts(about: Provenance) -> Iterator[Fact | None]:
    """What something rests on."""
    place = about.place
    yield None if about.citation is None else citation_fact(about.citation, place)
    yield plain("certainty", about.certainty, place)
    yield None if about.note is None else plain("note", texts.one_line(about.note), place)
    yield None if about.replaces is None else plain("reason", texts.one_line(about.replaces), place)


def citation_fact(cited: Citation, place: Span | None) -> Fact:
    """What something rests on."""
    return Fact("citation", "", (cited.document, cited.reference), lambda: citation_text(cited), cited, place)


def citation_text(cited: Citation) -> str:
    """A document and the place in it, on one line."""
    parts = (texts.one_line(part) for part in (cited.document, cited.reference))
    return ", ".join(part for part in parts if part)


def constant_thing(owner: str, one: Constant, manual: Manual, inside: Subject | None = None) -> Thing:
    """A constant of a manual, or of an entry (`owner`)."""
    unit = texts.unit_of(one.unit, manual.units)
    facts = (
        outcome_fact("value", one.outcome, unit, one.place),
        plain("unit", one.unit, one.unit_place or one.place),
        *others(one, one.place, "name", "outcome", "unit"),
    )
    return Thing(Subject("constant", owner, one.name), one, one.place, tuple(known(facts)), inside)


def attribute_thing(level: Level, one: Attribute, manual: Manual, names: Names) -> Thing:
    """An attribute that is given, not computed."""
    place = one.place
    unit = texts.unit_of(one.quantity.unit, manual.units)
    required = frozenset(one.required)
    facts = (
        plain("source", one.source, place),
        *quantity_facts(one.quantity, manual, place),
        yes("per_period", one.per_period, place),
        yes("given_by", one.overridable, place),
        outcome_fact("default", one.default, unit, place),
        Fact("required", "", required, lambda: ", ".join(sorted(required)), one.required, place),
        plain("absence", one.absence.code if one.absence else None, place),
        None if one.rising is None else node_fact("rising", one.rising, names),
        *others(one, place, *ATTRIBUTE),
    )
    return Thing(
        Subject("attribute", level.name, one.name), one, place, tuple(known(facts)), Subject("level", "", level.name)
    )
