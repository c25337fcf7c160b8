"""A measured manual -> its mutants, and which of them no case catches.

Each mutant is one small wrong edit of a rule file, made in memory. Only cases that count and reach what it has changed
are run again. A mutant with which the manual can no longer be read is stopped there. Of one that every case passes, the
changed formulas are computed alone beside the old ones: inputs for which they differ make the case that is missing;
where none are found, the edit may well change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from typing import Literal

from engine.analysis.reach import Identity, identity, reach
from engine.cases.alone import Formula
from engine.cases.coverage import steps_of
from engine.cases.drafts import Suggestion
from engine.cases.explore import Trial, explore
from engine.cases.goals import Owner, of_entry
from engine.cases.ground import Ground, first_error
from engine.cases.measure import Measure, Measured, Ran, own_files, reads
from engine.cases.run import run_case
from engine.cases.suggest import all_formulas, bodies, of_trials
from engine.evaluation.frame import Step
from engine.language import typed
from engine.language.limits import STACK
from engine.language.values import Outcome
from engine.manual.checked import Manual
from engine.mutation.edited import Touched, entries_of, mutants_of, touched, with_mutant
from engine.mutation.known import known_of
from engine.mutation.operators import Mutant
from engine.record import dataclass, replace

Fate = Literal["caught", "stopped", "survives", "same"]
FATES: tuple[Fate, ...] = ("caught", "stopped", "survives", "same")
TRIALS = 400
"""Computations of each formula, old and new, in which a difference is looked for."""
QUOTED = 60


@dataclass(frozen=True, slots=True)
class Judged:
    """A mutant and what becomes of it. `by`: the case that catches it. `telling`: one that would."""

    operator: str
    file: str
    line: int
    column: int
    what: str
    fate: Fate
    by: str | None = None
    telling: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class Touching:
    """A case that counts, with what it reaches: formulas, members, and names that it gives or expects."""

    ran: Ran
    bodies: frozenset[Identity]
    members: frozenset[str]
    names: frozenset[str]

    @property
    def heavy(self) -> bool:
        """Whether running it again costs more than computing a few figures."""
        return self.ran.case.paket is not None or bool(self.ran.case.constants)


@dataclass(slots=True)
class Court:
    """Judges the mutants of one manual. `known`: the inputs with which the old formulas were tried."""

    manual: Manual
    measure: Measure
    cases: tuple[Touching, ...]
    mutants: tuple[Mutant, ...]
    formulas: tuple[Formula, ...] = ()
    known: dict[Owner, tuple[Trial, ...]] = field(default_factory=dict)

    def judge(self, mutant: Mutant) -> Judged:
        """What becomes of a mutant."""
        ground, changed = self._mutated(self.measure.ground, mutant)
        if changed is None:
            return _judged(mutant, "stopped")
        what = touched(self.manual, changed)
        by = self._catching(mutant, what, ground)
        if by is not None:
            return _judged(mutant, "caught", by)
        telling = self._telling(changed, what)
        return _judged(mutant, "same" if telling is None else "survives", telling=telling)

    def _mutated(self, ground: Ground, mutant: Mutant) -> tuple[Ground, Manual | None]:
        """The ground with the edit made; no manual if that has an error which it did not have."""
        stack, found = with_mutant(ground.stack, mutant)
        new = Ground(stack, (*ground.reported, *found), ground.pakets)
        manual, problems = new.manual()
        if first_error(problems) is not None:
            return new, None
        return new, manual

    def _catching(self, mutant: Mutant, what: Touched, ground: Ground) -> str | None:
        """The first case that comes out otherwise."""
        grounds: dict[int, Ground | None] = {id(self.measure.ground): ground}
        for one in sorted(self._reaching(what), key=lambda one: (one.ran.ground is not self.measure.ground, one.heavy)):
            own = one.ran.ground
            if id(own) not in grounds:
                new, manual = self._mutated(own, mutant)
                grounds[id(own)] = new if manual is not None else None
            new_ground = grounds[id(own)]
            if new_ground is None or not run_case(one.ran.case, new_ground).passes:
                return one.ran.case.id
        return None

    def _reaching(self, what: Touched) -> Iterator[Touching]:
        """The cases that could come out otherwise."""
        if what.everything:
            yield from self.cases
            return
        bodies = {identity(body) for body in _bodies(self.manual, what)}
        members = {f"{level}/{kode}" for level, kode in what.entries}
        names = {name for _, name in what.rules}
        for one in self.cases:
            if not (bodies.isdisjoint(one.bodies) and members.isdisjoint(one.members) and names.isdisjoint(one.names)):
                yield one

    # ---- what would tell the difference

    def _telling(self, changed: Manual, what: Touched) -> Suggestion | None:
        """A case that the old formulas pass and the changed ones do not."""
        new = dict(bodies(changed))
        for formula in self.formulas:
            body = new.get(formula.owner)
            if body is None or not _differs(formula.owner, what) or formula.body == body:
                continue
            tried = self._tried(formula)
            other = Formula(changed, formula.owner, body, formula.reach, formula.entry, dict(formula.kinds))
            for trial in (*tried, *explore(other, TRIALS)):
                old, now = formula.compute(trial.sample), other.compute(trial.sample)
                if of_outcome(old.outcome) != of_outcome(now.outcome):
                    told = self._told(formula, replace(trial, step=old))
                    if told is not None:
                        return told
        return None

    def _told(self, formula: Formula, trial: Trial) -> Suggestion | None:
        return next(of_trials(formula, [trial], self.measure.ground), None)

    def _tried(self, formula: Formula) -> tuple[Trial, ...]:
        if formula.owner not in self.known:
            self.known[formula.owner] = explore(formula, TRIALS)
        return self.known[formula.owner]


def of_outcome(outcome: Outcome) -> tuple[object, ...]:
    """Value, status and reasons; in which order reasons are met says nothing."""
    return str(outcome.value), outcome.status, frozenset(str(reason.message) for reason in outcome.reasons)


def _differs(owner: Owner, what: Touched) -> bool:
    if what.everything:
        return True
    match owner.kind:
        case "function":
            return owner.name in what.definitions
        case "rule":
            return (owner.level, owner.name.rpartition(".")[2]) in what.rules
        case "entry":
            return (owner.level, owner.entry) in what.entries
    return what.checks


def _bodies(manual: Manual, what: Touched) -> Iterator[typed.Typed]:
    """The formulas that were changed, as they are without the edit."""
    yield from (manual.rules[key].body for key in what.rules if key in manual.rules)
    yield from (manual.definitions[name].body for name in what.definitions if name in manual.definitions)
    entries = entries_of(manual)
    yield from (rule.body for key in what.entries for _, rule in of_entry(entries[key]))
    yield from (check.condition for check in manual.checks if what.checks)


def touching(ran: Ran) -> Touching:
    """What a case reaches."""
    steps = list(steps_of(ran.run.figures))
    names = {said.key.text.rpartition(".")[2] for said in (*ran.case.given, *ran.case.expected)}
    members = {figure.id.rpartition(".")[0] for figure in ran.run.figures}
    return Touching(ran, frozenset(_reached(steps)), frozenset(members), frozenset(names))


def _reached(steps: Iterable[Step]) -> Iterator[Identity]:
    """The formulas that were computed: whole ones, and those of functions."""
    waiting = list(steps)
    yield from (identity(step.node) for step in waiting)
    while waiting:
        step = waiting.pop()
        if isinstance(step.node, typed.Apply):
            yield identity(step.node.definition.body)
        waiting += step.parts


def court(measure: Measure, measured: Measured) -> Court | None:
    """Everything that is needed to judge the mutants of a manual; None where it cannot be read."""
    manual, _ = measure.ground.manual()
    if manual is None:
        return None
    files = measure.ground.stack[-1]
    own = own_files(files)
    about = (one for one in measured.ran if reads(one.ground, own))
    cases = tuple(touching(one) for one in about if one.counts)
    mutants = tuple(mutants_of(files, known_of(manual)))
    return Court(manual, measure, cases, mutants, tuple(all_formulas(manual, reach(manual))))


def _judged(mutant: Mutant, fate: Fate, by: str | None = None, telling: Suggestion | None = None) -> Judged:
    place = mutant.place
    what = "; ".join(f"{_short(edit.place.text)} → {_short(edit.text)}" for edit in mutant.edits)
    return Judged(mutant.operator, place.source.name, place.line, place.column, what, fate, by, telling)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return (line if len(line) <= QUOTED else f"{line[: QUOTED - 1].rstrip()}…") or "∅"


# ---- on several cores

SITTING: list[Court] = []
"""The court that a forked process has already, so that it is told only which mutant."""


def judge_all(one: Court, jobs: int, begun: Callable[[str], None]) -> tuple[Judged, ...]:
    """Every mutant of a court, in order, on so many cores."""
    found: list[Judged] = []
    if jobs < 2 or len(one.mutants) < 2 * jobs:
        for mutant in one.mutants:
            begun(f"{mutant.place.source.name}:{mutant.place.line}")
            found.append(one.judge(mutant))
        return tuple(found)
    from multiprocessing import get_context

    SITTING[:] = [one]
    with get_context("fork").Pool(jobs) as pool:
        for judged in pool.imap(_judged_at, range(len(one.mutants)), chunksize=4):
            begun(f"{judged.file}:{judged.line}")
            found.append(judged)
    SITTING.clear()
    return tuple(found)


def _judged_at(at: int) -> Judged:
    import sys

    sys.setrecursionlimit(max(sys.getrecursionlimit(), STACK))
    return SITTING[0].judge(SITTING[0].mutants[at])
