"""The page of a code: what it means, why it matters, what to do, a wrong and a right example.

A page is `locale/codes/<code>.md`: a title, paragraphs and (as a quotation) what to do in each language, `## en: …` and
`## id: …`; then the example, which is the same in every language: `## wrong: <where it stands>` and `## right`, and
`## given: <file>` for lines that must be there for both. Tests run the examples; for them alone `## instead` holds the
lines of their small paket that the example takes the place of, where the right lines are not there already.
"""

from __future__ import annotations

import re

from engine.home import pages_folder
from engine.record import dataclass

_CODE = re.compile(r"[EWNT][0-9]{3}")
_SECTION = re.compile(r"^## (\w+)(?:: (.*))?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page in one language. `place` is the file of the example, or `formula`, `jsonl`, `command`, `python`.

    `place` is empty where no example can be given: for a mistake of the program itself. `given`: what must stand in
    the file `given_place` for both examples, if anything.
    """

    code: str
    title: str
    text: tuple[str, ...]
    fix: str
    place: str = ""
    wrong: str = ""
    right: str = ""
    given_place: str = ""
    given: str = ""
    instead: str = ""


def codes() -> tuple[str, ...]:
    """The codes that have a page: by number, and by letter where the number is the same."""
    names = (file.stem for file in pages_folder().glob("*.md"))
    return tuple(sorted((name for name in names if _CODE.fullmatch(name)), key=lambda code: (code[1:], code)))


def page(code: str, language: str) -> Page | None:
    """The page of a code, in English where it is not there in this language. None if there is no such code."""
    file = pages_folder() / f"{code}.md"
    if not _CODE.fullmatch(code) or not file.is_file():
        return None
    return _page(code, file.read_text(encoding="utf-8"), language)


def _page(code: str, markdown: str, language: str) -> Page:
    _, *parts = _SECTION.split(markdown)
    sections = {name: (head or "", body) for name, head, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True)}
    title, body = sections[language if language in sections else "en"]
    paragraphs = re.split(r"\n\s*\n", body.strip())
    text = tuple(_joined(one) for one in paragraphs if not one.startswith("> "))
    fix = " ".join(_joined(one) for one in paragraphs if one.startswith("> "))
    heads, examples = ({name: parts[at] for name, parts in sections.items()} for at in (0, 1))
    wrong, right, given, instead = (_example(examples.get(name, "")) for name in ("wrong", "right", "given", "instead"))
    places = heads.get("wrong", ""), heads.get("given", "")
    return Page(code, title, text, fix, places[0], wrong, right, places[1], given, instead)


def _joined(paragraph: str) -> str:
    """The lines of a paragraph as one, without the marks of a quotation."""
    return " ".join(line.removeprefix("> ").strip() for line in paragraph.splitlines())


def _example(body: str) -> str:
    """The lines of an indented block, each with its end, without the four spaces that make it one."""
    return "".join(f"{line[4:]}\n" for line in body.strip("\n").splitlines())
