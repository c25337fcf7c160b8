"""What is wrong with the two sides of a comparison (E950 to E955)."""

from __future__ import annotations

from engine.diagnostics.model import Diagnostic, say


def mistakes_in_a_side(name: str, count: int, first: Diagnostic) -> Diagnostic:
    """What is wrong has no value on its side, so that a change in it cannot be seen."""
    message = say(
        "`{name}` has mistakes ({count}), and what is wrong is not compared; the first: {cause}",
        name=name,
        count=count,
        cause=first.message,
    )
    fix = say("correct what `rules check` shows, then compare again")
    return Diagnostic("E950", "error", message, first.place, fix=fix)


def unlike_sides(one: str, other: str) -> Diagnostic:
    """A manual is compared with a manual, and the paket of an office with a paket."""
    message = say("`{one}` is a paket and `{other}` is a manual", one=one, other=other)
    return Diagnostic("E951", "error", message, fix=say("name two manuals or two pakets"))


def several_things(name: str, found: list[str]) -> Diagnostic:
    """The folder holds more than one manual or paket."""
    message = say("`{name}` holds more than one manual or paket: {found}", name=name, found=", ".join(found))
    return Diagnostic("E952", "error", message, fix=say("name one of them"))


def no_such_revision(revision: str, name: str) -> Diagnostic:
    """git knows no version of this name here, or this folder is no git folder, or git is not installed."""
    message = say("git finds no version `{revision}` here (in `{name}`)", revision=revision, name=name)
    fix = say(
        "before the colon stands a version that git knows, such as `HEAD~1`, a branch or a tag; the command runs in the"
        " folder that git manages"
    )
    return Diagnostic("E953", "error", message, fix=fix)


def not_in_revision(revision: str, path: str) -> Diagnostic:
    """In that version there is no manual and no paket in this folder."""
    message = say("in `{revision}` there is no manual and no paket in `{path}`", revision=revision, path=path)
    fix = say(
        "behind the colon stands the folder as seen from the top of what git manages, such as {example}",
        example="`HEAD~1:rules/djbc-2023`",
    )
    return Diagnostic("E954", "error", message, fix=fix)


def no_rule_file(name: str) -> Diagnostic:
    """git gave a file that is no rule file or contract that can be read."""
    message = say("`{name}` cannot be compared as a rule file", name=name)
    return Diagnostic("E955", "error", message, fix=say("compare it as text: `git diff --no-ext-diff`"))
