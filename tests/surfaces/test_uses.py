"""`rules uses`: what is shown of a name, as text and as JSON, and when there is none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.home import rules_folder
from engine.surfaces.cli.running import run

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests/references/small"
Said = tuple[int, str, str]
Rules = Callable[..., Said]


@pytest.fixture
def rules(
    tmp_path: Path, few_come_along: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Rules:
    """`rules("uses", …)` in a copy of the small workplace."""
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)

    def typed(*arguments: str) -> Said:
        spoken = () if "--lang" in arguments else ("--lang", "en")
        code = run([*arguments, *spoken], {})
        return code, *capsys.readouterr()

    return typed


@pytest.fixture
def all_rules(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> Rules:
    """The same with all manuals that come along."""
    monkeypatch.setattr("engine.manual.shelves.rules_folder", rules_folder)
    return rules


def test_a_meaning_with_its_places(rules: Rules) -> None:
    assert rules("uses", "masuk") == (
        0,
        """\
`bagian/B-1.a.masuk` is a raw datum in ukur-2030
  defined (1)
    ukur-2030/ukuran/B-1-keluhan.yaml:18:7: masuk: {satuan: berkas, konsolidasi: nilai terakhir, minimal: 1}
  used (3)
    paket/data.csv:11:20: Dinas Uji;T2;B-1.a;masuk;9;;
    paket/published.yaml:4:23: - {id: bagian/B-1.a.masuk, tercetak: "9", di: tabel B-1}
    ukur-2030/ukuran/B-1-keluhan.yaml:19:24: formula: selesai / masuk
""",
        "",
    )


def test_every_meaning(all_rules: Rules) -> None:
    out = all_rules("uses", "bobot")[1]
    assert [line for line in out.splitlines() if not line.startswith(" ")] == [
        "`ukuran.bobot` is a rule in kep-1", "", "`bidang.bobot` is a rule in kep-1", "",
        "`iku.bobot` is a rule in kmk-300-2022: Bobot IKU dalam SS - bobot kualitas, kecuali kontrak memberikan bobot "
        "lain dengan catatannya",
        "", "`perspektif.bobot` is a rule in kmk-300-2022: Bobot perspektif menurut set bobot yang dipilih kontrak",
        "", "`iku.bobot` is a rule in kmk-467-2014: Bobot IKU dalam SS",
        "", "`perspektif.bobot` is a rule in kmk-467-2014: Bobot perspektif menurut set bobot yang dipilih kontrak",
    ]  # fmt: skip


def test_one_meaning_in_one_paket(rules: Rules) -> None:
    code, out, err = rules("uses", "ukuran.bobot", "paket")
    assert (code, err) == (0, "")
    assert out.startswith(
        "`ukuran.bobot` is a rule in kep-1\n  defined (1)\n    kep-1/skor.yaml:37:10: ukuran.bobot:\n"
    )
    assert "  overridden (1)\n    ukur-2030/ukuran/A-1-pelatihan.yaml:14:3: bobot:\n" in out
    assert "  used (7)\n    kep-1/skor.yaml:45:63: " in out


def test_what_nothing_uses(rules: Rules) -> None:
    out = rules("uses", "banyak_ukuran")[1]
    assert out.endswith("  used nowhere\n")


def test_the_name_is_set_off_where_there_is_colour(rules: Rules) -> None:
    out = rules("uses", "hari", "--color")[1]
    assert "satuan: \x1b[1mhari\x1b[0m/berkas" in out


def test_long_lines_are_cut_around_the_name(rules: Rules) -> None:
    file = Path("kep-1/skor.yaml")
    text = file.read_text(encoding="utf-8").replace(
        "formula: batas / 60", f"formula: {'1 + ' * 60}batas / 60{' + 1' * 60}"
    )
    file.write_text(text, encoding="utf-8")
    line = next(line for line in rules("uses", "batas")[1].splitlines() if "batas / 60" in line)
    assert line.partition(": ")[2].startswith("…") and line.endswith("…") and len(line) < 170


def test_for_programs(rules: Rules) -> None:
    code, out, err = rules("uses", "A-1.selesai", "--format", "json")
    shape = json.loads(out)
    assert (code, err) == (0, "")
    assert list(shape) == ["schema", "name", "meanings", "near"]
    meaning = shape["meanings"][0]
    assert {name: meaning[name] for name in ("name", "kind", "owner", "manual", "about")} == {
        "name": "ukuran/A-1.selesai", "kind": "raw", "owner": "ukuran/A-1", "manual": "ukur-2030", "about": None,
    }  # fmt: skip
    assert meaning["places"][0] == {
        "role": "defined", "file": "ukur-2030/ukuran/A-1-pelatihan.yaml", "line": 6, "column": 3,
        "end": {"line": 6, "column": 10},
        "text": "  selesai: {satuan: berkas, konsolidasi: kumulatif, bagian_dari: jadwal, minimal: 0}",
    }  # fmt: skip
    assert [place["role"] for place in meaning["places"]].count("used") == 5


def test_a_name_that_nothing_has(rules: Rules) -> None:
    code, out, err = rules("uses", "selesei")
    assert (code, out) == (1, "")
    assert err == "E662 error: nothing is called `selesei`\n  = help: did you mean `selesai`?\n"
    code, out, _ = rules("uses", "selesei", "--format", "json")
    assert (code, json.loads(out)) == (1, {"schema": 1, "name": "selesei", "meanings": [], "near": "selesai"})


def test_wrong_use(rules: Rules) -> None:
    code, out, err = rules("uses")
    assert (code, out) == (2, "") and err.startswith("rules uses: NAME is missing; write the name that is looked for\n")
    code, out, err = rules("uses", "selesai", "tidak-ada")
    assert (code, out) == (2, "") and "tidak-ada" in err


def test_the_manuals_that_come_along(all_rules: Rules, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path / "kep-1")
    code, out, _ = all_rules("uses", "nko")
    assert code == 0 and "    rules/kmk-300-2022/nko.yaml:" in out
    assert all_rules("uses", "jadwal")[0] == 0  # beside the folder one is in
