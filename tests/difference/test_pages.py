"""The pages about differences: every change on them is made, and every command prints what they show."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest

from engine.surfaces.cli.running import run
from tests.surfaces.pages import FILES, ROOT, Tree, blocks, commands, fits

PAGES = {"en": ROOT / "rules/DIFF.md", "id": ROOT / "rules/DIFF.id.md"}


@pytest.mark.parametrize("language", PAGES)
def test_what_a_page_says_is_what_happens(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in FILES:
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    for kind, text in blocks(PAGES[language].read_text(encoding="utf-8")):
        match kind:
            case "diff":
                Tree(tmp_path).edit(text)
            case "sh":
                for line in text.splitlines():
                    _copied(shlex.split(line))
            case "console":
                for command, shown in commands(text):
                    run([*shlex.split(command)[1:], "--lang", language], {})
                    printed = "".join(capsys.readouterr())
                    assert fits(shown, printed), f"$ {command}\n{printed}"


def _copied(words: list[str]) -> None:
    match words:
        case ["mkdir", name]:
            Path(name).mkdir()
        case ["cp", "-r", *folders, into]:
            for folder in folders:
                shutil.copytree(folder, Path(into) / Path(folder).name)
        case _:
            raise AssertionError(words)


def test_both_languages_show_the_same() -> None:
    english, indonesian = (blocks(page.read_text(encoding="utf-8")) for page in PAGES.values())
    assert [kind for kind, _ in english] == [kind for kind, _ in indonesian]
    assert [text for kind, text in english if kind != "console"] == [
        text for kind, text in indonesian if kind != "console"
    ]
