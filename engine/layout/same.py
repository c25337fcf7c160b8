"""Whether two texts of a file say the same: the proof that a layout has changed nothing but the layout."""

from __future__ import annotations

from itertools import zip_longest

from engine.layout.reading import Placed, Tree
from engine.layout.remarks import remarks
from engine.layout.roles import Role
from engine.layout.tables import NOTHING, kinds
from engine.manual.nodes import Mapping, Node, Scalar, Sequence
from engine.manual.texttable import read_table
from engine.record import dataclass
from engine.source import Span


@dataclass(frozen=True, slots=True)
class _Both:
    """The file before and after. Formulas of both are read by the one, so that none is read twice."""

    one: Placed
    other: Placed

    def nodes(self, one: Node, other: Node) -> bool:
        match one, other:
            case Mapping(), Mapping():
                pairs = zip_longest(one.entries, other.entries)
                return len(one.entries) == len(other.entries) and all(
                    a[0].text == b[0].text and self.nodes(a[1], b[1]) for a, b in pairs
                )
            case Sequence(), Sequence():
                items = zip_longest(one.items, other.items)
                return len(one.items) == len(other.items) and all(self.nodes(a, b) for a, b in items)
            case Scalar(), Scalar():
                return self._scalars(one, other)
        return False

    def _scalars(self, one: Scalar, other: Scalar) -> bool:
        role, now = (file.roles.of.get(text.span.start) for file, text in ((self.one, one), (self.other, other)))
        if role is None or one.slice is None or other.slice is None:
            nothing = [text.style == "plain" and not text.text for text in (one, other)]
            return role == now and nothing[0] == nothing[1] and one.text.split() == other.text.split()
        if role == "formula":
            return role == now and self._formula(one.slice.text) == self._formula(other.slice.text)
        return role == now and self._table(one.slice, role) == self._table(other.slice, role)

    def _formula(self, text: str) -> Tree | str:
        return self.one.tree("formula", text) or text

    def _table(self, block: Span, role: Role) -> list[list[Tree | str]]:
        table, _ = read_table(block)
        assert table is not None
        columns = kinds(role, table.header)
        rows: list[list[Tree | str]] = [
            [
                cell.text if kind == "words" or cell.text == NOTHING else self.one.tree(kind, cell.text) or cell.text
                for cell, kind in zip(row, columns, strict=True)
            ]
            for row in table.rows
        ]
        return [[self._heading(cell.text, role) for cell in table.header], *rows]

    def _heading(self, text: str, role: Role) -> Tree | str:
        if text.startswith(("=", "#")):
            return text[0] + text[1:].strip()
        return self._formula(text) if role == "decision" else text


def same(one: Placed, other: Placed) -> bool:
    """Whether two files have the same keys, values, formulas and comments, in the same order.

    How many spaces a text has between its words, or at the ends of its lines, is nothing that it says.
    """
    notes = [[remark.text for remark in remarks(file.source, file.root).all] for file in (one, other)]
    return notes[0] == notes[1] and _Both(one, other).nodes(one.root, other.root)
