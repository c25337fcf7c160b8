"""Data <-> a file of JSON for the person alone; what another may have written, or what is damaged, is ignored."""

from __future__ import annotations

import os
import stat
import time
from hashlib import sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MOST_RECORDS = 1_000
MOST_BYTES = 32 * 2**20


def read(file: str) -> Any:
    """The data of a record; None if there is none, or it is not as this program writes it for this person alone."""
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as opened:
            if not _is_own(os.fstat(opened.fileno())):
                return None
            digest, _, body = opened.read(MOST_BYTES).partition(b"\n")
        import json

        return json.loads(body) if digest == sha256(body).hexdigest().encode() else None
    except (OSError, ValueError, RecursionError):
        return None


def write(file: str, data: object) -> None:
    """Keeps data whole or not at all, also where others write the same record. Data that are very large are not kept,
    nor is anything where the folder cannot be made or is not the person's own."""
    import json

    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    if len(body) >= MOST_BYTES // 2:
        return
    try:
        _replace(file, sha256(body).hexdigest().encode() + b"\n" + body)
    except OSError:
        return


def _replace(file: str, text: bytes) -> None:
    """Raises OSError."""
    folder = os.path.dirname(file)
    os.makedirs(os.path.dirname(folder), mode=0o700, exist_ok=True)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    if not _is_own(os.stat(folder)):
        return
    _forget(folder)
    temporary = f"{file}.{os.getpid()}.{time.time_ns()}"
    new = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(temporary, new, 0o600), "wb") as opened:  # for the person alone
            opened.write(text)
        os.replace(temporary, file)
    except OSError:
        _remove(temporary)


def _is_own(found: os.stat_result) -> bool:
    """Whether nobody else can have written it."""
    if os.name == "nt":
        return True
    return found.st_uid == os.geteuid() and not stat.S_IMODE(found.st_mode) & 0o022


def _forget(folder: str) -> None:
    """The oldest records, where there are too many. Another process may be doing the same."""
    with os.scandir(folder) as found:
        records = [one.path for one in found if one.is_file(follow_symlinks=False)]
    if len(records) < MOST_RECORDS:
        return
    for path in sorted(records, key=_changed)[: MOST_RECORDS // 10]:
        _remove(path)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def _changed(path: str) -> float:
    try:
        return os.stat(path, follow_symlinks=False).st_mtime
    except OSError:
        return 0.0
