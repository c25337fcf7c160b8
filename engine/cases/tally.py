"""What cases reach, and what becomes of mutants -> shares and plain data for JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import floor

from engine.cases.drafts import Suggestion, text_of
from engine.cases.goals import KINDS, Goal, Owner
from engine.cases.measure import Measure, Measured, Ran
from engine.cases.mutants import FATES, Fate, Judged
from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Message
from engine.results.display import grouped

SCHEMA = 1
Said = Callable[[Message], str]


def percent(part: int, whole: int) -> str:
    """In percent; what is not all is never shown as 100. Of nothing all is there."""
    share = floor(1000 * Fraction(part, whole)) if whole else 1000
    return f"{grouped(Fraction(share, 10), 1)} %"


def enough(measure: Measure, threshold: int) -> bool:
    """Whether cases that count reach at least so many percent."""
    confirmed, _ = measure.reached(measure.goals)
    return 100 * confirmed >= threshold * len(measure.goals)


def killed(judged: Iterable[Judged]) -> tuple[int, int]:
    """Of the mutants that change a figure those that a case catches, and all of them."""
    fates = [one.fate for one in judged]
    return fates.count("caught"), fates.count("caught") + fates.count("survives")


def fates(judged: Iterable[Judged]) -> dict[Fate, int]:
    """How many mutants have each fate."""
    found = [one.fate for one in judged]
    return {fate: found.count(fate) for fate in FATES}


def failing(measured: Measured) -> tuple[Ran, ...]:
    """Confirmed cases that do not pass: they reach nothing."""
    return tuple(one for one in measured.ran if one.case.confirmed and not one.run.passes)


def as_data(
    measured: Measured,
    suggested: Mapping[str, tuple[Suggestion, ...]],
    judged: Mapping[str, tuple[Judged, ...]] | None,
    threshold: int | None,
    language: str,
) -> dict[str, object]:
    """Everything about each manual; by their folders the suggestions and, if they were judged, the mutants."""

    def said(message: Message) -> str:
        return words(message, language)

    return {
        "schema": SCHEMA,
        "threshold": threshold,
        "failing": [one.case.id for one in failing(measured)],
        "manuals": [
            {
                **_manual(one, said),
                "suggestions": [_suggestion(some) for some in suggested.get(one.folder, ())],
                **({} if judged is None else {"mutants": _mutants(judged.get(one.folder, ()))}),
            }
            for one in measured.manuals
        ],
    }


def _manual(one: Measure, said: Said) -> dict[str, object]:
    return {
        "manual": one.code,
        "folder": one.folder,
        "cases": {"confirmed": one.cases[0], "all": one.cases[1]},
        **_share(one, one.goals),
        "kinds": {kind: _share(one, [goal for goal in one.goals if goal.kind == kind]) for kind in KINDS},
        "rules": [{**_owner(owner), **_share(one, some)} for owner, some in one.owners().items()],
        "missing": [_goal(goal, said, "nobody") for goal in one.missing]
        + [_goal(goal, said, "unconfirmed") for goal in one.unconfirmed],
    }


def _share(one: Measure, some: Iterable[Goal]) -> dict[str, object]:
    listed = list(some)
    confirmed, anyhow = one.reached(listed)
    return {"goals": len(listed), "confirmed": confirmed, "any": anyhow}


def _owner(owner: Owner) -> dict[str, object]:
    return {"kind": owner.kind, "name": owner.name}


def _goal(goal: Goal, said: Said, reached_by: str) -> dict[str, object]:
    place = goal.place
    return {
        "kind": goal.kind,
        "rule": goal.owner.name,
        "file": goal.file,
        "line": place.line,
        "column": place.column,
        "what": said(goal.what),
        "reached_by": reached_by,
    }


def _suggestion(one: Suggestion) -> dict[str, object]:
    return {"name": one.name, "rule": one.owner.name, "cases": len(one.rows), "text": text_of(one)}


def _mutants(judged: tuple[Judged, ...]) -> dict[str, object]:
    caught, changing = killed(judged)
    return {
        "all": len(judged),
        **{str(fate): count for fate, count in fates(judged).items()},
        "killed": {"caught": caught, "of": changing},
        "survivors": [_judged(one) for one in judged if one.fate == "survives"],
    }


def _judged(one: Judged) -> dict[str, object]:
    return {
        "operator": one.operator,
        "file": one.file,
        "line": one.line,
        "column": one.column,
        "change": one.what,
        "telling": None if one.telling is None else text_of(one.telling),
    }
