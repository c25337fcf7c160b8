"""Where manuals lie. Folders are looked into; no file is opened, and nothing heavy is loaded."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.home import ENGINE, rules_folder
from engine.record import dataclass

MANUAL = "manual.yaml"
LOCK = "kunci.yaml"
"""The lock of an established version; it lies among the rules and is none of them."""
RULES = ".yaml"
"""How rule files end."""
CASES = ".uji.yaml"
"""How files of cases end; they lie among the rules and are none of them."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder in which manuals lie, each in a folder of its own; `shown` is how the person knows it."""

    folder: Path
    shown: str


def shelves(paket: Shelf, manual: Path | None) -> tuple[Shelf, ...]:
    """Where manuals are looked for: in the folder named, in and beside the paket, and around."""
    named = (Shelf(manual, manual.as_posix()),) if manual else ()
    return (*named, paket, Shelf(_above(paket.folder), _above(Path(paket.shown)).as_posix()), *around())


def around() -> tuple[Shelf, ...]:
    """Where the person is: `rules` in the current folder, that folder itself, and the manuals that come along."""
    here = Path.cwd()
    return Shelf(here / "rules", "rules"), Shelf(here, "."), shipped()


def _above(folder: Path) -> Path:
    """The folder that holds it; that of `.` is `..`."""
    return Path(os.path.normpath(folder / ".."))


def shipped() -> Shelf:
    """The manuals that come along; called by their whole path where `rules` is another folder of the person's."""
    own, folder = Path("rules"), rules_folder()
    other = own.is_dir() and not own.samefile(folder)
    return Shelf(folder, folder.as_posix() if other else "rules")


def comes_along(path: Path) -> bool:
    """Whether a file belongs to the program and not to the person, who may change it only where they work on it: in a
    checkout, below the current folder."""
    place = path.resolve()
    theirs = place.is_relative_to(rules_folder().resolve()) and not place.is_relative_to(Path.cwd())
    return theirs or place.is_relative_to(ENGINE)


def folders(shelf: Shelf) -> list[tuple[Path, str]]:
    """The folders of manuals on a shelf; a shelf may be such a folder itself."""
    where = os.fspath(shelf.folder)
    if os.path.isfile(os.path.join(where, MANUAL)):
        return [(shelf.folder.resolve(), shelf.shown)]
    try:
        inner = os.listdir(where)
    except OSError:  # it is not there, or may not be looked into
        return []
    found = sorted(shelf.folder / name for name in inner if os.path.isfile(os.path.join(where, name, MANUAL)))
    return [(one, f"{shelf.shown}/{one.name}".removeprefix("./")) for one in found]


def copies(read: Iterable[Path], shelves: tuple[Shelf, ...]) -> list[Path]:
    """These folders, and others of the same names on the shelves, with which they are compared."""
    lying = [folder for shelf in shelves for folder, _ in folders(shelf)]
    found = (same for folder in read for same in (folder, *(one for one in lying if one.name == folder.name)))
    return list(dict.fromkeys(found))


def yaml_files(folder: Path, shown: str) -> Iterator[tuple[Path, str]]:
    """The files of a manual's folder, each with the name that the person knows it by."""
    return (one for one in _files(folder, shown, RULES) if one[0].name != LOCK and not one[0].name.endswith(CASES))


def case_files(folder: Path, shown: str) -> Iterator[tuple[Path, str]]:
    """The files of cases in the folder of a manual or a paket."""
    return _files(folder, shown, CASES)


def _files(folder: Path, shown: str, ending: str) -> Iterator[tuple[Path, str]]:
    """Those that end so, here and below. No link to a folder is followed, so that only a link can lead outside."""
    found = [
        Path(above, name)
        for above, _, names in os.walk(folder)
        for name in names
        if os.path.normcase(name).endswith(ending)
    ]
    for path in sorted(found):
        if is_inside(path, folder.resolve()) if os.path.islink(path) else os.path.isfile(path):
            yield path, f"{shown}/{path.relative_to(folder).as_posix()}".removeprefix("./")


def alike(folder: Path, other: Path) -> bool:
    """Whether two folders hold the same manual to the byte, so that it makes no difference which of them is used: a
    checkout and the program installed from it. False where a file cannot be read."""
    try:
        return _contents(folder) == _contents(other)
    except OSError:
        return False


def _contents(folder: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for path, name in _files(folder, "", RULES) if not name.endswith(CASES)}


def is_inside(path: Path, folder: Path) -> bool:
    """Whether this is a file that lies in the folder, also behind a link."""
    return path.is_file() and path.resolve().is_relative_to(folder)
