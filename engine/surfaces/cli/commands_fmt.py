"""The command `rules fmt` as it is typed: its options and its help."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.console import console
from engine.surfaces.cli.options import option, speech
from engine.surfaces.cli.speaking import Command, Help


def command(language: str, about: Message) -> Command:
    """`rules fmt`."""

    def run(**given: Any) -> int:
        from engine.surfaces.cli.formatting import tidy

        talk = console(language, given.pop("color"), os.environ)
        return tidy(talk, given)

    params = [
        click.Argument(["arguments"], nargs=-1, metavar="[FILE|FOLDER|-] …"),
        option(language, "--check", say("change nothing; list the files that would change"), is_flag=True),
        option(language, "--diff", say("change nothing; show what would change"), is_flag=True),
        *speech(language),
    ]
    return Command("fmt", _help(language, about), params, run)


def _help(language: str, about: Message) -> Help:
    return Help(
        language,
        about,
        ("rules fmt [FILE|FOLDER|-] … [--check] [--diff]",),
        (
            ("rules fmt", say("every manual and paket here")),
            ("rules fmt rules/djbc-2023/manual.yaml", say("one file")),
            ("rules fmt --diff", say("what would change")),
            ("rules fmt --check", say("for a workflow: are all files in their canonical form?")),
            ("rules fmt - < manual.yaml", say("from the input to the output, as editors want it")),
        ),
        say(
            "A file with a mistake in its form or in the writing of a formula is shown and left as it is. Exit code: 0"
            " if all is well, 1 if there are such files or, with --check or --diff, files that would change, 2 if the"
            " command is wrong or a file cannot be opened."
        ),
    )
