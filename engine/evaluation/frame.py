"""What a formula is computed with: the world of entities, the entity it belongs to, the locals, the budget of steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Protocol

from engine.diagnostics.model import Reason
from engine.language import typed
from engine.language.limits import STEPS
from engine.language.values import Entity, Outcome
from engine.record import dataclass


class World(Protocol):
    """The entities and their attributes in one period."""

    def attribute(self, entity: Entity, name: str) -> Outcome: ...
    def relatives(self, entity: Entity, level: str) -> Entity | tuple[Entity, ...]:
        """The entity above, or the members below, in the order of the contract."""

    def period(self, name: str) -> str:
        """`kode` or `nama` of the period."""

    def reason(self, code: str) -> Reason | None:
        """A declared reason of absence."""


class NoWorld:
    """For formulas outside any rule set: the checker lets none of these be asked."""

    def attribute(self, entity: Entity, name: str) -> Outcome:
        raise AssertionError(name)

    def relatives(self, entity: Entity, level: str) -> Entity | tuple[Entity, ...]:
        raise AssertionError(level)

    def period(self, name: str) -> str:
        raise AssertionError(name)

    def reason(self, code: str) -> Reason | None:
        return None


class BudgetSpent(Exception):
    """Never leaves this room: it becomes an N/A of the formula that spent the budget."""


@dataclass(slots=True)
class Budget:
    """How many steps one computation may still take."""

    left: int = STEPS

    def spend(self, steps: int = 1) -> None:
        self.left -= steps
        if self.left < 0:
            raise BudgetSpent


@dataclass(frozen=True, slots=True)
class Frame:
    world: World = field(default_factory=NoWorld)
    entity: Entity | None = None
    locals: Mapping[str, Outcome] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)

    def bind(self, name: str, outcome: Outcome) -> Frame:
        return Frame(self.world, self.entity, {**self.locals, name: outcome}, self.budget)


@dataclass(frozen=True, slots=True)
class Step:
    """One node computed: what came out, and from which steps. `row` is the row of a table that held."""

    node: typed.Typed
    outcome: Outcome
    parts: tuple[Step, ...] = ()
    row: typed.Row | None = None
