"""Evidence -> its files, and what in it contradicts itself. Nothing is computed for it but digests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import cast

from engine.evidence.canonical import Json, digest_of, is_quoted_from, short
from engine.evidence.files import MARK, File, content, is_safe, shape, source_of
from engine.evidence.form import Failure
from engine.evidence.model import Difference, Differences, Evidence
from engine.evidence.scan import Path
from engine.source import Source, Span

Shape = dict[str, Json]


def files_of(document: Mapping[str, Json]) -> tuple[tuple[File, ...], tuple[tuple[Failure, Path], ...]]:
    """The files that a document holds, and where one of them can be none: by what it holds, or by its name, which is
    to lie in the order of names and to be possible on every system."""
    files: list[File] = []
    failures: list[tuple[Failure, Path]] = []
    taken: set[str] = set()
    last = ""
    for at, held in enumerate(_shapes(document)):
        name, data = str(held["name"]), content(held) if _is_whole(held) else None
        folded = PurePosixPath(name.casefold())
        if data is None:
            failures.append(("wrong", ("files", at)))
        elif name <= last or not is_safe(name) or any(one.as_posix() in taken for one in (folded, *folded.parents)):
            failures.append(("wrong", ("files", at, "name")))
        else:
            files.append(File(name, data))
        taken.add(folded.as_posix())
        last = name
    return tuple(files), tuple(failures)


def _shapes(document: Mapping[str, Json]) -> list[Shape]:
    return cast(list[Shape], document["files"])


def _is_whole(held: Shape) -> bool:
    return held.keys() in ({"name", "sha256", "marks", "text"}, {"name", "sha256", "base64"})


def contradictions(evidence: Evidence, files: tuple[File, ...], quoted: str | None) -> Differences:
    """The digest against everything, what a report quotes against the digest, each file against its hash."""
    found = list(_of_digest(evidence))
    if quoted is not None and not is_quoted_from(quoted, evidence.digest):
        found.append(Difference("quoted", ("digest", "sha256"), evidence.digest, quoted))
    for at, (held, file) in enumerate(zip(_shapes(evidence.document), files, strict=True)):
        found += _of_file(at, held, file)
    return tuple(found)


def _of_digest(evidence: Evidence) -> Iterator[Difference]:
    """The digest against everything else, and its short form against itself."""
    found = digest_of(evidence.document)["sha256"]
    if evidence.digest != found:
        yield Difference("digest", ("digest", "sha256"), evidence.digest, found)
    if evidence.short != short(evidence.digest):
        yield Difference("digest", ("digest", "short"), evidence.short, short(evidence.digest))


def _of_file(at: int, held: Shape, file: File) -> Iterator[Difference]:
    """The hash of a file against what it holds, and the lines that were changed as far as their marks tell."""
    now, path = shape(file), ("files", at)
    if held["sha256"] != now["sha256"]:
        yield Difference("hash", (*path, "sha256"), held["sha256"], now["sha256"], place=source_of(file).span(0, 0))
    if "text" in held and "text" in now and held["marks"] != now["marks"]:
        source = source_of(file)
        for number in _changed(_marks(str(held["marks"])), _marks(str(now["marks"]))):
            place = _row(source, number)
            yield Difference("line", (*path, "text", number), None, place.text, place=place)


def _marks(text: str) -> list[str]:
    return [text[at : at + MARK] for at in range(0, len(text), MARK)]


def _changed(before: list[str], after: list[str]) -> Iterator[int]:
    """The positions of lines that are new or other ones; of lines that are gone, the position where they were."""
    for tag, _, _, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from range(start, end) if end > start else [min(start, len(after) - 1)]


def line_of(source: Source, number: int) -> Span | None:
    """A line of a text, counted from 1; None if there is none of this number."""
    if not 0 < number <= len(source.starts):
        return None
    start = source.starts[number - 1]
    return source.span(start, start + len(source.line(number)))


def _row(source: Source, number: int) -> Span:
    """As a file of evidence divides a text, at line feeds alone; counted from 0."""
    lines = source.text.split("\n")
    start = sum(len(line) + 1 for line in lines[:number])
    return source.span(start, start + len(lines[number].rstrip("\r")))
