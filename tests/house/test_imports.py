"""Imports point down the floors, rooms on one floor do not know each other, heavy libraries have one room each."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = (
    {"record", "version"},
    {"home", "keeping", "source"},
    {"diagnostics"},
    {"language"},
    {"evaluation"},
    {"manual", "compiling"},
    {"analysis", "layout", "mutation"},
    {"data"},
    {"results"},
    {"calculation"},
    {"programs"},
    {"offices"},
    {"explain", "checking", "backends"},
    {"references", "schema", "skeletons", "cases", "difference", "reproduction", "evidence", "effective"},
    {"pipeline"},
    {"api"},
    {"surfaces", "__init__"},
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
ROOMS_OF = {
    "lark": {"engine/language/tables.py"},
    "yaml": {"engine/manual/places.py"},
    "pydantic": {"engine/schema/answers.py"},
    "click": {path.relative_to(ROOT).as_posix() for path in ROOT.glob("engine/surfaces/cli/*.py")},
}
FILES = sorted(ROOT.glob("engine/**/*.py"))


def room(path: str) -> str:
    """`engine/manual/read.py` and `engine.manual.read` -> `manual`; the package itself -> `__init__`."""
    parts = path.removesuffix(".py").replace("/", ".").split(".")
    return parts[1] if len(parts) > 1 else "__init__"


@cache
def imports(file: Path) -> tuple[tuple[int, str], ...]:
    """(line, module) for every import anywhere in a file; `from engine import x` is the room x if there is one."""
    return tuple(_imports(file))


def _imports(file: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            names = [alias.name for alias in node.names] if module == "engine" else []
            yield from ((node.lineno, f"engine.{name}" if name in FLOOR else module) for name in names or [""])


def test_imports_point_down() -> None:
    wrong: list[str] = []
    for file in FILES:
        name = file.relative_to(ROOT).as_posix()
        own = room(name)
        for line, module in imports(file):
            if module.startswith("."):
                wrong.append(f"{name}:{line}: relative import")
            elif module.split(".")[0] == "engine" and room(module) != own and FLOOR[room(module)] >= FLOOR[own]:
                wrong.append(f"{name}:{line}: {own} may not know {module}")
    assert wrong == []


@pytest.mark.parametrize("library", ROOMS_OF)
def test_a_heavy_library_has_one_room(library: str) -> None:
    users = {
        file.relative_to(ROOT).as_posix()
        for file in FILES
        if any(module.split(".")[0] == library for _, module in imports(file))
    }
    assert users <= ROOMS_OF[library]


def test_importing_the_engine_is_light() -> None:
    code = f"import sys, engine; print(*sorted({{*{sorted(ROOMS_OF)!r}}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_every_room_has_a_floor() -> None:
    assert {room(file.relative_to(ROOT).as_posix()) for file in FILES} <= FLOOR.keys()
