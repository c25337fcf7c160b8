"""A manual of one entry, for looking at one formula: inputs as `name unit >= 0 <= 5 bulat`, separated by commas."""

from __future__ import annotations

import re

from engine.analysis.analyse import analyse
from engine.diagnostics.model import Problems
from engine.manual.check import check_manual
from engine.manual.checked import Manual
from engine.manual.model import EntryFile, RuleFile
from engine.manual.read import ManualFiles, conform_file
from engine.source import Source

RULES = """\
manual:
  kode: kecil
  nama: Manual kecil
  dasar_hukum: {dokumen: Peraturan 1}
  mengisi: ukuran
tingkat:
  kantor: {anggota: ukuran}
  ukuran: {hasil: nilai}
periode: |
  kode | terdiri_atas | nama
  Y    | Y            | setahun
satuan: |
  kode     | jenis    | lambang
  persen   | rasio    | %
  skor     | rasio    | -
  rupiah   | ukuran   | -
  hari     | ukuran   | -
  bulan    | ukuran   | -
  kegiatan | hitungan | -
  orang    | hitungan | -
  poin     | hitungan | -
tetapan:
  tetap_rupiah: {nilai: 5, satuan: rupiah}
  tetap_saja: {nilai: 5}
  hari_per_bulan: {nilai: 30, satuan: hari/bulan}
skala:
  skala_contoh:
    ujung: tetap
    titik: |
      masukan | = hasil
      0       | 0
      100     | 4
fungsi:
  dua_kali:
    parameter: [x]
    formula: x + x
  jumlah_dua:
    parameter: [x, y]
    formula: x + y
"""
LIMITS = re.compile(r"(>=|<=|>)\s*(-?[\d.]+)")


def entry(inputs: str, formula: str) -> str:
    """The text of an entry whose own rule `x` is the formula."""
    lines = ["kode: U1", "nama: Ukuran", "satuan: persen", "hasil_diberikan: diberikan", "data_mentah:"]
    for one in filter(None, (part.strip() for part in inputs.split(","))):
        name, unit, *_ = one.split()
        lines += [f"  {name}:", f"    satuan: {unit}", "    konsolidasi: nilai terakhir"]
        percent = unit == "persen"
        for sign, number in LIMITS.findall(one):
            value = float(number) + (0.01 if sign == ">" else 0)
            text = f"{value * 100:g}%" if percent else f"{value:g}"
            lines.append(f"    {'maksimal' if sign == '<=' else 'minimal'}: {text}")
        if "bulat" in one:
            lines.append("    bulat: ya")
    return "\n".join([*lines, "aturan:", "  x:", "    formula: |", f"      {formula}", ""])


def files(*texts: str) -> ManualFiles:
    """A manual from the texts of its files, the first with its `manual` key."""
    forms = [conform_file(Source(f"{at}.yaml", text)) for at, text in enumerate(texts)]
    assert all(not problems for _, problems in forms), [problems for _, problems in forms]
    rules = tuple(form for form, _ in forms if isinstance(form, RuleFile))
    entries = tuple(form for form, _ in forms if isinstance(form, EntryFile))
    head = next(file.manual for file in rules if file.manual is not None)
    return ManualFiles(head.kode.text, head.kode.text, head, rules, entries)


def looked_at(*texts: str) -> tuple[Manual, Problems]:
    """The checked manual of these files and all findings, those about unused names left out."""
    stack = (files(*texts),)
    manual, problems = check_manual(stack)
    assert manual is not None
    found = analyse(manual, stack, problems)
    return manual, tuple(one for one in (*problems, *found) if one.code not in ("W831", "W832", "W833", "W834", "W836"))
