"""The folder of a paket -> its contract, the rows of its data files, and the published figures, if it has any."""

from __future__ import annotations

from pathlib import Path

from engine.data.file_problems import no_paket
from engine.data.files import read_source, shown_as
from engine.data.kontrak import data_sources, read_kontrak
from engine.data.model import KontrakForm
from engine.data.published import Printed, read_published
from engine.data.rows import read_rows
from engine.data.tidy import Row
from engine.diagnostics.model import Diagnostic, Problems
from engine.record import dataclass

KONTRAK = "kontrak.yaml"
PUBLISHED = "published.yaml"


@dataclass(frozen=True, slots=True)
class Paket:
    """What is in the folder, before the manual is known; `shown` is the folder as the person typed it."""

    shown: str
    form: KontrakForm
    rows: tuple[Row, ...]
    published: tuple[Printed, ...]


def read_paket(folder: Path) -> tuple[Paket | None, Problems]:
    """All files of a paket. None if its contract cannot be read; what is wrong elsewhere is left out."""
    shown = folder.as_posix()
    if not folder.is_dir():
        return None, (no_paket(shown),)
    source, problems = read_source(folder, KONTRAK, shown)
    if source is None:
        return None, problems
    form, found = read_kontrak(source)
    if form is None:
        return None, found
    rows, in_data = _rows(form, folder, shown)
    published, in_published = _published(folder, shown)
    return Paket(shown, form, rows, published), (*found, *in_data, *in_published)


def files_of(folder: Path, paket: Paket | None) -> dict[str, Path]:
    """The files of a paket by the names that problems have for them; of one that cannot be read only its contract."""
    data = [source.name for source in data_sources(paket.form)[0]] if paket else []
    there = (name for name in (KONTRAK, PUBLISHED, *data) if (folder / name).is_file())
    return {shown_as(folder.as_posix(), name): folder / name for name in there}


def _rows(form: KontrakForm, folder: Path, shown: str) -> tuple[tuple[Row, ...], Problems]:
    sources, problems = data_sources(form)
    rows: list[Row] = []
    found: list[Diagnostic] = list(problems)
    for source in sources:
        some, more = read_rows(source, folder, shown)
        rows += some
        found += more
    return tuple(rows), tuple(found)


def _published(folder: Path, shown: str) -> tuple[tuple[Printed, ...], Problems]:
    if not (folder / PUBLISHED).exists():
        return (), ()
    source, problems = read_source(folder, PUBLISHED, shown)
    return ((), problems) if source is None else read_published(source)
