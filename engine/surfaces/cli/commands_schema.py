"""The command `rules schema` as it is typed: its options and its help."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.completing import kinds, manuals
from engine.surfaces.cli.console import console
from engine.surfaces.cli.options import option, speech
from engine.surfaces.cli.speaking import Command, Help


def command(language: str, about: Message) -> Command:
    """`rules schema`."""

    def run(**given: Any) -> int:
        from engine.surfaces.cli.describing import describe

        talk = console(language, given.pop("color"), os.environ)
        return describe(talk, given)

    params = [
        click.Argument(["arguments"], nargs=-1, metavar="[KIND]", shell_complete=kinds),
        option(
            language, "--manual", say("for the entries or contracts of this manual"),
            metavar="DIR", shell_complete=manuals,
        ),
        option(
            language, "--out", say("write the files into this folder"), metavar="FOLDER",
            type=click.Path(file_okay=False),
        ),
        *speech(language),
    ]  # fmt: skip
    return Command("schema", _help(language, about), params, run)


def _help(language: str, about: Message) -> Help:
    return Help(
        language,
        about,
        ("rules schema [KIND] [--manual DIR] [--out FOLDER]",),
        (
            ("rules schema", say("the kinds of files")),
            ("rules schema entry --manual djbc-2023", say("the entries of one manual, with its attributes and units")),
            ("rules schema --out .schema", say("all of them, into a folder")),
        ),
        say(
            "A file names its schema in its first line: # yaml-language-server: $schema=.schema/entry.schema.json."
            " `rules new` writes that line."
        ),
    )
