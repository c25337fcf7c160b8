"""The files of a paket. Nothing else in this room opens a file, and none outside the folder of the paket is opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from typing import IO, TypeVar

from engine.data import file_problems as problem
from engine.diagnostics.model import Problems
from engine.manual.places import decode
from engine.source import Source, Span

T = TypeVar("T")


def open_bytes(path: Path) -> bytes:
    """All of a file. Raises OSError as `Path.read_bytes` does."""
    return path.read_bytes()


def read_source(folder: Path, name: str, shown: str) -> tuple[Source | None, Problems]:
    """A file of the paket that is written as rule files are: `kontrak.yaml`, `published.yaml`."""
    label = shown_as(shown, name)
    data, problems = read_inside(folder, name, label, None)
    return (None, problems) if data is None else decode(data, label)


def read_inside(folder: Path, name: str, label: str, place: Span | None) -> tuple[bytes | None, Problems]:
    """A file in this folder or below it, called `label` in messages. `place`: where its name is written."""
    return _tried(folder, name, label, place, open_bytes)


def open_inside(folder: Path, name: str, label: str, place: Span | None) -> tuple[IO[bytes] | None, Problems]:
    """As `read_inside`, but opened, to be read piece by piece."""
    return _tried(folder, name, label, place, lambda path: path.open("rb"))


def _tried(
    folder: Path, name: str, label: str, place: Span | None, opened: Callable[[Path], T]
) -> tuple[T | None, Problems]:
    path = inside(folder, name)
    if path is None:
        return None, (problem.outside_paket(place, label),)
    try:
        return opened(path), ()
    except FileNotFoundError:
        return None, (problem.no_such_file(place, label, _names(path) if place else ()),)
    except OSError as error:
        return None, (problem.unreadable_file(place, label, error.strerror or type(error).__name__),)


def shown_as(shown: str, name: str) -> str:
    """How the person knows a file of the paket; `shown` is the paket as they typed it."""
    return f"{shown.rstrip('/')}/{name}" if shown not in ("", ".") else name


def inside(folder: Path, name: str) -> Path | None:
    """The path of a name, None where it leads out of the folder: by `..`, from the root, or through a link."""
    windows = PureWindowsPath(name)
    if windows.drive or windows.root or ".." in windows.parts or "\0" in name or not windows.parts:
        return None
    path = folder / name
    return path if path.resolve().is_relative_to(folder.resolve()) else None


def _names(path: Path) -> list[str]:
    """What lies beside a missing file with the same ending."""
    try:
        return sorted(one.name for one in path.parent.iterdir() if one.suffix == path.suffix)
    except OSError:
        return []
