"""`rules eval --evidence`: the file is written, and the line that a report quotes is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.diagnostics.model import say
from engine.surfaces.cli.console import Console, visible
from engine.surfaces.cli.speaking import WrongUse

if TYPE_CHECKING:
    from engine.evidence.model import Evidence

BEGINNING = b'{\n "evidence"'


def file_for(name: str) -> Path:
    """The file to write. Raises WrongUse where it cannot be one, or another file would be lost."""
    path = Path(name)
    if not name or path.is_dir():
        raise WrongUse(
            say("`{name}` is a folder", name=name), say("write the name of a file after {option}", option="--evidence")
        )
    if not path.parent.is_dir():
        raise WrongUse(say("there is no folder `{name}`", name=path.parent.as_posix()), say("make it first"))
    if path.exists() and not _is_evidence(path):
        message = say("`{name}` is there already, and is no evidence", name=name)
        raise WrongUse(message, say("give the name of a new file; only evidence is written over"))
    return path


def _is_evidence(path: Path) -> bool:
    """Whether this program has written the file, as far as its beginning tells. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(BEGINNING)) == BEGINNING


def keep(console: Console, path: Path, evidence: Evidence | None, *, aside: bool) -> None:
    """Writes the evidence, and says what to quote. `aside`: not among the data. Raises WrongUse and OSError."""
    if evidence is None:
        message = say("a file was changed while it was read; no evidence is written")
        raise WrongUse(message, say("give the command again"))
    from engine.evidence.build import refused, text_of
    from engine.surfaces.cli.writing import replace

    why = refused(evidence)
    if why is not None:
        raise WrongUse(why)
    replace(path, text_of(evidence))
    (console.talk if aside else console.out)(f"\n{quoted(console, path.as_posix(), evidence)}\n")


def quoted(console: Console, name: str, evidence: Evidence) -> str:
    """The line to print in a report, the full digest under the short one, and how to check it."""
    line = say("digest: {short}", short=evidence.short)
    full = say("in full: sha256 {digest}", digest=evidence.digest)
    how = say("to check it: rules verify {name} --digest {short}", name=visible(name), short=evidence.short)
    return "\n".join((console.painted(console.words(line), "bold"), console.words(full), console.words(how)))
