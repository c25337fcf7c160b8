"""The command `rules lock` as it is typed: its options and its help."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.completing import manuals
from engine.surfaces.cli.console import console
from engine.surfaces.cli.options import option, speech
from engine.surfaces.cli.speaking import Command, Help


def command(language: str, about: Message) -> Command:
    """`rules lock`."""

    def run(**given: Any) -> int:
        from engine.surfaces.cli.locking import lock

        talk = console(language, given.pop("color"), os.environ)
        return lock(talk, given)

    params = [
        click.Argument(["arguments"], nargs=-1, metavar="MANUAL", shell_complete=manuals),
        option(language, "--ralat", say("renew the lock after a correction that stands in `ralat`"), is_flag=True),
        *speech(language),
    ]
    return Command("lock", _help(language, about), params, run)


def _help(language: str, about: Message) -> Help:
    return Help(
        language,
        about,
        ("rules lock MANUAL [--ralat]",),
        (
            ("rules lock rules/djbc-2023", say("a version that is established")),
            ("rules lock rules/djbc-2023 --ralat", say("after a correction")),
        ),
        say(
            "Exit code: 0 if the version is locked as it stands, 1 if it has mistakes or was changed without a"
            " correction, 2 if the command is wrong."
        ),
    )
