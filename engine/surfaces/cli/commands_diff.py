"""The command `rules diff` as it is typed: its options and its help."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.completing import folders
from engine.surfaces.cli.console import console
from engine.surfaces.cli.options import option, speech
from engine.surfaces.cli.speaking import Command, Help, OneOf

FORMATS = ("text", "json", "html")


def command(language: str, about: Message) -> Command:
    """`rules diff`."""

    def run(**given: Any) -> int:
        from engine.surfaces.cli.comparing import diff

        talk = console(language, given.pop("color"), os.environ)
        return diff(talk, given)

    params = [
        click.Argument(["arguments"], nargs=-1, metavar="A B", shell_complete=folders),
        option(
            language, "--manual", say("a folder in which manuals are looked for first"),
            metavar="DIR", type=click.Path(),
        ),
        option(language, "--format", say("how to print the result"), type=OneOf(FORMATS), default="text"),
        option(language, "--matrix", say("show what stood there and what stands there now side by side"), is_flag=True),
        option(
            language, "--on", say("how much each change moves the figures of this paket; may be given several times"),
            metavar="PAKET", multiple=True, type=click.Path(),
        ),
        option(language, "--periode", say("with --on: the period, instead of the whole year"), metavar="PERIODE"),
        option(
            language, "--figure", say("with --on: explain this figure; `*` stands for any text"),
            metavar="ID", multiple=True,
        ),
        option(
            language, "--output", say("write the result into this file"), metavar="FILE", type=click.Path()
        ),
        option(language, "--git", say("called by git, with the arguments that it gives to a program that compares"),
               is_flag=True),
        *speech(language),
    ]  # fmt: skip
    return Command("diff", _help(language, about), params, run)


def _help(language: str, about: Message) -> Help:
    return Help(
        language,
        about,
        (
            "rules diff A B [--matrix] [--format text|json|html] [--output FILE]",
            "rules diff A B --on PAKET … [--periode PERIODE] [--figure ID] …",
        ),
        (
            ("rules diff djbc-2023 rules/djbc-2024", say("a manual that comes along, and a folder")),
            ("rules diff HEAD~1:rules/djbc-2023 rules/djbc-2023", say("since the last version in git")),
            ("rules diff examples/kalbagbar-2022 examples/kalbagbar-2023", say("two contracts and their manuals")),
            ("rules diff A B --matrix", say("before and after in two columns, with article and reason")),
            ("rules diff A B --on examples/kalbagbar-2023", say("how much each change moves the figures of an office")),
            ("rules diff A B --on examples/kalbagbar-2023 --figure 'LEVEL/*.NAME'", say("all figures of this name")),
            ("rules diff A B --format html --output changes.html", say("one page to print or to send")),
            ("git config diff.rules.command 'rules diff --git'", say("`git diff` shows rule files in this way")),
        ),
        say(
            "Exit code: 0 if nothing was changed, 1 if something was, or if a side has mistakes so that not everything"
            " can be compared, 2 if the command is wrong or a side cannot be read."
        ),
    )
