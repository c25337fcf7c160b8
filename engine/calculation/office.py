"""Checked manual + contract + data -> figures, findings and the printed table of one office in one period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.calculation import findings
from engine.calculation.origins import figure_of
from engine.calculation.profiling import MeasuringWorld, Profile
from engine.calculation.tree import Node, grow
from engine.calculation.world import NAMA, Moment, View, World
from engine.data.dataset import DataSet
from engine.data.kontrak import Kontrak
from engine.diagnostics.model import Problems, in_order
from engine.evaluation.frame import Frame
from engine.evaluation.reference import compute
from engine.language import typed
from engine.manual.checked import Display, Manual
from engine.results.calculation import Line, Table
from engine.results.figure import Figure

Figures = tuple[Figure, ...]


def figures_of(
    manual: Manual, kontrak: Kontrak, data: DataSet, period: str, profile: Profile | None = None
) -> tuple[World, Node]:
    """The world of an office and its root, ready to be asked for figures of this period. `profile` is told of each rule
    that is computed."""
    if profile is not None:
        return MeasuringWorld(manual, kontrak, data, figure_of, profile=profile), grow(kontrak.root)
    return World(manual, kontrak, data, figure_of), grow(kontrak.root)


def computed(world: World, root: Node, period: str) -> Figures:
    """Every computed attribute of every entity, from the root down, in the order of the rules."""
    return tuple(world.figure(node, name, Moment(period)) for node in root.all() for name in names(world.manual, node))


def given(world: World, root: Node, period: str) -> Figures:
    """Every given attribute and raw datum of every entity, and its name."""
    return tuple(
        world.figure(node, name, Moment(period))
        for node in root.all()
        for name in (NAMA, *world.manual.levels[node.level].attributes, *(node.entry.variables if node.entry else ()))
    )


def names(manual: Manual, node: Node) -> Iterator[str]:
    """The names of what is computed for an entity: its result, the rules of its level, its own rules."""
    yield from names_of(manual, node.level, node.entry.rules if node.entry else ())


def names_of(manual: Manual, level: str, own: Iterable[str]) -> Iterator[str]:
    """The names of what is computed on a level, with the names of an entry's own rules."""
    result = manual.levels[level].result
    ruled = (name for owner, name in manual.rules if owner == level)
    yield from dict.fromkeys((*((result,) if result else ()), *ruled, *own))


def checked(world: World, root: Node, period: str) -> Problems:
    """What the checks of the rule files find."""
    return in_order(
        finding for check in world.manual.checks for finding in findings.of_check(check, world, root, period)
    )


def table(world: World, root: Node, period: str) -> Table | None:
    """The printed table as the rule files lay it out."""
    display = world.manual.display
    if display is None:
        return None
    title = None if display.title is None else _cell(world, root, display.title, period).outcome.value
    lines = tuple(_lines(world, root, display, period, 0))
    totals = tuple((label, _cell(world, root, node, period)) for label, node in display.totals)
    headings = tuple(column.heading for column in display.columns)
    return Table(str(title or root.member.nama), headings, lines, totals, display.colours, display.decimals)


def _lines(world: World, node: Node, display: Display, period: str, depth: int) -> Iterator[Line]:
    shown = node.level in display.levels
    if shown:
        cells = tuple(_optional(world, node, column.cells.get(node.level), period) for column in display.columns)
        yield Line(node.level, node.kode, depth, cells)
    for member in node.members:
        yield from _lines(world, member, display, period, depth + shown)


def _optional(world: World, node: Node, cell: typed.Typed | None, period: str) -> Figure | None:
    return None if cell is None else _cell(world, node, cell, period)


def _cell(world: World, node: Node, cell: typed.Typed, period: str) -> Figure:
    """A cell that names an attribute is that figure, with its unit; any other is computed for the display alone."""
    if isinstance(cell, typed.Path) and isinstance(cell.object, typed.Self):
        return world.figure(node, cell.name, Moment(period))
    step = compute(cell, Frame(View(world, Moment(period)), node))
    return Figure(node.id("="), period, step.outcome, step=step)
