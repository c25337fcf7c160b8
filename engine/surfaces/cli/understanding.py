"""Arguments -> the command that they name, run; or what is wrong with them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

import click

from engine.diagnostics.catalogue import language_for, words
from engine.diagnostics.model import say
from engine.surfaces.cli.answers import Answer
from engine.surfaces.cli.exits import CLEAN, INTERRUPTED, WRONG
from engine.surfaces.cli.running import NAME


def understood(arguments: Sequence[str], environ: Mapping[str, str], file: str | None = None) -> int:
    """The exit code of a command line. `file`: where its answer may be kept. Raises what the command raises, but for
    complaints about its use."""
    from engine.surfaces.cli.program import program

    language = language_for(chosen_language(arguments), environ)
    answer = None if file is None else Answer(file)
    try:
        code = program(language).main(list(arguments), prog_name=NAME, standalone_mode=False, obj=answer)
        return code if isinstance(code, int) else CLEAN
    except click.UsageError as error:
        return _misused(error, language)
    except click.Abort:
        return INTERRUPTED


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
