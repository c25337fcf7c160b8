"""`tidak_turun` of attributes -> conditions, checked in the scope of their level.

A condition may read what rules compute, so it can only be checked when the names of all rules are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.language import typed
from engine.language.operators import condition
from engine.language.types import NUMBER
from engine.manual import rule_problems as problem
from engine.manual.bodies import Bodies
from engine.manual.checked import Attribute, Level
from engine.manual.collect import attributes
from engine.manual.model import AttributeForm
from engine.manual.ruleset import RuleSet


def with_rising(rules: RuleSet) -> dict[str, Level]:
    """The levels, every attribute with the condition under which its values do not fall."""
    return {name: replace(level, attributes=_attributes(level, rules)) for name, level in rules.by_level.items()}


def _attributes(level: Level, rules: RuleSet) -> Mapping[str, Attribute]:
    known = rules.collected.levels
    forms = dict(attributes(known[level.name], known))
    return {
        name: replace(one, rising=_rising(one, forms[name], level.name, rules))
        for name, one in level.attributes.items()
    }


def _rising(attribute: Attribute, form: AttributeForm, level: str, rules: RuleSet) -> typed.Typed | None:
    """A condition that is wrong is reported and holds for no member."""
    if form.tidak_turun is None:
        return None
    if not attribute.per_period or attribute.quantity.type != NUMBER:
        rules.sink(problem.cannot_rise(form.tidak_turun, attribute.name))
        return None
    test = Bodies(rules.sink).formula(form.tidak_turun, rules.scope(level))
    return test if test is not None and condition(test, rules.sink) else None
