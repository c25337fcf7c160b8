"""Whether a manual still has to be looked at alone when it is looked at below another one.

With the other on top, all of its formulas are checked too. Alone, more could only be wrong if it uses a name that the
other defines, or if the other takes the place of one of its rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from engine.manual.files import ManualFiles
from engine.manual.model import RuleFile

_CODE = re.compile(r"^[ \t]*([^\s|]+)[ \t]*\|", re.MULTILINE)
_ANYWHERE = ""
_AS_CODE = r"(?:(?:satuan|bila_kosong|periode):[ \t]*[\"']?[^\s:,}]*|wajib:[^:]*)"


def covers(larger: tuple[ManualFiles, ...], stack: tuple[ManualFiles, ...]) -> bool:
    """Whether checking the larger stack checks the other as well, which it begins with."""
    if len(larger) <= len(stack) or any(one.shown != other.shown for one, other in zip(larger, stack, strict=False)):
        return False
    above = [file for files in larger[len(stack) :] for file in files.rules]
    if any(files.unread for files in larger) or any(file.tampilan for file in above):
        return False
    names = _one_of(_ANYWHERE, (name for file in above for name in _names(file)))
    codes = _one_of(_AS_CODE, (code for file in above for code in _codes(file)))
    texts = [file.place.source.text for files in stack for file in files.rules]
    return not any(used.search(text) for used in (names, codes) for text in texts)


def _one_of(before: str, words: Iterable[str]) -> re.Pattern[str]:
    """Any of these words, with this before it; nothing, if there are none."""
    either = "|".join(re.escape(word) for word in sorted(set(words)))
    return re.compile(rf"{before}(?<!\w)(?:{either})(?!\w)" if either else r"(?!)")


def _names(file: RuleFile) -> Iterator[str]:
    """What formulas may call by name. Entries are not among it: nothing below them sees them."""
    for section in (file.tetapan, file.fungsi, file.skala, file.pemeriksaan):
        yield from map(str, section)
    for level, form in file.tingkat.items():
        yield from (str(level), *map(str, form.atribut), *((form.hasil.text,) if form.hasil else ()))
    yield from (key.rpartition(".")[2] for key in file.aturan)


def _codes(file: RuleFile) -> Iterator[str]:
    """The codes of periods, reasons and units; the first line of a table is its heading."""
    for table in (file.periode, file.alasan, file.satuan):
        yield from _CODE.findall(table.text)[1:] if table else ()
