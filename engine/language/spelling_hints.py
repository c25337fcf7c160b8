"""Signs of other languages, characters that mean nothing, numbers and texts written otherwise → what to write.

Each function looks at one place and gives a diagnostic if it knows the mistake; `syntax_hints` says in which order.
"""

from __future__ import annotations

import re
import unicodedata

from engine.diagnostics.model import Diagnostic, say
from engine.language import syntax_problems as problems
from engine.language.mistake import Mistake
from engine.language.syntax_words import ALIKE, QUOTES, SPELLINGS
from engine.source import Span


def empty(mistake: Mistake) -> Diagnostic | None:
    """Nothing was written at all."""
    return None if mistake.signs else problems.empty(mistake.span, mistake.in_cell)


def leading_equals(mistake: Mistake) -> Diagnostic | None:
    """A formula as in a spreadsheet."""
    first = mistake.index == 0 and not mistake.in_cell and mistake.sign.text == "="
    return problems.leading_equals(mistake.here) if first else None


def spelling(mistake: Mistake) -> Diagnostic | None:
    """`==` and its like: the second sign is the wrong one, the mistake is both."""
    text, at = mistake.span.source.text, mistake.sign.start
    for start, end in ((at - 1, at + 1), (at, at + 2), (at, at + 1)):
        inside = mistake.span.start <= start and end <= mistake.span.end and mistake.sign.kind != "END"
        if inside and text[start:end] in SPELLINGS:
            return problems.other_spelling(mistake.place(start, end), SPELLINGS[text[start:end]])
    return None


def quotes(mistake: Mistake) -> Diagnostic | None:
    """Texts between other quotation marks."""
    sign = mistake.sign
    if sign.text not in QUOTES:
        return None
    line = mistake.place(sign.end, mistake.span.end).text.split("\n", 1)[0]
    ends = [at for closer in QUOTES[sign.text] if (at := line.find(closer)) >= 0]
    inside = line[: min(ends)] if ends else ""
    return problems.wrong_quotes(mistake.place(sign.start, sign.end + len(inside) + bool(ends)), inside or "…")


def percent(mistake: Mistake) -> Diagnostic | None:
    """`90 %`, `a %`, `10 % 3`."""
    if mistake.sign.text != "%":
        return None
    before, after = mistake.before, mistake.place(mistake.sign.end, mistake.span.end).text.strip()
    if before.kind != "NUMBER":
        return problems.percent_apart(mistake.here, say("write `… * 1%` or `… / 100`"))
    if re.match(r"[\w(]", after):
        return problems.percent_apart(mistake.here, say("write `modulo(a, b)` for the rest of a division"))
    return problems.percent_apart(mistake.over(before, mistake.sign), say("write `{right}`", right=before.text + "%"))


_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?")
_COMMA = re.compile(r"\d+,\d+")


def digits(mistake: Mistake) -> Diagnostic | None:
    """`1.234.567` and `1,5`: the signs before and after belong to one number."""
    place = _covering(_GROUPED, mistake)
    if place:
        decimals = max(".,", key=place.text.rfind) if "." in place.text and "," in place.text else ""
        whole, _, rest = place.text.rpartition(decimals) if decimals else (place.text, "", "")
        whole = whole.replace(".", "").replace(",", "")
        return problems.grouped_digits(place, f"{whole}.{rest}" if rest else whole)
    place = _covering(_COMMA, mistake) if mistake.sign.kind == "COMMA" else None
    return problems.decimal_comma(place) if place else None


def _covering(pattern: re.Pattern[str], mistake: Mistake) -> Span | None:
    """The match that begins before the wrong sign and reaches into it."""
    if mistake.before.kind != "NUMBER" or mistake.sign.kind not in {"NUMBER", "COMMA"}:
        return None
    start = mistake.before.start
    match = pattern.match(mistake.span.source.text, start, mistake.span.end)
    return mistake.place(*match.span()) if match and match.end() > mistake.sign.start else None


def semicolon(mistake: Mistake) -> Diagnostic | None:
    """`sum(a; b)`."""
    return problems.semicolon(mistake.here) if mistake.sign.text == ";" else None


def character(mistake: Mistake) -> Diagnostic | None:
    """Whatever else is no sign of the language: a letter, something that cannot be seen, any other character."""
    sign = mistake.sign
    if sign.kind != "FOREIGN":
        return None
    if unicodedata.category(sign.text)[0] in "ZC":
        return unseen(mistake.here)
    if (sign.text.isalnum() and unicodedata.category(sign.text) != "No") or unicodedata.category(sign.text)[0] == "M":
        return _letter(mistake)
    plain = unicodedata.normalize("NFKC", sign.text)
    return problems.foreign_character(mistake.here, plain if plain.isascii() and plain != sign.text else "")


_WORD = re.compile(r"\w+")


def _letter(mistake: Mistake) -> Diagnostic:
    at, text = mistake.sign.start, mistake.span.source.text
    start = mistake.before.start if mistake.before.end == at else at
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


def unseen(place: Span) -> Diagnostic:
    """A character that cannot be seen, by the standard's name for it."""
    return problems.unseen_character(place, _name(place.text))


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()
