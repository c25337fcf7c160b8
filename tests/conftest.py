"""What all tests share: `--accept`, which rewrites expected outputs so that a person can read the difference.

Nothing is kept from one test to the next: `rules check` works without its cache. Where the tests run makes no
difference to what they see: those that look at a run in CI say so themselves.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.amounts import tries

ROOT = Path(__file__).resolve().parents[1]

os.environ["RULES_NO_CACHE"] = "1"
os.environ.pop("CI", None)
settings.register_profile("rules", max_examples=tries(50, 1_000))
settings.load_profile("rules")

collect_ignore_glob = ["*.uji.yaml"]
"""Cases here are examples for tests, some of them wrong; those that come along are run by `tests/cases`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite expected outputs with what the program gives now")


@pytest.fixture(scope="session")
def one_decree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of manuals that holds the shortest decree, as it comes along, and nothing else."""
    folder = tmp_path_factory.mktemp("along") / "rules"
    shutil.copytree(ROOT / "rules/kmk-467-2014", folder / "kmk-467-2014")
    return folder


@pytest.fixture
def few_come_along(one_decree: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That decree is all that comes along: for tests that are about files of a person, and would otherwise read every
    manual of every year again and again."""
    monkeypatch.setattr("engine.manual.shelves.rules_folder", lambda: one_decree)
    return one_decree


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """`golden(file, text)`: the file holds exactly this text; with `--accept` it is made to."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.is_file(), f"{file} is not there; look at the output and run with --accept"
        assert text == file.read_text(encoding="utf-8")

    return compare
