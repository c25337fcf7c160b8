"""The command `rules reproduce` as it is typed: its options and its help."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.completing import pakets
from engine.surfaces.cli.console import console
from engine.surfaces.cli.options import option, paket_options, speech
from engine.surfaces.cli.speaking import Command, Help


def command(language: str, about: Message) -> Command:
    """`rules reproduce`."""

    def run(**given: Any) -> int:
        from engine.surfaces.cli.reproducing import reproduce

        talk = console(language, given.pop("color"), os.environ)
        return reproduce(talk, given)

    params = [
        click.Argument(["arguments"], nargs=-1, metavar="PAKET", shell_complete=pakets),
        *(one for one in paket_options(language) if one.name != "periode"),
        option(language, "--all", say("show every explanation that fits, not only the first three"), is_flag=True),
        *speech(language),
    ]
    return Command("reproduce", _help(language, about), params, run)


def _help(language: str, about: Message) -> Help:
    return Help(
        language,
        about,
        ("rules reproduce PAKET [--manual DIR] [--all] [--format text|json]",),
        (
            ("rules reproduce examples/kalbagbar-2023", say("where this report contradicts itself, and why perhaps")),
            ("rules reproduce examples/kalbagbar-2023 --format json", say("the same for a program")),
        ),
        say(
            "Exit code: 0 if every printed figure agrees, 1 if one differs or a file is wrong, 2 if the command is"
            " wrong, the paket cannot be read or prints nothing."
        ),
    )
