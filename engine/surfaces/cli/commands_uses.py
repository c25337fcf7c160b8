"""The command `rules uses` as it is typed: its options and its help."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.completing import name_then_folders
from engine.surfaces.cli.console import console
from engine.surfaces.cli.options import FORMATS, option, speech
from engine.surfaces.cli.speaking import Command, Help, OneOf


def command(language: str, about: Message) -> Command:
    """`rules uses`."""

    def run(**given: Any) -> int:
        from engine.surfaces.cli.using import uses

        talk = console(language, given.pop("color"), os.environ)
        return uses(talk, given)

    params = [
        click.Argument(
            ["arguments"], nargs=-1, metavar="NAME [MANUAL|PAKET] …", shell_complete=name_then_folders(names=1)
        ),
        option(language, "--format", say("how to print the result"), type=OneOf(FORMATS), default="text"),
        *speech(language),
    ]
    return Command("uses", _help(language, about), params, run)


def _help(language: str, about: Message) -> Help:
    return Help(
        language,
        about,
        ("rules uses NAME [MANUAL|PAKET] … [--format text|json]",),
        (
            ("rules uses bobot", say("everything of this name")),
            ("rules uses 9b-N.rencana", say("the raw datum of one entry")),
            ("rules uses LEVEL.NAME", say("the attribute or rule of one level")),
            ("rules uses kegiatan examples/kalbagbar-2023", say("only in one paket and its manual")),
        ),
        say(
            "Exit code: 0 if something has this name, 1 if nothing has, 2 if the command is wrong or there is nothing"
            " of what was named."
        ),
    )
