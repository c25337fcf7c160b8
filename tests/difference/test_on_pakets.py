"""`rules diff A B --on PAKET`: what a person sees, of one office and of several."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from engine.surfaces.cli.running import run
from tests.difference.shipped import ROOT

WEIGHTS = (
    ("djbc-2022/iku/9b-N-patroli-laut.yaml", "pelaksanaan | 65% ", "pelaksanaan | 55% "),
    ("djbc-2022/iku/9b-N-patroli-laut.yaml", "pemeriksaan | 10% ", "pemeriksaan | 20% "),
    ("djbc-2023/iku/12a-N-pelaksanaan-anggaran.yaml", "95.5%   | 100", "95%     | 100"),
    ("djbc-2023/iku/10a-N-tindak-lanjut-apf.yaml", "rujukan: ", "rujukan: halaman 2, "),
)
SHOWN = """\
examples/kalbagbar-2023, periode Y
10 dari 587 angka berubah

NKO (nko)  116,28 → 116,30
  116,28  semula
   -0,01  iku 9b-N: bobot `pelaksanaan` berubah dari `65%` menjadi `55%`
          iku 9b-N: bobot `pemeriksaan` berubah dari `10%` menjadi `20%`
   +0,03  iku 12a-N: aturan `indeks_mentah`: titik `95.5%` berpindah ke `95%`
  116,30  menjadi
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped manuals and example, and the next version of the manual, `baru`."""
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for code in ("djbc-2022", "djbc-2023"):
        shutil.copytree(ROOT / "rules" / code, tmp_path / "baru" / code)
    for name, old, new in WEIGHTS:
        file = tmp_path / "baru" / name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) >= 1
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(["diff", "rules/djbc-2023", "baru/djbc-2023", *words, "--lang", "id"], {})
    return (code, *capsys.readouterr())


def test_one_office(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "--on", "examples/kalbagbar-2023")
    assert (code, err) == (1, "")
    assert out[out.index("examples/") :].startswith(SHOWN), out
    assert out.endswith("1 perubahan lain tidak menyangkut nilai: dasar hukum, catatan, pemeriksaan, tampilan\n")


def test_a_program_gets_exact_shares(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = said(capsys, "--on", "examples/kalbagbar-2023", "--format", "json", "--figure", "n*")
    (office,) = json.loads(out)["pakets"]
    (nko,) = office["explained"]
    assert [part["display"] for part in nko["parts"]] == ["-0,01", "+0,03"]
    assert (nko["before"], nko["after"], nko["rounding"]) == ("116,28", "116,30", None)
    assert all("/" in part["exact"] for part in nko["parts"])
    assert len(office["figures"]) == 587 and sum(one["moves"] for one in office["figures"]) == office["moved"] == 10


def test_several_offices_the_one_that_moves_most_first(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second office has other weights; the third cannot be read, and the others are told all the same."""
    shutil.copytree("examples/kalbagbar-2023", "examples/lain")
    contract = Path("examples/lain/kontrak.yaml")
    contract.write_text(contract.read_text(encoding="utf-8").replace("nilai: 30-20-25-25", "nilai: 25-15-30-30"))
    words = [word for name in ("kalbagbar-2023", "lain", "tidak-ada") for word in ("--on", f"examples/{name}")]
    code, out, err = said(capsys, *words)
    assert code == 1
    names = re.findall(r"^examples/\S+", out, re.M)
    assert names == ["examples/lain", "examples/kalbagbar-2023", "examples/tidak-ada"]
    assert "2 dari 2 unit kerja berubah\n1 tidak dapat dibaca\n" in out
    assert "examples/tidak-ada" in err


def test_nothing_but_broken_offices_is_wrong_use(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--on", "examples/tidak-ada")[0] == 2


@pytest.mark.parametrize("words", [("--periode", "Y"), ("--figure", "nko")])
def test_these_belong_to_a_paket(here: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said(capsys, *words)
    assert code == 2 and "--on" in err


def test_a_page_has_a_table_whose_numbers_add_up(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = said(capsys, "--on", "examples/kalbagbar-2023", "--format", "html")
    page = Numbers()
    page.feed(out)
    numbers = [int(text.replace(",", "")) for text in page.found]
    assert len(numbers) == 4 and sum(numbers[:-1]) == numbers[-1]


class Numbers(HTMLParser):
    """The cells with numbers, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "td" and ("class", "number") in attrs

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found.append(data)
        self.inside = False


@pytest.mark.parametrize(
    ("command", "code", "result"),
    [
        ("rules/djbc-2023 baru/djbc-2023 --on examples/kalbagbar-2023 --periode Q7", "E960", 2),
        ("rules/djbc-2023 baru/djbc-2023 --on examples/kalbagbar-2023 --figure tidak_ada", "E961", 2),
        ("examples/kalbagbar-2023 examples/kalbagbar-2023 --on examples/kalbagbar-2023", "E962", 2),
        ("rules/kmk-300-2022 rules/kmk-300-2022 --on examples/kalbagbar-2023", "N960", 0),
    ],
)
def test_what_can_be_wrong(
    here: Path, command: str, code: str, result: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["diff", *command.split(), "--lang", "id"], {}) == result
    assert code in capsys.readouterr().err
