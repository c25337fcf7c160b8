"""A mistake → what to read in its place, so that the rest of the formula can be read as it was meant.

Where the mistake has one reading (its diagnostic carries edits) that is read. Where it has several a hole is put there,
a name of ours of which nothing is told later. For each code the ways are tried in order, until one lets reading go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from engine.diagnostics.model import Diagnostic, Edit
from engine.language.build import UNREAD
from engine.language.mistake import Mistake, Sign
from engine.language.syntax_words import CLOSERS, VALUE_BEGINS, VALUES
from engine.record import dataclass
from engine.source import Span

Signs = tuple[Sign, ...]
Words = Callable[[str], list[Sign]]
"""The words and signs of a text that stands nowhere."""

_WORDS = {"IN": "in", "THEN": "then", "ELSE": "else", "RETURN": "return", "SATISFIES": "satisfies"}
_ENDS = {"THEN", "ELSE", "RETURN", "SATISFIES", "COMMA", *CLOSERS.values()}


@dataclass(frozen=True, slots=True)
class Repair:
    """Other signs for the formula; it is one if the sign at `through` can then be read."""

    signs: Signs
    through: int


def repairs(mistake: Mistake, problem: Diagnostic, words: Words) -> Iterator[Repair]:
    """The ways to go on behind a mistake, the likeliest first."""
    if problem.edits:
        yield _edited(mistake, problem.edits, words)
    elif problem.code in _WAYS and problem.place is not None:
        yield from _WAYS[problem.code](mistake, problem.place)


def left_out(mistake: Mistake) -> tuple[int, int]:
    """From which sign to which nothing can be told any more: up to the commas and brackets around the mistake."""
    if not any(sign.kind in CLOSERS for sign in mistake.open):
        return 0, len(mistake.signs)
    commas = [index for index in mistake.level if mistake.at(index).kind == "COMMA"]
    before, after = [index for index in commas if index < mistake.index], [i for i in commas if i >= mistake.index]
    low = before[-1] + 1 if before else min((*mistake.level, mistake.index))
    high = after[0] if after else mistake.level_end
    return low, high


def hole(start: int, end: int) -> Sign:
    """A name of ours instead of what stands between two places."""
    return Sign("NAME", UNREAD, start, end, ours=True)


# ---- how signs are exchanged


def _edited(mistake: Mistake, edits: tuple[Edit, ...], words: Words) -> Repair:
    signs = mistake.signs
    first = edits[0].place.end
    for edit in edits:
        low, high = _covered(signs, edit.place)
        new = words(edit.text)
        put: Signs = (hole(edit.place.start, edit.place.end),) if new else ()
        if len(new) == 1:
            put = (Sign(new[0].kind, new[0].text, edit.place.start, edit.place.end),)
        signs = (*signs[:low], *put, *signs[high:])
    through = sum(sign.start < first for sign in signs) - 1
    return Repair(signs, through if edits[0].text else through + 1)


def _covered(signs: Signs, place: Span) -> tuple[int, int]:
    """From which sign to which a place reaches."""
    low = sum(sign.end <= place.start for sign in signs)
    return low, max(low, sum(sign.start < place.end for sign in signs))


def _instead(mistake: Mistake, low: int, high: int, *kinds: str) -> Repair:
    """Signs of ours for those from `low` to before `high`; `NAME` is a hole."""
    at = mistake.at(low)
    start, end = (at.start, mistake.at(high - 1).end) if high > low else (at.start, at.start)
    new = tuple(_of_kind(kind, start, end) for kind in kinds)
    only_more = high == low or not new
    through = low + len(new) - (not only_more)
    return Repair((*mistake.signs[:low], *new, *mistake.signs[high:]), through)


_SHOWN = {
    **_WORDS,
    "PLUS": "+",
    "TIMES": "*",
    "AND": "and",
    "OR": "or",
    "COMMA": ",",
    "COLON": ":",
    "COMPARISON": "=",
    "STRING": '""',
    "LPAR": "(",
    "RPAR": ")",
    "LSQB": "[",
    "RSQB": "]",
    "LBRACE": "{",
    "RBRACE": "}",
}


def _of_kind(kind: str, start: int, end: int) -> Sign:
    return hole(start, end) if kind == "NAME" else Sign(kind, _SHOWN[kind], start, end, ours=True)


def _before(mistake: Mistake, *kinds: str) -> Repair:
    """Signs of ours before the wrong one."""
    return _instead(mistake, mistake.index, mistake.index, *kinds)


def _for_sign(mistake: Mistake, *kinds: str) -> Repair:
    """Signs of ours for the wrong one."""
    return _instead(mistake, mistake.index, mistake.index + 1, *kinds)


def _for_place(mistake: Mistake, place: Span, *kinds: str) -> Repair:
    return _instead(mistake, *_covered(mistake.signs, place), *kinds)


# ---- the ways by code


def _value(mistake: Mistake, place: Span) -> Iterator[Repair]:
    """A value is missing here, or something stands in its place, or it stands there twice."""
    if mistake.sign.text == mistake.before.text and mistake.at(mistake.index + 1).kind != "END":
        yield _for_sign(mistake)
    if "NAME" in mistake.accepted:
        yield _before(mistake, "NAME")
        yield _for_sign(mistake, "NAME")
    elif "COLON" in mistake.accepted and mistake.open[-1:] and mistake.open[-1].kind == "LBRACE":
        yield _before(mistake, "COLON")
        yield _before(mistake, "COLON", "NAME")
    else:
        yield from _joint(mistake, place)


def _joint(mistake: Mistake, place: Span) -> Iterator[Repair]:
    """Something stands between two values that does not join them."""
    yield _for_sign(mistake, "AND", "NAME", "AND")


def _closers(mistake: Mistake, place: Span) -> Iterator[Repair]:
    closers = [CLOSERS[sign.kind] for sign in reversed(mistake.open) if sign.kind in CLOSERS]
    for count in range(1, len(closers) + 1):
        yield _before(mistake, *closers[:count])


def _other_closer(mistake: Mistake, place: Span) -> Iterator[Repair]:
    """The right one is missing before this, or this one is wrong."""
    closers = [CLOSERS[sign.kind] for sign in reversed(mistake.open) if sign.kind in CLOSERS]
    if mistake.sign.kind in closers[1:]:
        yield _before(mistake, closers[0])
    yield _for_sign(mistake, closers[0])


def _word(mistake: Mistake, place: Span) -> Iterator[Repair]:
    """`then` and the like are missing, perhaps with the value behind them."""
    for kind in _WORDS:
        if kind in mistake.accepted:
            if mistake.sign.kind in {"COMMA", "COLON"}:
                yield _for_sign(mistake, kind)
            yield _before(mistake, kind)
            yield _before(mistake, kind, "NAME")
            yield _before(mistake, kind, "NAME", "ELSE", "NAME")


def _and(mistake: Mistake, place: Span) -> Iterator[Repair]:
    if mistake.sign.kind == "COMMA":
        yield _for_sign(mistake, "AND")
    yield _before(mistake, "AND")
    yield _before(mistake, "AND", "NAME")


def _unsure_sign(mistake: Mistake, place: Span) -> Iterator[Repair]:
    """`&`, `|`, `!`, a dash in a cell."""
    if place.text == "|":
        yield _for_place(mistake, place, "OR")
    yield _for_place(mistake, place) if place.text == "!" else _for_place(mistake, place, "PLUS", "NAME", "PLUS")


def _percent(mistake: Mistake, place: Span) -> Iterator[Repair]:
    """`10 % 3` and `a%`."""
    if mistake.at(mistake.index + 1).kind in VALUE_BEGINS:
        yield _for_sign(mistake, "TIMES", "NAME", "TIMES")
    yield _for_sign(mistake)


def _commas(mistake: Mistake, place: Span) -> Iterator[Repair]:
    """Semicolons that may be commas or not, between brackets."""
    if mistake.open:
        level = {index for index in mistake.level if mistake.at(index).text == ";"}
        put = (Sign("COMMA", ",", sign.start, sign.end) if n in level else sign for n, sign in enumerate(mistake.signs))
        yield Repair(tuple(put), mistake.index)


def _hole(mistake: Mistake, place: Span) -> Iterator[Repair]:
    yield _for_place(mistake, place, "NAME")


def _text(mistake: Mistake, place: Span) -> Iterator[Repair]:
    yield _for_sign(mistake, "STRING")


def _nothing(mistake: Mistake, place: Span) -> Iterator[Repair]:
    yield _for_place(mistake, place)


def _apart(mistake: Mistake, place: Span) -> Iterator[Repair]:
    """Two values side by side: whatever joins them, nothing is known of the two together."""
    alone = mistake.sign.kind in VALUES
    yield (_for_sign if alone else _before)(mistake, "TIMES", "NAME")
    yield _for_sign(mistake, "TIMES", "NAME")


def _in_brackets(mistake: Mistake, place: Span) -> Iterator[Repair]:
    """`1 + if a then b else c`, `not a`: brackets as far as it reaches."""
    end = _form_end(mistake)
    start = mistake.at(mistake.index).start
    opened, closed = _of_kind("LPAR", start, start), _of_kind("RPAR", mistake.at(end).start, mistake.at(end).start)
    inside = mistake.signs[mistake.index : end]
    yield Repair((*mistake.signs[: mistake.index], opened, *inside, closed, *mistake.signs[end:]), mistake.index + 1)


def _form_end(mistake: Mistake) -> int:
    """Where an `if`, or what stands behind `not`, ends."""
    waiting = 0
    joins = {"AND", "OR"} if mistake.before.kind == "NOT" else set[str]()
    for index in mistake.level:
        kind = mistake.at(index).kind
        if index < mistake.index:
            continue
        if kind in _ENDS | joins and not waiting:
            return index
        waiting += (kind in {"IF", "FOR", "SOME", "EVERY"}) - (kind in {"ELSE", "RETURN", "SATISFIES"})
    return mistake.level_end


def _body(mistake: Mistake, place: Span) -> Iterator[Repair]:
    """What a function is written to do; of its names nothing is known."""
    yield _before(mistake, "AND", "NAME", "AND")


def _test_again(mistake: Mistake, place: Span) -> Iterator[Repair]:
    yield _before(mistake, "AND", "NAME")


def _comma(mistake: Mistake, place: Span) -> Iterator[Repair]:
    yield _for_sign(mistake, "COMMA")


def _range(mistake: Mistake, place: Span) -> Iterator[Repair]:
    yield _for_sign(mistake, "PLUS", "NAME", "PLUS")


def _instance(mistake: Mistake, place: Span) -> Iterator[Repair]:
    of_what = mistake.at(mistake.index + 3).text == "<" and mistake.at(mistake.index + 5).text == ">"
    end = min(mistake.index + (6 if of_what else 3), len(mistake.signs))
    yield _instead(mistake, mistake.index, end, "COMPARISON", "NAME")


def _character(mistake: Mistake, place: Span) -> Iterator[Repair]:
    """With what it touches it is one word that is none: `$A$1`."""
    low, high = mistake.index, mistake.index + 1
    while low > 0 and mistake.at(low - 1).end == mistake.at(low).start and mistake.at(low - 1).kind in VALUES:
        low -= 1
    while mistake.at(high).start == mistake.at(high - 1).end and mistake.at(high).kind in VALUES | {"FOREIGN", "DOT"}:
        high += 1
    yield _instead(mistake, low, high, "NAME")
    yield _for_sign(mistake, "PLUS", "NAME", "PLUS")
    yield _for_sign(mistake)


_WAYS: Mapping[str, Callable[[Mistake, Span], Iterator[Repair]]] = {
    **dict.fromkeys(("E210", "E211", "E232", "E237"), _value),
    **dict.fromkeys(("E224", "E225", "E228", "E229", "E230", "E251"), _hole),
    **dict.fromkeys(("E214", "E221", "E227"), _nothing),
    **dict.fromkeys(("E233", "E234"), _in_brackets),
    "E213": _closers,
    "E215": _other_closer,
    "E216": _word,
    "E217": _and,
    "E220": _unsure_sign,
    "E222": _text,
    "E223": _percent,
    "E226": _commas,
    "E231": _apart,
    "E235": _test_again,
    "E236": _joint,
    "E238": _comma,
    "E239": _range,
    "E240": _instance,
    "E241": _body,
    "E252": _character,
}
"""What is not here has no way: then everything up to the next comma or bracket is left out."""
