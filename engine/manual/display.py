"""`tampilan` and `pemeriksaan` -> how a result is printed, and the findings that rules ask for."""

from __future__ import annotations

from engine.language import typed
from engine.language.operators import condition
from engine.language.scope import Scope
from engine.language.types import STRING, fits
from engine.manual import rule_problems as problem
from engine.manual import table_problems
from engine.manual.bodies import Bodies
from engine.manual.checked import Check, Column, Display
from engine.manual.collect import Item, provenance, rule_key
from engine.manual.model import CheckForm, DisplayForm
from engine.manual.ruleset import RuleSet
from engine.manual.texttable import TextTable, read_table
from engine.source import Span

COLOURS = ("green", "yellow", "red", "grey", "blue")
UNCERTAIN = ("C", "D")  # a rule that was inferred accuses nobody, unless its file says so
HEADING = "judul"
NONE = "-"


def read_checks(rules: RuleSet) -> tuple[Check, ...]:
    """The findings that rules ask for; one that is wrong is reported and left out."""
    found = [_check(name, item, rules) for name, item in rules.collected.checks.items()]
    return tuple(check for check in found if check is not None)


def _check(name: str, item: Item[CheckForm], rules: RuleSet) -> Check | None:
    parts = rule_key(name)
    if parts is None or parts[0] not in rules.by_level:
        unknown = problem.rule_key(item.form.place, name, rules.by_level)
        rules.sink(unknown if parts is None else problem.unknown_level(item.form.place, parts[0], rules.by_level))
        return None
    bodies, scope = Bodies(rules.sink), rules.scope(parts[0])
    test, message = bodies.formula(item.form.syarat, scope), bodies.formula(item.form.pesan, scope)
    if message is not None and not fits(message.type, STRING):
        rules.sink(problem.not_boolean(item.form.pesan))
        return None
    if test is None or message is None or not condition(test, rules.sink):
        return None
    about = provenance(name, item.form, item.origin, item.form.syarat)
    gravity = item.form.keparahan or ("peringatan" if about.certainty in UNCERTAIN else "temuan")
    return Check(parts[0], test, message, "error" if gravity == "temuan" else "warning", about)


def read_display(rules: RuleSet) -> Display | None:
    """The last `tampilan`: that of a manual before that of its decree."""
    if not rules.collected.displays:
        return None
    form = rules.collected.displays[-1].form
    root = rules.scope(next(iter(rules.by_level)))
    title = None if form.judul is None else Bodies(rules.sink).formula(form.judul, root)
    levels = tuple(word.text for word in form.baris if _known(word.text, word.span, rules))
    columns = _columns(form, levels, rules)
    return Display(
        title, levels, columns, _totals(form, root, rules), form.status.text if form.status else None,
        _colours(form, rules), form.desimal,
    )  # fmt: skip


def _known(level: str, place: Span, rules: RuleSet) -> bool:
    if level not in rules.by_level:
        rules.sink(problem.unknown_level(place, level, rules.by_level))
    return level in rules.by_level


def _table(block: Span | None, needed: tuple[str, ...], rules: RuleSet) -> TextTable | None:
    if block is None:
        return None
    table, problems = read_table(block)
    for one in problems:
        rules.sink(one)
    if table is None:
        return None
    absent = [name for name in needed if table.column(name) is None]
    for name in absent:
        rules.sink(table_problems.missing_column(table.header[0].to(table.header[-1]), name))
    return None if absent else table


def _columns(form: DisplayForm, levels: tuple[str, ...], rules: RuleSet) -> tuple[Column, ...]:
    table = _table(form.kolom, (HEADING, *levels), rules)
    if table is None:
        return ()
    heading = table.column(HEADING) or 0
    columns = []
    for row in table.rows:
        cells: dict[str, typed.Typed] = {}
        for level in levels:
            span = row[table.column(level) or 0]
            node = None if span.text == NONE else Bodies(rules.sink).formula(span, rules.scope(level))
            if node is not None:
                cells[level] = node
        columns.append(Column(row[heading].text, cells))
    return tuple(columns)


def _totals(form: DisplayForm, root: Scope, rules: RuleSet) -> tuple[tuple[str, typed.Typed], ...]:
    if isinstance(form.total, tuple):
        cells = [(word.text, word.span) for word in form.total]
    else:
        table = _table(form.total, (HEADING, "nilai"), rules)
        if table is None:
            return ()
        heading, value = table.column(HEADING) or 0, table.column("nilai") or 0
        cells = [(row[heading].text, row[value]) for row in table.rows]
    rows = [(label, Bodies(rules.sink).formula(span, root)) for label, span in cells]
    return tuple((label, node) for label, node in rows if node is not None)


def _colours(form: DisplayForm, rules: RuleSet) -> dict[str, str]:
    table = _table(form.warna, ("nilai", "warna"), rules)
    if table is None:
        return {}
    value, colour = table.column("nilai") or 0, table.column("warna") or 0
    for row in table.rows:
        if row[colour].text not in COLOURS:
            rules.sink(problem.unknown_colour(row[colour], row[colour].text, COLOURS))
    return {row[value].text: row[colour].text for row in table.rows if row[colour].text in COLOURS}
