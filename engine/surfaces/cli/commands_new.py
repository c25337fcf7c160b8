"""The command `rules new` as it is typed: its options and its help."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.completing import beginnings, manuals
from engine.surfaces.cli.console import console
from engine.surfaces.cli.options import option, speech
from engine.surfaces.cli.speaking import Command, Help


def command(language: str, about: Message) -> Command:
    """`rules new`."""

    def run(**given: Any) -> int:
        from engine.surfaces.cli.beginning import begin

        talk = console(language, given.pop("color"), os.environ)
        return begin(talk, given)

    params = [
        click.Argument(["arguments"], nargs=-1, metavar="[LEVEL|manual|paket] KODE|FOLDER", shell_complete=beginnings),
        option(
            language, "--in", say("the folder of the manual; for a manual, where its folder is to lie"),
            metavar="DIR", shell_complete=manuals,
        ),
        option(language, "--name", say("the name, for its file as well"), metavar="TEXT"),
        option(
            language, "--under", say("for a manual: the decree under which it stands"),
            metavar="MANUAL", shell_complete=manuals,
        ),
        option(
            language, "--manual", say("for a paket: the manual that it uses"), metavar="MANUAL", shell_complete=manuals
        ),
        *speech(language),
    ]  # fmt: skip
    return Command("new", _help(language, about), params, run)


def _help(language: str, about: Message) -> Help:
    return Help(
        language,
        about,
        (
            "rules new [LEVEL] KODE [--in DIR] [--name TEXT]",
            "rules new manual KODE [--under MANUAL] [--in DIR] [--name TEXT]",
            "rules new paket FOLDER --manual MANUAL",
        ),
        (
            ("rules new LEVEL 9c-N --in rules/djbc-2023", say("an entry; LEVEL is the one that the manual fills")),
            ("rules new manual djbc-2024 --under kmk-300-2022", say("a manual under a decree that comes along")),
            ("rules new paket kantor-2023 --manual djbc-2023", say("a contract with all entries of the manual")),
        ),
        say("Exit code: 0 if the files were written, 1 if one is there already, 2 if the command is wrong."),
    )
