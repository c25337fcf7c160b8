"""What can be typed: the commands of `rules`, their options and their help. Nothing is computed here."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Message, say
from engine.surfaces.cli.console import console
from engine.surfaces.cli.speaking import Command, Group, Help, OneOf, Whole

FORMATS = ("text", "json")
LANGUAGES = ("id", "en")


def program(language: str) -> Group:
    """The command `rules`, speaking this language."""
    help_ = Help(
        language,
        say("Computes the figures of a performance contract from rule files and raw data, exactly, and explains them."),
        ("rules COMMAND …",),
        (
            ("rules eval examples/kalbagbar-2023", say("every figure of one office")),
            ("rules explain examples/kalbagbar-2023 ID", say("how one of these figures came about")),
            ("rules eval --formula 'min(33 / 30, 100%)'", say("one formula")),
            ("rules eval --help", say("all about one command")),
        ),
    )
    return Group("rules", help_, [_version(language), _lang(language)], [_eval(language), _explain(language)])


def _eval(language: str) -> Command:
    def run(**given: Any) -> int:
        from engine.surfaces.cli.evaluating import evaluate

        talk = console(language, given.pop("color"), os.environ)
        return evaluate(talk, given)

    help_ = Help(
        language,
        say("Computes every figure of a paket, or one formula, or one formula for each line of a file."),
        (
            "rules eval PAKET [--periode PERIODE] [--manual DIR] [--format text|json]",
            "rules eval --formula TEXT [name=value …] [--format text|json]",
            "rules eval --jsonl FILE",
        ),
        (
            ("rules eval examples/kalbagbar-2023", say("the whole year of one office")),
            ("rules eval examples/kalbagbar-2023 --periode S1 --format json", say("another period, for a program")),
            ("rules eval --formula 'min(a / b, 100%)' a=33 b=30", say("a formula with its values")),
            (
                """rules eval --formula 'word in words' 'word="b"' 'words=["a", "b"]'""",
                say("a text stands in double quotes, a list in square brackets"),
            ),
            (
                """echo '{"formula": "a / b", "inputs": {"a": 33, "b": 30}}' | rules eval --jsonl -""",
                say("an answer for each line, in order"),
            ),
        ),
        say(
            "Exit code: 0 if everything is well, 1 if there are findings, provisional figures or mistakes in files or"
            " formulas, 2 if the command is wrong or the paket cannot be read."
        ),
    )
    params = [
        click.Argument(["arguments"], nargs=-1, metavar="PAKET"),
        _option(language, "--formula", say("compute this formula"), metavar="TEXT"),
        _option(
            language, "--jsonl", say("compute the formula of each line of this file; - is the input"), metavar="FILE"
        ),
        *_paket_options(language),
        *_speech(language),
    ]
    return Command("eval", help_, params, run)


def _explain(language: str) -> Command:
    def run(**given: Any) -> int:
        from engine.surfaces.cli.explaining import explain

        talk = console(language, given.pop("color"), os.environ)
        return explain(talk, given)

    help_ = Help(
        language,
        say("Shows how a figure came about: formula, numbers, parts, what was left out, article, file and line."),
        ("rules explain PAKET ID [--periode PERIODE] [--manual DIR] [--depth N] [--format text|json]",),
        (
            (
                "rules explain examples/kalbagbar-2023 ID",
                say("ID is one of those that `rules eval PAKET` gives as JSON"),
            ),
            (
                "rules explain examples/kalbagbar-2023 LEVEL/KODE.NAME --depth 3",
                say("and the figures it was computed from, three levels down"),
            ),
        ),
    )
    params = [
        click.Argument(["arguments"], nargs=-1, metavar="PAKET ID"),
        *_paket_options(language),
        _option(
            language, "--depth", say("how many levels of figures below to explain as well"),
            metavar="N", type=Whole(), default=1,
        ),
        *_speech(language),
    ]  # fmt: skip
    return Command("explain", help_, params, run)


def _option(language: str, name: str, about: Message, **more: Any) -> click.Option:
    return click.Option([name], help=words(about, language), **more)


def _paket_options(language: str) -> list[click.Option]:
    return [
        _option(language, "--periode", say("the period; without it the last one of the manual"), metavar="PERIODE"),
        _option(
            language, "--manual", say("a folder in which manuals are looked for first"),
            metavar="DIR", type=click.Path(),
        ),
        _option(language, "--format", say("how to print the result"), type=OneOf(FORMATS), default=None),
    ]  # fmt: skip


def _speech(language: str) -> list[click.Option]:
    about = words(say("colour, or none; otherwise as the terminal and NO_COLOR say"), language)
    return [_lang(language), click.Option(["--color/--no-color"], default=None, help=about)]


def _lang(language: str) -> click.Option:
    """It was looked at before anything else, and is declared here for help, completion and complaints."""
    about = say("the language of messages; otherwise that of your system")
    return _option(language, "--lang", about, type=OneOf(LANGUAGES), expose_value=False)


def _version(language: str) -> click.Option:
    def show(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            from engine import __version__

            click.echo(f"rules {__version__}")
            ctx.exit()

    about = words(say("show the version"), language)
    return click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show, help=about)
