"""The compiled evaluator says what the reference says: 500 random formulas. `tests/campaigns/agreement.py`: 10,000."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.properties.agreeing import case, disagreements

COUNT, PARTS = 500, 5
SHARES = {"N/A": 20, "provisional": 10, "denominator over 64 bits": 5}
"""Of all records, in percent, at least."""
CONSTRUCTS = (
    "Absence Arithmetic Builtin Compare ContextOf Filter For If Index IsNull Let ListOf Literal Local Logic Member"
    " Negate Not Path Power Quantified"
).split()


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
    for what, percent in SHARES.items():
        assert seen[what] * 100 >= percent * seen["records"], what
    for construct in CONSTRUCTS:
        assert seen[construct] * 100 >= seen["records"] or construct == "Builtin", construct
    assert seen["programs on ratios"] * 5 >= COUNT
