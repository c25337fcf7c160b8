"""Inputs, rows and domains of a decision table -> columns of atoms, and each row as a box of them.

A cell that cannot be proved counts in both ways: `sure` is what a row holds for certain, `wide` what it may hold. So a
hole is found only where no row can hold, and an overlap only where both rows hold for certain.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

from engine.analysis.boxes import Bits, Box
from engine.analysis.cells import Passed, mentioned, passed, reading
from engine.analysis.columns import Column, bits, column
from engine.analysis.domains import Domain, Texts, of_type
from engine.language import typed
from engine.language.types import BOOLEAN, DATE, NUMBER, STRING, EntityType, Type, kind
from engine.record import dataclass
from engine.source import Span

Inputs: TypeAlias = tuple[typed.Typed, ...]
Rows: TypeAlias = tuple[typed.Row, ...]
Domains: TypeAlias = "tuple[Domain | None, ...]"

KINDS: Final[dict[str, Type]] = {"number": NUMBER, "string": STRING, "date": DATE, "boolean": BOOLEAN}
CHAIN: Final = typed.Path | typed.Relative | typed.Local | typed.Self | typed.PeriodField


@dataclass(frozen=True, slots=True)
class Unproven:
    """Why a table cannot be proved: a cell, a heading that shares an input with another, or the work it would take."""

    why: Literal["cell", "shared", "work"]
    place: Span | None


@dataclass(frozen=True, slots=True)
class UnknownText:
    """A text in a cell that its column cannot have, because it is not among the declared ones."""

    text: str
    place: Span
    declared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """`of`: for each heading its column; headings that say the same share one. `cells`: of each column from the top."""

    columns: tuple[Column, ...]
    of: tuple[int, ...]
    cells: tuple[tuple[Passed | None, ...], ...]
    sure: tuple[Box, ...]
    wide: tuple[Box, ...]
    unproven: tuple[Unproven, ...]
    unknown: tuple[UnknownText, ...]

    @property
    def present(self) -> Box:
        """All points without an absence."""
        return tuple(one.present for one in self.columns)

    @property
    def possible(self) -> bool:
        """Whether anything can arrive at all."""
        return all(one.all for one in self.columns)


def grid(inputs: Inputs, rows: Rows, domains: Domains) -> Grid:
    """The table as boxes of atoms."""
    headings: dict[typed.Typed, list[int]] = {}
    for at, header in enumerate(inputs):
        headings.setdefault(header, []).append(at)
    lanes = [_lane(members, inputs, rows, domains) for members in headings.values()]
    unproven = [Unproven("shared", header.span) for header in _sharing(tuple(headings))]
    return Grid(
        tuple(lane.column for lane in lanes),
        tuple(next(at for at, members in enumerate(headings.values()) if own in members) for own in range(len(inputs))),
        tuple(lane.cells for lane in lanes),
        tuple(zip(*[lane.sure for lane in lanes], strict=True)) if lanes else ((),) * len(rows),
        tuple(zip(*[lane.wide for lane in lanes], strict=True)) if lanes else ((),) * len(rows),
        (*unproven, *[found for lane in lanes for found in lane.unproven]),
        tuple(found for lane in lanes for found in lane.unknown),
    )


@dataclass(frozen=True, slots=True)
class Lane:
    """One column of the grid, row by row."""

    column: Column
    cells: tuple[Passed | None, ...]
    sure: tuple[Bits, ...]
    wide: tuple[Bits, ...]
    unproven: list[Unproven]
    unknown: list[UnknownText]


def _lane(members: list[int], inputs: Inputs, rows: Rows, domains: Domains) -> Lane:
    """The cells below headings that say the same: a row holds what all of them let through."""
    conditions = [row.conditions[at] for at in members for row in rows]
    domain = next((domains[at] for at in members if domains[at] is not None), None)
    if domain is None:
        domain = _by_kind(inputs[members[0]].type, conditions)
    read = reading(domain)
    through = [passed(condition, read) for condition in conditions]
    unproven = [Unproven("cell", one.span) for one, found in zip(conditions, through, strict=True) if found is None]
    strange = [_unknown_texts(condition, domain) for condition in conditions] if isinstance(domain, Texts) else []
    for at, texts in enumerate(strange):
        through[at] = None if texts else through[at]
    cells = through[: len(rows)]
    for start in range(len(rows), len(through), len(rows) or 1):
        cells = [_both(*pair) for pair in zip(cells, through[start : start + len(rows)], strict=True)]
    made = column(domain, read, [cell for cell in cells if cell is not None])
    sure = tuple([0 if cell is None else bits(made, cell) for cell in cells])
    wide = tuple([made.all if cell is None else own for cell, own in zip(cells, sure, strict=True)])
    return Lane(made, tuple(cells), sure, wide, unproven, [text for texts in strange for text in texts])


def _both(one: Passed | None, other: Passed | None) -> Passed | None:
    return None if one is None or other is None else one & other


def _by_kind(type_: Type, conditions: list[typed.Typed]) -> Domain | None:
    """All values of the kind of a heading, or of the one kind that its cells are about."""
    if of_type(type_) is not None:
        return of_type(type_)
    tests = [condition for condition in conditions if not isinstance(condition, typed.Literal)]
    kinds = {kind(value) for value, _ in mentioned(tests)}
    return of_type(KINDS[kinds.pop()]) if len(kinds) == 1 else None


def _unknown_texts(condition: typed.Typed, domain: Texts) -> list[UnknownText]:
    """Texts that the column is compared with and that are none of the declared ones."""
    declared = domain.declared
    if declared is None:
        return []
    found = _compared_texts(condition)
    return [UnknownText(text, place, declared) for text, place in found if text not in declared]


def _compared_texts(condition: typed.Typed) -> Iterator[tuple[str, Span]]:
    for node in typed.walk(condition):
        if isinstance(node, typed.Member):
            yield from _texts(node.container)
        elif isinstance(node, typed.Compare) and node.operator in ("=", "!="):
            yield from _texts(node.left)
            yield from _texts(node.right)


def _texts(node: typed.Typed) -> Iterator[tuple[str, Span]]:
    if isinstance(node, typed.ListOf):
        for one in node.items:
            yield from _texts(one)
    elif isinstance(node, typed.Literal):
        value = node.outcome.value
        items = [item.value for item in value] if isinstance(value, tuple) else [value]
        yield from ((item, node.span) for item in items if isinstance(item, str))


def _sharing(headers: Inputs) -> list[typed.Typed]:
    """Headings that use an input which another one before them uses as well."""
    found = []
    seen: list[typed.Typed] = []
    for header in headers:
        own = _inputs_of(header)
        if any(_related(a, b) for a in own for b in seen):
            found.append(header)
        seen += own
    return found


def _related(a: typed.Typed, b: typed.Typed) -> bool:
    """Whether one is the other, or a part of it, as a date and its year."""
    return any(part == b for part in _chain(a)) or any(part == a for part in _chain(b))


def _chain(node: typed.Typed) -> Iterator[typed.Typed]:
    """An input and what it is a part of, as long as that is no entity: those hold inputs that are not related."""
    yield node
    while isinstance(node, typed.Path | typed.Relative) and not isinstance(node.object.type, EntityType):
        node = node.object
        yield node


def _inputs_of(header: typed.Typed) -> list[typed.Typed]:
    """The names and paths that a heading reads, each as far as it goes; what the heading binds itself is none."""
    nodes = list(typed.walk(header))
    bound = {node.item for node in nodes if isinstance(node, typed.Filter)}
    bound |= {node.name for node in nodes if isinstance(node, typed.Iterator | typed.Let)}
    inner = {id(node.object) for node in nodes if isinstance(node, typed.Path | typed.Relative)}
    return [node for node in nodes if isinstance(node, CHAIN) and id(node) not in inner and not _starts_in(node, bound)]


def _starts_in(node: typed.Typed, bound: set[str]) -> bool:
    while isinstance(node, typed.Path | typed.Relative):
        node = node.object
    return isinstance(node, typed.Local) and node.name in bound
