"""What computes a value -> facts: rows, points, weights and bounds one by one, a formula as a whole.

A body has one of four forms. Where it has another form on the other side, its parts cannot be held against each other:
then the whole body is the change. A formula is one part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator

from engine.difference import texts
from engine.difference.comparable import Names, comparable
from engine.difference.facts import Fact
from engine.difference.model import Part
from engine.language import typed
from engine.manual.texttable import read_table
from engine.record import dataclass
from engine.source import Span

FORM: Part = "body"
INNER: frozenset[Part] = frozenset(
    ("columns", "policy", "closed", "row", "row_order", "input", "ends", "point", "set", "component", "weight")
    + ("component_value", "component_low", "component_high")
)
"""The parts that say nothing where the form is another one."""


def body_facts(body: typed.Typed, names: Names) -> Iterator[Fact]:
    """The facts of a body: rounding, bounds, and what is inside them. The first is its form."""
    core = body
    outer: list[Fact] = []
    if isinstance(core, typed.Round):
        decimals = core.decimals
        outer.append(Fact("rounding", "", decimals, lambda: str(decimals), decimals))
        core = core.operand
    if isinstance(core, typed.Clamp):
        outer += _bounds(core, names, "bound_low", "bound_high", "", lambda: "")
        core = core.operand
    yield from _core(core, names)
    yield from outer


def _bounds(
    clamp: typed.Clamp, names: Names, low: Part, high: Part, id: Hashable, key: Callable[[], str]
) -> Iterator[Fact]:
    for part, bound in ((low, clamp.low), (high, clamp.high)):
        if bound is not None:
            yield node_fact(part, bound, names, id, key)


def node_fact(
    part: Part, node: typed.Typed, names: Names, id: Hashable = "", key: Callable[[], str] = lambda: ""
) -> Fact:
    """A formula as a fact."""
    return Fact(part, id, comparable(node, names), lambda: texts.node(node), node, node.span, key)


def _core(core: typed.Typed, names: Names) -> Iterator[Fact]:
    sets = component_sets(core)
    if sets is not None:
        yield Fact(FORM, "", "components", lambda: block_text(core.span), core, core.span)
        yield from _components(sets, names)
        return
    match core:
        case typed.Table():
            columns = frozenset(comparable(one, names) for one in core.inputs)
            yield Fact(FORM, "", ("table", columns), lambda: block_text(core.span), core, core.span)
            yield from _table(core, names)
        case typed.Scale(input_, points, ends):
            yield Fact(FORM, "", "scale", lambda: block_text(core.span), core, core.span)
            yield Fact("ends", "", ends, lambda: ends, ends, core.span)
            if not (isinstance(input_, typed.Local) and input_.name == "masukan"):
                yield node_fact("input", input_, names)
            yield from _points(core, points)
        case _:
            shape = ("formula", comparable(core, names))
            yield Fact(FORM, "", shape, lambda: texts.node(core), core, core.span)


# Tables


def _table(table: typed.Table, names: Names) -> Iterator[Fact]:
    yield Fact("policy", "", table.policy, lambda: table.policy, table.policy, table.span)
    yield Fact("closed", "", table.closed, lambda: "ya" if table.closed else "tidak", table.closed, table.span)
    inputs = [comparable(one, names) for one in table.inputs]
    rows = []
    counted: Counter[Hashable] = Counter()
    for row in table.rows:
        cells = frozenset(
            (heading, comparable(condition, names)) for heading, condition in zip(inputs, row.conditions, strict=True)
        )
        counted[cells] += 1
        rows.append((cells, counted[cells]))
        yield _row(row, (cells, counted[cells]), names)
    if table.policy != "tunggal":
        yield Fact("row_order", "", tuple(rows), lambda: block_text(table.span), table, table.span)


def _row(row: typed.Row, id: tuple[Hashable, int], names: Names) -> Fact:
    def key() -> str:
        text = " | ".join(texts.cell(condition.span) for condition in row.conditions)
        return text if id[1] == 1 else f"{text} #{id[1]}"

    return Fact("row", id, comparable(row.output, names), lambda: texts.node(row.output), row, row.span, key)


def block_text(block: Span) -> str:
    """A table as it is written, without its indentation; a formula on one line."""
    table, problems = read_table(block)
    if table is None or problems or len(table.header) < 2:
        return texts.formula(block)
    return "\n".join(" | ".join(one.text for one in row) for row in (table.header, *table.rows))


# Scales


def _points(scale: typed.Scale, points: tuple[tuple[object, object], ...]) -> Iterator[Fact]:
    cells = _point_cells(scale.span)
    for at, (x, y) in enumerate(points):
        written = cells[at] if len(cells) == len(points) else (str(x), str(y))
        yield Fact("point", x, y, _said(written[1]), (x, y), scale.span, _said(written[0]))


def _said(text: str) -> Callable[[], str]:
    return lambda: text


def _point_cells(block: Span) -> list[tuple[str, str]]:
    table, _ = read_table(block)
    return [(row[0].text, row[1].text) for row in table.rows] if table and len(table.header) > 1 else []


# Weighted components


@dataclass(frozen=True, slots=True)
class ComponentSet:
    """A set of weighted components; without a `condition`, it holds where no other does."""

    condition: typed.Typed | None
    parts: tuple[typed.Labelled, ...]


def component_sets(core: typed.Typed) -> tuple[ComponentSet, ...] | None:
    """The sets that a body is made of; None for a body of another form."""
    match core:
        case typed.Labelled():
            return (ComponentSet(None, (core,)),)
        case typed.Arithmetic(operands):
            parts = tuple(one for one in operands if isinstance(one, typed.Labelled))
            return (ComponentSet(None, parts),) if len(parts) == len(operands) else None
        case typed.If(condition, then, otherwise):
            own = component_sets(then) if not isinstance(then, typed.If) else None
            if own is None:
                return None
            rest = () if isinstance(otherwise, typed.Absence) else component_sets(otherwise)
            return None if rest is None else (ComponentSet(condition, own[0].parts), *rest)
    return None


def _components(sets: tuple[ComponentSet, ...], names: Names) -> Iterator[Fact]:
    conditions = [None if one.condition is None else comparable(one.condition, names) for one in sets]
    for one, condition in zip(sets, conditions, strict=True):
        yield _set(one, condition, names)
        yield from _set_facts(one, condition, names)
    if len(sets) > 2:
        first = sets[0].parts[0].span
        yield Fact("row_order", "", tuple(conditions), lambda: block_text(first), sets, first)


def _set(one: ComponentSet, condition: Hashable, names: Names) -> Fact:
    shape = frozenset(comparable(part, names) for part in one.parts)
    text = _condition_text(one)
    block = one.parts[0].span.to(one.parts[-1].span)
    return Fact("set", condition, shape, lambda: _set_text(one), one, block, text)


def _set_text(one: ComponentSet) -> str:
    return "\n".join(_component_text(part) for part in one.parts)


def _condition_text(one: ComponentSet) -> Callable[[], str]:
    return lambda: "" if one.condition is None else texts.node(one.condition)


def _set_facts(one: ComponentSet, condition: Hashable, names: Names) -> Iterator[Fact]:
    counted: Counter[str] = Counter()
    for part in one.parts:
        counted[part.label] += 1
        number = counted[part.label]
        label = part.label if number == 1 else f"{part.label} #{number}"
        id = (condition, label)
        key = _component_key(one, label)
        yield Fact("component", id, comparable(part.operand, names), _component_said(part), part, part.span, key)
        yield from _component(part, id, key, names)


def _component_key(one: ComponentSet, label: str) -> Callable[[], str]:
    return lambda: label if one.condition is None else f"{label} ({texts.node(one.condition)})"


def _component_said(part: typed.Labelled) -> Callable[[], str]:
    return lambda: _component_text(part)


def _component_text(part: typed.Labelled) -> str:
    return " | ".join(cell.text for cell in _cells(part.span))


def _cells(row: Span) -> tuple[Span, ...]:
    table, _ = read_table(row)
    return table.header if table else (row,)


def _component(part: typed.Labelled, id: Hashable, key: Callable[[], str], names: Names) -> Iterator[Fact]:
    product = part.operand
    assert isinstance(product, typed.Arithmetic)
    weight, value = product.operands
    yield Fact(
        "weight", id, comparable(weight, names), lambda: texts.one_line(weight.span.text), weight, weight.span, key
    )
    if isinstance(value, typed.Clamp):
        yield from _bounds(value, names, "component_low", "component_high", id, key)
        value = value.operand
    yield node_fact("component_value", value, names, id, key)
