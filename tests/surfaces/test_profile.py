"""`rules eval --profile`: what is measured, on stderr, and nothing else is other than without it."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from engine import pipeline
from engine.calculation.profiling import Profile
from engine.surfaces.cli.console import Console
from engine.surfaces.cli.profiling import table
from engine.surfaces.cli.running import run

ROOT = Path(__file__).resolve().parents[2]
PAKET = "examples/kalbagbar-2023"


def test_the_report_is_the_same(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code = run(["eval", PAKET, "--lang", "en"], {})
    plain = capsys.readouterr()
    assert run(["eval", PAKET, "--lang", "en", "--profile"], {}) == code
    profiled = capsys.readouterr()
    assert profiled.out == plain.out
    head, *rows, last = profiled.err.splitlines()
    assert head.split() == ["evaluations", "own", "ms", "with", "others", "ms", "rule"]
    assert any("indeks_mentah" in row and "rules/kmk-300-2022/" in row for row in rows)
    assert last.startswith(f"rules: {len(rows)}; evaluations: ")
    own = [float(row.split()[1]) for row in rows]
    assert own == sorted(own, reverse=True)


def test_times_add_up_and_every_figure_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    profile = Profile(clock=count().__next__)
    calculation, _ = pipeline.calculate(Path(PAKET), profile=profile)
    assert calculation is not None
    rules = profile.rules.values()
    assert sum(one.own for one in rules) <= max(one.whole for one in rules) * len(rules)
    assert all(0 < one.own <= one.whole for one in rules)
    computed = [one for figure in calculation.figures if (one := figure.by_rule).step is not None]
    assert sum(one.evaluations for one in rules) >= len(computed)
    assert table(Console("en"), profile).count("\n") == len(rules) + 2


def test_one_paket_only(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert run(["eval", PAKET, PAKET, "--profile", "--lang", "en"], {}) == 2
    assert "--profile is made of one paket in one period" in capsys.readouterr().err
    assert run(["eval", "--formula", "1", "--profile", "--lang", "en"], {}) == 2
