"""A paket with its published report, and its manual -> where the report differs from what can be computed, and why.

Differences are looked into from the bottom up: one that only works on from another is told as that, and nothing else
is sought for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from fractions import Fraction
from itertools import chain

from engine.calculation.world import World
from engine.data.published import Printed
from engine.diagnostics.model import Message, say
from engine.language.values import Outcome
from engine.record import dataclass
from engine.reproduction.case import Book, Case, Reading, reading
from engine.reproduction.explaining import Found, explain
from engine.reproduction.model import Candidate, Difference, Hit, Kind
from engine.reproduction.trials import NOTHING, Trials
from engine.results.display import displayed

MOST_ALONE = 6
"""So many differences under another are also tried one by one."""


@dataclass(slots=True)
class Report:
    """A report that is being taken apart. `differing`: ids with a difference that others may come from."""

    trials: Trials
    book: Book
    kinds: tuple[Kind, ...]
    others: Mapping[str, Mapping[str, Outcome]]
    differing: dict[str, list[Outcome]] = field(default_factory=dict)

    def cases(self, world: World) -> Iterator[Case]:
        """Every way in which a figure is printed that is not what it is in this world, from the bottom up."""
        found: dict[tuple[str, Reading], list[Printed]] = {}
        computed: dict[str, Outcome] = {}
        for id, entries in self.book.of.items():
            if id not in self.trials.spots:
                continue
            outcome = self.trials.figure(id, world).outcome
            computed[id] = outcome if outcome.value is not None else _most(entries, self.trials, id)
            for entry in entries:
                if not self.agrees(id, reading(entry.printed), computed[id]):
                    found.setdefault((id, reading(entry.printed)), []).append(entry)
        order = {id: len(set(self.trials.below(id)) & {one for one, _ in found}) for id, _ in found}
        for (id, how), entries in sorted(found.items(), key=lambda one: order[one[0][0]]):
            yield self.case(id, how, tuple(entry.where for entry in entries), computed[id], world)

    def agrees(self, id: str, how: Reading, outcome: Outcome) -> bool:
        """Whether a printed figure is this value, at the decimals printed."""
        if outcome.value is None:
            return True
        unit = self.trials.unit(id)
        if isinstance(outcome.value, Fraction):
            return how.is_hit_by(outcome.value / (unit.one if unit else 1))
        return isinstance(outcome.value, str) and how.is_hit_by(outcome.value)

    def case(self, id: str, how: Reading, places: tuple[str, ...], outcome: Outcome, world: World) -> Case:
        """A case in a world."""
        unit = self.trials.unit(id)
        one = unit.one if unit else Fraction(1)
        value = outcome.value
        shown = value / one if isinstance(value, Fraction) else str(value)
        return Case(self.trials, self.book, id, how, places, shown, one, world, NOTHING, self.others)


def _most(entries: list[Printed], trials: Trials, id: str) -> Outcome:
    """What most printings say of a figure that cannot be computed; nothing where no two agree."""
    values = [reading(entry.printed).value for entry in entries]
    often = max(values, key=values.count)
    if often is None or values.count(often) * 2 <= len(values):
        return Outcome(None)
    unit = trials.unit(id)
    return Outcome(often * (unit.one if unit else 1) if isinstance(often, Fraction) else often)


def differences(report: Report, world: World, *, only: Callable[[str], bool] = lambda id: True) -> Iterator[Difference]:
    """Every difference of a report in a world, explained."""
    for case in report.cases(world):
        if only(case.id):
            yield _looked_into(case, report)


def _looked_into(case: Case, report: Report) -> Difference:
    carried = tuple(_carried(case, report))
    for changes, hits in carried:
        if hits:
            report.differing.setdefault(case.id, []).append(_as_outcome(case))
            return _difference(case, Found((), 0, Fraction(0)), follows=tuple(changes))
    found = explain(case, report.kinds)
    for changes, _ in carried if not found.hits else ():
        moved = _moved(case, changes)
        if moved.computed == case.computed:
            continue
        again = explain(moved, report.kinds)
        found = Found(again.hits, found.tried + again.tried, found.expected + again.expected)
        if again.hits:
            report.differing.setdefault(case.id, []).append(_as_outcome(case))
            return _difference(case, found, follows=tuple(changes))
    exact = [hit.candidates[0].exact for hit in found.hits[:3]]
    report.differing.setdefault(case.id, []).extend([*(one for one in exact if one), _as_outcome(case)])
    return _difference(case, found)


def _moved(case: Case, changes: Mapping[str, Outcome]) -> Case:
    """The case in the world that the differences under it make."""
    world = case.trials.changed(changes, case.world)
    shown = case.shown(case.trials.figure(case.id, world).outcome)
    moved = Case(
        case.trials, case.book, case.id, case.reading, case.places, case.computed, case.one, world, changes, case.others
    )
    moved.computed = case.computed if shown is None else shown
    return moved


def _carried(case: Case, report: Report) -> Iterator[tuple[Mapping[str, Outcome], bool]]:
    """Ways to work on from the differences below, all together and one by one, and whether they give what is
    printed."""
    below = [id for id in case.trials.below(case.id) if id in report.differing]
    sets = [below, *([one] for one in below[:MOST_ALONE] if len(below) > 1)] if below else []
    for ids in sets:
        for at in range(max(len(report.differing[id]) for id in ids)):
            changes = {id: report.differing[id][min(at, len(report.differing[id]) - 1)] for id in ids}
            yield changes, _gives(case, changes)


def _gives(case: Case, changes: Mapping[str, Outcome]) -> bool:
    """Whether a figure comes out as printed from these values, each of them known to the digits printed."""
    value = case.shown(case.with_other(changes))
    if value is None:
        return False
    if case.reading.is_hit_by(value):
        return True
    if isinstance(value, str) or not isinstance(case.reading.value, Fraction):
        return False
    ends = [case.shown(case.with_other(_shifted(case, changes, sign))) for sign in (-1, 1)]
    numbers = [one for one in ends if isinstance(one, Fraction)]
    return len(numbers) == 2 and min(numbers) <= case.reading.value <= max(numbers)


def _shifted(case: Case, changes: Mapping[str, Outcome], sign: int) -> dict[str, Outcome]:
    """The values at one end of what would be printed like them."""
    found = {}
    for id, outcome in changes.items():
        unit = case.trials.unit(id)
        decimals = max((how.decimals for how in case.book.readings(id)), default=0)
        half = sign * (unit.one if unit else Fraction(1)) / (2 * 10**decimals)
        found[id] = Outcome(outcome.value + half) if isinstance(outcome.value, Fraction) and decimals else outcome
    return found


def _as_outcome(case: Case) -> Outcome:
    value = case.reading.value
    return Outcome(value * case.one if isinstance(value, Fraction) else value)


def _difference(case: Case, found: Found, follows: tuple[str, ...] = (), given: bool = False) -> Difference:
    hits = found.hits
    verdict = found.verdict if hits or not follows else "follows"
    return Difference(
        case.id,
        _text(case),
        case.places,
        _shown(case),
        say("computed"),
        verdict,
        hits,
        found.tried,
        found.expected,
        follows,
        given,
    )


def _text(case: Case) -> str:
    entries = case.book.of.get(case.id, [])
    return next(entry.printed for entry in entries if reading(entry.printed) == case.reading)


def _shown(case: Case) -> str:
    if isinstance(case.computed, str):
        return case.computed
    display = case.trials.base.manual.display
    decimals = max(case.reading.decimals, display.decimals if display else 2)
    return displayed(Outcome(case.computed * case.one), case.trials.unit(case.id), decimals)


def signs(report: Report) -> Iterator[Difference]:
    """Figures that are right, but printed with a `%` that their unit does not have."""
    kind = next((one for one in report.kinds if one.way == "persen dan rasio"), None)
    if kind is None:
        return
    for id, entries in report.book.of.items():
        outcome = report.trials.figure(id).outcome if id in report.trials.spots else Outcome(None)
        unit = report.trials.unit(id) if isinstance(outcome.value, Fraction) else None
        wrong = [
            one for one in entries if reading(one.printed).percent and report.agrees(id, reading(one.printed), outcome)
        ]
        if not wrong or not isinstance(outcome.value, Fraction) or (unit is not None and unit.symbol == "%"):
            continue
        case = report.case(
            id, reading(wrong[0].printed), tuple(one.where for one in wrong), outcome, report.trials.base
        )
        what = say("printed with a percent sign that its unit does not have")
        hit = Hit(kind, (Candidate(case.computed, what, id),), 1)
        yield _difference(case, Found((hit,), 1, Fraction(0)))


def given_instead(report: Report) -> Iterator[Difference]:
    """Printed figures that data or contract give although a rule computes them, and the rule gives another value."""
    trials = report.trials
    for id, entries in report.book.of.items():
        figure = trials.figure(id) if id in trials.spots else None
        if figure is None or figure.instead is None or figure.instead.outcome.value is None:
            continue
        how = reading(entries[0].printed)
        if report.agrees(id, how, figure.outcome) and not report.agrees(id, how, figure.instead.outcome):
            case = report.case(id, how, (entries[0].where,), figure.instead.outcome, trials.base)
            yield _difference(case, explain(case, report.kinds), given=True)


def if_so(report: Report, found: tuple[Difference, ...]) -> Iterator[tuple[Message, tuple[Difference, ...]]]:
    """What else would differ if an explanation that changes the working holds: printed figures that agree only now."""
    seen: set[str] = set()
    hits = [hit for one in found if not one.given for hit in one.hits if hit.kind.way == "set lain"]
    for candidate in chain.from_iterable(hit.candidates for hit in hits):
        id, _, choice = candidate.id.partition(" = ")
        if candidate.id in seen:
            continue
        seen.add(candidate.id)
        world = report.trials.changed({id: Outcome(choice)})
        agreeing = {one for one in report.book.of if one in report.trials.rests_on(id) and _agrees_now(report, one)}
        apart = Report(report.trials, report.book, report.kinds, report.others)
        more = tuple(differences(apart, world, only=agreeing.__contains__))
        if more:
            yield candidate.what, more


def _agrees_now(report: Report, id: str) -> bool:
    outcome = report.trials.figure(id).outcome if id in report.trials.spots else Outcome(None)
    return outcome.value is not None and all(report.agrees(id, how, outcome) for how in report.book.readings(id))
