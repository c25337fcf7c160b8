"""Text of a rule file -> nodes with places.

Ready-made loaders guess (`no` is false, `12:30` is 750), keep the last of two equal keys and forget where things stood.
So only the library's events are used, and the tree is put together here: every value is text until its declared type
says otherwise, and everything that could mean two things is a problem with a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from itertools import islice
from typing import Any, Literal, TypeAlias

from engine.diagnostics.model import Diagnostic, Problems
from engine.manual import places_problems as problem
from engine.manual.flow import DECIMAL_COMMA, after_colon, mended_items, mended_pairs
from engine.manual.nodes import Mapping, Node, Scalar, Sequence, Style
from engine.manual.structure import Complaint, broken
from engine.record import dataclass
from engine.source import Source, Span

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "bent", "compose", "decode", "formula_slice"]

FILE_BYTES = 16 * 2**20  # no person writes such a file
SHOWN = 20  # problems of one kind in one file; more help nobody
NESTING = 64  # rule files need about eight; libraries crash at a hundred thousand
SMALL = 2**18  # up to this size the slow loader decides where the two differ, and says what is wrong

_STYLES: dict[str | None, Style] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
# Controls, line ends other than \n \r\n \r, marks of direction, invisible spaces, halves of characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)
_LOADERS_DIFFER = re.compile(r"\t|\?[\s,\[\]{}:]|[|>][-+\d]*#")  # tabs outside quotes, `? ` inside brackets, `|#`
_PROPERTY = re.compile(r"([!&][^\s,\[\]{}]*)(?:\s|(?<=\s)#[^\r\n]*+)*+")
_NEEDS_QUOTES_IN_FLOW = re.compile(r"[,\[\]{}:#?]")

Loader = Literal["fast", "pure"]
_Key: TypeAlias = "tuple[Scalar | None, Span]"


def decode(data: bytes, name: str) -> tuple[Source | None, Problems]:
    """Bytes of a file -> its text. UTF-8 with or without a byte order mark, no invisible characters, 16 MiB at most."""
    if len(data) > FILE_BYTES:
        return None, (problem.too_large(problem.start_of(Source(name, "")), FILE_BYTES),)
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        source = Source(name, data.decode())
    except UnicodeDecodeError as error:
        start = len(data[: error.start].decode())
        return None, (problem.not_utf8(Source(name, data.decode(errors="replace")).span(start, start + 1)),)
    found = _forbidden(source)
    return (None if found else source), found


def compose(source: Source, loader: Loader = "fast") -> tuple[Node | None, Problems]:
    """The tree of a file, and what is wrong with its form.

    None where the tree cannot be told for certain; problems with a tree leave the rest of it as the person meant it.
    `fast` uses the library's C part where it is there; both loaders give the same tree.
    """
    found = _forbidden(source)
    if found:
        return None, found
    reading = _read_twice(source, loader)
    if reading.complaint is not None:
        last, inside = reading.last, reading.stack[-1].span if reading.stack and reading.stack[-1].flow else None
        reading.fail(broken(source, reading.complaint, last, inside))
    elif not reading.lost and (reading.root is None or _is_nothing(reading.root)):
        reading.fail(problem.empty_file(problem.start_of(source)))
    return (None if reading.lost else reading.root), tuple(reading.problems)


def bent(scalar: Scalar, in_flow: bool) -> Diagnostic | None:
    """What is wrong with a formula or free text written without quotes: it may have lost a part, or taken up too much.

    `in_flow`: whether the mapping or sequence that the value stands in is written with brackets.
    """
    if scalar.style != "plain" or not scalar.text:
        return None
    raw = scalar.span.text
    if in_flow and _NEEDS_QUOTES_IN_FLOW.search(raw) and not DECIMAL_COMMA.fullmatch(raw):
        return problem.cut_in_flow(scalar.span)
    if "\n" in raw or "\r" in raw:
        return problem.goes_on(scalar.span)
    after = re.compile(r"[ \t]+(#[^\r\n]*)").match(scalar.span.source.text, scalar.span.end)
    return problem.comment_follows(scalar.span, scalar.span.source.span(*after.span(1))) if after else None


def formula_slice(scalar: Scalar) -> tuple[Span | None, Diagnostic | None]:
    """The characters of a formula at their place in the file, or what to write instead."""
    if scalar.slice is not None:
        return scalar.slice, None
    return None, (problem.goes_on if scalar.style == "plain" else problem.not_as_it_stands)(scalar.span)


def _forbidden(source: Source) -> Problems:
    found = islice(_FORBIDDEN.finditer(source.text), SHOWN)
    return tuple(problem.forbidden_character(source.span(*match.span())) for match in found)


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.style == "plain" and not node.text


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not been read yet."""

    flow: bool
    span: Span
    mapping: bool
    key: _Key | None = None
    pairs: list[tuple[Scalar, Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """What has been read of a file so far. `lost`: the tree cannot be told any more."""

    source: Source
    problems: list[Diagnostic] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    root: Node | None = None
    lost: bool = False
    last: Scalar | None = None
    complaint: Complaint | None = None
    documents: int = 0

    def report(self, found: Diagnostic) -> None:
        """The tree is known all the same."""
        self.problems.append(found)

    def fail(self, found: Diagnostic) -> None:
        """The tree is not known any more."""
        self.problems.append(found)
        self.lost = True


def _read_twice(source: Source, loader: Loader) -> _Reading:
    """Quickly; and slowly where the loaders differ or, up to where that stopped, where something is wrong."""
    small = len(source.text) <= SMALL
    reading = _read(source, source.text, "pure" if small and _LOADERS_DIFFER.search(source.text) else loader)
    if reading.complaint is None or reading.complaint.at >= SMALL:
        return reading
    again = _read(source, source.text[:SMALL], "pure")
    return again if small or again.complaint is not None or again.lost else reading


def _read(source: Source, text: str, loader: Loader) -> _Reading:
    reading = _Reading(source)
    for event in _events(text, loader):
        if isinstance(event, Complaint):
            reading.complaint = event
            break
        step = _STEPS.get(type(event).__name__)
        if step is not None and not step(reading, event):
            break
    return reading


def _events(text: str, loader: Loader) -> Iterator[Any]:
    """The library's events; its error, if any, as the last one. Marks count characters with both loaders."""
    import yaml

    chosen = getattr(yaml, "CSafeLoader", yaml.SafeLoader) if loader == "fast" else yaml.SafeLoader
    try:
        yield from yaml.parse(text, Loader=chosen)
    except yaml.MarkedYAMLError as error:
        start = error.context_mark.index if error.context_mark else None
        at = error.problem_mark.index if error.problem_mark else len(text)
        yield Complaint(error.context or "", error.problem or "", start, min(at, len(text)))
    except yaml.YAMLError:
        yield Complaint("", "", None, 0)


def _document(reading: _Reading, event: Any) -> bool:
    reading.documents += 1
    place = reading.source.span(event.start_mark.index, event.end_mark.index)
    if event.version or event.tags:
        reading.fail(problem.directive(reading.source.span(place.start, place.start + 1)))
    elif reading.documents > 1:
        reading.fail(problem.several_documents(place))
    return not reading.lost


def _alias(reading: _Reading, event: Any) -> bool:
    place = reading.source.span(event.start_mark.index, event.end_mark.index)
    reading.fail(problem.alias(place))
    _put(reading, None, place)
    return True


def _scalar(reading: _Reading, event: Any) -> bool:
    text, value = reading.source.text, event.value
    start, end = _after_properties(reading, event), event.end_mark.index
    style = _STYLES.get(event.style, "plain")
    if start >= end:
        start = end = _empty_place(reading, start)
    elif style == "plain" and "?" in text[start:end] and reading.stack and reading.stack[-1].flow:
        reading.complaint = Complaint("", "", None, start)  # the loaders differ; the slow one refuses
        return False
    elif style in ("literal", "folded"):
        end = start + len(text[start:end].rstrip())
    elif style == "plain" and start > event.start_mark.index:  # `!= 5` was meant as it stands
        start = event.start_mark.index
        value = text[start:end]
    span = reading.source.span(start, end)
    scalar = Scalar(value, span, style, _slice(span, value, style))
    reading.last = scalar
    _put(reading, scalar, span)
    return True


def _empty_place(reading: _Reading, at: int) -> int:
    """Where an empty value stands, on which the loaders differ: right after the colon, if it has one."""
    within = reading.stack[-1] if reading.stack else None
    if within is not None and within.key is not None:
        return after_colon(within.key[1]) or within.key[1].end
    return len(reading.source.text[:at].rstrip(" ")) if at < SMALL else at


def _slice(span: Span, value: str, style: Style) -> Span | None:
    """The raw characters that are the value, where they are."""
    raw = span.text
    match style:
        case "plain":
            return None if "\n" in raw or "\r" in raw else span
        case "single" | "double":
            return Span(span.source, span.start + 1, span.end - 1) if raw[1:-1] == value else None
        case "literal":
            header = re.match(r"[^\r\n]*(\r\n|\r|\n|$)", raw)
            assert header is not None
            return Span(span.source, span.start + header.end(), span.end)
        case _:
            return None


def _start(reading: _Reading, event: Any) -> bool:
    start = _after_properties(reading, event)
    if len(reading.stack) == NESTING:
        reading.fail(problem.too_deep(reading.source.span(start, start + 1), NESTING))
        return False
    mapping = type(event).__name__ == "MappingStartEvent"
    reading.stack.append(_Open(bool(event.flow_style), reading.source.span(start, event.end_mark.index), mapping))
    return True


def _end(reading: _Reading, event: Any) -> bool:
    done = reading.stack.pop()
    node: Node
    if done.mapping:
        pairs, found = mended_pairs(done.pairs) if done.flow else _all_with_values(done.pairs)
        span = _extent(done, event, [node for _, node in pairs])
        node = Mapping(tuple(_distinct(reading, pairs)), span, done.flow)
    else:
        items, found = mended_items(done.items) if done.flow else (done.items, ())
        span = _extent(done, event, items)
        node = Sequence(tuple(items), span, done.flow)
    reading.problems.extend(found)
    _put(reading, node, span)
    return True


def _all_with_values(pairs: list[tuple[Scalar, Node]]) -> tuple[list[tuple[Scalar, Node]], Problems]:
    without = [key for key, _ in pairs if after_colon(key.span) is None]
    return pairs, tuple(problem.key_without_value(key.span) for key in without)


def _extent(done: _Open, event: Any, parts: list[Node]) -> Span:
    if done.flow:
        return Span(done.span.source, done.span.start, event.end_mark.index)
    return done.span.to(parts[-1].span) if parts else done.span


def _distinct(reading: _Reading, pairs: list[tuple[Scalar, Node]]) -> Iterator[tuple[Scalar, Node]]:
    first: dict[str, Span] = {}
    for key, value in pairs:
        if key.text in first:
            reading.report(problem.duplicate_key(key.span, first[key.text]))
            continue
        first[key.text] = key.span
        yield key, value


def _put(reading: _Reading, node: Node | None, place: Span) -> None:
    """Into the collection that is open: as a key, a value or an item. None is something that was refused."""
    if not reading.stack:
        reading.root = node
        return
    within = reading.stack[-1]
    if not within.mapping:
        within.items.extend([node] if node is not None else [])
    elif within.key is None:
        within.key = (_key(reading, node, place), place)
    else:
        key, within.key = within.key[0], None
        if key is not None and node is not None:
            within.pairs.append((key, node))


def _key(reading: _Reading, node: Node | None, place: Span) -> Scalar | None:
    if isinstance(node, Scalar) and (node.text or node.style != "plain"):
        if node.text == "<<" and node.style == "plain":
            reading.fail(problem.merge_key(place))
        return node
    if node is not None:
        reading.problems = [found for found in reading.problems if not _lies_in(found.place, place)]
        reading.fail(problem.key_is_no_word(place))
    return None


def _lies_in(inner: Span | None, outer: Span) -> bool:
    return inner is not None and outer.start <= inner.start and inner.end <= outer.end


def _after_properties(reading: _Reading, event: Any) -> int:
    """Where the value itself begins; tags and anchors before it are reported."""
    text, start = reading.source.text, int(event.start_mark.index)
    if event.tag is None and event.anchor is None:
        return start
    while (event.tag is not None or event.anchor is not None) and (mark := _PROPERTY.match(text, start)):
        place = reading.source.span(*mark.span(1))
        reading.report((problem.tag if mark.group(1).startswith("!") else problem.anchor)(place))
        start = mark.end()
    return start


_STEPS = {
    "DocumentStartEvent": _document,
    "AliasEvent": _alias,
    "ScalarEvent": _scalar,
    "SequenceStartEvent": _start,
    "MappingStartEvent": _start,
    "SequenceEndEvent": _end,
    "MappingEndEvent": _end,
}
