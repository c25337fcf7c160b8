"""Rules, functions and checks -> things with their facts."""

from __future__ import annotations

from collections.abc import Iterator

from engine.difference import texts
from engine.difference.bodies import body_facts, node_fact
from engine.difference.comparable import Names
from engine.difference.facts import Fact, Thing, known, others, plain
from engine.difference.model import Kind, Subject
from engine.difference.of_values import ground_facts, limit_facts
from engine.language.typed import Definition
from engine.manual.checked import Check, Manual, Rule

RULE = ("name", "body", "unit", "provenance", "given_by", "period", "limits")
SEVERITY = {"error": "temuan", "warning": "peringatan"}


def rule_thing(
    kind: Kind,
    owner: str,
    rule: Rule,
    manual: Manual,
    names: Names,
    inside: Subject | None = None,
    own: str | None = None,
) -> Thing:
    """A rule of a level or of an entry; `own` is the unit of that entry."""
    place = rule.provenance.place
    facts = (
        *body_facts(rule.body, names),
        *how_facts(rule, manual, own),
        *ground_facts(rule.provenance),
        *others(rule, place, *RULE),
    )
    return Thing(Subject(kind, owner, rule.name), rule, place, tuple(known(facts)), inside)


def how_facts(rule: Rule, manual: Manual, own: str | None) -> Iterator[Fact | None]:
    """What is declared of what a rule computes."""
    place = rule.provenance.place
    yield plain("unit", rule.unit, rule.unit_place or place)
    yield plain("given_by", rule.given_by, place)
    yield plain("period", rule.period, place)
    yield from limit_facts(rule.limits, texts.unit_of(rule.unit, manual.units, own), place)


def function_thing(one: Definition, manual: Manual, names: Names) -> Thing:
    """A function, or a named scale."""
    place = one.body.span
    facts = (
        Fact("parameters", "", one.parameters, lambda: ", ".join(one.parameters), one.parameters, place),
        *body_facts(one.body, names.binding(*one.parameters)),
        plain("unit", one.unit, place),
        *limit_facts(one.limits, texts.unit_of(one.unit, manual.units), place),
        *others(one, place, "name", "parameters", "body", "unit", "limits"),
    )
    return Thing(Subject("function", "", one.name), one, place, tuple(known(facts)))


def check_thing(one: Check, names: Names) -> Thing:
    """A finding that rules ask for."""
    place = one.provenance.place
    facts = (
        node_fact("condition", one.condition, names),
        node_fact("message", one.message, names),
        plain("severity", one.severity, place, SEVERITY[one.severity]),
        *ground_facts(one.provenance),
        *others(one, place, "level", "condition", "message", "severity", "provenance"),
    )
    name = one.provenance.name.removeprefix(f"{one.level}.")
    return Thing(Subject("check", one.level, name), one, place, tuple(known(facts)))
