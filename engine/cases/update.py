"""Cases that came out otherwise -> the same files with what came out, for a person to confirm.

Only the characters of an expected value change, and the case is marked `diperiksa: belum`; comments and layout stay.
What was published is a fact and is never rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.cases.judge import reason_names, written
from engine.cases.model import Case, CaseRun, Verdict
from engine.cases.read import read_cases
from engine.cases.values import ABSENT, FOUND, NOT_FOUND, PROVISIONAL
from engine.diagnostics.edits import edited
from engine.diagnostics.model import Edit
from engine.language.values import Outcome
from engine.manual.checked import Unit
from engine.record import dataclass
from engine.results.display import unit_of
from engine.source import Source, Span

MARK, UNCONFIRMED = "diperiksa", "belum"
_BARE = re.compile(r"[A-Za-z0-9_][\w /.%+-]*(?<! )|-[0-9][0-9./%]*")
_BARE_CELL = re.compile(r'[^|"\n]+')


@dataclass(frozen=True, slots=True)
class Move:
    """An expected value that is rewritten: where, and the texts before and after. Without `after` it stays, because it
    cannot be rewritten."""

    case: Case
    id: str
    place: Span
    before: str
    after: str | None


def moves(runs: Iterable[CaseRun]) -> tuple[Move, ...]:
    """What would be rewritten. A value that holds for several rows is rewritten only if all of them want the same."""
    found: dict[Span, Move] = {}
    wanted: dict[Span, set[str | None]] = {}
    for run in runs:
        for verdict in run.verdicts:
            place = verdict.wanted.whole
            after = place.text if verdict.agrees else _rewritten(verdict, run)
            wanted.setdefault(place, set()).add(after)
            if not verdict.agrees:
                found.setdefault(place, Move(run.case, verdict.figure.id, place, place.text, after))
    return tuple(
        one if len(wanted[place]) == 1 else Move(one.case, one.id, place, one.before, None)
        for place, one in found.items()
    )


def _rewritten(verdict: Verdict, run: CaseRun) -> str | None:
    """The text of the new value, in the form that the old one has."""
    wanted, outcome = verdict.wanted, verdict.figure.outcome
    assert run.manual is not None
    unit = unit_of(verdict.figure.unit, run.manual.units)
    in_cell = wanted.in_table
    if wanted.printed is not None:
        return None
    if wanted.finding is not None and isinstance(outcome.value, bool):
        return _finding(verdict, in_cell=in_cell)
    if outcome.value is None:
        return _absent(outcome, in_cell=in_cell)
    value = _quoted(written(outcome, unit), outcome, in_cell=in_cell)
    if outcome.status == "provisional":
        return f"{value}{PROVISIONAL}" if in_cell else f"{{nilai: {value}, sementara: ya}}"
    if wanted.margin:
        return f"{{nilai: {value}, batas: {_margin(wanted.margin, unit)}}}"
    return value


def _margin(margin: object, unit: Unit | None) -> str:
    return written(Outcome(margin), unit)  # type: ignore[arg-type]


def _finding(verdict: Verdict, *, in_cell: bool) -> str:
    found = verdict.figure.outcome.value is False
    if found and verdict.wanted.text is not None and verdict.figure.note is not None and not in_cell:
        return f"{{temuan: {_in_quotes(verdict.figure.note)}}}"
    return FOUND if found else NOT_FOUND


def _absent(outcome: Outcome, *, in_cell: bool) -> str:
    names = reason_names(outcome.reasons)
    if in_cell:
        text = f"{ABSENT}: " + "; ".join(names)
        return text if _BARE_CELL.fullmatch(text) else f'"{text}"'
    listed = ", ".join(name if _BARE.fullmatch(name) else _in_quotes(name) for name in names)
    return f"{{alasan: {listed}}}" if len(names) == 1 else f"{{alasan: [{listed}]}}"


def _quoted(text: str, outcome: Outcome, *, in_cell: bool) -> str:
    if not isinstance(outcome.value, str):
        return text
    bare = _BARE_CELL if in_cell else _BARE
    return text if bare.fullmatch(text) else _in_quotes(text)


def _in_quotes(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def updated(source: Source, moved: Iterable[Move], folder: Path) -> str | None:
    """The text of a file with its moves made and their cases marked. None where that text could not be read again."""
    mine = [one for one in moved if one.after is not None and one.place.source is source]
    marks = {edit.place.start: edit for one in mine for edit in _mark(one.case)}
    edits = [Edit(one.place, one.after or "") for one in mine]
    text = edited(source, (*edits, *marks.values()))
    file, problems = read_cases(Source(source.name, text), folder)
    return text if file is not None and not any(one.severity == "error" for one in problems) else None


def _mark(case: Case) -> Iterator[Edit]:
    """The edit that marks a case, or its row where the table says so of each row."""
    if case.mark is None:
        return
    if case.mark.text:
        if case.mark.text.strip("\"'") != UNCONFIRMED:
            yield Edit(case.mark, UNCONFIRMED)
        return
    text = case.mark.source.text
    begin = text.rfind("\n", 0, case.mark.start) + 1
    indent = text[begin : case.mark.start]
    between = f"\n{indent}" if not indent.strip() else ", "
    yield Edit(case.mark, f"{MARK}: {UNCONFIRMED}{between}")
