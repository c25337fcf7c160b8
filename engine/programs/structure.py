"""A contract -> what it has in common with others (members, texts, absences), and its own numbers and names.

Contracts of one structure need one program for each shape of their data, whatever their targets and names are.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import field
from fractions import Fraction
from typing import TypeAlias

from engine.calculation.tree import Node, grow
from engine.data.kontrak import Kontrak
from engine.language.values import Outcome
from engine.manual.checked import Entry, Given, Manual
from engine.programs.figures import Place, places_of
from engine.programs.leaves import ZERO, Row, Stated, kind_of, numbers_of, widened
from engine.record import dataclass

MOST_TOLD = 20_000
Of: TypeAlias = "tuple[int | None, tuple[int, ...], object]"


@dataclass(frozen=True, slots=True)
class Own:
    """What one contract has alone: names of its members, the kinds of its numbers, and the whole numbers that stand for
    each; None where one is too long for a program."""

    kinds: Mapping[Stated, int]
    names: tuple[str, ...]
    values: Mapping[Stated, tuple[int, ...]] | None


@dataclass(slots=True, eq=False)
class Structure:
    """What contracts have in common. `kontrak`: the first of them."""

    manual: Manual
    kontrak: Kontrak
    root: Node = field(init=False)
    places: Mapping[str, Place] = field(init=False)

    def __post_init__(self) -> None:
        self.root = grow(self.kontrak.root)
        self.places = places_of(self.manual, self.root)

    def rows(self, period: str, everywhere: bool) -> tuple[Row, ...]:
        """The rows that may count for figures of a period; `everywhere`: of other periods as well."""
        periods = [period, *self.manual.periods[period].parts]
        if everywhere:
            periods += self.manual.periods
        rows = (
            (node.kode, name, one, office)
            for node in self.root.all()
            if node.entry is not None
            for name in names_of_rows(self.manual, node.entry)
            for one in dict.fromkeys(periods)
            for office in ((None, *self.kontrak.reporters) if node.entry.over_places else (None,))
        )
        return tuple(dict.fromkeys(rows))


def names_of_rows(manual: Manual, entry: Entry) -> tuple[str, ...]:
    """What rows may give of an entry: raw data, its result, rules that leave it to the data."""
    result = manual.levels[entry.level].result
    own = (name for name, rule in entry.rules.items() if rule.given_by == "data")
    return tuple(dict.fromkeys((*entry.variables, *((result,) if result else ()), *own)))


@dataclass(slots=True, eq=False)
class Told:
    """What is known of values of contracts, each of which many contracts have. `wide`: whole numbers are not told from
    those with a few decimals."""

    wide: bool = False
    known: dict[int, tuple[Outcome, Of]] = field(default_factory=dict)
    """By where a value is in memory, where it is kept, so that no other takes its place."""

    def of(self, outcome: Outcome) -> Of:
        """The kind of a number and the whole numbers that stand for it; of anything else only how it is compared."""
        found = self.known.get(id(outcome))
        if found is None:
            if len(self.known) >= MOST_TOLD:
                self.known.clear()
            found = self.known[id(outcome)] = outcome, self._of(outcome)
        return found[1]

    def _of(self, outcome: Outcome) -> Of:
        value = outcome.value
        if not isinstance(value, Fraction):
            return None, (), value if value is not None else _plain(outcome)
        kind = (widened(value) if self.wide else kind_of(value)) if value else ZERO
        return kind, numbers_of(value, kind) if value else (), (kind, None)


def structure_key(kontrak: Kontrak, told: Told) -> tuple[Hashable, Own]:
    """What contracts of one structure have in common, and what this one has alone."""
    kinds: dict[Stated, int] = {}
    values: dict[Stated, tuple[int, ...]] = {}
    names = [kontrak.root.nama, kontrak.root.kode]
    common: list[Hashable] = [kontrak.reporters]
    for at, member in enumerate(kontrak.root.all()):
        if at:
            names.append(member.nama)
        common.append((member.level, member.kode if at else None, id(member.entry), len(member.members)))
        if member.entry is not None and member.entry.over_places:
            common.append(kontrak.unit_kerja)
        for key, given in _stated(at, member.given, member.per_period):
            kind, numbers, compared = told.of(given.outcome)
            if kind is not None:
                kinds[key] = kind
                values[key] = numbers
            common.append((key, compared))
    return tuple(common), Own(kinds, tuple(names), values if 0 not in kinds.values() else None)


def _plain(outcome: Outcome) -> Hashable:
    """Why there is no value, as it is compared, in what is quick to compare."""
    return tuple(
        (one.code, one.message.text, one.message.values, one.lawful, one.input)
        for one in outcome.reasons + outcome.carried
    )


def _stated(
    at: int, given: Mapping[str, Given], per_period: Mapping[str, Mapping[str, Given]]
) -> list[tuple[Stated, Given]]:
    found: list[tuple[Stated, Given]] = [((at, name, None), one) for name, one in given.items()]
    for name, periods in per_period.items():
        found += [((at, name, period), one) for period, one in periods.items()]
    return found
