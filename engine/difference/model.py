"""A difference as data: changes, each of one part of one thing, with what stood there before and what stands there now.

Nothing here is about lines of files: what was moved, reformatted or written in another order is not there at all.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import Literal

from engine.record import dataclass
from engine.source import Span

Kind = Literal[
    "head",
    "document",
    "period",
    "reason",
    "unit",
    "level",
    "attribute",
    "constant",
    "function",
    "rule",
    "check",
    "display",
    "entry",
    "result",
    "variable",
    "entry_rule",
    "contract",
    "member",
]
"""`result`: how the result of an entry is computed. `document`: one that many rules cite. `contract`, `member`: of a
paket."""

Part = Literal[
    # of the whole thing
    "added",
    "removed",
    "renamed",
    # of what computes a value
    "body",
    "columns",
    "policy",
    "closed",
    "row",
    "row_input",
    "row_order",
    "input",
    "ends",
    "point",
    "point_input",
    "set",
    "component",
    "weight",
    "component_value",
    "component_low",
    "component_high",
    "bound_low",
    "bound_high",
    "rounding",
    "parameters",
    # of what is said of a value
    "value",
    "unit",
    "lowest",
    "highest",
    "whole",
    "type",
    "choices",
    "given_by",
    "period",
    "default",
    "required",
    "absence",
    "rising",
    "source",
    "per_period",
    "consolidation",
    "places",
    "part_of",
    "divisor",
    "result_given",
    "attribute",
    # of its ground
    "citation",
    "reason",
    "certainty",
    "note",
    "description",
    # of codes, levels, checks, displays, heads
    "name",
    "parts",
    "order",
    "lawful",
    "kind",
    "symbol",
    "member",
    "result",
    "follows",
    "codes",
    "condition",
    "message",
    "severity",
    "title",
    "levels",
    "column",
    "total",
    "status",
    "colour",
    "decimals",
    "under",
    "starts",
    "stops",
    "replaces",
    "extends",
    "fills",
    # of a contract
    "office",
    "year",
    "number",
    "date",
    "reporters",
    "manual",
    "given",
    "given_note",
    "other",
]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is changed: a kind of thing, whose it is, and its name.

    `owner` is a level, the label of an entry (`level/kode`), or empty. An entry itself has its level as `owner` and its
    kode as `name`. `also`: further levels for which the same rule or attribute holds.
    """

    kind: Kind
    owner: str
    name: str
    also: tuple[str, ...] = field(default=(), compare=False)

    @property
    def label(self) -> str:
        """`level.name`, `level/kode`, `level/kode.name`, or just the name."""
        if self.kind in ("entry", "member"):
            return f"{self.owner}/{self.name}"
        return f"{self.owner}.{self.name}" if self.owner else self.name


@dataclass(frozen=True, slots=True)
class Detail:
    """One part of a thing that comes or goes, or of what has another key now."""

    subject: Subject
    part: Part
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands on one side: as it is written (one line, or the lines of a table), where, and the checked thing: a
    typed node, a record of `engine.manual.checked`, or a plain value. `article` and `reason`: what it rests on, and why
    it overrides another rule. `details`: all that is said of a thing that comes or goes."""

    text: str
    place: Span | None = field(default=None, compare=False)
    value: object = field(default=None, compare=False, repr=False)
    article: str = field(default="", compare=False)
    reason: str = field(default="", compare=False)
    details: tuple[Detail, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Change:
    """One part of one thing that is not as it was. `key` says which of several: the inputs of a row, the name of a
    component, the x of a point. `before` is None where there was nothing, `after` where there is nothing any more."""

    subject: Subject
    part: Part
    key: str
    before: Piece | None
    after: Piece | None

    @property
    def place(self) -> Span | None:
        """Where it stands now, or stood."""
        side = self.after or self.before
        return side.place if side else None

    @property
    def swapped(self) -> Change:
        """The same change the other way round."""
        part: Part = {"added": "removed", "removed": "added"}.get(self.part, self.part)  # type: ignore[assignment]
        return Change(self.subject, part, self.key, self.after, self.before)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """`2a` before `10a`."""
    pieces = re.findall(r"\d+|\D+", text)
    return tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces)
