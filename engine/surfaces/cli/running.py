"""One run of the command from its arguments to its exit code; nothing that can happen shows a traceback.

0: clean. 1: findings, provisional figures, diagnostics. 2: wrong use, nothing readable, or a mistake of our own.
What is loaded here is loaded in every run: the version, and an answer that is kept, need nothing else.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence

from engine.surfaces.cli.exits import CLEAN, INTERRUPTED, PIPE_CLOSED, WRONG

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from engine.diagnostics.model import Message

NAME = "rules"
DEBUG = "RULES_DEBUG"
MOST_DIGITS = 30_000
"""Results have at most 10,000 digits on either side of a fraction bar, more than Python writes by default."""


def main() -> None:
    """The installed command: the arguments and streams of this process."""
    for stream in (sys.stdout, sys.stderr):
        _utf8(stream)
    gc.set_threshold(200_000, 50, 100)  # one short run has no use for looking for garbage every 700 objects
    sys.set_int_max_str_digits(MOST_DIGITS)
    code = run([_decoded(argument) for argument in sys.argv[1:]], os.environ)
    try:
        sys.stderr.flush()
    except OSError:
        pass
    # Everything is written. Freeing a hundred thousand objects one by one, as an ordinary end would, is a tenth of a
    # short run, and the system frees them anyway.
    os._exit(code)


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Runs one command line; gives its exit code and raises nothing."""
    try:
        code = _answered(arguments, environ)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _silence()
        return PIPE_CLOSED
    except OSError as error:
        _silence()
        return _unwritten(error, arguments, environ)
    except Exception as error:
        return _at_fault(error, arguments, environ)


def _answered(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """The quickest of three ways."""
    if list(arguments) == ["--version"]:
        from engine.version import __version__

        sys.stdout.write(f"{NAME} {__version__}\n")
        return CLEAN
    from engine.surfaces.cli.answers import given_again, place_of

    file = place_of(arguments, environ)
    code = None if file is None else given_again(file)
    if code is not None:
        return code
    from engine.surfaces.cli.understanding import understood

    return understood(arguments, environ, file)


def _unwritten(error: OSError, arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    from engine.diagnostics.model import say
    from engine.surfaces.cli.system import why

    return _complained(say("reading or writing failed: {why}", why=why(error)), arguments, environ)


def _at_fault(error: Exception, arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """A mistake of ours: one line, and what to do with it."""
    if environ.get(DEBUG):
        import traceback

        traceback.print_exc()
    from engine.diagnostics.model import say

    message = say(
        "this is a mistake in the program itself, not in your files ({kind}); please report it with the command you"
        " typed and what {variable}=1 shows",
        kind=type(error).__name__,
        variable=DEBUG,
    )
    return _complained(message, arguments, environ)


def _complained(message: Message, arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    from engine.diagnostics.catalogue import language_for, words
    from engine.surfaces.cli.understanding import chosen_language

    language = language_for(chosen_language(arguments), environ)
    try:
        sys.stderr.write(f"{NAME}: {words(message, language)}\n")
    except OSError:
        pass
    return WRONG


def _utf8(stream: TextIO) -> None:
    """UTF-8 and plain line ends, whatever the locale says."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _decoded(argument: str) -> str:
    """An argument read as UTF-8, whatever the locale says."""
    return os.fsencode(argument).decode("utf-8", "surrogateescape")


def _silence() -> None:
    """Nobody reads any more: what is still to be written goes nowhere, at the end of the process too."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
