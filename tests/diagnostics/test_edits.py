"""A diagnostic carries edits where the mistake has one reading: applied, they give back the file as it was before."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest

from engine.diagnostics.model import Edit, Problems, in_order
from engine.pipeline import calculate
from tests.diagnostics.test_cases import CASES, GENERATED, HERE, change, copied

CHANGED = [case for case in CASES if (case / "change.txt").exists()]

# Cases that keep more than the edits take away, and why.
LEFT: dict[str, str] = {}

WITH_EDITS: set[str] = set()


def problems_of(case: Path) -> Problems:
    """All problems and findings of a case, whose files are in the working folder then."""
    copied(HERE / "base")
    copied(case)
    change((case / "change.txt").read_text(encoding="utf-8"))
    period = case / "period.txt"
    calculation, problems = calculate(Path("paket"), period=period.read_text().strip() if period.exists() else None)
    return problems if calculation is None else in_order((*problems, *calculation.findings))


def apply(edits: list[Edit]) -> set[str]:
    """The edits in their files; the names of these."""
    for edit in sorted(edits, key=lambda edit: edit.place.start, reverse=True):
        file = Path(edit.place.source.name)
        text = file.read_text(encoding="utf-8")
        file.write_text(text[: edit.place.start] + edit.text + text[edit.place.end :], encoding="utf-8", newline="")
    return {edit.place.source.name for edit in edits}


@pytest.mark.parametrize("case", CHANGED, ids=lambda case: case.name)
def test_edits_give_back_what_was_there(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    edits = [edit for problem in problems_of(case) for edit in problem.edits]
    names = sorted(apply(edits))
    left = [line for name in names for line in difference(HERE / "base" / name, Path(name))]
    if case.name in LEFT:
        assert left, "it is as it was before: take it out of LEFT"
    else:
        assert left == []


def difference(before: Path, after: Path) -> list[str]:
    """The lines in which two files differ; to the last byte."""
    lines = [file.read_bytes().decode().splitlines(keepends=True) if file.exists() else [] for file in (before, after)]
    return [line for line in unified_diff(*lines, n=0, fromfile=str(before), tofile=str(after)) if line[:2] != "@@"][2:]
