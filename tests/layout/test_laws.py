"""Laws of the canonical form over random files and over random manuals.

Twice is once; what is said, and the comments in their order, stay. `canonical` itself fails where they do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from engine.layout.format import canonical
from engine.manual.check import check_manual
from engine.manual.nodes import Scalar
from engine.manual.places import compose
from engine.manual.read import read_manuals
from engine.manual.shelves import Shelf
from engine.source import Source, Span
from tests.amounts import tries
from tests.layout.mangling import mangled
from tests.layout.random_files import random_file

manuals = pytest.importorskip("tests.properties.manuals")


def formatted(text: str) -> str:
    """The canonical text of a file that can be read; the text itself of one that cannot."""
    done, problems = canonical(Source("<file>", text))
    assert (done is None) == bool(problems)
    return text if done is None else done


@pytest.mark.parametrize("seed", range(tries(80, 1_000)))
def test_random_files(seed: int) -> None:
    text = random_file(Random(seed))
    done = formatted(text)
    assert done != "" and formatted(done) == done
    assert done.endswith("\n") and not done.endswith("\n\n") and "\r" not in done
    assert [line for line in done.split("\n") if line != line.rstrip() and not line.rstrip().endswith("\\")] == []
    assert all(compose(Source("<file>", done), loader)[1] == () for loader in ("fast", "pure"))


def meaning(value: Any) -> Any:
    """A checked manual without the places in it, and without the spaces at the ends of the lines of a text."""
    if isinstance(value, Span):
        return None
    if isinstance(value, Scalar):
        return meaning(value.text)
    if isinstance(value, str):
        return " ".join(value.split())
    if is_dataclass(value) and not isinstance(value, type):
        return type(value).__name__, *(meaning(getattr(value, one.name)) for one in fields(value))
    if isinstance(value, Mapping):
        return {name: meaning(inner) for name, inner in value.items()}
    if isinstance(value, (tuple, list)):
        return [meaning(inner) for inner in value]
    return value


def checked(files: Mapping[str, str], folder: Path) -> tuple[Any, Counter[str]]:
    """The checked manual of these files, and the codes of what is wrong with it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    stack, found = read_manuals(manuals.MANUAL, (Shelf(folder, "manuals"),), None)
    manual, problems = check_manual(stack, found) if stack else (None, ())
    return meaning(manual), Counter(problem.code for problem in (*found, *problems))


@pytest.mark.parametrize("seed", range(tries(16, 200)))
def test_random_manuals(seed: int, tmp_path: Path) -> None:
    generated = manuals.generate(seed)
    files = {name: formatted(text) for name, text in generated.files.items()}
    assert {name: formatted(text) for name, text in files.items()} == files
    assert checked(files, tmp_path / "new") == checked(generated.files, tmp_path / "old")
    for name, text in (generated.files | generated.paket).items():
        if name.endswith(".yaml") and canonical(Source(name, text))[0] is not None:
            assert formatted(mangled(formatted(text), Random(seed))) == formatted(text)
