"""Goals that no case reaches -> cases that reach them, as text to be pasted, each run as any case before it is shown.

The expected values are what the program gives, so they say nothing yet: such a case is `diperiksa: belum` until a
person has looked at it. What is on each edge, and a step to either side of it, is among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from engine.analysis.reach import Reach, reach
from engine.cases.alone import OWN, PERIOD, SECOND, Formula, Slot, Thing
from engine.cases.coverage import of_figures
from engine.cases.edges import Distance, distances
from engine.cases.explore import Trial, explore
from engine.cases.goals import Goal, Key, Owner, formulas
from engine.cases.ground import Ground
from engine.cases.judge import number_written, reason_names, written
from engine.cases.model import CaseRun
from engine.cases.names import RESULT, entries_of
from engine.cases.read import PERIOD as PERIOD_HEADING
from engine.cases.read import ROW, read_cases
from engine.cases.run import run_case
from engine.cases.values import ABSENT, FOUND, NOT_FOUND
from engine.diagnostics.model import Message
from engine.language import typed
from engine.language.literals import quoted
from engine.language.values import Outcome
from engine.manual.checked import Manual, Unit
from engine.record import dataclass, replace
from engine.results.display import unit_of
from engine.source import Source

Words = Callable[[Message], str]
CODES = ("A1", "A2")
"""Kodes of members that no manual has."""
NOTE_WIDTH = 70


@dataclass(frozen=True, slots=True)
class Row:
    """One case of a suggestion: what is given, by heading, what is expected, and what it reaches."""

    given: Mapping[str, str]
    expected: str
    goals: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Cases of a formula in `file`. `about`: the key and the value that say what they are about; `figure`: what is
    expected."""

    name: str
    owner: Owner
    about: tuple[str, str]
    figure: str
    file: str
    rows: tuple[Row, ...]
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for: goals that nothing reaches, and values on the edges of formulas in these `files`, except on
    those places that are `done`."""

    goals: tuple[Goal, ...]
    files: frozenset[str] = frozenset()
    done: frozenset[Distance] = frozenset()


def suggestions(ground: Ground, wish: Wish, begun: Callable[[str], None] = lambda shown: None) -> Iterator[Suggestion]:
    """Cases that reach these goals, of each formula one suggestion or, where its member differs, several."""
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
    chosen = _chosen(explore(formula), keys, done)
    groups: dict[str, list[Trial]] = {}
    for trial in chosen:
        groups.setdefault(_kode(formula, trial), []).append(trial)
    for trials in groups.values():
        proved = of_trials(formula, trials, ground, several=len(groups) > 1)
        if proved is not None:
            reached = {key for row in proved.rows for key in row.goals}
            yield replace(proved, goals=tuple(goal for goal in goals if goal.key in reached))


def of_trials(formula: Formula, trials: Sequence[Trial], ground: Ground, *, several: bool = False) -> Suggestion | None:
    """Inputs of one member as cases that were run; None where a case cannot say them."""
    return _proved(_draft(formula, _kode(formula, trials[0]), trials, several=several), ground)


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


# ---- how it is written


def _kode(formula: Formula, trial: Trial) -> str:
    """The kode of the member that a trial is about: the formula may ask for it."""
    level = formula.owner.level
    slot = Slot("kode", Thing(level or "", OWN))
    if slot in formula.kinds:
        return str(formula.value(slot, trial.sample).value)
    return "" if level is None else code_of(formula, Thing(level, OWN))


def code_of(formula: Formula, thing: Thing) -> str:
    """The kode of a made-up member: one that the manual has, if it has any."""
    if formula.entry is not None and thing == Thing(formula.owner.level or "", OWN):
        return formula.entry.kode
    level = formula.manual.levels[thing.level]
    known = level.codes or tuple(entry.kode for entry in entries_of(formula.manual, thing.level))
    codes = known if len(known) > 1 else CODES
    return codes[1] if thing.kode == SECOND else codes[0]


def _draft(formula: Formula, kode: str, trials: Iterable[Trial], *, several: bool) -> Suggestion:
    owner, top = formula.owner, next(iter(formula.manual.levels))
    if owner.level is None:
        about, figure = ("fungsi", owner.name), RESULT
    else:
        about = ("tentang", owner.level if owner.level == top else f"{owner.level}/{kode}")
        figure = owner.name.rpartition(".")[2]
        if formula.entry is not None and owner.name == formula.entry.kode:
            figure = formula.manual.levels[owner.level].result or figure
    rows: dict[tuple[tuple[str, str], ...], Row] = {}
    for trial in trials:
        row = _row(formula, trial)
        if row is not None:
            rows.setdefault(tuple(row.given.items()), row)
    name = f"usulan {owner.name}, {kode}" if several else f"usulan {owner.name}"
    return Suggestion(name, owner, about, figure, formula.body.span.source.name, tuple(rows.values()))


def _row(formula: Formula, trial: Trial) -> Row | None:
    given: dict[str, str] = {}
    for slot in formula.kinds:
        heading = _heading(formula, slot)
        if heading is not None:
            given[heading] = _cell(formula, slot, formula.value(slot, trial.sample), parameter=slot.thing is None)
    expected = _expected(formula, trial.step.outcome)
    return None if expected is None else Row(given, expected, trial.goals)


def _heading(formula: Formula, slot: Slot) -> str | None:
    """How a slot is called in a case; None for what no case gives."""
    if slot == PERIOD:
        return PERIOD_HEADING
    thing = slot.thing
    if thing is None:
        return slot.name
    if slot.name in ("kode", "nama"):
        return None
    if thing.level == next(iter(formula.manual.levels)) or thing == Thing(formula.owner.level or "", OWN):
        return slot.name
    return f"{thing.level}/{code_of(formula, thing)}.{slot.name}"


def _cell(formula: Formula, slot: Slot, outcome: Outcome, *, parameter: bool) -> str:
    value = outcome.value
    if value is None:
        return f"{ABSENT}: {outcome.reasons[0].code}"
    if isinstance(value, Fraction):
        return number_written(value, formula.kinds[slot].unit)
    text = written(outcome, None)
    plain = text.replace("_", "").replace("-", "").isalnum() and text != "-" and not text[0].isdigit()
    return quoted(text) if isinstance(value, str) and (parameter and slot != PERIOD or not plain) else text


def _expected(formula: Formula, outcome: Outcome) -> str | None:
    """What a case expects; None where that cannot be said in a cell of a table: a provisional value, a list."""
    value = outcome.value
    if value is None:
        return f"{ABSENT}: " + "; ".join(reason_names(outcome.reasons))
    if formula.owner.kind == "check":
        return NOT_FOUND if value is True else FOUND
    if outcome.status == "provisional" or isinstance(value, tuple):
        return None
    return written(outcome, _unit(formula))


def _unit(formula: Formula) -> Unit | None:
    manual, owner = formula.manual, formula.owner
    if owner.level is None:
        return None
    entry = formula.entry
    name = owner.name.rpartition(".")[2]
    rule = manual.rules.get((owner.level, name)) if entry is None else entry.rules.get(name)
    code = rule.unit if rule is not None else entry.unit if entry is not None else None
    return unit_of(code, manual.units)


# ---- proof


def _proved(draft: Suggestion, ground: Ground) -> Suggestion | None:
    """The rows that really come out so, with what they really reach; one that comes out otherwise is written anew."""
    rows = []
    for row, run in zip(draft.rows, runs_of(draft, ground), strict=True):
        manual = run.manual
        if manual is None or not run.verdicts:
            continue
        figure = run.verdicts[0].figure
        if not run.passes:
            outcome = figure.outcome
            if outcome.status == "provisional" and outcome.value is not None:
                continue
            texts = "; ".join(reason_names(outcome.reasons))
            unit = unit_of(figure.unit, manual.units)
            row = replace(row, expected=f"{ABSENT}: {texts}" if outcome.value is None else written(outcome, unit))
        rows.append(replace(row, goals=of_figures(run.figures, manual.checks)))
    return replace(draft, rows=tuple(rows)) if rows else None


def runs_of(suggestion: Suggestion, ground: Ground) -> tuple[CaseRun, ...]:
    """The rows of a suggestion, run on a ground."""
    text = f"uji: usulan\nkasus:\n{text_of(suggestion)}"
    file, _ = read_cases(Source("<usulan>", text), Path())
    return tuple(run_case(case, ground) for case in file.cases) if file is not None else ()


def text_of(suggestion: Suggestion, words: Words | None = None) -> str:
    """A suggestion as it stands under `kasus`. `words`: to say beside each row what it reaches."""
    key, value = suggestion.about
    headings = list(dict.fromkeys(heading for row in suggestion.rows for heading in row.given))
    table = [[ROW, *headings, f"= {suggestion.figure}", *(["# mencapai"] if words else [])]]
    said: set[Key] = set()
    for number, row in enumerate(suggestion.rows, 1):
        cells = [str(number), *(row.given.get(heading, "-") for heading in headings), row.expected]
        note = [_note(suggestion, row, said, words)] if words else []
        table.append([*(cell if "|" not in cell else quoted(cell) for cell in cells), *note])
    widths = [max(len(row[at]) for row in table) for at in range(len(table[0]))]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
    head = (f"  {suggestion.name}:", f"    {key}: {value}", "    sumber:", f"      hitungan: {SOURCE}")
    return "\n".join((*head, "    diperiksa: belum", "    tabel: |", *(f"      {line}" for line in lines))) + "\n"


def line_of(suggestion: Suggestion) -> str:
    """The first row of a suggestion in one line, as `fungsi: mutu; capaian: 50%; = hasil: 2`."""
    row = suggestion.rows[0]
    given = (f"{heading}: {cell}" for heading, cell in row.given.items())
    return "; ".join((": ".join(suggestion.about), *given, f"= {suggestion.figure}: {row.expected}"))


SOURCE = "dihitung program, belum diperiksa seorang pun"


def _note(suggestion: Suggestion, row: Row, said: set[Key], words: Words) -> str:
    """What a row is the first to reach; else that it lies at an edge."""
    found = [goal for goal in suggestion.goals if goal.key in row.goals and goal.key not in said]
    said.update(goal.key for goal in found)
    texts = [f"{goal.place.line}: {words(goal.what)}" for goal in found]
    text = "; ".join(texts).replace("|", "/")
    if not text:
        return "-"
    return text if len(text) <= NOTE_WIDTH else f"{text[: NOTE_WIDTH - 1].rstrip()}…"
