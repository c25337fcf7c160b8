"""Text of a JSON file -> plain data, or the place of the first thing in it that is no JSON of this program.

Python's own reader keeps the last of two equal keys, takes NaN, reads `1.0` as a number that is not exact, forgets
where things stood, and descends as deep as a file is nested. What is evidence must have one meaning, so none of that
may pass.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import field
from typing import Literal

from engine.evidence.canonical import Json
from engine.record import dataclass
from engine.source import Source, Span

Path = tuple[str | int, ...]
"""Keys and positions from the top of a document down to a value."""
Wrong = Literal["end", "sign", "key_twice", "number", "deep", "half", "more"]

DEPTH = 40
_SPACE = re.compile(r"[ \t\n\r]*+")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"')
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")
_NUMBER = re.compile(r"[-+.\w]+")
_WORDS: dict[str, Json] = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Scanned:
    """`wrong` and where, if the text cannot be read. `places`: of the paths that were asked for and are there."""

    value: Json
    places: dict[Path, Span]
    wrong: tuple[Wrong, Span] | None = None


class _Stop(Exception):
    """Nothing behind this place has a meaning."""

    def __init__(self, wrong: Wrong, start: int, end: int) -> None:
        super().__init__(wrong)
        self.wrong, self.start, self.end = wrong, start, end


def scan(source: Source, wanted: Collection[Path] = ()) -> Scanned:
    """The value that a text holds."""
    scanning = _Scan(source, frozenset(wanted))
    try:
        return Scanned(scanning.run(), scanning.places)
    except _Stop as stop:
        end = min(stop.end, len(source.text))
        return Scanned(None, {}, (stop.wrong, source.span(min(stop.start, end), end)))


def pointer(path: Path) -> str:
    """A path as RFC 6901 writes it: `/figures/3/exact`; empty for the whole document."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


@dataclass(slots=True)
class _Scan:
    source: Source
    wanted: frozenset[Path]
    at: int = 0
    places: dict[Path, Span] = field(default_factory=dict)
    stack: list[tuple[dict[str, Json] | list[Json], int]] = field(default_factory=list)
    """The objects and lists that are open, and where they begin."""
    keys: list[str] = field(default_factory=list)
    """The keys in the objects that are open, of the values that come next."""

    def run(self) -> Json:
        self._skip()
        while True:
            value, start, done = self._value()
            while done and self.stack:
                value, start, done = self._attached(value, start)
            if done:
                if self.at < len(self.source.text):
                    raise _Stop("more", self.at, self.at + 1)
                return value

    def _value(self) -> tuple[Json, int, bool]:
        """(value, where it begins, whether it is whole): an object or list with something in it is not."""
        start, sign = self.at, self._sign()
        if sign == '"':
            return self._string(), start, True
        if sign not in ("{", "["):
            return self._scalar(), start, True
        if len(self.stack) == DEPTH:
            raise _Stop("deep", start, start + 1)
        self._step()
        if self._sign() == ("}" if sign == "{" else "]"):
            self._step()
            return {} if sign == "{" else [], start, True
        self.stack.append(({} if sign == "{" else [], start))
        if sign == "{":
            self._key()
        return None, start, False

    def _attached(self, value: Json, start: int) -> tuple[Json, int, bool]:
        """Puts a whole value where it belongs; gives what it belongs to if that is whole now."""
        holder, begin = self.stack[-1]
        if self.wanted:
            self._remember(start)
        if isinstance(holder, dict):
            holder[self.keys.pop()] = value
        else:
            holder.append(value)
        sign = self._sign()
        if sign == ",":
            self._step()
            if isinstance(holder, dict):
                self._key()
            return None, begin, False
        if sign != ("}" if isinstance(holder, dict) else "]"):
            raise _Stop("sign", self.at, self.at + 1)
        self._step()
        self.stack.pop()
        return holder, begin, True

    def _key(self) -> None:
        """A key and the colon behind it."""
        start = self.at
        if self._sign() != '"':
            raise _Stop("sign", start, start + 1)
        key, end = self._string(), self.at
        holder = self.stack[-1][0]
        if isinstance(holder, dict) and key in holder:
            raise _Stop("key_twice", start, end)
        if self._sign() != ":":
            raise _Stop("sign", self.at, self.at + 1)
        self._step()
        self.keys.append(key)

    def _string(self) -> str:
        match = _STRING.match(self.source.text, self.at)
        if match is None:
            closed = self.source.text.find('"', self.at + 1)
            raise _Stop("end" if closed < 0 else "sign", self.at, self.at + 1)
        text: str = json.loads(match.group()) if "\\" in match.group() else match.group()[1:-1]
        if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
            raise _Stop("half", *match.span())
        self.at = match.end()
        self._skip()
        return text

    def _scalar(self) -> Json:
        match = _NUMBER.match(self.source.text, self.at)
        if match is None:
            raise _Stop("sign", self.at, self.at + 1)
        word = match.group()
        if word in _WORDS:
            value = _WORDS[word]
        elif _WHOLE.fullmatch(word):
            value = int(word)
        else:
            known = word[0] in "-+.0123456789" or word in ("NaN", "Infinity")
            raise _Stop("number" if known else "sign", *match.span())
        self.at = match.end()
        self._skip()
        return value

    def _sign(self) -> str:
        if self.at >= len(self.source.text):
            raise _Stop("end", self.at - 1 if self.at else 0, self.at)
        return self.source.text[self.at]

    def _step(self) -> None:
        self.at += 1
        self._skip()

    def _skip(self) -> None:
        match = _SPACE.match(self.source.text, self.at)
        assert match is not None
        self.at = match.end()

    def _remember(self, start: int) -> None:
        """The place of a value that is whole now, if it was asked for."""
        keys = iter(self.keys)
        path = tuple(next(keys) if isinstance(holder, dict) else len(holder) for holder, _ in self.stack)
        if path in self.wanted:
            self.places[path] = self.source.span(start, self.at).tight
