"""A case of this folder: a correct file, one mistake in it, and what the check has to say. README.md describes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
RIGHT = HERE / "benar"
LANGUAGES = ("en", "id")
HEAD = ("kesalahan", "berkas", "kode", "juga", "perbaikan", "pengodean", "akhir_baris", "lepas", "luput")
SECTIONS = ("benar", "salah", "tempat", *LANGUAGES)

Place = tuple[str, int, int]
"""File, line and column, which count from 1."""


@dataclass(frozen=True)
class Case:
    """`head`: what is said line by line at its top; `sections`: the lines of the others."""

    path: Path
    head: dict[str, str]
    sections: dict[str, list[str]]

    @property
    def name(self) -> str:
        return self.path.relative_to(HERE).with_suffix("").as_posix()

    @property
    def file(self) -> str:
        """The file that the mistake is in."""
        return self.head["berkas"].removesuffix(" (baru)")

    @property
    def codes(self) -> tuple[str, ...]:
        """What is found: the code of the mistake, then what else shows because of it."""
        also = self.head.get("juga", "").split()
        return (self.head["kode"], *also)

    @property
    def fixed(self) -> bool:
        """Whether the program itself makes the correction."""
        return self.head.get("perbaikan") == "ya"

    def right(self) -> bytes | None:
        """The file without the mistake; None where the mistake is that it is there."""
        if self.head["berkas"] != self.file:
            return None
        return self._bytes(self._text())

    def wrong(self) -> bytes:
        """The file with the mistake."""
        return self._bytes(self._changed()[0])

    def place(self) -> Place:
        """Where the mistake has to be shown: at the `^`."""
        text, first = self._changed()
        if "tempat" not in self.sections:
            row, column = self._mark("salah")
            return self.file, first + row, column
        file, line, _ = self.sections["tempat"]
        text = text if file == self.file else (RIGHT / file).read_text(encoding="utf-8")
        lines = text.split("\n")
        assert lines.count(line) == 1, f"not once in {file}: {line}"
        return file, lines.index(line) + 1, self._mark("tempat")[1]

    @property
    def marked(self) -> str:
        """The same as the case itself has it: `salah 2:8`, the line and column in that section."""
        section = "tempat" if "tempat" in self.sections else "salah"
        lines = self.sections[section]
        at = next(number for number, line in enumerate(lines) if _is_mark(line))
        return f"{section} {at - (section == 'tempat')}:{len(lines[at])}"

    def _mark(self, section: str) -> tuple[int, int]:
        """The line that is marked, from 0, and the column."""
        lines = self.sections[section]
        at = next(number for number, line in enumerate(lines) if _is_mark(line))
        return at - 1, len(self._plain(lines[at - 1][: lines[at].index("^")])) + 1

    def _text(self) -> str:
        return (RIGHT / self.file).read_text(encoding="utf-8") if (RIGHT / self.file).exists() else ""

    def _changed(self) -> tuple[str, int]:
        """The text with the mistake, and the line on which the exchanged lines begin."""
        old = "".join(f"{line}\n" for line in self.sections["benar"])
        new = "".join(f"{self._plain(line)}\n" for line in self.sections["salah"] if not _is_mark(line))
        text = self._text()
        if not old:
            assert not text, f"{self.file} is there already"
            return new, 1
        assert f"\n{text}".count(f"\n{old}") == 1, f"not once in {self.file}: {old}"
        before, _, after = f"\n{text}".partition(f"\n{old}")
        before = before[1:] + "\n" if before else ""
        return before + new + after, before.count("\n") + 1

    def _plain(self, line: str) -> str:
        """A line with the characters that cannot be seen, which the case writes as `\\u00a0`."""
        if "lepas" not in self.head:
            return line
        return re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match.group(1), 16)), line)

    def _bytes(self, text: str) -> bytes:
        ends = text.replace("\n", "\r\n") if self.head.get("akhir_baris") == "crlf" else text
        return ends.encode(self.head.get("pengodean", "utf-8"))


def _is_mark(line: str) -> bool:
    return re.fullmatch(r"\s*\^", line) is not None


def read(path: Path) -> Case:
    """A case from its file."""
    lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    head: dict[str, str] = {}
    sections: dict[str, list[str]] = {}
    now: list[str] | None = None
    for line in lines:
        title = line.removeprefix("--- ")
        if line.startswith("--- ") and title in SECTIONS:
            now = sections.setdefault(title, [])
        elif now is not None:
            now.append(line)
        else:
            key, _, value = line.partition(": ")
            head[key] = value
    assert set(head) <= set(HEAD) and {"benar", "salah"} <= set(sections), path
    return Case(path, head, sections)


def written(case: Case, shown: dict[str, str]) -> str:
    """The text of the file of a case with these messages."""
    sections = {**case.sections, **{language: text.rstrip("\n").split("\n") for language, text in shown.items()}}
    parts = [f"{key}: {value}\n" for key, value in case.head.items()]
    for title in SECTIONS:
        if title in sections:
            parts += [f"--- {title}\n", *(f"{line}\n" for line in sections[title])]
    return "".join(parts)


CASES = tuple(read(path) for path in sorted(HERE.glob("*/*.txt")) if path.parent.name != RIGHT.name)
