"""Checked manual -> everything that is wrong or doubtful in it, before any figure is computed.

Rules are looked at for all entries at once, with `entri` as a unit that nobody knows. Where a finding rests on that,
the rule is looked at again for each unit that entries really declare, and only what is wrong there is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis import arithmetic, conditions, facts
from engine.analysis import unit_problems as problem
from engine.analysis.branches import alike
from engine.analysis.colours import never_shown
from engine.analysis.declared import every
from engine.analysis.facts import Fact, Member, Nothing, Number
from engine.analysis.findings import Findings, key
from engine.analysis.following import on_their_own
from engine.analysis.infer import Inference
from engine.analysis.ranges import ALL
from engine.analysis.seen import SELF, Seen
from engine.analysis.table_findings import findings
from engine.analysis.table_report import everywhere
from engine.analysis.units import UNKNOWN, Measure
from engine.analysis.whole import unused
from engine.diagnostics.model import Diagnostic, Problems, in_order, say
from engine.language import typed
from engine.language.types import NUMBER
from engine.manual.checked import Entry, Manual, Rule, Variable
from engine.manual.read import ManualFiles
from engine.record import replace

UNIT_CODES = ("E801", "E802", "E803", "E804", "E805")


def analyse(manual: Manual, stack: tuple[ManualFiles, ...], problems: Problems) -> Problems:
    """The findings of a checked manual. `problems`: what reading and checking found, which is not said again."""
    analysis = Analysis(manual)
    found = [*analysis.rules(), *analysis.entries(), *analysis.shown(), *analysis.infer.functions.all()]
    wrong = {one.place for one in found if one.severity == "error"}
    found += [one for one in analysis.tables() if one.place not in wrong]
    found += [*_without_unit(manual), *never_shown(analysis.infer.declared, stack)]
    found += unused(manual, stack, broken=any(one.severity == "error" for one in (*problems, *found)))
    distinct = {key(one.code, one.place): one for one in reversed(found) if one.place is not None}
    return in_order(on_their_own(distinct.values(), problems, stack))


class Analysis:
    """One look at a manual, by an `inference` of one's own where more is to be kept of it."""

    def __init__(self, manual: Manual, inference: type[Inference] = Inference) -> None:
        self.manual = manual
        self.infer = inference(manual, self.body)

    def body(self, rule: Rule, seen: Seen) -> Fact:
        """What a rule gives, computed or given instead."""
        fact = arithmetic.result(self.infer.fact(rule.body, seen), rule, rule.body, self.infer, seen)
        if rule.given_by is not None and isinstance(fact, Nothing):
            fact = Number(unit=UNKNOWN)  # it has no value of its own, and a number may be given instead
        if rule.given_by is None or not isinstance(fact, Number):
            return facts.may_be_absent(fact, True) if rule.given_by else fact
        given = self.infer.declared.limited(rule.limits, rule.unit) if rule.limits != typed.UNLIMITED else ALL
        return replace(fact, range=given)

    def rules(self) -> Iterator[Diagnostic]:
        """The rules of levels."""
        declared = self.infer.declared
        for level, name in self.manual.rules:
            declared.rule(level, name)
            found = declared.found[level, name]
            units = self._units(level) if found.own_unit else {}
            if units:
                found = self._in_units(self.manual.rules[level, name], level, units, found)
            yield from found.all()

    def _units(self, level: str) -> dict[Measure, Entry]:
        """The units that entries of a level declare, each with the first that does."""
        found: dict[Measure, Entry] = {}
        for entry in every(self.manual.entries):
            if entry.level == level:
                found.setdefault(self.infer.declared.of_entry(entry), entry)
        return found

    def _in_units(self, rule: Rule, level: str, units: dict[Measure, Entry], unknown: Findings) -> Findings:
        """What is found of a rule in each unit of real entries; of what was found with an `unknown` one, what does not
        rest on that."""
        together = Findings()
        for unit, entry in units.items():
            found = Findings()
            self.body(rule, Seen(found, Member(level, SELF), unit=unit))
            note = (say("for the satuan of this entry"), entry.unit_place or entry.provenance.place)
            for one in found.once.values():
                together.found(replace(one, others=(*one.others, note)) if one.code in UNIT_CODES else one)
            together.join(found)
        for one in unknown.once.values():
            if one.code not in UNIT_CODES:
                together.found(one)
        return together

    def entries(self) -> Iterator[Diagnostic]:
        """The rules of entries, and how their results are computed."""
        declared = self.infer.declared
        for entry in every(self.manual.entries):
            for rule in entry.rules.values():
                own = declared.own_rule(entry, rule)
                yield from declared.found[f"{entry.level}/{entry.kode}", rule.name].all()
                yield from self._replaced(entry, rule, own)
            if entry.result is not None:
                found = Findings()
                seen = Seen(found, Member(entry.level, SELF), entry)
                fact = self.body(entry.result, seen)
                arithmetic.numbers((entry.result.body,), (fact,), entry.result.name, seen)
                yield from found.all()
            yield from self._parts(entry)

    def _replaced(self, entry: Entry, rule: Rule, own: Fact) -> Problems:
        """A rule that replaces another gives what that gives: whoever reads it cannot tell the two apart."""
        before = self.manual.rules.get((entry.level, rule.name))
        if before is None:
            return ()
        quiet, found = Findings(), Findings()
        seen = Seen(quiet, Member(entry.level, SELF), entry)
        places = (before.provenance.place, rule.provenance.place)
        known = (self.body(before, seen), own)
        alike(list(zip(places, known, strict=True)), self.infer, Seen(found, Member(entry.level, SELF), entry))
        return found.all()

    def _parts(self, entry: Entry) -> Iterator[Diagnostic]:
        """Raw data that are declared to be parts of something in another unit."""
        algebra = self.infer.declared.algebra
        for variable in entry.variables.values():
            whole = entry.variables.get(variable.part_of or "")
            if whole is None:
                continue
            part, rest = (self._side(one, entry) for one in (variable, whole))
            if not algebra.same(part.unit, rest.unit):
                sides = (arithmetic.side(part), arithmetic.side(rest))
                words = problem.part(variable.name, variable.part_of or "", *sides)
                yield problem.unequal_units(variable.place, words, *sides, cause=part.origin)

    def _side(self, variable: Variable, entry: Entry) -> Number:
        unit = self.infer.declared.of_entry(entry)
        fact = self.infer.declared.quantity(variable.quantity, unit, variable.place)
        return fact if isinstance(fact, Number) else Number()

    def shown(self) -> Iterator[Diagnostic]:
        """What is asked of contracts, and what is printed."""
        for check in self.manual.checks:
            found = Findings()
            seen = Seen(found, Member(check.level, SELF))
            conditions.tested(check.condition, self.infer, seen)
            self.infer.fact(check.message, conditions.assume(check.condition, False, self.infer, seen))
            yield from found.all()
        display = self.manual.display
        if display is None:
            return
        root = next(iter(self.manual.levels))
        cells = [(root, node) for _, node in display.totals]
        cells += [(root, display.title)] if display.title is not None else []
        cells += [pair for column in display.columns for pair in column.cells.items()]
        for level, node in cells:
            found = Findings()
            self.infer.fact(node, Seen(found, Member(level, SELF)))
            yield from found.all()

    def tables(self) -> Iterator[Diagnostic]:
        """What all uses of each table together show of it."""
        for table, uses in self.infer.tables.values():
            if not uses:
                continue
            report = everywhere(tuple(report for report, _ in uses.values()))
            yield from findings(table, replace(report, merges=()) if table.closed else report)


def _without_unit(manual: Manual) -> Iterator[Diagnostic]:
    """Raw data that are numbers and do not say of what, or not how several periods become one."""
    several = any(period.parts != (code,) for code, period in manual.periods.items())
    for entry in every(manual.entries):
        for variable in entry.variables.values():
            quantity = variable.quantity
            if quantity.type == NUMBER and quantity.unit is None and quantity.unit_place is None:
                yield problem.no_unit(variable.place, variable.name)
            if variable.consolidation is None and entry.over_periods == "data mentah" and several:
                yield problem.not_put_together(variable.place, variable.name)
