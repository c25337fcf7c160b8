"""Problems -> those that do not only follow from a file that cannot be read, or from a part of it that cannot.

What is defined there is not known, so every use of it would be complained about as well: one mistake, thirty messages.
A name that stands in such a file is given the benefit of the doubt; once the file can be read, it is judged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.diagnostics.model import Diagnostic, Problems

UNREADABLE = re.compile(r"E1\d\d|E40\d")
"""Texts that are not written as rule files are, and parts that have not the form of their key."""

_UNKNOWN: Mapping[str, str] = {
    "E301": "name", "E302": "name", "E437": "name", "E438": "code", "E442": "name", "E443": "name", "E520": "kode",
    "E525": "code", "E526": "code", "E531": "name", "E541": "kode", "E543": "name",
}  # fmt: skip
"""What is not known, in the values of the message."""

_UNUSED = ("W831", "W832", "W833", "W834")
_NOTHING_THERE = ("E447", "E471")
"""No manual, no levels: they may well be in what cannot be read."""
_LOWERS_NOTHING = "W837"
"""What is wrong is not looked at further, so that findings in it may be away for a while."""


_OF_PAKET = frozenset(("E403", "E404", "E452", "E520", "E540", "E541", "E542", "E543"))
"""Complaints of contracts and data that rest on what the manual has."""

_FOLLOWING: Mapping[str, frozenset[str]] = {
    "E437": _OF_PAKET,
    "E441": frozenset(("E520",)),
    "E446": frozenset(("W834",)),
    "E401": frozenset(("E304",)),
    "E520": frozenset(("E541",)),
    "E534": frozenset(("E540",)),
}
"""Where the first stands, the others are dropped: they only say that something is not there."""

_UNKNOWN_KEY = ("E403", "E509")
_MISSING_KEY = ("E404", "E508")
_CUT = "E113"
"""A value that brackets cut off, which is also said of the value itself."""
_ASKED = ("T701", "W701")
_NEAR = 8  # lines of a rule


def first_causes(problems: Problems) -> Problems:
    """The problems of a stack or a paket without those that only follow."""
    problems = _judged(_named(_once(_table(problems))))
    if any(one.severity == "error" for one in problems):
        problems = tuple(one for one in problems if one.code != _LOWERS_NOTHING)
    unreadable = [one for one in problems if UNREADABLE.fullmatch(one.code) and one.severity == "error"]
    texts = {one.place.source.text for one in unreadable if one.place is not None}
    if not unreadable:
        return problems
    return tuple(one for one in problems if not _follows(one, texts))


def _table(problems: Problems) -> Problems:
    """Without what only says that something is not there, where it is said why."""
    errors = {one.code for one in problems if one.severity == "error"}
    dropped = frozenset(code for cause in errors & _FOLLOWING.keys() for code in _FOLLOWING[cause])
    return tuple(one for one in problems if one.code not in dropped) if dropped else problems


def _named(problems: Problems) -> Problems:
    """A key that is misspelt is not also missing."""
    meant = {edit.text for one in problems if one.code in _UNKNOWN_KEY for edit in one.edits}
    if not meant:
        return problems
    return tuple(
        one
        for one in problems
        if one.code not in _MISSING_KEY or not any(value in meant for _, value in one.message.values)
    )


def _once(problems: Problems) -> Problems:
    """A value that is cut off by brackets is complained about once, as what it is."""
    values = [one.place for one in problems if one.code != _CUT and one.place is not None]
    return tuple(
        one
        for one in problems
        if one.code != _CUT
        or one.place is None
        or not any(place.source is one.place.source and place.line == one.place.line for place in values)
    )


def _judged(problems: Problems) -> Problems:
    """What a rule asks of contracts is not said of them while the rule itself is in doubt."""
    asked = [one for one in problems if one.code in _ASKED and one.others]
    if not asked:
        return problems
    doubted = [one.place for one in problems if one.code not in _ASKED and one.severity != "note" and one.place]

    def in_doubt(problem: Diagnostic) -> bool:
        rule = problem.others[0][1]
        return any(place.source is rule.source and 0 <= place.line - rule.line <= _NEAR for place in doubted)

    return tuple(one for one in problems if one.code not in _ASKED or not one.others or not in_doubt(one))


def _follows(problem: Diagnostic, texts: set[str]) -> bool:
    if problem.code in _NOTHING_THERE:
        return True
    values = {name: str(value) for name, value in problem.message.values}
    if problem.code in _UNKNOWN:
        names = [values.get(_UNKNOWN[problem.code], "")]
    else:
        names = list(values.values()) if problem.code in _UNUSED else []
    words = [re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") for name in names if name]
    return any(word.search(text) for word in words for text in texts)
