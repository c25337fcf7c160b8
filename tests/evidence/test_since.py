"""What has become of the rules since: file by file, and which figures would be others today."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

import engine.api as api
from tests.evidence.made import base_in, exchange, text


@pytest.fixture
def base(tmp_path: Path) -> Path:
    (tmp_path / "evidence.json").write_bytes(text())
    return base_in(tmp_path)


def since(base: Path) -> dict[str, Any]:
    """Against the manuals of today. The evidence itself holds, whatever has become of them."""
    verdict = api.verify(base.parent / "evidence.json", against=base, lang="en")
    assert verdict["holds"] and verdict["differences"] == []
    return verdict["since"]  # type: ignore[return-value]


def codes(found: dict[str, Any]) -> list[str]:
    return [one["code"] for one in found["findings"]]


def test_nothing_has_changed(base: Path) -> None:
    found = since(base)
    assert found == {"manuals": ["kep-7", "ukuran-2030"], "gone": [], "files": [], "figures": [], "findings": []}


def test_a_rule_has_changed_and_moves_figures(base: Path) -> None:
    exchange(base / "ukuran-2030/A-2-berkas.yaml", "60%", "50%")
    exchange(base / "ukuran-2030/A-2-berkas.yaml", "40%", "50%")
    found = since(base)
    (file,) = found["files"]
    assert (file["name"], file["change"], file["line"]) == ("rules/ukuran-2030/A-2-berkas.yaml", "changed", 17)
    assert file["today"]["line"] == 17 and file["today"]["file"].endswith("base/ukuran-2030/A-2-berkas.yaml")
    moved = {one["id"]: (one["recorded"], one["today"]) for one in found["figures"]}
    assert moved["ukuran/A-2.capaian"] == ("7/10", "27/40")
    assert "ukuran/A-1.capaian" not in moved and "skor" in moved
    assert codes(found) == ["W965"] + ["W966"] * len(moved)


def test_a_comment_changes_a_file_and_no_figure(base: Path) -> None:
    exchange(base / "kep-7/skor.yaml", "tetapan:\n", "# keterangan\ntetapan:\n")
    found = since(base)
    assert [one["line"] for one in found["files"]] == [1] and found["figures"] == []


def test_a_file_has_come_and_one_has_gone(base: Path) -> None:
    (base / "kep-7/skor.yaml").rename(base / "kep-7/nilai.yaml")
    found = since(base)
    assert [(one["name"], one["change"]) for one in found["files"]] == [
        ("rules/kep-7/nilai.yaml", "added"),
        ("rules/kep-7/skor.yaml", "removed"),
    ]
    assert found["figures"] == [] and codes(found) == ["W968", "W968"]


def test_a_figure_has_come_and_one_has_gone(base: Path) -> None:
    exchange(base / "kep-7/huruf.yaml", "dinas.huruf", "dinas.abjad")
    moved = {one["id"]: (one["recorded"], one["today"]) for one in since(base)["figures"]}
    assert moved == {"huruf": ("39/10", None), "abjad": (None, "39/10")}


def test_a_manual_is_not_there(base: Path) -> None:
    shutil.rmtree(base / "kep-7")
    exchange(base / "ukuran-2030/A-2-berkas.yaml", "nama: Mutu berkas", "nama: Mutu semua berkas")
    found = since(base)
    assert found["gone"] == ["kep-7"] and len(found["files"]) == 1 and found["figures"] == []
    assert codes(found) == ["W967", "W965"]


def test_nothing_can_be_computed_today(base: Path) -> None:
    (base / "kep-7/manual.yaml").write_text("tingkat: [\n")
    found = since(base)
    assert [one["change"] for one in found["files"]] == ["changed"] and found["figures"] == []
    assert codes(found) == ["W965", "W969"]
