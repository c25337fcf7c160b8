"""Checked manual -> what the operators want to know of it: its units, and in which of them what formulas read is."""

from __future__ import annotations

from engine.language.types import NUMBER
from engine.manual.checked import ENTRY_UNIT, Manual
from engine.mutation.operators import Known


def known_of(manual: Manual) -> Known:
    """What operators want to know of a manual."""
    names: dict[str, set[str]] = {}
    for level in manual.levels.values():
        for attribute in level.attributes.values():
            if attribute.quantity.type == NUMBER:
                names.setdefault(attribute.name, set()).add(attribute.quantity.unit or "")
        if level.result:
            names.setdefault(level.result, set()).add(ENTRY_UNIT)
    for rule in manual.rules.values():
        if rule.unit is not None or rule.body.type == NUMBER:
            names.setdefault(rule.name, set()).add(rule.unit or "")
    for constant in manual.constants.values():
        names.setdefault(constant.name, set()).add(constant.unit or "")
    plain = frozenset(code for code, unit in manual.units.items() if unit.symbol == "%")
    measured = {name: frozenset(units) for name, units in names.items()}
    return Known(tuple(manual.units), plain, ENTRY_UNIT, measured)
