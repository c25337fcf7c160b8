# ruff: noqa: E501 (whole messages stand in these tables)
"""Contracts: the tree, the values, and every mistake at its place with what to write instead."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from engine.data.kontrak import Member, data_sources, read_kontrak
from engine.data.tidy import DataSource
from engine.diagnostics.model import Reason
from engine.manual.written import NumberFormat
from engine.source import Source
from tests.data.small import HEAD, TREE, ReadContract, told

IN_A = HEAD + "sasaran:\n  s1:\n    nama: Satu\n    ukur:\n      A:\n"


def in_a(line: str) -> str:
    return IN_A + f"        {line}\n"


def find(root: Member, kode: str) -> Member:
    return next(member for member in root.all() if member.kode == kode)


def test_tree(contract: ReadContract) -> None:
    kontrak, problems = contract(
        HEAD
        + "kode: K1\nnomor: PK-1\ntanggal: 2023-01-30\npilihan_bobot: rata\nunit_pelapor: [Kantor Dua]\n"
        + "bawaan:\n  ukur:\n    mutu: {alasan: belum, catatan: tidak tercetak}\n    bobot: {nilai: 1, catatan: sama rata}\n"
        + "sasaran:\n  s1:\n    nama: Satu\n    ukur:\n"
        + "      A: {target: {T1: 50%, Y: {nilai: 83.5%, catatan: lama}}, baru: ya}\n"
        + "      P: {nama: lain, mutu: tinggi, target: {Y: 3}, anak: {P.1: {baru: ya}}}\n"
    )
    assert problems == []
    assert (kontrak.manual, kontrak.unit_kerja, kontrak.tahun, kontrak.reporters) == (
        "uji", "Kantor Satu", 2023, ("Kantor Dua",)
    )  # fmt: skip
    assert [(m.level, m.kode, m.nama) for m in kontrak.root.all()] == [
        ("kantor", "K1", "Kantor Satu"),
        ("sasaran", "s1", "Satu"),
        ("ukur", "A", "name of A"),
        ("ukur", "P", "lain"),
        ("anak", "P.1", "name of P.1"),
    ]
    a, p = find(kontrak.root, "A"), find(kontrak.root, "P")
    assert {period: given.outcome.value for period, given in a.per_period["target"].items()} == {
        "T1": Fraction(1, 2), "Y": Fraction(835, 1000)
    }  # fmt: skip
    assert (a.per_period["target"]["Y"].note, a.given["baru"].outcome.value) == ("lama", True)
    assert (a.given["bobot"].outcome.value, a.given["bobot"].note) == (Fraction(1), "sama rata")
    assert a.given["mutu"].outcome.reasons == (
        Reason("belum", a.given["mutu"].outcome.reasons[0].message, True, "ukur/A.mutu"),
    )
    assert p.given["mutu"].outcome.value == "tinggi" and p.per_period["target"]["Y"].outcome.value == 3
    assert find(kontrak.root, "P.1").given["baru"].outcome.value is True
    assert kontrak.root.given["pilihan_bobot"].outcome.value == "rata"
    assert a.given["baru"].place.text == "ya" and a.place.text == "A"


def test_members_of_an_entry_are_always_there(contract: ReadContract) -> None:
    kontrak, problems = contract(TREE)
    assert problems == [] and [member.kode for member in kontrak.root.all()][-2:] == ["P", "P.1"]
    assert kontrak.root.kode == "Kantor Satu"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + "sasran: {}\n", ["4:1 E403 there is no key `sasran` here | write `sasaran`"]),
        (HEAD + "bobot: 3\n",
         ["4:1 E403 there is no key `bobot` here | possible here: manual, unit_kerja, kode, tahun, nomor, tanggal, catatan, "
          "dasar_hukum, unit_pelapor, data, kantor, bawaan, sasaran, pilihan_bobot"]),
        (HEAD + "sasaran: {s1: {}}\n", ["4:11 E404 the key `nama` is missing here | add `nama: …`"]),
        (HEAD + "sasaran: {s1: {nama: Satu, nss: 3}}\n",
         ["4:28 E523 `nss` is computed and may not be given here | delete it here"]),
        (HEAD + "sasaran: 5\n", ["4:10 E401 here must stand keys with values"]),
        (HEAD + "sasaran:\n  s1: {nama: Satu, ukur: {A:}}\n", ["5:27 E401 here must stand keys with values"]),
        (HEAD + "sasaran:\n  s1: {nama: Satu, ukur: {a: {}}}\n", ["5:27 E520 the manual has no ukur `a` | write `A`"]),
        (HEAD + "sasaran:\n  s1: {nama: Satu, ukur: {Z: {anak: {Z.1: {}}}}}\n",
         ["5:27 E520 the manual has no ukur `Z` | write one of: A, B, C, P"]),
        (HEAD + "sasaran:\n  s1: {nama: Satu, ukur: {P: {anak: {P.2: {}}}}}\n",
         ["5:38 E520 the manual has no anak `P.2` | only `P.1` is possible here"]),
        (HEAD + "sasaran:\n  s1: {nama: Satu, ukur: {A: {anak: {A.1: {}}}}}\n",
         ["5:38 E520 the manual has no anak `A.1` | delete it here, or add it to the manual"]),
        (HEAD + "sasaran:\n  s1: {nama: Satu, ukur: {A: {}}}\n  s2: {nama: Dua, ukur: {A: {}}}\n",
         ["6:26 E521 there are two ukur with the kode `A` | give each its own kode"]),
        (in_a("arah: naik"), ["9:9 E522 `arah` is given by the manual and may not be given here | delete it here"]),
        (in_a("rencana: 3"), ["9:9 E524 `rencana` does not belong in the contract | give it as a row of the data file"]),
        (in_a("hasil: 3"), ["9:9 E524 `hasil` does not belong in the contract | give it as a row of the data file"]),
        (in_a("targt: {Y: 3%}"), ["9:9 E403 there is no key `targt` here | write `target`"]),
        (in_a("target: 50%"), ["9:9 E529 `target` has one value for each period | write `target: {T1: …}`"]),
        (in_a("target: {alasan: belum}"), ["9:9 E529 `target` has one value for each period | write `target: {T1: …}`"]),
        (in_a("target: {t1: 50%}"), ["9:18 E525 there is no period `t1` | write `T1`"]),
        (in_a("target: {Q9: 50%}"), ["9:18 E525 there is no period `Q9` | write one of: T1, T2, Y"]),
        (in_a("target: {Y: 50}"), ["9:21 E451 `50` is a percentage and lacks its `%` | write `50%`"]),
        (in_a("target: {Y: 0.5}"),
         ["9:21 E451 `0.5` is a percentage and lacks its `%` | write `0.5%` or `50%`, whichever is meant"]),
        (in_a('target: {Y: "95,62%"}'),
         ["9:21 E450 `95,62%` is no number as they are written here, with `.` before the decimals and nothing between the "
          "thousands | write `95.62%`"]),
        (in_a("target: {Y: 1e1%}"), ["9:21 E454 `1e1%` is written in short form, such as 1.2E+06 | write `10%`"]),
        (in_a("target: {Y: }"), ["9:18 E458 here must stand a number | write it as in `1234.5`"]),
        (in_a("target: {Y: [1, 2]}"), ["9:21 E458 here must stand a number | write it as in `1234.5`"]),
        (in_a("target: {Y: {nilai: 5%, alasan: belum}}"),
         ["9:18 E527 here is a value and the reason of its absence at once | delete one of them"]),
        (in_a("target: {Y: {catatan: x}}"),
         ["9:18 E527 here is neither a value nor the reason of its absence | add `nilai: …` or `alasan: …`"]),
        (in_a("target: {Y: {alasn: belum}}"), ["9:22 E403 there is no key `alasn` here | write `alasan`"]),
        (in_a("target: {Y: {alasan: belm}}"), ["9:30 E526 nobody declared the reason `belm` | write `belum`"]),
        (in_a("mutu: tingi"), ["9:15 E402 `tingi` is not possible here | write `tinggi`"]),
        (in_a("mutu: {Y: tinggi}"), ["9:9 E530 `mutu` has one value for all periods | write `mutu: …` with that value"]),
        (in_a("baru: yes"), ["9:15 E401 here must stand `ya` or `tidak`"]),
        (in_a("bobot: 2"),
         ["9:16 E528 `bobot` wins over a rule here, without a reason | write `bobot: {nilai: …, catatan: …}`"]),
        (in_a("bobot: {nilai: 2}"),
         ["9:9 E528 `bobot` wins over a rule here, without a reason | write `bobot: {nilai: …, catatan: …}`"]),
        (TREE + "bawaan: {ukr: {baru: ya}}\n", ["9:10 E531 there is no level `ukr` | write `ukur`"]),
        (TREE + "bawaan: {ukur: {bru: ya}}\n", ["9:17 E403 there is no key `bru` here | write `baru`"]),
        (TREE + "bawaan: {ukur: {arah: naik}}\n",
         ["9:17 E522 `arah` is given by the manual and may not be given here | delete it here"]),
        (TREE + "bawaan: {ukur: {baru: iya}}\n", ["9:23 E401 here must stand `ya` or `tidak`"]),
        (TREE + "bawaan: {ukur: 3}\n", ["9:16 E401 here must stand keys with values"]),
        (TREE + "bawaan:\n  sasaran: {nss: 3}\n",
         ["10:13 E523 `nss` is computed and may not be given here | delete it here"]),
    ],
)  # fmt: skip
def test_mistakes(contract: ReadContract, text: str, expected: list[str]) -> None:
    assert contract(text)[1] == expected


@pytest.mark.parametrize(
    ("line", "unusable"),
    [
        ("target: 50%", {"T1", "T2", "Y"}),
        ("target: {Y: 50}", {"Y"}),
        ("target: {Y: 50%, t1: 3%}", {"T1", "T2"}),
        ("target: {Y: {alasan: belm}}", {"Y"}),
    ],
)
def test_what_cannot_be_used_is_missing(contract: ReadContract, line: str, unusable: set[str]) -> None:
    """Never as if nothing had been stated, which the rules might excuse."""
    given = find(contract(in_a(line))[0].root, "A").per_period["target"]
    found = {period for period, one in given.items() if one.outcome.status == "provisional"}
    assert found == unusable
    assert {one.outcome.reasons[0].input for one in given.values() if one.outcome.value is None} == {"ukur/A.target"}


def test_the_second_of_two_members_is_left_out(contract: ReadContract) -> None:
    kontrak, _ = contract(HEAD + "sasaran:\n  s1: {nama: S, ukur: {A: {}}}\n  s2: {nama: S, ukur: {A: {}, B: {}}}\n")
    assert [member.kode for member in kontrak.root.all()] == ["Kantor Satu", "s1", "A", "s2", "B"]


def test_unknown_entries_stay_in_the_tree(contract: ReadContract) -> None:
    kontrak, _ = contract(HEAD + "sasaran:\n  s1: {nama: S, ukur: {Z: {nama: Z, baru: ya}}}\n")
    z = find(kontrak.root, "Z")
    assert (z.entry, z.nama, z.given["baru"].outcome.value) == (None, "Z", True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1:1 E104 there is nothing in this file"]),
        ("- a\n", ["1:1 E401 here must stand keys with values"]),
        ("manual: uji\ntahun: 2023\n", ["1:1 E404 the key `unit_kerja` is missing here | add `unit_kerja: …`"]),
    ],
)
def test_contracts_that_say_too_little(text: str, expected: list[str]) -> None:
    form, problems = read_kontrak(Source("kontrak.yaml", text))
    assert form is None
    assert [line.split(" | ")[0] for line in told(problems)] == [line.split(" | ")[0] for line in expected]


def test_a_year_that_is_none_is_left_out() -> None:
    form, problems = read_kontrak(Source("kontrak.yaml", HEAD.replace("2023", "dua")))
    assert form is not None and form.tahun is None
    assert told(problems) == ["3:8 E401 here must stand a whole number"]


def test_data_sources() -> None:
    def read(text: str) -> tuple[tuple[DataSource, ...], list[str]]:
        form, problems = read_kontrak(Source("kontrak.yaml", HEAD + text))
        assert form is not None
        sources, more = data_sources(form)
        return sources, told((*problems, *more))

    sources, problems = read(
        'data: [{berkas: a.csv, pemisah: ";", desimal: ",", ribuan: "."}, {berkas: b.csv, pemisah: tab}]\n'
    )
    assert problems == []
    assert [(one.name, one.delimiter, one.format, one.encoding) for one in sources] == [
        ("a.csv", ";", NumberFormat(",", "."), "utf-8"),
        ("b.csv", "\t", None, "utf-8"),
    ]
    assert read("data: a.csv\n")[1] == ["4:7 E401 here must stand a list such as `[a, b]`"]
    assert read("data: [a.csv]\n")[1] == ["4:8 E401 here must stand keys with values"]
    assert read("data: [{berkas: a.csv, desimal: '.', ribuan: '.'}]\n")[1] == [
        "4:17 E532 `.` cannot stand before the decimals and between the thousands | correct `desimal` or `ribuan`"
    ]
    assert read("data: [{berkas: a.csv}, {berkas: a.csv}]\n")[1] == [
        "4:34 E533 the data file `a.csv` is listed twice | delete one of them"
    ]
    sources, problems = read("data: [{berkas: a.csv, desimal: koma}]\n")
    assert (sources, problems) == ((), ["4:33 E402 `koma` is not possible here | write one of: ,, ."])


def test_dates_and_free_keys() -> None:
    form, problems = read_kontrak(Source("k", HEAD + "tanggal: 2023-01-30\ndasar_hukum: {dokumen: PMK 1}\n"))
    assert form is not None and problems == () and form.tanggal == date(2023, 1, 30)
