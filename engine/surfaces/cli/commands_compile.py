"""The command `rules compile` as it is typed: its options and its help."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.completing import pakets
from engine.surfaces.cli.console import console
from engine.surfaces.cli.options import option, speech, which_figures
from engine.surfaces.cli.speaking import Command, Help


def command(language: str, about: Message) -> Command:
    """`rules compile`."""

    def run(**given: Any) -> int:
        from engine.surfaces.cli.compiling import show

        talk = console(language, given.pop("color"), os.environ)
        return show(talk, given)

    params = [
        click.Argument(["arguments"], nargs=-1, metavar="PAKET", shell_complete=pakets),
        option(language, "--formula", say("compile this formula"), metavar="TEXT"),
        *which_figures(language),
        option(language, "--print", say("print the Python that is made; the same without it"), is_flag=True),
        *speech(language),
    ]  # fmt: skip
    return Command("compile", _help(language, about), params, run)


def _help(language: str, about: Message) -> Help:
    return Help(
        language,
        about,
        (
            "rules compile PAKET [--periode PERIODE] [--manual DIR] [--print]",
            "rules compile --formula TEXT [--print]",
        ),
        (
            ("rules compile examples/kalbagbar-2023", say("every figure of one office, for the whole year")),
            ("rules compile examples/kalbagbar-2023 --periode S1", say("another period")),
            ("rules compile --formula 'min(a / b, 100%)'", say("one formula")),
        ),
        say("Exit code: 0 if it was printed, 1 if there are mistakes in files or formulas, 2 if the command is wrong."),
    )
