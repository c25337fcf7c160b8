"""Functions of generated source as they are written: lines, fresh names, the objects that the source names.

Every function stands at the top level of the source, whatever it was cut out of: Python has a limit on blocks inside
blocks, formulas nest deeper.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from dataclasses import field

from engine.record import dataclass
from engine.source import Span

INDENT = "    "
NUMBER, REMARK = "\x1e", "\x1f"
"""In lines as they are written: around numbers of the formula, and before what is there for people."""
SHOWN = 72
"""Characters of a formula that a remark shows."""


@dataclass(slots=True)
class Writer:
    """One program being written. `objects`: what the source names and does not define, by name."""

    objects: dict[str, object] = field(default_factory=dict)
    functions: list[str] = field(default_factory=list)
    named: dict[int, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def fresh(self, stem: str) -> str:
        """`x1`, `x2`, …, but for names that are taken by inputs."""
        self.numbers[stem] = self.numbers.get(stem, 0) + 1
        name = f"{stem}{self.numbers[stem]}"
        return self.fresh(stem) if name in self.taken else name

    def constant(self, stem: str, value: object) -> str:
        """The name of an object; one object has one name."""
        if id(value) not in self.named:
            self.named[id(value)] = self.fresh(stem)
            self.objects[self.named[id(value)]] = value
        return self.named[id(value)]

    def add(self, heading: str, block: Block, remark: str = "") -> None:
        """A function that is complete."""
        self.functions.append("\n".join((f"{heading}{REMARK if remark else ''}{remark}", *block.lines)))

    def source(self) -> str:
        """As a person reads it."""
        return readable("\n\n\n".join(self.functions) + "\n")

    def written(self) -> str:
        """With its marks, to be made a program."""
        return "\n".join(self.functions)


def number_code(value: int) -> str:
    """A number of the formula, so marked that programs which differ in nothing else are known to be alike."""
    return f"{'-' if value < 0 else ''}{NUMBER}{abs(value)}{NUMBER}"


def readable(written: str) -> str:
    """Source without its marks."""
    return written.replace(NUMBER, "").replace(REMARK, "  # ")


@dataclass(slots=True)
class Block:
    """Lines at one depth. `steps`: what the computation spends there in any case; it is charged in front."""

    depth: int = 1
    lines: list[str] = field(default_factory=list)
    steps: int = 0

    def put(self, line: str, remark: str = "") -> None:
        self.lines.append(f"{INDENT * self.depth}{line}{REMARK if remark else ''}{remark}")

    def inside(self) -> Block:
        """A block below a line that ends with a colon; it is joined by `take`."""
        return Block(self.depth + 1)

    def take(self, block: Block, *, charged: bool) -> None:
        """The lines of a block that is complete."""
        if charged and block.steps:
            self.lines.append(f"{INDENT * block.depth}frame.budget.spend({block.steps})")
        self.lines.extend(block.lines or [f"{INDENT * block.depth}pass"])


def identifier(name: str, taken: Iterable[str] = ()) -> str:
    """A name of a formula as Python can write it, as much of it as is plain."""
    plain = name if name.isidentifier() and name.isascii() else re.sub(r"\W", "_", name, flags=re.ASCII)
    plain = plain.strip("_") or "x"
    plain = plain if not plain[0].isdigit() else f"x{plain}"
    plain = f"{plain}_" if keyword.iskeyword(plain) or plain in taken else plain
    return plain


def remark(span: Span) -> str:
    """The formula at a place, on one line."""
    text = " ".join(span.text.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
