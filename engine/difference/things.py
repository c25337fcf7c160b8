"""A checked manual -> everything in it by name, each with its facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.difference import texts
from engine.difference.bodies import node_fact
from engine.difference.comparable import Names
from engine.difference.facts import Fact, Thing, known, others, plain
from engine.difference.model import Subject
from engine.difference.of_entries import entry_things
from engine.difference.of_rules import check_thing, function_thing, rule_thing
from engine.difference.of_values import attribute_thing, citation_fact, constant_thing, yes
from engine.manual.checked import Display, Level, Manual

Things = dict[Subject, Thing]
REASON = ("code", "message", "lawful", "input")
LEVEL = ("name", "member", "result", "follows", "attributes", "codes")
DISPLAY = ("title", "levels", "columns", "totals", "status", "colours", "decimals")


def things(manual: Manual, names: Names) -> Things:
    """Everything in a manual and in what it stands on."""
    found = (
        _head(manual),
        *_codes(manual),
        *(thing for level in manual.levels.values() for thing in _level(level, manual, names)),
        *(constant_thing("", one, manual) for one in manual.constants.values()),
        *(function_thing(one, manual, names) for one in manual.definitions.values()),
        *(rule_thing("rule", level, rule, manual, names) for (level, _), rule in manual.rules.items()),
        *(check_thing(one, names) for one in manual.checks),
        *(_display(one, names) for one in (manual.display,) if one is not None),
        *(thing for one in manual.entries.values() for thing in entry_things(one, None, manual, names)),
    )
    return {thing.subject: thing for thing in found}


def _head(manual: Manual) -> Thing:
    cited = manual.citation
    order = tuple(manual.periods)
    facts = (
        plain("name", texts.one_line(manual.name)),
        None if cited is None else citation_fact(cited, None),
        plain("under", manual.under, text=", ".join(manual.under)) if manual.under else None,
        Fact("order", "periods", order, lambda: ", ".join(order), order, None, lambda: "periode"),
    )
    return Thing(Subject("head", "", ""), manual, None, tuple(known(facts)))


def _codes(manual: Manual) -> Iterator[Thing]:
    for period in manual.periods.values():
        parts = frozenset(period.parts)
        consists = Fact("parts", "", parts, _key(", ".join(period.parts)), period.parts)
        facts = (plain("name", period.name), consists, *others(period, None, "code", "parts", "name"))
        yield Thing(Subject("period", "", period.code), period, None, tuple(known(facts)))
    for reason in manual.reasons.values():
        place = reason.place
        said = plain("name", texts.one_line(reason.message.text), place)
        about = tuple(known((said, yes("lawful", reason.lawful, place), *others(reason, place, *REASON))))
        yield Thing(Subject("reason", "", reason.code), reason, place, about)
    for unit in manual.units.values():
        told = (plain("kind", unit.kind), plain("symbol", unit.symbol), *others(unit, None, "code", "kind", "symbol"))
        yield Thing(Subject("unit", "", unit.code), unit, None, tuple(known(told)))


def _level(level: Level, manual: Manual, names: Names) -> Iterator[Thing]:
    codes = frozenset(level.codes)
    facts = (
        plain("member", level.member),
        plain("result", level.result),
        plain("follows", level.follows and names.new("attribute", level.name, level.follows), text=level.follows),
        Fact("codes", "", codes, lambda: ", ".join(level.codes), level.codes) if codes else None,
        *others(level, None, *LEVEL),
    )
    yield Thing(Subject("level", "", level.name), level, None, tuple(known(facts)))
    yield from (attribute_thing(level, one, manual, names) for one in level.attributes.values())


def _display(display: Display, names: Names) -> Thing:
    columns = tuple(column.heading for column in display.columns)
    totals = tuple(label for label, _ in display.totals)
    facts = (
        None if display.title is None else node_fact("title", display.title, names),
        plain("levels", display.levels, text=", ".join(display.levels)),
        plain("order", columns, text=", ".join(columns), key="kolom"),
        plain("order", totals, text=", ".join(totals), key="total"),
        *(
            node_fact("column", cell, names, (column.heading, level), _key(f"{column.heading} ({level})"))
            for column in display.columns
            for level, cell in column.cells.items()
        ),
        *(node_fact("total", node, names, label, _key(label)) for label, node in display.totals),
        plain("status", _named(display.status, names), text=display.status),
        *(plain("colour", colour, key=value) for value, colour in display.colours.items()),
        plain("decimals", display.decimals),
        *others(display, None, *DISPLAY),
    )
    return Thing(Subject("display", "", ""), display, None, tuple(known(facts)))


def _named(status: str | None, names: Names) -> str | None:
    """`level.name`, under its other name."""
    if status is None:
        return None
    level, dot, name = status.partition(".")
    return f"{level}.{names.new('attribute', level, name)}" if dot else status


def _key(text: str) -> Callable[[], str]:
    return lambda: text
