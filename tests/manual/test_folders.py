"""What belongs to the folder of a manual, and that it is looked into no more often than needed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine import pipeline
from engine.checking import library
from engine.manual.shelves import Shelf, case_files, copies, yaml_files
from engine.manual.texttable import read_table
from engine.source import Source

ROOT = Path(__file__).resolve().parents[2]


def test_only_links_can_lead_outside(tmp_path: Path) -> None:
    manual, outside = tmp_path / "kep", tmp_path / "lain"
    for name in ("kep/iku/a.yaml", "kep/iku-b.yaml", "kep/a.uji.yaml", "kep/kunci.yaml", "kep/b.txt", "lain/c.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    (manual / "folder.yaml").mkdir()
    (manual / "inside.yaml").symlink_to("iku/a.yaml")
    (manual / "outside.yaml").symlink_to(outside / "c.yaml")
    (manual / "nowhere.yaml").symlink_to("x.yaml")
    (manual / "folder").symlink_to(outside)
    assert [name for _, name in yaml_files(manual, "kep")] == ["kep/iku/a.yaml", "kep/iku-b.yaml", "kep/inside.yaml"]
    assert [name for _, name in case_files(manual, ".")] == ["a.uji.yaml"]


def test_copies_are_folders_of_the_same_name(tmp_path: Path) -> None:
    for name in ("a/kep", "b/kep", "b/lain", "b/none"):
        (tmp_path / name).mkdir(parents=True)
        if name != "b/none":
            (tmp_path / name / "manual.yaml").write_text("", encoding="utf-8")
    shelves = tuple(Shelf(tmp_path / name, name) for name in ("a", "b", "c"))
    assert copies((tmp_path / "a/kep",), shelves) == [tmp_path / "a/kep", tmp_path / "b/kep"]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("a | b", ["a", "b"]),
        ("  a|\u00a0b \t", ["a", "b"]),
        ('"x|y" | "z"', ['"x|y"', '"z"']),
        ('"\\"|" | b', ['"\\"|"', "b"]),
        ('" | b', ['"', "b"]),
    ],
)
def test_a_row_is_cut_at_bars_that_are_not_quoted(row: str, cells: list[str]) -> None:
    text = f"satu | dua\n{row}\n"
    table, problems = read_table(Source("uji", text).span())
    assert table is not None and not problems
    assert [cell.text for cell in table.rows[0]] == cells
    assert [text[cell.start : cell.end] for cell in table.rows[0]] == cells


def test_a_copy_of_a_manual_that_comes_along_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of such a copy something is noted each time, which is no reason to read it for its cases again."""
    shutil.copytree(ROOT / "rules/kmk-467-2014", tmp_path / "kmk-467-2014")
    own = tmp_path / "kmk-467-2014/manual.yaml"
    own.write_text(own.read_text(encoding="utf-8") + "\n# own\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    asked: list[str] = []
    read = library.read_manuals

    def heard(code: str, *others: object) -> object:
        asked.append(code)
        return read(code, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(library, "read_manuals", heard)
    found = pipeline.check(["kmk-467-2014"])
    assert [one.severity for one in found.problems] == ["note"]
    assert asked == ["kmk-467-2014"]
