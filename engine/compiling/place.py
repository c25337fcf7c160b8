"""Where in the source of a body on ratios lines are being written, and what is known there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from engine.compiling.ratio import LONGEST_CONDITION, Facts, Shown, Truth, UnfitForRatios
from engine.compiling.writer import Block, Writer
from engine.language import typed
from engine.record import dataclass, replace

DEEPEST = 60
"""Blocks inside blocks: Python takes a hundred."""
OTHER = "return other(inputs)"


@dataclass(slots=True)
class Room:
    """How often parts of a formula may still be written once for each branch of another."""

    left: int = 24


@dataclass(slots=True)
class Place:
    """Where source is being written: the block, what is known there, and what was computed before.

    `zeros`: for inputs that may be 0, what to call if they are, by variable. `room`: for formulas written out twice.
    """

    writer: Writer
    block: Block
    facts: Facts = field(default_factory=Facts)
    names: Mapping[str, Shown] = field(default_factory=dict)
    done: dict[typed.Typed, Shown] = field(default_factory=dict)
    zeros: Mapping[str, str] = field(default_factory=dict)
    room: Room = field(default_factory=Room)

    def inside(self, signs: tuple[tuple[str, bool], ...] = ()) -> Place:
        """A branch: what becomes known and computed there is forgotten behind it. `signs`: what its condition told."""
        if self.block.depth > DEEPEST:
            raise UnfitForRatios
        made = replace(self, block=self.block.inside(), facts=self.facts.copy(), done=dict(self.done))
        made.facts.learn(signs)
        return made

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
