"""Checked manual -> which parts of its formulas can be reached, and what their values can be there.

The same look at a manual as that of `analyse`, with what is known of each node kept. A node that is only ever looked at
behind a condition that cannot hold is out of reach; nothing is said of nodes that nobody looks at.
"""

from __future__ import annotations

from dataclasses import field
from typing import TypeAlias

from engine.analysis import facts
from engine.analysis.analyse import Analysis
from engine.analysis.facts import Fact, Number, Text, Truth
from engine.analysis.infer import Inference
from engine.analysis.ranges import ALL, Range
from engine.analysis.seen import Seen
from engine.language import typed
from engine.manual.checked import Manual
from engine.record import dataclass
from engine.source import Span

Identity: TypeAlias = "tuple[str, str, int, int]"
"""What a node is and where it stands: the same in a copy of the manual in which something else was exchanged."""


def identity(node: typed.Typed | typed.Row) -> Identity:
    """The identity of a node or of a row of a table."""
    span = node.span
    return type(node).__name__, span.source.name, span.start, span.end


@dataclass(slots=True)
class Watching(Inference):
    """Remembers the facts of every node, those of all uses joined."""

    live: dict[Identity, Fact] = field(default_factory=dict)
    dead: set[Identity] = field(default_factory=set)

    def fact(self, node: typed.Typed, seen: Seen) -> Fact:
        """What is known of the value of a formula, which is kept."""
        found = Inference.fact(self, node, seen)
        if isinstance(node, typed.Member) and isinstance(found, Truth):
            found = self._among(node, found, seen)
        key = identity(node)
        if seen.dead:
            self.dead.add(key)
        else:
            known = self.live.get(key)
            self.live[key] = found if known is None else facts.join(known, found, self.declared.algebra)
        return found

    def _among(self, node: typed.Member, found: Truth, seen: Seen) -> Truth:
        """Whether a text can be this one, and another one."""
        value = Inference.fact(self, node.value, seen)
        held = node.container.outcome.value if isinstance(node.container, typed.Literal) else None
        if not isinstance(value, Text) or value.choices is None or not isinstance(held, str):
            return found
        return Truth(held in value.choices, bool(value.choices - {held}), found.absent)


@dataclass(frozen=True, slots=True)
class Reach:
    """`holes`: tables of which it is not proved that a row holds for every value."""

    live: dict[Identity, Fact]
    dead: frozenset[Identity]
    holes: frozenset[Span]

    def reached(self, node: typed.Typed) -> bool:
        """Whether anything can lead to this node."""
        key = identity(node)
        return key in self.live or key not in self.dead

    def fact(self, node: typed.Typed) -> Fact | None:
        """What is known of the value of a node, None where nobody looked."""
        return self.live.get(identity(node))

    def truth(self, node: typed.Typed) -> Truth:
        """Which answers a condition can give."""
        fact = self.live.get(identity(node))
        return fact if isinstance(fact, Truth) else Truth()

    def range(self, node: typed.Typed) -> Range:
        """The numbers that a node can give."""
        fact = self.live.get(identity(node))
        return fact.range if isinstance(fact, Number) else ALL


def reach(manual: Manual) -> Reach:
    """What can be reached in a manual."""
    analysis = Analysis(manual, Watching)
    for _ in (*analysis.rules(), *analysis.entries(), *analysis.shown()):
        pass
    infer = analysis.infer
    assert isinstance(infer, Watching)
    holes = frozenset(
        table.span
        for table, uses in infer.tables.values()
        if not uses or any(report.holes or report.more_holes or report.unproven for report, _ in uses.values())
    )
    return Reach(infer.live, frozenset(infer.dead), holes)
