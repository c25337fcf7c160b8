"""Random texts that can be read as a file without formulas: all ways to write lists, mappings, texts and comments."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

WORDS = """
a|bc|x y|1.5|90%|a-b|'q r'|"d e"|'it''s'|"a\\tb"|12:30|ya|°C|a:b|x#y|'# no'|"# no, [x"|-5|?x
""".strip().split("|")
REMARKS = ["# c", "# note: x", "# - z", "# 'q", "# k: |", "# #", "#"]
LINES = ["text here", "# no comment", "k: v  ", "- a", "  more", "", "   ", "tab\tx"]


def random_file(chance: Random) -> str:
    """The text of one file; its first key says that it is a glossary, whose form is free."""
    lines = [*_noise(chance, 0), *(["---"] if chance.random() < 0.1 else []), "istilah: x", *_mapping(chance, 0, 3)]
    return chance.choice(["\n", "\n", "\r\n"]).join(lines) + chance.choice(["", "\n", "\n\n"])


def _noise(chance: Random, indent: int) -> Iterator[str]:
    """Empty lines and comments, here and there not where they belong."""
    while chance.random() < 0.4:
        off = chance.choice([0, 0, 0, 1, 2, -1, -2]) if indent > 2 else 0
        yield chance.choice(["", "", "   ", " " * (indent + off) + chance.choice(REMARKS)])


def _tail(chance: Random) -> str:
    return chance.choice(["", "", "", "", "", "", "  ", " # t", "   # u: v"])


def _mapping(chance: Random, indent: int, depth: int) -> list[str]:
    lines: list[str] = []
    for number in range(chance.randint(1, 4)):
        name = chance.choice(["k{}", "k{}", "k{}", "'k{}'", '"k{}"', "k{} x"]).format(number)
        lines += [*_noise(chance, indent), *_entry(chance, indent, name, depth)]
    return [*lines, *_noise(chance, indent)]


def _entry(chance: Random, indent: int, name: str, depth: int) -> list[str]:
    head = " " * indent + name + chance.choice([":", ":", ":", " :"])
    gap = " " * chance.choice([1, 1, 2, 3])
    kind = chance.random()
    if depth == 0 or kind < 0.3:
        return _value(chance, indent, head, gap)
    if kind < 0.45:
        first, *rest = _block(chance, indent)
        return [head + gap + first, *rest]
    if kind < 0.6:
        return (head + gap + _flow(chance, 3) + _tail(chance)).split("\n")
    if kind < 0.8:
        return [head + _tail(chance), *_mapping(chance, indent + chance.choice([1, 2, 4]), depth - 1)]
    return [head + _tail(chance), *_sequence(chance, indent + chance.choice([0, 2, 4]), depth - 1)]


def _value(chance: Random, indent: int, head: str, gap: str) -> list[str]:
    inner = " " * (indent + chance.choice([1, 2, 4]))
    quoted = [f'{head}{gap}"one  ', f"{inner}two", "", f"  {inner}three \\ ", f'{inner}four"{_tail(chance)}']
    several = [f"{head}{gap}one", f"{inner}two{_tail(chance)}"]
    below = [head + _tail(chance), inner + chance.choice(WORDS) + _tail(chance)]
    one = [head + gap + chance.choice(WORDS) + _tail(chance)]
    return chance.choice([quoted, several, below, [head + _tail(chance)], *[one] * 8])


def _block(chance: Random, indent: int) -> Iterator[str]:
    header = chance.choice(["|", "|", "|", "|-", "|+", ">", ">-", "|2", ">2"])
    step = 2 if "2" in header else chance.choice([1, 2, 3, 4])
    yield header + chance.choice(["", " # h"])
    first = chance.choice(["", " ", "  "]) * ("2" in header) + "first"
    for line in [first, *chance.choices(LINES, k=chance.randint(0, 3))]:
        yield " " * (indent + step) + line if line.strip() else line


def _flow(chance: Random, depth: int) -> str:
    def gap() -> str:
        new_line = "\n" + " " * chance.randint(20, 24)
        return chance.choice(["", " ", " ", " ", "  ", new_line, f" # f{new_line}"])

    kind = chance.random()
    if depth == 0 or kind < 0.5:
        return chance.choice(["a", "b c", "1", "90%", "'q'", '"r, s"', "x-y"])
    count = chance.choice([0, 1, 2, 3, 12])
    items = [_flow(chance, depth - 1) for _ in range(count)]
    if kind < 0.75:
        return "[" + gap() + ",".join(gap() + item for item in items) + gap() + "]"
    return "{" + gap() + ",".join(f"{gap()}k{number}: {item}" for number, item in enumerate(items)) + gap() + "}"


def _sequence(chance: Random, indent: int, depth: int) -> list[str]:
    lines: list[str] = []
    for _ in range(chance.randint(1, 3)):
        lines += [*_noise(chance, indent), *_item(chance, indent, depth)]
    return [*lines, *_noise(chance, indent)]


def _item(chance: Random, indent: int, depth: int) -> list[str]:
    dash, gap = " " * indent + "-", chance.choice([1, 1, 1, 3])
    kind = chance.random()
    if depth <= 0 or kind < 0.4:
        return [dash + " " * gap + chance.choice(WORDS) + _tail(chance)]
    if kind < 0.5:
        return (dash + " " * gap + _flow(chance, 2) + _tail(chance)).split("\n")
    if kind < 0.55:
        return [dash + _tail(chance)]
    if kind < 0.6:
        first, *rest = _block(chance, indent)
        return [f"{dash} {first}", *rest]
    inner = (_mapping if kind < 0.9 else _sequence)(chance, indent + 1 + gap, depth - 1)
    while not inner[0].strip():
        del inner[0]
    if inner[0].lstrip().startswith("#"):
        return [dash + chance.choice(["", " # dash"]), *inner]
    return [dash + " " * gap + inner[0].lstrip(" "), *inner[1:]]
