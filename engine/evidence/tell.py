"""Differences -> diagnostics, each at its place in the file of evidence and in the file that it holds."""

from __future__ import annotations

from engine.diagnostics.model import Diagnostic, Problems
from engine.evidence import problems as problem
from engine.evidence.examine import line_of
from engine.evidence.model import Difference, Differences, FileChange, Since
from engine.evidence.scan import Path, scan
from engine.source import Source, Span


def told(differences: Differences, source: Source, program: str) -> Problems:
    """What a person is told of them. `source`: the text of the evidence; `program`: the version that made it."""
    words = [one for one in differences if one.kind == "words"]
    others = [one for one in differences if one.kind != "words"]
    places = scan(source, {one.path for one in others}).places
    found = tuple(_diagnostic(one, _tight(places, one.path)) for one in others)
    return (*found, problem.other_words(len(words), program)) if words else found


def _tight(places: dict[Path, Span], path: Path) -> Span | None:
    """The place of a value; of an object or a list its first sign, which says enough."""
    place = places.get(path)
    return place if place is None or "\n" not in place.text else place.source.span(place.start, place.start + 1)


def _diagnostic(one: Difference, place: Span | None) -> Diagnostic:
    match one.kind:
        case "digest":
            return problem.other_digest(place, one.path, one.recorded, one.found)
        case "quoted":
            return problem.other_quoted(place, one.recorded, one.found)
        case "hash" | "line":
            return problem.other_content(place, one.path, one.place, one.recorded, one.found)
        case "figure":
            return problem.other_figure(place, one.path, one.place, one.id or "", *one.told)
        case "datum":
            return problem.other_datum(place, one.path, one.place, one.id or "", *one.told)
    return problem.other_result(place, one.path, one.place, one.recorded, one.found)


def told_since(since: Since) -> Problems:
    """What has changed in the rules, file by file, and which figures that moves."""
    gone = (problem.gone_since(code) for code in since.gone)
    files = (_changed(change) for change in since.changes)
    figures = (problem.moved_since(one.id or "", *one.told) for one in since.figures)
    causes = [one for one in since.problems if one.severity == "error"]
    computed = [problem.not_computed_today(causes[0])] if causes else []
    return (*gone, *files, *computed, *figures)


def _changed(change: FileChange) -> Diagnostic:
    if change.then is None or change.today is None:
        return problem.came_or_went(change.name, there=change.today is not None)
    then, today = (
        line_of(source, line) for source, line in zip((change.then, change.today), change.lines, strict=True)
    )
    return problem.changed_since(then or change.then.span(0, 0), today or change.today.span(0, 0))
