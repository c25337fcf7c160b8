"""`rules eval` of several pakets: figures go out office by office, problems to stderr or into a table of their own."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from engine.diagnostics.model import say
from engine.record import dataclass, replace
from engine.surfaces.cli.console import Console, visible
from engine.surfaces.cli.exits import CLEAN, FINDINGS, WRONG
from engine.surfaces.cli.options import folder_of_manuals
from engine.surfaces.cli.progress import counting
from engine.surfaces.cli.speaking import WrongUse

if TYPE_CHECKING:
    from engine.offices.model import Office
    from engine.offices.rows import ProblemRow

Sink: TypeAlias = "Callable[[tuple[ProblemRow, ...]], object]"
SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Told:
    """What is printed of one office. `shared`: problems of its manuals and tables, which other offices have as well."""

    out: str
    problems: tuple[ProblemRow, ...]
    shared: tuple[ProblemRow, ...]
    computed: bool
    whole: bool
    provisional: bool


@dataclass(slots=True)
class Tally:
    """What is said at the end, and what the exit code rests on."""

    offices: int = 0
    computed: int = 0
    broken: int = 0
    provisional: int = 0
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SEVERITIES, 0))

    def add(self, told: Told) -> None:
        """One office more."""
        self.offices += 1
        self.computed += told.computed
        self.broken += not told.whole
        self.provisional += told.provisional

    @property
    def exit(self) -> int:
        """As for one paket; 2 where none could be computed."""
        if not self.computed:
            return WRONG
        return FINDINGS if self.found["error"] or self.broken or self.provisional else CLEAN


def evaluate_many(console: Console, given: Mapping[str, Any], cache: str | None = None) -> int:
    """The exit code. `cache`: the folder where checked manuals are kept, if anywhere. Raises WrongUse, and OSError
    where the table of problems cannot be written."""
    from engine import pipeline
    from engine.offices.rows import heading
    from engine.offices.tables import may_be_table

    console = replace(console, heard=None)  # an answer of this size is not kept for the next time
    _refuse(given)
    format_, exact = given["format"] or "text", given["exact"]
    folders = [Path(argument) for argument in given["arguments"]]
    jobs, count = _cores(given["jobs"]), None if any(map(may_be_table, folders)) else len(folders)
    tally, seen = Tally(), set[tuple[str, ...]]()

    def tell(office: Office) -> Told:
        return told(console, office, format_, exact=exact)

    if format_ == "csv":
        console.out(heading(exact=exact))
    with counting(console, count) as done, _problems(console, given["problems"]) as sink:
        among = folder_of_manuals(given["manual"])
        for one in pipeline.each_office(folders, tell, period=given["periode"], manual=among, jobs=jobs, cache=cache):
            rows = (*(row for row in one.shared if row not in seen), *one.problems)
            seen.update(one.shared)
            console.out(one.out)
            sink(rows)
            tally.add(one)
            for row in rows:
                tally.found[row[3]] += 1
            done()
    console.talk(_summary(console, tally))
    return tally.exit


def _refuse(given: Mapping[str, Any]) -> None:
    """What does not go together. Raises WrongUse."""
    for name in ("evidence", "profile"):
        if given[name]:
            raise WrongUse(say("{one} is made of one paket in one period", one=f"--{name}"))
    if given["exact"] and given["format"] != "csv":
        raise WrongUse(say("{one} goes together with {other} only", one="--exact", other="--format csv"))
    for argument in given["arguments"]:
        if "=" in argument and not os.path.isdir(argument):
            fix = say("a formula is written behind --formula")
            raise WrongUse(say("`{text}` does not belong here", text=argument), fix)


def _cores(jobs: int | None) -> int:
    if jobs == 0:
        raise WrongUse(say("write after {option} a whole number from 1", option="--jobs"))
    return jobs or 1


def told(console: Console, office: Office, format_: str, *, exact: bool) -> Told:
    """An office in this format, with its problems put into words."""
    from engine.offices import rows

    match format_:
        case "csv":
            out = "".join(rows.figures(office, exact=exact))
        case "json":
            out = "".join(_shapes(console, office))
        case _:
            out = "".join(f"{line}\n" for line in _lines(console, office))
    problems = rows.problems(office.problems, office.unit_kerja, office.shown, console.language)
    shared = [row for one in office.grounds for row in rows.problems(one.problems, "", "", console.language)]
    shared += rows.problems(office.common, "", office.shown, console.language)
    return Told(out, problems, tuple(shared), bool(office.parts), office.whole, office.provisional)


def _shapes(console: Console, office: Office) -> Iterator[str]:
    """A line for each period, of the shape that one paket has alone; one line where nothing can be computed."""
    from engine.diagnostics.render import as_json
    from engine.results import shapes

    if not office.parts:
        found = [as_json(one, console.language) for one in office.problems]
        nothing = {"schema": shapes.SCHEMA, "paket": office.shown, "figures": [], "findings": found}
        yield json.dumps(nothing, ensure_ascii=False) + "\n"
    for period in office.periods:
        shape = shapes.calculation(office.calculation(period), console.language)
        yield json.dumps(shape, ensure_ascii=False) + "\n"


def _lines(console: Console, office: Office) -> Iterator[str]:
    """A line for each period: the totals that the manual shows, and how its figures stand."""
    from engine.results.display import displayed

    for period in office.periods:
        display = office.parts[period].manual.display
        figures = office.figures(period)
        units = dict(office.headings(period))
        shown = [
            f"{label} {displayed(figures[id_].outcome, units[id_], display.decimals)}"
            for label, id_ in office.totals(period)
            if display is not None
        ]
        states = [figure.status for figure in figures.values()]
        counts = say(
            "final {final}, N/A {na}, provisional {provisional}",
            final=states.count("final"), na=states.count("na"), provisional=states.count("provisional"),
        )  # fmt: skip
        parts = "; ".join((*shown, console.words(counts)))
        yield visible(f"{office.unit_kerja}, {period}: {parts}")


@contextmanager
def _problems(console: Console, name: str | None) -> Iterator[Sink]:
    """Where problems go: into a table, or as lines to stderr; there without notes. Raises OSError."""
    if name is None:
        yield lambda rows: console.talk("".join(_line(row) for row in rows if row[3] != "note"))
        return
    from engine.offices import cells, rows
    from engine.surfaces.cli.writing import streamed

    with streamed(Path(name)) as write:
        write(cells.line(rows.PROBLEMS))
        yield lambda found: write("".join(cells.line(map(cells.text, row)) for row in found))


def _line(row: ProblemRow) -> str:
    """`file:line: code severity: message (office)`; the paket in front where the file is another's, or none."""
    office, paket, code, severity, file, number, message = row
    place = f"{file}:{number}" if file else ""
    where = ": ".join(part for part in ("" if file.startswith(paket) and file else paket, place) if part)
    whose = f" ({office})" if office else ""
    return visible(f"{where}: {code} {severity}: {message}{whose}") + "\n"


def _summary(console: Console, tally: Tally) -> str:
    message = say(
        "offices: {offices}, of them not computed or not wholly: {broken}, with provisional figures: {provisional};"
        " errors: {errors}; warnings: {warnings}; notes: {notes}",
        offices=tally.offices, broken=tally.broken, provisional=tally.provisional,
        errors=tally.found["error"], warnings=tally.found["warning"], notes=tally.found["note"],
    )  # fmt: skip
    return console.words(message) + "\n"
