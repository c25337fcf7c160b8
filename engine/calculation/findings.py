"""Findings: checks that the rule files ask for, and published figures that differ from the computed ones (T7xx)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from engine.calculation.tree import Node
from engine.calculation.world import Moment, View, World
from engine.data.published import Printed, printed_number
from engine.diagnostics.model import Diagnostic, Message, say
from engine.evaluation.frame import Frame
from engine.evaluation.reference import compute
from engine.language.values import Outcome
from engine.manual.checked import Check, Unit
from engine.results.display import displayed, rounded, unit_of
from engine.results.figure import Figure
from engine.source import Span


def of_check(check: Check, world: World, root: Node, period: str) -> Iterator[Diagnostic]:
    """The entities for which a check of the rule files is false. One that is N/A finds nothing."""
    nodes = [node for node in root.all() if node.level == check.level]
    for node in nodes:
        if compute(check.condition, Frame(View(world, Moment(period)), node)).outcome.value is False:
            yield of_node(check, world, node, period)


def of_node(check: Check, world: World, node: Node, period: str) -> Diagnostic:
    """The finding about an entity for which a check is false."""
    text = compute(check.message, Frame(View(world, Moment(period)), node)).outcome.value
    return check_failed(node.member.place, str(text or check.provenance.name), check, node)


def check_failed(place: Span, text: str, check: Check, node: Node) -> Diagnostic:
    """A check that the rule files ask for does not hold here. The text is that of the rule file."""
    code = "T701" if check.severity == "error" else "W701"
    others = ((say("the rule `{name}` asks for it", name=check.provenance.name), check.provenance.place),)
    return Diagnostic(code, check.severity, Message(text), place, others)


def of_published(
    entries: tuple[Printed, ...], figures: Mapping[str, Figure], units: Mapping[str, Unit], decimals: int
) -> Iterator[Diagnostic]:
    """Published figures against computed ones, at the decimals printed. A listed difference is a note.

    Figures of other years are not computed here.
    """
    for entry in (one for one in entries if one.year is None):
        figure = figures.get(entry.id)
        if figure is None:
            yield unknown_figure(entry.place, entry.id)
            continue
        unit = unit_of(figure.unit, units)
        if agrees(entry.printed, figure.outcome, unit):
            if entry.note is not None:
                yield no_longer_differs(entry.place, entry.id, entry.printed)
            continue
        shown = displayed(figure.outcome, unit, max(decimals, _decimals(entry.printed)))
        yield differs(entry, shown) if entry.note is None else known_difference(entry, shown)


def agrees(printed: str, outcome: Outcome, unit: Unit | None) -> bool:
    """Whether a printed figure is the computed one at the decimals printed."""
    number = printed_number(printed)
    match outcome.value:
        case str() as text:
            return text.casefold() == printed.strip().casefold()
        case Fraction() as value if number is not None:
            return rounded(value / (unit.one if unit else 1), number[1]) == number[0]
    return False


def _decimals(printed: str) -> int:
    number = printed_number(printed)
    return number[1] if number else 0


def differs(entry: Printed, shown: str) -> Diagnostic:
    """A published figure differs from the computed one, and nobody has said why."""
    message = say(
        "published {printed} for `{id}` ({where}), computed {shown}",
        printed=entry.printed, id=entry.id, where=entry.where, shown=shown,
    )  # fmt: skip
    fix = say("correct the data or the rules, or write the reason into `catatan`")
    return Diagnostic("T702", "error", message, entry.place, fix=fix)


def no_longer_differs(place: Span, id_: str, printed: str) -> Diagnostic:
    """A published figure is listed as differing, and agrees."""
    message = say("published {printed} for `{id}` is listed as differing, but agrees", printed=printed, id=id_)
    return Diagnostic("T703", "error", message, place, fix=say("delete its `catatan`"))


def known_difference(entry: Printed, shown: str) -> Diagnostic:
    """A published figure differs from the computed one, for a reason that is listed."""
    message = say(
        "published {printed} for `{id}` ({where}), computed {shown}: {note}",
        printed=entry.printed, id=entry.id, where=entry.where, shown=shown, note=entry.note or "",
    )  # fmt: skip
    return Diagnostic("N701", "note", message, entry.place)


def unknown_figure(place: Span, id_: str) -> Diagnostic:
    """The list of published figures names one that does not exist."""
    fix = say("an id is `level/kode.name`, or just the name at the top of the tree")
    return Diagnostic("T704", "error", say("there is no figure `{id}`", id=id_), place, fix=fix)
