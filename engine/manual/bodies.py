"""The body of a rule (formula, tabel, skala, komponen, then bounds and rounding) -> one typed tree.

A part that is wrong is reported and gives no body; the rule then has no value, for that reason, and all others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import cast

from engine.diagnostics.model import Diagnostic, Problems
from engine.evaluation.frame import Frame
from engine.evaluation.reference import compute
from engine.language import operators, syntax, typed
from engine.language.check import check_cell, check_formula
from engine.language.parse import parse_cell, parse_formula
from engine.language.rest import check_rest, check_rest_of_cell
from engine.language.scope import Scope
from engine.language.standing import fitting
from engine.language.types import NULL, NUMBER, STRING, ListType, Type, join
from engine.language.values import Outcome
from engine.manual import rule_problems, sums, table_problems
from engine.manual.conform import conform
from engine.manual.leaves import Held
from engine.manual.model import BodyForm, ComponentSetForm, ScaleForm, SumForm
from engine.manual.nodes import Mapping, Node, Scalar, Sequence
from engine.manual.places import bent, formula_slice
from engine.manual.texttable import TextTable, read_table, row_place
from engine.record import dataclass
from engine.source import Span

UNLIKE = "E307"
"""A value of another kind. Where two columns were exchanged every cell has it, and the first says enough."""
COMPONENT_COLUMNS = ("nama", "bobot", "nilai", "batas_bawah", "batas_atas")
NONE = "-"


@dataclass(frozen=True, slots=True)
class Bodies:
    """Reads the bodies of rules; what is wrong goes to `sink`. `one` is what a declared satuan writes as 1."""

    sink: Callable[[Diagnostic], None]

    def formula(self, span: Span, scope: Scope, wanted: Type | None = None) -> typed.Typed | None:
        """A formula at its place in the file; `wanted` is the kind of its result, if its neighbours tell it."""
        expr, found = parse_formula(span)
        self._report(found)
        if expr is None:
            self._report(check_rest(span, scope))
            return None
        node, found = check_formula(expr, scope, wanted)
        self._report(fitting(span, found))
        return node

    def body(self, form: BodyForm, scope: Scope, one: Fraction) -> typed.Typed | None:
        """Exactly one of the four forms, then bounds, then rounding."""
        core = self._core(form, scope)
        bounded = self._bounded(core, form, scope)
        if bounded is None or form.pembulatan is None:
            return bounded
        if not operators.number(bounded, "pembulatan", self.sink):
            return None
        return typed.Round(bounded, form.pembulatan, one, type=NUMBER, span=bounded.span)

    def _core(self, form: BodyForm, scope: Scope) -> typed.Typed | None:
        if form.formula is not None:
            return self.formula(form.formula, scope)
        if form.tabel is not None:
            return self._table(form.tabel, form, scope)
        if form.skala is not None:
            return self._scaled(form.skala, scope)
        if form.komponen is not None:
            return self._components(form.komponen, scope)
        return None

    def _report(self, problems: Problems) -> None:
        for found in problems:
            self.sink(found)

    def _read(self, block: Span) -> TextTable | None:
        table, found = read_table(block)
        self._report(found)
        return table

    def _bounded(self, core: typed.Typed | None, form: BodyForm, scope: Scope) -> typed.Typed | None:
        if form.batas_bawah is None and form.batas_atas is None:
            return core
        bounds = [None if span is None else self._number(span, scope) for span in (form.batas_bawah, form.batas_atas)]
        bad = any(b is None and s is not None for b, s in zip(bounds, (form.batas_bawah, form.batas_atas), strict=True))
        return None if core is None or bad else self._clamped(core, bounds[0], bounds[1])

    def _clamped(self, core: typed.Typed, low: typed.Typed | None, high: typed.Typed | None) -> typed.Typed | None:
        if low is None and high is None:
            return core
        if not operators.number(core, "batas", self.sink):
            return None
        return typed.Clamp(core, low, high, type=NUMBER, span=core.span)

    def _number(self, span: Span, scope: Scope) -> typed.Typed | None:
        node = self.formula(span, scope)
        return node if node is not None and operators.number(node, "batas", self.sink) else None

    # Decision tables

    def _table(self, block: Span, form: BodyForm, scope: Scope) -> typed.Typed | None:
        table = self._read(block)
        if table is None or len({cell.text for cell in table.header}) < len(table.header):
            return None
        outputs = [at for at, cell in enumerate(table.header) if cell.text.startswith("=")]
        inputs = [at for at, cell in enumerate(table.header) if not cell.text.startswith(("=", "#"))]
        if len(outputs) != 1:
            self.sink(table_problems.no_output(table.header[0].to(table.header[-1])))
            return None
        headers = [self.formula(table.header[at], scope) for at in inputs]
        unlike: dict[int, list[Diagnostic]] = {}
        texts = any(row[outputs[0]].text.startswith('"') for row in table.rows)
        output = (outputs[0], STRING if texts else None)
        rows = [self._row(row, inputs, output, headers, scope, unlike) for row in table.rows]
        self._report(tuple(_of_columns(unlike, table)))
        good = tuple(row for row in rows if row is not None)
        checked = tuple(header for header in headers if header is not None)
        if len(good) != len(rows) or len(checked) != len(headers):
            return None
        self._sums(form.berjumlah, table, good, scope)
        return self._assembled(checked, good, form, block)

    def _sums(self, form: SumForm | None, table: TextTable, rows: tuple[typed.Row, ...], scope: Scope) -> None:
        """What the outputs add up to, where that is declared."""
        if form is None:
            return
        grouping = None if form.kolom is None else form.kolom.text.strip()
        if form.kolom is not None and table.column(grouping or "") is None:
            self.sink(table_problems.missing_column(form.kolom, grouping or ""))
            return
        wanted = self.constant(form.nilai, scope, table_problems.no_number)
        if wanted is not None:
            self._report(tuple(sums.outputs(table, rows, wanted, grouping)))

    def _assembled(
        self, headers: tuple[typed.Typed, ...], rows: tuple[typed.Row, ...], form: BodyForm, block: Span
    ) -> typed.Typed:
        type_: Type = NULL
        for row in rows:
            type_ = join(type_, row.output.type)
        kind = ListType(type_) if form.kebijakan == "semua" else type_
        return typed.Table(headers, rows, form.kebijakan, form.berjumlah is not None, type=kind, span=block)

    def _row(
        self,
        row: tuple[Span, ...],
        inputs: list[int],
        output: tuple[int, Type | None],
        headers: list[typed.Typed | None],
        scope: Scope,
        unlike: dict[int, list[Diagnostic]],
    ) -> typed.Row | None:
        """`unlike` takes up cells of another kind than their heading, by column. `output`: its column, and its kind."""
        conditions = [
            self._cell(row[at], header.type if header else None, scope, at, unlike)
            for at, header in zip(inputs, headers, strict=True)
        ]
        result = self.formula(row[output[0]], scope, output[1])
        good = tuple(condition for condition in conditions if condition is not None)
        if result is None or len(good) != len(conditions):
            return None
        return typed.Row(good, result, row_place(row))

    def _cell(
        self, span: Span, type_: Type | None, scope: Scope, column: int, unlike: dict[int, list[Diagnostic]]
    ) -> typed.Typed | None:
        cell, found = parse_cell(span)
        self._report(found)
        if cell is None and type_ is not None:
            self._report(check_rest_of_cell(span, type_, scope))
        if cell is None or type_ is None:
            return None
        node, found = check_cell(cell, type_, scope)
        unlike.setdefault(column, []).extend(one for one in found if one.code == UNLIKE)
        self._report(tuple(one for one in found if one.code != UNLIKE))
        return node

    # Linear scales

    def _scaled(self, form: ScaleForm, scope: Scope) -> typed.Typed | None:
        if form.masukan is None:
            self.sink(rule_problems.scale_without_input(form.place))
        node = None if form.masukan is None else self.formula(form.masukan, scope)
        return self.scale(form, node, scope)

    def scale(self, form: ScaleForm, input_: typed.Typed | None, scope: Scope) -> typed.Typed | None:
        """A linear scale over `input_`."""
        table = self._read(form.titik)
        if table is None:
            return None
        points = tuple(point for row in table.rows if (point := self._point(row, scope)) is not None)
        if len(points) != len(table.rows):
            return None
        if len(points) < 2 or any(a[0] >= b[0] for a, b in zip(points, points[1:], strict=False)):
            self.sink(table_problems.not_rising(form.titik))
            return None
        if input_ is None or not operators.number(input_, "skala", self.sink):
            return None
        return typed.Scale(input_, points, form.ujung, type=NUMBER, span=form.titik)

    def _point(self, row: tuple[Span, ...], scope: Scope) -> tuple[Fraction, Fraction] | None:
        numbers = [self.constant(cell, scope, table_problems.no_number) for cell in row[:2]]
        good = [number for number in numbers if number is not None]
        return (good[0], good[1]) if len(good) == 2 else None

    def constant(self, span: Span, scope: Scope, problem: Callable[[Span], Diagnostic]) -> Fraction | None:
        """A number that is known beforehand."""
        node = self.formula(span, scope)
        if node is None:
            return None
        value = compute(node, Frame()).outcome.value if is_constant(node) else None
        if not isinstance(value, Fraction):
            self.sink(problem(span))
            return None
        return value

    # Weighted components

    def _components(self, held: Held, scope: Scope) -> typed.Typed | None:
        if isinstance(held.node, Scalar):
            block = self._block(held.node, held)
            return None if block is None else self._component_set(block, scope)
        if not isinstance(held.node, Sequence):
            self.sink(rule_problems.components_form(held.span))
            return None
        return self._conditional(held, held.node, scope)

    def _block(self, scalar: Scalar, held: Held) -> Span | None:
        span, found = formula_slice(scalar)
        found = bent(scalar, held.in_flow) or found
        if found is not None:
            self.sink(found)
            return None
        return span

    def _conditional(self, held: Held, sets: Sequence, scope: Scope) -> typed.Typed | None:
        """The first set whose condition holds; none is N/A."""
        always = [item for item in sets.items[:-1] if not _has_condition(item)]
        for item in always:
            self.sink(table_problems.set_never_reached(item.span))
        pairs = [self._set(item, scope) for item in sets.items]
        if not pairs or always or any(pair is None for pair in pairs):
            return None
        text = typed.Literal(Outcome("tidak ada kelompok komponen yang berlaku"), type=STRING, span=held.key)
        result: typed.Typed = typed.Absence(text, type=NULL, span=held.key)
        for pair in reversed(pairs):
            assert pair is not None
            condition, body = pair
            result = body if condition is None else typed.If(condition, body, result, type=NUMBER, span=body.span)
        return result

    def _set(self, item: object, scope: Scope) -> tuple[typed.Typed | None, typed.Typed] | None:
        if not isinstance(item, Mapping):
            self.sink(rule_problems.components_form(cast("Scalar", item).span))
            return None
        form, found = conform(item, ComponentSetForm)
        self._report(found)
        if form is None:
            return None
        condition = None if form.bila is None else self.formula(form.bila, scope)
        body = self._component_set(form.tabel, scope)
        wrong = condition is None and form.bila is not None
        if condition is not None and not operators.condition(condition, self.sink):
            return None
        return None if body is None or wrong else (condition, body)

    def _component_set(self, block: Span, scope: Scope) -> typed.Typed | None:
        table = self._read(block)
        if table is None or not self._component_columns(table):
            return None
        weights = [self._weight(table, row, scope) for row in table.rows]
        parts = [self._component(table, row, weight, scope) for row, weight in zip(table.rows, weights, strict=True)]
        operands = tuple(part for part in parts if part is not None)
        if not self._adds_up(table, weights) or len(operands) != len(parts) or not operands:
            return None
        if len(operands) == 1:
            return operands[0]
        plus: tuple[syntax.ChainOperator, ...] = tuple("+" for _ in operands[1:])
        return typed.Arithmetic(operands, plus, type=NUMBER, span=block)

    def _weight(self, table: TextTable, row: tuple[Span, ...], scope: Scope) -> Fraction | None:
        return self.constant(row[table.column("bobot") or 0], scope, table_problems.weight_not_constant)

    def _adds_up(self, table: TextTable, weights: list[Fraction | None]) -> bool:
        known = [weight for weight in weights if weight is not None]
        if len(known) != len(weights):
            return False
        column = table.column("bobot") or 0
        found = sums.weights(table.header[column], tuple(row[column] for row in table.rows), known)
        self._report(() if found is None else (found,))
        return found is None

    def _component_columns(self, table: TextTable) -> bool:
        unknown = [
            cell for cell in table.header if cell.text not in COMPONENT_COLUMNS and not cell.text.startswith("#")
        ]
        absent = [name for name in COMPONENT_COLUMNS[:3] if table.column(name) is None]
        for cell in unknown:
            self.sink(table_problems.unknown_column(cell, COMPONENT_COLUMNS))
        for name in absent:
            self.sink(table_problems.missing_column(table.header[0].to(table.header[-1]), name))
        return not unknown and not absent

    def _component(
        self, table: TextTable, row: tuple[Span, ...], weight: Fraction | None, scope: Scope
    ) -> typed.Typed | None:
        cells = {cell.text: row[at] for at, cell in enumerate(table.header)}
        value = self.formula(cells["nilai"], scope)
        written = [span for name in COMPONENT_COLUMNS[3:] if (span := cells.get(name)) and span.text != NONE]
        bounds = {span: self._number(span, scope) for span in written}
        if value is None or weight is None or None in bounds.values():
            return None
        if not operators.number(value, "nilai", self.sink):
            return None
        low, high = (bounds.get(cells[name]) if name in cells else None for name in COMPONENT_COLUMNS[3:])
        clamped = self._clamped(value, low, high)
        if clamped is None:
            return None
        factor = typed.Literal(Outcome(weight), type=NUMBER, span=cells["bobot"])
        product = typed.Arithmetic((factor, clamped), ("*",), type=NUMBER, span=row_place(row))
        return typed.Labelled(cells["nama"].text, product, type=NUMBER, span=product.span)


def _of_columns(unlike: dict[int, list[Diagnostic]], table: TextTable) -> Iterator[Diagnostic]:
    """The first of each column with cells of another kind; of two headings that were exchanged, all of whose cells are,
    one is enough."""
    whole = False
    for column, found in unlike.items():
        cells = [row[column] for row in table.rows if row[column].text != NONE]
        if len(found) > 1 and len(found) == len(cells):
            yield from () if whole else found[:1]
            whole = True
        else:
            yield from found[:1]


def _has_condition(item: Node) -> bool:
    return isinstance(item, Mapping) and any(key.text == "bila" for key, _ in item.entries)


def is_constant(node: typed.Typed) -> bool:
    """Whether this can be computed without any entity, input or period."""
    varying = typed.Local | typed.Self | typed.Relative | typed.Path | typed.PeriodField
    return not any(isinstance(part, varying) for part in typed.walk(node))
