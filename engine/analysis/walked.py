"""Formulas -> their nodes, each formula walked through once, however many questions are asked about it."""

from __future__ import annotations

from dataclasses import field

from engine.language import typed
from engine.record import dataclass


@dataclass(slots=True)
class Walked:
    """The nodes of formulas. A formula is known by its `id`, which is its own for as long as its nodes are kept."""

    known: dict[int, tuple[object, ...]] = field(default_factory=dict)

    def nodes(self, body: typed.Typed) -> tuple[object, ...]:
        """As `typed.walk`."""
        found = self.known.get(id(body))
        if found is None:
            found = self.known[id(body)] = tuple(typed.walk(body))
        return found
