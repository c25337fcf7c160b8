"""Manuals -> what a result rests on of them: where they were looked for, and the files of those that were read."""

from __future__ import annotations

from pathlib import Path

from engine.diagnostics.model import Problems
from engine.keeping.footing import Footing
from engine.manual.files import ManualFiles
from engine.manual.read import ReadFolder, read_folder
from engine.manual.shelves import CASES, MANUAL, RULES, Shelf
from engine.source import Span


def rest_on_shelves(footing: Footing, shelves: tuple[Shelf, ...]) -> None:
    """Which manuals there are, and what they say of themselves."""
    for shelf in shelves:
        footing.shelf(shelf.folder, MANUAL)


def rest_on_folder(footing: Footing, folder: Path) -> None:
    """The files of a manual, its lock among them."""
    footing.tree(folder, RULES, CASES)


def noting(footing: Footing) -> ReadFolder:
    """Reads folders as `read_folder` does, and notes what is read."""

    def read(folder: Path, shown: str, place: Span | None) -> tuple[ManualFiles | None, Problems]:
        rest_on_folder(footing, folder)
        return read_folder(folder, shown, place)

    return read
