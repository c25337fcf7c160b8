"""Functions of FEEL that were left out on purpose, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping

from engine.diagnostics.model import Message, say

_DATES = say('dates are written `@"2023-12-31"`, compare, and have `.year`, `.month`, `.day`')
_CLOCK = say("results must not depend on the day of computing: write the date into the data or the rule")
_CONTEXT = say("write the entries one by one: `{open}a: x.a, b: 2{close}`", open="{", close="}")
_PATTERN = say("use `contains`, `starts with`, `ends with`, `substring before` or `substring after`")

LEFT_OUT: Mapping[str, Message] = {
    "matches": _PATTERN,
    "replace": _PATTERN,
    "split": _PATTERN,
    "now": _CLOCK,
    "today": _CLOCK,
    "time": _DATES,
    "date and time": _DATES,
    "duration": _DATES,
    "years and months duration": _DATES,
    "day of week": _DATES,
    "day of year": _DATES,
    "month of year": _DATES,
    "week of year": _DATES,
    "context": _CONTEXT,
    "context put": _CONTEXT,
    "context merge": _CONTEXT,
    "get value": say("write a dot: `x.name`"),
    "get entries": say("write the names one by one: `[x.a, x.b]`"),
    "list replace": say("write `for i in xs return if … then … else i`"),
    "sort": say("use `min`, `max`, `median`, or put the rows in order in the data"),
    "range": say("write the range itself: `[1..5]`"),
    "is": say("write `=`"),
    "before": say("compare with `<`"),
    "after": say("compare with `>`"),
    "includes": say("write `x in [1..5]`"),
    "during": say("write `x in [1..5]`"),
    "overlaps": say("compare the ends of the ranges with `<=`"),
    "meets": say("compare the ends of the ranges with `=`"),
    "coincides": say("compare the ends of the ranges with `=`"),
}
