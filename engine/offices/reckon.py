"""Manual + contract + data -> the figures of one period and what is found in them, by whichever way is quickest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from engine.calculation import findings, office
from engine.calculation.paket import Inputs, is_whole
from engine.calculation.rising import falling
from engine.calculation.tree import Node, grow
from engine.compiling.number import Number, Result, result_of
from engine.data.kontrak import Kontrak
from engine.diagnostics.model import Problems
from engine.manual.checked import ENTRY_UNIT, Manual, Unit
from engine.record import dataclass

Heading: TypeAlias = tuple[str, "Unit | None"]
"""The id of a figure and its unit."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The computed figures of a period by id, and what putting rows together and the rules' own checks found."""

    figures: Mapping[str, Number | Result]
    problems: Problems


def reckoned(manual: Manual, inputs: Inputs, period: str) -> Reckoned:
    """One period of one office."""
    world, root = office.figures_of(manual, inputs.kontrak, inputs.data, period)
    figures = {figure.id: result_of(figure.outcome) for figure in office.computed(world, root, period)}
    checks = office.checked(world, root, period)
    published: Problems = ()
    if inputs.published and is_whole(period, manual):
        known = {one.id: one for one in (*office.given(world, root, period), *office.computed(world, root, period))}
        decimals = manual.display.decimals if manual.display else 2
        published = tuple(findings.of_published(inputs.published, known, manual.units, decimals))
    return Reckoned(figures, (*world.problems, *checks, *published))


def lasting(manual: Manual, inputs: Inputs) -> Problems:
    """What is found in a contract whatever the period: given values that fall."""
    return tuple(falling(*office.figures_of(manual, inputs.kontrak, inputs.data, "")))


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
