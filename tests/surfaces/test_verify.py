"""`rules eval --evidence` and `rules verify` as they are typed: what goes out, what is written, the exit codes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.surfaces.cli.running import run
from engine.version import __version__
from tests.evidence.made import base_in, exchange, text

Rules = Callable[..., tuple[int, str, str]]


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Rules:
    """The command, typed in a folder with the small paket, its manuals, and evidence of it."""
    monkeypatch.chdir(base_in(tmp_path))
    Path("bukti.json").write_bytes(text())

    def typed(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments, "--lang", "en"], {})
        return code, *capsys.readouterr()

    return typed


# ---- making it


def test_it_is_written_and_the_digest_is_shown(rules: Rules) -> None:
    code, out, err = rules("eval", "paket", "--evidence", "baru.json")
    assert (code, err) == (1, ""), "the figures are provisional"
    assert Path("baru.json").read_bytes() == text()
    digest = json.loads(text())["digest"]
    assert out.endswith(
        f"\n\ndigest: {digest['short']}\nin full: sha256 {digest['sha256']}\n"
        f"to check it: rules verify baru.json --digest {digest['short']}\n"
    )


def test_with_json_the_digest_is_not_among_the_data(rules: Rules) -> None:
    _, out, err = rules("eval", "paket", "--evidence", "baru.json", "--format", "json")
    assert json.loads(out)["figures"] and "digest: " in err


def test_evidence_is_written_over(rules: Rules) -> None:
    exchange(Path("kep-7/skor.yaml"), "nilai: 120", "nilai: 110")
    assert rules("eval", "paket", "--evidence", "bukti.json")[0] == 1
    assert Path("bukti.json").read_bytes() != text()
    assert rules("verify", "bukti.json")[0] == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "paket/kontrak.yaml",
            "`paket/kontrak.yaml` is there already, and is no evidence; give the name of a new file",
        ),
        ("paket", "`paket` is a folder; write the name of a file after --evidence"),
        ("", "`` is a folder; write the name of a file after --evidence"),
        ("nowhere/bukti.json", "there is no folder `nowhere`; make it first"),
    ],
)
def test_no_other_file_is_lost(rules: Rules, name: str, said: str) -> None:
    before = Path("paket/kontrak.yaml").read_bytes()
    code, out, err = rules("eval", "paket", "--evidence", name)
    assert (code, out) == (2, "") and said in err
    assert Path("paket/kontrak.yaml").read_bytes() == before


def test_a_paket_that_cannot_be_read_leaves_nothing(rules: Rules) -> None:
    assert rules("eval", "nowhere", "--evidence", "baru.json")[0] == 2
    assert not Path("baru.json").exists()


def test_a_write_that_fails_leaves_the_old_file(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = sorted(os.listdir())
    monkeypatch.setattr(os, "fsync", failing)
    code, _, err = rules("eval", "paket", "--evidence", "bukti.json")
    assert code == 2 and "there is no space left" in err
    assert Path("bukti.json").read_bytes() == text() and sorted(os.listdir()) == before


def test_new_files_have_the_permissions_of_new_files(rules: Rules) -> None:
    rules("eval", "paket", "--evidence", "baru.json")
    Path("lain.json").write_text("")
    if os.name != "nt":
        assert Path("baru.json").stat().st_mode == Path("lain.json").stat().st_mode


def test_it_goes_with_a_paket_only(rules: Rules) -> None:
    assert "--formula and --evidence do not go together" in rules("eval", "--formula", "1", "--evidence", "x.json")[2]
    assert "--jsonl and --evidence do not go together" in rules("eval", "--jsonl", "-", "--evidence", "x.json")[2]


@pytest.mark.skipif(os.name == "nt", reason="such names are not possible there")
def test_a_name_that_is_not_possible_everywhere(rules: Rules) -> None:
    Path("kep-7/skor.yaml").rename("kep-7/skor\\baru.yaml")
    code, _, err = rules("eval", "paket", "--evidence", "baru.json")
    assert code == 2 and "cannot be kept in evidence: `rules/kep-7/skor\\baru.yaml`" in err
    assert not Path("baru.json").exists()


# ---- verifying it


def test_it_holds(rules: Rules) -> None:
    digest = json.loads(text())["digest"]
    code, out, err = rules("verify", "bukti.json")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "bukti.json holds: nothing was changed, and every figure comes out again",
        f"digest: {digest['short']}",
        f"in full: sha256 {digest['sha256']}",
        f"made by version {__version__}",
        "period Y (setahun), manual ukuran-2030, kep-7",
        "computed again: figures 11, data and given values 20",
        "  Dinas Uji",
        "  Skor: 97,50",
        "the rules of today are the same: kep-7, ukuran-2030",
    ]
    assert rules("verify", "bukti.json", "--digest", digest["short"])[0] == 0


def test_another_digest(rules: Rules) -> None:
    code, out, _ = rules("verify", "bukti.json", "--digest", "3f2a-9c01")
    assert code == 1 and "E970 error" in out and "bukti.json does not hold" in out


def test_something_was_changed(rules: Rules) -> None:
    exchange(Path("bukti.json"), "A-1;selesai;44", "A-1;selesai;45")
    code, out, _ = rules("verify", "bukti.json")
    assert code == 1
    assert [line.split()[1] for line in out.splitlines() if line.startswith("bukti.json:")][:4] == [
        "E969", "E971", "E971", "E973",
    ]  # fmt: skip
    assert "paket/data.csv:3:1: in the file that the evidence holds" in out
    assert "the datum `ukuran/A-1.selesai` is recorded as 44, and is 45" in out
    assert "the rules of today" not in out


def test_the_rules_have_changed(rules: Rules) -> None:
    exchange(Path("kep-7/skor.yaml"), "nilai: 120", "nilai: 100")
    code, out, _ = rules("verify", "bukti.json")
    assert code == 0
    others = "the rules of today are others; files that differ: 1, figures that would be others: 4"
    assert out.endswith(f"\n{others}; more with --against DIR\n")
    code, out, _ = rules("verify", "bukti.json", "--against", ".")
    assert code == 1
    assert (
        "W965 warning" in out and "W966 warning: the figure `skor` is 97,50, and with the rules of today 95,00" in out
    )
    assert out.endswith(f"\n{others}\n")


def test_the_manuals_are_not_there(rules: Rules) -> None:
    code, out, _ = rules("verify", "bukti.json", "--against", "paket")
    assert code == 1 and out.endswith("\nnot found today: kep-7, ukuran-2030\n") and out.count("W967") == 2


def test_for_programs(rules: Rules) -> None:
    exchange(Path("kep-7/skor.yaml"), "nilai: 120", "nilai: 100")
    code, out, err = rules("verify", "bukti.json", "--against", ".", "--format", "json")
    answer = json.loads(out)
    assert (code, err, answer["holds"], answer["differences"]) == (1, "", True, [])
    assert [one["name"] for one in answer["since"]["files"]] == ["rules/kep-7/skor.yaml"]
    assert answer["since"]["files"][0]["today"] == {"file": "kep-7/skor.yaml", "line": 3}
    assert {"id": "skor", "recorded": "195/2", "today": "95", "file": "rules/kep-7/skor.yaml", "line": 26} in (
        answer["since"]["figures"]
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "FILE is missing"),
        (("bukti.json", "lain.json"), "one file at a time: `lain.json` is one too many"),
        (("nowhere.json",), "there is no file `nowhere.json`"),
        (("paket",), "there is no file `paket`"),
        (("bukti.json", "--against", "nowhere"), "there is no folder `nowhere`; write after --against a folder"),
    ],
)
def test_wrong_use(rules: Rules, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = rules("verify", *arguments)
    assert (code, out) == (2, "") and said in err


def test_no_evidence(rules: Rules) -> None:
    code, out, _ = rules("verify", "paket/kontrak.yaml")
    assert code == 2 and "E965 error" in out
    code, out, _ = rules("verify", "paket/kontrak.yaml", "--format", "json")
    answer = json.loads(out)
    assert code == 2 and answer["holds"] is False and answer["findings"][0]["code"] == "E965"
