"""Where in the source of a body on ratios lines are being written, and what is known there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Protocol

from engine.compiling.ratio import LONGEST_CONDITION, Facts, Shown, Truth, UnfitForRatios
from engine.compiling.writer import Block, Writer
from engine.evaluation.frame import Frame
from engine.language import typed
from engine.language.values import Entity
from engine.record import dataclass, replace

DEEPEST = 60
"""Blocks inside blocks: Python takes a hundred."""
OTHER = "return other(inputs)"


MOST_WRITTEN = 20_000
"""Nodes of one formula, each as often as it is written out. So few never spend the budget of steps."""


@dataclass(slots=True)
class Room:
    """How often parts of a formula may still be written once for each branch of another, and nodes altogether."""

    left: int = 24
    nodes: int = MOST_WRITTEN

    def take(self) -> None:
        """One node more."""
        self.nodes -= 1
        if self.nodes < 0:
            raise UnfitForRatios


class Attributes(Protocol):
    """The attributes of entities, while source is generated."""

    def attribute(self, entity: Entity, name: str, place: Place) -> Shown:
        """What is known of an attribute; the lines that compute it stand in front of the place."""


@dataclass(slots=True)
class Place:
    """Where source is being written: the block, what is known there, and what was computed before; `sums` by code.

    `zeros`: for inputs that may be 0, what to call if they are, by variable. `room`: for formulas written out twice.
    `frame`, `entities`: for formulas of rules, the entity and its surroundings.
    """

    writer: Writer
    block: Block
    facts: Facts = field(default_factory=Facts)
    names: Mapping[str, Shown] = field(default_factory=dict)
    done: dict[typed.Typed, Shown] = field(default_factory=dict)
    sums: dict[str, str] = field(default_factory=dict)
    zeros: Mapping[str, str] = field(default_factory=dict)
    room: Room = field(default_factory=Room)
    frame: Frame = field(default_factory=Frame)
    entities: Attributes | None = None

    def bound(self, names: Mapping[str, Shown]) -> Place:
        """The same place, where these locals stand for something."""
        return replace(self, names={**self.names, **names}, done={})

    def apart(self, names: Mapping[str, Shown]) -> Place:
        """The same place in a function of a rule file, which sees its parameters and nothing else."""
        return replace(self, names=names, done={}, frame=Frame(self.frame.world))

    def inside(self, signs: tuple[tuple[str, bool], ...] = ()) -> Place:
        """A branch: what becomes known and computed there is forgotten behind it. `signs`: what its condition told."""
        if self.block.depth > DEEPEST:
            raise UnfitForRatios
        facts = self.facts.copy()
        facts.learn(signs)
        done, sums = dict(self.done), dict(self.sums)
        block, frame = self.block.inside(), self.frame
        return Place(self.writer, block, facts, self.names, done, sums, self.zeros, self.room, frame, self.entities)

    def put(self, line: str, text: str = "") -> None:
        self.block.put(line, text)

    def branch(self, heading: str, other: Place) -> None:
        """A branch that is complete."""
        self.put(heading)
        self.block.take(other.block, charged=False)

    def variable(self, stem: str, bits: int) -> str:
        name = self.writer.fresh(stem)
        self.facts.bits[name] = bits
        return name

    def short(self, truth: Truth) -> Truth:
        """The same truth value; in a variable, if its code is long."""
        if len(truth.code) <= LONGEST_CONDITION:
            return truth
        name = self.writer.fresh("c")
        self.put(f"{name} = {truth.code}")
        return replace(truth, code=name)
