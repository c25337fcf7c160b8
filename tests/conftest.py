"""What all tests share: `--accept`, which rewrites expected outputs so that a person can read the difference.

Nothing is kept from one test to the next: `rules check` works without its cache. Where the tests run makes no
difference to what they see: those that look at a run in CI say so themselves.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

os.environ["RULES_NO_CACHE"] = "1"
os.environ.pop("CI", None)

collect_ignore_glob = ["*.uji.yaml"]
"""Cases here are examples for tests, some of them wrong; those that come along are run by `tests/cases`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite expected outputs with what the program gives now")


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
