"""`rules test --coverage`, `--suggest` and `--mutate`: what no case reaches, and what no case would notice."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from engine.diagnostics.model import Message, say
from engine.diagnostics.render import render
from engine.surfaces.cli.console import Console, visible
from engine.surfaces.cli.exits import CLEAN, FINDINGS, WRONG
from engine.surfaces.cli.options import folder_of_manuals
from engine.surfaces.cli.progress import progress
from engine.surfaces.cli.speaking import WrongUse

if TYPE_CHECKING:
    from engine.cases.drafts import Suggestion
    from engine.cases.goals import Goal, Kind
    from engine.cases.measure import Measure, Measured
    from engine.cases.mutants import Judged

INDENT = "  "
KINDS: Mapping[Kind, Message] = {
    "branch": say("branches of `if`"),
    "side": say("sides of `and` and `or`"),
    "row": say("table rows"),
    "hole": say("holes in tables"),
    "bound": say("bounds"),
    "segment": say("scale segments"),
    "reason": say("reasons of N/A"),
    "check": say("`pemeriksaan`"),
}


def cover(console: Console, given: Mapping[str, Any], environ: Mapping[str, str]) -> int:
    """The exit code. Raises WrongUse, and OSError where a file cannot be written."""
    from engine import pipeline
    from engine.cases.tally import as_data

    _refuse(given, environ)
    manual = folder_of_manuals(given["manual"])
    threshold = given["threshold"]
    with progress(console) as begun:
        measured = pipeline.coverage(given["arguments"], manual=manual, pattern=given["run"], begun=begun)
        covers = given["coverage"] or threshold is not None
        suggested = {
            one.folder: pipeline.suggest(one, edges=given["suggest"], begun=begun)
            for one in measured.manuals
            if covers or given["suggest"]
        }
        judged = {
            one.folder: pipeline.mutate(measured, one, jobs=_cores(), begun=begun)
            for one in measured.manuals
            if given["mutate"]
        }
    console.talk(render(measured.problems, console.language, console.error_colour))
    if given["format"] == "json":
        from engine.surfaces.cli.evaluating import as_text

        mutants = judged if given["mutate"] else None
        console.out(as_text(as_data(measured, suggested, mutants, threshold, console.language)))
    else:
        lines = _text(console, measured, suggested, judged, covers=covers, paste=not given["suggest"])
        console.out("".join(f"{line}\n" for line in lines))
    if given["suggest"]:
        _write(console, suggested)
    survivors = any(one.fate == "survives" for some in judged.values() for one in some)
    return _exit(console, measured, threshold, survivors=survivors)


def _exit(console: Console, measured: Measured, threshold: int | None, *, survivors: bool) -> int:
    from engine.cases.tally import enough, failing

    for case in failing(measured):
        _say(console, say("`{case}` does not pass, and reaches nothing", case=case.case.id))
    errors = any(one.severity == "error" for one in measured.problems)
    if measured.nothing or not (measured.manuals or errors):
        return WRONG
    below = [one for one in measured.manuals if threshold is not None and not enough(one, threshold)]
    for one in below:
        _say(console, say("`{manual}` is reached less than {threshold} %", manual=one.code, threshold=threshold or 0))
    return FINDINGS if below or survivors or errors or failing(measured) else CLEAN


def _refuse(given: Mapping[str, Any], environ: Mapping[str, str]) -> None:
    """What does not go together. Raises WrongUse."""
    asked = next(f"--{name}" for name in ("coverage", "suggest", "mutate", "threshold") if given[name] is not None)
    if given["update"]:
        raise WrongUse(say("`{one}` and `{other}` do not go together", one="--update", other=asked))
    if given["format"] == "junit":
        raise WrongUse(say("`{one}` and `{other}` do not go together", one="--format junit", other=asked))
    if given["suggest"] and environ.get("CI"):
        fix = say("run it where a person looks at the new values, and commit the files")
        raise WrongUse(say("{option} does not go in a workflow (CI is set)", option="--suggest"), fix)
    if given["threshold"] is not None and given["threshold"] > 100:
        raise WrongUse(say("write after {option} a whole number from 0 to 100", option="--threshold"))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _text(
    console: Console,
    measured: Measured,
    suggested: Mapping[str, tuple[Suggestion, ...]],
    judged: Mapping[str, tuple[Judged, ...]],
    *,
    covers: bool,
    paste: bool,
) -> Iterator[str]:
    first = True
    for one in measured.manuals:
        if covers:
            yield from () if first else ("",)
            first = False
            yield from _of_manual(console, one)
            if paste and suggested.get(one.folder):
                yield ""
                yield console.words(say("Cases that reach them, to paste under `kasus` of a file `*.uji.yaml`:"))
                yield ""
                yield from _pasted(console, suggested[one.folder])
            yield from _not_found(console, one, suggested.get(one.folder, ()))
        if one.folder in judged:
            yield from () if first else ("",)
            first = False
            yield from _of_mutants(console, one, judged[one.folder])


def _of_manual(console: Console, one: Measure) -> Iterator[str]:
    from engine.cases.tally import percent

    confirmed, anyhow = one.reached(one.goals)
    whole = len(one.goals)
    head = say(
        "{manual}: cases reach {count} of {whole} parts, {share}",
        manual=one.code, count=confirmed, whole=whole, share=percent(confirmed, whole),
    )  # fmt: skip
    yield console.painted(console.words(head), "bold")
    if anyhow > confirmed:
        more = say(
            "with the cases that nobody has confirmed {count}, {share}", count=anyhow, share=percent(anyhow, whole)
        )
        yield INDENT + console.words(more)
    for kind, name in KINDS.items():
        some = [goal for goal in one.goals if goal.kind == kind]
        if some:
            line = say("{kind}: {count} of {whole}", kind=name, count=one.reached(some)[0], whole=len(some))
            yield INDENT + console.words(line)
    yield ""
    width = len(str(whole))
    for owner, some in one.owners().items():
        count = one.reached(some)[0]
        yield f"{INDENT}{count:>{width}}/{len(some):<{width}} {percent(count, len(some)):>7}  {visible(owner.name)}"
        yield from _missing(console, one, some)


def _missing(console: Console, one: Measure, some: Iterable[Goal]) -> Iterator[str]:
    for goal in some:
        if goal.key in one.confirmed:
            continue
        what = console.words(goal.what)
        if goal.key in one.anyhow:
            what = console.words(say("{what} (only by a case that nobody has confirmed)", what=what))
        yield f"{2 * INDENT}{visible(_place(goal))}: {visible(what)}"


def _not_found(console: Console, one: Measure, suggestions: Iterable[Suggestion]) -> Iterator[str]:
    """Parts that no suggestion reaches: perhaps nothing does."""
    found = {key for suggestion in suggestions for row in suggestion.rows for key in row.goals}
    rest = [goal for goal in one.missing if goal.key not in found]
    if rest:
        yield ""
        yield console.words(say("Parts for which no case was found; perhaps nothing can reach them:"))
        yield from (f"{INDENT}{visible(_place(goal))}: {visible(console.words(goal.what))}" for goal in rest)


def _place(goal: Goal) -> str:
    return f"{goal.file}:{goal.place.line}:{goal.place.column}"


def _pasted(console: Console, suggestions: Iterable[Suggestion]) -> Iterator[str]:
    from engine.cases.drafts import text_of

    for one in suggestions:
        yield from (visible(line) for line in text_of(one, console.words).splitlines())


def _of_mutants(console: Console, one: Measure, judged: tuple[Judged, ...]) -> Iterator[str]:
    from engine.cases.drafts import line_of
    from engine.cases.tally import fates, killed, percent

    caught, changing = killed(judged)
    counts = fates(judged)
    head = say(
        "{manual}: cases catch {count} of {whole} wrong edits that change a figure, {share}",
        manual=one.code, count=caught, whole=changing, share=percent(caught, changing),
    )  # fmt: skip
    yield console.painted(console.words(head), "bold")
    stopped = say("rules that cannot be read any more, which every command says: {count}", count=counts["stopped"])
    same = say("no figure found that changes: {count}", count=counts["same"])
    yield from (INDENT + console.words(line) for line in (stopped, same))
    for survivor in (found for found in judged if found.fate == "survives"):
        where = f"{survivor.file}:{survivor.line}:{survivor.column}"
        yield f"{INDENT}{visible(where)}: {survivor.operator}: {visible(survivor.what)}"
        if survivor.telling is not None:
            told = say("a case that would tell: {case}", case=line_of(survivor.telling))
            yield 2 * INDENT + visible(console.words(told))


def _write(console: Console, suggested: Mapping[str, tuple[Suggestion, ...]]) -> None:
    """Writes suggestions beside the rules. Raises OSError."""
    from engine.cases.suggested import new_texts
    from engine.manual.shelves import comes_along
    from engine.surfaces.cli.writing import created, rewritten

    count = 0
    for one in new_texts((one for some in suggested.values() for one in some), console.words):
        if comes_along(one.path):
            _say(console, say("`{name}` comes along with the program and is not changed", name=one.shown))
            continue
        if one.old is None:
            created(one.path, one.text)
        elif not rewritten(one.path, one.old, one.text):
            continue
        count += one.count
        _say(console, say("{name}: new cases: {count}", name=one.shown, count=one.count))
    _say(console, say("cases written, to be confirmed by a person: {count}", count=count))


def _say(console: Console, message: Message) -> None:
    console.talk(console.words(message) + "\n")
