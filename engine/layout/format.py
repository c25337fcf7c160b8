"""The text of a file -> its canonical text.

The result says the same as the text it was made from; that is looked at each time, before anybody may write it.
"""

from __future__ import annotations

from engine.diagnostics.model import Problems
from engine.layout.reading import Placed, place, read
from engine.layout.remarks import remarks
from engine.layout.same import same
from engine.layout.tree import Printer
from engine.source import Source


def canonical(source: Source) -> tuple[str | None, Problems]:
    """The canonical text of a file. None with problems: it cannot be read; None without: it is none of ours."""
    file, problems = read(source)
    if file is None:
        return None, problems
    text = laid_out(file)
    again, found = place(Source(source.name, text))
    assert again is not None and same(file, again), f"the layout of {source.name} says something else: {found}"
    return text, ()


def laid_out(file: Placed) -> str:
    """The canonical text, not yet proven to say the same."""
    return Printer(file.source, file.roles, remarks(file.source, file.root)).file(file.root)
