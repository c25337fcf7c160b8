"""The command `rules explain` as it is typed: its options and its help."""

from __future__ import annotations

import os
from typing import Any

import click

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.completing import paket_then_id
from engine.surfaces.cli.console import console
from engine.surfaces.cli.options import option, paket_options, speech
from engine.surfaces.cli.speaking import Command, Help, Whole


def command(language: str, about: Message) -> Command:
    """`rules explain`."""

    def run(**given: Any) -> int:
        from engine.surfaces.cli.explaining import explain

        answer = None if given.pop("no_cache") else click.get_current_context().obj
        talk = console(language, given.pop("color"), os.environ)
        return explain(talk, given, answer)

    help_ = Help(
        language,
        about,
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
        option(language, "--no-cache", say("compute everything anew"), is_flag=True),
        *speech(language),
    ]  # fmt: skip
    return Command("explain", help_, params, run)
