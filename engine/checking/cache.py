"""Results that are kept from one run to the next, each with what it rests on: files, folders, and the program itself.

A result is used only if everything that it rests on is as it was; so nothing has to be told apart by dates, and what is
found is the same with and without a cache. A record is JSON, is only read if it belongs to the person alone, and is
ignored if it is damaged or of another program.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from typing import Any

from engine.checking.find import OF_PAKET, Subject
from engine.checking.model import Result
from engine.checking.stored import from_data, to_data
from engine.home import ENGINE, grammar_file
from engine.manual.shelves import LOCK, Shelf, folders, yaml_files
from engine.record import dataclass
from engine.version import __version__

MOST_RECORDS = 1_000
MOST_BYTES = 32 * 2**20
LAG = 50_000_000
"""Nanoseconds that the clock of a file system may be behind."""
UNREADABLE = ("E405", "E501", "E502", "E503", "E504")
"""What is not there cannot be compared the next time."""
LIBRARIES = ("lark", "pydantic", "yaml")


@dataclass(slots=True)
class Cache:
    """The records in a folder, which is made when the first is kept."""

    folder: Path
    started: int = field(default_factory=time.time_ns)
    program: str = field(default_factory=lambda: program())
    digests: dict[Path, str | None] = field(default_factory=dict)

    def load(self, subject: Subject, shelves: tuple[Shelf, ...], called: dict[Path, str]) -> Result | None:
        """The result that is known, if it still holds. `called`: what folders are called in this run."""
        data = _read(self._file(subject, shelves))
        try:
            if data is None or data["program"] != self.program or self._observed(data["rests_on"]) != data["observed"]:
                return None
            result = from_data(data["result"], subject)
        except (LookupError, ValueError, TypeError, AttributeError):
            return None
        if any(called.get(folder, name) != name for name, folder in result.folders.items()):
            return None
        called.update({folder: name for name, folder in result.folders.items()})
        return result

    def save(self, result: Result, shelves: tuple[Shelf, ...]) -> None:
        """Keeps a result, if all that it rests on is known and older than this run."""
        whole = result.folders if result.subject.kind != "file" else result.files
        if not whole or any(one.code in UNREADABLE for one in result.opened) or self._is_new(result):
            return
        rests_on = _rests_on(result, shelves)
        observed = self._observed(rests_on)
        data = {"program": self.program, "rests_on": rests_on, "observed": observed, "result": to_data(result)}
        with suppress(OSError):
            _write(self._file(result.subject, shelves), data)

    def _file(self, subject: Subject, shelves: tuple[Shelf, ...]) -> Path:
        asked = [subject.kind, os.path.abspath(subject.path), subject.shown, _plain(shelves)]
        return self.folder / f"{sha256(json.dumps(asked).encode()).hexdigest()}.json"

    def _observed(self, rests_on: Mapping[str, Any]) -> list[Any]:
        """What is there now, of all that a result rests on."""
        return [
            [[name.name for name, _ in folders(Shelf(Path(folder), shown))] for folder, shown in rests_on["shelves"]],
            [
                [[name, self._digest(path)] for path, name in yaml_files(Path(folder), shown)]
                + [[LOCK, self._digest(Path(folder) / LOCK)]]
                for folder, shown in rests_on["folders"]
            ],
            [self._digest(Path(path)) for path in rests_on["files"]],
        ]

    def _digest(self, path: Path) -> str | None:
        if path not in self.digests:
            try:
                self.digests[path] = sha256(path.read_bytes()).hexdigest()
            except OSError:
                self.digests[path] = None
        return self.digests[path]

    def _is_new(self, result: Result) -> bool:
        """Whether a file was changed since the run began: perhaps after it was read."""
        try:
            return any(path.stat().st_mtime_ns >= self.started - LAG for path in result.files.values())
        except OSError:
            return True


def _rests_on(result: Result, shelves: tuple[Shelf, ...]) -> dict[str, Any]:
    """Where manuals were looked for, the folders of those found, and the files of a paket that there are or may be."""
    of_manuals = {name for names in result.manuals.values() for name in names}
    own = [path for name, path in result.files.items() if name not in of_manuals]
    own += [path for path in result.beside.values() if path not in own]
    if result.subject.kind == "paket":
        own += [path for name in OF_PAKET if (path := result.subject.path / name) not in own]
    return {
        "shelves": _plain(shelves),
        "folders": [[str(folder), name] for name, folder in result.folders.items()],
        "files": [str(path) for path in own],
    }


def _plain(shelves: tuple[Shelf, ...]) -> list[list[str]]:
    return [[str(shelf.folder), shelf.shown] for shelf in shelves]


def program() -> str:
    """What tells this program from any other: its version and its modules, the grammar, the libraries it reads with."""
    from importlib.util import find_spec

    found = [__version__, sys.version]
    for folder, inner, files in os.walk(ENGINE):
        inner[:] = sorted(one for one in inner if one not in ("__pycache__", "_data"))
        found += [_stamp(os.path.join(folder, name)) for name in sorted(files) if name.endswith(".py")]
    origins = [spec.origin for name in LIBRARIES if (spec := find_spec(name)) is not None and spec.origin]
    found += [_stamp(path) for path in (*origins, str(grammar_file()))]
    return sha256("\n".join(found).encode()).hexdigest()


def _stamp(path: str) -> str:
    try:
        found = os.stat(path)
    except OSError:
        return path
    return f"{path} {found.st_size} {found.st_mtime_ns}"


# ---- records


def _read(file: Path) -> Any:
    """The data of a record; None if there is none, or it is not as this program writes it for this person alone."""
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as opened:
            if not _is_own(os.fstat(opened.fileno())):
                return None
            digest, _, body = opened.read(MOST_BYTES).partition(b"\n")
        return json.loads(body) if digest == sha256(body).hexdigest().encode() else None
    except (OSError, ValueError, RecursionError):
        return None


def _write(file: Path, data: object) -> None:
    """Raises OSError."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    if len(body) >= MOST_BYTES // 2:
        return
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_own(file.parent.stat()):
        return
    _forget(file.parent)
    descriptor, temporary = tempfile.mkstemp(dir=file.parent)  # for the person alone
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(sha256(body).hexdigest().encode() + b"\n" + body)
    os.replace(temporary, file)


def _is_own(found: os.stat_result) -> bool:
    """Whether nobody else can have written it."""
    if os.name == "nt":
        return True
    return found.st_uid == os.geteuid() and not stat.S_IMODE(found.st_mode) & 0o022


def _forget(folder: Path) -> None:
    """The oldest records, where there are too many."""
    records = [path for path in folder.iterdir() if path.is_file()]
    if len(records) >= MOST_RECORDS:
        for path in sorted(records, key=lambda path: path.stat().st_mtime)[: MOST_RECORDS // 10]:
            path.unlink(missing_ok=True)
