"""Signs of other languages, characters that mean nothing, numbers and texts written otherwise → what to write.

Each function looks at one place and gives a diagnostic if it knows the mistake; `syntax_hints` says in which order.
"""

from __future__ import annotations

import re
import unicodedata

from engine.diagnostics.model import Diagnostic, Edit, say
from engine.language import syntax_problems as problems
from engine.language.decimals import NUMBER, thousands
from engine.language.mistake import Mistake
from engine.language.syntax_words import ALIKE, CLOSERS, DASHES, QUOTES, SPELLINGS, UNSURE_SPELLINGS
from engine.source import Span


def empty(mistake: Mistake) -> Diagnostic | None:
    """Nothing was written at all."""
    return None if mistake.signs else problems.empty(mistake.span, mistake.in_cell)


def leading_equals(mistake: Mistake) -> Diagnostic | None:
    """A formula as in a spreadsheet."""
    first = mistake.index == 0 and not mistake.in_cell and mistake.sign.text == "="
    after = mistake.at(1)
    return problems.leading_equals(mistake.place(mistake.sign.start, after.start)) if first else None


def spelling(mistake: Mistake) -> Diagnostic | None:
    """`==` and its like: the second sign is the wrong one, the mistake is both."""
    text, at = mistake.span.source.text, mistake.sign.start
    for start, end in ((at - 1, at + 1), (at, at + 2), (at, at + 1)):
        inside = mistake.span.start <= start and end <= mistake.span.end and mistake.sign.kind != "END"
        if inside and text[start:end] in SPELLINGS:
            range_in_cell = mistake.in_cell and text[at] in DASHES and not mistake.value_wanted
            sure = text[start:end] not in UNSURE_SPELLINGS and not range_in_cell
            return problems.other_spelling(mistake.place(start, end), SPELLINGS[text[start:end]], sure)
    return None


def quotes(mistake: Mistake) -> Diagnostic | None:
    """Texts between other quotation marks."""
    sign = mistake.sign
    if sign.kind != "QUOTED":
        return None
    if sign.text[-1] not in QUOTES[sign.text[0]] or len(sign.text) == 1:
        return problems.wrong_quotes(mistake.place(sign.start, sign.start + 1), "…", sure=False)
    inside = sign.text[1:-1]
    return problems.wrong_quotes(mistake.here, inside or "…", sure=not {'"', "\\"} & set(inside))


def percent(mistake: Mistake) -> Diagnostic | None:
    """`90 %`, `a %`, `10 % 3`."""
    if mistake.sign.text != "%":
        return None
    before, after = mistake.before, mistake.place(mistake.sign.end, mistake.span.end).text.strip()
    if before.kind != "NUMBER":
        return problems.percent_apart(mistake.here, say("write `… * 1%` or `… / 100`"))
    if re.match(r"[\w(]", after):
        return problems.percent_apart(mistake.here, say("write `modulo(a, b)` for the rest of a division"))
    place, right = mistake.over(before, mistake.sign), before.text + "%"
    return problems.percent_apart(place, say("write `{right}`", right=right), (Edit(place, right),))


_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?")


def digits(mistake: Mistake) -> Diagnostic | None:
    """`1.234.567` and `1,5`: the signs before and after belong to one number."""
    place = _covering(_GROUPED, mistake)
    if place:
        decimals = max(".,", key=place.text.rfind) if "." in place.text and "," in place.text else ""
        whole, _, rest = place.text.rpartition(decimals) if decimals else (place.text, "", "")
        whole = whole.replace(".", "").replace(",", "")
        return problems.grouped_digits(place, f"{whole}.{rest}" if rest else whole)
    place = _covering(NUMBER, mistake) if mistake.sign.kind == "COMMA" else _before_range(mistake)
    return problems.decimal_comma(place, thousands(place.text)) if place else None


def _before_range(mistake: Mistake) -> Span | None:
    """`[72,5..90)`: in a list of two numbers no range can follow."""
    place = mistake.over(mistake.at(mistake.index - 3), mistake.before)
    return place if mistake.sign.kind == "RANGE" and NUMBER.fullmatch(place.text) else None


def _covering(pattern: re.Pattern[str], mistake: Mistake) -> Span | None:
    """The match that begins before the wrong sign and reaches into it."""
    if mistake.before.kind != "NUMBER" or mistake.sign.kind not in {"NUMBER", "COMMA"}:
        return None
    start = mistake.before.start
    match = pattern.match(mistake.span.source.text, start, mistake.span.end)
    return mistake.place(*match.span()) if match and match.end() > mistake.sign.start else None


def semicolon(mistake: Mistake) -> Diagnostic | None:
    """`sum(a; b)`: all semicolons between these brackets are one mistake. Elsewhere nothing is separated at all."""
    if mistake.sign.text != ";":
        return None
    inside = any(sign.kind in CLOSERS for sign in mistake.open)
    here = [(mistake.at(index - 1), mistake.at(index), mistake.at(index + 1)) for index in mistake.level]
    # In `min(1,5; 2)` the comma is that of a number, or another one of the list.
    decimals = any(NUMBER.fullmatch(mistake.over(before, after).text) for before, _, after in here)
    if decimals or not inside:
        return problems.semicolon(mistake.here, (), decimals)
    return problems.semicolon(
        mistake.here, tuple(Edit(mistake.over(sign), ",") for _, sign, _ in here if sign.text == ";")
    )


def character(mistake: Mistake) -> Diagnostic | None:
    """Whatever else is no sign of the language: a letter or any other character."""
    sign = mistake.sign
    if sign.kind != "FOREIGN":
        return None
    if (sign.text.isalnum() and unicodedata.category(sign.text) != "No") or unicodedata.category(sign.text)[0] == "M":
        return _letter(mistake)
    plain = unicodedata.normalize("NFKC", sign.text)
    return problems.foreign_character(mistake.here, plain if plain.isascii() and plain != sign.text else "")


_WORD = re.compile(r"\w+")


def _letter(mistake: Mistake) -> Diagnostic:
    at, text = mistake.sign.start, mistake.span.source.text
    touches = mistake.before.end == at and _WORD.fullmatch(mistake.before.text)
    start = mistake.before.start if touches else at
    word = _WORD.match(text, start, mistake.span.end)
    place = mistake.place(start, max(word.end() if word else 0, at + 1))
    right = "".join(map(_plain, place.text))
    if right.isascii():
        return problems.look_alike(place, mistake.sign.text, _name(mistake.sign.text), right)
    return problems.foreign_letter(place, mistake.sign.text)


def _plain(letter: str) -> str:
    """The letter of ours that this one looks like, if any: `é` → `e`, and a Cyrillic a → `a`."""
    folded = unicodedata.normalize("NFKD", letter)
    alone = len(folded) == 1 or all(unicodedata.combining(mark) for mark in folded[1:])
    return folded[0] if alone and folded[0].isascii() else ALIKE.get(letter, letter)


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()
