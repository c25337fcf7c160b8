"""A checked thing before and after, and some of the changes between -> the thing in which just those are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from engine.difference.mixing import mixed_body
from engine.difference.model import Change
from engine.language.typed import Definition, Limits, Round
from engine.manual.checked import Attribute, Entry, Quantity, Rule, Unit, Variable
from engine.record import names_of, replace

FIELDS: Mapping[str, tuple[str, ...]] = {
    "unit": ("unit", "unit_place"),
    "value": ("outcome",),
    "given_by": ("given_by", "overridable"),
    "absence": ("absence",),
    "consolidation": ("consolidation", "over_periods"),
    "places": ("over_places",),
    "name": ("nama", "name", "message"),
    "renamed": ("name", "kode"),
    "codes": ("codes",),
}
"""The fields in which a part stands, where they have other names."""
OF_QUANTITY = {"type": "type", "unit": "unit", "choices": "choices", "whole": "whole"}
LIMITS = {"lowest": "lowest", "highest": "highest", "whole": "whole"}
LEFT = ("attributes", "member", "members", "rules")
"""Fields that are mixed elsewhere, or that two kinds of things call alike."""


def mixed(old: Any, new: Any, made: Sequence[Change]) -> Any:
    """The record `old` with what these changes say."""
    fields: dict[str, Any] = {}
    for change in made:
        for name in FIELDS.get(change.part, (change.part,)):
            if name in names_of(old) and name not in LEFT:
                fields[name] = getattr(new, name)
    if isinstance(old, Rule | Definition):
        fields["body"] = mixed_body(old.body, new.body, made)
    if isinstance(old, Definition) and old.parameters != new.parameters:
        fields |= {
            "parameters": new.parameters,
            "body": new.body,
        }  # what is written in the one has no meaning in the other
    if isinstance(old, Rule | Definition | Entry):
        fields["limits"] = _limits(old.limits, new.limits, made)
    if isinstance(old, Attribute | Variable):
        fields["quantity"] = _quantity(old.quantity, new.quantity, made)
    if isinstance(old, Entry):
        fields["attributes"] = _attributes(old, new, made)
    return replace(old, **fields)


def rounded_in(rule: Rule, unit: Unit | None) -> Rule:
    """A rule whose rounding counts its decimals in this unit."""
    one = unit.one if unit else Fraction(1)
    body = rule.body
    if not isinstance(body, Round) or body.one == one:
        return rule
    return replace(rule, body=replace(body, one=one))


def _limits(old: Limits, new: Limits, made: Sequence[Change]) -> Limits:
    parts = {change.part for change in made}
    return replace(old, **{name: getattr(new, name) for part, name in LIMITS.items() if part in parts})


def _quantity(old: Quantity, new: Quantity, made: Sequence[Change]) -> Quantity:
    parts = {change.part for change in made}
    known = {**OF_QUANTITY, **LIMITS}
    return replace(old, **{name: getattr(new, name) for part, name in known.items() if part in parts})


def _attributes(old: Entry, new: Entry, made: Sequence[Change]) -> dict[str, Any]:
    """What an entry states, by name."""
    found = dict(old.attributes)
    for change in made:
        if change.part == "attribute":
            found.pop(change.key, None)
            if change.key in new.attributes:
                found[change.key] = new.attributes[change.key]
    return found
