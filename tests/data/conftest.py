"""Readers for short contracts and data files."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.data.dataset import DataSet, conform_rows
from engine.data.kontrak import Kontrak, conform_kontrak, read_kontrak
from engine.data.rows import read_rows
from engine.data.tidy import DataSource, Row
from engine.manual.checked import Manual
from engine.manual.written import NumberFormat
from engine.source import Source
from tests.data.small import HEADER, TREE, Conform, ReadContract, ReadData, small_manual, told


@pytest.fixture(scope="session")
def manual() -> Manual:
    return small_manual()


@pytest.fixture
def contract(manual: Manual) -> ReadContract:
    def read(text: str) -> tuple[Kontrak, list[str]]:
        form, problems = read_kontrak(Source("paket/kontrak.yaml", text))
        assert form is not None, told(problems)
        kontrak, more = conform_kontrak(form, manual)
        return kontrak, told((*problems, *more))

    return read


@pytest.fixture
def data(tmp_path: Path) -> ReadData:
    """Reads these bytes as `data.csv`, declared with `;`, decimal `,` and thousands `.`."""

    def read(content: bytes | str, **declared: object) -> tuple[tuple[Row, ...], list[str]]:
        (tmp_path / "data.csv").write_bytes(content.encode() if isinstance(content, str) else content)
        usual: dict[str, object] = {"delimiter": ";", "format": NumberFormat(",", "."), "encoding": "utf-8"}
        source = DataSource("data.csv", Source("kontrak.yaml", "data.csv").span(), **usual | declared)  # type: ignore[arg-type]
        rows, problems = read_rows(source, tmp_path, "paket")
        return rows, told(problems)

    return read


@pytest.fixture
def conformed(manual: Manual, contract: ReadContract, data: ReadData) -> Conform:
    """Lines of data below the header, with the usual contract."""

    def conform(lines: str, kontrak: str = TREE) -> tuple[DataSet, list[str]]:
        rows, problems = data(HEADER + lines)
        assert problems == []
        found, more = conform_rows(rows, contract(kontrak)[0], manual)
        return found, told(more)

    return conform
