"""`rules code`: what can be typed. What it does is in `coding`."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.console import console
from engine.surfaces.cli.options import FORMATS, option, speech
from engine.surfaces.cli.speaking import Command, Help, OneOf


def command(language: str, about: Message) -> Command:
    """The command, speaking this language."""
    params = [
        click.Argument(["codes"], nargs=-1, metavar="CODE", shell_complete=_completed),
        option(language, "--format", say("how to print the result"), type=OneOf(FORMATS), default=None),
        *speech(language),
    ]
    return Command("code", _help(language, about), params, _run(language))


def _help(language: str, about: Message) -> Help:
    return Help(
        language,
        about,
        ("rules code [CODE] [--format text|json]",),
        (
            ("rules code E301", say("the page of this code")),
            ("rules code", say("all codes with their titles")),
            ("rules code E301 --lang en", say("in English")),
        ),
        say(
            "The examples come from a small made-up manual: `kep-7` is the decree, `ukuran-2030` the manual under it,"
            " `paket` a contract with its data. Exit code: 0, or 2 if there is no such code."
        ),
    )


def _run(language: str) -> Any:
    def run(**given: Any) -> int:
        from engine.surfaces.cli.coding import explain_code

        talk = console(language, given.pop("color"), os.environ)
        return explain_code(talk, given)

    return run


def _completed(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """The codes that begin like this, for the completion of the shell."""
    from engine.diagnostics.pages import codes

    return [code for code in codes() if code.startswith(incomplete.upper())]
