"""Forms -> the formulas and tables in them, each at its place: what an edit of a rule file can be about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from engine.language import syntax
from engine.language.parse import parse_cell, parse_formula
from engine.manual.conform import conform
from engine.manual.leaves import Held
from engine.manual.model import (
    AttributeForm,
    BodyForm,
    CheckForm,
    ConstantForm,
    EntryFile,
    EntryKeys,
    LimitsForm,
    MemberForm,
    RevisedEntry,
    RuleFile,
    ScaleForm,
)
from engine.manual.nodes import Mapping, Scalar, Sequence
from engine.manual.places import formula_slice
from engine.manual.texttable import TextTable, read_table
from engine.record import dataclass, replace
from engine.source import Span

File = RuleFile | EntryFile | RevisedEntry

COMPONENT_FORMULAS = ("nilai", "batas_bawah", "batas_atas")
NONE = "-"


@dataclass(frozen=True, slots=True)
class Block:
    """A table: a decision table, the points of a scale, or a set of weighted components."""

    kind: str
    table: TextTable
    policy: str = ""
    closed: bool = False
    """Whether what stands in its rows must add up."""

    @property
    def unique(self) -> bool:
        """Whether every value must fall into just one of its rows."""
        return self.kind == "tabel" and self.policy == "tunggal"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as it was read, and the table in a cell of which it stands."""

    tree: syntax.Expr | syntax.Cell
    block: Block | None = None


Group: TypeAlias = tuple[Formula, ...]
"""The formulas of one thing that is computed or asked for."""


def members(file: EntryFile | RevisedEntry) -> Iterator[tuple[str, EntryKeys]]:
    """The entry itself, and the members inside it."""
    yield file.kode.text, file
    for held in file.extra.values():
        for key, node in held.node.entries if isinstance(held.node, Mapping) else ():
            form = conform(node, MemberForm)[0] if isinstance(node, Mapping) else None
            if form is not None:
                yield key.text, form


def bodies(file: File) -> Iterator[tuple[str, BodyForm]]:
    """Everything in a file that computes a value, with its name."""
    if isinstance(file, EntryFile | RevisedEntry):
        for name, form in members(file):
            yield name, form
            yield from ((str(name), rule) for name, rule in form.aturan.items())
        return
    for section in (file.fungsi, file.aturan):
        yield from ((str(name), form) for name, form in section.items())


def constants(file: File) -> Iterator[ConstantForm]:
    """The constants of a file."""
    for form in [file] if isinstance(file, RuleFile) else [form for _, form in members(file)]:
        yield from form.tetapan.values()


def attributes(file: File) -> Iterator[AttributeForm]:
    """The attributes that a file gives to levels."""
    if isinstance(file, RuleFile):
        for level in file.tingkat.values():
            yield from level.atribut.values()


def limits(file: File) -> Iterator[tuple[LimitsForm, Held]]:
    """Every declared limit of a value, with what it is a limit of."""
    forms: list[LimitsForm] = [*(form for _, form in bodies(file)), *attributes(file)]
    if isinstance(file, EntryFile | RevisedEntry):
        forms += [datum for _, form in members(file) for datum in form.data_mentah.values()]
    for form in forms:
        yield from ((form, limit) for limit in (form.minimal, form.maksimal) if isinstance(limit, Held))


def blocks(file: File) -> Iterator[Block]:
    """The tables of a file."""
    for _, form in bodies(file):
        yield from _blocks_of(form)
    for scale in _scales(file):
        yield from _block("skala", scale.titik)


def _blocks_of(form: BodyForm) -> Iterator[Block]:
    if form.tabel is not None:
        yield from _block("tabel", form.tabel, form.kebijakan, form.berjumlah is not None)
    if form.skala is not None:
        yield from _block("skala", form.skala.titik)
    for _, span in _component_sets(form):
        yield from _block("komponen", span, closed=True)
    for rows in (form.baris, form.baris_baru):
        if rows is not None:
            yield from _block_of_rows(rows)


def _block_of_rows(span: Span) -> Iterator[Block]:
    """Rows that a version changes or adds: of a table if one of the columns is an answer, else of components."""
    for block in _block("tabel", span):
        decides = any(heading.text.startswith("=") for heading in block.table.header)
        yield block if decides else replace(block, kind="komponen", closed=True)


def _scales(file: File) -> Iterator[ScaleForm]:
    if isinstance(file, RuleFile):
        yield from file.skala.values()


def _block(kind: str, span: Span, policy: str = "", closed: bool = False) -> Iterator[Block]:
    table, problems = read_table(span)
    if table is not None and not problems:
        yield Block(kind, table, policy, closed)


def _component_sets(form: BodyForm) -> Iterator[tuple[Span | None, Span]]:
    """The tables of a `komponen`, each with its condition, if it has one."""
    node = form.komponen.node if form.komponen is not None else None
    if isinstance(node, Scalar):
        yield from ((None, span) for span in _sliced(node))
    elif isinstance(node, Sequence):
        for item in node.items:
            entries = {key.text: value for key, value in item.entries} if isinstance(item, Mapping) else {}
            condition = next(_sliced(entries.get("bila")), None)
            yield from ((condition, span) for span in _sliced(entries.get("tabel")))


def _sliced(node: object) -> Iterator[Span]:
    span = formula_slice(node)[0] if isinstance(node, Scalar) else None
    if span is not None:
        yield span


def formulas(file: File) -> Iterator[Formula]:
    """Every formula of a file that can be read, those in cells of tables included."""
    for group in groups(file):
        yield from group


def groups(file: File) -> Iterator[Group]:
    """The formulas of a file, those of one rule, entry, function or check together."""
    for _, form in bodies(file):
        spans = [form.formula, form.batas_bawah, form.batas_atas, form.skala.masukan if form.skala else None]
        spans += [condition for condition, _ in _component_sets(form)]
        yield (*_plain(*spans), *(formula for block in _blocks_of(form) for formula in _in_block(block)))
    for check in _checks(file):
        yield tuple(_plain(check.syarat))


def _checks(file: File) -> Iterator[CheckForm]:
    if isinstance(file, RuleFile):
        yield from file.pemeriksaan.values()


def _plain(*spans: Span | None, block: Block | None = None) -> Iterator[Formula]:
    for span in spans:
        tree = None if span is None else parse_formula(span)[0]
        if tree is not None:
            yield Formula(tree, block)


def _in_block(block: Block) -> Iterator[Formula]:
    """Of a decision table its inputs, the conditions in its rows and their answers; of components what is formulas."""
    decides = block.kind == "tabel"
    for heading, cells in zip(block.table.header, zip(*block.table.rows, strict=True), strict=False):
        if heading.text.startswith("#"):
            continue
        answers = heading.text.startswith("=")
        if decides and not answers:
            yield from _plain(heading, block=block)
        for cell in cells:
            if decides and not answers:
                tree = parse_cell(cell)[0]
                yield from (Formula(tree, block),) if tree is not None else ()
            elif answers or heading.text in COMPONENT_FORMULAS:
                yield from _plain(cell if cell.text != NONE else None, block=block)
