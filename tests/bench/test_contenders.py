"""What the benchmark measures is right before it is measured."""

from __future__ import annotations

from dataclasses import replace
from decimal import localcontext

import pytest

from bench.chain_records import chain_records
from bench.contenders import COMPILED, Field, chain_field, equal_share, field_of, verify
from bench.formulas import F3, F3_GUARDED, PRECISE, WORKS, Work
from bench.parts import AT_MOST
from bench.syntaxes import CEL, PYTHON, ZEN, json_logic, tree_of, written


@pytest.fixture(scope="module")
def chain() -> Field:
    with localcontext(PRECISE):
        return chain_field()


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_every_result_is_that_of_fractions(work: Work) -> None:
    with localcontext(PRECISE):
        field = field_of(work)
        verify(field)
    assert equal_share(field, COMPILED) == 1
    assert equal_share(field, "by hand, float") < 0.5
    assert len({repr(record) for record in work.records()}) == 200


def test_every_figure_and_mark_of_the_chain_is_that_of_fractions(chain: Field) -> None:
    with localcontext(PRECISE):
        verify(chain)
    assert len(chain.expected[0]) == 2 * 122


def test_records_of_whole_numbers_are_right_as_well() -> None:
    field = chain_field(whole=True)
    with localcontext(PRECISE):
        verify(field)
    assert all(isinstance(value, int | None) for record in chain_records(whole=True) for value in record.values())


def test_a_wrong_result_is_noticed(chain: Field) -> None:
    by_hand = chain.contenders["by hand, float"]

    def wrong(record: dict[str, float]) -> object:
        values, marks = by_hand.function(record)
        return {**values, "nko": values["nko"] and values["nko"] * (1 + 1e-8)}, marks

    with pytest.raises(AssertionError, match="F4, wrong"):
        verify(replace(chain, contenders={"wrong": replace(by_hand, function=wrong)}))


def test_each_work_has_its_limit() -> None:
    assert [*(work.name for work in WORKS), "F4", "F4 whole"] == list(AT_MOST)


def test_formulas_in_other_syntaxes() -> None:
    formula = tree_of("if a = null or b = 0 then null else max(0, 65% * min(a / b, 1))")
    assert written(formula, PYTHON) == "(None if (a is None or (b == 0)) else max(0, (0.65 * min((a / b), 1))))"
    assert written(formula, ZEN) == "((a == null or (b == 0)) ? null : max([0, (0.65 * min([(a / b), 1]))]))"
    assert written(formula, CEL) == (
        "((a == null || (b == 0.0)) ? dyn(null) : dyn(math.greatest(0.0, (0.65 * math.least((a / b), 1.0)))))"
    )
    assert json_logic(tree_of("if a = null then null else a * 2")) == {
        "if": [{"===": [{"var": "a"}, None]}, None, {"*": [{"var": "a"}, 2.0]}]
    }
    assert eval(written(tree_of(F3_GUARDED), PYTHON), {"realisasi": 5, "target": -4, "polarisasi": "maximize"}) == 120
    assert "tidak tersedia" in F3 and "tidak" not in written(tree_of(F3), PYTHON)
