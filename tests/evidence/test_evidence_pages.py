"""The pages about evidence: every command on them is run and prints what they show, every recipe gives the digest.

Digests, lines and positions change with every file, and the version with every release: those are not compared.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tempfile
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path

import pytest

from engine.surfaces.cli.running import run
from engine.version import __version__
from tests.surfaces.pages import FILES, ROOT, Tree, blocks, commands, fits, sections

PAGES = {"en": ROOT / "rules/EVIDENCE.md", "id": ROOT / "rules/EVIDENCE.id.md"}
KEPT = "bukti.json"
MAKE = f"rules eval examples/kalbagbar-2023 --evidence {KEPT}"
SHORT = "3f2a-9c01-77b0-52de-8a41-06fb"
FULL = "3f2a9c0177b052de8a4106fb5e2d91c07a8bb2f6340c4d1e9f7750ab63ce1284"
CASES = [
    pytest.param(language, heading, id=f"{language}-{heading}")
    for language, page in PAGES.items()
    for heading, text in sections(page.read_text(encoding="utf-8")).items()
    if any(kind == "console" or language == "en" for kind, _ in blocks(text))
]


def comparable(printed: str) -> str:
    """What is printed or shown, without what changes with every file."""
    printed = re.sub(r"\b[0-9a-f]{64}\b", FULL, printed)
    printed = re.sub(r"\b[0-9a-f]{4}(?:-[0-9a-f]{4}){5}\b", SHORT, printed)
    printed = re.sub(r"bukti\.json:\d+:\d+|/figures/\d+/", lambda match: re.sub(r"\d+", "1", match.group()), printed)
    return printed.replace(__version__, "0.1.0")


@cache
def made(language: str) -> tuple[bytes, str]:
    """The evidence that the pages begin with, and what is printed when it is made."""
    out = StringIO()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch, redirect_stdout(out):
        for name in FILES:
            shutil.copytree(ROOT / name, Path(folder) / name)
        patch.chdir(folder)
        assert run([*shlex.split(MAKE)[1:], "--lang", language], {}) == 0
        return Path(KEPT).read_bytes(), out.getvalue()


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """A copy of the files that come along, which is the working folder."""
    for name in FILES:
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return Tree(tmp_path)


@pytest.mark.parametrize(("language", "heading"), CASES)
def test_what_a_section_says_is_what_happens(
    tree: Tree, language: str, heading: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind, text in blocks(sections(PAGES[language].read_text(encoding="utf-8"))[heading]):
        match kind:
            case "diff":
                tree.edit(text)
            case "console":
                for command, shown in commands(text):
                    printed = comparable(typed(command, language, capsys))
                    assert fits(comparable(shown), printed), f"$ {command}\n{printed}"
            case "sh":
                of_shell(text)
            case "python":
                Path(KEPT).write_bytes(made("en")[0])
                exec(text, {})


def typed(command: str, language: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command prints. Evidence is made once in each language."""
    if command == MAKE:
        data, printed = made(language)
        Path(KEPT).write_bytes(data)
        return printed
    kept = Path(KEPT).read_text(encoding="utf-8") if Path(KEPT).exists() else ""
    found = re.search(r'"short": "([-0-9a-f]+)"', kept)
    real = command.replace(SHORT, found.group(1)) if found else command
    run([*shlex.split(real)[1:], "--lang", language], {})
    return capsys.readouterr().out


def of_shell(text: str) -> None:
    """Each line works; where two lines print a digest, it is the same."""
    digests = set()
    for line in text.splitlines():
        if line.startswith("rules "):
            assert line.startswith("rules eval examples/kalbagbar-2023 --evidence ")
            Path(KEPT).write_bytes(made("en")[0])
        elif shutil.which("jq"):
            done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True)
            assert done.stdout.strip(), line
            digests |= set(re.findall(r"\b[0-9a-f]{64}\b", done.stdout))
    assert len(digests) <= 1


def test_both_pages_have_the_same_commands() -> None:
    of = {language: blocks(page.read_text(encoding="utf-8")) for language, page in PAGES.items()}
    assert [kind for kind, _ in of["en"]] == [kind for kind, _ in of["id"]]
    for (kind, one), (_, other) in zip(of["en"], of["id"], strict=True):
        if kind == "console":
            assert [command for command, _ in commands(one)] == [command for command, _ in commands(other)]
        else:
            assert one == other


def test_the_language_of_the_run_is_not_in_the_file() -> None:
    assert made("en")[0] == made("id")[0]
