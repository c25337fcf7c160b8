# ruff: noqa: E501 (whole messages stand in these tables)
"""CSV -> rows: each cell at its place, each mistake at its place, and nothing read from outside the paket."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.readers.csv import read_csv
from engine.data.rows import read_rows
from engine.data.tidy import COLUMNS, DataSource
from engine.manual.written import NumberFormat
from engine.source import Source
from tests.data.small import HEADER, ReadData, told

ROW = "Kantor;T1;A;rencana;30;;lima\n"
LINE = ";".join(COLUMNS)


def test_cells_know_their_places(data: ReadData) -> None:
    rows, problems = data(HEADER + '\n Kantor ;T1;A;"ren""cana";1.234,5;;"dua\nbaris"\n;;;;;;\n' + ROW)
    assert problems == []
    first, second = rows
    assert (first.unit_kerja.text, first.unit_kerja.span.text, first.unit_kerja.span.column) == ("Kantor", "Kantor", 2)
    assert (first.variabel.text, first.variabel.span.text) == ('ren"cana', '"ren""cana"')
    assert (first.nilai.span.line, first.nilai.span.column, first.nilai.span.text) == (3, 27, "1.234,5")
    assert first.alasan.text == "" and first.alasan.span.start == first.nilai.span.end + 1
    assert first.keterangan.text == "dua\nbaris"
    assert (second.place.line, second.place.text) == (6, ROW.strip())
    assert first.nilai.span.source.name == "paket/data.csv"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (HEADER, []),
        ("\ufeff" + HEADER + ROW, []),
        (HEADER.replace("\n", "\r\n") + ROW.replace("\n", "\r"), []),
        ("", ["1:1 E505 this file is empty | write the names of the columns in its first line"]),
        (" \n\n", ["1:1 E505 this file is empty | write the names of the columns in its first line"]),
        (HEADER + ROW.replace(";lima", ""),
         ["2:1 E512 this row has 6 cells instead of 7 | correct the number of separators; put a text that holds one into "
          "double quotes"]),
        (HEADER + ROW.replace("lima", "lima;enam"),
         ["2:1 E512 this row has 8 cells instead of 7 | correct the number of separators; put a text that holds one into "
          "double quotes"]),
        (HEADER + ROW.replace("lima", '"lima') + ROW,
         ['2:25 E513 this quote is never closed | write `"` at the end of the cell, or delete this one']),
        (HEADER + ROW.replace("lima", '"lima" enam') + ROW,
         ['2:31 E514 something stands behind the quote that closes the cell | write quotes inside quotes twice: `""`']),
        (HEADER.replace("alasan", "alasn"),
         ["1:40 E509 there is no column `alasn` here | write `alasan`",
          "1:1 E508 the column `alasan` is missing | add `alasan` to the first line, and an empty cell where there is "
          "nothing to say"]),
        (HEADER.replace("alasan", "nilai"),
         ["1:40 E510 the column `nilai` is there twice | delete one of them",
          "1:1 E508 the column `alasan` is missing | add `alasan` to the first line, and an empty cell where there is "
          "nothing to say"]),
        (HEADER.replace("\n", ";satuan\n"),
         ["1:58 E509 there is no column `satuan` here | write one of: " + ", ".join(COLUMNS)]),
        (HEADER.replace(";", ","),
         ['1:1 E511 the columns are separated by `,`, and `;` is declared | write `pemisah: ","` in the contract']),
        (HEADER.replace(";", "\t"),
         ['1:1 E511 the columns are separated by `tab`, and `;` is declared | write `pemisah: "tab"` in the contract']),
        (ROW, ["1:1 E515 the first line does not name the columns | write `" + LINE + "` above it"]),
        (HEADER + "x" * (2**20 + 1) + "\n" + ROW,
         ["2:1 E507 this line has more than 1048576 characters | correct its line ends"]),
        (HEADER + '"' + "x\n" * (2**20 + 1) + '"\n' + ROW,
         ["2:1 E507 this line has more than 1048576 characters | correct its line ends"]),
        (HEADER + "Kan\0tor" + ROW, ["2:4 E103 an invisible character stands here: control character (U+0000) | delete it"]),
        (HEADER + "Kan\u202etor" + ROW,
         ["2:4 E103 an invisible character stands here: right-to-left override (U+202E) | delete it"]),
        (HEADER.encode() + b"Kant\xf6r" + ROW.encode(),
         ["2:5 E506 this file is not in utf-8: the first character that cannot be read is here | save it again as "
          "“CSV UTF-8”, or declare `pengodean: cp1252` if an old Windows program made it"]),
        (HEADER.encode("utf-16"),
         ["1:1 E506 this file is not in utf-8: the first character that cannot be read is here | save it again as "
          "“CSV UTF-8”, or declare `pengodean: cp1252` if an old Windows program made it"]),
    ],
)  # fmt: skip
def test_form(data: ReadData, content: bytes | str, expected: list[str]) -> None:
    assert data(content)[1] == expected


def test_rows_after_a_mistake_are_read(data: ReadData) -> None:
    rows, _ = data(HEADER + ROW.replace("lima", '"lima" enam') + "x;y\n" + ROW)
    assert [row.place.line for row in rows] == [4]


def test_old_windows_files(data: ReadData) -> None:
    rows, problems = data(HEADER.encode() + "Kantör;T1;A;rencana;30;;“dua”\n".encode("cp1252"), encoding="cp1252")
    assert (problems, rows[0].unit_kerja.text, rows[0].keterangan.text) == ([], "Kantör", "“dua”")
    assert data(b"\x81" + HEADER.encode(), encoding="cp1252")[1] == [
        "1:1 E506 this file is not in cp1252: the first character that cannot be read is here | save it again as "
        "“CSV UTF-8” and declare `pengodean: utf-8`"
    ]


def test_columns_in_any_order(data: ReadData) -> None:
    rows, problems = data(
        "nilai,kode,variabel,alasan,keterangan,unit_kerja,periode\n5,A,v,,k,Kantor,T1\n", delimiter=","
    )
    assert problems == [] and (rows[0].nilai.text, rows[0].periode.text) == ("5", "T1")


def test_format_must_be_declared(data: ReadData) -> None:
    assert data(HEADER, delimiter=None, format=None)[1] == [
        "1:1 E404 the key `pemisah` is missing here | add `pemisah: …`",
        "1:1 E404 the key `desimal` is missing here | add `desimal: …`",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("xyz.csv", "E501 there is no file `xyz.csv` | write one of: data.csv, folder.csv, link.csv"),
        ("daata.csv", "E501 there is no file `daata.csv` | write `data.csv`"),
        ("folder.csv", "E502 the file `folder.csv` cannot be opened: Is a directory | check what it is, and who may read it"),
        ("data.xlsx", "E504 data cannot be read from `data.xlsx` | save the table as one of: .csv"),
        ("data", "E504 data cannot be read from `data` | save the table as one of: .csv"),
        *(
            (name, f"E503 the file `{name}` does not lie in the folder of the paket | put it there, and write its name "
             "without `..` and without `/` in front")
            for name in ("../luar.csv", "a/../../luar.csv", "/etc/x.csv", "link.csv", "C:\\x.csv", "C:x.csv", "\\\\s\\x.csv",
                         "..\\luar.csv", "sub/link2/luar.csv", "a\0.csv")
        ),
    ],
)  # fmt: skip
def test_files(tmp_path: Path, name: str, expected: str) -> None:
    paket = tmp_path / "paket"
    (paket / "folder.csv").mkdir(parents=True)
    (paket / "sub").mkdir()
    (paket / "data.csv").write_text(HEADER)
    (tmp_path / "luar.csv").write_text(HEADER)
    (paket / "link.csv").symlink_to(tmp_path / "luar.csv")
    (paket / "sub" / "link2").symlink_to(tmp_path)
    source = DataSource(name, Source("k", "x").span(), ";", NumberFormat(","))
    assert told(read_rows(source, paket, "paket")[1]) == ["1:1 " + expected]


def test_files_below_the_paket(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.CSV").write_text(HEADER + ROW)
    source = DataSource("data/a.CSV", Source("k", "x").span(), ";", NumberFormat(","))
    rows, problems = read_rows(source, tmp_path, ".")
    assert problems == () and rows[0].place.source.name == "data/a.CSV"


@given(st.lists(st.lists(st.text('ab"; \n,', max_size=5), min_size=7, max_size=7), max_size=5))
def test_the_same_cells_as_pythons_own_reader(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\n").writerows([COLUMNS, *rows])
    source = DataSource("x.csv", Source("k", "x").span(), ";", NumberFormat(","))
    read, problems = read_csv(text.getvalue().encode(), "x.csv", source)
    assert problems == ()
    cells = [[getattr(row, name).text for name in COLUMNS] for row in read]
    assert cells == [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
