"""A code -> the first file of a new manual: one that stands under a decree, or one with a small tree of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.diagnostics.model import say
from engine.manual.declared import Declared
from engine.skeletons.lines import Line, scalar

OWN = """\
tingkat:
  kantor:
    anggota: bidang
  bidang:
    anggota: ukuran
  ukuran:
    hasil: capaian
    mengikuti: rencana
    atribut:
      rencana:
        dari: kontrak
        per: periode
        satuan: entri
        wajib: [TH]
        bila_kosong: belum_waktunya

periode: |
  kode | terdiri_atas | nama
  S1   | S1           | semester I
  S2   | S2           | semester II
  TH   | S1, S2       | setahun

alasan: |
  kode           | sah | uraian
  belum_waktunya | ya  | belum waktunya diukur

satuan: |
  kode     | jenis    | lambang
  persen   | rasio    | %
  kegiatan | hitungan | -

aturan:
  ukuran.tercapai:
    uraian: rencana tercapai
    formula: capaian >= rencana

tampilan:
  baris: [bidang, ukuran]
  kolom: |
    judul    | bidang | ukuran
    Kode     | kode   | kode
    Nama     | nama   | nama
    Rencana  | -      | rencana
    Capaian  | -      | capaian
    Tercapai | -      | tercapai
"""


def manual(code: str, nama: str | None, year: int, decree: Declared | None) -> Iterator[Line]:
    """The lines of `manual.yaml`."""
    yield Line(say("Every value below is an example: put the true ones in their place, then run `rules check`."))
    yield Line("manual:")
    yield Line(f"kode: {scalar(code)}", 1)
    yield Line(f"nama: {scalar(nama or code)}", 1)
    yield Line(say("the document that says all this"), 1)
    yield from (Line("dasar_hukum:", 1), Line(f"dokumen: {scalar(nama or code)}", 2), Line("rujukan: '-'", 2))
    yield Line(say("from the first day until, not including, the second"), 1)
    yield from (Line("berlaku:", 1), Line(f"mulai: {year}-01-01", 2), Line(f"sampai: {year + 1}-01-01", 2))
    if decree is not None:
        yield Line(say("the decree it stands under, and the level that its entries define"), 1)
        yield Line(f"memakai: {scalar(decree.stack[-1].code)}", 1)
        level = fillable(decree)
        yield from (Line(f"mengisi: {level}", 1),) if level is not None else ()
        return
    yield Line(say("the level that the entries of this manual define"), 1)
    yield Line("mengisi: ukuran", 1)
    yield Line("")
    yield Line(
        say("the levels from the top, the periods, the reasons of absence, the units, the rules, what is printed")
    )
    yield from (Line(line) for line in OWN.splitlines())


def fillable(decree: Declared) -> str | None:
    """The first level from the top whose entries compute something."""
    return next((level for level in decree.levels if decree.result(level) is not None), None)


def year_of(code: str) -> int | None:
    """The year that a code ends with, if it does."""
    match = re.search(r"(?<!\d)(\d{4})$", code)
    return int(match.group(1)) if match else None
