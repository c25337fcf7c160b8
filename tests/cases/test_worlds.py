"""What a case is about: one entry, one rule alone, a tree of given parts, a function, a check, a paket, a constant."""

from __future__ import annotations

import pytest

from engine import pipeline
from engine.cases.ground import Ground
from engine.cases.model import CaseRun
from engine.cases.read import read_cases
from engine.cases.text import failure_lines
from engine.source import Source
from tests.cases.conftest import BASE
from tests.surfaces.pages import ROOT

PASSING = {
    "raw data of an entry": """
  tentang: ukuran/A-1
  masukan: {selesai: 44, dijadwalkan: 50}
  harapan: {capaian: 88%}
""",
    "a computed figure that is given": """
  tentang: ukuran/A-1
  masukan: {rencana: 80%, capaian: 22/25}
  harapan: {indeks_ukuran: 110}
""",
    "in the unit of the entry": """
  tentang: ukuran/B-1
  masukan: {rencana: 20, capaian: 18}
  harapan: {indeks_ukuran: 110}
""",
    "raw data by period": """
  tentang: ukuran/A-2
  masukan:
    diperiksa: {T1: 10, T2: 30}
    lengkap: {T1: 10, T2: 10}
    tepat_waktu: {T1: 0, T2: 40}
  harapan: {diperiksa: 40, capaian: 70%}
""",
    "one period": """
  tentang: ukuran/A-1
  periode: T1
  masukan: {selesai: {T1: 10, T2: 20}, dijadwalkan: 40}
  harapan: {capaian: 25%}
""",
    "parts of a tree": """
  masukan:
    bidang/A.rata: 90
    bidang/B: {rata: 101.3}
    bidang/C.rata: {alasan: belum_waktu}
  harapan: {skor: 95.65, sebutan: baik}
""",
    "members below the one that is named": """
  tentang: bidang/A
  masukan:
    ukuran/A-1: {indeks_ukuran: 110}
    ukuran/A-2: {indeks_ukuran: 90, bobot_ukuran: 3}
  harapan: {rata: 95}
""",
    "members below others": """
  masukan:
    ukuran/A-1: {di: bidang/A, indeks_ukuran: 110}
    ukuran/A-2: {di: bidang/B, indeks_ukuran: 90}
  harapan: {bidang/A.rata: 110, bidang/B.rata: 90, skor: 100}
""",
    "a function": """
  fungsi: nisbah
  masukan: {arah: turun, rencana: 20, capaian: 18}
  harapan: {hasil: 110}
""",
    "a scale": """
  fungsi: skala_huruf
  tabel: |
    masukan | = hasil
    50      | 2
    200     | 4
""",
    "a constant that is replaced": """
  tentang: ukuran/A-1
  tetapan: {batas: 105}
  masukan: {rencana: 80%, capaian: 88%}
  harapan: {indeks_ukuran: 105}
""",
    "an absence with its reason": """
  tentang: ukuran/A-1
  periode: T1
  masukan: {rencana: {alasan: belum_waktu}}
  harapan: {capaian: {alasan: belum_waktu}, indeks_ukuran: "N/A: belum_waktu"}
""",
    "an absence that a rule states": """
  tentang: ukuran/A-1
  masukan: {rencana: 0%, capaian: 5%}
  harapan: {indeks_ukuran: {alasan: rencana nol tidak ditentukan}}
""",
    "a value that rests on something missing": """
  masukan:
    bidang/A.rata: 90
    bidang/B.rata: {alasan: alat_rusak}
  tabel: |
    = skor         | = sebutan
    90 (sementara) | baik (sementara)
""",
    "a check": """
  tentang: bidang/A
  masukan: {ukuran/A-1: {}, ukuran/A-2: {}}
  harapan: {banyak_ukuran: bersih}
""",
    "a check that finds something": """
  tentang: bidang/A
  masukan: {nama: Bidang A, ukuran/A-1.di: bidang/A, ukuran/A-2.di: bidang/A, ukuran/B-1.di: bidang/A}
  harapan:
    banyak_ukuran: {temuan: "Bidang A memiliki 3 ukuran, paling banyak 2"}
""",
    "a paket": """
  paket: ../paket
  harapan: {skor: 103.75, ukuran/A-2.capaian: 70%}
""",
    "a paket with other data": """
  paket: ../paket
  masukan: {ukuran/A-1.selesai: 40}
  harapan: {ukuran/A-1.indeks_ukuran: 100, skor: 102.5}
""",
    "a margin, and as printed": """
  tentang: ukuran/A-2
  masukan: {rencana: 75%, capaian: 70%}
  harapan:
    indeks_ukuran: {nilai: 93.3, batas: 0.05}
""",
    "as printed": """
  tentang: ukuran/A-2
  masukan: {rencana: 75%, capaian: 70%}
  harapan: {indeks_ukuran: {tercetak: "93,33"}}
""",
    "rows": """
  tentang: ukuran/A-1
  masukan: {dijadwalkan: 50}
  tabel: |
    baris      | periode | selesai        | dijadwalkan | = capaian      | # catatan
    separuh    | -       | 25             | -           | 50%            | 25/50
    lebih      | T1      | 60             | -           | 100%           | dibatasi
    lain       | -       | 25             | 100         | 25%            | baris menang
    tanpa data | Y       | N/A: alat_rusak | -          | N/A: alat_rusak | -
""",
}


@pytest.mark.parametrize("text", PASSING.values(), ids=PASSING)
def test_it_passes(text: str, ground: Ground) -> None:
    runs = run(file_of(text), ground)
    assert runs and all(one.passes for one in runs), told(runs)


def run(text: str, ground: Ground) -> list[CaseRun]:
    """The cases of a file beside the manual of the small paket."""
    file, found = read_cases(Source("coba.uji.yaml", text), BASE / "ukuran-2030")
    assert file is not None and found == ()
    return [pipeline.run_case(case, ground) for case in file.cases]


def told(runs: list[CaseRun]) -> str:
    """What a person is told of those that do not pass."""
    return "\n".join(line for one in runs if not one.passes for line in failure_lines(one, "en"))


def file_of(text: str) -> str:
    return "uji: coba\nsumber: {hitungan: tangan}\nkasus:\n  coba:\n" + indented(text)


def indented(text: str) -> str:
    return "".join(f"  {line}\n" if line else "\n" for line in text.strip("\n").split("\n"))


WRONG = [
    ("capaian: 88%", "capaian: 87%", "ukuran/A-1.capaian: expected 87%, got 88%"),
    ("capaian: 88%", "capaian: {nilai: 87%, batas: 0.9%}", "expected 87%, give or take 0.9%, got 88%"),
    ("capaian: 88%", 'capaian: {tercetak: "87,9%"}', "expected 87,9%, as printed, got 88%"),
    ("capaian: 88%", "capaian: {nilai: 88%, sementara: ya}", "expected 88% (provisional), got 88%"),
    ("capaian: 88%", "capaian: {alasan: belum_waktu}", "expected N/A: belum_waktu, got 88%"),
    ("dijadwalkan: 50", "dijadwalkan: 60", "expected 88%, got 11/15 ≈ 73,3333 %"),
    ("selesai: 44", "selesai: {alasan: alat_rusak}", "expected 88%, got N/A: alat_rusak"),
]


@pytest.mark.parametrize(("old", "new", "expected"), WRONG)
def test_it_fails(old: str, new: str, expected: str, ground: Ground) -> None:
    text = file_of(PASSING["raw data of an entry"])
    assert old in text
    (found,) = run(text.replace(old, new), ground)
    assert not found.passes and expected in told([found])


def test_a_check_that_finds_another_thing_fails(ground: Ground) -> None:
    (found,) = run(file_of(PASSING["a check that finds something"]).replace("3 ukuran", "4 ukuran"), ground)
    assert (
        "bidang/A.banyak_ukuran: expected temuan: Bidang A memiliki 4 ukuran, paling banyak 2,"
        " got temuan: Bidang A memiliki 3 ukuran, paling banyak 2"
    ) in told([found])


SEVERAL = """
  tentang: ukuran/A-1
  masukan: {rencana: 80%, selesai: 44, dijadwalkan: 55}
  harapan: {indeks_ukuran: 110, capaian: 88%}
"""


def test_the_lowest_figure_that_differs_is_explained(ground: Ground) -> None:
    (found,) = run(file_of(SEVERAL), ground)
    lines = list(failure_lines(found, "en"))
    assert lines[:4] == [
        "  source: tangan",
        "  ukuran/A-1.indeks_ukuran: expected 110, got 100",
        "  ukuran/A-1.capaian: expected 88%, got 80%",
        "    ukuran/A-1.capaian = 80,00 %",
    ]
    assert "        44 / 55" in lines


def test_only_what_is_expected_is_computed(ground: Ground) -> None:
    (found,) = run(file_of(PASSING["a paket"].replace("skor: 103.75, ", "")), ground)
    assert {one.id for one in found.figures if one.step is not None} == {"ukuran/A-2.capaian"}


def test_the_last_period_is_meant_where_none_is_named(ground: Ground) -> None:
    (found,) = run(file_of(PASSING["a paket"]), ground)
    assert found.calculation is not None and found.calculation.period == "Y"


OFFICES = """\
uji: coba
sumber: {hitungan: tangan}
kasus:
  hasil dijumlahkan:
    unit_pelapor: [A, B]
    tentang: ukur/l-jumlah
    masukan: {a: {A: 3, B: 4}, b: {A: 2, B: 4}}
    harapan: {hasil: 2.5}
  data dijumlahkan:
    unit_pelapor: [A, B]
    tentang: ukur/l-mentah
    masukan: {a: {A: {T1: 1, T2: 1, T3: 1}, B: 4}, b: {A: 2, B: 4}}
    harapan: {hasil: 7/6}
  satu unit:
    tentang: ukur/l-mentah
    masukan: {a: 3, b: 2}
    harapan: {hasil: 1.5}
"""


def test_offices_that_report() -> None:
    _, stack, found = pipeline.manual_files((ROOT / "tests/golden/konsolidasi/manual-konsolidasi").as_posix())
    runs = run(OFFICES, Ground(stack, found))
    assert len(runs) == 3 and all(one.passes for one in runs), told(runs)
