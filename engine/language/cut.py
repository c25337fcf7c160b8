"""Functions of FEEL that were left out on purpose, those of spreadsheets, and what to write instead."""

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

_CONDITION = say("write `if condition then value else other value`")
_AND, _OR, _NOT = say("write `a and b`"), say("write `a or b`"), say("write `not(a)`")
_MEAN, _SUM = say("write `mean(…)`"), say("write `sum(…)`")
_ROUND = say("write `round half up(x, 2)`, with the number of decimals")
_FILTER = say("choose the members first: `sum(xs[item > 5])`, `count(xs[item > 5])`")
_TABLE = say("write a decision table: `tabel: |`")
_TEXT = say("write `substring(text, first position, length)`")

SPREADSHEET: Mapping[str, Message] = {
    **dict.fromkeys(("if", "ifs", "jika", "iif"), _CONDITION),
    **dict.fromkeys(("and", "dan"), _AND),
    **dict.fromkeys(("or", "atau"), _OR),
    **dict.fromkeys(("not", "bukan", "tidak"), _NOT),
    **dict.fromkeys(("average", "avg", "rata_rata", "rerata"), _MEAN),
    **dict.fromkeys(("jumlah", "total"), _SUM),
    **dict.fromkeys(("round", "bulatkan", "pembulatan"), _ROUND),
    **dict.fromkeys(("sumif", "sumifs", "countif", "countifs", "averageif", "averageifs"), _FILTER),
    **dict.fromkeys(("vlookup", "hlookup", "xlookup", "lookup", "switch", "choose"), _TABLE),
    **dict.fromkeys(("left", "right", "mid"), _TEXT),
    "roundup": say("write `round up(x, 2)`, with the number of decimals"),
    "rounddown": say("write `round down(x, 2)`, with the number of decimals"),
    "int": say("write `floor(x)`"),
    "trunc": say("write `round down(x, 0)`"),
    "mod": say("write `modulo(a, b)` for the rest of a division"),
    "power": say("write `a ** b`"),
    "counta": say("write `count(…)`"),
    "sumproduct": say("write `sum(for i in xs return i.a * i.b)`"),
    **dict.fromkeys(("iferror", "ifna", "iserror", "isna", "isblank"), say("test for absence with `x = null`")),
    "len": say("write `string length(…)`"),
    "upper": say("write `upper case(…)`"),
    "lower": say("write `lower case(…)`"),
    "stdev": say("write `stddev(…)`"),
    "text": say("write `string(…)`"),
    "value": say("write `number(…)`"),
}
"""By their names in small letters; those that are called alike here are found by their spelling."""
