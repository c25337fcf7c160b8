"""Evidence that an earlier version of the program has made holds for ever: every figure comes out again.

`releases/<version>.json` is what that version wrote for the example; how a file is added stands in `rules/EVIDENCE.md`.
Messages may be worded otherwise today, figures may not be others.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.evidence.canonical import Json
from engine.evidence.compare import compare
from engine.evidence.files import source_of
from engine.evidence.opening import opened
from engine.evidence.shapes import results
from engine.pipeline import verify
from engine.version import __version__

FOLDER = Path(__file__).parent / "releases"
RELEASES = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("file", RELEASES, ids=lambda file: file.stem)
def test_what_a_release_has_written_holds(file: Path) -> None:
    found = verify(file)
    assert found.evidence is not None and found.calculation is not None
    assert found.evidence.program == file.stem
    assert [one for one in found.differences if one.kind in ("digest", "hash", "line")] == []
    texts = {one.name: source_of(one) for one in opened(file)[2]}
    now: dict[str, Json] = results(found.calculation)
    differences = compare(found.evidence.results, now, texts, same_program=False)
    assert [one for one in differences if one.kind != "words"] == []
    assert found.calculation.all["nko"].outcome.value is not None


def test_this_release_has_its_file() -> None:
    assert __version__ in [file.stem for file in RELEASES]
