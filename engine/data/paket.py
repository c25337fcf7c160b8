"""The folder of a paket -> its contract, the rows of its data files, and the published figures, if it has any."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from engine.data.file_problems import no_paket
from engine.data.files import inside, read_source, shown_as
from engine.data.kontrak import data_sources, office_sources, read_kontrak
from engine.data.model import KontrakForm
from engine.data.published import Printed, PrintedTable, Published, read_published
from engine.data.rows import read_rows
from engine.data.tidy import Row
from engine.diagnostics.model import Diagnostic, Problems
from engine.keeping.footing import UNREADABLE, Footing
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
    tables: tuple[PrintedTable, ...] = ()


def read_paket(folder: Path, shown: str | None = None, footing: Footing | None = None) -> tuple[Paket | None, Problems]:
    """All files of a paket, called `shown`. None if its contract cannot be read; what else is wrong is left out, and so
    are the rows of many offices, which are read office by office.

    `footing` is told of each file before it is read.
    """
    shown = folder.as_posix() if shown is None else shown
    if not folder.is_dir():
        return None, (no_paket(shown),)
    if footing is not None:
        footing.file(folder / KONTRAK)
        footing.file(folder / PUBLISHED)
    source, problems = read_source(folder, KONTRAK, shown)
    if source is None:
        return None, problems
    form, found = read_kontrak(source)
    if form is None:
        return None, found
    rows, in_data = ((), ()) if form.kantor else _rows(form, folder, shown, footing)
    published, in_published = _published(folder, shown)
    if footing is not None and any(one.code in UNREADABLE for one in (*in_data, *in_published)):
        footing.sink()
    return Paket(shown, form, rows, published.entries, published.tables), (*found, *in_data, *in_published)


def files_of(folder: Path, paket: Paket | None) -> dict[str, Path]:
    """The files of a paket by the names that problems have for them; of one that cannot be read only its contract."""
    names = names_in(paket) if paket else (KONTRAK, PUBLISHED)
    return {shown_as(folder.as_posix(), name): folder / name for name in names if (folder / name).is_file()}


def names_in(paket: Paket) -> tuple[str, ...]:
    """The files that a paket has or may have, as they are called in its folder: `data/q1.csv`."""
    sources = (*data_sources(paket.form)[0], *office_sources(paket.form)[0])
    data = (PurePosixPath(source.name).as_posix() for source in sources)
    return tuple(dict.fromkeys((KONTRAK, PUBLISHED, *data)))


def _rows(form: KontrakForm, folder: Path, shown: str, footing: Footing | None) -> tuple[tuple[Row, ...], Problems]:
    sources, problems = data_sources(form)
    rows: list[Row] = []
    found: list[Diagnostic] = list(problems)
    for source in sources:
        path = inside(folder, source.name)
        if footing is not None and path is not None:
            footing.file(path)
        some, more = read_rows(source, folder, shown)
        rows += some
        found += more
    return tuple(rows), tuple(found)


def _published(folder: Path, shown: str) -> tuple[Published, Problems]:
    if not (folder / PUBLISHED).exists():
        return Published(), ()
    source, problems = read_source(folder, PUBLISHED, shown)
    return (Published(), problems) if source is None else read_published(source)
