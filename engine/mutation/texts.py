"""Forms -> the formulas and tables in them, each at its place: what an edit of a rule file can be about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from engine.language import syntax
from engine.language.parse import parse_cell, parse_formula
from engine.manual.conform import conform
from engine.manual.model import BodyForm, CheckForm, ConstantForm, EntryFile, MemberForm, RuleFile, ScaleForm
from engine.manual.nodes import Mapping, Scalar, Sequence
from engine.manual.places import formula_slice
from engine.manual.texttable import TextTable, read_table
from engine.record import dataclass
from engine.source import Span

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


def bodies(file: RuleFile | EntryFile) -> Iterator[tuple[str, BodyForm]]:
    """Everything in a file that computes a value, with its name."""
    if isinstance(file, EntryFile):
        for name, form in members(file):
            yield name, form
            yield from ((str(name), rule) for name, rule in form.aturan.items())
        return
    for section in (file.fungsi, file.aturan):
        yield from ((str(name), form) for name, form in section.items())


def constants(file: RuleFile | EntryFile) -> Iterator[ConstantForm]:
    """The constants of a file."""
    for form in [file] if isinstance(file, RuleFile) else [form for _, form in members(file)]:
        yield from form.tetapan.values()


def checks(file: RuleFile | EntryFile) -> Iterator[CheckForm]:
    """What a file asks of contracts."""
    if isinstance(file, RuleFile):
        yield from file.pemeriksaan.values()


def blocks(file: RuleFile | EntryFile) -> Iterator[Block]:
    """The tables of a file."""
    for _, form in bodies(file):
        if form.tabel is not None:
            yield from _block("tabel", form.tabel, form.kebijakan, form.berjumlah is not None)
        if form.skala is not None:
            yield from _block("skala", form.skala.titik)
        for span in components(form):
            yield from _block("komponen", span, closed=True)
    for scale in _scales(file):
        yield from _block("skala", scale.titik)


def _scales(file: RuleFile | EntryFile) -> Iterator[ScaleForm]:
    if isinstance(file, RuleFile):
        yield from file.skala.values()


def _block(kind: str, span: Span, policy: str = "", closed: bool = False) -> Iterator[Block]:
    table, problems = read_table(span)
    if table is not None and not problems:
        yield Block(kind, table, policy, closed)


def components(form: BodyForm) -> Iterator[Span]:
    """The tables of a `komponen`, one for each set."""
    node = form.komponen.node if form.komponen is not None else None
    if isinstance(node, Scalar):
        yield from _sliced(node)
    elif isinstance(node, Sequence):
        for item in node.items:
            entries = item.entries if isinstance(item, Mapping) else ()
            for key, value in entries:
                if key.text == "tabel" and isinstance(value, Scalar):
                    yield from _sliced(value)


def _sliced(scalar: Scalar) -> Iterator[Span]:
    span, _ = formula_slice(scalar)
    if span is not None:
        yield span


Formula: TypeAlias = "tuple[syntax.Expr | syntax.Cell, bool]"
"""A formula, and whether it is a cell of a table of which every value must fall into just one row."""


def formulas(file: RuleFile | EntryFile) -> Iterator[Formula]:
    """Every formula of a file that can be read, those in cells of tables included."""
    for _, form in bodies(file):
        spans = (form.formula, form.batas_bawah, form.batas_atas, form.skala.masukan if form.skala else None)
        yield from _plain(*spans)
    for check in checks(file):
        yield from _plain(check.syarat)
    for block in blocks(file):
        yield from _in_block(block)


def _plain(*spans: Span | None) -> Iterator[Formula]:
    for span in spans:
        expr = None if span is None else parse_formula(span)[0]
        if expr is not None:
            yield expr, False


def _in_block(block: Block) -> Iterator[Formula]:
    for row in block.table.rows:
        for heading, cell in zip(block.table.header, row, strict=True):
            if block.kind == "tabel" and not heading.text.startswith(("=", "#")):
                found = parse_cell(cell)[0]
                if found is not None:
                    yield found, block.policy == "tunggal"
            elif heading.text.startswith("=") or heading.text in COMPONENT_FORMULAS:
                yield from _plain(cell if cell.text != NONE else None)


def members(file: EntryFile) -> Iterator[tuple[str, MemberForm]]:
    """The entry itself, and the members inside it."""
    yield file.kode.text, file
    for held in (file.model_extra or {}).values():
        for key, node in held.node.entries if isinstance(held.node, Mapping) else ():
            form = conform(node, MemberForm)[0] if isinstance(node, Mapping) else None
            if form is not None:
                yield key.text, form
