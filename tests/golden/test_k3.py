"""K3 on a made-up contract: every cell of both tables of target points, both ways of a new entry, every gap."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.offices import differences, read_office, read_rows

HERE = Path(__file__).parent / "k3"
CASES = {"paket": "expected.csv", "paket-celah": "expected-celah.csv"}


@pytest.mark.parametrize("paket", CASES)
def test_k3(paket: str) -> None:
    figures, _ = read_office(HERE / paket).figures("Y")
    assert differences(read_rows(HERE / CASES[paket]), figures) == []


@pytest.mark.parametrize("paket", CASES)
def test_the_files_are_in_order(paket: str) -> None:
    assert read_office(HERE / paket).problems == ()
