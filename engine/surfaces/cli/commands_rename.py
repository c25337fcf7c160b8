"""The command `rules rename` as it is typed: its options and its help."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.completing import name_then_folders
from engine.surfaces.cli.console import console
from engine.surfaces.cli.options import option, speech
from engine.surfaces.cli.speaking import Command, Help


def command(language: str, about: Message) -> Command:
    """`rules rename`."""

    def run(**given: Any) -> int:
        from engine.surfaces.cli.renaming import rename

        talk = console(language, given.pop("color"), os.environ)
        return rename(talk, given)

    params = [
        click.Argument(
            ["arguments"], nargs=-1, metavar="NAME NEW [MANUAL|PAKET] …", shell_complete=name_then_folders(names=2)
        ),
        option(language, "--yes", say("do not ask"), is_flag=True),
        *speech(language),
    ]
    return Command("rename", _help(language, about), params, run)


def _help(language: str, about: Message) -> Help:
    return Help(
        language,
        about,
        ("rules rename NAME NEW [MANUAL|PAKET] … [--yes]",),
        (
            ("rules rename 9b-N.rencana patroli_rencana", say("the raw datum of one entry")),
            ("rules rename LEVEL.NAME bobot_akhir --yes", say("an attribute or a rule, without asking")),
            ("rules rename 9b-N 9c-N", say("the kode of an entry, and the name of its file")),
            ("rules rename kegiatan aktivitas examples/kalbagbar-2023", say("what this paket understands by the name")),
        ),
        say(
            "Exit code: 0 if the files were changed, 1 if nothing was changed, 2 if the command is wrong or there is"
            " nothing of what was named."
        ),
    )
