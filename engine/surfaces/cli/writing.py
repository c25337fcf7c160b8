"""A file gets a new text: all of it or nothing, and every byte that was not meant stays as it is."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def rewritten(path: Path, old: str, new: str) -> bool:
    """Puts `new` in the place of `old`, in UTF-8. False, and nothing is done, where the file does not hold `old` now.

    Raises OSError. A program that reads the file meanwhile sees all of the one text or all of the other.
    """
    data = path.read_bytes()
    mark = BYTE_ORDER_MARK if data.startswith(BYTE_ORDER_MARK) else b""
    if data != mark + old.encode():
        return False
    replace(path, mark + new.encode())
    return True


def created(path: Path, text: str) -> None:
    """A new file with this text, in UTF-8. Raises OSError, also where there is one already; then that stays."""
    with path.open("xb"):
        pass
    try:
        replace(path, text.encode())
    except BaseException:
        with suppress(OSError):
            os.unlink(path)
        raise


def replace(path: Path, data: bytes) -> None:
    """The file with these bytes instead of its own, with the permissions that it has; or a new file. Raises OSError."""
    with _in_its_place(path) as file:
        file.write(data)


@contextmanager
def streamed(path: Path) -> Iterator[Callable[[str], object]]:
    """A file that is written piece by piece, and is there under its name only when all of it is. Raises OSError."""
    with _in_its_place(path) as file:
        yield lambda text: file.write(text.encode("utf-8"))


@contextmanager
def _in_its_place(path: Path) -> Iterator[BinaryIO]:
    """A file beside it that takes its place, and its permissions, when it is complete."""
    place = path.resolve()  # a link stays a link
    descriptor, temporary = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, place.stat().st_mode & 0o7777 if place.exists() else _of_new_files())
        os.replace(temporary, place)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _of_new_files() -> int:
    """The permissions that this person gives to new files."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
