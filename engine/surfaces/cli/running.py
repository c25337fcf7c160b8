"""One run of the command from its arguments to its exit code; nothing that can happen shows a traceback.

0: clean. 1: findings, provisional figures, diagnostics. 2: wrong use, nothing readable, or a mistake of our own.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TextIO

import click

from engine.diagnostics.catalogue import language_for, words
from engine.diagnostics.model import Message, say
from engine.surfaces.cli.exits import CLEAN, WRONG
from engine.surfaces.cli.speaking import PIPE_CLOSED

NAME = "rules"
INTERRUPTED = 130
"""What a shell reports for a program ended by Ctrl-C."""
DEBUG = "RULES_DEBUG"
MOST_DIGITS = 30_000
"""Results have at most 10,000 digits on either side of a fraction bar, more than Python writes by default."""


def main() -> None:
    """The installed command: the arguments and streams of this process."""
    for stream in (sys.stdout, sys.stderr):
        _utf8(stream)
    _start_quickly()
    sys.set_int_max_str_digits(MOST_DIGITS)
    code = run([_decoded(argument) for argument in sys.argv[1:]], os.environ)
    with suppress(OSError):
        sys.stderr.flush()
    # Everything is written. Freeing a hundred thousand objects one by one, as an ordinary end would, is a tenth of a
    # short run, and the system frees them anyway.
    os._exit(code)


def _start_quickly() -> None:
    """What one short run has no use for: looking for garbage every 700 objects, and for plugins of a library."""
    gc.set_threshold(200_000, 50, 100)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Runs one command line; gives its exit code and raises nothing."""
    language = language_for(chosen_language(arguments), environ)
    try:
        code = _called(arguments, language)
        sys.stdout.flush()
        return code
    except click.UsageError as error:
        return _misused(error, language)
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        _silence()
        return PIPE_CLOSED
    except OSError as error:
        _silence()
        return _unwritten(error, language)
    except Exception as error:
        return _at_fault(error, language, debug=bool(environ.get(DEBUG)))


def chosen_language(arguments: Sequence[str]) -> str | None:
    """The value of `--lang`, wherever it stands: help and complaints need it before anything is understood."""
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
        if argument == "--lang" and at + 1 < len(arguments):
            return arguments[at + 1]
    return None


def _called(arguments: Sequence[str], language: str) -> int:
    from engine.surfaces.cli.program import program

    code = program(language).main(list(arguments), prog_name=NAME, standalone_mode=False)
    return code if isinstance(code, int) else CLEAN


def _misused(error: click.UsageError, language: str) -> int:
    from engine.surfaces.cli.usage import complaint

    path = error.ctx.command_path if error.ctx else NAME
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        sys.stderr.write(f"{error.ctx.get_help()}\n")
        return WRONG
    said, fix = complaint(error)
    text = words(said, language) + (f"; {words(fix, language)}" if fix else "")
    hint = words(say("`{command} --help` shows how to use it", command=path), language)
    sys.stderr.write(f"{path}: {text}\n{hint}\n")
    return WRONG


def _unwritten(error: OSError, language: str) -> int:
    from engine.surfaces.cli.system import why

    return _complained(say("reading or writing failed: {why}", why=why(error)), language)


def _complained(message: Message, language: str) -> int:
    with suppress(OSError):
        sys.stderr.write(f"{NAME}: {words(message, language)}\n")
    return WRONG


def _at_fault(error: Exception, language: str, *, debug: bool) -> int:
    """A mistake of ours: one line, and what to do with it."""
    if debug:
        import traceback

        traceback.print_exc()
    message = say(
        "this is a mistake in the program itself, not in your files ({kind}); please report it with the command you"
        " typed and what {variable}=1 shows",
        kind=type(error).__name__,
        variable=DEBUG,
    )
    return _complained(message, language)


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
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
