"""Files of manuals -> what they say of rules besides what is computed: descriptions, articles, dates.

The checked manual has what figures need. A reader of a difference also wants to see that the description of a raw datum
is another one, or the article that a function rests on, or the day from which a manual holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.difference import texts
from engine.difference.facts import Fact, Thing, known, plain
from engine.difference.model import Part, Subject
from engine.difference.of_values import citation_fact
from engine.manual.checked import Manual
from engine.manual.collect import Collected, Item, Origin, attributes, citation, collect, rule_key
from engine.manual.conform import conform
from engine.manual.leaves import Held
from engine.manual.model import AttributeForm, Documented, ManualForm, MemberForm
from engine.manual.nodes import Mapping as MappingNode
from engine.manual.nodes import Scalar
from engine.manual.read import ManualFiles

Stated = Mapping[Subject, tuple[Fact, ...]]
NOTHING: Stated = {}
TOP = Subject("head", "", "")


def stated(stack: tuple[ManualFiles, ...], manual: Manual) -> Stated:
    """What the files say of each thing."""
    collected = collect(stack, lambda found: None)
    found: dict[Subject, tuple[Fact, ...]] = {}
    for subject, facts in (*_named(collected), *_entries(collected, manual)):
        found[subject] = tuple(known(facts))
    found[TOP] = tuple(known(_head(stack[-1].form)))
    return found


def lower_heads(stack: tuple[ManualFiles, ...]) -> Iterator[Thing]:
    """What the decrees say of themselves."""
    for files in stack[:-1]:
        form = files.form
        cited = citation(form.dasar_hukum, None)
        facts = (
            text("name", form.nama),
            None if cited is None else citation_fact(cited, form.place),
            *_head(form),
        )
        yield Thing(Subject("head", "", files.code), form, form.place, tuple(known(facts)))


def text(part: Part, scalar: Scalar | None) -> Fact | None:
    """A text of a file."""
    return None if scalar is None else plain(part, texts.one_line(scalar.text), scalar.span)


def _head(form: ManualForm) -> Iterator[Fact | None]:
    held = form.berlaku
    yield plain("starts", None if held is None else str(held.mulai), form.place)
    yield plain("stops", None if held is None or held.sampai is None else str(held.sampai), form.place)
    yield text("replaces", form.menggantikan)
    yield text("extends", form.memperluas)
    yield text("fills", form.mengisi)
    yield text("description", form.uraian)
    yield text("note", form.catatan)
    yield plain("certainty", form.keyakinan, form.place)


def _named(collected: Collected) -> Iterator[tuple[Subject, tuple[Fact | None, ...]]]:
    """What is said of rules, functions, constants, checks and attributes of levels."""
    for key, rule in collected.rules.items():
        level, name = rule_key(key) or ("", key)
        for owner in (level, *(word.text for word in rule.form.juga_untuk)):
            yield Subject("rule", owner, name), (text("description", rule.form.uraian),)
    for key, check in collected.checks.items():
        yield Subject("check", *(rule_key(key) or ("", key))), (text("description", check.form.uraian),)
    for name, function in collected.functions.items():
        yield Subject("function", "", name), _ground(function)
    for name, scale in collected.scales.items():
        yield Subject("function", "", name), _ground(scale)
    for name, constant in collected.constants.items():
        yield Subject("constant", "", name), _ground(constant)
    for name, level_ in collected.levels.items():
        yield Subject("level", "", name), (text("description", level_.form.uraian),)
        for attribute, form in attributes(level_, collected.levels):
            yield Subject("attribute", name, attribute), _ground(Item(attribute, form, level_.origin))


def _ground(item: Item[Any]) -> tuple[Fact | None, ...]:
    """What something rests on that has it in its form alone."""
    form: Documented | AttributeForm = item.form
    cited = citation(form.dasar_hukum, item.origin.citation)
    return (
        text("description", form.uraian),
        text("note", form.catatan),
        text("reason", getattr(form, "alasan", None)),
        plain("certainty", form.keyakinan or item.origin.certainty, form.place),
        None if cited is None else citation_fact(cited, form.place),
    )


def _entries(collected: Collected, manual: Manual) -> Iterator[tuple[Subject, tuple[Fact | None, ...]]]:
    for form, origin, level in collected.entries:
        if level in manual.levels:
            yield from _entry(form.kode.text, form, str(level), origin, manual)


def _entry(
    kode: str, form: MemberForm, level: str, origin: Origin, manual: Manual
) -> Iterator[tuple[Subject, tuple[Fact | None, ...]]]:
    subject = Subject("entry", level, kode)
    yield subject, (text("description", form.uraian),)
    for name, variable in form.data_mentah.items():
        plain_origin = Origin(origin.manual)
        yield Subject("variable", subject.label, name), _ground(Item(name, variable, plain_origin))
    for name, constant in form.tetapan.items():
        yield Subject("constant", subject.label, name), _ground(Item(name, constant, Origin(origin.manual)))
    for name, rule in form.aturan.items():
        yield Subject("entry_rule", subject.label, name), (text("description", rule.uraian),)
    below = manual.levels[level].member
    for key, member in _members(form.extra.get(below or "")):
        yield from _entry(key, member, str(below), origin, manual)


def _members(held: Held | None) -> Iterator[tuple[str, MemberForm]]:
    if held is not None and isinstance(held.node, MappingNode):
        for key, node in held.node.entries:
            form = conform(node, MemberForm)[0] if isinstance(node, MappingNode) else None
            if form is not None:
                yield key.text, form
