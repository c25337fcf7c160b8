"""A data file as declared -> its rows. What a row says is not looked at here."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from engine.data import file_problems as problem
from engine.data.files import read_inside, shown_as
from engine.data.readers import READERS
from engine.data.tidy import DataSource, Row
from engine.diagnostics.model import Problems


def read_rows(source: DataSource, folder: Path, shown: str) -> tuple[tuple[Row, ...], Problems]:
    """The rows of a file in `folder`, the paket, which the person calls `shown`. Rows that are wrong are left out."""
    reader = READERS.get(PurePosixPath(source.name).suffix.lower())
    if reader is None:
        return (), (problem.unknown_kind(source.place, source.name, READERS),)
    data, problems = read_inside(folder, source.name, source.name, source.place)
    if data is None:
        return (), problems
    return reader(data, shown_as(shown, source.name), source)
