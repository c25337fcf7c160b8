"""The two streams, and whether and how to speak on them: language, colour, width. Data go out, talk goes to stderr."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from typing import TextIO

from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Message
from engine.record import dataclass
from engine.surfaces.cli.answers import write

PIPE_WIDTH = 100
"""Lines of a file or a pipe are laid out for this width, so that the bytes never depend on a terminal."""
NARROWEST = 40
STYLES = {"green": "32", "yellow": "33", "red": "31", "grey": "90", "blue": "34", "bold": "1", "faint": "2"}


@dataclass(frozen=True, slots=True)
class Console:
    """How to speak in this run. `colour` is that of standard output, `error_colour` that of standard error. `heard` is
    told what is said, where that is kept."""

    language: str
    colour: bool = False
    error_colour: bool = False
    width: int = PIPE_WIDTH
    heard: list[tuple[str, str]] | None = None

    def words(self, message: Message) -> str:
        """The message in the language of this run."""
        return words(message, self.language)

    def painted(self, text: str, style: str) -> str:
        """The text in a style of `STYLES`, where standard output has colour."""
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if self.colour and text else text

    def out(self, text: str) -> None:
        """Data."""
        self._say("out", text)

    def talk(self, text: str) -> None:
        """Everything that is no data."""
        self._say("err", text)

    def _say(self, stream: str, text: str) -> None:
        if self.heard is not None:
            self.heard.append((stream, text))
        write(stream, text)


def console(language: str, flag: bool | None, environ: Mapping[str, str]) -> Console:
    """The console of this process; `flag` is `--color` or `--no-color`."""
    return Console(
        language,
        coloured(flag, environ, tty=sys.stdout.isatty()),
        coloured(flag, environ, tty=sys.stderr.isatty()),
        _width(sys.stdout),
    )


def coloured(flag: bool | None, environ: Mapping[str, str], *, tty: bool) -> bool:
    """The option, then NO_COLOR, then FORCE_COLOR, then TERM=dumb, then whether it is a terminal."""
    if flag is not None:
        return flag
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return tty and environ.get("TERM") != "dumb"


def _width(stream: TextIO) -> int:
    return max(shutil.get_terminal_size().columns, NARROWEST) if stream.isatty() else PIPE_WIDTH


def visible(text: str) -> str:
    """Text of a file that cannot steer a terminal: one line, and only characters that can be seen."""
    return "".join(letter if letter.isprintable() else " " if letter.isspace() else "�" for letter in text)
