"""`REVISION:folder` -> that folder as git has it, in a folder of its own. The working tree is neither read nor touched.

Only what rules and contracts are in is taken: no links, nothing that is run.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from engine.record import dataclass

WANTED = ".yaml"
FILE = ("100644", "100755")
"""The modes of plain files."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A name as typed: what git calls a version, and a folder in it, seen from the top."""

    revision: str
    path: PurePosixPath


def revision_of(name: str) -> Revision | None:
    """The version that a name speaks of; None for a file or folder that is there, or a name without a colon."""
    revision, colon, path = name.partition(":")
    if not colon or not revision or os.path.exists(name):
        return None
    here = PurePosixPath(path)
    if path.startswith(("./", "../")):
        here = PurePosixPath(os.path.normpath(f"{_git('rev-parse', '--show-prefix') or ''}{path}"))
    return Revision(revision, here)


def files_of(one: Revision) -> dict[PurePosixPath, bytes] | None:
    """The files of a version that may be rules or contracts, by their path. None if git knows no such version."""
    commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{one.revision}^{{commit}}")
    listed = _git("ls-tree", "-r", "-z", "--full-tree", commit.strip()) if commit else None
    if listed is None:
        return None
    wanted = dict(_wanted(listed))
    return dict(zip(wanted, _contents(tuple(wanted.values())), strict=True))


def written(files: dict[PurePosixPath, bytes], folder: Path) -> None:
    """The files in this folder, which is empty."""
    for path, data in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def _wanted(listed: str) -> Iterator[tuple[PurePosixPath, str]]:
    for line in filter(None, listed.split("\0")):
        about, _, name = line.partition("\t")
        mode, _, blob = about.split()
        path = PurePosixPath(name)
        if mode in FILE and path.suffix == WANTED and ".." not in path.parts and not path.is_absolute():
            yield path, blob


def _contents(blobs: tuple[str, ...]) -> Iterator[bytes]:
    """What is in these, in order: after a line about each, as many bytes as it says, and a line end."""
    asked = "".join(f"{blob}\n" for blob in blobs).encode()
    done = subprocess.run(["git", "cat-file", "--batch"], input=asked, capture_output=True, check=True)
    at = 0
    for _ in blobs:
        end = done.stdout.index(b"\n", at)
        size = int(done.stdout[at:end].split()[2])
        yield done.stdout[end + 1 : end + 1 + size]
        at = end + size + 2


def _git(*arguments: str) -> str | None:
    """What git says; None where it does not know, or is not there."""
    environ = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, env=environ, check=False)
    except OSError:
        return None
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n") if done.returncode == 0 else None
