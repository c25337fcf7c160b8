"""The examples of rules/README.md, put into files as they say, are one decree, one manual and one paket."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine import pipeline

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"(?:`([a-z]+/[a-z]+\.csv)`[^`]*\n\n)?^```(yaml|csv)\n(.*?)^```$", re.M | re.S)
LANGUAGES = ("README.md", "README.id.md")


def blocks(readme: str) -> list[tuple[str, str]]:
    """(file name, text) of every block; a yaml block names its file in its first line, a csv block has it in front."""
    found = []
    for name, kind, text in BLOCK.findall((ROOT / "rules" / readme).read_text(encoding="utf-8")):
        first, rest = text.split("\n", 1)
        found.append((name, text) if kind == "csv" else (first.removeprefix("# ").strip(), rest))
    return found


def write(readme: str, folder: Path) -> None:
    """All of them as files."""
    for name, text in blocks(readme):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("readme", LANGUAGES)
def test_the_examples_compute(readme: str, tmp_path: Path) -> None:
    write(readme, tmp_path)
    calculation, problems = pipeline.calculate(tmp_path / "contoh", manual=tmp_path)
    assert calculation is not None, problems
    assert [problem.code for problem in problems] == []
    assert calculation.clean
    assert len(calculation.figures) > 5


@pytest.mark.parametrize("readme", LANGUAGES)
def test_the_offices_compute(readme: str, tmp_path: Path) -> None:
    write(readme, tmp_path)
    offices = list(pipeline.each_office([tmp_path / "kantor"], lambda office: office, manual=tmp_path))
    assert [problem.code for office in offices for problem in office.problems] == []
    shown = {
        office.unit_kerja: [cell.split(";")[3] for cell in office.lines("TAHUN").splitlines()[1:3]]
        for office in offices
    }
    assert shown == {"Kota Satu": ["106,33", "Utama"], "Kota Dua": ["90,14", "Madya"]}


def test_both_languages_show_the_same_files() -> None:
    english, indonesian = (blocks(readme) for readme in LANGUAGES)
    assert english == indonesian
