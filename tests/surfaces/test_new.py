"""`rules new`: every file it begins passes the check without a finding, and says in remarks what to put where."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.surfaces.cli.running import run

ROOT = Path(__file__).resolve().parents[2]
Said = tuple[int, str, str]
Rules = Callable[..., Said]
Golden = Callable[[Path, str], None]
HERE = Path(__file__).parent / "new"
SCHEMA = "# yaml-language-server: $schema="


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Rules:
    """`rules("new", …)` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    def typed(*arguments: str) -> Said:
        spoken = () if "--lang" in arguments else ("--lang", "en")
        code = run([*arguments, *spoken], {})
        return code, *capsys.readouterr()

    return typed


def clean(rules: Rules, *names: str) -> None:
    """Nothing is found in these, warnings included."""
    code, out, err = rules("check", "--strict", *names)
    assert (code, err) == (0, "") and out.startswith("no findings in "), out


def test_a_manual_under_a_decree_with_an_entry_and_a_paket(rules: Rules) -> None:
    assert rules("new", "manual", "uji-2024", "--under", "kmk-300-2022", "--name", "Manual uji")[0] == 0
    clean(rules, "uji-2024")
    code, out, _ = rules("new", "iku", "9c-N", "--in", "uji-2024", "--name", "Persentase uji: yang ke-1")
    assert code == 0 and "uji-2024/iku/9c-N-persentase-uji-yang-ke.yaml\n" in out
    assert rules("new", "9d-N", "--in", "uji-2024")[0] == 0  # the level is that of the manual
    assert Path("uji-2024/iku/9d-N.yaml").is_file()
    clean(rules, "uji-2024")
    assert rules("new", "paket", "kantor-2024", "--manual", "uji-2024")[0] == 0
    clean(rules, "kantor-2024")
    assert rules("eval", "kantor-2024")[0] == 1  # nothing is filled in yet
    assert Path("kantor-2024/data.csv").read_text() == "unit_kerja;periode;kode;variabel;nilai;alasan;keterangan\n"


def test_a_folder_that_is_not_there_is_not_made(rules: Rules) -> None:
    code, out, err = rules("new", "manual", "uji-2024", "--in", "rulez/mine")
    assert (code, out) == (2, "") and "there is no folder `rulez/mine`" in err
    assert not Path("rulez").exists()


def test_nothing_is_written_into_a_manual_of_a_checkout(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "rules", "checkout/rules")
    monkeypatch.setattr("engine.manual.shelves.rules_folder", Path("checkout/rules").resolve().absolute)
    Path("other").mkdir()
    monkeypatch.chdir("other")
    code, out, err = rules("new", "iku", "9d", "--in", "djbc-2023")
    assert (code, out) == (2, "") and "is part of the program" in err
    assert not list(Path("../checkout").rglob("9d*"))
    monkeypatch.chdir("../checkout")
    assert rules("new", "iku", "9d", "--in", "djbc-2023")[0] == 0
    assert Path("rules/djbc-2023/iku/9d.yaml").is_file()


@pytest.mark.parametrize("language", ["en", "id"])
def test_what_stands_in_the_files(rules: Rules, golden: Golden, language: str) -> None:
    shutil.copytree(ROOT / "tests/references/small/kep-1", "kep-1")
    speak = ("--lang", language)
    rules("new", "manual", "uji-2024", "--under", "kep-1", "--name", "Manual uji", *speak)
    rules("new", "ukuran", "A-9", "--in", "uji-2024", "--name", "Surat yang dijawab", *speak)
    rules("new", "paket", "kantor", "--manual", "uji-2024", *speak)
    for file in ("uji-2024/manual.yaml", "uji-2024/ukuran/A-9-surat-yang-dijawab.yaml", "kantor/kontrak.yaml"):
        golden(HERE / language / Path(file).name, Path(file).read_text(encoding="utf-8"))


def test_a_manual_of_its_own(rules: Rules, golden: Golden) -> None:
    code, out, err = rules("new", "manual", "sendiri-2031")
    assert (code, out) == (0, "written: sendiri-2031/.schema/rule.schema.json\nwritten: sendiri-2031/manual.yaml\n")
    assert err == "the first entry: rules new ukuran KODE --in sendiri-2031\n"
    clean(rules, "sendiri-2031")
    golden(HERE / "en/sendiri.yaml", Path("sendiri-2031/manual.yaml").read_text(encoding="utf-8"))
    assert rules("new", "ukuran", "K-1", "--in", "sendiri-2031")[0] == 0
    assert rules("new", "paket", "kantor", "--manual", "sendiri-2031")[0] == 0
    clean(rules)


OTHERS = [
    ("tests/golden/asing", "balai-cuaca-2031", "ukuran"),
    ("tests/diagnostics/base", "ukuran-2030", "ukuran"),
    ("tests/references/small", "ukur-2030", "ukuran"),
    ("rules", "djbc-2023", "iku"),
]


@pytest.mark.parametrize(("home", "code", "level"), OTHERS, ids=lambda value: value)
def test_under_any_manual(rules: Rules, home: str, code: str, level: str) -> None:
    """Whatever the levels, units and attributes are: the new files have no error, and no finding that was not there."""
    shutil.copytree(ROOT / home, ".", dirs_exist_ok=True)
    assert rules("new", level, "N-99", "--in", code)[0] == 0
    file = next(Path(code).rglob("N-99.yaml"))
    assert file.parent in {other.parent for other in Path(code).rglob("*.yaml") if other != file}
    clean(rules, file.as_posix())
    assert rules("new", "paket", "baru", "--manual", code)[0] == 0
    found = rules("check", "--strict", "--format", "json", "baru/kontrak.yaml")[1]
    assert {problem["code"] for problem in json.loads(found)["problems"]} <= {"T701"}  # how many of a kind there may be


def test_new_files_have_the_canonical_form(rules: Rules) -> None:
    rules("new", "manual", "uji-2024", "--under", "kmk-300-2022")
    rules("new", "iku", "9c-N", "--in", "uji-2024")
    rules("new", "paket", "kantor", "--manual", "uji-2024")
    rules("new", "manual", "sendiri-2031")
    assert rules("fmt", "--check", "uji-2024", "kantor", "sendiri-2031")[:2] == (0, "")


def test_the_first_line_names_the_schema(rules: Rules) -> None:
    rules("new", "manual", "uji-2024", "--under", "kmk-300-2022")
    rules("new", "iku", "9c-N", "--in", "uji-2024")
    rules("new", "paket", "kantor", "--manual", "uji-2024")
    files = sorted(Path(".").rglob("*.yaml"))
    assert len(files) == 3
    for file in files:
        first = file.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith(SCHEMA)
        assert (file.parent / first.removeprefix(SCHEMA)).is_file(), first


def test_the_current_folder_is_the_manual(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    rules("new", "manual", "uji-2024", "--under", "kmk-300-2022")
    monkeypatch.chdir("uji-2024")
    assert rules("new", "iku", "1a-N")[0] == 0
    assert Path("iku/1a-N.yaml").is_file()


def test_nothing_is_written_over(rules: Rules) -> None:
    rules("new", "manual", "uji-2024", "--under", "kmk-300-2022")
    rules("new", "iku", "9c-N", "--in", "uji-2024")
    rules("new", "paket", "kantor", "--manual", "uji-2024")
    before = {path: path.read_bytes() for path in Path(".").rglob("*.*") if path.is_file()}
    for arguments, code in (
        (("manual", "uji-2024"), "E679"),
        (("iku", "9c-N", "--in", "uji-2024"), "E680"),
        (("paket", "kantor", "--manual", "uji-2024"), "E679"),
    ):
        done, out, err = rules("new", *arguments)
        assert (done, out) == (1, "") and f"{code} error: " in err
    Path("uji-2024/iku/9e-N.yaml").write_text("catatan: lain\n", encoding="utf-8")
    assert rules("new", "iku", "9e-N", "--in", "uji-2024")[0] == 1
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "KODE is missing"),
        (("paket",), "FOLDER is missing"),
        (("paket", "kantor"), "--manual is missing"),
        (("manual",), "KODE is missing"),
        (("iku", "--in", "uji-2024"), "KODE is missing"),
        (("iku", "1a", "2a"), "`2a` does not belong here"),
        (("iku", "1 a"), "`1 a` cannot be a kode"),
        (("ikuu", "1a", "--in", "uji-2024"), "the entries of uji-2024 are not of the level `ikuu`; write `rules"),
        (("1a", "--in", "kmk-300-2022"), "the manual kmk-300-2022 has no entries"),
        (("1a", "--under", "kmk-300-2022"), "--under and KODE do not go together"),
        (("paket", "x", "--manual", "uji-2024", "--name", "y"), "--name and paket do not go together"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_wrong_use(rules: Rules, arguments: tuple[str, ...], said: str) -> None:
    rules("new", "manual", "uji-2024", "--under", "kmk-300-2022")
    code, out, err = rules("new", *arguments)
    assert (code, out) == (2, "") and err.startswith(f"rules new: {said}")


def test_no_such_manual(rules: Rules) -> None:
    code, _, err = rules("new", "iku", "1a", "--in", "tidak-ada")
    assert code == 2 and "tidak-ada" in err


def test_kodes_that_the_level_lists(rules: Rules) -> None:
    rules("new", "manual", "sendiri-2031")
    file = Path("sendiri-2031/manual.yaml")
    text = file.read_text(encoding="utf-8").replace("    hasil: capaian", "    hasil: capaian\n    kode: [K1, K2]")
    file.write_text(text, encoding="utf-8")
    code, _, err = rules("new", "ukuran", "K3", "--in", "sendiri-2031")
    assert code == 2 and "the level ukuran has no kode `K3`; write one of: K1, K2" in err
    assert rules("new", "ukuran", "K1", "--in", "sendiri-2031")[0] == 0
