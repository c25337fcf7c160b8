"""Whether two texts of a file say the same: the proof that a layout has changed nothing but the layout."""

from __future__ import annotations

from functools import lru_cache
from itertools import zip_longest

from engine.language.parse import parse_cell, parse_formula
from engine.language.syntax import Cell, Expr
from engine.layout.reading import Placed
from engine.layout.remarks import remarks
from engine.layout.roles import Role, Roles
from engine.layout.tables import kinds
from engine.manual.nodes import Mapping, Node, Scalar, Sequence
from engine.manual.texttable import read_table
from engine.source import Source, Span


def same(one: Placed, other: Placed) -> bool:
    """Whether two files have the same keys, values, formulas and comments, in the same order."""
    notes = [[remark.text for remark in remarks(file.source, file.root).waiting] for file in (one, other)]
    return notes[0] == notes[1] and _nodes(one.root, other.root, one.roles, other.roles)


def _nodes(one: Node, other: Node, role: Roles, other_role: Roles) -> bool:
    match one, other:
        case Mapping(), Mapping():
            pairs = zip_longest(one.entries, other.entries)
            return len(one.entries) == len(other.entries) and all(
                a[0].text == b[0].text and _nodes(a[1], b[1], role, other_role) for a, b in pairs
            )
        case Sequence(), Sequence():
            items = zip_longest(one.items, other.items)
            return len(one.items) == len(other.items) and all(_nodes(a, b, role, other_role) for a, b in items)
        case Scalar(), Scalar():
            found = role.of.get(one.span.start)
            return found == other_role.of.get(other.span.start) and _scalars(one, other, found)
    return False


def _scalars(one: Scalar, other: Scalar, role: Role | None) -> bool:
    if role is None or one.slice is None or other.slice is None:
        nothing = [scalar.style == "plain" and not scalar.text for scalar in (one, other)]
        return nothing[0] == nothing[1] and _text(one.text) == _text(other.text)
    if role == "formula":
        return _formula(one.slice.text) == _formula(other.slice.text)
    return _table(one.slice, role) == _table(other.slice, role)


def _text(text: str) -> list[str]:
    """The words of a text: how many spaces end a line is nothing that it says."""
    return text.split()


@lru_cache(1024)
def _formula(text: str) -> Expr | str:
    return parse_formula(Source("<formula>", text).span())[0] or text


@lru_cache(1024)
def _cell(text: str) -> Cell | str:
    return parse_cell(Source("<cell>", text).span())[0] or text


def _table(block: Span, role: Role) -> list[list[Expr | Cell | str]]:
    table, _ = read_table(block)
    assert table is not None
    columns = kinds(role, table.header)
    heads = [_formula(cell.text) if role == "decision" else cell.text for cell in table.header]
    rows = [
        [
            cell.text if kind == "words" else (_cell if kind == "test" else _formula)(cell.text)
            for cell, kind in zip(row, columns, strict=True)
        ]
        for row in table.rows
    ]
    return [[*heads], *rows]
