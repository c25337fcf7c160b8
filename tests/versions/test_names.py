"""Names across versions: where they are used, and a rename that reaches every version."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.surfaces.cli.running import run
from tests.versions.asking import calculation, in_force
from tests.versions.conftest import Write

SEBUTAN = """\
aturan:
  dinas.sebutan:
    menimpa: kep-7
    alasan: nama baru
    baris: |
      skor  | = sebutan
      >= 90 | "unggul"
"""


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ("A-2", "A-22", {"ukuran-2030/A-22-berkas.yaml": "kode: A-22", "ukuran-2031/A-2-berkas.yaml": "kode: A-22"}),
        ("dinas.skor", "angka", {"kep-7/skor.yaml": "dinas.angka:", "ukuran-2031/sebutan.yaml": "angka  | = sebutan"}),
        ("A-2.lengkap", "utuh", {"ukuran-2030/A-2-berkas.yaml": "utuh / diperiksa"}),
    ],
)
def test_a_rename_reaches_every_version(old: str, new: str, places: dict[str, str], write: Write) -> None:
    write({"ukuran-2031/sebutan.yaml": SEBUTAN})
    before = [figure.outcome for figure in calculation().figures]
    assert run(["rename", old, new, "--yes", "--lang", "en"], {}) == 0
    assert [name for name, text in places.items() if text not in Path(name).read_text(encoding="utf-8")] == []
    assert len(calculation().figures) == len(before)
    in_force("ukuran-2030")


def test_uses_tell_what_was_overridden(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write({"ukuran-2031/sebutan.yaml": SEBUTAN})
    run(["uses", "sebutan", "ukuran-2031", "--lang", "en"], {})
    assert "overridden (1)\n    ukuran-2031/sebutan.yaml:2:9" in capsys.readouterr().out


def test_a_level_keeps_what_is_not_stated(write: Write) -> None:
    """A successor decree adds an attribute; the others and the members stay."""
    write(
        {
            "kep-8/manual.yaml": """\
manual: {kode: kep-8, nama: Penerus, memperluas: kep-7}
tingkat:
  ukuran:
    menimpa: kep-7
    alasan: risiko dicatat
    atribut:
      risiko: {dari: kontrak, jenis: teks}
tampilan:
  menimpa: kep-7
  alasan: lebih ringkas
  baris: [dinas]
  kolom: |
    judul | dinas
    Skor  | skor
""",
            "ukuran-2031/manual.yaml": """\
manual: {kode: ukuran-2031, nama: Manual rekaan, memperluas: ukuran-2030, memakai: kep-8}
""",
        }
    )
    _, manual = in_force("ukuran-2031")
    level = manual.levels["ukuran"]
    assert list(level.attributes) == ["rencana", "arah", "bobot_ukuran", "risiko"]
    assert (level.result, level.follows, manual.under) == ("capaian", "rencana", ("kep-8",))
    assert manual.display is not None and manual.display.levels == ("dinas",)
