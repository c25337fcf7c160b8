"""What is wrong with a file of evidence, and what has changed since it was made (E965 to E974, W965 to W969, N965)."""

from __future__ import annotations

import json

from engine.diagnostics.model import Diagnostic, Message, say
from engine.evidence.canonical import Json
from engine.evidence.form import FORM, WHAT, Failure
from engine.evidence.scan import DEPTH, Path, Wrong, pointer
from engine.source import Span

ABSENT = say("nothing")
LONGEST = 100


def shown(value: Json) -> Message:
    """A value of a document as a person is told it."""
    if value is None:
        return ABSENT
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Message(text if len(text) <= LONGEST else text[:LONGEST] + "…")


def damaged(place: Span, wrong: Wrong) -> Diagnostic:
    """The file is no JSON that has one meaning: it is cut off, a key stands twice, a number is not exact, it is nested
    deeper than any such file. Mostly it was not copied to its end, or was edited by hand."""
    why = {
        "end": say("it ends too early"),
        "sign": say("this sign cannot stand here"),
        "key_twice": say("this key stands twice"),
        "number": say("this number is not a whole one, and so is not exact"),
        "deep": say("it is nested deeper than {limit}", limit=DEPTH),
        "half": say("this is half a character"),
        "more": say("something stands behind its end"),
    }
    message = say("this file of evidence is damaged: {why}", why=why[wrong])
    return Diagnostic("E965", "error", message, place, fix=_again())


def foreign(place: Span | None, why: Message) -> Diagnostic:
    """The file is something else than what `rules eval --evidence` writes."""
    message = say("this is no evidence of {program}: {why}", program=WHAT, why=why)
    fix = say("give a file that `rules eval PAKET --evidence FILE` has written")
    return Diagnostic("E966", "error", message, place, fix=fix)


def newer_form(place: Span, form: int, program: str) -> Diagnostic:
    """The evidence was made by a later program, which keeps it in a form that this one does not know. It may be whole:
    this program cannot tell."""
    message = say(
        "this evidence has form {form}, and this program knows forms up to {known}; it was made by version {program}",
        form=form, known=FORM, program=program,
    )  # fmt: skip
    fix = say("use version {program} or a later one", program=program)
    return Diagnostic("E967", "error", message, place, fix=fix)


def wrong_shape(place: Span | None, path: Path, failure: Failure) -> Diagnostic:
    """A key that every such file has is missing, there is one that no such file has, or a value is of another kind than
    its key takes. The file was edited."""
    what = {
        "missing": say("`{pointer}` is missing", pointer=pointer(path)),
        "unknown": say("`{pointer}` does not belong there", pointer=pointer(path)),
        "wrong": say("`{pointer}` cannot be what it is", pointer=pointer(path)),
    }
    message = say("this evidence was changed after it was made: {what}", what=what[failure])
    return Diagnostic("E968", "error", message, place, fix=_again())


def other_digest(place: Span | None, path: Path, recorded: Json, found: Json) -> Diagnostic:
    """The digest is no longer that of the file: something in the file was changed, or the digest itself."""
    message = say(
        "the digest `{pointer}` is {recorded}, and that of the file is {found}",
        pointer=pointer(path), recorded=shown(recorded), found=shown(found),
    )  # fmt: skip
    return Diagnostic("E969", "error", message, place, fix=_again() if path[-1] == "sha256" else None)


def other_quoted(place: Span | None, recorded: Json, quoted: Json) -> Diagnostic:
    """The digest that a report quotes is another one: the file is not the one that the report was made from."""
    message = say(
        "the digest that is quoted, {quoted}, is not that of this file: {recorded}",
        quoted=shown(quoted), recorded=shown(recorded),
    )  # fmt: skip
    fix = say("look for the file that the report was made from; at least {count} digits have to be given", count=24)
    return Diagnostic("E970", "error", message, place, fix=fix)


def other_content(place: Span | None, path: Path, held: Span | None, recorded: Json, found: Json) -> Diagnostic:
    """A rule file, the contract or a data file inside the evidence is not as it was when the evidence was made: its
    hash or the marks of its lines tell that."""
    if path[-1] == "sha256":
        message = say(
            "`{pointer}`: the hash of this file is {recorded}, and that of its text is {found}",
            pointer=pointer(path), recorded=shown(recorded), found=shown(found),
        )  # fmt: skip
    else:
        message = say("`{pointer}`: this line was changed, or lines were taken away here", pointer=pointer(path))
    others = () if held is None else ((say("in the file that the evidence holds"), held),)
    return Diagnostic("E971", "error", message, place, others)


def other_figure(
    place: Span | None, path: Path, held: Span | None, id_: str, recorded: Json, found: Json
) -> Diagnostic:
    """A computed figure is recorded otherwise than it comes out of the files of the evidence."""
    message = say(
        "`{pointer}`: the figure `{id}` is recorded as {recorded}, and comes out as {found}",
        pointer=pointer(path), id=id_, recorded=shown(recorded), found=shown(found),
    )  # fmt: skip
    others = () if held is None else ((say("it comes out here"), held),)
    return Diagnostic("E972", "error", message, place, others)


def other_datum(place: Span | None, path: Path, held: Span | None, id_: str, recorded: Json, found: Json) -> Diagnostic:
    """A value of the data or of the contract is recorded otherwise than it stands in the files of the evidence."""
    message = say(
        "`{pointer}`: the datum `{id}` is recorded as {recorded}, and is {found}",
        pointer=pointer(path), id=id_, recorded=shown(recorded), found=shown(found),
    )  # fmt: skip
    others = () if held is None else ((say("it is given here"), held),)
    return Diagnostic("E973", "error", message, place, others)


def other_result(place: Span | None, path: Path, held: Span | None, recorded: Json, found: Json) -> Diagnostic:
    """Something else that is recorded is not what comes out of the files of the evidence: a rule and where it stands, a
    line of the printed table, an absence, a finding."""
    message = say(
        "`{pointer}` is recorded as {recorded}, and comes out as {found}",
        pointer=pointer(path), recorded=shown(recorded), found=shown(found),
    )  # fmt: skip
    others = () if held is None else ((say("it comes from here"), held),)
    return Diagnostic("E974", "error", message, place, others)


def other_words(count: int, program: str) -> Diagnostic:
    """Messages and places of findings differ from those of the program that made the evidence, or this one lists more.
    All recorded figures agree, and those are what counts: a later program may put its messages otherwise."""
    message = say(
        "what version {program} worded otherwise, placed elsewhere or did not list; all its figures agree: {count}",
        program=program, count=count,
    )  # fmt: skip
    return Diagnostic("N965", "note", message)


def changed_since(place: Span, today: Span) -> Diagnostic:
    """A rule file is no longer as it was when the evidence was made. The evidence holds nevertheless: it was made with
    the rules of its day."""
    message = say("this rule file was changed since the evidence was made; the first line that differs:")
    return Diagnostic("W965", "warning", message, place, ((say("today"), today),))


def moved_since(id_: str, recorded: Json, found: Json) -> Diagnostic:
    """With the rules of today the same contract and the same data give another figure. There may be many of these, so
    each takes one line; where its rule stands is said in JSON."""
    message = say(
        "the figure `{id}` is {recorded}, and with the rules of today {found}",
        id=id_, recorded=shown(recorded), found=shown(found),
    )  # fmt: skip
    return Diagnostic("W966", "warning", message)


def gone_since(code: str) -> Diagnostic:
    """The manual is not where manuals are looked for, so that it cannot be said what has become of it."""
    message = say("the manual `{code}` is not found today", code=code)
    fix = say("give the folder in which it lies: --against DIR")
    return Diagnostic("W967", "warning", message, fix=fix)


def came_or_went(name: str, *, there: bool) -> Diagnostic:
    """A rule file has come to a manual since the evidence was made, or was taken away from it."""
    message = (
        say("the rule file `{name}` has come since the evidence was made", name=name)
        if there
        else say("the rule file `{name}` is no longer there", name=name)
    )
    return Diagnostic("W968", "warning", message)


def not_computed_today(cause: Diagnostic) -> Diagnostic:
    """The rules of today cannot compute the contract and data of the evidence."""
    message = say("with the rules of today nothing can be computed: {cause}", cause=cause.message)
    return Diagnostic("W969", "warning", message, cause.place, fix=cause.fix)


def _again() -> Message:
    return say("take the file again from where it is kept; what was changed cannot be repaired")
