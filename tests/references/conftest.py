"""A small decree, a manual under it and a paket, in which every kind of name stands in every kind of place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engine import pipeline
from engine.references.files import Files, workplace
from engine.references.index import Survey, survey
from engine.references.model import Symbol
from engine.results.calculation import Calculation

SMALL = Path(__file__).parent / "small"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small workplace, as the current folder."""
    folder = tmp_path / "small"
    shutil.copytree(SMALL, folder)
    monkeypatch.chdir(folder)
    return folder


def surveyed() -> Survey:
    """The names of the current folder, without the manuals that come along."""
    pipeline.evaluate("1", {})  # makes room for deep formulas
    place, problems = workplace()
    assert problems == ()
    manuals = tuple(folder for folder in place.manuals if folder.is_relative_to(place.base))
    return survey(Files(replace(place, manuals=manuals)))


def own(whole: Survey) -> list[Symbol]:
    """The names that the current folder defines."""
    return [
        one for one in whole.index.uses if whole.files.path(one.place.source).is_relative_to(whole.files.place.base)
    ]


def calculated(paket: str) -> Calculation:
    """Everything of a paket."""
    result, problems = pipeline.calculate(Path(paket))
    assert result is not None, problems
    return result


Golden = Callable[[Path, str], None]
