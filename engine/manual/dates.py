"""The heads of the versions of a manual -> the one that holds on a day, and what is wrong with their dates.

A version holds from `mulai` up to, and without, `sampai`; without `sampai` until another one takes its place. All that
have the same `rumpun` are versions of one manual. Only the file in which a manual says what it is is looked into.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from engine.diagnostics.model import Diagnostic
from engine.manual import version_problems as problem
from engine.manual.checked import Period
from engine.manual.model import ManualForm
from engine.record import dataclass
from engine.source import Span

NEAREST = 2


@dataclass(frozen=True, slots=True)
class When:
    """The period that is computed; without a code the last one of the calendar."""

    year: int | None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """What a manual says of itself, and where it lies."""

    code: str
    folder: Path
    shown: str
    form: ManualForm

    @property
    def place(self) -> Span:
        return self.form.berlaku.place if self.form.berlaku else self.form.place


@dataclass(frozen=True, slots=True)
class Versions:
    """All manuals that can be found, by code."""

    by_code: Mapping[str, Version]

    def family(self, code: str) -> str | None:
        """The rumpun of a manual: its own, or that of the one that it extends or takes the place of."""
        seen: list[str] = []
        waiting = [code]
        while waiting:
            one = waiting.pop(0)
            if one in seen or one not in self.by_code:
                continue
            seen.append(one)
            form = self.by_code[one].form
            if form.rumpun is not None:
                return form.rumpun.text
            waiting += [word.text for word in (form.memperluas, form.menggantikan) if word is not None]
        return None

    def members(self, family: str) -> list[Version]:
        """The versions of a rumpun, by the day on which they begin."""
        found = [one for code, one in self.by_code.items() if self.family(code) == family]
        return sorted(found, key=lambda one: (begin(one), one.code))

    def successor(self, code: str) -> Version | None:
        """The version that takes the place of this one."""
        found = [one for one in self.by_code.values() if _replaces(one) == code]
        return min(found, key=lambda one: (begin(one), one.code), default=None)

    def end(self, version: Version) -> date:
        """The first day on which it holds no more."""
        stated = version.form.berlaku.sampai if version.form.berlaku else None
        if stated is not None:
            return stated
        after = self.successor(version.code)
        return date.max if after is None else begin(after)

    def holding(self, family: str, day: date) -> list[Version]:
        """The versions of a rumpun that hold on this day."""
        return [one for one in self.members(family) if begin(one) <= day < self.end(one)]

    def nearest(self, family: str, day: date) -> list[Version]:
        """The versions whose time is the least away from a day."""

        def away(one: Version) -> timedelta:
            return begin(one) - day if day < begin(one) else day - self.end(one)

        return sorted(self.members(family), key=lambda one: (away(one), one.code))[:NEAREST]


def begin(version: Version) -> date:
    """The first day on which a version holds."""
    return version.form.berlaku.mulai if version.form.berlaku else date.min


def _replaces(version: Version) -> str | None:
    return version.form.menggantikan.text if version.form.menggantikan else None


def span(version: Version, versions: Versions) -> str:
    """A version with its time, for a message."""
    end = versions.end(version)
    until = "…" if end == date.max else end.isoformat()
    return f"{version.code} [{begin(version).isoformat()}, {until})"


# ---- the days of a period


def days(periods: Mapping[str, Period], when: When) -> tuple[date, date] | None:
    """The first and the last day of the period; None where the calendar or the contract do not say."""
    period = periods.get(when.period or next(reversed(tuple(periods)), ""))
    if when.year is None or period is None or period.begins is None or period.ends is None:
        return None
    start = next(one.begins for one in periods.values() if one.begins is not None)
    year = when.year + (period.begins < start)  # a calendar may begin in the middle of a year
    first = _day(year, *period.begins)
    last = _day(year + (period.ends < period.begins), *period.ends)
    return None if first is None or last is None else (first, last)


def _day(year: int, month: int, day: int) -> date | None:
    """A day of a year; the last of February where there is no 29th."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1) if 0 < year <= date.max.year else None


# ---- what is wrong


def chain_problems(version: Version, versions: Versions) -> Iterator[Diagnostic]:
    """What is wrong between a version and the one that it takes the place of."""
    word = version.form.menggantikan
    if word is None:
        return
    before = versions.by_code.get(word.text)
    if before is None or before.code == version.code:
        yield problem.unknown_predecessor(
            word.span, word.text, [one for one in versions.by_code if one != version.code]
        )
        return
    others = [one for one in versions.by_code.values() if _replaces(one) == before.code and one.code != version.code]
    for other in others:
        place = other.form.menggantikan.span if other.form.menggantikan else other.place
        yield problem.forked(word.span, before.code, other.code, place)
    until = before.form.berlaku.sampai if before.form.berlaku else None
    since = begin(version)
    if until is not None and since != date.min and until != since:
        wrong = problem.gap if until < since else problem.overlap
        yield wrong(version.place, before.place, before.code, until, since)


def straddling(
    used: Iterable[str], versions: Versions, period: str, first: date, place: Span | None
) -> Iterator[Diagnostic]:
    """A warning for each of these versions that began after the first day of the period."""
    for code in used:
        version = versions.by_code[code]
        since, family = begin(version), versions.family(code)
        if since <= first or family is None:
            continue
        before = versions.holding(family, since - timedelta(days=1)) or versions.holding(family, first)
        if before:
            yield problem.straddles(place, period, code, before[0].code, since)
