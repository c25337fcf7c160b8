"""Recorded results against those that come out of the files -> every difference, figure by figure, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, cast

from engine.evidence.canonical import Json
from engine.evidence.examine import line_of
from engine.evidence.model import Difference, Differences
from engine.evidence.scan import Path
from engine.record import replace
from engine.source import Source, Span

Shape = dict[str, Json]
Sources = Mapping[str, Source]
"""The texts of the files, by name."""

MEANING = ("exact", "value", "status", "type", "unit", "reasons", "note", "instead", "display")
"""What a figure says, the most telling first. Where it comes from is said by the other keys."""
WORDS = ("text", "sources", "rule")
"""What a later program may say otherwise, or point to more exactly."""
MISSING: Json = None
LIST = 2
"""Steps of the path of a list of figures: what is said of the list itself is that it lacks one."""


def compare(recorded: Shape, found: Shape, sources: Sources, *, same_program: bool) -> Differences:
    """The differences of two results of one form. Between two programs those of words are told apart from others."""
    differences = (
        *_figures("datum", "given", recorded, found, sources),
        *_figures("figure", "figures", recorded, found, sources),
        *(one for key in ("manuals", "absences", "table", "findings") for one in _other(key, recorded, found)),
    )
    if same_program:
        return differences
    return tuple(_lenient(one) for one in differences)


def _lenient(one: Difference) -> Difference:
    """What another program may do: word or place something otherwise, and list more than was listed then."""
    if one.kind in ("figure", "datum") and len(one.path) == LIST:
        return replace(one, kind="words")
    only_words = one.kind == "other" and ("findings" in one.path or one.path[-1] in WORDS or {*one.path} & {*WORDS})
    return replace(one, kind="words") if only_words else one


def _figures(
    kind: Literal["datum", "figure"], key: str, recorded: Shape, found: Shape, sources: Sources
) -> Iterator[Difference]:
    then, now = _listed(recorded, key), _listed(found, key)
    expected = {str(one["id"]): one for one in now}
    for at, one in enumerate(then):
        id_, path = str(one["id"]), ("results", key, at)
        other = expected.pop(id_, None)
        if other is None:
            yield Difference(kind, (*path, "id"), told(one), MISSING, id_)
        elif other != one:
            yield _figure(kind, path, one, other, sources)
    for id_, one in expected.items():
        yield Difference(kind, ("results", key), MISSING, told(one), id_, place_of(one, sources))
    ids, others = [one["id"] for one in then], [one["id"] for one in now]
    if ids != others and sorted(map(str, ids)) == sorted(map(str, others)):
        at = next(at for at, (id_, other_id) in enumerate(zip(ids, others, strict=True)) if id_ != other_id)
        yield Difference("other", ("results", key, at, "id"), ids[at], others[at])


def _figure(kind: Literal["datum", "figure"], path: Path, then: Shape, now: Shape, sources: Sources) -> Difference:
    """The most telling difference of a figure: in what it says, or else in where it comes from."""
    place, id_ = place_of(now, sources), str(now["id"])
    said = next((key for key in MEANING if then[key] != now[key]), None)
    if said is not None:
        return Difference(kind, (*path, said), told(then, said), told(now, said), id_, place, displays(then, now, said))
    key = next(key for key in now if then[key] != now[key])
    inner, before, after = next(unequal(then[key], now[key], (*path, key)))
    return Difference("other", inner, before, after, id_, place)


def told(figure: Shape, key: str = "exact") -> Json:
    """A figure in short, as far as `key` is concerned: its exact value, or else its value, or why there is none."""
    if key not in ("exact", "value"):
        return figure[key]
    if figure["value"] is None:
        codes = ", ".join(str(reason["code"]) for reason in _listed(figure, "reasons"))
        return f"N/A: {codes}" if codes else "N/A"
    return figure["value"] if figure["exact"] is None else figure["exact"]


def displays(then: Shape, now: Shape, key: str) -> tuple[str, str] | None:
    """Both figures as they are printed, where their values differ and that can be seen so; why there is none."""
    if key not in ("exact", "value") or then["display"] == now["display"]:
        return None
    return _display(then), _display(now)


def _display(figure: Shape) -> str:
    return str(told(figure) if figure["value"] is None else figure["display"])


def place_of(figure: Shape, sources: Sources) -> Span | None:
    """The rule that gives a figure, or the first line of data that does."""
    places = [figure["rule"], *_listed(figure, "sources")]
    for place in (cast(Shape, place) for place in places if place is not None):
        source = sources.get(str(place["file"]))
        if source is not None:
            return line_of(source, int(str(place["line"])))
    return None


def _other(key: str, recorded: Shape, found: Shape) -> Iterator[Difference]:
    for path, then, now in unequal(recorded[key], found[key], ("results", key)):
        yield Difference("other", path, then, now)


def unequal(then: Json, now: Json, path: Path) -> Iterator[tuple[Path, Json, Json]]:
    """The smallest parts in which two values differ, each with where it is. What one of them lacks is None there."""
    if isinstance(then, dict) and isinstance(now, dict) and then.keys() == now.keys():
        for key in then:
            yield from unequal(then[key], now[key], (*path, key))
    elif isinstance(then, list) and isinstance(now, list):
        for at in range(max(len(then), len(now))):
            if at >= len(then) or at >= len(now):
                yield (*path, at), then[at] if at < len(then) else None, now[at] if at < len(now) else None
                return
            yield from unequal(then[at], now[at], (*path, at))
    elif type(then) is not type(now) or then != now:
        yield path, then, now


def _listed(shape: Shape, key: str) -> list[Shape]:
    return cast(list[Shape], shape[key])
