"""The compiled evaluator says what the reference says: 500 random formulas. `tests/campaigns/agreement.py`: 10,000."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.properties.agreeing import case, disagreements, too_rare

COUNT, PARTS = 500, 5


@pytest.fixture(scope="module")
def seen() -> Counter[str]:
    return Counter()


@pytest.mark.parametrize("part", range(PARTS))
def test_both_evaluators_say_the_same(part: int, seen: Counter[str]) -> None:
    for seed in range(part, COUNT, PARTS):
        found = next(disagreements(case(seed), seen), None)
        assert found is None, f"seed {seed}: {found}"


def test_the_formulas_are_worth_comparing(seen: Counter[str]) -> None:
    if seen["records"] < COUNT:
        pytest.skip("needs the counts of all parts")
    assert too_rare(seen) == []
    assert seen["programs on ratios"] * 5 >= seen["formulas"]
