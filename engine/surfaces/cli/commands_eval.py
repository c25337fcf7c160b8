"""The command `rules eval` as it is typed: its options and its help."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.completing import pakets
from engine.surfaces.cli.console import console
from engine.surfaces.cli.options import option, paket_options, speech
from engine.surfaces.cli.speaking import Command, Help, Whole

FORMATS = ("text", "json", "csv")


EXAMPLES = (
    ("rules eval examples/kalbagbar-2023", say("the whole year of one office")),
    ("rules eval examples/kalbagbar-2023 --periode S1 --format json", say("another period, for a program")),
    (
        "rules eval examples/kalbagbar-2023 --evidence evidence.json",
        say("the figures with rules, contract and data in one file, and the digest that a report quotes"),
    ),
    (
        "rules eval kantor/*/ --format csv --problems problems.csv > figures.csv",
        say("the figures of many offices as one table, and what is wrong with which of them as another"),
    ),
    ("rules eval examples/kalbagbar-2023 --profile", say("which rules take how long")),
    (
        "rules eval kantor/*/ --periode Q1,Q2",
        say("a line for each office and period; with --format json each line is the answer for one"),
    ),
    ("rules eval --formula 'min(a / b, 100%)' a=33 b=30", say("a formula with its values")),
    (
        """rules eval --formula 'word in words' 'word="b"' 'words=["a", "b"]'""",
        say("a text stands in double quotes, a list in square brackets"),
    ),
    (
        """echo '{"formula": "a / b", "inputs": {"a": 33, "b": 30}}' | rules eval --jsonl -""",
        say("an answer for each line, in order"),
    ),
)


def command(language: str, about: Message) -> Command:
    """`rules eval`."""

    def run(**given: Any) -> int:
        from engine.surfaces.cli.evaluating import evaluate

        answer = None if given.pop("no_cache") else click.get_current_context().obj
        talk = console(language, given.pop("color"), os.environ)
        return evaluate(talk, given, answer)

    return Command("eval", _help(language, about), _params(language), run)


def _params(language: str) -> list[click.Parameter]:
    return [
        click.Argument(["arguments"], nargs=-1, metavar="PAKET", shell_complete=pakets),
        option(language, "--formula", say("compute this formula"), metavar="TEXT"),
        option(
            language, "--jsonl", say("compute the formula of each line of this file; - is the input"), metavar="FILE"
        ),
        *paket_options(language, FORMATS),
        option(
            language, "--evidence", say("write the figures into this file, with everything they rest on"),
            metavar="FILE", type=click.Path(),
        ),
        option(language, "--exact", say("with --format csv: a column with the exact fraction as well"), is_flag=True),
        option(
            language, "--problems", say("write what is wrong or doubtful into this table (CSV), office by office"),
            metavar="FILE", type=click.Path(),
        ),
        option(
            language, "--jobs", say("compute on so many cores; what comes out is the same"),
            metavar="N", type=Whole(), default=None,
        ),
        option(
            language, "--profile", say("time and number of evaluations of each rule, on stderr"), is_flag=True
        ),
        option(language, "--no-cache", say("compute everything anew"), is_flag=True),
        *speech(language),
    ]  # fmt: skip


def _help(language: str, about: Message) -> Help:
    return Help(
        language,
        about,
        (
            "rules eval PAKET [--periode PERIODE] [--manual DIR] [--format text|json] [--evidence FILE]",
            "rules eval PAKET … [--periode PERIODE,…|all] [--format text|json|csv [--exact]] [--problems FILE]",
            "rules eval --formula TEXT [name=value …] [--format text|json]",
            "rules eval --jsonl FILE",
        ),
        EXAMPLES,
        say(
            "Exit code: 0 if everything is well, 1 if there are findings, provisional figures or mistakes in files or"
            " formulas, 2 if the command is wrong or the paket, or none of several, can be read."
        ),
    )
