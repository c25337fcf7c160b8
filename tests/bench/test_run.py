"""What a run says of its figures, and what it finds worse than in an older run."""

from __future__ import annotations

import pytest

from bench.measure import Measured, exponent, median, ratios
from bench.parts import PARTS
from bench.run import NAMES, arguments, limits_table, saved, worse


def test_limits_are_said_and_by_how_much_they_are_missed() -> None:
    table = limits_table({"F1": Measured(2.53), "F2": Measured(0.6)}, {"F1": 2.3, "F2": 0.65})
    assert "| F1 | 2.3 | 2.53 | missed by 10% |" in table
    assert "| F2 | 0.65 | 0.60 |  |" in table


def test_worse_is_what_differs_by_more_than_both_runs_spread() -> None:
    old = saved({"F1: compiled, int": Measured(2.0, 0.05), "F1: evalidate": Measured(7.0, 0.1)}, 31)
    assert worse({"F1: compiled, int": Measured(2.19, 0.05)}, old) == []
    assert worse({"F1: compiled, int": Measured(2.21, 0.05)}, old) == ["F1: compiled, int: 2.00 -> 2.21"]
    assert worse({"F1: evalidate": Measured(9.0, 0.1), "growth: new": Measured(2.0)}, old) == []


def test_a_difference_below_three_in_a_hundred_is_noise() -> None:
    assert not Measured(1.02).worse_than(Measured(1.0))
    assert Measured(1.04).worse_than(Measured(1.0))
    assert not Measured(0.5).worse_than(Measured(1.0))


def test_ratios_are_formed_within_a_round() -> None:
    found = ratios({"slow": [2.0, 20.0, 4.0], "base": [1.0, 10.0, 2.0]}, "base")
    assert found["slow"] == Measured(2.0, 0.0)
    assert median([1.0, 2.0, 3.0, 4.0, 5.0]) == Measured(3.0, 1.5)


def test_the_exponent_of_what_grows_with_the_square_is_two() -> None:
    sizes = (1, 2, 4, 8, 16)
    assert exponent(sizes, [[3.0 * size**2] * 2 for size in sizes]).value == pytest.approx(2)


def test_parts_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert tuple(PARTS) == NAMES
    assert arguments(["--only", "growth,memory"]).parts == ["growth", "memory"]
    with pytest.raises(SystemExit):
        arguments(["--only", "growht"])
    assert "no such part: growht" in capsys.readouterr().err
