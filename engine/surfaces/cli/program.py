"""What can be typed: the commands of `rules`, their options and their help. Nothing is computed here."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.model import say
from engine.surfaces.cli import (
    commands_check,
    commands_code,
    commands_diff,
    commands_eval,
    commands_fmt,
    commands_lock,
    commands_new,
    commands_rename,
    commands_reproduce,
    commands_schema,
    commands_show,
    commands_test,
    commands_uses,
    commands_verify,
)
from engine.surfaces.cli.completing import paket_then_id
from engine.surfaces.cli.console import console
from engine.surfaces.cli.options import lang, option, paket_options, speech, version
from engine.surfaces.cli.speaking import Command, Group, Help, Whole


def program(language: str) -> Group:
    """The command `rules`, speaking this language."""
    help_ = Help(
        language,
        say("Computes the figures of a performance contract from rule files and raw data, exactly, and explains them."),
        ("rules COMMAND …",),
        (
            ("rules eval examples/kalbagbar-2023", say("every figure of one office")),
            ("rules explain examples/kalbagbar-2023 ID", say("how one of these figures came about")),
            ("rules check", say("what is wrong or doubtful in rule files, contracts and data")),
            ("rules test", say("the cases beside the rules: expected figures against computed ones")),
            ("rules eval --formula 'min(33 / 30, 100%)'", say("one formula")),
            ("rules eval --help", say("all about one command")),
        ),
    )
    commands = [
        commands_eval.command(language),
        _explain(language),
        commands_verify.command(language),
        commands_check.command(language),
        commands_test.command(language),
        commands_fmt.command(language),
        commands_code.command(language),
        commands_diff.command(language),
        commands_uses.command(language),
        commands_rename.command(language),
        commands_reproduce.command(language),
        commands_new.command(language),
        commands_show.command(language),
        commands_lock.command(language),
        commands_schema.command(language),
    ]
    return Group("rules", help_, [version(language), lang(language)], commands)


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
        click.Argument(["arguments"], nargs=-1, metavar="PAKET ID", shell_complete=paket_then_id),
        *paket_options(language),
        option(
            language, "--depth", say("how many levels of figures below to explain as well"),
            metavar="N", type=Whole(), default=1,
        ),
        *speech(language),
    ]  # fmt: skip
    return Command("explain", help_, params, run)
