"""A formula with a mistake in it → all its words and signs, past what is none.

Lark stops at the first character that is no sign. Here reading goes on behind it, so that what follows can be judged as
well. What cannot be seen is reported and left out; a text or a comment without an end takes what is left of its line,
or of the formula.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import groupby

from engine.diagnostics.model import Diagnostic, Edit, Problems
from engine.language import syntax_problems as problems
from engine.language.mistake import Sign
from engine.language.syntax_words import QUOTES, UNSEEN
from engine.record import dataclass
from engine.source import Span

Read = Callable[[int, int], tuple[list[Sign], int]]
"""The signs between two places of the text, and where reading stopped: at the second, or at what is no sign."""

_REST_OF_LINE = re.compile(r"[^\r\n]*")
_MANY = 100  # signs of no language: then it is no formula, and nothing more is said of it


@dataclass(frozen=True, slots=True)
class Signs:
    """`swallowed` is where a text or a comment without an end begins: what follows is not what was meant."""

    signs: tuple[Sign, ...]
    problems: Problems
    swallowed: int | None = None


def all_signs(span: Span, read: Read) -> Signs:
    """Every word and sign of the formula, FOREIGN and QUOTED ones included."""
    signs: list[Sign] = []
    unseen = {match.start(): False for match in UNSEEN.finditer(span.source.text, span.start, span.end)}
    found: list[Diagnostic] = []
    at = span.start
    while True:
        more, stop = read(at, span.end)
        comment = next((n for n, sign in enumerate(more) if _opens_comment(sign, span)), None)
        signs = _joined(signs, more[:comment], unseen)
        if comment is not None:
            start = more[comment].start
            found.append(problems.comment_without_end(Span(span.source, start, start + 2)))
            break
        if stop >= span.end or sum(sign.kind == "FOREIGN" for sign in signs) > _MANY:
            break
        if _cannot_be_seen(span.source.text[stop]):
            unseen[stop] = True
            at = stop + 1
            continue
        sign = _foreign(span, stop)
        if sign.kind == "STRING":
            found.append(_without_end(span, sign))
        signs.append(sign)
        at = sign.end
    swallowed = [problem.place.start for problem in found if problem.place and not problem.edits]
    return Signs(tuple(signs), (*_unseen(span, unseen), *found), min(swallowed, default=None))


def _joined(signs: list[Sign], more: list[Sign], unseen: dict[int, bool]) -> list[Sign]:
    """A name with something invisible inside it is one name."""
    if not signs or not more or not all(at in unseen for at in range(signs[-1].end, more[0].start)):
        return signs + more
    last, first = signs[-1], more[0]
    if last.end == first.start or {last.kind, first.kind} != {"NAME"}:
        return signs + more
    return [*signs[:-1], Sign("NAME", last.text + first.text, last.start, first.end), *more[1:]]


def _opens_comment(sign: Sign, span: Span) -> bool:
    """A whole comment would not be a sign at all."""
    return sign.kind == "DIVIDE" and span.source.text.startswith("/*", sign.start) and sign.end < span.end


def _cannot_be_seen(character: str) -> bool:
    return unicodedata.category(character)[0] in "ZC"


def _foreign(span: Span, at: int) -> Sign:
    """What begins where reading stopped: a text without an end, one between other quotes, or a strange character."""
    text = span.source.text
    if text.startswith(('"', '@"'), at):
        end = _curly_end(span, at)
        return Sign("STRING", '""', at, end or _line_end(span, at), ours=end is None)
    if text[at] in QUOTES:
        end = _line_end(span, at)
        ends = [place for closer in QUOTES[text[at]] if (place := text.find(closer, at + 1, end)) >= 0]
        return Sign("QUOTED", text[at : min(ends, default=end - 1) + 1], at, min(ends, default=end - 1) + 1)
    return Sign("FOREIGN", text[at], at, at + 1)


def _line_end(span: Span, at: int) -> int:
    rest = _REST_OF_LINE.match(span.source.text, at, span.end)
    return rest.end() if rest else span.end


def _curly_end(span: Span, at: int) -> int | None:
    """The end of a text that begins with our quote and ends with a curly one, if there is just one on its line."""
    curly = [place for place in range(at, _line_end(span, at)) if span.source.text[place] in "“”"]
    return curly[0] + 1 if len(curly) == 1 else None


def _without_end(span: Span, sign: Sign) -> Diagnostic:
    start, end = span.source.text.index('"', sign.start), _curly_end(span, sign.start)
    curly = any(character in "“”" for character in span.source.text[start : sign.end])
    edits = () if end is None else (Edit(Span(span.source, end - 1, end), '"'),)
    return problems.text_without_end(Span(span.source, start, start + 1), curly, edits)


def _unseen(span: Span, places: dict[int, bool]) -> list[Diagnostic]:
    """One problem for each character that cannot be seen; outside texts its edits take it away wherever it stands."""
    text = span.source.text
    found = []
    for character, group in groupby(sorted(places, key=lambda at: (text[at], at)), key=lambda at: text[at]):
        spans = [Span(span.source, at, at + 1) for at in group]
        instead = " " if unicodedata.category(character) == "Zs" else ""
        outside = all(places[place.start] for place in spans)
        edits = tuple(Edit(place, instead) for place in spans) if outside else ()
        name = unicodedata.name(character, f"U+{ord(character):04X}").lower()
        found.append(problems.unseen_character(spans[0], name, edits))
    return found
