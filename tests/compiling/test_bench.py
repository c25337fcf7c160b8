"""What the benchmark measures is right before it is measured."""

from __future__ import annotations

from decimal import localcontext

import pytest

from bench.formulas import PRECISE, WORKS, Work
from bench.run import contenders, table, verify, worse


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_every_result_is_that_of_fractions(work: Work) -> None:
    with localcontext(PRECISE):
        verify(work, contenders(work))
    assert len({repr(record) for record in work.records()}) == 200


def test_the_table_says_the_targets_and_what_became_worse() -> None:
    run = {"F1": {"by hand, float": 1.0, "compiled, int": 2.5, "ns": 200.0}}
    assert "| compiled, int | 2.50 (at most 2.3) |" in table(run)
    assert worse(run, {"F1": {"compiled, int": 2.4}}) == []
    assert worse(run, {"F1": {"compiled, int": 2.0}}) == ["F1, compiled, int: 2.00 -> 2.50"]
