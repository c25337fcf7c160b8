"""What a version takes over, changes, adds and takes out, and what it may not do unsaid."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.manual.content import content, plain
from engine.manual.model import EntryFile
from engine.manual.rows import put_together
from engine.manual.texttable import read_table
from engine.source import Source
from tests.versions.asking import calculation, codes, in_force, value
from tests.versions.conftest import Write

HEAD = "manual:\n  kode: ukuran-2032\n  nama: Versi 2032\n  memperluas: ukuran-2031\n"
HEADER = "unit_kerja;periode;kode;variabel;nilai;alasan;keterangan\n"
C_1 = ("T1;C-1;daring;10", "T1;C-1;semua;40", "T2;C-1;daring;20", "T2;C-1;semua;40")


def entry(name: str, kode: str) -> EntryFile:
    stack, _ = in_force(name)
    return next(one for one in stack[-1].entries if one.kode.text == kode)


def components(name: str, kode: str) -> object:
    return content(entry(name, kode))["komponen"]


def test_rows_change_along_a_chain(write: Write) -> None:
    """Each version changes one cell of one row; all hold in the last."""
    write(
        {
            "ukuran-2032/manual.yaml": HEAD,
            "ukuran-2032/A-2.yaml": """\
kode: A-2
menimpa: ukuran-2031
alasan: ketepatan boleh melampaui
baris: |
  nama        | batas_atas
  tepat waktu | 120%
""",
            "ukuran-2033/manual.yaml": """\
manual: {kode: ukuran-2033, nama: Versi 2033, memperluas: ukuran-2032}
hapus:
  ukuran:
    B-1: tidak diukur lagi
""",
            "ukuran-2033/A-2.yaml": """\
kode: A-2
menimpa: ukuran-2032
alasan: ada komponen ketiga
baris: |
  nama    | bobot
  lengkap | 40%
baris_baru: |
  nama  | bobot | nilai             | batas_atas
  mutu  | 10%   | lengkap / lengkap | 100%
""",
        }
    )
    assert components("ukuran-2033", "A-2") == [
        ["nama", "bobot", "nilai", "batas_atas"],
        ["lengkap", "40%", "lengkap/diperiksa", "100%"],
        ["tepat waktu", "50%", "tepat_waktu/diperiksa", "120%"],
        ["mutu", "10%", "lengkap/lengkap", "100%"],
    ]
    stack, manual = in_force("ukuran-2033")
    assert stack[-1].codes == ("ukuran-2030", "ukuran-2031", "ukuran-2032", "ukuran-2033")
    assert set(manual.entries) == {"A-1", "A-2", "C-1"}


def test_cells_keep_their_places(write: Write) -> None:
    """A merged row lies partly in the file of the first version and partly in that of the second."""
    write({})
    block = entry("ukuran-2031", "A-2").komponen
    assert block is not None
    table, problems = read_table(block.node.span)
    assert table is not None and problems == ()
    where = [[(cell.text, cell.source.name, cell.line) for cell in row] for row in table.rows]
    new, old = "ukuran-2031/A-2-berkas.yaml", "ukuran-2030/A-2-berkas.yaml"
    assert where[0] == [("lengkap", new, 6), ("50%", new, 6), ("lengkap / diperiksa", old, 17), ("100%", old, 17)]


def test_weights_are_checked_on_the_merged_table(write: Write) -> None:
    write(
        {
            "ukuran-2031/A-2-berkas.yaml": "kode: A-2\nmenimpa: ukuran-2030\nalasan: a\n"
            "baris: |\n  nama | bobot\n  lengkap | 50%\n"
        }
    )
    assert "E429" in codes()


def test_an_entry_replaces_only_what_it_states(write: Write) -> None:
    write(
        {
            "ukuran-2031/A-1.yaml": """\
kode: A-1
menimpa: ukuran-2030
alasan: target kini dari rencana induk
data_mentah:
  induk: {satuan: berkas, konsolidasi: nilai terakhir, minimal: 1}
formula: selesai / induk
hapus:
  batas_atas: boleh melampaui
  data_mentah: {dijadwalkan: diganti induk}
""",
            "paket/data.csv": (HEADER + "Dinas Uji;T2;A-1;selesai;30;;\nDinas Uji;T2;A-1;induk;20;;\n"),
        }
    )
    form = entry("ukuran-2031", "A-1")
    assert (form.nama.text, form.batas_atas, list(form.data_mentah)) == (
        "Pelatihan selesai",
        None,
        ["selesai", "induk"],
    )
    assert value(calculation(), "ukuran/A-1.capaian") == Fraction(3, 2)


def test_a_rule_with_a_body_replaces_the_whole_rule(write: Write) -> None:
    """The decree rounds the score; the version that states a formula anew does not."""
    rule = "aturan:\n  dinas.skor:\n    menimpa: kep-7\n    alasan: tanpa pembulatan\n    formula: {}\n"
    rule = rule.format("mean(bidang[rata != null].rata)")
    write({"ukuran-2031/skor.yaml": rule})
    _, manual = in_force("ukuran-2031")
    about = manual.rules["dinas", "skor"].provenance
    assert (about.manual, about.replaces) == ("ukuran-2031", "tanpa pembulatan")


def test_points_of_a_scale_are_put_in_order(write: Write) -> None:
    write(
        {
            "ukuran-2030/skala.yaml": """\
aturan:
  ukuran.nilai_huruf:
    skala:
      masukan: indeks_ukuran
      ujung: tetap
      titik: |
        indeks | = angka
        0      | 0
        100    | 4
""",
            "ukuran-2031/skala.yaml": """\
aturan:
  ukuran.nilai_huruf:
    menimpa: ukuran-2030
    alasan: lebih landai di bawah
    baris_baru: |
      indeks | = angka
      50     | 1
""",
        }
    )
    stack, _ = in_force("ukuran-2031")
    scales = [rule.skala for file in stack[-1].rules for rule in file.aturan.values() if rule.skala]
    assert [row[0] for row in content(scales[0])["titik"]] == ["indeks", "0", "50", "100"]  # type: ignore[index, union-attr]


def test_codes_are_taken_out_and_defined_anew(write: Write) -> None:
    write(
        {
            "ukuran-2030/alasan.yaml": "alasan: |\n  kode | sah | uraian\n  cuti | tidak | pegawai cuti\n",
            "ukuran-2031/alasan.yaml": """\
hapus:
  alasan:
    cuti: kini sah
alasan: |
  kode | sah | uraian
  cuti | ya  | pegawai cuti
""",
        }
    )
    _, manual = in_force("ukuran-2031")
    assert manual.reasons["cuti"].lawful


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("aturan:\n  dinas.skor:\n    formula: '1'\n", "E444"),
        ("aturan:\n  dinas.skor:\n    menimpa: kep-7\n    formula: '1'\n", "E445"),
        ("aturan:\n  dinas.baru:\n    menimpa: ukuran-2030\n    alasan: a\n    formula: '1'\n", "E443"),
        ("tetapan:\n  patokan:\n    nilai: 5\n", "E444"),
        ("tetapan:\n  patokan:\n    menimpa: ukuran-2030\n    nilai: 5\n", "E445"),
        ("tetapan:\n  patokan:\n    menimpa: ukuran-2030\n    alasan: a\n    nilai: 4\n", "E903"),
        ("tampilan:\n  baris: [dinas]\n  kolom: |\n    judul | dinas\n    nama  | nama\n", None),
        ("hapus:\n  aturn: {dinas.skor: a}\n", "E438"),
        ("kode: A-1\nnama: lagi\nsatuan: persen\narah: naik\nformula: '1'\n", "E444"),
        ("kode: A-9\nmenimpa: ukuran-2030\nalasan: a\nformula: '1'\n", "E443"),
        ("kode: A-1\nmenimpa: ukuran-2030\nformula: '1'\n", "E445"),
        ("kode: A-1\nmenimpa: ukuran-2030\nalasan: a\nformula: selesai  /  dijadwalkan\n", "E903"),
    ],
)
def test_nothing_is_overridden_unsaid(file: str, code: str | None, write: Write) -> None:
    write({"ukuran-2030/tetapan.yaml": "tetapan:\n  patokan:\n    nilai: 4\n", "ukuran-2031/x.yaml": file})
    assert [one for one in codes() if one[0] == "E"] == ([code] if code else [])


def test_a_name_of_the_decree_keeps_its_override(write: Write) -> None:
    """2030 overrides the decree, 2031 overrides 2030, and says so."""
    rule = "aturan:\n  dinas.skor:\n    menimpa: {}\n    alasan: a\n    formula: mean(bidang[rata != null].rata) {}\n"
    write({"ukuran-2030/s.yaml": rule.format("kep-7", "+ 1"), "ukuran-2031/s.yaml": rule.format("ukuran-2030", "+ 2")})
    _, manual = in_force("ukuran-2031")
    assert manual.rules["dinas", "skor"].provenance.manual == "ukuran-2031"


def test_weights_may_change_within_a_year(write: Write) -> None:
    """Components with a condition on the period."""
    write(
        {
            "ukuran-2030/C-1-layanan.yaml": """\
kode: C-1
nama: Layanan daring
satuan: persen
arah: naik
data_mentah:
  daring: {satuan: berkas, konsolidasi: kumulatif, minimal: 0}
  semua: {satuan: berkas, konsolidasi: nilai terakhir, minimal: 1}
komponen:
  - bila: periode.kode = "T1"
    tabel: |
      nama  | bobot | nilai
      utama | 100%  | daring / semua
  - tabel: |
      nama  | bobot | nilai
      utama | 50%   | daring / semua
      penuh | 50%   | semua / semua
""",
            "paket/kontrak.yaml": """\
manual: ukuran-2031
unit_kerja: Dinas Uji
tahun: 2031
data: [{berkas: data.csv, pemisah: ";", desimal: ",", ribuan: "."}]
bidang: {A: {nama: Bidang A, ukuran: {C-1: {rencana: {T1: 40%, Y: 80%}}}}}
""",
            "paket/data.csv": HEADER + "".join(f"Dinas Uji;{row};;\n" for row in C_1),
        }
    )
    assert value(calculation("T1"), "ukuran/C-1.capaian") == Fraction(1, 4)
    assert value(calculation("Y"), "ukuran/C-1.capaian") == Fraction(3, 4)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a /  b", "a/b", True),
        ("a // catatan\n / b", "a / b", True),
        ('"a  b"', '"a b"', False),
        ("a and b", "aand b", False),
        ("a /* x */ + 1", "a+1", True),
    ],
)
def test_what_says_the_same(one: str, other: str, same: bool) -> None:
    assert (plain(one) == plain(other)) is same


def test_a_text_put_together_leads_back_to_its_pieces() -> None:
    one, other = Source("a.yaml", "x\nkode | nilai\n"), Source("b.yaml", "satu | dua\n")
    header = (one.span(2, 6), one.span(9, 14))
    made = put_together(header, [(other.span(0, 4), other.span(7, 10))])
    assert made.text == "kode | nilai\nsatu | dua\n"
    table, _ = read_table(made)
    assert table is not None
    assert [(cell.source.name, cell.start) for row in (table.header, *table.rows) for cell in row] == [
        ("a.yaml", 2), ("a.yaml", 9), ("b.yaml", 0), ("b.yaml", 7),
    ]  # fmt: skip
    assert (made.line, made.real.source.name) == (2, "a.yaml")
