"""Bytes of a data file -> rows. One reader for each kind of file, told by the end of its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.data.readers.csv import read_csv
from engine.data.tidy import DataSource, Row
from engine.diagnostics.model import Problems

Reader = Callable[[bytes, str, DataSource], tuple[tuple[Row, ...], Problems]]

READERS: Mapping[str, Reader] = {".csv": read_csv}
