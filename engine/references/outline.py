"""The names of manuals and pakets without looking into any formula: quick enough for a shell that waits for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.data.model import KontrakForm
from engine.manual.nodes import Mapping, Node
from engine.record import dataclass
from engine.references.definitions import Known, define
from engine.references.files import Files, workplace
from engine.references.model import Symbol
from engine.references.pakets import read_form


@dataclass(frozen=True, slots=True)
class Outline:
    """All that has a name; and of each paket its contract, with what its manual defines."""

    symbols: tuple[Symbol, ...]
    contracts: tuple[tuple[KontrakForm, Known], ...]

    def ids(self) -> Iterator[tuple[str, str]]:
        """The ids of all figures of the pakets, each with what it is."""
        for form, known in self.contracts:
            root = next(iter(known.levels), None)
            if root is not None:
                yield from _named(known, root, "")
                for name, held in form.extra.items():
                    yield from _below(known, root, name, held.node)


def outline(names: Iterable[str] = ()) -> Outline:
    """The names of what is named, or else of what lies under the current folder, and of what comes along."""
    given = tuple(names)
    place, _ = workplace(given)
    files = Files(place)
    known: dict[Path, Known] = {}
    for folder in place.manuals:
        if not given or folder in place.named:
            _define(files, folder, known)
    contracts = []
    for folder in place.pakets:
        form = read_form(files, folder, [])
        home = files.find(form.manual.text, folder) if form is not None and _wanted(folder, place.named) else None
        if form is not None and home is not None:
            contracts.append((form, _define(files, home, known)))
    symbols = dict.fromkeys(symbol for one in known.values() for symbol in one.symbols())
    return Outline(tuple(symbols), tuple(contracts))


def _wanted(folder: Path, named: tuple[Path, ...]) -> bool:
    return not named or folder in named


def _define(files: Files, folder: Path, done: dict[Path, Known]) -> Known:
    if folder not in done:
        done[folder] = define(tuple(one for _, one in files.stack(folder)))
    return done[folder]


def _named(known: Known, level: str, prefix: str) -> Iterator[tuple[str, str]]:
    for (owner, name), symbol in known.attributes.items():
        if owner == level:
            yield f"{prefix}{name}", symbol.about
    for name, symbol in known.own(prefix.removesuffix(".")).items():
        yield f"{prefix}{name}", symbol.about


def _below(known: Known, level: str, name: str, node: Node) -> Iterator[tuple[str, str]]:
    """The ids below one key of a member, if that is the level below."""
    below = known.forms[level].anggota
    if below is None or name != below.text or not isinstance(node, Mapping):
        return
    for kode, member in node.entries:
        yield from _named(known, name, f"{name}/{kode.text}.")
        for key, value in member.entries if isinstance(member, Mapping) else ():
            yield from _below(known, name, key.text, value)
