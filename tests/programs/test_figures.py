"""A program gives what the evaluator gives: every figure of every golden office in every period, and of others."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from engine.programs.kept import Programs
from tests.programs.offices import PAKETS, differences, office, varied

MANY = 100
"""Members of a contract that takes a while."""
IDS = [f"{paket.parent.name}/{paket.name}" for paket in PAKETS]


@pytest.mark.parametrize("paket", PAKETS, ids=IDS)
def test_golden_offices(paket: Path) -> None:
    one, seen = office(paket), Counter[str]()
    programs = Programs(one.manual, often=1)
    periods = list(one.manual.periods)
    several = periods if len(list(one.kontrak.root.all())) < MANY else periods[-1:]
    found = [text for period in several for text in differences(programs, one, period, seen)]
    assert found == []
    assert programs.sources and seen["quick"] > seen["figures"] // 2


@pytest.mark.parametrize("paket", PAKETS, ids=IDS)
def test_other_offices(paket: Path) -> None:
    one, seen, random = office(paket), Counter[str](), Random(paket.name)
    programs = Programs(one.manual, often=2, wide=paket.name == "kalbagbar-2023")
    period = list(one.manual.periods)[-1]
    for _ in range(3 if len(list(one.kontrak.root.all())) >= MANY else 8):
        found = list(differences(programs, varied(one, random, one.manual), period, seen))
        assert found == []
    print({what: f"{100 * number / seen['figures']:.0f} %" for what, number in seen.items()})
