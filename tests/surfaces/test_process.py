"""The command as a process of its own: streams, encodings, exit codes, and what is imported for help."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAKET = "examples/kalbagbar-2023"
LOCALES = ({}, {"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"LANG": "id_ID.UTF-8"})


def rules(*arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """The command with only these variables set."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, "cli.py", *arguments], cwd=ROOT, env={**kept, **environ}, capture_output=True
    )  # fmt: skip


def test_the_same_bytes_under_every_locale() -> None:
    outputs = {rules("eval", PAKET, "--lang", "id", **environ).stdout for environ in LOCALES}
    assert len(outputs) == 1 and "─" in outputs.pop().decode("utf-8")


@pytest.mark.parametrize("environ", LOCALES, ids=str)
def test_arguments_are_utf8(environ: dict[str, str]) -> None:
    done = rules("eval", "--formula", '"é" + x', 'x="漢"', **environ)
    assert (done.returncode, done.stdout, done.stderr) == (0, '"é漢"\n'.encode(), b"")


@pytest.mark.parametrize(("environ", "word"), [({"LANG": "en_US.UTF-8"}, b"is missing"), ({}, b"belum ditulis")])
def test_the_locale_chooses_the_language(environ: dict[str, str], word: bytes) -> None:
    done = rules("eval", **environ)
    assert done.returncode == 2 and word in done.stderr


def test_ten_thousand_digits() -> None:
    done = rules("eval", "--formula", "10 ** 9000", "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_a_broken_pipe_ends_silently() -> None:
    command = f"{{ {sys.executable} cli.py eval {PAKET}; echo $? >&2; }} | true"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert done.stderr in ("141\n", "0\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device here")
def test_a_full_disk_is_one_line() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "cli.py", "eval", "--formula", "1", "--lang", "en"], cwd=ROOT, stdout=full,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "rules: reading or writing failed: there is no space left\n")


@pytest.mark.parametrize("arguments", [["--help"], ["eval", "--help"], ["--version"], []])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys; from engine.surfaces.cli.running import run; run(sys.argv[1:], {}); "
        "sys.stderr.write('loaded: ' + ' '.join({'lark', 'yaml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.stderr.rpartition("loaded:")[2].strip() == ""


def test_completion() -> None:
    done = rules(_RULES_COMPLETE="bash_complete", COMP_WORDS="rules eval --per", COMP_CWORD="2")
    assert done.stdout == b"plain,--periode\n"


def test_debugging_shows_the_traceback() -> None:
    code = (
        "import sys; from engine import pipeline; from engine.surfaces.cli.running import run; "
        "pipeline.evaluate = None; sys.exit(run(['eval', '--formula', '1'], {'RULES_DEBUG': '1'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2 and "Traceback" in done.stderr
