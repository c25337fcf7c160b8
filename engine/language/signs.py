"""A formula with a mistake in it → all its words and signs, past what is none.

Reading stops at the first character that is no sign. Here it goes on behind it, so that what follows can be judged as
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
_MANY = 60  # of what is no sign: then it is no formula, and nothing is said of the rest


@dataclass(frozen=True, slots=True)
class Signs:
    """`swallowed` is where a text or a comment without an end begins: what follows is not what was meant.

    `whole`: no sign was left out, because there were too many that are none.
    """

    signs: tuple[Sign, ...]
    problems: Problems
    swallowed: int | None
    whole: bool


def all_signs(span: Span, read: Read) -> Signs:
    """Every word and sign of the formula, FOREIGN and QUOTED ones included."""
    signs: list[Sign] = []
    unseen: dict[int, str | None] = {at.start(): None for at in UNSEEN.finditer(span.source.text, span.start, span.end)}
    found: list[Diagnostic] = []
    at, whole = span.start, True
    for _ in range(_MANY):
        more, stop = read(at, span.end)
        comment = next((n for n, sign in enumerate(more) if _opens_comment(sign, span)), None)
        signs = _joined(signs, more[:comment], unseen)
        if comment is not None:
            start = more[comment].start
            found.append(problems.comment_without_end(Span(span.source, start, start + 2)))
            break
        if stop >= span.end:
            break
        if _cannot_be_seen(span.source.text[stop]):
            unseen[stop] = " " if unicodedata.category(span.source.text[stop]) == "Zs" else ""
            at = stop + 1
            continue
        sign = _foreign(span, stop)
        if sign.kind == "STRING":
            found.append(_without_end(span, sign))
        signs.append(sign)
        at = sign.end
    else:
        whole = at >= span.end
    swallowed = [problem.place.start for problem in found if problem.place and not problem.edits]
    swallowed += [] if whole else [at]
    return Signs(tuple(signs), (*_unseen(span, unseen), *found), min(swallowed, default=None), whole)


def _joined(signs: list[Sign], more: list[Sign], unseen: dict[int, str | None]) -> list[Sign]:
    """A name with something invisible inside it is one name, if that takes no room."""
    if not signs or not more:
        return signs + more
    last, first = signs[-1], more[0]
    between = range(last.end, first.start)
    if not between or {last.kind, first.kind} != {"NAME"} or not all(unseen.get(at) == "" for at in between):
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


def _unseen(span: Span, instead: dict[int, str | None]) -> list[Diagnostic]:
    """One problem for each character that cannot be seen; outside texts its edits exchange it wherever it stands."""
    text = span.source.text
    found = []
    for character, group in groupby(sorted(instead, key=lambda at: (text[at], at)), key=lambda at: text[at]):
        places = [(Span(span.source, at, at + 1), instead[at]) for at in group]
        edits = tuple(Edit(place, other) for place, other in places if other is not None)
        name = unicodedata.name(character, f"U+{ord(character):04X}").lower()
        found.append(problems.unseen_character(places[0][0], name, edits if len(edits) == len(places) else ()))
    return found
