"""Whether an edited manual gives other figures, under the pakets of `mutant_cases` and their copies.

A figure is what is computed or given: its value, its status and reasons, the one that a given value replaces, and
whether it is shown as a percentage. Only what can differ is computed: the attributes of which a rule or an entry has
changed. If none of those differs, nothing that is computed from them does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mutant_cases import Case, Held, Key, copies_of, golden_of, manual_of

from engine.calculation import office
from engine.calculation.contract import contract_findings
from engine.calculation.tree import Node
from engine.calculation.world import Moment, World
from engine.data.dataset import conform_rows
from engine.data.kontrak import conform_kontrak
from engine.data.paket import Paket
from engine.data.plausibility import plausible
from engine.diagnostics.model import Problems
from engine.language.values import Outcome
from engine.manual.checked import Manual
from engine.mutation.edited import Touched, touched
from engine.results.display import unit_of

Record = tuple[object, ...]
Figures = dict[Key, Record]
FINDINGS = "findings"


@dataclass(frozen=True)
class Computed:
    """A paket under a manual, ready to be asked for figures; `problems`: what the check says of contract and data."""

    manual: Manual
    world: World
    root: Node
    problems: Problems

    def record(self, node: Node, name: str, period: str) -> Record:
        """One figure, as it is compared."""
        figure = self.world.figure(node, name, Moment(period))
        unit = unit_of(figure.unit, self.manual.units)
        sign = unit.symbol if unit and unit.symbol == "%" else ""
        return (of_outcome(figure.outcome), figure.instead and of_outcome(figure.instead.outcome), sign)

    def named(self, node: Node) -> list[str]:
        """Everything that is computed or given of an entity."""
        attributes = self.manual.levels[node.level].attributes
        return [*office.names(self.manual, node), *attributes, *(node.entry.variables if node.entry else ())]


def of_outcome(outcome: Outcome) -> Record:
    """Value, status and reasons; in which order reasons are met says nothing."""
    return str(outcome.value), outcome.status, frozenset(reason.code for reason in outcome.reasons)


def given_values(one: Computed) -> list[Record]:
    """What the contract gives for each period, whichever is computed."""
    return [
        (node.id(name), period, *of_outcome(given.outcome))
        for node in one.root.all()
        for name, values in node.member.per_period.items()
        for period, given in values.items()
    ]


def computed(paket: Paket, manual: Manual, judged: bool = True) -> Computed:
    """A paket under a manual. Not `judged`: without what the check says of it."""
    kontrak, found = conform_kontrak(paket.form, manual)
    data, more = conform_rows(paket.rows, kontrak, manual)
    doubts = (*contract_findings(manual, kontrak), *plausible(kontrak, data, manual)) if judged else ()
    return Computed(manual, *office.figures_of(manual, kontrak, data, ""), (*found, *more, *doubts))


def names_touched(what: Touched, node: Node, known: Computed) -> list[str]:
    """What can differ of an entity."""
    named = known.named(node)
    if what.everything or (node.entry is not None and (node.entry.level, node.entry.kode) in what.entries):
        return named
    return [name for name in named if (node.level, name) in what.rules]


def all_figures(one: Computed, periods: tuple[str, ...]) -> Figures:
    """Every figure, and every finding of the checks of the manual."""
    found = {
        (period, node.id(name)): one.record(node, name, period)
        for period in periods
        for node in one.root.all()
        for name in one.named(node)
    }
    return found | _findings(one, periods)


def _findings(one: Computed, periods: tuple[str, ...]) -> Figures:
    return {
        (period, FINDINGS): tuple(
            (found.code, found.message.text) for found in office.checked(one.world, one.root, period)
        )
        for period in periods
    }


@cache
def known_figures(case: Case, copies: bool) -> tuple[Figures, ...]:
    """All figures with nothing changed, of the golden pakets or of their copies."""
    pakets = copies_of(case) if copies else golden_of(case)
    return tuple(all_figures(computed(one.paket, manual_of(case), False), one.periods) for one in pakets)


def differences(one: Computed, known: Figures, what: Touched, periods: tuple[str, ...]) -> Iterator[Key]:
    """The figures that differ, out of those that can."""
    missing = set(known)
    for period in periods:
        for node in one.root.all():
            named = names_touched(what, node, one)
            for name in named:
                key = (period, node.id(name))
                missing.discard(key)
                if known.get(key) != one.record(node, name, period):
                    yield key
        if what.checks:
            missing.discard((period, FINDINGS))
    if what.checks:
        yield from (key for key, record in _findings(one, periods).items() if known[key] != record)
    if what.everything:
        yield from missing


def is_held(one: Computed, held: Held, known: Figures) -> bool:
    """Whether a figure that a test holds differs."""
    compared = 3 if held.golden.shown else 1
    for period in held.periods:
        for node in one.root.all():
            for name in one.named(node):
                key = (period, node.id(name))
                if held.holds(*key) and known.get(key, ())[:compared] != one.record(node, name, period)[:compared]:
                    return True
    findings = {key: record for key, record in _findings(one, held.periods).items() if held.holds(*key)}
    return any(known[key] != record for key, record in findings.items())


def golden_figures(case: Case, manual: Manual, judged: bool) -> tuple[bool, bool, Problems]:
    """Whether a figure that a test holds differs under an edited manual, whether any of these pakets does, and what the
    check says of their contracts and data, if it is `judged`."""
    what = touched(manual_of(case), manual)
    problems: Problems = ()
    golden = changes = False
    for held, known in zip(golden_of(case), known_figures(case, False), strict=True):
        if golden and not judged:
            break
        one = computed(held.paket, manual, judged)
        problems += one.problems if judged else ()
        if not golden and (key := next(differences(one, known, what, held.periods), None)) is not None:
            changes = True
            golden = (held.golden.shown and held.holds(*key)) or is_held(one, held, known)
    return golden, changes, problems


def other_figures(case: Case, manual: Manual) -> bool:
    """Whether any figure of the copies with other data differs under an edited manual."""
    what = touched(manual_of(case), manual)
    copies = zip(copies_of(case), known_figures(case, True), strict=True)
    return any(differs(computed(copy.paket, manual, False), copy, known, what) for copy, known in copies)


def differs(one: Computed, held: Held, known: Figures, what: Touched) -> bool:
    """Whether any figure differs."""
    return next(differences(one, known, what, held.periods), None) is not None
