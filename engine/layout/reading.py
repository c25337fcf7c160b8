"""The text of a file -> its tree and what its values are, if all of it can be read.

A file with a mistake in its form or in the writing of a formula is not laid out: what was meant there cannot be told.
What its rules mean is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Literal, TypeAlias

from engine.diagnostics.model import Diagnostic, Problems, in_order
from engine.language.parse import parse_cell, parse_formula
from engine.language.syntax import Cell, Expr
from engine.layout.kinds import FORMS, kind_of
from engine.layout.remarks import scalars
from engine.layout.roles import Role, Roles, of_cases, roles
from engine.layout.tables import NOTHING, kinds
from engine.manual.conform import conform
from engine.manual.nodes import Mapping
from engine.manual.places import compose
from engine.manual.texttable import read_table
from engine.record import dataclass
from engine.source import Source, Span

Kind = Literal["formula", "test"]
Tree: TypeAlias = "Expr | Cell | None"


@dataclass(frozen=True, slots=True)
class Placed:
    """A file that can be laid out. `trees`: what the texts of its formulas and cells say, as far as they were read."""

    source: Source
    root: Mapping
    roles: Roles
    trees: dict[tuple[Kind, str], Tree] = field(default_factory=dict)

    def tree(self, kind: Kind, text: str) -> Tree:
        """What a formula or a cell says, wherever it stands; None for one that cannot be read."""
        if (kind, text) not in self.trees:
            self.written(kind, Source("<formula>", text).span())
        return self.trees[kind, text]

    def written(self, kind: Kind, span: Span) -> Problems:
        """What is wrong in the writing of a formula or a cell."""
        if (kind, span.text) in self.trees:
            return ()
        tree, problems = (parse_cell if kind == "test" else parse_formula)(span)
        if not problems:
            self.trees[kind, span.text] = tree
        return problems


def read(source: Source) -> tuple[Placed | None, Problems]:
    """A file as it stands. None with problems: it cannot be read; None without: it is none of ours."""
    file, problems = place(source)
    if file is not None:
        problems = in_order(_unwritten(file))
    return (None if problems else file), problems


def place(source: Source) -> tuple[Placed | None, Problems]:
    """As `read`, but formulas and tables are not looked into."""
    root, problems = compose(source)
    kind = None if root is None else kind_of(root)
    if root is None or kind is None:
        return None, problems if root is None else ()
    assert isinstance(root, Mapping)
    form = FORMS.get(kind)
    found: list[Diagnostic] = [*problems]
    known = of_cases(root) if kind == "cases" else Roles()
    if form is not None and not found:
        found += conform(root, form)[1]
        known = roles(root, form)
        found += known.problems
    wrong = in_order(problem for problem in found if problem.severity == "error")
    return (None if wrong else Placed(source, root, known)), wrong


def _unwritten(file: Placed) -> Iterator[Diagnostic]:
    """What is wrong in the writing of formulas and in the form of tables."""
    for scalar in scalars(file.root):
        role = file.roles.of.get(scalar.span.start)
        if role is None or scalar.slice is None:
            continue
        yield from file.written("formula", scalar.slice) if role == "formula" else _table(file, scalar.slice, role)


def _table(file: Placed, block: Span, role: Role) -> Iterator[Diagnostic]:
    table, problems = read_table(block)
    yield from problems
    if table is None:
        return
    columns = kinds(role, table.header)
    for cell, kind in zip(table.header, columns, strict=True):
        if role == "decision" and kind == "test":
            yield from file.written("formula", cell)
    for row in table.rows:
        for cell, kind in zip(row, columns, strict=True):
            if kind != "words" and cell.text != NOTHING:
                yield from file.written(kind, cell)
