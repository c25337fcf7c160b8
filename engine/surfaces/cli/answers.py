"""Whole answers that are kept: what a command wrote and its exit code, for the same words typed at the same place.

An answer is looked for before the arguments are understood, so that a command which was given before costs little more
than the start of Python. It holds as long as all that it rests on is as it was: rule files, contract, data, and this
program. What a run may not look at is kept away from it: without a file of the cache there is no answer.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping, Sequence
from hashlib import sha256

from engine.keeping import records
from engine.keeping.footing import Footing, Look
from engine.keeping.program import program
from engine.surfaces.cli.caching import cache_folder

COMMANDS = ("eval", "explain")
"""Of these answers are kept, and of every question for help."""
HELP = ("--help", "-h")
LANGUAGE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
LOOKS = ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS")


class Answer:
    """An answer that is being given. `heard`: what was written so far, each piece with its stream; `footing`: what it
    rests on."""

    __slots__ = ("file", "footing", "heard", "started")

    def __init__(self, file: str) -> None:
        self.file = file
        self.started = time.time_ns()
        self.heard: list[tuple[str, str]] = []
        self.footing = Footing()

    @property
    def manuals(self) -> str:
        """The folder in which checked manuals are kept."""
        return os.path.join(os.path.dirname(os.path.dirname(self.file)), "manuals")

    def keep(self, code: int) -> None:
        """Keeps the answer with its exit code, if nothing that it rests on was changed in the meantime."""
        if self.footing.holds(self.started):
            known = {"program": program(), "rests_on": self.footing.plain, "observed": self.footing.seen}
            records.write(self.file, {**known, "heard": self.heard, "code": code})


def place_of(arguments: Sequence[str], environ: Mapping[str, str]) -> str | None:
    """The file in which the answer to these arguments is kept, or would be; None where none is."""
    if not arguments or (arguments[0] not in COMMANDS and arguments[-1] not in HELP):
        return None
    folder = cache_folder(os.environ)
    try:
        here = os.getcwd()
    except OSError:
        return None
    if folder is None:
        return None
    looks = [os.environ.get(name) for name in LOOKS] + [_size(sys.stdout), _size(sys.stderr)]
    asked = [list(arguments), here, os.path.realpath("rules"), [environ.get(name) for name in LANGUAGE], looks]
    return os.path.join(folder, "answers", f"{sha256(ascii(asked).encode()).hexdigest()}.json")


def _size(stream: object) -> list[int] | None:
    """The size of a terminal; None for any other stream."""
    if not getattr(stream, "isatty", bool)():
        return None
    try:
        return list(os.get_terminal_size())
    except (OSError, ValueError):
        return []


def given_again(file: str) -> int | None:
    """Gives the answer that is kept in a file, if it still holds; its exit code, or None."""
    data = records.read(file)
    try:
        if data is None or data["program"] != program() or Look().at(data["rests_on"]) != data["observed"]:
            return None
        heard = [(str(stream), str(text)) for stream, text in data["heard"]]
        code = int(data["code"])
    except (LookupError, ValueError, TypeError):
        return None
    for stream, text in heard:
        write(stream, text)
    return code


def write(stream: str, text: str) -> None:
    """Data to standard output, talk to standard error, in their order. Raises OSError."""
    if stream == "out":
        sys.stdout.write(text)
    else:
        sys.stdout.flush()
        sys.stderr.write(text)
