"""What is known of case files from an earlier check is used only while everything that it rests on is as it was."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from engine import pipeline
from engine.cases import suite
from tests.cases.test_mistakes import GOOD

Put = Callable[[str, str], Path]


@pytest.fixture
def checked(put: Put, base: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], tuple[set[str], int]]:
    """The codes of errors that a check finds, and how many case files were opened for it."""
    put("ukuran-2030/coba.uji.yaml", GOOD)
    opened: list[Path] = []
    read = suite.open_bytes

    def counting(path: Path) -> bytes:
        opened.append(path)
        return read(path)

    monkeypatch.setattr(suite, "open_bytes", counting)

    def check() -> tuple[set[str], int]:
        for file in base.rglob("*"):
            os.utime(file, (1, 1))
        opened.clear()
        found = pipeline.check(["ukuran-2030"], cache=base / "cache")
        return {one.code for one in found.problems if one.severity == "error"}, len(opened)

    return check


Check = Callable[[], tuple[set[str], int]]


def test_a_second_check_opens_nothing(checked: Check) -> None:
    assert checked() == (set(), 1)
    assert checked() == (set(), 0)


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("ukuran-2030/coba.uji.yaml", "capaian: 88%", "capain: 88%", "E920"),
        ("kep-7/huruf.yaml", "skala_huruf", "skala_hurup", "E920"),
        ("paket/kontrak.yaml", "manual: ukuran-2030", "manual: kep-7", "E927"),
        ("paket/data.csv", "T1;A-1;selesai;20", "T9;A-1;selesai;20", "E928"),
    ],
)
def test_what_has_changed_is_seen(file: str, old: str, new: str, code: str, checked: Check, base: Path) -> None:
    assert checked() == (set(), 1)
    path = base / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert checked() == ({code}, 1)


def test_a_new_file_is_seen(checked: Check, put: Put) -> None:
    assert checked() == (set(), 1)
    put("ukuran-2030/lain.uji.yaml", GOOD.replace("capaian: 88%", "capain: 88%"))
    assert checked() == ({"E920"}, 2)
