"""A program gives what the evaluator gives: every figure of every golden office in every period, and of others."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from engine.programs.kept import Programs
from tests.programs.offices import PAKETS, differences, office, varied

IDS = [f"{paket.parent.name}/{paket.name}" for paket in PAKETS]


@pytest.mark.parametrize("paket", PAKETS, ids=IDS)
def test_golden_offices(paket: Path) -> None:
    one, seen = office(paket), Counter[str]()
    programs = Programs(one.manual, often=1)
    found = [text for period in one.manual.periods for text in differences(programs, one, period, seen)]
    assert found == []
    assert programs.sources


@pytest.mark.parametrize("paket", PAKETS, ids=IDS)
def test_other_offices(paket: Path) -> None:
    one, seen, random = office(paket), Counter[str](), Random(paket.name)
    programs = Programs(one.manual)
    periods = list(one.manual.periods)
    for _ in range(12):
        other = varied(one, random, one.manual)
        found = list(differences(programs, other, random.choice(periods[-2:]), seen))
        assert found == []
    print(dict(seen))
