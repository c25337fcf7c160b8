"""What can be typed: the commands of `rules`, and what each is for. A command is loaded when it is called or asked
about; the list of all of them needs none."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.options import lang, version
from engine.surfaces.cli.speaking import Command, Group, Help

COMMANDS: Mapping[str, Message] = {
    "eval": say("Computes every figure of a paket or of many, or one formula, or one formula for each line of a file."),
    "explain": say(
        "Shows how a figure came about: formula, numbers, parts, what was left out, article, file and line."
    ),
    "verify": say(
        "Checks a file that `rules eval PAKET --evidence FILE` has written: nothing in it was changed, and every"
        " figure comes out again from the rules, the contract and the data that it holds."
    ),
    "check": say(
        "Finds what is wrong or doubtful in manuals, contracts and data before any figure is computed. Without"
        " arguments: in the manuals that come along, and in everything under the current folder."
    ),
    "test": say(
        "Runs the cases that lie beside the rules, in files `*.uji.yaml`: inputs, expected figures, and where those"
        " come from. Without arguments: those under the current folder, and those of the manuals that come along."
    ),
    "fmt": say(
        "Gives rule files and contracts their one canonical form: tables aligned, formulas spaced, long formulas"
        " broken at operators, two spaces of indentation. What they say, their order and their comments stay."
        " Without arguments: everything under the current folder."
    ),
    "code": say(
        "Explains a code of a message: what it means, why it matters, what to do, a wrong and a right example."
    ),
    "diff": say(
        "Says what a manual or a paket changes against another one: by name and by what the formulas mean, not by"
        " lines. What was moved, reformatted or put in another order is no change; what has another name is one."
    ),
    "uses": say(
        "Shows what a name means, where it is defined and where it is used: in rule files, contracts, data and"
        " published figures. Without folders: under the current folder, and in the manuals that come along."
    ),
    "rename": say(
        "Gives something another name everywhere under the current folder: in rule files, contracts, data and"
        " published figures. The changes are shown first; everything else stays as it is, byte for byte."
    ),
    "reproduce": say(
        "Takes a published report apart: compares what `published.yaml` lists with what can be computed and with"
        " itself, by the digits printed, and tries to explain each difference."
    ),
    "new": say(
        "Begins an entry of a manual, a manual, or a paket: with a file that passes the check and says in remarks"
        " what to fill in. Nothing is ever written over."
    ),
    "show": say(
        "Shows the rules in force of a manual, those of the versions that it extends and of the decree included:"
        " each with the version, the file and the article that it comes from, and why it was overridden."
    ),
    "lock": say(
        "Locks an established version of a manual: from then on each edit of its rules is an error in check and"
        " eval. What must change all the same is a correction (`ralat`), with its date and reason in the file that"
        " says what manual it is."
    ),
    "schema": say(
        "Gives the JSON Schema of a kind of file, with which an editor knows its keys and says what they mean."
        " Without arguments: lists the kinds."
    ),
    "compile": say(
        "Prints the Python that is made of a formula, or of a whole contract for the rows that its data have: one"
        " straight function, with the rule file and line of each figure, that computes exactly."
    ),
}
"""In the order of the help."""


def program(language: str) -> Group:
    """The command `rules`, speaking this language."""
    help_ = Help(
        language,
        say("Computes the figures of a performance contract from rule files and raw data, exactly, and explains them."),
        ("rules COMMAND …",),
        (
            ("rules eval examples/kalbagbar-2023", say("every figure of one office")),
            ("rules explain examples/kalbagbar-2023 ID", say("how one of these figures came about")),
            ("rules check", say("what is wrong or doubtful in rule files, contracts and data")),
            ("rules test", say("the cases beside the rules: expected figures against computed ones")),
            ("rules eval --formula 'min(33 / 30, 100%)'", say("one formula")),
            ("rules eval --help", say("all about one command")),
        ),
    )

    def load(name: str) -> Command:
        command: Command = import_module(f"engine.surfaces.cli.commands_{name}").command(language, COMMANDS[name])
        return command

    return Group("rules", help_, [version(language), lang(language)], COMMANDS, load)
