"""Why a rule file cannot be read -> one diagnostic in plain words.

The library says where it stopped, not what the person did. What they did is told from the raw text around that place
and from what was read just before it; its own words are only used to tell the cases apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.diagnostics.model import Diagnostic
from engine.manual import places_problems as problem
from engine.manual.nodes import Scalar
from engine.record import dataclass
from engine.source import Source, Span

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_IN_FLOW = r"flow|':'|mapping values"
_BACK = 200  # characters looked at before the place


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the library says: while doing what, what went wrong, where that began and where it stopped."""

    context: str
    problem: str
    start: int | None
    at: int


def broken(source: Source, complaint: Complaint, last: Scalar | None, flow: Span | None) -> Diagnostic:
    """The mistake behind a complaint. `last`: the value read last; `flow`: the bracket that is open there, if any."""
    at = complaint.at
    tab = _tab(source, at)
    if tab is not None:
        return problem.tab_stands(tab)
    if source.text[at : at + 1] == ":" and re.search(r"(^|[{,\r\n])[ \t]*\Z", source.text[max(at - _BACK, 0) : at]):
        return problem.key_is_no_word(_character(source, at))
    if last is not None and (found := _after_value(source, at, last, flow)) is not None:
        return found
    if (
        flow is not None
        and source.text[at : at + 1] != ","
        and re.search(_IN_FLOW, complaint.context + complaint.problem)
    ):
        return problem.unclosed_bracket(flow, _character(source, at) if source.text[at:].strip() else None)
    for pattern, describe in _CASES:
        if re.search(pattern, f"{complaint.context}: {complaint.problem}"):
            return describe(source, complaint)
    return problem.out_of_place(_character(source, at))


def _after_value(source: Source, at: int, last: Scalar, flow: Span | None) -> Diagnostic | None:
    """What is wrong if the reading stopped right after a value."""
    raw = last.span.text
    if source.text[last.span.end : at].strip(" \t") or at >= len(source.text) or source.text[at] in "\r\n":
        return None
    several_lines = "\n" in raw or "\r" in raw
    if last.style in ("single", "double"):
        if several_lines:
            return problem.unclosed_quote(source.span(last.span.start, last.span.start + 1))
        return problem.text_after_quote(source.span(at, _line_end(source, at)), last.span)
    if flow is None or last.style != "plain" or several_lines or not raw or source.text[at] in "]}":
        return None
    return problem.cut_in_flow(source.span(last.span.start, _value_end(source, last.span.start)))


def _value_end(source: Source, start: int) -> int:
    """The end of a value inside brackets, its own brackets counted."""
    opened: list[str] = []
    end = start
    for end in range(start, _line_end(source, start)):
        character = source.text[end]
        if opened and character == opened[-1]:
            opened.pop()
        elif character in _CLOSING:
            opened.append(_CLOSING[character])
        elif not opened and character in ",]}":
            return end
    return end + 1


def _tab(source: Source, at: int) -> Span | None:
    if source.text[at : at + 1] == "\t":
        return _character(source, at)
    for position in (at, max(at - 1, 0)):
        start = source.starts[source.position(position)[0] - 1]
        indentation = re.compile(r" *(\t)[ \t]*").match(source.text, start)
        if indentation and position <= indentation.end():
            return source.span(*indentation.span(1))
    return None


def _line_start(source: Source, at: int) -> int:
    line_start = source.starts[source.position(at)[0] - 1]
    return min(line_start + len(source.text[line_start:at]) - len(source.text[line_start:at].lstrip()), at)


def _line_end(source: Source, at: int) -> int:
    found = re.compile(r"[ \t]*([\r\n]|$)|[ \t]+#").search(source.text, at)
    return found.start() if found else len(source.text)


def _character(source: Source, at: int) -> Span:
    return source.span(at, min(at + 1, len(source.text)))


def _line(source: Source, at: int) -> Span:
    start = _line_start(source, at)
    return source.span(start, max(_line_end(source, start), start))


def _missing_colon(source: Source, complaint: Complaint) -> Diagnostic:
    return problem.missing_colon(_line(source, complaint.at if complaint.start is None else complaint.start))


def _second_value(source: Source, complaint: Complaint) -> Diagnostic:
    """`a: x: y` on one line, or a line too far in below `a: x`."""
    at = complaint.at
    line = _line(source, at)
    key = re.match(r"(?:- +)*[^\s:][^:]*:[ \t]+", line.text)
    if key is not None and line.start + key.end() <= at:
        return problem.second_colon(source.span(line.start + key.end(), line.end))
    before = source.text[: source.starts[source.position(at)[0] - 1]].rstrip()
    above = _line(source, len(before) - 1) if before else line
    if before and above.column == line.column and not re.search(r":(\s|$)|^-\s", above.text):
        return problem.missing_colon(above)
    return problem.wrong_indentation(line, None)


def _indentation(source: Source, complaint: Complaint) -> Diagnostic:
    if source.text[complaint.at : complaint.at + 1] in ("]", "}"):
        return problem.extra_bracket(_at(source, complaint))
    block = None if complaint.start is None else _character(source, complaint.start)
    return problem.wrong_indentation(_line(source, complaint.at), block)


def _quote(source: Source, complaint: Complaint) -> Diagnostic:
    return problem.unclosed_quote(_character(source, complaint.at if complaint.start is None else complaint.start))


def _beginning(source: Source, complaint: Complaint) -> Diagnostic:
    at = complaint.start if "alphabetic" in complaint.problem and complaint.start is not None else complaint.at
    if source.text[at : at + 1] in ("", "\n", "\r", ","):
        return problem.out_of_place(_character(source, at))
    if source.text[at] == "%" and _line_start(source, at) == at and source.position(at)[1] == 1:
        return problem.directive(_character(source, at))
    return problem.bad_beginning(_character(source, at))


def _backslash(source: Source, complaint: Complaint) -> Diagnostic:
    start = max(source.text.rfind("\\", 0, complaint.at + 1), 0)
    return problem.bad_backslash(source.span(start, start + 2))


def _document(source: Source, complaint: Complaint) -> Diagnostic:
    percent = re.compile(r"^%", re.MULTILINE).search(source.text, 0, complaint.at)
    if percent is not None:
        return problem.directive(source.span(*percent.span()))
    return problem.out_of_place(_line(source, complaint.at))


def _block(source: Source, complaint: Complaint) -> Diagnostic:
    start = complaint.at if complaint.start is None else complaint.start
    return problem.bad_block(source.span(start, _line_end(source, start)))


_CASES: tuple[tuple[str, Callable[[Source, Complaint], Diagnostic]], ...] = (
    (r"quoted scalar.*(end of stream|document)", _quote),
    (r"escape", _backslash),
    (r"could not find expected ':'", _missing_colon),
    (r"mapping values are not allowed", _second_value),
    (r"sequence entries are not allowed", lambda source, complaint: problem.dash_in_line(_at(source, complaint))),
    (r"block scalar", _block),
    (r"directive", lambda source, complaint: problem.directive(_line(source, complaint.start or complaint.at))),
    (r"tag", lambda source, complaint: problem.tag(_character(source, complaint.start or complaint.at))),
    (r"cannot start any token|mapping keys are not|alphabetic|node content", _beginning),
    (r"document start", _document),
    (r"expected <block end>|did not find expected (key|'-')", _indentation),
)


def _at(source: Source, complaint: Complaint) -> Span:
    return _character(source, complaint.at)
