"""What the code has to look like: sizes, words, documentation, codes."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(ROOT.glob("engine/**/*.py"))
PROGRAM = [*FILES, ROOT / "cli.py", ROOT / "hatch_build.py"]
FILE_LINES = 400
FUNCTION_LINES = 40
VAGUE = {"utils", "util", "helpers", "helper", "base", "core", "common", "misc"}
# The decree's own notions are rule data. The distribution's name is excepted.
DECREE = re.compile(
    r"(?<![a-z0-9])(nko|nss|iku|perspektif|sasaran|polarisasi|target|realisasi|indeks|k3|predikat|hijau|120)(?![a-z0-9])",
    re.IGNORECASE,
)
OWN_NAME = re.compile(r"iku[-_]rules", re.IGNORECASE)
CODE = re.compile(r"[EWNT]\d{3}")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name(file: Path) -> str:
    """As it is called in what is wrong."""
    return file.relative_to(ROOT).as_posix()


def public_functions(file: Path) -> list[Function]:
    """The functions of a module that other modules may call."""
    return _public(ast.parse(file.read_text(encoding="utf-8")))


def _public(tree: ast.Module) -> list[Function]:
    return [node for node in tree.body if isinstance(node, Function) and not node.name.startswith("_")]


def test_sizes_names_and_documentation() -> None:
    """All at once, and each file is parsed once: a test for each file takes longer than what it looks at."""
    wrong: list[str] = []
    for file in PROGRAM:
        text = file.read_text(encoding="utf-8")
        tree = ast.parse(text)
        if len(text.splitlines()) > FILE_LINES:
            wrong.append(f"{name(file)}: more than {FILE_LINES} lines")
        for node in ast.walk(tree):
            if isinstance(node, Function) and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES:
                wrong.append(f"{name(file)}: {node.name} has more than {FUNCTION_LINES} lines")
        if file in FILES:
            wrong += (f"{name(file)}: {said}" for said in _undocumented(file, tree))
    assert wrong == []


def _undocumented(file: Path, tree: ast.Module) -> Iterator[str]:
    if file.stem in VAGUE:
        yield "a name that says nothing"
    if tree.body and not ast.get_docstring(tree):
        yield "a module says why it is there"
    for node in _public(tree):
        if not ast.get_docstring(node):
            yield f"{node.name} is not documented"


def test_the_decree_is_not_in_the_code() -> None:
    found = []
    for file in FILES:
        lines = OWN_NAME.sub("", file.read_text(encoding="utf-8")).splitlines()
        found += [
            f"{name(file)}:{number}: {line.strip()}" for number, line in enumerate(lines, 1) if DECREE.search(line)
        ]
    assert found == []


def codes(function: Function) -> set[str]:
    """The codes written in a function."""
    constants = (node.value for node in ast.walk(function) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str) and CODE.fullmatch(value)}


def calls(function: Function) -> set[str]:
    """The names called in a function."""
    nodes = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def test_every_diagnostic_has_a_text_and_a_code_of_its_own() -> None:
    owners: Counter[str] = Counter()
    for file in FILES:
        if "problems" not in file.stem:
            continue
        for function in public_functions(file):
            if gives_diagnostic(function):
                assert ast.get_docstring(function), f"{name(file)}: {function.name} has no explanation"
                found = codes(function)
                chooses = not found and calls(function) & {other.name for other in public_functions(file)}
                assert chooses or len(found) == 1, f"{name(file)}: {function.name} has {sorted(found)}"
            owners.update(codes(function))
    assert owners
    assert [code for code, count in owners.items() if count > 1] == []


def gives_diagnostic(function: Function) -> bool:
    """Whether a function of a `problems` module makes a diagnostic, and not a part of one."""
    return function.returns is not None and ast.unparse(function.returns) == "Diagnostic"
