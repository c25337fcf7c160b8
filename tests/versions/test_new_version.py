"""A new version of the shipped manual in under 40 lines: one weight, one formula, rows of a table, a new entry."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine import pipeline
from engine.results.calculation import Calculation
from engine.surfaces.cli.console import Console
from engine.surfaces.cli.locking import lock
from engine.surfaces.cli.running import run

ROOT = Path(__file__).resolve().parents[2]
NEW = ROOT / "tests/versions/djbc-2024"
PAKET = ROOT / "examples/kalbagbar-2023"
CHANGED = {"iku/9b-N.realisasi", "iku/6a-N.realisasi"}


def test_it_is_short() -> None:
    lines = [line for file in NEW.rglob("*.yaml") for line in file.read_text(encoding="utf-8").splitlines()]
    assert sum(1 for line in lines if line.strip()) < 40


@pytest.fixture
def paket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped paket under the new version."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PAKET, tmp_path / "paket")
    shutil.copytree(NEW, tmp_path / "djbc-2024")
    kontrak = tmp_path / "paket/kontrak.yaml"
    kontrak.write_text(kontrak.read_text(encoding="utf-8").replace("manual: djbc-2023", "manual: djbc-2024"), "utf-8")
    return Path("paket")


def calculated(folder: Path) -> Calculation:
    found = pipeline.calculate(folder)[0]
    if found is None:
        pytest.fail("the paket cannot be read")
    return found


def realisasi(found: Calculation) -> dict[str, object]:
    return {one.id: one.outcome.value for one in found.figures if one.id.endswith(".realisasi")}


def test_only_what_it_states_changes(paket: Path) -> None:
    before, after = calculated(PAKET), calculated(paket)
    old, new = realisasi(before), realisasi(after)
    assert {id_ for id_ in new if new[id_] != old[id_]} == CHANGED
    written, files = after.manual.entries["13a-N"].provenance.manual, after.files
    assert written == "djbc-2024"
    older = tuple(f"rules/djbc-{year}" for year in range(2020, 2024))
    assert files == ("rules/kmk-300-2022", *older, "djbc-2024")


def test_every_part_keeps_its_place(paket: Path) -> None:
    entries = calculated(paket).manual.entries
    rules = {name: entries[name].result for name in ("9b-N", "6a-N", "3a-CP")}
    found = {name: (rule.provenance.manual, rule.provenance.where.source.name) for name, rule in rules.items() if rule}
    assert found == {
        "9b-N": ("djbc-2024", "djbc-2024/iku/9b-N-patroli-laut.yaml"),
        "6a-N": ("djbc-2024", "djbc-2024/iku/6a-N-piutang.yaml"),
        "3a-CP": ("djbc-2020", "rules/djbc-2020/iku/3a-CP-penerimaan.yaml"),
    }


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("check djbc-2024", "no findings"),
        ("check paket", "no findings"),
        ("explain paket iku/9b-N.realisasi", "60% × 100,00 % + 15% × 96,97 %"),
        ("explain paket predikat", "the row djbc-2024/manual.yaml:19 holds"),
        ("show djbc-2024 9b-N", "pemeriksaan | 15%   | pemeriksaan_sarana / pelaksanaan   | 100%"),
        ("show djbc-2024 --flat", "# iku/13a-N.yaml"),
        ("uses 13a-N.daring djbc-2024", "djbc-2024/iku/13a-N-baru.yaml"),
        ("fmt djbc-2024 --check", "4"),
        ("schema entry --manual djbc-2024", '"menimpa"'),
    ],
)
def test_every_command_works(command: str, shown: str, paket: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run([*command.split(), "--lang", "en"], {})
    out, err = capsys.readouterr()
    assert shown in out + err


def test_it_can_be_locked(paket: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lock(Console("en"), {"arguments": ("djbc-2024",), "ralat": False}) == 0
    assert (Path("djbc-2024/kunci.yaml")).is_file()
