"""What each command loads: which libraries, and which rooms of the engine. What is loaded is paid for in each start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAKET = "examples/kalbagbar-2023"
LIBRARIES = {"click", "lark", "yaml", "interegular", "pydantic", "rich", "attrs", "typing", "pathlib", "dataclasses"}
"""Some of the standard library among them: these three take as long as starting Python does."""

NOTHING: set[str] = set()
TYPED = {"click", "typing", "pathlib", "dataclasses"}
READ = {*TYPED, "yaml", "lark", "interegular"}

SHOWN = {"surfaces", "keeping", "version"}
SPOKEN = {*SHOWN, "diagnostics", "home", "record", "source"}
FORMULA = {*SPOKEN, "pipeline", "language", "evaluation"}
FOLDERS = {*SPOKEN, "pipeline", "manual"}
MANUALS = {*FORMULA, "manual"}
FIGURES = {*MANUALS, "data", "calculation", "results", "offices"}
WHOLE = {*FIGURES, "checking", "analysis"}

MAY_LOAD = {
    "--version": (NOTHING, SHOWN),
    "--help": (TYPED, SPOKEN),
    "eval --help": (TYPED, SPOKEN),
    "check --help": (TYPED, SPOKEN),
    "new --help": (TYPED, SPOKEN),
    "": (TYPED, SPOKEN),
    "evl": (TYPED, SPOKEN),
    "code E301": (TYPED, SPOKEN),
    "eval": (TYPED, SPOKEN),
    "eval --formula 1+1": (TYPED, FORMULA),
    f"eval {PAKET}": (READ, FIGURES),
    f"eval {PAKET} --format json": (READ, FIGURES),
    f"explain {PAKET} nko": (READ, {*FIGURES, "explain"}),
    "eval nowhere": ({*TYPED, "yaml"}, FIGURES),
    "check rules/kmk-300-2022": (READ, {*WHOLE, "cases"}),
    "test rules/kmk-300-2022": (READ, {*WHOLE, "cases", "explain"}),
    "fmt --check rules/kmk-300-2022": (READ, {*FOLDERS, "language", "checking", "layout"}),
    "diff djbc-2022 djbc-2023": (READ, {*FIGURES, "checking", "difference"}),
    "uses nko": (READ, {*FIGURES, "checking", "references"}),
    "show djbc-2023 9b-N": (READ, {*MANUALS, "data", "checking", "layout", "effective", "results"}),
    "schema rule": ({*TYPED, "yaml"}, {*SPOKEN, "manual", "data", "schema"}),
    f"reproduce {PAKET}": (READ, {*FIGURES, "reproduction"}),
    "verify nowhere": (TYPED, {*SPOKEN, "pipeline"}),
}

LOADED = """
import sys
before = set(sys.modules)
from engine.surfaces.cli.running import run
run(sys.argv[1:], {})
names = set(sys.modules) - before
sys.stderr.write("loaded " + " ".join(sorted(names)))
"""


@pytest.mark.parametrize("command", MAY_LOAD)
def test_nothing_else_is_loaded(command: str) -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "RULES_NO_CACHE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *command.split()], cwd=ROOT, env=environ, capture_output=True, text=True
    )
    names = done.stderr.rpartition("loaded ")[2].split()
    libraries, rooms = MAY_LOAD[command]
    assert {name for name in names if name in LIBRARIES} <= libraries
    assert {name.split(".")[1] for name in names if name.startswith("engine.")} <= rooms


def test_a_command_loads_no_other() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "eval", "--formula", "1"], cwd=ROOT, capture_output=True, text=True
    )
    assert [name for name in done.stderr.split() if ".commands_" in name] == ["engine.surfaces.cli.commands_eval"]
