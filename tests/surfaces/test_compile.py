"""`rules compile`: the Python of a contract and of a formula, as it is printed."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.surfaces.cli.running import run

ROOT = Path(__file__).resolve().parents[2]
PAKET = "examples/kalbagbar-2023"
Said = tuple[int, str, str]


@pytest.fixture
def compiled(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    monkeypatch.chdir(ROOT)

    def typed(*arguments: str) -> Said:
        code = run(["compile", *arguments, "--lang", "en"], {})
        out, err = capsys.readouterr()
        return code, out, err

    return typed


def test_a_contract(compiled: Callable[..., Said]) -> None:
    code, out, err = compiled(PAKET, "--print")
    assert (code, err) == (0, "")
    (function,) = ast.parse(out).body
    assert isinstance(function, ast.FunctionDef) and function.name == "figures"
    assert "# iku/9b-N.realisasi  rules/djbc-2022/iku/9b-N-patroli-laut.yaml:48" in out
    assert "    # nko = " in out and "    # predikat = " in out
    assert max(map(len, out.splitlines())) < 1_000
    assert compiled(PAKET)[1] == out


def test_another_period(compiled: Callable[..., Said]) -> None:
    code, out, _ = compiled(PAKET, "--periode", "S1")
    assert code == 0 and "    # nko = " not in out


def test_a_formula(compiled: Callable[..., Said]) -> None:
    code, out, err = compiled("--formula", "min(a / b, 100%)")
    assert (code, err) == (0, "")
    assert "# a: int, b: int, none below 0" in out and "number.above = a" in out
    ast.parse(out)


def test_mistakes(compiled: Callable[..., Said]) -> None:
    code, out, err = compiled("--formula", "min(a / , 1)")
    assert (code, out) == (1, "") and "<formula>:1:9" in err
    code, out, err = compiled(PAKET, "--periode", "Q9")
    assert (code, out) == (1, "") and "there is no period `Q9`" in err
    assert compiled("nowhere")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ([], "PAKET is missing"),
        ([PAKET, "lagi"], "`lagi` does not belong here"),
        (["--formula", "a", "lagi"], "`lagi` does not belong here"),
        (["--formula", "a", "--periode", "Y"], "--formula and --periode do not go together"),
    ],
)
def test_wrong_use(compiled: Callable[..., Said], arguments: list[str], text: str) -> None:
    code, out, err = compiled(*arguments)
    assert (code, out) == (2, "") and text in err
