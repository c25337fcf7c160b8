"""The command `rules verify` as it is typed: its options and its help."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.console import console
from engine.surfaces.cli.options import FORMATS, option, speech
from engine.surfaces.cli.speaking import Command, Help, OneOf


def command(language: str, about: Message) -> Command:
    """`rules verify`."""

    def run(**given: Any) -> int:
        from engine.surfaces.cli.verifying import verify

        talk = console(language, given.pop("color"), os.environ)
        return verify(talk, given)

    params = [
        click.Argument(["arguments"], nargs=-1, metavar="FILE", type=click.Path()),
        option(
            language, "--against", say("a folder of manuals of today: what has changed since, and which figures"),
            metavar="DIR", type=click.Path(),
        ),
        option(language, "--digest", say("the digest that a report quotes, short or in full"), metavar="TEXT"),
        option(language, "--format", say("how to print the result"), type=OneOf(FORMATS), default="text"),
        *speech(language),
    ]  # fmt: skip
    return Command("verify", _help(language, about), params, run)


def _help(language: str, about: Message) -> Help:
    return Help(
        language,
        about,
        ("rules verify FILE [--digest TEXT] [--against DIR] [--format text|json]",),
        (
            ("rules verify evidence.json", say("whether it holds")),
            ("rules verify evidence.json --digest 3f2a-9c01-77b0-52de-8a41-06fb", say("and is what a report quotes")),
            ("rules verify evidence.json --against rules", say("and what has changed in the rules since")),
        ),
        say(
            "Exit code: 0 if the file holds, 1 if it does not, or with --against if the rules have changed, 2 if the"
            " command is wrong or the file is no evidence."
        ),
    )
