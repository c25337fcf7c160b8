"""An explanation -> lines of text in a language. Each line can be read alone; what is inside is indented."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Message, Reason, say
from engine.explain.model import Explanation, Part
from engine.manual.checked import Provenance
from engine.source import Span

INDENT = "  "
MOST_SOURCES = 20
LONGEST = 100


def explanation_lines(one: Explanation, language: str) -> Iterator[str]:
    """The whole explanation, without line ends."""
    yield _headline(one, language)
    for line in _inside(one, language):
        yield INDENT + line


def _inside(one: Explanation, language: str) -> Iterator[str]:
    if one.digits is not None:
        yield words(say("more digits: {digits}", digits=one.digits), language)
    yield from (words(said, language) for said in one.said)
    if one.note is not None:
        yield words(say("note: {text}", text=_line(one.note)), language)
    yield from _section(say("formula"), (one.formula or "").splitlines(), language)
    yield from _section(say("with numbers"), [one.numbers] if one.numbers else [], language)
    yield from _section(say("step by step"), _parts(one.parts, language), language)
    yield from _section(say("left out"), _left_out(one, language), language)
    yield from _section(say("not available"), _reasons(one.reasons, language), language)
    yield from _section(say("rule"), _rule(one.rule, language), language)
    yield from _section(say("sources"), _sources(one.sources), language)
    yield from _section(say("published"), (words(found.message, language) for found in one.findings), language)
    if one.instead is not None:
        yield from _section(say("this value replaces"), explanation_lines(one.instead, language), language)
    yield from _section(say("computed from"), _below(one.below, language), language)


def _headline(one: Explanation, language: str) -> str:
    doubt = {"provisional": f"  ({words(say('provisional'), language)})"}.get(one.outcome.status, "")
    digits = f" ({one.digits})" if one.brief and one.digits else ""
    return f"{one.id} = {_line(one.shown)}{digits}{doubt}"


def _section(title: Message, lines: Iterable[str], language: str) -> Iterator[str]:
    """A title and its lines; nothing for no lines."""
    found = False
    for line in lines:
        if not found:
            yield f"{words(title, language)}:"
            found = True
        yield INDENT + line


def _parts(parts: Iterable[Part], language: str) -> Iterator[str]:
    for part in parts:
        yield _line(words(part.said, language))
        for line in _parts(part.parts, language):
            yield INDENT + line


def _left_out(one: Explanation, language: str) -> Iterator[str]:
    for out in one.left_out:
        yield words(say("{member}, because `{test}` is not true for it", member=out.member, test=out.test), language)
        for line in _reasons(out.reasons, language):
            yield INDENT + line


def _reasons(reasons: Iterable[Reason], language: str) -> Iterator[str]:
    """Each reason once, with the inputs that are absent for it."""
    inputs: dict[tuple[str, bool], list[str]] = {}
    for reason in reasons:
        lawful = words(say("lawful") if reason.lawful else say("missing"), language)
        where = f" ({address(reason.place)})" if reason.place is not None and reason.input is None else ""
        text = f"{reason.code} ({lawful}): {_line(words(reason.message, language))}{where}"
        inputs.setdefault((text, reason.lawful), []).extend([reason.input] if reason.input else [])
    for (text, allowed), ids in inputs.items():
        yield text
        most = MOST_SOURCES if allowed else len(ids)  # what is missing has to be filled in, and is listed whole
        yield from (INDENT + id_ for id_ in ids[:most])
        if len(ids) > most:
            yield INDENT + words(say("and {count} more", count=len(ids) - most), language)


def _rule(rule: Provenance | None, language: str) -> Iterator[str]:
    if rule is None:
        return
    yield f"{rule.name}, {rule.manual}, {address(rule.where)}"
    if rule.citation is not None:
        yield f"{rule.citation.document}, {rule.citation.reference}".removesuffix(", ")
    if rule.replaces is not None:
        yield words(say("it replaces an earlier rule, because: {why}", why=_line(rule.replaces)), language)
    if rule.certainty not in (None, "A"):
        yield words(say("certainty: {certainty}", certainty=str(rule.certainty)), language)
        if rule.note is not None:
            yield words(say("note: {text}", text=_line(rule.note)), language)


def _sources(places: tuple[Span, ...]) -> Iterator[str]:
    for place in places[:MOST_SOURCES]:
        text = _line(place.text)
        yield f"{address(place)}: {text if len(text) <= LONGEST else text[:LONGEST] + '…'}"
    if len(places) > MOST_SOURCES:
        yield "…"


def _below(figures: Iterable[Explanation], language: str) -> Iterator[str]:
    """Given values and those not explained further take one line, others their whole explanation."""
    for one in figures:
        if not one.brief:
            yield from explanation_lines(one, language)
            continue
        places = "; ".join(address(place) for place in one.sources[:MOST_SOURCES])
        note = f" – {_line(one.note)}" if one.note else ""
        yield _headline(one, language) + (f"  [{places}]" if places else "") + note


def address(place: Span) -> str:
    """`file:line`."""
    return f"{place.source.name}:{place.line}"


def _line(text: str) -> str:
    return " ".join(text.split())
