"""The command `rules check` as it is typed: its options and its help."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.completing import folders
from engine.surfaces.cli.console import console
from engine.surfaces.cli.options import option, speech
from engine.surfaces.cli.speaking import Command, Help, OneOf

FORMATS = ("text", "github", "json")


def command(language: str, about: Message) -> Command:
    """`rules check`."""

    def run(**given: Any) -> int:
        from engine.surfaces.cli.checking import check

        talk = console(language, given.pop("color"), os.environ)
        return check(talk, given)

    params = [
        click.Argument(["arguments"], nargs=-1, metavar="[MANUAL|PAKET|FILE] …", shell_complete=folders),
        option(
            language, "--manual", say("a folder in which manuals are looked for first"),
            metavar="DIR", type=click.Path(),
        ),
        option(language, "--format", say("how to print the result"), type=OneOf(FORMATS), default="text"),
        option(language, "--strict", say("count warnings as errors"), is_flag=True),
        option(language, "--all", say("show notes as well, and all problems of a file, not only 20"), is_flag=True),
        option(
            language, "--fix", say("correct what has only one correction, after showing the changes"), is_flag=True
        ),
        option(language, "--yes", say("with --fix: do not ask"), is_flag=True),
        option(language, "--no-cache", say("look at everything anew"), is_flag=True),
        *speech(language),
    ]  # fmt: skip
    return Command("check", _help(language, about), params, run)


def _help(language: str, about: Message) -> Help:
    return Help(
        language,
        about,
        ("rules check [MANUAL|PAKET|FILE] … [--strict] [--fix] [--format text|github|json]",),
        (
            ("rules check", say("everything here")),
            ("rules check examples/kalbagbar-2023", say("one paket: contract, data and its manual")),
            ("rules check kmk-300-2022", say("a manual that comes along")),
            ("rules check rules/djbc-2023/manual.yaml", say("only what concerns this file")),
            ("rules check --fix", say("correct misspelt names and the like; the changes are shown first")),
            ("rules check --strict --format github", say("in a workflow of GitHub")),
        ),
        say(
            "Exit code: 0 if there are no errors (with --strict: no errors and no warnings), 1 if there are, 2 if the"
            " command is wrong or there is nothing of what was named; with --strict also if, without arguments, nothing"
            " of yours lies under the current folder."
        ),
    )
