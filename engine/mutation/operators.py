"""One table of small wrong edits that a person makes in a rule file, for asking whether anything notices them.

Each operator takes a file as it was read and gives edits of its text; the edited file is read like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, fields
from fractions import Fraction
from itertools import combinations

from engine.diagnostics.model import Edit
from engine.language import syntax
from engine.manual.model import EntryFile, RevisedEntry
from engine.manual.nodes import Scalar
from engine.mutation.texts import (
    NONE,
    Block,
    File,
    Formula,
    attributes,
    blocks,
    bodies,
    constants,
    formulas,
    groups,
    limits,
    members,
)
from engine.record import dataclass
from engine.source import Span

SWAPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}


@dataclass(frozen=True, slots=True)
class Known:
    """What a file itself does not say. `units`: the codes that may be written; `plain`: those of them that are another
    way to write a plain number. `names`: the codes in which what formulas read is measured, more than one where a name
    stands for different things; `""` is a plain number, and `own` the unit of each entry."""

    units: tuple[str, ...] = ()
    plain: frozenset[str] = frozenset()
    own: str = ""
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One wrong edit. `complete`: it is in a table of which every value must fall into just one row, or in a set of
    weights that must add up, so that reading the rules alone has to notice it. `table`: the one in which it stands."""

    operator: str
    edits: tuple[Edit, ...]
    complete: bool = False
    table: Span | None = None

    @property
    def place(self) -> Span:
        return self.edits[0].place


def swap_comparison(file: File, known: Known) -> Iterator[Mutant]:
    """`<` for `<=` and the like, and `[` for `(` at the end of a range."""
    for formula in formulas(file):
        for node in _nodes(formula.tree):
            for edit in _comparisons(node):
                yield _in_table("swap_comparison", edit, formula)


def _comparisons(node: syntax.Node) -> Iterator[Edit]:
    match node:
        case syntax.Comparison(operator, left, right) if operator in SWAPPED:
            between = left.span.source.span(left.span.end, right.span.start)
            at = between.start + between.text.index(operator)
            yield Edit(between.source.span(at, at + len(operator)), SWAPPED[operator])
        case syntax.Test(operator, _) if operator in SWAPPED:
            yield Edit(node.span.source.span(node.span.start, node.span.start + len(operator)), SWAPPED[operator])
        case syntax.RangeLiteral(_, _, low, high):
            start, end = node.span.start, node.span.end
            yield Edit(node.span.source.span(start, start + 1), "(" if low else "[")
            yield Edit(node.span.source.span(end - 1, end), ")" if high else "]")


def _in_table(operator: str, edit: Edit, formula: Formula) -> Mutant:
    """An edit in a formula: that of a cell with a condition must show where its table is unique."""
    table = formula.block.table.span if formula.block is not None else None
    condition = isinstance(formula.tree, syntax.Cell)
    return Mutant(operator, (edit,), condition and formula.block is not None and formula.block.unique, table)


def drop_row(file: File, known: Known) -> Iterator[Mutant]:
    """A row of a table is gone."""
    for block in blocks(file):
        for row in block.table.rows if len(block.table.rows) > 1 else ():
            yield Mutant("drop_row", (Edit(_line(row[0]), ""),), block.unique or block.closed, block.table.span)


def _line(cell: Span) -> Span:
    """The whole line in which a cell stands, its end included."""
    source, number = cell.source, cell.line
    end = source.starts[number] if number < len(source.starts) else len(source.text)
    return source.span(source.starts[number - 1], end)


def change_weight(file: File, known: Known) -> Iterator[Mutant]:
    """A weight is another one."""
    for block in blocks(file):
        for cell in _weights(block) if block.closed else ():
            number = _number(cell.text)
            if number is not None:
                for step in (1, 5):
                    yield Mutant("change_weight", (Edit(cell, f"{number + step}%"),), True, block.table.span)


def _weights(block: Block) -> Iterator[Span]:
    for heading, cells in zip(block.table.header, zip(*block.table.rows, strict=True), strict=False):
        if heading.text == "bobot" or heading.text.startswith("="):
            yield from cells


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(text.removesuffix("%")) if text.endswith("%") else None
    except ValueError:
        return None


def rename_input(file: File, known: Known) -> Iterator[Mutant]:
    """A raw datum has another name where it is declared."""
    if isinstance(file, EntryFile | RevisedEntry):
        for _, form in members(file):
            for key in form.data_mentah:
                for name in (f"{key}_2", f"x_{key}"):
                    yield Mutant("rename_input", (Edit(key.span, name),))


def drop_bound(file: File, known: Known) -> Iterator[Mutant]:
    """A bound is gone: of a rule or component, one side of `min` or `max`, one end of a range in a cell, a limit."""
    for _, form in bodies(file):
        for span in (form.batas_bawah, form.batas_atas):
            if span is not None:
                yield Mutant("drop_bound", (Edit(_line(span), ""),))
    for block in blocks(file):
        for heading, cells in zip(block.table.header, zip(*block.table.rows, strict=True), strict=False):
            if heading.text in ("batas_bawah", "batas_atas"):
                for cell in cells:
                    if cell.text != NONE:
                        yield Mutant("drop_bound", (Edit(cell, NONE),))
    for formula in formulas(file):
        for node in _nodes(formula.tree):
            if isinstance(node, syntax.Call) and node.function in ("min", "max") and len(node.arguments) == 2:
                for kept in node.arguments:
                    yield Mutant("drop_bound", (Edit(node.span, f"({kept.value.span.text})"),))
        for edit in _ends(formula.tree):
            yield _in_table("drop_bound", edit, formula)
    for _, limit in limits(file):
        if not limit.in_flow:
            yield Mutant("drop_bound", (Edit(_line(limit.key), ""),))


def _ends(tree: syntax.Expr | syntax.Cell) -> Iterator[Edit]:
    """Ranges in a cell, each with one of its ends alone."""
    for node in tree.tests if isinstance(tree, syntax.Cell) else ():
        if isinstance(node, syntax.RangeLiteral):
            yield Edit(node.span, f"{'>=' if node.low_closed else '>'} {node.low.span.text}")
            yield Edit(node.span, f"{'<=' if node.high_closed else '<'} {node.high.span.text}")


def change_unit(file: File, known: Known) -> Iterator[Mutant]:
    """A declared satuan is another one."""
    for word in _units(file):
        for code in known.units:
            if code != word.text:
                yield Mutant("change_unit", (Edit(word.span, code),))


def _units(file: File) -> Iterator[Scalar]:
    forms: list[object] = [*(form for _, form in bodies(file)), *constants(file), *attributes(file)]
    if isinstance(file, EntryFile | RevisedEntry):
        forms += [datum for _, form in members(file) for datum in form.data_mentah.values()]
    for form in forms:
        word = getattr(form, "satuan", None)
        if isinstance(word, Scalar):
            yield word


def swap_division(file: File, known: Known) -> Iterator[Mutant]:
    """Numerator and denominator change places."""
    for formula in formulas(file):
        for node in _nodes(formula.tree):
            match node:
                case syntax.Chain(first, (("/", second), *_)):
                    edits = Edit(first.span, _operand(second)), Edit(second.span, _operand(first))
                    yield Mutant("swap_division", edits)


def _operand(node: syntax.Expr) -> str:
    """Its text, in brackets where it would fall apart without those that stood around it."""
    return f"({node.span.text})" if isinstance(node, syntax.Chain) else node.span.text


def swap_inputs(file: File, known: Known) -> Iterator[Mutant]:
    """Two inputs of different units change places in what one rule, entry or function computes."""
    units = {**known.names, **_own_names(file)}
    here = file.satuan.text if isinstance(file, EntryFile | RevisedEntry) and file.satuan is not None else known.own
    plain = {code: "" for code in known.plain}

    def measures(name: str) -> frozenset[str]:
        codes = (here if code == known.own else code for code in units.get(name, ()))
        return frozenset(plain.get(code, code) for code in codes)

    for group in groups(file):
        found = [name for formula in group for node in _nodes(formula.tree) for name in _name(node)]
        measured = [(name, unit) for name in found if (unit := measures(name.text))]
        for (one, unit), (other, another) in combinations(measured, 2):
            if not unit & another:
                yield Mutant("swap_inputs", (Edit(one, other.text), Edit(other, one.text)))


def _name(node: syntax.Node) -> Iterator[Span]:
    match node:
        case syntax.Name():
            yield node.span
        case syntax.Path():
            yield node.name_span


def _own_names(file: File) -> dict[str, frozenset[str]]:
    """The units of raw data, constants and rules of an entry, which only it has."""
    if not isinstance(file, EntryFile | RevisedEntry):
        return {}
    found: dict[str, set[str]] = {}
    for _, form in members(file):
        for section in (form.data_mentah, form.tetapan, form.aturan):
            for key, one in section.items():
                word = getattr(one, "satuan", None)
                found.setdefault(str(key), set()).add(word.text if word is not None else "")
    return {name: frozenset(units) for name, units in found.items()}


def _nodes(tree: object) -> Iterator[syntax.Node]:
    """A tree and everything in it."""
    if isinstance(tree, tuple):
        for part in tree:
            yield from _nodes(part)
    elif isinstance(tree, syntax.Node):
        yield tree
        for part in fields(tree):
            yield from _nodes(getattr(tree, part.name))


OPERATORS: Mapping[str, Callable[[File, Known], Iterator[Mutant]]] = {
    "swap_comparison": swap_comparison,
    "drop_row": drop_row,
    "change_weight": change_weight,
    "rename_input": rename_input,
    "drop_bound": drop_bound,
    "change_unit": change_unit,
    "swap_division": swap_division,
    "swap_inputs": swap_inputs,
}
"""Every operator on rule files by its name. Targets are swapped in contracts: `engine.mutation.contracts`."""
