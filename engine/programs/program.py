"""What a program is given -> its source, and how each figure is taken out of what it returns.

The function returns the variables in which figures stand, as they were computed: what is multiplied and divided for a
figure alone is left for when it is looked at. Where it cannot decide it returns nothing, and where a divisor is 0 the
number of that row, so that a program can be asked for which this is known beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.calculation.tree import Node
from engine.calculation.world import Moment
from engine.compiling import joined
from engine.compiling.number import result_of
from engine.compiling.ratio import Facts, Known, Ratio, Reasons, Shown, Text, Truth, UnfitForRatios, product_code
from engine.compiling.writer import Block, Writer, identifier, readable
from engine.data.kontrak import Kontrak
from engine.language.values import Outcome
from engine.manual.checked import Manual
from engine.programs.figures import Fixed, Place, Quotient, Recipe, Word
from engine.programs.leaves import LARGE, Asked, AskedKind, Kind, Leaf, Row, Stated, leaf, listed, write_bounds
from engine.programs.lowering import Circle, Given, Lowering
from engine.programs.warned import may_warn
from engine.record import dataclass, replace
from engine.source import Source

Body = Callable[[Any], "tuple[Any, ...] | int | None"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An office as far as a program knows it. `stated`: kinds of the numbers of the contract that are handed over
    instead of written out; `named`: whether its names are as well. `rows`: kinds of the rows; `asked`: of figures that
    the evaluator has said."""

    manual: Manual
    kontrak: Kontrak
    root: Node
    period: str
    places: Mapping[str, Place]
    rows: Mapping[Row, Kind]
    stated: Mapping[Stated, int]
    named: bool
    asked: Mapping[Asked, AskedKind]


@dataclass(frozen=True, slots=True)
class Leaves:
    """Everything that is handed over: names of members, numbers of the contract, of rows, of figures, in this order."""

    texts: Mapping[Place, Text]
    stated: Mapping[Stated, Leaf]
    rows: Mapping[Row, Leaf]
    asked: Mapping[Asked, Leaf]


@dataclass(frozen=True, slots=True)
class Program:
    """`stated`: which numbers of the contract are handed over. `recipes`: how to make a figure of what `body` returns;
    figures without one are left to the evaluator. `warns`: whether putting rows of this shape together may warn of
    something. `handed_on`: figures that the body may leave to the evaluator, by their numbers; `unfit`: those that it
    always does. `inner`, `objects`: the lines behind those that take the values, and what they name. `rows`: the kinds
    that it is for."""

    body: Body
    stated: tuple[Stated, ...]
    recipes: Mapping[str, Recipe]
    warns: bool
    handed_on: tuple[Asked, ...]
    unfit: tuple[Asked, ...]
    leaves: Leaves
    inner: Block
    objects: Mapping[str, object]
    rows: Mapping[Row, Kind]

    @property
    def source(self) -> str:
        """The function, to be read."""
        return source_of("values", _unpacked(self.leaves), self.leaves, self.inner)


def compile_program(wanted: Wanted) -> Program | None:
    """The program; None where figures need each other."""
    writer, facts = Writer(), Facts()
    writer.objects["LARGE"] = LARGE
    leaves = _leaves(wanted, writer, facts)
    lowering = Lowering(wanted.manual, wanted.kontrak, wanted.root, _given(wanted, leaves), writer, facts)
    try:
        shown = _figures(lowering, wanted)
    except Circle:
        return None
    numbers: dict[str, int] = {}
    if wanted.named:
        contract = wanted.root.member.place.source
        shown = {id_: _anywhere(one, contract) for id_, one in shown.items()}
    recipes = {id_: _recipe(one, numbers) for id_, one in shown.items()}
    inner = lowering.block
    _write_legend(shown, inner)
    listed("return (", [f"{variable}," for variable in numbers], ")", inner)
    leaves = _needed(leaves, inner)
    inner.lines = ["\n".join(inner.lines)]  # one text takes less room than its lines
    source = source_of("values", _unpacked(leaves), leaves, inner)
    present = {row for row, kind in wanted.rows.items() if kind is not None}
    return Program(
        made(source, writer.objects),
        tuple(leaves.stated),
        recipes,
        may_warn(wanted.manual, wanted.root, _put_together(lowering), present),
        tuple(lowering.handed_on),
        tuple(lowering.unfit),
        leaves,
        inner,
        writer.objects,
        wanted.rows,
    )


def made(source: str, objects: Mapping[str, object]) -> Body:
    """The function that the source defines."""
    space: dict[str, Any] = dict(objects)
    exec(compile(source, "<compiled>", "exec"), space)
    body: Body = space["figures"]
    return body


def source_of(parameter: str, head: Block, leaves: Leaves, inner: Block) -> str:
    """The function behind these lines that take the values."""
    write_bounds(list(leaves.rows.values()), head)
    return readable("\n".join((f"def figures({parameter}):", *head.lines, *inner.lines, "")))


def _unpacked(leaves: Leaves) -> Block:
    head = Block()
    variables = [text.variable for text in leaves.texts.values()]
    variables += [
        one
        for leaf_ in (*leaves.stated.values(), *leaves.rows.values(), *leaves.asked.values())
        for one in leaf_.variables
    ]
    if variables:
        listed("(", [f"{variable}," for variable in variables], ") = values", head)
    return head


def _leaves(wanted: Wanted, writer: Writer, facts: Facts) -> Leaves:
    nodes = list(wanted.root.all())
    stated, rows = {}, {}
    for key, kind in wanted.stated.items():
        at, name, period = key
        parts = (name, nodes[at].kode, period)
        stated[key] = leaf("_".join(filter(None, parts)), kind, writer, facts, nonzero=True)
    texts: dict[Place, Text] = {}
    for at, node in enumerate(nodes if wanted.named else ()):
        for name in ("nama", "kode") if at == 0 else ("nama",):
            texts[at, name] = Text(writer.fresh(identifier(f"{name}_{node.kode if at else ''}_")))
    for row, row_kind in wanted.rows.items():
        if isinstance(row_kind, int):
            kode, name, period, office = row
            parts = (name, kode, None if period == wanted.period else period)
            plain = "_".join(filter(None, (*parts, office)))
            rows[row] = leaf(plain, row_kind, writer, facts, nonzero=False)
    asked = {}
    for figure, (figure_kind, _) in wanted.asked.items():
        if isinstance(figure_kind, int):
            plain = "_".join(filter(None, (figure[1], nodes[figure[0]].kode, "asked")))
            asked[figure] = leaf(plain, figure_kind, writer, facts, nonzero=True)
    return Leaves(texts, stated, rows, asked)


def _needed(leaves: Leaves, inner: Block) -> Leaves:
    """Without the numbers of the contract that no figure rests on: targets of other periods."""
    words = set(re.findall(r"\w+", "\n".join(inner.lines)))
    stated = {key: one for key, one in leaves.stated.items() if words.intersection(one.variables)}
    return Leaves(leaves.texts, stated, leaves.rows, leaves.asked)


def _given(wanted: Wanted, leaves: Leaves) -> Given:
    nodes = list(wanted.root.all())
    members = [node.member for node in nodes]
    shown: dict[Row, Shown] = {row: leaf_.shown for row, leaf_ in leaves.rows.items()}
    shown |= {row: Known(kind) for row, kind in wanted.rows.items() if isinstance(kind, Outcome)}
    zeros = {leaf_.variables[0]: f"return {at}" for at, leaf_ in enumerate(leaves.rows.values()) if leaf_.variables}
    return Given(
        shown,
        frozenset(wanted.rows),
        {(id(members[at]), name, period): leaf_.shown for (at, name, period), leaf_ in leaves.stated.items()},
        {(id(members[at]), name): text for (at, name), text in leaves.texts.items()},
        zeros,
        {
            (id(nodes[key[0]]), key[1], Moment(key[2], key[3])): _said(kind, leaves.asked.get(key))
            for key, kind in wanted.asked.items()
        },
    )


def _said(kind: AskedKind, leaf_: Leaf | None) -> Shown:
    """What the evaluator has said of a figure."""
    what, under = kind
    if isinstance(what, Outcome):
        return Known(what)
    assert leaf_ is not None
    return joined.also_under(leaf_.shown, under)


def _figures(lowering: Lowering, wanted: Wanted) -> dict[str, Shown]:
    """Every figure that can be written."""
    nodes: Sequence[Node] = list(wanted.root.all())
    found: dict[str, Shown] = {}
    for id_, (at, name) in wanted.places.items():
        try:
            shown = lowering.figure(nodes[at], name, Moment(wanted.period))
        except UnfitForRatios:
            continue
        if isinstance(shown, Known | Ratio | Text | Truth):
            found[id_] = shown
    return found


def _write_legend(shown: Mapping[str, Shown], block: Block) -> None:
    """Remarks that tell where each figure stands that is computed."""
    for id_, one in shown.items():
        if isinstance(one, Ratio):
            below = product_code(one.scale.denominator, one.below)
            above = product_code(one.scale.numerator, one.above)
            whole = one.scale.denominator == 1 and not one.below
            block.put(f"# {id_} = {above}{'' if whole else f' / ({below})'}")
        elif isinstance(one, Text | Truth):
            block.put(f"# {id_} = {one.variable if isinstance(one, Text) else one.code}")


def _anywhere(shown: Shown, contract: Source) -> Shown:
    """The same for any contract: reasons stand at no place in this one, whose file it is."""

    def kept(reasons: Reasons) -> Reasons:
        return tuple(
            replace(one, place=None) if one.place is not None and one.place.source is contract else one
            for one in reasons
        )

    match shown:
        case Known(outcome) if outcome.reasons or outcome.carried:
            return Known(replace(outcome, reasons=kept(outcome.reasons), carried=kept(outcome.carried)))
        case Ratio() | Text() | Truth() if shown.under:
            return replace(shown, under=kept(shown.under))
    return shown


def _recipe(shown: Shown, numbers: dict[str, int]) -> Recipe:
    def number(variable: str) -> int:
        return numbers.setdefault(variable, len(numbers))

    match shown:
        case Ratio(scale, above, below, under):
            return Quotient(scale, tuple(map(number, above)), tuple(map(number, below)), under)
        case Text(code, under) | Truth(code, under):
            return Word(number(code), under)
        case Known(outcome):
            return Fixed(result_of(outcome))
    raise AssertionError(shown)


def _put_together(lowering: Lowering) -> frozenset[str]:
    """The periods for which rows of an entry were looked at; a rule that is always of one period may read none."""
    nodes = {id(node): node for node in lowering.root.all()}
    found = set()
    for node, name, moment in lowering.known:
        entry, level = nodes[node].entry, lowering.manual.levels[nodes[node].level]
        if entry is not None and (name == level.result or name in entry.variables or name in entry.rules):
            found.add(moment.period)
    if lowering.given.asked:  # what the evaluator looks at for these is not known here
        found |= {rule.period for rule in lowering.manual.rules.values() if rule.period}
    return frozenset(found)
