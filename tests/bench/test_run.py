"""What a run says of its figures, and what it finds worse than in an older run."""

from __future__ import annotations

import re
import tomllib

import pytest

from bench.environment import REQUIREMENTS, ROOT
from bench.measure import Measured, exponent, median, ratios
from bench.parts import PARTS
from bench.peers import PEERS
from bench.published import BEGIN, END, summary
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


def test_the_environment_has_what_the_program_and_its_build_need_and_every_other_evaluator() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    names = {re.split(r"[<>=\[]", each)[0].lower() for each in needed}
    pinned = dict(re.findall(r"^([\w-]+)==(\S+)$", REQUIREMENTS.read_text(encoding="utf-8"), re.MULTILINE))
    assert names | {peer.distribution for peer in PEERS if peer.distribution} <= {name.lower() for name in pinned}


def test_a_run_stands_between_its_marks() -> None:
    for file in (ROOT / "README.md", ROOT / "bench" / "README.md"):
        text = file.read_text(encoding="utf-8")
        assert text.count(BEGIN) == text.count(END) == 1 and text.index(BEGIN) < text.index(END)


def test_the_readme_shows_the_quickest_of_the_others() -> None:
    figures = {
        "F1: by hand, float": Measured(1.0),
        "F1: compiled, int": Measured(2.25),
        "F1: evalidate": Measured(7.0),
        "F1: datalogic-py": Measured(12.0),
    }
    text = summary("today", figures)
    assert "| **`engine.compile`, `engine.compile_kontrak`, exact** | 2.25 | - | - | - |" in text
    assert "| the quickest other safe evaluator, float | 7.00 | - | - | - |" in text
    assert text.endswith("today.")
