"""The pages about published reports: what they print is printed, and their tables add up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.data.published import read_published
from engine.manual.leaves import WAYS
from engine.reproduction.model import Kind
from engine.reproduction.tables import of_tables
from engine.source import Source
from engine.surfaces.cli.running import run
from tests.surfaces.pages import ROOT, Tree, blocks, commands, copied, fits

PAGES = {"en": ROOT / "rules/REPRODUCE.md", "id": ROOT / "rules/REPRODUCE.id.md"}
LANGUAGES = pytest.mark.parametrize("language", PAGES)


def text_of(language: str) -> str:
    return PAGES[language].read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    return copied(tmp_path_factory.mktemp("tree"))


@LANGUAGES
def test_what_the_page_says_is_what_happens(
    tree: Tree, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tree.restore()
    monkeypatch.chdir(tree.path)
    for kind, text in blocks(text_of(language)):
        if kind == "diff":
            tree.edit(text)
        for command, shown in commands(text) if kind == "console" else []:
            run([*command.split()[1:], "--lang", language], {})
            printed = capsys.readouterr().out
            assert fits(shown, printed), f"$ {command}\n{printed}"


@LANGUAGES
def test_the_table_of_the_page_holds(language: str) -> None:
    (text,) = (text for kind, text in blocks(text_of(language)) if kind == "yaml")
    published, problems = read_published(Source("published.yaml", text))
    assert problems == () and (len(published.entries), len(published.tables)) == (2, 1)
    kinds = tuple(Kind(way, way) for way in WAYS)
    assert list(of_tables(published.tables, kinds)) == []
    wrong, _ = read_published(Source("published.yaml", text.replace("1.140", "1.410")))
    found = {one.id: [hit.kind.way for hit in one.hits] for one in of_tables(wrong.tables, kinds)}
    assert found["tabel/belanja/total.realisasi"][0] == "angka bertukar"
    assert "tabel/belanja/barang.penyerapan" in found


@LANGUAGES
def test_every_way_is_explained(language: str) -> None:
    rows = re.findall(r"^\| (`[^|]+) \|", text_of(language), re.M)
    assert sorted(re.findall(r"`([^`]+)`", " ".join(rows[1:]))) == sorted(WAYS)


@LANGUAGES
def test_links_lead_somewhere(language: str) -> None:
    links = re.findall(r"\]\(([^)]+)\)", text_of(language))
    assert links and all((Path(PAGES[language]).parent / link).exists() for link in links)
