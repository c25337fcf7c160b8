"""The files that a calculation rests on <-> plain data in which every line can be read, and a folder to compute in.

A file keeps the name under which it is found: `paket/…` for those of the office, `rules/<code>/…` for those of a
manual; `versions/<code>/manual.yaml` for what a manual says of itself that was not used, where a version was chosen by
its dates. So nothing of the place where it lay is kept, and the same files give the same data wherever they are.
"""

from __future__ import annotations

import base64
import binascii
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import cast

from engine.data.files import read_inside
from engine.data.paket import names_in, read_paket
from engine.diagnostics.model import Problems
from engine.evidence.canonical import Json
from engine.manual.files import ManualFiles
from engine.manual.read import read_folder, read_versions
from engine.manual.shelves import LOCK, MANUAL, Shelf, yaml_files
from engine.record import dataclass
from engine.source import Source, Span

PAKET = "paket"
RULES = "rules"
VERSIONS = "versions"
MARK = 6
"""Digits of the mark of a line: enough to find the line that was changed, while `sha256` proves that one was."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was read, byte by byte."""

    name: str
    data: bytes


class Reading:
    """Reads manuals as `read_folder` does, and remembers which folders those were, and which manuals they name."""

    def __init__(self) -> None:
        self.folders: dict[str, Path] = {}
        self.named: set[str] = set()

    def folder(self, folder: Path, shown: str, place: Span | None) -> tuple[ManualFiles | None, Problems]:
        """As `read_folder`."""
        self.folders.setdefault(folder.name, folder)
        files, problems = read_folder(folder, shown, place)
        if files is not None and files.form.memakai is not None:
            self.named.add(files.form.memakai.text)
        return files, problems


def read_files(folder: Path, reading: Reading, shelves: tuple[Shelf, ...]) -> tuple[File, ...]:
    """Every file of a paket and of the manuals that were read, in the order of their names. Raises OSError."""
    paket, _ = read_paket(folder)
    names = names_in(paket) if paket else ()
    found = [File(f"{PAKET}/{name}", data) for name in names if (data := _inside(folder, name)) is not None]
    for code, where in reading.folders.items():
        found += [File(f"{RULES}/{code}/{name}", path.read_bytes()) for name, path in files_of_manual(where).items()]
    if paket is not None and not reading.named | {paket.form.manual.text} <= reading.folders.keys():
        found += _heads(reading, shelves)
    return tuple(sorted(found, key=lambda file: file.name))


def files_of_manual(folder: Path) -> dict[str, Path]:
    """What is read of the folder of a manual, by the names in it: its rule files, and the lock of a version."""
    lock = folder / LOCK
    paths = [path for path, _ in yaml_files(folder, "")] + ([lock] if lock.is_file() else [])
    return {path.relative_to(folder).as_posix(): path for path in paths}


def _heads(reading: Reading, shelves: tuple[Shelf, ...]) -> list[File]:
    """What the other versions of the same manuals say of themselves, among which one was chosen. Raises OSError."""
    versions = read_versions(shelves)
    families = {versions.family(code) for code in reading.folders} - {None}
    return [
        File(f"{VERSIONS}/{code}/{MANUAL}", (version.folder / MANUAL).read_bytes())
        for code, version in versions.by_code.items()
        if code not in reading.folders and versions.family(code) in families
    ]


def _inside(folder: Path, name: str) -> bytes | None:
    """What a file of the paket holds; None for one that is not there, or not in the folder of the paket."""
    return read_inside(folder, name, name, None)[0] if (folder / name).is_file() else None


# ---- as plain data


def shape(file: File) -> dict[str, Json]:
    """{name, sha256, text: [line, …], marks} of a text in UTF-8, {name, sha256, base64} of any other file."""
    known: dict[str, Json] = {"name": file.name, "sha256": sha256(file.data).hexdigest()}
    try:
        lines = file.data.decode().split("\n")
    except UnicodeDecodeError:
        return {**known, "base64": base64.b64encode(file.data).decode()}
    return {**known, "marks": "".join(map(mark, lines)), "text": list[Json](lines)}


def content(shape: dict[str, Json]) -> bytes | None:
    """The bytes of a file; None where its base64 is none. Raises UnicodeEncodeError."""
    if "text" in shape:
        return "\n".join(cast(list[str], shape["text"])).encode()
    try:
        return base64.b64decode(str(shape["base64"]), validate=True)
    except (binascii.Error, ValueError):
        return None


def mark(line: str) -> str:
    """What tells a line from nearly all others."""
    return sha256(line.encode()).hexdigest()[:MARK]


def is_safe(name: str) -> bool:
    """Whether a file of this name lies in a folder made for it, on every system."""
    path, windows = PurePosixPath(name), PureWindowsPath(name)
    parts = path.parts
    clean = name == path.as_posix() and "\\" not in name and name.isprintable()
    if not clean or windows.drive or windows.root or ".." in parts:
        return False
    return (parts[0] == PAKET and len(parts) > 1) or (parts[0] in (RULES, VERSIONS) and len(parts) > 2)


# ---- as files again


@contextmanager
def unpacked(files: Iterable[File]) -> Iterator[Path]:
    """A folder that holds these files under their names, and is gone afterwards. Raises OSError."""
    with tempfile.TemporaryDirectory(prefix="rules-") as name:
        folder = Path(name)
        (folder / PAKET).mkdir()
        (folder / RULES).mkdir()
        (folder / VERSIONS).mkdir()
        for file in files:
            path = folder / file.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
        yield folder


def source_of(file: File) -> Source:
    """The text of a file, to show places in it."""
    return Source(file.name, file.data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace"))
