"""Files of manuals -> checked manual: every name resolved, every formula typed, every code declared.

A part that is wrong is reported and has no value; everything else is in force all the same.
"""

from __future__ import annotations

from engine.diagnostics.model import Diagnostic, Problems, in_order
from engine.language.scope import Seen
from engine.manual import rule_problems as problem
from engine.manual.checked import Manual
from engine.manual.collect import citation, collect
from engine.manual.cycles import find_cycles
from engine.manual.display import read_checks, read_display
from engine.manual.entries import read_entries
from engine.manual.files import ManualFiles
from engine.manual.levels import read_codes, read_levels
from engine.manual.rising import with_rising
from engine.manual.ruleset import RuleSet
from engine.source import Span


def check_manual(
    stack: tuple[ManualFiles, ...], reported: Problems = (), seen: Seen | None = None
) -> tuple[Manual | None, Problems]:
    """The manual that is last in `stack`, with the decree it stands on first. `reported`: what reading found already.
    `seen` is told of every name in a formula that is found. None only if there are no levels or no periods, so that
    nothing could be computed.
    """
    found: list[Diagnostic] = []

    def broken(place: Span) -> bool:
        return any(_lies_in(one.place, place) for one in (*reported, *found))

    collected = collect(stack, found.append)
    codes = read_codes(collected, found.append)
    levels = read_levels(collected, codes, found.append)
    top = stack[-1].form
    if not levels or not codes.periods:
        return None, (*found, problem.no_levels(top.place))
    rules = RuleSet(collected, codes, levels, found.append, broken, seen)
    checked = dict(rules.all())
    entries = read_entries(rules)
    found += find_cycles(checked, entries)
    manual = Manual(
        top.kode.text,
        top.nama.text,
        citation(top.dasar_hukum, None),
        tuple(files.code for files in stack[:-1]),
        with_rising(rules),
        codes.periods,
        codes.reasons,
        codes.units,
        rules.all_constants(),
        rules.known_definitions,
        checked,
        entries,
        read_checks(rules),
        read_display(rules),
        tuple(name for files in stack for name in files.unread),
    )
    return manual, in_order(found)


def _lies_in(place: Span | None, outer: Span) -> bool:
    return place is not None and place.source is outer.source and outer.start <= place.start <= outer.end
