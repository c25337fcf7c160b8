"""What the shell offers at the tab key: commands, options, folders, names, ids, periods, codes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.surfaces.cli.running import run

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests/references/small"
Tab = Callable[..., list[str]]


def process(folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """The installed command, as a shell calls it."""
    code = "import sys; sys.argv = ['rules']; from engine.surfaces.cli import main; main()"
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env={**kept, "PYTHONPATH": ROOT.as_posix(), **environ},
        capture_output=True, text=True,
    )  # fmt: skip


@pytest.fixture
def tab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tab:
    """`tab("rules", "uses", "sel")` -> what is offered for the last word."""
    shutil.copytree(SMALL, tmp_path / "small")
    monkeypatch.chdir(tmp_path / "small")
    monkeypatch.setenv("_RULES_COMPLETE", "bash_complete")

    def pressed(*typed: str) -> list[str]:
        monkeypatch.setenv("COMP_WORDS", " ".join(typed))
        monkeypatch.setenv("COMP_CWORD", str(len(typed) - 1))
        with pytest.raises(SystemExit) as ended:
            run([], os.environ)
        out, err = capsys.readouterr()
        assert (ended.value.code, err) == (0, "")
        return [line.partition(",")[2] for line in out.splitlines() if line.startswith("plain,")]

    return pressed


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (("rules", "us"), ["uses"]),
        (("rules", "uses", "jad"), ["jadwal"]),
        (("rules", "uses", "A-1.s"), ["A-1.selesai"]),
        (("rules", "uses", "ukuran.i"), ["ukuran.indeks"]),
        (("rules", "rename", "jadwal", "x"), []),
        (("rules", "rename", "jadwal", "x", "pa"), ["paket"]),
        (("rules", "eval", "p"), ["paket"]),
        (("rules", "explain", "paket", "ukuran/A-1.k"), ["ukuran/A-1.kali"]),
        (("rules", "explain", "paket", "sk"), ["skor"]),
        (("rules", "explain", "paket", "skor", ""), []),
        (("rules", "eval", "paket", "--periode", ""), ["T1", "T2", "TH"]),
        (("rules", "eval", "paket", "--format", "j"), ["json"]),
        (("rules", "check", "k"), ["kep-1", "kmk-300-2022"]),
        (("rules", "check", "--st"), ["--strict"]),
        (("rules", "schema", "k"), ["kontrak"]),
        (("rules", "schema", "entry", "--manual", "d"), ["djbc-2023"]),
        (("rules", "new", "pa"), ["paket"]),
        (("rules", "new", "uk"), ["ukuran"]),
        (("rules", "code", "E67"), ["E670"]),
        (("rules", "test", "kmk"), ["kmk-300-2022"]),
        (("rules", "test", "--run", "kuota"), ["kuota konversi tanpa konversi"]),
    ],
    ids=lambda words: " ".join(words),
)
def test_offered(tab: Tab, typed: tuple[str, ...], offered: list[str]) -> None:
    assert [word for word in tab(*typed) if not offered or word in offered] == offered


def test_files_that_cannot_be_read_offer_nothing_and_say_nothing(tab: Tab, tmp_path: Path) -> None:
    (tmp_path / "small/kep-1/manual.yaml").write_bytes(b"\xff\xfe: [")
    (tmp_path / "small/paket/kontrak.yaml").write_text("manual: [", encoding="utf-8")
    assert "jadwal" not in tab("rules", "uses", "jad")
    assert tab("rules", "explain", "paket", "sk") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_has_its_script(tmp_path: Path, shell: str) -> None:
    done = process(tmp_path, _RULES_COMPLETE=f"{shell}_source")
    assert done.returncode == 0 and f"_RULES_COMPLETE={shell}_complete" in done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_in_bash(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "small")
    command = tmp_path / "bin/rules"
    command.parent.mkdir()
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" "{ROOT / "cli.py"}" "$@"\n', encoding="utf-8"
    )
    command.chmod(0o755)
    script = (
        'eval "$(_RULES_COMPLETE=bash_source rules)"; complete -p rules\n'
        'COMP_WORDS=(rules uses jad); COMP_CWORD=2; _rules_completion rules; echo "${COMPREPLY[@]}"\n'
    )
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path / "small", env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert "-F _rules_completion rules" in first and second == "jadwal"


def test_a_sentence_beside_what_is_offered(tmp_path: Path) -> None:
    words = {"COMP_WORDS": "rules uses nko_", "COMP_CWORD": "2"}
    done = process(tmp_path, _RULES_COMPLETE="zsh_complete", **words)
    assert done.stdout == "plain\nnko_k3\nNKO berdasarkan Kualitas Komitmen Kinerja\n"
