"""Diagnostics about data files and the form of their rows (E501 to E519)."""

from __future__ import annotations

from collections.abc import Iterable

from engine.data.problems import spelled, suggestion
from engine.diagnostics.model import Diagnostic, say
from engine.manual.places_problems import excerpt
from engine.source import Span

_SIGNS = {"\t": "tab"}


def no_such_file(place: Span | None, name: str, known: Iterable[str] = ()) -> Diagnostic:
    """The file is not there. Names differ by capital letters as well."""
    options = tuple(known)
    fix = suggestion(name, options, say("put the file there, or correct its name"))
    message = say("there is no file `{name}`", name=excerpt(name))
    return Diagnostic("E501", "error", message, place, fix=fix, edits=spelled(place, name, options))


def unreadable_file(place: Span | None, name: str, why: str) -> Diagnostic:
    """The file is there and cannot be opened, because it is a folder or because of its permissions."""
    message = say("the file `{name}` cannot be opened: {why}", name=excerpt(name), why=why)
    return Diagnostic("E502", "error", message, place, fix=say("check what it is, and who may read it"))


def outside_paket(place: Span | None, name: str) -> Diagnostic:
    """Data files lie in the folder of the paket or below it, so that a paket is whole wherever it is copied to, and
    reads nothing else."""
    message = say("the file `{name}` does not lie in the folder of the paket", name=excerpt(name))
    fix = say("put it there, and write its name without `..` and without `/` in front")
    return Diagnostic("E503", "error", message, place, fix=fix)


def unknown_kind(place: Span, name: str, possible: Iterable[str]) -> Diagnostic:
    """Data are read from files of these kinds, told by the end of the name."""
    message = say("data cannot be read from `{name}`", name=excerpt(name))
    fix = say("save the table as one of: {kinds}", kinds=", ".join(possible))
    return Diagnostic("E504", "error", message, place, fix=fix)


def empty_file(place: Span) -> Diagnostic:
    """The file holds nothing, not even the names of its columns."""
    fix = say("write the names of the columns in its first line")
    return Diagnostic("E505", "error", say("this file is empty"), place, fix=fix)


def wrong_encoding(place: Span, declared: str) -> Diagnostic:
    """The file is not in the encoding that the contract declares for it (`pengodean`, UTF-8 if nothing is declared)."""
    message = say("this file is not in {encoding}: the first character that cannot be read is here", encoding=declared)
    fix = (
        say("save it again as “CSV UTF-8”, or declare `pengodean: cp1252` if an old Windows program made it")
        if declared == "utf-8"
        else say("save it again as “CSV UTF-8” and declare `pengodean: utf-8`")
    )
    return Diagnostic("E506", "error", message, place, fix=fix)


def line_too_long(place: Span, limit: int) -> Diagnostic:
    """No person writes such a line; mostly its line ends were lost."""
    message = say("this line has more than {limit} characters", limit=limit)
    return Diagnostic("E507", "error", message, place, fix=say("correct its line ends"))


def missing_column(place: Span, name: str) -> Diagnostic:
    """A table of raw data has exactly the seven columns, in any order."""
    fix = say("add `{name}` to the first line, and an empty cell where there is nothing to say", name=name)
    return Diagnostic("E508", "error", say("the column `{name}` is missing", name=name), place, fix=fix)


def unknown_column(place: Span, name: str, known: Iterable[str]) -> Diagnostic:
    """A table of raw data has exactly the seven columns, in any order."""
    options = tuple(known)
    fix = suggestion(name, options, say("delete it"))
    message = say("there is no column `{name}` here", name=excerpt(name))
    return Diagnostic("E509", "error", message, place, fix=fix, edits=spelled(place, name, options))


def column_twice(place: Span, first: Span, name: str) -> Diagnostic:
    """Two columns have the same name."""
    message = say("the column `{name}` is there twice", name=name)
    return Diagnostic("E510", "error", message, place, ((say("the first"), first),), say("delete one of them"))


def other_delimiter(place: Span, declared: str, found: str) -> Diagnostic:
    """The columns are separated by another sign than the contract declares (`pemisah`)."""
    signs = {"declared": _SIGNS.get(declared, declared), "found": _SIGNS.get(found, found)}
    message = say("the columns are separated by `{found}`, and `{declared}` is declared", **signs)
    return Diagnostic("E511", "error", message, place, fix=say('write `pemisah: "{found}"` in the contract', **signs))


def wrong_cells(place: Span, found: int, wanted: int) -> Diagnostic:
    """A row has as many cells as there are columns. Often a separator stands inside a text, which then needs quotes."""
    message = say("this row has {found} cells instead of {wanted}", found=found, wanted=wanted)
    fix = say("correct the number of separators; put a text that holds one into double quotes")
    return Diagnostic("E512", "error", message, place, fix=fix)


def unclosed_quote(place: Span) -> Diagnostic:
    """A cell begins with a double quote, and nowhere after it does one close it."""
    message = say("this quote is never closed")
    return Diagnostic("E513", "error", message, place, fix=say('write `"` at the end of the cell, or delete this one'))


def text_after_quote(place: Span) -> Diagnostic:
    """After the quote that closes a cell comes the next separator or the end of the line."""
    message = say("something stands behind the quote that closes the cell")
    return Diagnostic("E514", "error", message, place, fix=say('write quotes inside quotes twice: `""`'))


def no_header(place: Span, written: str) -> Diagnostic:
    """The first line names the seven columns, in any order."""
    message = say("the first line does not name the columns")
    return Diagnostic("E515", "error", message, place, fix=say("write `{line}` above it", line=written))


def no_paket(name: str) -> Diagnostic:
    """A paket is a folder that holds `kontrak.yaml`, its data files, and perhaps `published.yaml`."""
    message = say("there is no folder `{name}`", name=excerpt(name))
    return Diagnostic("E516", "error", message, fix=say("give the folder in which `kontrak.yaml` lies"))
