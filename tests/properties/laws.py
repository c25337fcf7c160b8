"""What a checker promises about a manual that it accepts, held against what happens when the manual is computed.

1. Nothing fails on kinds or units, no table has a hole or two rows for one case (unless it was said that this cannot be
   proved, W825).
2. A table that is called complete is hit at every sampled point.
3. What can have no result was announced: a divisor that can be 0 (W811), a list that can be empty (W812), a function
   outside its domain (W813; not positions, and lists that are too short); a result outside its declared range (W814).
   And what is said never to happen, does not: a row that holds (W823; units are not looked at there), a comparison or
   a condition that is the other way (W816, W817), a bound that changes something (W818).

What is said of tables and conditions rests on the ranges that results are declared to have. Where it was said that such
a range cannot be proved (W814) and a result does lie outside, the rest is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from engine.calculation.tree import Node
from engine.calculation.world import World
from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Problems
from engine.language.typed import Limits
from engine.manual.checked import Manual, Rule
from engine.results.figure import Figure
from engine.source import Span
from tests.properties.checked_manuals import Checked, calculate, told
from tests.properties.dimensions import TABLE_REASONS, WRONG_KIND, Complaint, Dimensions
from tests.properties.manuals import Generated
from tests.properties.sampled_tables import misses, tables

ANNOUNCED = {
    "pembagi_nol": ("W811", "W813"),
    "daftar_kosong": ("W812",),
    "di_luar_domain": ("W813", "W812"),
}
POSITION = "posisi_di_luar_daftar"
TOO_SHORT = ("there is no such position", "`length` has to be", "this needs at least")
NOT_PROVED, OUT_OF_RANGE, NEVER_REACHED, NEVER_BITES = "W825", "W814", "W823", "W818"
DECIDED = ("W816", "W817")


@dataclass(frozen=True)
class Broken:
    """A law that does not hold for a manual, and how that shows."""

    law: str
    text: str


def broken(generated: Generated, checked: Checked) -> list[Broken]:
    """The laws that an accepted manual breaks."""
    assert checked.manual is not None and checked.accepted
    world, root, problems = calculate(checked.manual, generated.paket)
    wrong = [text for one, text in zip(problems, told(problems), strict=True) if one.severity == "error"]
    intended = not any(one.startswith("mistake") for one in generated.constructs)
    assert not (wrong and intended), (
        f"the generator makes contracts and data that are right: seed {generated.seed}, {wrong}"
    )
    looked = Dimensions(world)
    looked.figures(root)
    looked.checks(root)
    found = [*_sampled(checked.manual, checked.problems, generated.seed)]
    outside = list(_outside(world, root, checked.manual))
    for figure, rule in outside:
        if figure.step is not None and not _said((OUT_OF_RANGE,), rule.body.span, checked.problems):
            found.append(Broken("declared range", f"{figure.id} is {figure.outcome.value}, declared {rule.limits}"))
    for one in _complaints(looked, checked.problems):
        if not outside or one.law != "tables":
            found.append(one)
    return found if outside else [*found, *_never(looked, checked.problems)]


def _complaints(looked: Dimensions, problems: Problems) -> Iterator[Broken]:
    for one in looked.complaints.values():
        if one.kind == POSITION or one.text.startswith(TOO_SHORT):
            continue
        if one.kind == "unit" and _in_a_row_never_reached(one.place, problems):
            continue
        if one.kind in ANNOUNCED:
            if not _said(ANNOUNCED[one.kind], one.place, problems):
                yield Broken(f"announced: {one.kind}", str(one))
        elif one.kind not in TABLE_REASONS or not _said((NOT_PROVED,), one.place, problems):
            yield Broken(_law(one), str(one))


def _in_a_row_never_reached(place: Span | None, problems: Problems) -> bool:
    """Whether a place lies on the line of a row of which this is said."""
    rows = [one.place for one in problems if one.code == NEVER_REACHED and one.place is not None]
    return place is not None and any(row.source == place.source and row.line == place.line for row in rows)


def _law(one: Complaint) -> str:
    return "kinds" if one.kind in WRONG_KIND else "tables" if one.kind in TABLE_REASONS else "units"


def _said(codes: tuple[str, ...], place: Span | None, problems: Problems) -> bool:
    """Whether a finding with one of these codes points at this place, or around it, or into it."""
    if place is None:
        return True
    return any(
        one.code in codes and any(_meet(place, other) for other in (one.place, *(there for _, there in one.others)))
        for one in problems
    )


def _meet(one: Span, other: Span | None) -> bool:
    return other is not None and one.source == other.source and one.start <= other.end and other.start <= one.end


def _sampled(manual: Manual, problems: Problems, seed: int) -> Iterator[Broken]:
    for one in tables(manual):
        if not _said((NOT_PROVED,), one.table.span, problems):
            for text in misses(one, Random(seed)):
                yield Broken("sampled tables", f"{one.table.span.source.name}:{one.table.span.line} {text}")


def _never(looked: Dimensions, problems: Problems) -> Iterator[Broken]:
    """What is said never to be, and was: a row that holds, a condition that is true or false, a bound that changes."""
    for one in problems:
        if one.place is None:
            continue
        if one.code == NEVER_REACHED:
            rows = [row for row in looked.held if row.source == one.place.source and _meet(row, one.place)]
            yield from (Broken("never reached", f"{row.source.name}:{row.line} {row.text}") for row in rows)
        elif one.code in DECIDED:
            other = "never" in words(one.message, "en")
            if other in looked.truths.get(one.place, ()):
                yield Broken("decided", f"{_shown(one.place)} is {other}: {words(one.message, 'en')}")
        elif one.code == NEVER_BITES and one.place in looked.bounds:
            yield Broken("bound", f"{_shown(one.place)} has changed a value")


def _shown(place: Span) -> str:
    return f"{place.source.name}:{place.line}:{place.column} {place.text.strip()}"


def _outside(world: World, root: Node, manual: Manual) -> Iterator[tuple[Figure, Rule]]:
    """Results outside what is declared for them."""
    nodes = {id(node): node for node in root.all()}
    for (at, name, _), figure in world.known.items():
        node, value = nodes[at], figure.outcome.value
        rule = node.entry.rules.get(name) if node.entry else None
        if rule is None and node.entry is not None and name == manual.levels[node.level].result:
            rule = node.entry.result
        rule = rule or manual.rules.get((node.level, name))
        if rule is not None and isinstance(value, Fraction) and not _within(value, rule.limits):
            yield figure, rule


def _within(value: Fraction, limits: Limits) -> bool:
    low, high = limits.lowest, limits.highest
    return (low is None or value >= low) and (high is None or value <= high)
