"""What a program is given -> its source, and how each figure is taken out of what it returns.

The function returns the variables in which figures stand, as they were computed: what is multiplied and divided for a
figure alone is left for when it is looked at. Where it cannot decide it returns nothing, and where a divisor is 0 the
number of that leaf, so that a program can be asked for which this is known beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.calculation.tree import Node
from engine.calculation.world import Moment
from engine.compiling.number import result_of
from engine.compiling.place import OTHER
from engine.compiling.ratio import Facts, Known, Ratio, Shown, Text, Truth, UnfitForRatios
from engine.compiling.writer import Block, Writer, identifier
from engine.data.kontrak import Kontrak
from engine.language.values import Outcome
from engine.manual.checked import Manual
from engine.programs.figures import Fixed, Place, Quotient, Recipe, Word
from engine.programs.leaves import LARGE, Kind, Leaf, Row, Stated, bounds, leaf
from engine.programs.lowering import Circle, Given, Lowering
from engine.programs.warned import may_warn
from engine.record import dataclass

Body = Callable[[Any], "tuple[Any, ...] | int | None"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An office as far as a program knows it. `stated`: kinds of the numbers of the contract that are handed over
    instead of written out; `named`: whether its names are as well. `rows`: kinds of the rows."""

    manual: Manual
    kontrak: Kontrak
    root: Node
    period: str
    places: Mapping[str, Place]
    rows: Mapping[Row, Kind]
    stated: Mapping[Stated, int]
    named: bool


@dataclass(frozen=True, slots=True)
class Program:
    """`recipes`: how to make a figure of what `body` returns; figures without one are left to the evaluator. `warns`:
    whether putting rows of this shape together may warn of something."""

    source: str
    body: Body
    recipes: Mapping[str, Recipe]
    warns: bool


def compile_program(wanted: Wanted) -> Program | None:
    """The program; None where figures need each other."""
    writer, facts, head = Writer(), Facts(), Block()
    writer.objects["LARGE"] = LARGE
    stated, texts, rows = _leaves(wanted, writer, facts)
    _head([*stated.values(), *rows.values()], list(texts.values()), list(rows.values()), head)
    lowering = Lowering(wanted.manual, wanted.kontrak, wanted.root, _given(wanted, stated, texts, rows), writer, facts)
    try:
        shown = _figures(lowering, wanted)
    except Circle:
        return None
    numbers: dict[str, int] = {}
    recipes = {id_: _recipe(one, numbers) for id_, one in shown.items()}
    head.take(lowering.block, charged=False)
    head.put(f"return ({''.join(f'{variable}, ' for variable in numbers)})")
    writer.add("def figures(values):", head)
    source = _silent(writer.source())
    space = dict(writer.objects)
    exec(compile(source, "<compiled>", "exec"), space)
    present = {row for row, kind in wanted.rows.items() if kind is not None}
    return Program(source, space["figures"], recipes, may_warn(wanted.manual, wanted.root, wanted.period, present))  # type: ignore[arg-type]


def _silent(source: str) -> str:
    """What other bodies hand on to another function is only told to the caller here."""
    return source.replace(OTHER, "return None")


def _leaves(
    wanted: Wanted, writer: Writer, facts: Facts
) -> tuple[dict[Stated, Leaf], dict[Place, Text], dict[Row, Leaf]]:
    nodes = list(wanted.root.all())
    stated = {}
    for key, kind in wanted.stated.items():
        at, name, period = key
        stated[key] = leaf("_".join(filter(None, (name, nodes[at].kode, period))), kind, writer, facts, nonzero=True)
    texts: dict[Place, Text] = {}
    for at, node in enumerate(nodes if wanted.named else ()):
        for name in ("nama", "kode") if at == 0 else ("nama",):
            texts[at, name] = Text(writer.fresh(identifier(f"{name}_{node.kode if at else ''}")))
    rows = {}
    for row, row_kind in wanted.rows.items():
        if isinstance(row_kind, int):
            kode, name, period, office = row
            parts = (name, kode, "" if period == wanted.period else period, office)
            rows[row] = leaf("_".join(filter(None, parts)), row_kind, writer, facts, nonzero=False)
    return stated, texts, rows


def _head(leaves: Sequence[Leaf], texts: Sequence[Text], rows: Sequence[Leaf], block: Block) -> None:
    """The values in their variables, of the sizes and signs that the lines behind this rely on."""
    variables = [*(text.variable for text in texts), *(one for leaf_ in leaves for one in leaf_.variables)]
    if variables:
        block.put(f"{''.join(f'{variable}, ' for variable in variables)}= values")
    for condition in bounds(rows):
        block.put(f"if {condition}:", "of another sign, or very long")
        block.put("    return None")


def _given(
    wanted: Wanted, stated: Mapping[Stated, Leaf], texts: Mapping[Place, Text], rows: Mapping[Row, Leaf]
) -> Given:
    members = [node.member for node in wanted.root.all()]
    shown: dict[Row, Shown] = {row: leaf_.shown for row, leaf_ in rows.items()}
    shown |= {row: Known(kind) for row, kind in wanted.rows.items() if isinstance(kind, Outcome)}
    zeros = {leaf_.variables[0]: f"return {at}" for at, leaf_ in enumerate(rows.values()) if leaf_.variables}
    return Given(
        shown,
        frozenset(wanted.rows),
        {(id(members[at]), name, period): leaf_.shown for (at, name, period), leaf_ in stated.items()},
        {(id(members[at]), name): text for (at, name), text in texts.items()},
        zeros,
    )


def _figures(lowering: Lowering, wanted: Wanted) -> dict[str, Shown]:
    """Every figure that can be written."""
    nodes = list(wanted.root.all())
    found: dict[str, Shown] = {}
    for id_, (at, name) in wanted.places.items():
        try:
            shown = lowering.figure(nodes[at], name, Moment(wanted.period))
        except UnfitForRatios:
            continue
        if isinstance(shown, Known | Ratio | Text | Truth):
            found[id_] = shown
    return found


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
