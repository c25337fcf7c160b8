"""Whole files in their canonical form: the shipped ones are in it, and others come to it however they are written."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from engine.layout.format import canonical
from engine.source import Source
from tests.layout.mangling import mangled

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted(
    path
    for folder in ("rules", "examples", "tests/golden", "tests/diagnostics/base")
    for path in ROOT.glob(f"{folder}/**/*.yaml")
)
SMALL = [path for path in SHIPPED if "manual-uji/iku" not in path.as_posix() and "/ukur/" not in path.as_posix()]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def formatted(text: str) -> str:
    done, problems = canonical(Source("<file>", text))
    assert done is not None, problems
    return done


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_shipped_files_are_in_their_canonical_form(path: Path) -> None:
    text = path.read_bytes().decode()
    assert formatted(text) == text


@pytest.mark.parametrize("page", ["rules/README.md", "rules/README.id.md"])
def test_examples_are_in_their_canonical_form(page: str) -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        assert formatted(block) == block


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("path", SMALL, ids=name)
def test_other_ways_to_write_a_file_come_to_the_same(path: Path, seed: int) -> None:
    text = path.read_bytes().decode()
    assert formatted(mangled(text, Random(f"{seed} {name(path)}"))) == formatted(text)


CASES = {
    "columns are aligned, cells spaced, gaps kept": (
        """
aturan:
  a.x:
    tabel: |

      skor|c|=predikat |#catatan
      >=90   |   -|"a" + b|  apa saja,  juga  a*b
      [ 70 ..90 )|"x|y","z"|"b"|-


      <70|not( "c" )|tidak   tersedia( "d" )|-

    batas_atas:   '120'
""",
        """
aturan:
  a.x:
    tabel: |
      skor     | c          | = predikat          | # catatan
      >= 90    | -          | "a" + b             | apa saja,  juga  a*b
      [70..90) | "x|y", "z" | "b"                 | -

      < 70     | not("c")   | tidak tersedia("d") | -

    batas_atas: '120'
""",
    ),
    "components, displays, words": (
        """
kode: A
nama: x
komponen:
- bila: a>1
  tabel: |
      nama|bobot|nilai|batas_atas
      x*y  z|50%|a/b|-
      w|50%|c|100%
- tabel: |
     nama|bobot|nilai
     x|100%|a+1
""",
        """
kode: A
nama: x
komponen:
  - bila: a > 1
    tabel: |
      nama   | bobot | nilai | batas_atas
      x*y  z | 50%   | a / b | -
      w      | 50%   | c     | 100%
  - tabel: |
      nama | bobot | nilai
      x    | 100%  | a + 1
""",
    ),
    "rules stand apart, those on one line need not": (
        """
dasar_hukum:
    dokumen: D
keyakinan: A
aturan:

    a.x: {formula: "a+b", satuan:   persen}
    a.y: {formula: a}
    a.z:
        formula: a
    # tentang w
    a.w:
        formula: a



    a.v:
        formula: a
        # akhir v
pemeriksaan:
    a.p: {syarat: a, pesan: '"x"'}
""",
        """
dasar_hukum:
  dokumen: D
keyakinan: A

aturan:
  a.x: {formula: "a + b", satuan: persen}
  a.y: {formula: a}

  a.z:
    formula: a

  # tentang w
  a.w:
    formula: a

  a.v:
    formula: a
    # akhir v

pemeriksaan:
  a.p: {syarat: a, pesan: '"x"'}
""",
    ),
    "comments keep their place and order": (
        """
# atas

# manual
tingkat: # semua
     # pertama
     a: # satu
        atribut:   {x: {dari: kontrak}}   # baris

        # akhir a
     # sebelum b
     b:
        atribut:
            y:
                pilihan: [p, # satu
                    q] # dua
                dari: # di sini
                    kontrak
         # tentang atribut
  # penutup
# akhir
""",
        """
# atas

# manual
tingkat:  # semua
  # pertama
  a:  # satu
    atribut: {x: {dari: kontrak}}  # baris

    # akhir a
  # sebelum b
  b:
    atribut:
      y:
        pilihan:
          - p  # satu
          - q  # dua
        # di sini
        dari: kontrak
    # tentang atribut
# penutup
# akhir
""",
    ),
    "brackets stay if they fit": (
        """
manual: m
unit_kerja: u
a: {Q1:   50%,
  Q2: 60%, "x": [ 1,2 ],  y: {}}
b: {kunci_panjang_pertama: nilai panjang yang pertama, kunci_panjang_kedua: nilai panjang yang kedua,
  kunci_ketiga: {a: b}}
c:
- a: 1
  b:
  - x
-
    - y
    - - z
d:
""",
        """
manual: m
unit_kerja: u
a: {Q1: 50%, Q2: 60%, "x": [1, 2], y: {}}
b:
  kunci_panjang_pertama: nilai panjang yang pertama
  kunci_panjang_kedua: nilai panjang yang kedua
  kunci_ketiga: {a: b}
c:
  - a: 1
    b:
      - x
  - - y
    - - z
d:
""",
    ),
    "texts keep their words, blocks their own indentation": (
        """
---
laporan: "a  b"
entri:
  - di:  |-
          satu
            dua

          tiga
    catatan: >+
     lipat
     dua


    id: 'x''y'
  - catatan: |1
      dua spasi
     satu
    di: "panjang
      sekali

        juga"
    tercetak:
        83%
""",
        """
laporan: "a  b"
entri:
  - di: |-
      satu
        dua

      tiga
    catatan: >
      lipat
      dua

    id: 'x''y'
  - catatan: |2
       dua spasi
      satu
    di: "panjang
      sekali

      juga"
    tercetak: 83%
""",
    ),
    "a formula with remarks stays as it is": (
        """
aturan:
  a.x:
    formula: |

          a+b   // jumlah
            +c
    batas_atas:  a /* b */+c
""",
        """
aturan:
  a.x:
    formula: |
      a+b   // jumlah
        +c
    batas_atas: a /* b */+c
""",
    ),
    "a formula that its quotes cannot hold": (
        f"""
aturan:
  a.x:
    formula: f(a:1)
    batas_bawah: "{" + ".join(["nama_panjang"] * 8)}"  # panjang
    batas_atas: {"x" * 130}
  a.y: {{formula: "{"+".join(["nama_panjang"] * 8)}"}}
""",
        f"""
aturan:
  a.x:
    formula: 'f(a: 1)'
    batas_bawah: |  # panjang
      {" + ".join(["nama_panjang"] * 7)}
      + nama_panjang
    batas_atas: {"x" * 130}

  a.y:
    formula: |
      {" + ".join(["nama_panjang"] * 7)}
      + nama_panjang
""",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_case(case: str) -> None:
    before, after = (text.lstrip("\n") for text in CASES[case])
    assert formatted(before) == after
    assert formatted(after) == after
    assert formatted(before.replace("\n", "\r\n")) == after


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("aturan: [", "E124"),
        ("aturan:\n  a.x: {formula: a}\n  a.x: {formula: b}\n", "E105"),
        ("aturan:\n  a.x: {formla: a}\n", "E403"),
        ("aturan:\n  a.x:\n    formula: a +\n", "E211"),
        ("aturan:\n  a.x:\n    formula: a +\n      b\n", "E116"),
        ("aturan:\n  a.x:\n    tabel: |\n      a | = b\n      1\n", "E422"),
        ("aturan:\n  a.x:\n    tabel: |\n      a | = b\n      > | 1\n", "E211"),
        ("kode: a\nnama: b\nkomponen: |\n  nama | bobot | nilai\n  a | 1 2 | b\n", "E231"),
        ("kode: a\nnama: b\nbagian:\n  c: {nama: d, aturan: {x: {formla: e}}}\n", "E403"),
        ("", "E104"),
    ],
)
def test_what_cannot_be_read_is_not_laid_out(text: str, code: str) -> None:
    done, problems = canonical(Source("<file>", text))
    assert done is None
    assert [problem.code for problem in problems] == [code]


@pytest.mark.parametrize("text", ["a: 1\n", "services: {web: {image: x}}\n", "- a\n", "kata saja\n"])
def test_what_is_none_of_ours_is_left_alone(text: str) -> None:
    assert canonical(Source("<file>", text)) == (None, ())
