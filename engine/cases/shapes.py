"""Cases that were run -> plain data for JSON, and a JUnit report for whatever runs tests.

No times and no absolute paths: the same cases give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from engine.cases.model import CaseRun, Origin, Tested, Verdict
from engine.cases.text import failure_lines, lowest_difference
from engine.cases.values import ABSENT
from engine.diagnostics.catalogue import words
from engine.diagnostics.model import say
from engine.diagnostics.render import as_json
from engine.results.shapes import exact, value

SCHEMA = 1
STATES = ("passed", "failed", "broken", "unconfirmed")


def state(run: CaseRun) -> str:
    """One of STATES. What nobody has confirmed counts for nothing, whatever came out; what cannot be run is broken."""
    if run.manual is None or any(one.severity == "error" for one in run.problems):
        return "broken"
    if not run.case.confirmed:
        return "unconfirmed"
    return "failed" if run.failed else "passed"


def counted(tested: Tested) -> dict[str, int]:
    """How many cases are in each state."""
    found = [state(run) for run in tested.runs]
    return {name: found.count(name) for name in STATES}


def as_data(tested: Tested, language: str) -> dict[str, object]:
    """Everything, as JSON."""
    return {
        "schema": SCHEMA,
        "cases": len(tested.runs),
        **counted(tested),
        "left_out": tested.left_out,
        "problems": [as_json(one, language) for one in tested.problems],
        "results": [_run(run, language) for run in tested.runs],
    }


def _run(run: CaseRun, language: str) -> dict[str, object]:
    lowest = lowest_difference(run)
    return {
        "id": run.case.id,
        "file": run.case.file,
        "line": run.case.place.line,
        "name": run.case.name,
        "state": state(run),
        "agrees": run.passes,
        "source": _origin(run.case.origin),
        "expected": [_verdict(one, language) for one in run.verdicts],
        "lowest_difference": lowest.figure.id if lowest else None,
        "problems": [as_json(one, language) for one in run.problems],
    }


def _origin(origin: Origin) -> dict[str, object]:
    return {
        "document": origin.document,
        "reference": origin.reference,
        "printed": origin.printed,
        "calculation": origin.reckoning,
    }


def _verdict(one: Verdict, language: str) -> dict[str, object]:
    outcome = one.figure.outcome
    return {
        "id": one.figure.id,
        "line": one.wanted.place.line,
        "agrees": one.agrees,
        "expected": words(one.expected, language),
        "got": words(one.got, language),
        "value": value(outcome) if outcome.value is not None else ABSENT,
        "exact": exact(outcome),
        "status": outcome.status,
    }


def as_junit(tested: Tested, language: str) -> str:
    """A JUnit report: a suite for each file, a test for each case."""
    return "\n".join(_junit(tested, language)) + "\n"


def _junit(tested: Tested, language: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<testsuites{_counts(tested.runs, len(tested.problems))}>"
    for name in tested.files:
        runs = tuple(run for run in tested.runs if run.case.file == name)
        found = [one for one in tested.problems if one.place is not None and one.place.source.name == name]
        yield f"  <testsuite name={quoteattr(name)}{_counts(runs, len(found))}>"
        for one in found:
            line = one.place.line if one.place else 1
            yield f"    <testcase name={quoteattr(f'{one.code}:{line}')} classname={quoteattr(name)}>"
            yield f"      <error message={quoteattr(words(one.message, language))}/>"
            yield "    </testcase>"
        for run in runs:
            yield from _testcase(run, language)
        yield "  </testsuite>"
    yield "</testsuites>"


def _counts(runs: tuple[CaseRun, ...], more: int) -> str:
    found = [state(run) for run in runs]
    return (
        f' tests="{len(runs) + more}" failures="{found.count("failed")}"'
        f' errors="{found.count("broken") + more}" skipped="{found.count("unconfirmed")}"'
    )


def _testcase(run: CaseRun, language: str) -> Iterator[str]:
    head = f"    <testcase name={quoteattr(run.case.name)} classname={quoteattr(run.case.file)}"
    head += f' file={quoteattr(run.case.file)} line="{run.case.place.line}"'
    match state(run):
        case "passed":
            yield f"{head}/>"
            return
        case "unconfirmed":
            yield f"{head}>"
            yield f"      <skipped message={quoteattr(words(say('not confirmed by a person'), language))}/>"
        case found:
            yield f"{head}>"
            tag = "failure" if found == "failed" else "error"
            lines = [_clean(line) for line in failure_lines(run, language)]
            message = lines[1 if len(lines) > 1 else 0].strip() if lines else ""
            yield f"      <{tag} message={quoteattr(message)}>{escape(chr(10).join(lines))}</{tag}>"
    yield "    </testcase>"


def _clean(line: str) -> str:
    """Characters that XML cannot hold are left out."""
    return "".join(letter for letter in line if letter >= " " or letter == "\t")
