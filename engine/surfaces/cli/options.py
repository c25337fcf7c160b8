"""The options that commands share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Message, say
from engine.surfaces.cli.completing import periods
from engine.surfaces.cli.speaking import OneOf, WrongUse

FORMATS = ("text", "json")
LANGUAGES = ("id", "en")


def option(language: str, name: str, about: Message, **more: Any) -> click.Option:
    """An option with its help in this language."""
    return click.Option([name], help=words(about, language), **more)


def paket_options(language: str, formats: Sequence[str] = FORMATS) -> list[click.Option]:
    """What every command about a paket takes."""
    about = say("how to print the result")
    return [*which_figures(language), option(language, "--format", about, type=OneOf(formats), default=None)]


def which_figures(language: str) -> list[click.Option]:
    """The period of a paket, and by which manuals."""
    return [
        option(
            language, "--periode", say("the period; without it the last one of the manual"),
            metavar="PERIODE", shell_complete=periods,
        ),
        option(
            language, "--manual", say("a folder in which manuals are looked for first"),
            metavar="DIR", type=click.Path(),
        ),
    ]  # fmt: skip


def folder_of_manuals(name: str | None, option: str = "--manual") -> Path | None:
    """The folder of manuals that an option names. Raises WrongUse if it is none."""
    if name is None:
        return None
    if not name or not Path(name).is_dir():
        fix = say("write after {option} a folder in which manuals lie", option=option)
        raise WrongUse(say("there is no folder `{name}`", name=name), fix)
    return Path(name)


def speech(language: str) -> list[click.Option]:
    """How to speak, and how colourfully."""
    about = words(say("colour, or none; otherwise as the terminal and NO_COLOR say"), language)
    return [lang(language), click.Option(["--color/--no-color"], default=None, help=about)]


def lang(language: str) -> click.Option:
    """It was looked at before anything else, and is declared here for help, completion and complaints."""
    about = say("the language of messages; otherwise that of your system")
    return option(language, "--lang", about, type=OneOf(LANGUAGES), expose_value=False)


def version(language: str) -> click.Option:
    """`--version`."""

    def show(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            from engine.version import __version__

            click.echo(f"rules {__version__}")
            ctx.exit()

    about = words(say("show the version"), language)
    return click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show, help=about)
