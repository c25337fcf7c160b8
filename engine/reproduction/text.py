"""What was found in a report -> lines for a person: each difference, what may explain it, and what does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Message, say
from engine.reproduction.model import Difference, Hit, Reproduction
from engine.reproduction.shapes import value_text
from engine.results.display import grouped, rounded

INDENT = "  "
MOST_IDS = 12
VERDICTS = {
    "cause": say("cause"),
    "perhaps": say("perhaps"),
    "follows": say("follows"),
    "unknown": say("cannot be explained"),
}


def report_lines(found: Reproduction, language: str, most: int | None) -> Iterator[str]:
    """The whole report; of each difference `most` explanations, None for all."""

    def said(message: Message) -> str:
        return words(message, language)

    own = [one for one in found.differences if not one.given]
    given = [one for one in found.differences if one.given]
    yield said(
        say(
            "{paket}, period {period}, manual {manual}: {compared} printed figures compared, {agreeing} agree",
            paket=found.paket, period=found.period, manual=found.manual,
            compared=found.compared, agreeing=found.agreeing,
        )
    )  # fmt: skip
    for one in own:
        yield ""
        yield from _difference(one, language, most)
    for what, ones in found.if_so:
        yield ""
        yield said(say("If it is worked out {what}, these printed figures differ as well:", what=what))
        for one in ones:
            yield from _indented(_difference(one, language, most))
    if given:
        yield ""
        yield said(say("Given instead of computed (the report does not contradict itself here):"))
        for one in given:
            yield from _indented(_difference(one, language, most))
    yield ""
    yield from (said(one) for one in _closing(found, own))


def _closing(found: Reproduction, own: list[Difference]) -> Iterator[Message]:
    if found.within:
        each = ", ".join(f"`{id}` ({printed}, {computed})" for id, printed, computed in found.within)
        yield say("agree only because their parts were rounded: {ids}", ids=each)
    if found.silent:
        yield say("printed, but nothing can be computed to compare: {ids}", ids=_some(found.silent))
    if not own:
        yield say("no difference found")
        return
    counts = {verdict: sum(one.verdict == verdict for one in own) for verdict in VERDICTS}
    yield say(
        "differences: {count}; with a cause: {cause}, perhaps explained: {perhaps}, following from others: {follows},"
        " not explained: {unknown}",
        count=len(own), **counts,
    )  # fmt: skip


def _some(ids: tuple[str, ...]) -> str:
    return ", ".join(ids[:MOST_IDS]) + (", …" if len(ids) > MOST_IDS else "")


def _difference(one: Difference, language: str, most: int | None) -> Iterator[str]:
    if one.computed is None:
        head = say("`{id}`: printed {printed}", id=one.id, printed=one.printed)
    else:
        head = say(
            "`{id}`: printed {printed}, {basis} {computed}",
            id=one.id, printed=one.printed, basis=one.basis, computed=one.computed,
        )  # fmt: skip
    yield words(head, language)
    yield INDENT + words(say("where: {places}", places="; ".join(one.where)), language)
    yield from _indented(words(message, language) for message in _verdict(one))
    for hit in one.hits[:most]:
        first, *more = (words(message, language) for message in _hit(hit))
        yield INDENT + first
        yield from _indented(_indented(more))
    if most is not None and len(one.hits) > most:
        yield INDENT + words(say("and {count} more", count=len(one.hits) - most), language)


def _verdict(one: Difference) -> Iterator[Message]:
    tried = say(
        "{tried} candidates tried, {expected} hits expected by chance",
        tried=one.tried, expected=grouped(rounded(one.expected, 3), 3),
    )  # fmt: skip
    if one.follows:
        yield say("follows from the difference of {ids}", ids=", ".join(f"`{id}`" for id in one.follows))
    if one.verdict != "follows":
        yield say("{verdict} ({tried})", verdict=VERDICTS[one.verdict], tried=tried)


def _hit(hit: Hit) -> Iterator[Message]:
    first = hit.candidates[0]
    about = Message(hit.kind.about) if hit.kind.about else Message(hit.kind.name)
    what = "; ".join(f"{{{at}}}" for at in range(len(hit.candidates)))
    every = Message(what, tuple((str(at), one.what) for at, one in enumerate(hit.candidates)))
    yield say("- {about}: {what} = {value}", about=about, what=every, value=value_text(first.value))
    if hit.shared:
        yield say("this explains as well: {ids}", ids=", ".join(hit.shared))
    if hit.mended:
        yield say("then these agree as well: {ids}", ids=", ".join(hit.mended))
    if hit.broken:
        yield say("but then these do not agree any more: {ids}", ids=", ".join(hit.broken))


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (INDENT + line for line in lines)
