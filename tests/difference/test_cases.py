"""Every kind of change in a copy of the small manual, and the sentences that say it, in both languages.

A case is a file of `cases/`: what is changed (`edits`), then `== en` and `== id` with what `rules diff` prints. Where a
case is called `paket-…`, the two pakets are compared, otherwise the two manuals. Seen from the other side the changes
are the same the other way round; only what has another name goes by that of the side that comes after.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.difference.model import Change
from engine.pipeline import compare
from engine.surfaces.cli.comparing import sentences
from engine.surfaces.cli.console import Console
from tests.difference.edits import make

HERE = Path(__file__).parent
BASE = HERE.parent / "diagnostics/base"
CASES = sorted((HERE / "cases").glob("*.txt"))
LANGUAGES = ("en", "id")
Golden = Callable[[Path, str], None]


def begun(folder: Path, edits: str) -> None:
    """`lama` and `baru`, the second with the changes of a case."""
    for name in ("lama", "baru"):
        shutil.copytree(BASE, folder / name)
    make(folder / "baru", edits.splitlines())


def told_of(change: Change) -> tuple[object, ...]:
    """A change without names."""
    key = "" if change.part == "given" else change.key
    return (change.subject.kind, change.part, key, change.before, change.after)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_sentences(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Golden) -> None:
    edits = re.split(r"^== \w+\n", case.read_text(encoding="utf-8"), flags=re.M)[0]
    begun(tmp_path, edits)
    monkeypatch.chdir(tmp_path)
    name = "paket" if case.stem.startswith("paket") else "ukuran-2030"
    found, problems = compare(f"lama/{name}", f"baru/{name}")
    assert found is not None and not problems
    back, _ = compare(f"baru/{name}", f"lama/{name}")
    assert back is not None
    assert Counter(told_of(one.swapped) for one in back.changes) == Counter(map(told_of, found.changes))
    told = {one: "".join(f"{line}\n" for line in sentences(Console(one), found)) for one in LANGUAGES}
    golden(case, edits + "".join(f"== {language}\n{text}" for language, text in told.items()))


def test_what_is_the_same_has_no_sentence() -> None:
    same = [case.read_text(encoding="utf-8") for case in CASES if "sama" in case.stem]
    assert same and all(text.endswith("== id\ntidak ada perubahan\n") for text in same)
