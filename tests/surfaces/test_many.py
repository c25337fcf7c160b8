"""`rules eval` of several pakets: tables of figures and of problems, one broken office among others, several cores."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from engine.offices import processes
from engine.surfaces.cli.running import run

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples/kalbagbar-2023"
NAME = "Kanwil DJBC Kalimantan Bagian Barat"

Said = tuple[int, str, str]
Rules = Callable[..., Said]


@pytest.fixture
def rules(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rules:
    """`rules("eval", …)` -> (exit code, standard output, standard error), where offices a to e lie, c broken."""
    monkeypatch.chdir(tmp_path)
    for name in "abcde":
        paket = tmp_path / name
        paket.mkdir()
        for file in ("kontrak.yaml", "data.csv"):
            text = (EXAMPLE / file).read_text(encoding="utf-8").replace(NAME, f"Kanwil {name}")
            (paket / file).write_text(text, encoding="utf-8")
    (tmp_path / "c/kontrak.yaml").write_text("manual: djbc-2023\nunit_kerja: [", encoding="utf-8")

    def typed(*arguments: str) -> Said:
        code = run([*arguments, "--lang", "en"], {})
        out, err = capsys.readouterr()
        return code, out, err

    return typed


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def test_a_table_of_figures(rules: Rules) -> None:
    code, out, err = rules("eval", "b", "a", "--format", "csv", "--periode", "Q4,Y")
    assert code == 0, err
    assert out.startswith("unit_kerja;periode;id;display;status\n")
    rows = table(out)
    order = list(dict.fromkeys((row["unit_kerja"], row["periode"]) for row in rows))
    assert order == [("Kanwil b", "Q4"), ("Kanwil b", "Y"), ("Kanwil a", "Q4"), ("Kanwil a", "Y")]
    alone = json.loads(rules("eval", "a", "--format", "json")[1])["figures"]
    found = [row for row in rows if row["unit_kerja"] == "Kanwil a" and row["periode"] == "Y"]
    for row, figure in zip(found, alone, strict=True):
        assert (row["id"], row["display"], row["status"]) == (figure["id"], figure["display"], figure["status"])


def test_exact_adds_the_fraction(rules: Rules) -> None:
    rows = table(rules("eval", "a", "--format", "csv", "--exact")[1])
    alone = json.loads(rules("eval", "a", "--format", "json")[1])["figures"]
    assert [row["exact"] or None for row in rows] == [figure["exact"] for figure in alone]


def test_a_broken_office_is_reported_and_the_others_done(rules: Rules) -> None:
    code, out, err = rules("eval", "a", "c", "b", "--format", "csv")
    assert code == 1
    assert {row["unit_kerja"] for row in table(out)} == {"Kanwil a", "Kanwil b"}
    assert "c/kontrak.yaml:2: " in err
    assert "offices: 3, of them not computed or not wholly: 1" in err
    assert rules("eval", "c", "nowhere", "--format", "csv")[0] == 2


def test_problems_as_a_table(rules: Rules, tmp_path: Path) -> None:
    data = tmp_path / "a/data.csv"
    data.write_text(data.read_text(encoding="utf-8").replace(";106,345%;", ";=1,5%;"), encoding="utf-8")
    code, out, err = rules("eval", "a", "c", "--format", "csv", "--problems", "problems.csv")
    assert code == 1
    assert len(err.splitlines()) == 1
    rows = table((tmp_path / "problems.csv").read_text(encoding="utf-8"))
    assert list(rows[0]) == ["unit_kerja", "paket", "code", "severity", "file", "line", "message"]
    assert {(row["unit_kerja"], row["paket"], row["file"]) for row in rows} == {
        ("Kanwil a", "a", "a/data.csv"), ("", "c", "c/kontrak.yaml"),
    }  # fmt: skip
    (bad,) = (row for row in rows if row["paket"] == "a")
    assert (bad["line"], bad["severity"]) == ("3", "error")
    assert any(row["id"] == "iku/2a-N.realisasi" and row["status"] == "provisional" for row in table(out))


@pytest.mark.parametrize("format_", ["csv", "json", "text"])
def test_several_cores_give_the_same_bytes(rules: Rules, format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "CHUNK", 2)
    pakets = ("e", "a", "c", "d", "b", "a", "b")
    one = rules("eval", *pakets, "--format", format_)
    assert rules("eval", *pakets, "--format", format_, "--jobs", "2") == one
    assert one[1]


def test_json_is_a_line_for_each_office_and_period(rules: Rules) -> None:
    code, out, _ = rules("eval", "a", "c", "--format", "json", "--periode", "S1,Y")
    assert code == 1
    first, second, broken = map(json.loads, out.splitlines())
    assert second == json.loads(rules("eval", "a", "--format", "json")[1])
    assert first == json.loads(rules("eval", "a", "--format", "json", "--periode", "S1")[1])
    assert (broken["paket"], broken["figures"]) == ("c", [])
    assert broken["findings"]


def test_text_is_a_line_for_each_office_and_period(rules: Rules) -> None:
    code, out, err = rules("eval", "a", "b")
    assert code == 0
    assert [line.split(":")[0] for line in out.splitlines()] == ["Kanwil a, Y", "Kanwil b, Y"]
    assert "NKO 116,28; " in out
    assert err.startswith("offices: 2, ")


def test_all_periods(rules: Rules) -> None:
    periods = {row["periode"] for row in table(rules("eval", "a", "--periode", "all", "--format", "csv")[1])}
    assert periods == {"Q1", "Q2", "S1", "Q3", "sdQ3", "Q4", "Y"}


def test_a_name_is_no_formula_of_a_spreadsheet(rules: Rules, tmp_path: Path) -> None:
    for name in ("kontrak.yaml", "data.csv"):
        file = tmp_path / "a" / name
        file.write_text(file.read_text(encoding="utf-8").replace("Kanwil a", "=A1"), encoding="utf-8")
    rows = table(rules("eval", "a", "--format", "csv")[1])
    assert {row["unit_kerja"] for row in rows} == {"'=A1"}
    shutil.rmtree(tmp_path / "a")


WRONG = [
    (("a", "x=1"), "`x=1` does not belong here; a formula is written behind --formula"),
    (("a", "b", "--exact"), "--exact goes together with --format csv only"),
    (("a", "b", "--evidence", "f"), "--evidence is made of one paket in one period"),
    (("a", "--jobs", "0"), "write after --jobs a whole number from 1"),
    (("--formula", "1", "--format", "csv"), "--formula and --format csv do not go together"),
    (("--formula", "1", "--jobs", "2"), "--formula and --jobs do not go together"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_wrong_use(rules: Rules, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = rules("eval", *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_manuals_are_kept_from_one_run_to_the_next(
    rules: Rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = "eval", "a", "b", "--format", "csv", "--periode", "Q2,Q4"
    without = rules(*wanted)
    monkeypatch.delenv("RULES_NO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    kept = tmp_path / "cache/iku-rules/manuals"
    assert rules(*wanted, "--no-cache") == without
    assert not kept.exists()
    assert rules(*wanted) == without
    assert len(list(kept.iterdir())) == 2
    read: list[str] = []
    monkeypatch.setattr("engine.manual.read.read_manuals", lambda code, *_: (read.append(code), ((), ()))[1])
    assert rules(*wanted) == without
    assert not read


def test_a_manual_that_has_changed_is_read_anew(rules: Rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RULES_NO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    for path in (tmp_path / "rules").rglob("*.yaml"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    wanted = "eval", "a", "b", "--format", "csv", "--periode", "Q2,Q4"
    before = rules(*wanted)
    assert list((tmp_path / "cache/iku-rules/manuals").iterdir())
    manual = tmp_path / "rules/djbc-2023/manual.yaml"
    manual.write_text(manual.read_text(encoding="utf-8") + "\nbukan_kunci: 1\n", encoding="utf-8")
    assert rules(*wanted) != before
