"""`rules eval --profile`: the rules, those that take most time first, as a table for a person."""

from __future__ import annotations

from engine.calculation.profiling import Measured, Profile
from engine.diagnostics.model import say
from engine.surfaces.cli.console import Console, visible

MILLION = 1_000_000


def table(console: Console, profile: Profile) -> str:
    """Evaluations, time of its own, time with all that it asked for first, name and place of each rule; a sum."""
    heads = [say("evaluations"), say("own ms"), say("with others ms"), say("rule")]
    rows = [tuple(console.words(head) for head in heads), *(_row(one) for one in profile.ranked())]
    widths = [max(len(row[at]) for row in rows) for at in range(3)]
    lines = ["  ".join([*(cell.rjust(w) for cell, w in zip(row, widths, strict=False)), *row[3:]]) for row in rows]
    return "\n".join([*lines, _sum(console, profile), ""])


def _row(one: Measured) -> tuple[str, ...]:
    place = f"{one.name}  {one.place.source.name}:{one.place.line}"
    return str(one.evaluations), _milliseconds(one.own), _milliseconds(one.whole), visible(place)


def _sum(console: Console, profile: Profile) -> str:
    rules = profile.rules.values()
    message = say(
        "rules: {count}; evaluations: {evaluations}; {time} ms",
        count=len(rules),
        evaluations=sum(one.evaluations for one in rules),
        time=_milliseconds(sum(one.own for one in rules)),
    )
    return console.words(message)


def _milliseconds(nanoseconds: int) -> str:
    return f"{nanoseconds / MILLION:.2f}"
