"""Two contents of one file -> what it changes, beside all other files of its manual or paket as they lie here.

This is what git asks for: it calls a program that compares once for each file, and does not say which versions they are
of. As everything else is the same on both sides, every change is one of this file.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.checking.find import KONTRAK
from engine.difference.difference import Difference, difference
from engine.difference.named import Side, read_manual, read_office
from engine.manual.shelves import MANUAL, Shelf, shelves, yaml_files


def difference_of_file(path: str, before: Path | None, after: Path | None) -> Difference | None:
    """What the file at `path` changes. None where it is no rule file and no contract, or cannot be read as one."""
    file = Path(path)
    kind = KONTRAK if file.name == KONTRAK else MANUAL
    owner = next((folder for folder in file.parents if _is(folder, file, kind)), None)
    if owner is None:
        return None
    one, other = _side(owner, file, before, kind), _side(owner, file, after, kind)
    return None if one is None or other is None else difference(one, other)[0]


def _is(folder: Path, file: Path, kind: str) -> bool:
    """Whether a folder is the manual or paket of a file; its chief file may be the one that is gone."""
    return (folder / kind).is_file() or folder / kind == file


def _side(owner: Path, file: Path, content: Path | None, kind: str) -> Side | None:
    """The manual or paket with this content of the file."""
    code = owner.resolve().name
    with TemporaryDirectory(prefix="rules-") as top:
        folder = Path(top).resolve() / code
        shutil.copytree(owner, folder, ignore=shutil.ignore_patterns(".*"))
        place = folder / file.relative_to(owner)
        _put(place, content)
        if kind == MANUAL and content is not None and place not in dict(yaml_files(folder, "")):
            return None
        own, around = Shelf(folder, owner.as_posix()), shelves(Shelf(owner, owner.as_posix()), None)
        if kind == MANUAL:
            return read_manual(file.as_posix(), code, (own, *around))[0]
        return read_office(folder, owner.as_posix(), around)[0]


def _put(place: Path, content: Path | None) -> None:
    if content is None:
        place.unlink(missing_ok=True)
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.read_bytes())
