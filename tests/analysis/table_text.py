"""A table as text -> the checked table, what is found in it, and what the evaluator makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from engine.analysis.domains import Dates, Domain, Numbers, Texts, Truths
from engine.evaluation.frame import Frame
from engine.evaluation.inputs import input_empty
from engine.evaluation.reference import compute
from engine.language import typed
from engine.language.check import check_cell, check_formula
from engine.language.parse import parse_cell, parse_formula
from engine.language.scope import NoNames, Scope, Variable
from engine.language.types import ANY, BOOLEAN, DATE, NUMBER, STRING, ListType, Type
from engine.language.values import Outcome, absent
from engine.manual.texttable import read_table
from engine.source import Source, Span

Value = Fraction | str | bool | date | None


class Constants(NoNames):
    """Names of constants, as a rule file would define them."""

    def __init__(self, values: Mapping[str, Outcome]) -> None:
        self.values = values

    def constant(self, name: str) -> Outcome | None:
        return self.values.get(name)

    def constants(self) -> tuple[str, ...]:
        return tuple(self.values)


def type_of(domain: Domain | None) -> Type:
    """The type of an input with this domain."""
    match domain:
        case Numbers():
            return NUMBER
        case Texts():
            return STRING
        case Dates():
            return DATE
        case Truths():
            return BOOLEAN
    return ANY


def table(
    text: str,
    domains: Mapping[str, Domain | None],
    policy: typed.Policy = "tunggal",
    constants: Mapping[str, Outcome] = {},
) -> typed.Table:
    """The table as the checker of manuals makes it."""
    block = Source("tabel.yaml", text).span()
    read, problems = read_table(block)
    assert read is not None and not problems, problems
    names = Constants(constants)
    scope = Scope(names=names).bind(*(Variable(name, type_of(domain)) for name, domain in domains.items()))
    inputs = [at for at, cell in enumerate(read.header) if not cell.text.startswith(("=", "#"))]
    output = next(at for at, cell in enumerate(read.header) if cell.text.startswith("="))
    headers = tuple(_formula(read.header[at], scope) for at in inputs)
    rows = tuple(
        typed.Row(
            tuple(_cell(row[at], header.type, scope) for at, header in zip(inputs, headers, strict=True)),
            _formula(row[output], scope),
            row[0].to(row[-1]),
        )
        for row in read.rows
    )
    return typed.Table(headers, rows, policy, type=ANY, span=block)


def _formula(span: Span, scope: Scope) -> typed.Typed:
    expr, problems = parse_formula(span)
    assert expr is not None, (span.text, problems)
    node, problems = check_formula(expr, scope)
    assert node is not None, (span.text, problems)
    return node


def _cell(span: Span, type_: Type, scope: Scope) -> typed.Typed:
    cell, problems = parse_cell(span)
    assert cell is not None, (span.text, problems)
    node, problems = check_cell(cell, type_, scope)
    assert node is not None, (span.text, problems)
    return node


def rows_hit(node: typed.Table, inputs: Mapping[str, Value]) -> list[int]:
    """The rows that hold for these inputs, as the evaluator of the language says."""
    numbered = tuple(
        replace(row, output=typed.Literal(Outcome(Fraction(at)), type=NUMBER, span=row.span))
        for at, row in enumerate(node.rows)
    )
    collecting = replace(node, rows=numbered, policy="semua", type=ListType(NUMBER))
    known = {name: absent(input_empty(name)) if value is None else Outcome(value) for name, value in inputs.items()}
    found = compute(collecting, Frame(locals=known)).outcome.value
    assert isinstance(found, tuple)
    return [int(item.value) for item in found]  # type: ignore[arg-type]
