"""Numbers with a decimal comma that were read as two values: `0,5` in `(0,5 * a)`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.diagnostics.model import Problems
from engine.language.syntax_problems import decimal_comma
from engine.source import Span

NUMBER = re.compile(r"\d+,\d+")
_THOUSAND = re.compile(r"[1-9]\d{0,2},\d{3}")
_BEFORE, _AFTER = re.compile(r"(?<![\w.])\d+\Z"), re.compile(r"\d+(?![\w.])")


def decimal_problems(values: Sequence[Span]) -> Problems:
    """One problem for each place where two values, in reading order, are the halves of a number."""
    pairs = zip(values, values[1:], strict=False)
    return tuple(decimal_comma(place, thousands(place.text)) for pair in pairs if (place := _across(*pair)) is not None)


def thousands(text: str) -> str | None:
    """The other reading of `1,234`, with its thousands apart; None where there is none."""
    return text.replace(",", "") if _THOUSAND.fullmatch(text) else None


def _across(first: Span, second: Span) -> Span | None:
    before = _BEFORE.search(first.text)
    after = _AFTER.match(second.text)
    if before is None or after is None or first.source.text[first.end : second.start] != ",":
        return None
    return Span(first.source, first.start + before.start(), second.start + after.end())
