# ruff: noqa: E501 (whole messages stand in these tables)
"""Rows against contract and manual: what is taken, what is refused, what is doubted."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.data.small import HEAD, TREE, Conform

TREE_WITH_REPORTERS = TREE


def lines(*rows: str) -> str:
    """`office;period;kode;variable;value;reason;note`, `_` for the contract's own office."""
    return "".join(row.replace("_;", "Kantor Satu;", 1) + "\n" for row in rows)


def test_values(conformed: Conform) -> None:
    data, problems = conformed(
        lines(
            "_;T1;A;rencana;1.234;;",
            "_;T1;A;uang;Rp10.000,50;;dari laporan",
            "_;T1;A;bagian;97,83%;;",
            "_;T1;A;ada;ya;;",
            "_;T1;A;hari;2023-12-31;;",
            "_;T1;A;catatan_lapangan;3;;",
            "_;Y;A;antara;2;;sebab",
            "_;T1;B;hasil;83%;;",
            "_;T1;C;hasil;5;;sebab",
            "_;T1;P.1;hasil;5%;;",
            "_;T2;B;hasil;;belum;menunggu",
        )
    )
    assert problems == []

    def value(kode: str, name: str, period: str = "T1") -> object:
        datum = data.get(kode, name, period, "Kantor Satu")
        assert datum is not None
        return datum.outcome.value

    assert value("A", "rencana") == 1234
    assert value("A", "uang") == Fraction(100005, 10)
    assert value("A", "bagian") == Fraction(9783, 10000)
    assert value("A", "ada") is True
    assert value("A", "hari") == date(2023, 12, 31)
    assert value("A", "catatan_lapangan") == "3"
    assert value("A", "antara", "Y") == 2
    assert value("B", "hasil") == Fraction(83, 100)
    assert value("C", "hasil") == 5
    assert value("P.1", "hasil") == Fraction(1, 20)
    absence = data.get("B", "hasil", "T2", "Kantor Satu")
    assert absence is not None and absence.note == "menunggu" and absence.outcome.status == "na"
    (reason,) = absence.outcome.reasons
    assert (reason.code, reason.lawful, reason.input) == ("belum", True, "ukur/B.hasil")
    assert reason.place is not None and (reason.place.line, reason.place.text) == (12, "belum")
    assert data.get("B", "hasil", "Y", "Kantor Satu") is None


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Kantor Lain;T1;B;hasil;1%;;", "2:1 E540 this row is of another office: `Kantor Lain` | delete the row, or correct the name: Kantor Satu"),
        ("Kantor Dua;T1;B;hasil;1%;;", "2:1 E540 this row is of another office: `Kantor Dua` | delete the row, or correct the name: Kantor Satu"),
        ("_;T9;B;hasil;1%;;", "2:13 E525 there is no period `T9` | write one of: T1, T2, Y"),
        ("_;T1;b;hasil;1%;;", "2:16 E541 nobody declared the kode `b` | write `B`"),
        ("_;T1;s1;hasil;1%;;", "2:16 E542 `s1` is a sasaran and takes no data | delete the row, or correct its kode"),
        ("_;T1;A;rencna;1;;", "2:18 E543 nobody declared `rencna` for `A` | write `rencana`"),
        ("_;T1;B;x;1;;", "2:18 E543 nobody declared `x` for `B` | only `hasil` is possible here"),
        ("_;T1;P;x;1;;", "2:18 E543 nobody declared `x` for `P` | delete the row"),
        ("_;T1;A;hasil;1%;;", "2:18 E544 `hasil` of `A` is computed and may not be given | delete the row, or give the raw data "
                              "that it is computed from"),
        ("_;T1;A;bobot;1;;", "2:18 E544 `bobot` of `A` is computed and may not be given | delete the row, or give the raw data "
                             "that it is computed from"),
        ("_;T1;A;target;1%;;", "2:18 E551 `target` is given in the contract or the manual, not in the data | delete the row, "
                               "and give it there"),
        ("_;T1;A;rencana;;;x", "2:1 E545 this row has no value and no reason for that | fill in `nilai`, or `alasan` with one of "
                               "the declared codes"),
        ("_;T1;A;rencana;5;belum;", "2:26 E546 this row has a value and the reason of its absence at once | empty one of the two "
                                    "cells"),
        ("_;T1;A;rencana;;belm;", "2:27 E526 nobody declared the reason `belm` | write `belum`"),
        ("_;T1;;rencana;5;;", "2:1 E549 this row does not say its `kode` | fill it in, or delete the row"),
        (";T1;A;rencana;5;;", "2:1 E549 this row does not say its `unit_kerja` | fill it in, or delete the row"),
        ("_;T1;A;bagian;97,83;;", "2:25 E451 `97,83` is a percentage and lacks its `%` | write `97,83%`"),
        ("_;T1;A;rencana;3%;;", "2:26 E452 `3%` has a `%`, and this value is no percentage | write `3` or `0,03`, whichever is "
                                "meant"),
        ("_;T1;A;uang;12.34;;", "2:23 E450 `12.34` is no number as they are written here, with `,` before the decimals and `.` "
                                "between the thousands | write `12,34`"),
        ("_;T1;A;ada;y;;", "2:22 E401 here must stand `ya` or `tidak`"),
        ("_;T1;A;hari;31-12-2023;;", "2:23 E401 here must stand a date such as 2023-12-31"),
        ("_;T1;C;hasil;5;;", "2:1 E548 `hasil` wins over the rule of the manual here, without a reason | say in `keterangan` why "
                             "the given value is used"),
        ("_;T1;A;antara;5;;", "2:1 E548 `antara` wins over the rule of the manual here, without a reason | say in `keterangan` "
                              "why the given value is used"),
        ("_;T1;A;rencana;2,5;;", "2:26 W550 `2,5` is no whole number, and the manual declares whole numbers here | check the "
                                 "number"),
        ("_;T1;A;jumlah;-1;;", "2:25 W551 `-1` is less than the smallest value in the manual, 0 | check the number"),
        ("_;T1;A;jumlah;1.001;;", "2:25 W552 `1.001` is more than the largest value in the manual, 1.000 | check the number"),
    ],
)  # fmt: skip
def test_mistakes(conformed: Conform, row: str, expected: str) -> None:
    assert conformed(lines(row))[1] == [expected]


@pytest.mark.parametrize(
    "row", ["_;T1;A;bagian;97,83;;", "_;T1;A;bagian;;;", "_;T1;A;bagian;;belm;", "_;T1;A;bagian;1%;belum;"]
)
def test_what_cannot_be_used_is_missing(conformed: Conform, row: str) -> None:
    datum = conformed(lines(row))[0].get("A", "bagian", "T1", "Kantor Satu")
    assert datum is not None and datum.outcome.status == "provisional" and datum.outcome.value is None
    assert [(reason.code, reason.input) for reason in datum.outcome.reasons] == [("tidak_terbaca", "ukur/A.bagian")]


def test_doubtful_values_are_used(conformed: Conform) -> None:
    datum = conformed(lines("_;T1;A;rencana;2,5;;"))[0].get("A", "rencana", "T1", "Kantor Satu")
    assert datum is not None and datum.outcome.value == Fraction(5, 2)


def test_two_rows_for_one_value(conformed: Conform) -> None:
    data, problems = conformed(lines("_;T1;B;hasil;1%;;", "_;T1;B;hasil;2%;;", "_;T2;B;hasil;2%;;"))
    assert problems == ["3:1 E547 two rows give the same value | delete one of them"]
    datum = data.get("B", "hasil", "T1", "Kantor Satu")
    assert datum is not None and datum.place.line == 2 and datum.outcome.reasons[0].code == "baris_data_ganda"


def test_other_offices_where_the_manual_puts_them_together(conformed: Conform) -> None:
    rows = lines("Kantor Dua;T1;C;hasil;1;;x", "Kantor Dua;T1;B;hasil;1%;;")
    data, problems = conformed(rows, TREE_WITH_REPORTERS)
    assert problems == [
        "3:1 E540 this row is of another office: `Kantor Dua` | delete the row, or correct the name: Kantor Satu"
    ]
    assert data.get("C", "hasil", "T1", "Kantor Dua") is not None


def test_falling_amounts(conformed: Conform) -> None:
    data, problems = conformed(
        lines("_;T2;A;jumlah;9;;", "_;T1;A;jumlah;10;;", "_;Y;A;jumlah;5;;", "_;T1;A;uang;10;;", "_;T2;A;uang;9;;")
    )
    assert problems == [
        "2:1 W553 this value counts from the first period on, and is less than in T1 | write the amount since the first period, or "
        "correct the earlier value"
    ]
    assert len(data.data) == 5


def test_an_unknown_entry_is_told_once(conformed: Conform) -> None:
    """The contract has been told already that the manual lacks it."""
    tree = HEAD + "sasaran:\n  s1: {nama: Satu, ukur: {Z: {}}}\n"
    assert conformed(lines("_;T1;Z;hasil;1;;"), tree) == conformed("", tree)
