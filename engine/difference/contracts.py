"""A contract as its manual understands it -> things: the contract, and its members with what is given of each."""

from __future__ import annotations

from collections.abc import Iterator

from engine.data.kontrak import Kontrak
from engine.data.model import KontrakForm
from engine.data.stated import slots
from engine.data.tree import Member
from engine.difference import texts
from engine.difference.comparable import Names, comparable
from engine.difference.facts import Fact, Thing, known, plain
from engine.difference.model import Subject
from engine.difference.of_values import citation_fact
from engine.difference.renames import Renames
from engine.difference.stated import text
from engine.difference.things import Things
from engine.manual.checked import Given, Manual
from engine.manual.collect import citation


def contract_things(form: KontrakForm, kontrak: Kontrak, manual: Manual, renamed: Renames) -> Things:
    """Everything that a contract says, under the names of the other side where its manual has other ones."""
    found = (_contract(form, kontrak), *_members(kontrak.root, None, manual, renamed))
    return {thing.subject: thing for thing in found}


def _contract(form: KontrakForm, kontrak: Kontrak) -> Thing:
    cited = citation(form.dasar_hukum, None)
    reporters = frozenset(kontrak.reporters)
    facts = (
        plain("office", texts.one_line(kontrak.unit_kerja), form.unit_kerja.span),
        plain("manual", kontrak.manual, form.manual.span),
        plain("year", kontrak.tahun, form.place),
        text("number", form.nomor),
        plain("date", None if form.tanggal is None else str(form.tanggal), form.place),
        None if cited is None else citation_fact(cited, form.place),
        text("note", form.catatan),
        Fact("reporters", "", reporters, lambda: ", ".join(sorted(reporters)), kontrak.reporters)
        if reporters
        else None,
    )
    return Thing(Subject("contract", "", ""), kontrak, form.place, tuple(known(facts)))


def _members(member: Member, above: Subject | None, manual: Manual, renamed: Renames) -> Iterator[Thing]:
    """A member and all below it. The root is called by its level alone: another office has another kode."""
    entry = renamed.subject(Subject("entry", member.level, member.kode))
    subject = Subject("member", member.level, entry.name if above is not None else "")
    facts = (
        plain("name", texts.one_line(member.nama), member.place) if above is not None else None,
        plain("member", above.label, member.place) if above is not None and above.name else None,
        *_given(member, manual, renamed),
    )
    yield Thing(subject, member, member.place, tuple(known(facts)), above)
    for below in member.members:
        yield from _members(below, subject, manual, renamed)


def _given(member: Member, manual: Manual, renamed: Renames) -> Iterator[Fact | None]:
    known_slots = slots(manual.levels[member.level], member.entry, manual)
    own = member.entry.unit if member.entry else None

    def facts(name: str, given: Given, key: str) -> Iterator[Fact | None]:
        slot = known_slots.get(name)
        unit = texts.unit_of(slot.quantity.unit if slot else None, manual.units, own)
        shape = comparable(given.outcome, Names())
        yield Fact(
            "given", key, shape, lambda: texts.outcome(given.outcome, unit), given.outcome, given.place, lambda: key
        )
        if given.note is not None:
            note = texts.one_line(given.note)
            yield Fact("given_note", key, note, lambda: note, note, given.place, lambda: key)

    for name, given in member.given.items():
        yield from facts(name, given, renamed.name(member.level, name))
    for name, periods in member.per_period.items():
        for period, given in periods.items():
            yield from facts(name, given, f"{renamed.name(member.level, name)} {period}")
