"""Manual + contract -> what is wrong with the contract itself, before there are any data.

A check of the rule files (`pemeriksaan`) belongs here if nothing that its condition rests on comes from data: forbidden
combinations, quotas, weights, numbers of members. Whether that is so is read off the typed formulas; where an entity
reaches a function, whose parameters are of any kind, every attribute of the name is taken to be meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from engine.calculation import findings, office
from engine.calculation.rising import falling
from engine.data.dataset import DataSet
from engine.data.kontrak import Kontrak
from engine.diagnostics.model import Diagnostic, Problems, in_order
from engine.language import typed
from engine.language.types import AnyType, EntityType, ListType
from engine.manual.checked import Entry, Manual, Rule
from engine.record import dataclass

Attribute = tuple[str, str]


def contract_findings(manual: Manual, kontrak: Kontrak) -> Problems:
    """What the checks of the rule files find in a contract, and given values that fall.

    A check is looked at once, or in every period where it rests on what differs from period to period.
    """
    world, root = office.figures_of(manual, kontrak, DataSet({}), "")
    entries = [member.entry for member in kontrak.root.all() if member.entry is not None]
    found: list[Diagnostic] = [*falling(world, root)]
    last = tuple(manual.periods)[-1]
    for check in manual.checks:
        ground = _Ground(manual, entries)
        ground.add(check.condition)
        if not ground.has_data:
            for period in manual.periods if ground.has_periods else (last,):
                found += findings.of_check(check, world, root, period)
    return in_order(found)


@dataclass(slots=True)
class _Ground:
    """What formulas rest on, down to what is given."""

    manual: Manual
    entries: list[Entry]
    rules: Mapping[Attribute, list[Rule]] = field(init=False)
    seen: set[Attribute | str] = field(default_factory=set)
    """Attributes, and functions by name."""
    has_data: bool = False
    has_periods: bool = False

    def __post_init__(self) -> None:
        rules = {attribute: [rule] for attribute, rule in self.manual.rules.items()}
        for entry in self.entries:
            for name, rule in entry.rules.items():
                rules.setdefault((entry.level, name), []).append(rule)
        self.rules = rules

    def add(self, formula: typed.Typed) -> None:
        """This formula and everything that it needs."""
        waiting = [formula]
        while waiting:
            for node in typed.walk(waiting.pop()):
                match node:
                    case typed.PeriodField():
                        self.has_periods = True
                    case typed.Apply(definition) if definition.name not in self.seen:
                        self.seen.add(definition.name)
                        waiting.append(definition.body)
                    case typed.Path():
                        waiting += [body for one in self._meant(node) for body in self._bodies(one)]

    def _meant(self, path: typed.Path) -> Iterator[Attribute]:
        owner = path.object.type
        while isinstance(owner, ListType):
            owner = owner.element
        if isinstance(owner, EntityType):
            yield owner.level, path.name
        elif isinstance(owner, AnyType):
            yield from ((level, path.name) for level in self.manual.levels)

    def _bodies(self, attribute: Attribute) -> Iterator[typed.Typed]:
        """The formulas that may compute an attribute, when it is met first."""
        if attribute in self.seen:
            return
        self.seen.add(attribute)
        level, name = attribute
        rules = self.rules.get(attribute, [])
        given = self.manual.levels[level].attributes.get(name)
        raw = any(name in entry.variables for entry in self.entries if entry.level == level)
        result = name == self.manual.levels[level].result
        self.has_data |= raw or result or any(rule.given_by == "data" for rule in rules)
        self.has_periods |= given is not None and given.per_period
        yield from (rule.body for rule in rules)
