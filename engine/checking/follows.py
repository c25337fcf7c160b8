"""Problems -> those that do not only follow from a file that cannot be read, or from a part of it that cannot.

What is defined there is not known, so every use of it would be complained about as well: one mistake, thirty messages.
A name that stands in such a file is given the benefit of the doubt; once the file can be read, it is judged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.diagnostics.model import Diagnostic, Problems

_UNREADABLE = re.compile(r"E1\d\d|E40\d")
"""Texts that are not written as rule files are, and parts that have not the form of their key."""

_UNKNOWN: Mapping[str, str] = {
    "E301": "name", "E302": "name", "E437": "name", "E438": "code", "E442": "name", "E443": "name", "E520": "kode",
    "E525": "code", "E526": "code", "E531": "name", "E541": "kode", "E543": "name",
}  # fmt: skip
"""What is not known, in the values of the message."""

_UNUSED = ("W831", "W832", "W833", "W834", "W836")
_NOTHING_THERE = ("E447", "E471")
"""No manual, no levels: they may well be in what cannot be read."""
_LOWERS_NOTHING = "W837"
"""What is wrong is not looked at further, so that findings in it may be away for a while."""


def first_causes(problems: Problems) -> Problems:
    """The problems of a stack or a paket without those that only follow."""
    if any(one.severity == "error" for one in problems):
        problems = tuple(one for one in problems if one.code != _LOWERS_NOTHING)
    unreadable = [one for one in problems if _UNREADABLE.fullmatch(one.code) and one.severity == "error"]
    texts = {one.place.source.text for one in unreadable if one.place is not None}
    if not texts:
        return problems
    return tuple(one for one in problems if not _follows(one, texts))


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
