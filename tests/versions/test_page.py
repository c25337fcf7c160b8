"""The page about versions, done as it says, in both languages."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from engine.surfaces.cli.running import run
from tests.surfaces.pages import ROOT, Tree, blocks, commands, fits

PAGES = {"en": ROOT / "rules/VERSIONS.md", "id": ROOT / "rules/VERSIONS.id.md"}


@pytest.mark.parametrize("language", PAGES)
def test_what_the_page_says_is_what_happens(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RULES_NO_CACHE", "1")
    for name in ("rules", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for kind, text in blocks(PAGES[language].read_text(encoding="utf-8")):
        if kind == "yaml":
            first, rest = text.split("\n", 1)
            file = tmp_path / first.removeprefix("# ")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(rest, encoding="utf-8")
        elif kind == "diff":
            Tree(tmp_path).edit(text)
        for command, shown in commands(text) if kind == "console" else ():
            run([*command.removeprefix("rules ").split(), "--lang", language], {"NO_COLOR": "1"})
            printed = "".join(capsys.readouterr())
            assert fits(shown, printed), f"$ {command}\n{printed}"


def test_both_pages_show_the_same() -> None:
    english, indonesian = (PAGES[language].read_text(encoding="utf-8") for language in ("en", "id"))
    changes = [[text for kind, text in blocks(page) if kind in ("yaml", "diff")] for page in (english, indonesian)]
    typed = [re.findall(r"^\$ (.+)$", page, re.MULTILINE) for page in (english, indonesian)]
    assert changes[0] == changes[1] and typed[0] == typed[1]
