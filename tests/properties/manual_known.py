"""What a generated manual has so far, and so what the next formula can see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from random import Random

from tests.properties.manual_bodies import Bodies
from tests.properties.manual_formulas import Formulas
from tests.properties.manual_paket import Entry, GivenRule
from tests.properties.manual_scope import (
    ANY_UNIT,
    COUNTED,
    ENTRY,
    HUNDREDTHS,
    MEASURED,
    RATIOS,
    Scope,
    Signature,
    Thing,
    put,
)
from tests.properties.manual_values import (
    BASE,
    LOW,
    MIDDLE,
    MIDDLE_CODES,
    PART,
    PLANNED,
    RESULT,
    TOP,
    YEAR,
    Declared,
    Values,
    unit_of,
)

LEVELS = (TOP, MIDDLE, LOW)


def _by_level() -> dict[str, list]:
    return {level: [] for level in LEVELS}


@dataclass
class Known:
    """The names of a manual. `before_results`: how many rules of LOW do not need the results of entries; `shared`: the
    rules of LOW that PART has too."""

    make: Formulas
    values: Values
    bodies: Bodies
    has_parts: bool
    attributes: dict[str, list[Declared]] = field(default_factory=_by_level)
    rules: dict[str, list[Thing]] = field(default_factory=_by_level)
    constants: list[Thing] = field(default_factory=list)
    functions: list[Signature] = field(default_factory=list)
    given: list[GivenRule] = field(default_factory=list)
    before_results: int = 0
    shared: set[str] = field(default_factory=set)

    @property
    def chance(self) -> Random:
        return self.make.chance

    def attribute_things(self, level: str, *, result: bool) -> tuple[Thing, ...]:
        """The given attributes of a level, and its result."""
        things = [one.thing for one in self.attributes[level]]
        if level == LOW:
            names = (PLANNED, RESULT) if result else (PLANNED,)
            things += [Thing(name, "number", ENTRY, tags=("unit: entri",)) for name in names]
        return tuple(things)

    def scope(self, level: str, *, result: bool) -> Scope:
        """What a rule of a level sees. `result`: the results of entries too."""
        at = LEVELS.index(level)
        above = [
            replace(one.thing, text=f"{upper}.{one.name}", tags=("language: attribute of a level above",))
            for upper in LEVELS[:at]
            for one in self.attributes[upper]
        ]
        own = [*self.attribute_things(level, result=result), *self.rules[level]]
        members = {
            lower: (*self.attribute_things(lower, result=True), *self.rules[lower]) for lower in LEVELS[at + 1 :]
        }
        if level in (MIDDLE, LOW):
            place = "kode" if level == MIDDLE else f"{MIDDLE}.kode"
            above.append(Thing(place, "text", choices=MIDDLE_CODES, tags=("form: kode of a level",)))
        above.append(Thing("periode.kode", "text", choices=(*BASE, YEAR), tags=("language: periode",)))
        if level == LOW and self.has_parts and result:
            members[PART] = self.attribute_things(LOW, result=True)
        return Scope((*own, *above, *self.constants), tuple(self.functions), members, entity=True)

    def scope_of_entry(self, entry: Entry, own: Iterable[Thing], level: str, *, result: bool = False) -> Scope:
        """As for a rule of the level, with the entry's own unit, raw data, constants and rules."""
        actual = unit_of(entry.satuan)
        general = [
            replace(
                one,
                unit=put(
                    tuple((ANY_UNIT[0][0] if code == "entri" else code, power) for code, power in one.unit), actual
                ),
            )
            for one in self.scope(LOW, result=result).things
            if level == LOW or one not in self.rules[LOW] or one.text in self.shared
        ]
        return Scope((*(one.thing for one in entry.variables), *own, *general), tuple(self.functions), entity=True)


def begun(chance: Random) -> Known:
    """A manual that has nothing yet but its units, and how many mistakes are to be made in it."""
    make = Formulas(chance, set(), chance.choice((0, 0, 1, 1, 1, 2)), chance.choice((0.02, 0.05, 0.1)))
    codes = [HUNDREDTHS, *chance.sample(RATIOS, 1), *chance.sample(COUNTED, chance.choice((1, 2, 2)))]
    values = Values(make, codes + chance.sample(MEASURED, chance.choice((1, 1, 2))))
    return Known(make, values, Bodies(make, values), chance.random() < 0.25)
