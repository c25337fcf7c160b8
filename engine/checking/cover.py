"""Whether a manual still has to be looked at alone when it is looked at below another one.

With the other on top, all of its formulas are checked too. Alone, more could only be wrong if it uses a name that the
other defines, or if the other takes the place of one of its rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.manual.read import ManualFiles
from engine.source import Source

_FIRST_CELL = re.compile(r"^[ \t]*([^\s|]+)[ \t]*\|", re.MULTILINE)


def covers(larger: tuple[ManualFiles, ...], stack: tuple[ManualFiles, ...]) -> bool:
    """Whether checking the larger stack checks the other as well, which it begins with."""
    if len(larger) <= len(stack) or any(one is not other for one, other in zip(larger, stack, strict=False)):
        return False
    above = larger[len(stack) :]
    if any(files.unread for files in larger) or any(file.tampilan for files in above for file in files.rules):
        return False
    defined = {name for files in above for name in _defined(files)}
    words = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(defined)) or r"(?!)")
    return not any(words.search(source.text) for files in stack for source in _sources(files))


def _defined(files: ManualFiles) -> Iterator[str]:
    """Every name that the rule files of a manual define."""
    for file in files.rules:
        for section in (file.tetapan, file.fungsi, file.skala, file.pemeriksaan):
            yield from map(str, section)
        for level, form in file.tingkat.items():
            yield from (str(level), *map(str, form.atribut), *((form.hasil.text,) if form.hasil else ()))
        yield from (key.rpartition(".")[2] for key in file.aturan)
        for table in (file.periode, file.alasan, file.satuan):
            yield from _FIRST_CELL.findall(table.text) if table else ()


def _sources(files: ManualFiles) -> Iterator[Source]:
    """The texts of its rule files; entries only see what is above them, and are seen by nothing."""
    yield from (file.place.source for file in files.rules)
