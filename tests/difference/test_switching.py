"""The shipped example under another version, or with another weight set: only what the difference names moves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine import pipeline
from engine.results.calculation import Calculation
from tests.difference.shipped import ROOT
from tests.difference.versions import explained, pair_of, paket_of

EXAMPLE = ROOT / "examples/kalbagbar-2023"
OF_WEIGHTS = ("set_bobot", ".bobot", ".bobot_tertimbang", "nko", "nko_k3", "predikat")
"""How the ids end of what a weight set of the contract reaches."""


def calculated(folder: Path, period: str | None = None) -> Calculation:
    result, problems = pipeline.calculate(folder, period=period)
    assert result is not None, problems
    return result


def moved(before: Calculation, after: Calculation) -> set[str]:
    """The ids of figures with another value, or other reasons for none."""
    ids = dict.fromkeys((*before.all, *after.all))
    return {id_ for id_ in ids if _told(before, id_) != _told(after, id_)}


def _told(result: Calculation, id_: str) -> object:
    figure = result.all.get(id_)
    return None if figure is None else (figure.outcome.value, tuple(one.code for one in figure.outcome.reasons))


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example beside which the manual of the next year lies."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(EXAMPLE, tmp_path / "paket")
    shutil.copytree(ROOT / "tests/versions/djbc-2024", tmp_path / "djbc-2024")
    return Path("paket")


def edited(folder: Path, old: str, new: str) -> None:
    kontrak = folder / "kontrak.yaml"
    text = kontrak.read_text(encoding="utf-8")
    assert text.count(old) == 1
    kontrak.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("period", ["Q4", "Y"])
def test_another_version(other: Path, period: str) -> None:
    before = calculated(EXAMPLE, period)
    edited(other, "manual: djbc-2023", "manual: djbc-2024")
    after = calculated(other, period)
    found = explained(pair_of(before.manual, after.manual), paket_of("djbc-2023"), period=period)
    named = {one.id for one in found.moved}
    assert named == {id_ for id_ in moved(before, after) if not id_.endswith("nama")} and named


@pytest.mark.parametrize("period", ["Q4", "Y"])
@pytest.mark.parametrize("weights", ["25-15-30-30", "40-30-30"])
def test_another_weight_set(other: Path, weights: str, period: str) -> None:
    before = calculated(EXAMPLE, period)
    edited(other, "nilai: 30-20-25-25", f"nilai: {weights}")
    difference, _ = pipeline.compare(EXAMPLE.as_posix(), other.as_posix())
    assert difference is not None
    assert [(one.key, one.part) for one in difference.changes] == [("set_bobot", "given")]
    ids = moved(before, calculated(other, period))
    assert "set_bobot" in ids and [id_ for id_ in ids if not id_.endswith(OF_WEIGHTS)] == []
