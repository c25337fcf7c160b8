"""The report that comes along, taken apart: where it contradicts itself, also without any of the notes in its paket."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.diagnostics.catalogue import words
from engine.pipeline import reproduce
from engine.reproduction.model import Difference, Reproduction

ROOT = Path(__file__).resolve().parents[2]
PAKET = ROOT / "examples/kalbagbar-2023"
NOTES = ("alasan", "catatan")


class Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


Dumper.add_representer(
    str, lambda self, text: self.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)
)


def stripped(node: Any) -> Any:
    """Without notes and declared reasons, and without what they leave empty."""
    if isinstance(node, list):
        return [stripped(one) for one in node]
    if not isinstance(node, dict):
        return node
    inner = {key: stripped(one) for key, one in node.items() if key not in NOTES}
    return {key: one for key, one in inner.items() if one != {}}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Reproduction:
    """The example without notes, comments and reasons, its contract with the printed set of weights."""
    folder = tmp_path_factory.mktemp("bare") / "kalbagbar-2023"
    folder.mkdir()
    for name in ("kontrak.yaml", "published.yaml"):
        tree = stripped(yaml.load((PAKET / name).read_text(encoding="utf-8"), yaml.BaseLoader))
        if name == "kontrak.yaml":
            tree["set_bobot"] = "25-15-30-30"
        text = yaml.dump(tree, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10_000)
        assert not any(f"{word}:" in text for word in NOTES) and "#" not in text
        (folder / name).write_text(text, encoding="utf-8")
    rows = (PAKET / "data.csv").read_text(encoding="utf-8").splitlines()
    bare_rows = [rows[0], *(row.rpartition(";")[0] + ";" for row in rows[1:])]
    (folder / "data.csv").write_text("\n".join(bare_rows) + "\n", encoding="utf-8")
    found, _ = reproduce(folder)
    assert found is not None
    return found


@cache
def shipped() -> Reproduction:
    found, problems = reproduce(PAKET)
    assert found is not None and problems == ()
    return found


@pytest.fixture(params=["as it is", "without notes"])
def report(request: pytest.FixtureRequest, bare: Reproduction) -> Reproduction:
    return shipped() if request.param == "as it is" else bare


Row = tuple[str, str, str, str, str]

LIST: list[Row] = [
    # id, printed, computed, verdict, first explanation
    ("iku/7b-N.indeks_capaian", "100,46", "110,46", "cause", "satu_angka_lain"),
    ("iku/8a-N.target", "98,71", "80,00", "cause", "target_realisasi_tertukar"),
    ("iku/8a-N.realisasi", "80", "98,71", "perhaps", "target_realisasi_tertukar"),
    ("iku/8b-N.realisasi", "120%", "100,00 %", "perhaps", "kolom_lain"),
    ("iku/9a-N.realisasi", "97,27%", "97,72 %", "cause", "angka_bertukar"),
    ("iku/10b-N.realisasi", "96,67", "96,68 %", "cause", "satu_angka_lain"),
    ("iku/10b-N.realisasi", "100%", "96,68 %", "perhaps", "baris_lain"),
    ("iku/11b-N.target", "82%", "81,00 %", "perhaps", "satu_angka_lain"),
    ("iku/12a-N.target", "95,26%", "95,62 %", "cause", "angka_bertukar"),
    ("iku/12a-N.target", "9561", "95,62 %", "unknown", ""),
    ("iku/12a-N.realisasi", "100", "97,83 %", "perhaps", "baris_lain"),
    ("iku/11a-N.implementasi_lo", "96,55%", "120,68 %", "cause", "bagian_rumus"),
    ("sub_iku/4a-CP.2.poin_pelaksanaan", "259,3", "259,20", "cause", "satu_angka_lain"),
    ("predikat", "baik", "Istimewa", "perhaps", "cabang_lain"),
    ("predikat", "sangat baik", "Istimewa", "unknown", ""),
    ("iku/4a-CP.nama", "Persentase efektivitas asistensi UMKM berorientasi ekspor", "", "cause", "baris_lain"),
    ("iku/10a-N.nama", "", "", "cause", "baris_lain"),
    ("iku/10b-N.nama", "", "", "cause", "baris_lain"),
    ("ss/1.nama", "Dukungan terhadap perekonomian yang optimal", "", "cause", "baris_lain"),
    ("ss/5.nama", "", "Kepuasan pengguna layanan kepabeanan dan cukai yang tinggi", "cause", "baris_lain"),
    ("tabel/penerimaan_2023/jumlah.realisasi", "409.602.824.000", "411.587.923.000", "unknown", ""),
    ("tabel/pertumbuhan_penerimaan/2022.jumlah_2022", "1.838.638.331.664", "1.852.644.030.523", "unknown", ""),
    ("tabel/realisasi_belanja/total.2021", "11.213.379.368", "9.397.947.191", "cause", "baris_lain"),
    ("tabel/program_2023/pagu.anggaran", "8.308.920.000", "7.998.920.000", "unknown", ""),
    ("tabel/penyerapan/2023.smart", "95,22%", "95,21%", "cause", "satu_angka_lain"),
    ("tabel/penyerapan/2023.ikpa", "96,56%", "95,21%", "unknown", ""),
    ("tabel/bobot_1a/100%.bobot", "100%", "90%", "perhaps", "satu_angka_lain"),
    ("tabel/grafik_1a/ekspor_perusahaan_1.grafik", "754,8", "754,9", "perhaps", "dipotong"),
    ("tabel/grafik_1a/ekspor_perusahaan_2.grafik", "10,2", "10,3", "perhaps", "dipotong"),
    ("tabel/grafik_1a/impor_perusahaan_1.grafik", "10,01", "10,02", "perhaps", "dipotong"),
    ("tabel/penyidikan_4a/4a-CP.1.hasil", "83%", "79%", "unknown", ""),
    ("tabel/kegiatan_pkp/jumlah.kegiatan", "8", "12", "perhaps", "bagian_hilang"),
    ("tabel/mitigasi_risiko/jumlah.mitigasi", "51", "49", "perhaps", "baris_lain"),
    ("tabel/ringkasan_iku/disebut.baris", "17", "16", "perhaps", "baris_lain"),
    ("tabel/arah/pagu_2023.tertulis", "turun", "naik", "unknown", ""),
    ("tabel/arah/targeting_9b.tertulis", "turun", "naik", "unknown", ""),
    ("tabel/tahun_yang_disebut/sbp.tertulis", "2022", "2023", "cause", "satu_angka_lain"),
    ("tabel/tahun_yang_disebut/pembanding.tertulis", "2023", "2022", "perhaps", "kolom_lain"),
    ("tabel/aspek_ikpa/aspek.disebut", "10", "8", "unknown", ""),
    ("tabel/tepi_predikat/90.mulai", ">", ">=", "unknown", ""),
    ("tabel/tepi_predikat/70.mulai", ">", ">=", "unknown", ""),
    ("tabel/indeks_12a/12a-N.indeks", "118,64", "102,31", "unknown", ""),
]


def of(report: Reproduction, id: str, printed: str = "") -> Difference:
    return next(one for one in report.differences if one.id == id and printed in ("", one.printed))


@pytest.mark.parametrize(("id", "printed", "computed", "verdict", "first"), LIST)
def test_the_list(report: Reproduction, id: str, printed: str, computed: str, verdict: str, first: str) -> None:
    found = of(report, id, printed)
    assert computed in ("", found.computed)
    assert (found.verdict, found.hits[0].kind.name if found.hits else "") == (verdict, first)


def test_there_is_nothing_else(report: Reproduction) -> None:
    ids = {id for id, *_ in LIST} | {"nko"} | {f"perspektif/{one}.bobot" for one in WEIGHTS}
    assert {one.id for one in report.differences if not one.given} <= ids


WEIGHTS = {"stakeholder": "25%", "customer": "15%", "internal": "30%", "learning": "30%"}


def test_the_printed_weights_give_another_total() -> None:
    """As the contract of the example has it: 30-20-25-25 gives what is printed, the printed weights do not."""
    for kode, printed in WEIGHTS.items():
        found = of(shipped(), f"perspektif/{kode}.bobot")
        assert found.printed == printed
        assert (found.hits[0].kind.name, found.hits[0].candidates[0].id) == (
            "set_bobot_lain", "set_bobot = 25-15-30-30",
        )  # fmt: skip
        assert set(found.hits[0].shared) == {f"perspektif/{one}.bobot" for one in WEIGHTS} - {found.id}
        assert found.hits[0].broken == ("nko",)
    (what, more), *_ = shipped().if_so
    assert dict(what.values)["value"] == "25-15-30-30"
    for one in more:
        both_readings(one)


def test_both_readings_of_the_total_under_the_printed_weights(bare: Reproduction) -> None:
    both_readings(of(bare, "nko", "116,28"))
    assert not any(one.id.startswith("perspektif/") for one in bare.differences)


def both_readings(found: Difference) -> None:
    assert (found.id, found.computed, found.verdict) == ("nko", "116,74", "perhaps")
    readings = {hit.kind.name: [one.id for one in hit.candidates] for hit in found.hits}
    assert readings == {"set_bobot_lain": ["set_bobot = 30-20-25-25"], "rata_rata_biasa": ["ss.nss"]}


def test_a_percent_sign_that_does_not_belong_there() -> None:
    assert of(shipped(), "nko", "116,28%").hits[0].kind.name == "persen_dan_rasio"


def test_the_budget_line_that_repeats_another(report: Reproduction) -> None:
    hit = of(report, "tabel/realisasi_belanja/total.2021").hits[0]
    said = [words(one.what, "en") for one in hit.candidates]
    assert said[0] == "`pegawai` should be 3.976.457.121: the value of the row `modal`"


def test_no_certain_explanation_of_11a(report: Reproduction) -> None:
    found = of(report, "iku/11a-N.realisasi")
    assert (found.printed, found.computed) == ("97,78%", "103,65 %")
    assert (found.given, found.verdict, found.hits) == (True, "unknown", ())


def test_what_agrees_only_because_its_parts_were_rounded(report: Reproduction) -> None:
    """97,84 from the printed parts; 97,83 from what they were before they were rounded."""
    assert report.within == (("tabel/komponen_12a/12a-N.hasil", "97,83%", "97,84%"),)


def test_how_many_hits_chance_gives(report: Reproduction) -> None:
    for one in report.differences:
        assert one.verdict != "cause" or one.expected * 100 <= 5
        assert one.tried >= sum(hit.tried for hit in one.hits)
