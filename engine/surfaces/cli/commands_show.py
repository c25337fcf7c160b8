"""The command `rules show` as it is typed: its options and its help."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.completing import manuals
from engine.surfaces.cli.console import console
from engine.surfaces.cli.options import FORMATS, option, speech
from engine.surfaces.cli.speaking import Command, Help, OneOf


def command(language: str, about: Message) -> Command:
    """`rules show`."""

    def run(**given: Any) -> int:
        from engine.surfaces.cli.showing import show

        talk = console(language, given.pop("color"), os.environ)
        return show(talk, given)

    params = [
        click.Argument(["arguments"], nargs=-1, metavar="MANUAL [NAME]", shell_complete=manuals),
        option(language, "--flat", say("print the whole manual as rule files that extend nothing"), is_flag=True),
        option(
            language, "--into", say("with --flat: write the files into this new folder"),
            metavar="DIR",
        ),
        option(language, "--format", say("how to print the result"), type=OneOf(FORMATS), default="text"),
        *speech(language),
    ]  # fmt: skip
    return Command("show", _help(language, about), params, run)


def _help(language: str, about: Message) -> Help:
    return Help(
        language,
        about,
        (
            "rules show MANUAL [NAME] [--format text|json]",
            "rules show MANUAL --flat [--into DIR] [--format text|json]",
        ),
        (
            ("rules show djbc-2023", say("everything that is in force")),
            ("rules show djbc-2023 9b-N", say("one entry, whole")),
            ("rules show djbc-2023 --flat", say("the manual as if it extended nothing")),
        ),
        say(
            "Exit code: 0 if it was shown, 1 if nothing has this name or the files have mistakes, 2 if the command is"
            " wrong."
        ),
    )
