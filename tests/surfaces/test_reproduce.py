"""`rules reproduce` as a command: exit codes, text and JSON, and what it says to wrong use."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.surfaces.cli.running import run
from tests.diagnostics.test_cases import HERE, copied

Said = tuple[int, str, str]
KEYS = {"id", "explanation", "candidate", "printed", "recomputed", "expected_by_chance"}


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """`rules …` in a copy of the small paket, whose decree lists no explanations."""
    monkeypatch.chdir(tmp_path)
    copied(HERE / "base")

    def typed(*arguments: str) -> Said:
        code = run([*arguments, "--lang", "en"], {})
        out, err = capsys.readouterr()
        return code, out, err

    return typed


def printed(*entries: str) -> None:
    lines = "".join(f'  - {{id: {id}, tercetak: "{text}", di: halaman 1}}\n' for id, _, text in map(parted, entries))
    Path("paket/published.yaml").write_text(f"entri:\n{lines}", encoding="utf-8")


def parted(entry: str) -> tuple[str, str, str]:
    return entry.partition(" ")


def test_a_report_that_agrees(rules: Callable[..., Said]) -> None:
    printed("skor 103,75", "skor 103,8")
    assert rules("reproduce", "paket") == (
        0,
        "paket, period Y, manual ukuran-2030: 2 printed figures compared, 2 agree\n\nno difference found\n",
        "",
    )


def test_a_manual_without_a_list_is_looked_at_with_what_needs_no_names(rules: Callable[..., Said]) -> None:
    printed("skor 103,57")
    code, out, err = rules("reproduce", "paket")
    assert (code, err) == (1, "")
    assert "`skor`: printed 103,57, computed 103,75\n" in out
    assert "  - angka_bertukar: two neighbouring digits exchanged = 103,57\n" in out


def test_json(rules: Callable[..., Said]) -> None:
    printed("skor 103,57", "skor 98,41")
    code, out, _ = rules("reproduce", "paket", "--format", "json")
    found = json.loads(out)
    assert code == 1 and (found["schema"], found["compared"], found["agreeing"]) == (1, 2, 0)
    exchanged, unknown = (
        next(row for row in found["differences"] if row["printed"] == text) for text in ("103,57", "98,41")
    )
    assert KEYS <= exchanged.keys() and exchanged["recomputed"] == "103,57"
    assert (unknown["explanation"], unknown["candidate"], unknown["recomputed"]) == (None, None, None)
    assert unknown["verdict"] == "unknown" and unknown["tried"] > 20
    assert rules("reproduce", "paket", "--format", "json")[1] == out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "PAKET is missing"),
        (["paket", "lain"], "one paket at a time: `lain` is one too many"),
        (["paket"], "`paket` prints nothing; list what the report prints in `published.yaml`"),
        (["lain"], "there is no folder `lain`"),
    ],
)
def test_wrong_use(rules: Callable[..., Said], arguments: list[str], said: str) -> None:
    code, out, err = rules("reproduce", *arguments)
    assert (code, out) == (2, "") and said in err


def test_an_id_of_no_figure_is_a_mistake(rules: Callable[..., Said]) -> None:
    printed("skor 103,75", "skorr 3")
    code, _, err = rules("reproduce", "paket")
    assert code == 1 and "T704 error: there is no figure `skorr`" in err
