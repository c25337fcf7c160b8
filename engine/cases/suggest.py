"""Goals that no case reaches -> cases that reach them, as text to be pasted, each run as any case before it is shown.

The expected values are what the program gives, so they say nothing yet: such a case is `diperiksa: belum` until a
person has looked at it. What is on each edge, and a step to either side of it, is among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from engine.analysis.reach import Reach, reach
from engine.cases.alone import Formula
from engine.cases.coverage import of_figures
from engine.cases.drafts import Suggestion, drafts, expectation, text_of
from engine.cases.edges import Distance, distances
from engine.cases.explore import Trial, explore
from engine.cases.goals import Goal, Key, Owner, formulas
from engine.cases.ground import Ground
from engine.cases.model import CaseRun
from engine.cases.names import entries_of
from engine.cases.read import read_cases
from engine.cases.run import run_case
from engine.language import typed
from engine.manual.checked import Manual
from engine.record import dataclass, replace
from engine.results.display import unit_of
from engine.source import Source


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for: goals that nothing reaches, and values on the edges of formulas in these `files`, except on
    those places that are `done`."""

    goals: tuple[Goal, ...]
    files: frozenset[str] = frozenset()
    done: frozenset[Distance] = frozenset()


def suggestions(ground: Ground, wish: Wish, begun: Callable[[str], None] = lambda shown: None) -> Iterator[Suggestion]:
    """Cases that reach these goals: of each formula one suggestion, or several where they cannot be one table."""
    manual, _ = ground.manual()
    if manual is None:
        return
    within = reach(manual)
    wanted: dict[Owner, list[Goal]] = {}
    for goal in wish.goals:
        wanted.setdefault(goal.owner, []).append(goal)
    for formula in all_formulas(manual, within):
        goals = tuple(wanted.get(formula.owner, ()))
        edges = formula.body.span.source.name in wish.files
        if goals or edges:
            begun(formula.owner.name)
            yield from _of_formula(formula, goals, wish.done if edges else None, ground)


def all_formulas(manual: Manual, within: Reach) -> Iterator[Formula]:
    """Every formula and check of a manual, ready to be computed alone."""
    for owner, body in bodies(manual):
        entries = entries_of(manual, owner.level) if owner.level is not None else ()
        entry = next((one for one in entries if one.kode == owner.entry), None)
        yield Formula(manual, owner, body, within, entry)


def bodies(manual: Manual) -> Iterator[tuple[Owner, typed.Typed]]:
    """Every formula that gives a value, and the condition of every check."""
    yield from formulas(manual)
    yield from ((Owner("check", check.provenance.name, check.level), check.condition) for check in manual.checks)


def _of_formula(
    formula: Formula, goals: tuple[Goal, ...], done: frozenset[Distance] | None, ground: Ground
) -> Iterator[Suggestion]:
    keys = frozenset(goal.key for goal in goals)
    for one in of_trials(formula, _chosen(explore(formula), keys, done), ground):
        reached = {key for row in one.rows for key in row.goals}
        yield replace(one, goals=tuple(goal for goal in goals if goal.key in reached))


def _chosen(trials: tuple[Trial, ...], keys: frozenset[Key], done: frozenset[Distance] | None) -> list[Trial]:
    """The first trial that reaches each goal, and those on edges that are not done."""
    open_, found = set(keys), []
    for trial in trials:
        if trial.goals & open_ or (done is not None and _new_edges(trial, done)):
            open_ -= trial.goals
            found.append(trial)
    return found


def _new_edges(trial: Trial, done: frozenset[Distance]) -> bool:
    """Whether a trial lies on an edge, or a step beside it, where no case lies yet."""
    edges = {edge for edge, _ in trial.sides}
    return any(one[0] in edges and one not in done for one in distances([trial.step]))


def of_trials(formula: Formula, trials: Sequence[Trial], ground: Ground) -> Iterator[Suggestion]:
    """Inputs of a formula as cases that were run."""
    for draft in drafts(formula, trials):
        proved = _proved(draft, ground)
        if proved is not None:
            yield proved


def _proved(draft: Suggestion, ground: Ground) -> Suggestion | None:
    """The rows that really come out so, with what they really reach; one that comes out otherwise is written anew."""
    runs = _runs(draft, ground)
    if len(runs) != len(draft.rows):
        # Something cannot be said in a table: each row is looked at alone, and those that can be said are kept.
        alone = [_proved(replace(draft, rows=(row,)), ground) for row in draft.rows] if len(draft.rows) > 1 else []
        kept = tuple(row for one in alone if one is not None for row in one.rows)
        return replace(draft, rows=kept) if kept else None
    rows = []
    for row, run in zip(draft.rows, runs, strict=True):
        if run.manual is None or not run.verdicts:
            continue
        figure = run.verdicts[0].figure
        if not run.passes:
            unit = unit_of(figure.unit, run.manual.units)
            of_check = draft.owner.kind == "check"
            text = expectation(figure.outcome, unit, of_check=of_check, in_cell=not row.alone)
            row = replace(row, expected=text)
        rows.append(replace(row, goals=of_figures(run.figures, run.manual.checks)))
    return replace(draft, rows=tuple(rows)) if rows else None


def _runs(suggestion: Suggestion, ground: Ground) -> tuple[CaseRun, ...]:
    """The rows of a suggestion, run on a ground."""
    text = f"uji: usulan\nkasus:\n{text_of(suggestion)}"
    file, _ = read_cases(Source("<usulan>", text), Path())
    return tuple(run_case(case, ground) for case in file.cases) if file is not None else ()
