"""The text of a file -> its tree and what its values are, if all of it can be read.

A file with a mistake in its form or in the writing of a formula is not laid out: what was meant there cannot be told.
What its rules mean is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics.model import Diagnostic, Problems, in_order
from engine.language.parse import parse_cell, parse_formula
from engine.layout.kinds import FORMS, kind_of
from engine.layout.remarks import scalars
from engine.layout.roles import Role, Roles, roles
from engine.layout.tables import NOTHING, kinds
from engine.manual.conform import conform
from engine.manual.nodes import Mapping
from engine.manual.places import compose
from engine.manual.texttable import read_table
from engine.record import dataclass
from engine.source import Source, Span


@dataclass(frozen=True, slots=True)
class Placed:
    """A file that can be laid out."""

    source: Source
    root: Mapping
    roles: Roles


def read(source: Source) -> tuple[Placed | None, Problems]:
    """A file as it stands. None with problems: it cannot be read; None without: it is none of ours."""
    root, problems = compose(source)
    kind = None if root is None else kind_of(root)
    if root is None or kind is None:
        return None, problems if root is None else ()
    assert isinstance(root, Mapping)
    form = FORMS.get(kind)
    found: list[Diagnostic] = [*problems]
    known = Roles()
    if form is not None and not found:
        found += conform(root, form)[1]
        known = roles(root, form)
        found += known.problems
    if not found:
        found += _unwritten(root, known)
    wrong = in_order(problem for problem in found if problem.severity == "error")
    return (None if wrong else Placed(source, root, known)), wrong


def _unwritten(root: Mapping, known: Roles) -> Iterator[Diagnostic]:
    """What is wrong in the writing of formulas and in the form of tables."""
    for scalar in scalars(root):
        role = known.of.get(scalar.span.start)
        if role is None or scalar.slice is None:
            continue
        yield from parse_formula(scalar.slice)[1] if role == "formula" else _table(scalar.slice, role)


def _table(block: Span, role: Role) -> Iterator[Diagnostic]:
    table, problems = read_table(block)
    yield from problems
    if table is None:
        return
    columns = kinds(role, table.header)
    for cell, kind in zip(table.header, columns, strict=True):
        if role == "decision" and kind == "test":
            yield from parse_formula(cell)[1]
    for row in table.rows:
        for cell, kind in zip(row, columns, strict=True):
            if kind != "words" and cell.text != NOTHING:
                yield from (parse_cell if kind == "test" else parse_formula)(cell)[1]
