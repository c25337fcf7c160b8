"""The pages about cases: their files are written, their changes made, their commands run and print what they show."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from engine.surfaces.cli.running import run
from tests.surfaces.pages import DOTS, ROOT, Tree, blocks, commands, fits

PAGES = {"en": ROOT / "rules/TESTS.md", "id": ROOT / "rules/TESTS.id.md"}
LANGUAGES = pytest.mark.parametrize("language", PAGES)


@LANGUAGES
def test_what_the_page_says_is_what_happens(
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    shutil.copytree(ROOT / "rules", "rules")
    text = PAGES[language].read_text(encoding="utf-8")
    for kind, block in blocks(text):
        match kind:
            case "diff":
                Tree(tmp_path).edit(block)
            case "yaml":
                Path(block.splitlines()[0].removeprefix("# ")).write_text(block, encoding="utf-8")
            case "console":
                for command, shown in commands(block):
                    run([*shlex.split(command)[1:], "--lang", language], {})
                    printed = capsys.readouterr().out
                    if request.config.getoption("--accept") and DOTS not in shown.splitlines():
                        text = text.replace(f"$ {command}\n{shown}", f"$ {command}\n{printed}")
                    else:
                        assert fits(shown, printed), f"$ {command}\n{printed}"
    if request.config.getoption("--accept"):
        PAGES[language].write_text(text, encoding="utf-8", newline="\n")


def test_both_pages_show_the_same() -> None:
    english, indonesian = (_done(file.read_text(encoding="utf-8")) for file in PAGES.values())
    assert english == indonesian


def _done(page: str) -> list[list[str]]:
    """What a reader does: files, changes, and what is typed."""
    typed = {"diff": r".+", "console": r"(?<=^\$ ).+", "yaml": r".+", "sh": r".+"}
    return [re.findall(typed[kind], text, re.M) for kind, text in blocks(page)]


@LANGUAGES
def test_every_link_leads_somewhere(language: str) -> None:
    links = re.findall(r"\]\(([^)]+)\)", PAGES[language].read_text(encoding="utf-8"))
    assert links and all((PAGES[language].parent / link).exists() for link in links)
