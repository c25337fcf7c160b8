"""Pages that a person reads, done as they say: in a copy of the tree, with the output that they show.

A block `diff` changes the file named after `+++`; a block `console` holds commands after `$`, each with what it prints,
`…` standing for lines left out; the commands of a block `sh` only have to work.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.surfaces.cli.running import run

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("engine", "grammar", "locale")
FILES = ("rules", "examples")
DOTS = "…"
PROGRAMS = ("rules", ".venv/bin/rules")
OF_A_SHELL = set("|&;<>$`*")
"""Where one of these stands, a command is more than a program and its arguments."""

Block = tuple[str, str]


def sections(page: str) -> dict[str, str]:
    """The text under each heading `##`."""
    parts = re.split(r"^## (.+)\n", page, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def blocks(text: str) -> list[Block]:
    """(kind, text) of all fenced blocks, in order."""
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, re.M | re.S)


def commands(block: str) -> list[tuple[str, str]]:
    """(command, output) of a block `console`."""
    parts = re.split(r"^\$ (.+)\n", block, flags=re.M)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def fits(shown: str, printed: str) -> bool:
    """Whether what is shown is what was printed, but for lines left out."""
    lines = shown.splitlines(keepends=True)
    pattern = "".join(r"(?:.*\n)*" if line.strip() == DOTS else re.escape(line) for line in lines)
    return re.fullmatch(pattern, printed) is not None


@dataclass(frozen=True)
class Tree:
    """A copy of the program and of the files that come along."""

    path: Path

    def restore(self) -> None:
        """The files are again as they come along."""
        for name in FILES:
            shutil.rmtree(self.path / name, ignore_errors=True)
            shutil.copytree(ROOT / name, self.path / name)

    def edit(self, diff: str) -> None:
        """Does what a block `diff` says; the lines that go stand in the file once."""
        head, *lines = diff.splitlines(keepends=True)
        path = self.path / head.removeprefix("+++ ").strip()
        old = "".join(line[1:] for line in lines if line[0] in " -")
        new = "".join(line[1:] for line in lines if line[0] in " +")
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, diff
        path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")

    def run(self, command: str, *options: str) -> subprocess.CompletedProcess[str]:
        """One line of a shell, `rules` being this copy; what it prints, complaints among it."""
        command = command.partition(" #")[0]
        program, *arguments = shlex.split(command)
        if program not in PROGRAMS or set(command) & OF_A_SHELL:
            return self.process(command, *options)
        with pytest.MonkeyPatch.context() as patch, io.StringIO() as printed:
            patch.chdir(self.path)
            patch.delenv("RULES_NO_CACHE", raising=False)
            patch.setenv("XDG_CACHE_HOME", (self.path / "cache").as_posix())
            patch.setattr("engine.manual.shelves.rules_folder", lambda: self.path / "rules")
            patch.setattr("sys.stdin", io.StringIO())
            with redirect_stdout(printed), redirect_stderr(printed):
                code = run([*arguments, *options], {"LC_ALL": "C.UTF-8", "NO_COLOR": "1"})
            return subprocess.CompletedProcess(command, code, printed.getvalue())

    def process(self, command: str, *options: str) -> subprocess.CompletedProcess[str]:
        """The same in a shell and a process of its own."""
        rules = shlex.join([sys.executable, "cli.py"])
        line = f'rules() {{ {rules} "$@" {shlex.join(options)}; }}; {command.replace(".venv/bin/rules", "rules")}'
        environ = {name: value for name, value in os.environ.items() if name != "RULES_NO_CACHE"}
        environ |= {"LC_ALL": "C.UTF-8", "NO_COLOR": "1", "XDG_CACHE_HOME": (self.path / "cache").as_posix()}
        return subprocess.run(
            ["bash", "-c", line], cwd=self.path, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False,
        )  # fmt: skip


def copied(folder: Path) -> Tree:
    """A tree in this folder, which is empty."""
    for name in PROGRAM:
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy2(ROOT / "cli.py", folder)
    tree = Tree(folder)
    tree.restore()
    return tree
