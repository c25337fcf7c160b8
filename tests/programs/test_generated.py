"""Programs of random manuals: the evaluator and they say the same. `tests/campaigns/kontrak.py` tries many more."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.programs.generated import disagreements

COUNT = 60
PARTS = 4
FOUND_BEFORE = (10666,)
"""Manuals beyond these that showed a mistake once."""


@pytest.mark.parametrize("part", range(PARTS))
def test_random_manuals(part: int) -> None:
    seen: Counter[str] = Counter()
    for seed in (*range(part, COUNT, PARTS), *FOUND_BEFORE[part::PARTS]):
        assert list(disagreements(seed, seen)) == [], f"seed {seed}"
    shares = {what: f"{100 * number / seen['figures']:.0f} %" for what, number in seen.items()}
    print(shares)
    assert seen["quick"] > 0.8 * seen["figures"] > 0
    assert seen["provisional"] > 0.05 * seen["figures"] and seen["na"] > 0.02 * seen["figures"], shares
