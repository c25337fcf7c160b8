"""The one near word to suggest, if there is just one; and when it is so near that it may be written at once.

Near is counted in slips of the keyboard: a letter too many, too few, another one, two exchanged. Capital letters and
what joins the parts of a name (`_`, `-`, a space, nothing) count only between words that are equally near.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from engine.diagnostics.model import Edit
from engine.record import dataclass
from engine.source import Span

_JOINTS = str.maketrans("", "", "_- ")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONG = 64  # no name is longer that a person types
_MOST_SLIPS = 3
_PLAIN = re.compile(r"\w+(?:[ ./-]\w+)*")
"""What means the same between quotes and without them."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is clearly nearest to `word`; None if none is near or two are equally near."""
    best = _best(word, frozenset(known)) if len(word) <= _LONG else ()
    return best[0] if len(best) == 1 else None


def respelled(place: Span | None, word: str, near: str | None) -> tuple[Edit, ...]:
    """The edit that writes the nearest word for `word` at its place, where it can only have been a slip.

    A digit, or a single letter that stands for itself (`KP-A`, `KP-B`), is no slip: it may well be meant.
    """
    if place is None or near is None or not _PLAIN.fullmatch(near) or not _is_slip(word, near):
        return ()
    text = place.text
    start = place.start if text == word else place.start + 1
    if text != word and text not in (f'"{word}"', f"'{word}'"):
        return ()
    return (Edit(Span(place.source, start, start + len(word)), near),)


# ---- among many


@dataclass(frozen=True, slots=True)
class _Known:
    """A word, the same without its joints, and the letters of that as bits."""

    word: str
    bare: str
    letters: int


@lru_cache(maxsize=64)
def _shelves(known: frozenset[str]) -> Mapping[int, tuple[_Known, ...]]:
    """The words by their length without joints: many unknown words ask for the same known ones."""
    shelves: dict[int, list[_Known]] = {}
    for word in sorted(word for word in known if len(word) <= _LONG):
        bare = _bare(word)
        shelves.setdefault(len(bare), []).append(_Known(word, bare, _letters(bare)))
    return {length: tuple(words) for length, words in shelves.items()}


@lru_cache(maxsize=1024)
def _best(word: str, known: frozenset[str]) -> tuple[str, ...]:
    """The near words that are as near as any."""
    bare = _bare(word)
    letters, shelves = _letters(bare), _shelves(known)
    found: list[str] = []
    bound = _MOST_SLIPS
    for length in sorted(shelves, key=lambda length: abs(length - len(bare))):
        limit = _slips_allowed(len(bare), length)
        for other in shelves[length]:
            limit = min(bound, limit)
            if (letters ^ other.letters).bit_count() > 2 * limit or other.word == word:
                continue
            slips = _slips(bare, other.bare, limit)
            if slips <= limit:
                found = [*found, other.word] if slips == bound else [other.word]
                bound = slips
    if len(found) < 2:
        return tuple(found)
    exactly = [_slips(word, other, len(word) + len(other)) for other in found]
    return tuple(other for other, slips in zip(found, exactly, strict=True) if slips == min(exactly))


def _bare(word: str) -> str:
    return word.casefold().translate(_JOINTS)


def _letters(bare: str) -> int:
    """A bit for each letter, others for the same letter again: one slip changes two of them at most."""
    bits = 0
    for character in bare:
        bit = 1 << (ord(character) & 63)
        while bits & bit:
            bit <<= 64
        bits |= bit
    return bits


def _slips_allowed(length: int, other: int) -> int:
    """How many slips may lie between words of these lengths; more where some letters are only missing at all."""
    longer, missing = max(length, other), abs(length - other)
    changed = longer * 3 // 10 if longer > 3 else 0
    return min(missing if changed < missing <= (longer + 1) // 3 else changed, _MOST_SLIPS)


def _slips(a: str, b: str, limit: int) -> int:
    """How many slips lie between two words; more than `limit` if they are that far apart."""
    a, b = _middles(a, b)
    before: list[int] = []
    older: list[int]
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and other == a[i - 2]:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit and min(before) >= limit:
            return limit + 1
    return row[-1]


def _middles(a: str, b: str) -> tuple[str, str]:
    """Two words without what they have in common at both ends."""
    start, least = 0, min(len(a), len(b))
    while start < least and a[start] == b[start]:
        start += 1
    end = 0
    while end < least - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return a[start : len(a) - end], b[start : len(b) - end]


# ---- a slip, or something else


def _is_slip(word: str, near: str) -> bool:
    """Whether nobody can have meant anything but the near word."""
    if _bare(word) == _bare(near):
        return True
    if [c for c in word if c.isdigit()] != [c for c in near if c.isdigit()]:
        return False
    parts, others = (_LETTERS.findall(text.casefold()) for text in (word, near))
    if len(parts) != len(others):
        parts, others = ["".join(parts)], ["".join(others)]
    return all(a == b or _is_slip_of_letters(a, b) for a, b in zip(parts, others, strict=True))


def _is_slip_of_letters(a: str, b: str) -> bool:
    length = min(len(a), len(b))
    slips = _slips(a, b, 2)
    another = len(a) == len(b) and sorted(a) != sorted(b)
    return slips <= 1 and length >= (5 if another else 3) or slips == 2 and length >= 9
