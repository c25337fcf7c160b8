"""A diagnostic carries edits where the mistake has one reading: applied, they give back the file as it was before."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest

from engine.diagnostics.model import Edit, Problems, in_order
from engine.pipeline import calculate
from tests.diagnostics.test_cases import CASES, HERE, change, copied

CHANGED = [case for case in CASES if (case / "change.txt").exists()]

# Lines of which not only the mistake is new: what has to stand there then. Columns of tables are not put in line again.
MEANT = {
    "01-unknown-key-in-value": {"catatn": "catatan"},
    "10-unknown-function": {"minn": "min"},
    "10-unknown-name-in-condition-of-attribute": {"arh": "arah"},
    "10-unknown-name-in-function": {"batass": "batas"},
    "10-unknown-whole": {"dijadwalkn": "dijadwalkan"},
    "13-decimal-comma": {"120,5": "120.5"},
    "13-smart-quotes": {"“Skor ”": '"Skor "'},
    "13-spreadsheet-formula": {"=IF(selesai>0;selesai/dijadwalkan;0)": "IF(selesai>0,selesai/dijadwalkan,0)"},
    "15-kode-not-possible": {"bidang-b": "bidang_b"},
    "15-unknown-reason-in-contract": {"belum_wakt": "belum_waktu"},
    "17-weight-without-percent": {"| 40    |": "| 40%    |"},
    "18-code-column-missing": {"sahh": "sah"},
    "18-table-header-unknown": {"skorr": "skor"},
    "22-number-with-comma-in-contract": {"3,5": "3.5"},
    "22-percent-sign-missing-in-rule-file": {"bawaan: 90": "bawaan: 90%"},
}


@pytest.mark.parametrize("case", CHANGED, ids=lambda case: case.name)
def test_edits_give_back_what_was_there(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    edits = [edit for problem in problems_of(case) for edit in problem.edits]
    meant = MEANT.get(case.name, {})
    before = {name: right(name, meant) for name in {edit.place.source.name for edit in edits}}
    apply(edits)
    assert [line for name in sorted(before) for line in difference(before[name], Path(name).read_bytes())] == []
    assert before or not meant, "nothing is corrected: take it out of MEANT"


def problems_of(case: Path) -> Problems:
    """All problems and findings of a case, whose files are in the working folder then."""
    copied(HERE / "base")
    copied(case)
    change((case / "change.txt").read_text(encoding="utf-8"))
    period = case / "period.txt"
    calculation, problems = calculate(Path("paket"), period=period.read_text().strip() if period.exists() else None)
    return problems if calculation is None else in_order((*problems, *calculation.findings))


def right(name: str, meant: dict[str, str]) -> bytes:
    """The file without the mistake: as it was, or with what the new lines were to say."""
    if not meant:
        return (HERE / "base" / name).read_bytes()
    text = Path(name).read_bytes().decode()
    for wrong, instead in meant.items():
        assert text.count(wrong) == 1, wrong
        text = text.replace(wrong, instead)
    return text.encode()


def apply(edits: list[Edit]) -> None:
    """The edits in their files, from the last to the first."""
    for edit in sorted(edits, key=lambda edit: edit.place.start, reverse=True):
        file = Path(edit.place.source.name)
        text = file.read_bytes().decode()
        file.write_bytes((text[: edit.place.start] + edit.text + text[edit.place.end :]).encode())


def difference(before: bytes, after: bytes) -> list[str]:
    """The lines in which two files differ; to the last byte."""
    lines = [text.decode().splitlines(keepends=True) for text in (before, after)]
    return [line for line in unified_diff(*lines, n=0) if line[:2] != "@@"][2:]
