"""The command `rules test` as it is typed: its options and its help."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.completing import case_names, subjects_and_cases
from engine.surfaces.cli.console import console
from engine.surfaces.cli.options import option, speech
from engine.surfaces.cli.speaking import Command, Help, OneOf, Whole

FORMATS = ("text", "json", "junit")


def command(language: str, about: Message) -> Command:
    """`rules test`."""

    def run(**given: Any) -> int:
        from engine.surfaces.cli.testing import test

        talk = console(language, given.pop("color"), os.environ)
        return test(talk, given, os.environ)

    params = [
        click.Argument(["arguments"], nargs=-1, metavar="[MANUAL|PAKET|FILE] …", shell_complete=subjects_and_cases),
        option(
            language, "--run", say("only cases whose `file::name` holds this text, or fits it with * and ?"),
            metavar="PATTERN", shell_complete=case_names,
        ),
        option(
            language, "--manual", say("a folder in which manuals are looked for first"),
            metavar="DIR", type=click.Path(),
        ),
        option(language, "--format", say("how to print the result"), type=OneOf(FORMATS), default="text"),
        option(
            language, "--update", say("write what came out into the files, for a person to confirm"), is_flag=True
        ),
        option(
            language, "--coverage", say("show which parts of the rules no case reaches, with cases to paste"),
            is_flag=True,
        ),
        option(
            language, "--threshold", say("exit code 1 if cases reach less than so many percent of a manual"),
            metavar="N", type=Whole(), default=None,
        ),
        option(
            language, "--suggest", say("write cases for what no case reaches, and for the values on each edge"),
            is_flag=True,
        ),
        option(language, "--mutate", say("show which small wrong edits of the rules no case catches"), is_flag=True),
        *speech(language),
    ]  # fmt: skip
    return Command("test", _help(language, about), params, run)


def _help(language: str, about: Message) -> Help:
    return Help(
        language,
        about,
        (
            "rules test [MANUAL|PAKET|FILE] … [--run PATTERN] [--update] [--format text|json|junit]",
            "rules test [MANUAL|PAKET|FILE] … [--coverage [--threshold N]] [--suggest] [--mutate] [--format text|json]",
        ),
        (
            ("rules test", say("all cases")),
            ("rules test djbc-2023", say("those of one manual")),
            ("rules test --run 9b-N", say("those with this in the name of the file or of the case")),
            (
                "rules test --update",
                say("after a rule was changed on purpose: write the new values, then confirm them"),
            ),
            ("rules test djbc-2023 --coverage --threshold 100", say("fail if a part of the rules has no case")),
            ("rules test djbc-2023 --mutate", say("which wrong edits would stay unnoticed")),
            ("rules test --format junit", say("for a program that collects test reports")),
        ),
        say(
            "Cases with `diperiksa: belum` are run and count for nothing. Exit code: 0 if every case that counts"
            " passes, 1 if one does not or cannot be read, 2 if the command is wrong or there is nothing of what was"
            " named."
        ),
    )
