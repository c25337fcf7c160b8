"""What is computed of an office in a period: which figures, and what was found in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from engine.calculation import office
from engine.calculation.tree import Node, grow
from engine.compiling.number import Number, Result
from engine.data.kontrak import Kontrak
from engine.diagnostics.model import Problems
from engine.manual.checked import ENTRY_UNIT, Manual, Unit
from engine.programs.figures import Figures
from engine.record import dataclass

Heading: TypeAlias = "tuple[str, Unit | None]"
"""The id of a figure and its unit."""


@dataclass(frozen=True, slots=True, eq=False)
class Headings:
    """What is computed under contracts with the same members: the figures in the order of the tree, and their ids."""

    headings: tuple[Heading, ...]
    ids: frozenset[str]


class Computed(Mapping[str, "Number | Result"]):
    """The computed figures of a period by id, each made when it is looked at. `figures`: given ones as well."""

    __slots__ = ("figures", "known")

    def __init__(self, figures: Figures, known: Headings) -> None:
        self.figures = figures
        self.known = known

    def __getitem__(self, id_: str) -> Number | Result:
        if id_ not in self.known.ids:
            raise KeyError(id_)
        return self.figures[id_]

    def __iter__(self) -> Iterator[str]:
        return (id_ for id_, _ in self.known.headings)

    def __len__(self) -> int:
        return len(self.known.headings)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The figures of a period, and what putting rows together and the rules' own checks found."""

    figures: Computed
    problems: Problems


def headings(manual: Manual, kontrak: Kontrak) -> tuple[Heading, ...]:
    """The computed figures of a contract, in the order of the tree, each with its unit."""
    return tuple(
        (node.id(name), manual.units.get(_unit(manual, node, name) or ""))
        for node in grow(kontrak.root).all()
        for name in office.names(manual, node)
    )


def _unit(manual: Manual, node: Node, name: str) -> str | None:
    entry = node.entry
    of_entry = entry.unit if entry else None
    rule = entry.rules.get(name) if entry else None
    if rule is None and name == manual.levels[node.level].result:
        return of_entry
    rule = rule or manual.rules.get((node.level, name))
    return of_entry if rule is not None and rule.unit == ENTRY_UNIT else rule.unit if rule is not None else None
