"""What was found out about a file of evidence -> plain data, the same for the command and for Python."""

from __future__ import annotations

from engine.diagnostics.render import as_json
from engine.evidence.model import Difference, Since, Verification
from engine.evidence.scan import pointer
from engine.evidence.tell import told_since
from engine.source import Span

SCHEMA = 1

Shape = dict[str, object]


def answer(found: Verification, name: str, language: str) -> Shape:
    """{schema, file, holds, digest, program, differences, findings, since}; the last is None where nothing is known."""
    evidence = found.evidence
    return {
        "schema": SCHEMA,
        "file": name,
        "holds": found.holds,
        "digest": None if evidence is None else {"sha256": evidence.digest, "short": evidence.short},
        "program": None if evidence is None else evidence.program,
        "periode": None if evidence is None else evidence.period,
        "differences": [_difference(one) for one in found.differences],
        "findings": [as_json(problem, language) for problem in found.problems],
        "since": None if found.since is None else _since(found.since, language),
    }


def _difference(one: Difference) -> Shape:
    """`pointer` as RFC 6901 has it; `file` and `line` are those inside the evidence."""
    return {
        "kind": one.kind,
        "pointer": pointer(one.path),
        "figure": one.id,
        "recorded": one.recorded,
        "found": one.found,
        **_place(one.place),
    }


def _place(place: Span | None) -> Shape:
    return {"file": None, "line": None} if place is None else {"file": place.source.name, "line": place.line}


def _since(since: Since, language: str) -> Shape:
    return {
        "manuals": [*since.manuals],
        "gone": [*since.gone],
        "files": [
            {
                "name": one.name,
                "change": "added" if one.then is None else "removed" if one.today is None else "changed",
                "line": None if one.then is None else one.lines[0],
                "today": None if one.today is None else {"file": one.today.name, "line": one.lines[1]},
            }
            for one in since.changes
        ],
        "figures": [
            {"id": one.id, "recorded": one.recorded, "today": one.found, **_place(one.place)} for one in since.figures
        ],
        "findings": [as_json(problem, language) for problem in told_since(since)],
    }
