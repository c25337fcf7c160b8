"""One table of small wrong edits that a person makes in a rule file, for asking whether anything notices them.

Each operator takes a file as it was read and gives edits of its text; the edited file is read like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from fractions import Fraction

from engine.diagnostics.model import Edit
from engine.language import syntax
from engine.manual.model import EntryFile, RuleFile
from engine.manual.nodes import Scalar
from engine.mutation.texts import NONE, blocks, bodies, constants, formulas, members
from engine.record import dataclass
from engine.source import Span

File = RuleFile | EntryFile

SWAPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One wrong edit. `complete`: it is in a table of which every value must fall into just one row, or in a set of
    weights that must add up, so that reading the rules alone has to notice it."""

    operator: str
    edits: tuple[Edit, ...]
    complete: bool = False

    @property
    def place(self) -> Span:
        return self.edits[0].place


def swap_comparison(file: File, units: Mapping[str, str]) -> Iterator[Mutant]:
    """`<` for `<=` and the like, and `[` for `(` at the end of a range."""
    for tree, complete in formulas(file):
        for node in _nodes(tree):
            match node:
                case syntax.Comparison(operator, left, right) if operator in SWAPPED:
                    between = left.span.source.span(left.span.end, right.span.start)
                    at = between.start + between.text.index(operator)
                    yield _swap(between.source.span(at, at + len(operator)), SWAPPED[operator], complete)
                case syntax.Test(operator, _) if operator in SWAPPED:
                    place = node.span.source.span(node.span.start, node.span.start + len(operator))
                    yield _swap(place, SWAPPED[operator], complete)
                case syntax.RangeLiteral(_, _, low, high):
                    start, end = node.span.start, node.span.end
                    yield _swap(node.span.source.span(start, start + 1), "(" if low else "[", complete)
                    yield _swap(node.span.source.span(end - 1, end), ")" if high else "]", complete)


def _swap(place: Span, text: str, complete: bool) -> Mutant:
    return Mutant("swap_comparison", (Edit(place, text),), complete)


def drop_row(file: File, units: Mapping[str, str]) -> Iterator[Mutant]:
    """A row of a table is gone."""
    for block in blocks(file):
        complete = (block.kind == "tabel" and block.policy != "semua") or block.closed
        for row in block.table.rows if len(block.table.rows) > 1 else ():
            yield Mutant("drop_row", (Edit(_line(row[0]), ""),), complete)


def _line(cell: Span) -> Span:
    """The whole line in which a cell stands, its end included."""
    source, number = cell.source, cell.line
    end = source.starts[number] if number < len(source.starts) else len(source.text)
    return source.span(source.starts[number - 1], end)


def change_weight(file: File, units: Mapping[str, str]) -> Iterator[Mutant]:
    """A weight is another one."""
    for block in blocks(file):
        if not block.closed:
            continue
        names = [cell.text for cell in block.table.header]
        column = next(at for at, name in enumerate(names) if name == "bobot" or name.startswith("="))
        for row in block.table.rows:
            number = _number(row[column].text)
            if number is not None:
                for step in (1, 5):
                    yield Mutant("change_weight", (Edit(row[column], f"{number + step}%"),), True)


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(text.removesuffix("%")) if text.endswith("%") else None
    except ValueError:
        return None


def rename_input(file: File, units: Mapping[str, str]) -> Iterator[Mutant]:
    """A raw datum has another name where it is declared."""
    if isinstance(file, EntryFile):
        for _, form in members(file):
            for key in form.data_mentah:
                for name in (f"{key}_2", f"x_{key}"):
                    yield Mutant("rename_input", (Edit(key.span, name),))


def drop_bound(file: File, units: Mapping[str, str]) -> Iterator[Mutant]:
    """A bound is gone: of a rule, of a component, of a `min` or `max` with a number."""
    for _, form in bodies(file):
        for span in (form.batas_bawah, form.batas_atas):
            if span is not None:
                yield Mutant("drop_bound", (Edit(_line(span), ""),))
    for block in blocks(file):
        for heading, cells in zip(block.table.header, zip(*block.table.rows, strict=True), strict=True):
            if heading.text in ("batas_bawah", "batas_atas"):
                yield from (Mutant("drop_bound", (Edit(cell, NONE),)) for cell in cells if cell.text != NONE)
    for tree, _ in formulas(file):
        for node in _nodes(tree):
            if isinstance(node, syntax.Call) and node.function in ("min", "max") and len(node.arguments) == 2:
                for kept in node.arguments:
                    yield Mutant("drop_bound", (Edit(node.span, f"({kept.value.span.text})"),))


def change_unit(file: File, units: Mapping[str, str]) -> Iterator[Mutant]:
    """A declared satuan is another one. `units`: code -> kind."""
    for word in _units(file):
        for code in units:
            if code != word.text:
                yield Mutant("change_unit", (Edit(word.span, code),))


def _units(file: File) -> Iterator[Scalar]:
    forms: list[object] = [*(form for _, form in bodies(file)), *constants(file)]
    if isinstance(file, EntryFile):
        forms += [datum for _, form in members(file) for datum in form.data_mentah.values()]
    for form in forms:
        word = getattr(form, "satuan", None)
        if isinstance(word, Scalar):
            yield word


def swap_division(file: File, units: Mapping[str, str]) -> Iterator[Mutant]:
    """Numerator and denominator change places."""
    for tree, _ in formulas(file):
        for node in _nodes(tree):
            if isinstance(node, syntax.Chain) and [sign for sign, _ in node.rest] == ["/"]:
                above, below = node.first.span, node.rest[0][1].span
                yield Mutant("swap_division", (Edit(above, below.text), Edit(below, above.text)))


def _nodes(tree: object) -> Iterator[syntax.Node]:
    """A tree and everything in it."""
    if isinstance(tree, tuple):
        for part in tree:
            yield from _nodes(part)
    elif isinstance(tree, syntax.Node):
        yield tree
        for part in fields(tree):
            yield from _nodes(getattr(tree, part.name))


OPERATORS: Mapping[str, Callable[[File, Mapping[str, str]], Iterator[Mutant]]] = {
    "swap_comparison": swap_comparison,
    "drop_row": drop_row,
    "change_weight": change_weight,
    "rename_input": rename_input,
    "drop_bound": drop_bound,
    "change_unit": change_unit,
    "swap_division": swap_division,
}
"""Every operator on rule files by its name. Targets are swapped in contracts: `engine.mutation.contracts`."""
