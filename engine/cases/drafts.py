"""Inputs of a formula -> cases as they stand in a file: a table with a row for each, or a case alone.

A case stands alone where a cell of a table cannot say it: what is given or expected is a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction

from engine.cases.alone import NAMING, OWN, PERIOD, SECOND, Formula, Slot, Thing
from engine.cases.explore import Trial
from engine.cases.goals import Goal, Key, Owner
from engine.cases.judge import number_written, reason_names, written
from engine.cases.names import RESULT
from engine.cases.read import PERIOD as PERIOD_HEADING
from engine.cases.read import ROW
from engine.cases.values import ABSENT, FOUND, NOT_FOUND, PROVISIONAL
from engine.diagnostics.model import Message
from engine.language.literals import quoted
from engine.language.types import ListType
from engine.language.values import Outcome
from engine.manual.checked import Unit
from engine.record import dataclass
from engine.results.display import unit_of

Words = Callable[[Message], str]
NOTE_WIDTH = 70
SOURCE = "dihitung program, belum diperiksa seorang pun"


@dataclass(frozen=True, slots=True)
class Row:
    """One case of a suggestion: what is given, by heading, what is expected, and what it reaches. `alone`: no row of a
    table can say it."""

    given: Mapping[str, str]
    expected: str
    goals: frozenset[Key] = frozenset()
    alone: bool = False


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


def drafts(formula: Formula, trials: Iterable[Trial]) -> Iterator[Suggestion]:
    """Suggestions for trials: one for each member that they are about, and for each case that stands alone."""
    groups: dict[str, list[Trial]] = {}
    for trial in trials:
        groups.setdefault(_kode(formula, trial), []).append(trial)
    for kode, some in groups.items():
        name = f"usulan {formula.owner.name}, {kode}" if len(groups) > 1 else f"usulan {formula.owner.name}"
        rows = {tuple(row.given.items()): row for row in reversed([_row(formula, trial) for trial in some])}
        found = tuple(reversed(rows.values()))
        together = tuple(row for row in found if not row.alone)
        if together:
            yield _suggestion(formula, kode, name, together)
        for number, row in enumerate((row for row in found if row.alone), 1):
            yield _suggestion(formula, kode, f"{name}, {number}", (row,))


def _suggestion(formula: Formula, kode: str, name: str, rows: tuple[Row, ...]) -> Suggestion:
    owner, top = formula.owner, next(iter(formula.manual.levels))
    if owner.level is None:
        about, figure = ("fungsi", owner.name), RESULT
    else:
        about = ("tentang", owner.level if owner.level == top else f"{owner.level}/{kode}")
        figure = owner.name.rpartition(".")[2]
        if formula.entry is not None and owner.name == formula.entry.kode:
            figure = formula.manual.levels[owner.level].result or figure
    return Suggestion(name, owner, about, figure, formula.body.span.source.name, rows)


def _kode(formula: Formula, trial: Trial) -> str:
    """The kode of the member that a trial is about: the formula may ask for it."""
    level = formula.owner.level
    slot = Slot("kode", Thing(level or "", OWN))
    if slot in formula.kinds:
        return str(formula.value(slot, trial.sample).value)
    return "" if level is None else code_of(formula, Thing(level, OWN))


def code_of(formula: Formula, thing: Thing) -> str:
    """The kode of a made-up member."""
    return formula.kodes(thing.level)[1 if thing.kode == SECOND else 0]


def _row(formula: Formula, trial: Trial) -> Row:
    given: dict[str, str] = {}
    lists = False
    for slot in formula.kinds:
        heading = _heading(formula, slot)
        if heading is not None:
            given[heading] = _cell(formula, slot, formula.value(slot, trial.sample))
            lists = lists or isinstance(formula.kinds[slot].type, ListType)
    outcome = trial.step.outcome
    alone = lists or isinstance(outcome.value, tuple)
    expected = expectation(outcome, _unit(formula), of_check=formula.owner.kind == "check", in_cell=not alone)
    return Row(given, expected, trial.goals, alone)


def _heading(formula: Formula, slot: Slot) -> str | None:
    """How a slot is called in a case; None for what no case gives."""
    if slot == PERIOD:
        return PERIOD_HEADING
    thing = slot.thing
    if thing is None:
        return slot.name
    if slot.name in NAMING:
        return None
    if thing.level == next(iter(formula.manual.levels)) or thing == Thing(formula.owner.level or "", OWN):
        return slot.name
    return f"{thing.level}/{code_of(formula, thing)}.{slot.name}"


def _cell(formula: Formula, slot: Slot, outcome: Outcome) -> str:
    value = outcome.value
    if value is None:
        return f"{ABSENT}: {outcome.reasons[0].code}"
    if isinstance(value, Fraction):
        return number_written(value, formula.kinds[slot].unit)
    text = written(outcome, None)
    # A parameter has no declared kind: in quotes it is a text whatever it looks like.
    parameter = slot.thing is None and slot != PERIOD
    return quoted(text) if isinstance(value, str) and (parameter or not _is_plain(text)) else text


def _is_plain(text: str) -> bool:
    return text.replace("_", "").replace("-", "").isalnum() and not text.startswith("-")


def expectation(outcome: Outcome, unit: Unit | None, *, of_check: bool, in_cell: bool) -> str:
    """What a case expects, in a cell of a table or beside its name."""
    value = outcome.value
    if value is None:
        return f"{ABSENT}: " + "; ".join(reason_names(outcome.reasons))
    if of_check:
        return NOT_FOUND if value is True else FOUND
    text = written(outcome, unit)
    if isinstance(value, str) and (text.strip() != text or not text[:1].isalnum() or ":" in text):
        text = quoted(text)
    if isinstance(value, tuple):
        texts = (quoted(str(one.value)) if isinstance(one.value, str) else written(one, unit) for one in value)
        text = f"[{', '.join(texts)}]"
    if outcome.status == "provisional":
        return f"{text}{PROVISIONAL}" if in_cell else f"{{nilai: {text}, sementara: ya}}"
    return text


def _unit(formula: Formula) -> Unit | None:
    manual, owner = formula.manual, formula.owner
    if owner.level is None:
        return None
    entry = formula.entry
    name = owner.name.rpartition(".")[2]
    rule = manual.rules.get((owner.level, name)) if entry is None else entry.rules.get(name)
    code = rule.unit if rule is not None else entry.unit if entry is not None else None
    return unit_of(code, manual.units)


# ---- text


def text_of(suggestion: Suggestion, words: Words | None = None) -> str:
    """A suggestion as it stands under `kasus`. `words`: to say beside each row what it reaches."""
    key, value = suggestion.about
    lines = [f"  {suggestion.name}:", f"    {key}: {value}", "    sumber:", f"      hitungan: {SOURCE}"]
    lines += ["    diperiksa: belum", *(_lone(suggestion) if suggestion.rows[0].alone else _table(suggestion, words))]
    return "\n".join(lines) + "\n"


def _lone(suggestion: Suggestion) -> Iterator[str]:
    row = suggestion.rows[0]
    if PERIOD_HEADING in row.given:
        yield f"    periode: {row.given[PERIOD_HEADING]}"
    given = {name: text for name, text in row.given.items() if name != PERIOD_HEADING}
    if given:
        yield "    masukan:"
        yield from (f"      {name}: {_scalar(text)}" for name, text in given.items())
    yield "    harapan:"
    yield f"      {suggestion.figure}: {_scalar(row.expected)}"


def _scalar(text: str) -> str:
    """What stands in a cell, as a value of YAML."""
    return text if text[0] in '"[{' or ": " not in text else quoted(text)


def _table(suggestion: Suggestion, words: Words | None) -> Iterator[str]:
    headings = list(dict.fromkeys(heading for row in suggestion.rows for heading in row.given))
    table = [[ROW, *headings, f"= {suggestion.figure}", *(["# mencapai"] if words else [])]]
    said: set[Key] = set()
    for number, row in enumerate(suggestion.rows, 1):
        cells = [str(number), *(row.given.get(heading, "-") for heading in headings), row.expected]
        note = [_note(suggestion, row, said, words)] if words else []
        table.append([*(cell if "|" not in cell or cell[0] == '"' else quoted(cell) for cell in cells), *note])
    widths = [max(len(row[at]) for row in table) for at in range(len(table[0]))]
    yield "    tabel: |"
    for line in table:
        yield "      " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _note(suggestion: Suggestion, row: Row, said: set[Key], words: Words) -> str:
    """What a row is the first to reach; nothing where it lies at an edge."""
    found = [goal for goal in suggestion.goals if goal.key in row.goals and goal.key not in said]
    said.update(goal.key for goal in found)
    texts = [f"{goal.place.line}: {words(goal.what)}" for goal in found]
    text = "; ".join(texts).replace("|", "/")
    if not text:
        return "-"
    return text if len(text) <= NOTE_WIDTH else f"{text[: NOTE_WIDTH - 1].rstrip()}…"


def line_of(suggestion: Suggestion) -> str:
    """The first row of a suggestion in one line, as `fungsi: mutu; capaian: 50%; = hasil: 2`."""
    row = suggestion.rows[0]
    given = (f"{heading}: {cell}" for heading, cell in row.given.items())
    return "; ".join((": ".join(suggestion.about), *given, f"= {suggestion.figure}: {row.expected}"))
