"""The README's commands run and print what it says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.surfaces.pages import blocks, commands, copied, fits

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = blocks(README)
SHELL = [text for kind, text in BLOCKS if kind == "sh"]
CALLS = [line for line in SHELL[2].splitlines() if line.strip()]


def run(command: str) -> subprocess.CompletedProcess[str]:
    """A command line of the README with this checkout's program in place of the installed one."""
    program = f"{shlex.quote(sys.executable)} cli.py"
    line = command.replace(".venv/bin/rules", program)
    environ = {**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    return subprocess.run(["bash", "-c", line], cwd=ROOT, env=environ, capture_output=True, text=True, check=False)


def test_the_first_command_prints_what_is_shown() -> None:
    printed = run("." + SHELL[0].strip().split("&& .")[-1]).stdout.splitlines()
    shown = next(text for kind, text in BLOCKS if kind == "text").splitlines()
    at = 0
    for line in shown:
        if line != "…":
            assert line in printed[at:], line
            at = printed.index(line, at) + 1
    assert at > 0


@pytest.mark.parametrize("call", CALLS, ids=[call.split("#")[0].strip() for call in CALLS])
def test_the_other_commands_end_well(call: str) -> None:
    done = run(call)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_one_mistake_gives_the_message_that_is_shown(tmp_path: Path) -> None:
    tree = copied(tmp_path)
    (edit,), (console,) = ([text for kind, text in BLOCKS if kind == wanted] for wanted in ("diff", "console"))
    ((command, shown),) = commands(console)
    assert tree.run(command).returncode == 0
    tree.edit(edit)
    done = tree.run(command)
    assert done.returncode == 1
    assert fits(shown, done.stdout), done.stdout


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert links and all((ROOT / link).exists() for link in links)
