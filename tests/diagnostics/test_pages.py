"""The page of every code: there in both languages, in plain words, and its examples do what they say.

An example is put into the small paket of `base/`: the wrong lines give the code and no other that was not there before,
the right lines give nothing new. They take the place of the right lines if `base/` has them, else of those under
`## instead`, else they are added at the end of the file, or are the file. Lines under `## given` take the place of
their first line, and are there for both. Other examples are a formula with the inputs of the cases, lines for
`rules eval --jsonl`, commands, or a call from Python.
"""

from __future__ import annotations

import ast
import json
import re
import shlex
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

import engine
from engine.diagnostics.model import Problems
from engine.diagnostics.pages import Page, codes, page
from engine.home import pages_folder
from engine.pipeline import calculate, check, each_office, evaluate
from engine.surfaces.cli.console import Console
from engine.surfaces.cli.lines import answer_lines
from engine.surfaces.cli.running import run
from tests.diagnostics.test_cases import HERE, INPUTS, LANGUAGES, copied

ROOT = HERE.parents[1]
CODES = codes()
CODE = re.compile(r"\b[EWNT]\d{3}\b")
COMES_ALONG = {"E675", "N960"}
"""Codes whose examples are about the manuals that come along; all others do with the shortest of them."""
NO_EXAMPLE = {"E699"}
"""Mistakes of the program itself: whatever brings one about is repaired."""

STANDS_FOR: dict[str, tuple[str, str | bytes]] = {
    "E101": ("�", b"\xe9"),
    "E102": ("…", "# x\n" * 2**22),
    "E103": ("⟨U+200B⟩", "\u200b"),
    "E110": ("…", "[" * 64 + "]" * 65),
    "E120": ("⟨tab⟩", "\t"),
    "E201": ("…", "+ selesai " * 10_000),
    "E202": ("(((…selesai)))", "(" * 201 + "selesai" + ")" * 201),
    "E203": ("…", "-" * 200),
    "E453": ("…", "0" * 1_000),
    "E505": ("⟨kosong⟩\n", ""),
    "E506": ("�", b"\xe9"),
    "E507": ("…", "x" * 2**20),
    "E604": ("…", "[" * 70 + "]" * 70),
    "E650": ("…", "+ 1 " * 2**18),
    "E651": ("�", b"\xe9"),
    "E654": ("…", "[" * 100_000),
    "E253": ("⟨U+00A0⟩", "\u00a0"),
}
"""What is written in the wrong example for something that cannot be seen, or is too long."""

ALSO: dict[str, set[str]] = {
    "E534": {"E540"},
    **{code: {"E969"} for code in ("E971", "E972", "E973", "E974", "N965")},
    **{code: {"W965"} for code in ("W966", "W969")},
}
"""Codes that cannot but come along with the one that is shown."""

OUR_WORDS = re.compile(r"(?i)\b(parsers?|parsing|tokens?|yaml|null|regex|schema|syntax|scalar|string|boolean)\b")
IN_QUOTES = re.compile(r"`[^`]*`|“[^”]*”")


# ---- which pages there are


@cache
def in_the_engine() -> set[str]:
    """Every code that the program can give: those that stand in a function."""
    texts = [file.read_text(encoding="utf-8") for file in ROOT.glob("engine/**/*.py")]
    trees = [ast.parse(text) for text in texts if CODE.search(text)]
    functions = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    nodes = (node for function in functions for node in ast.walk(function))
    values = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {value for value in values if CODE.fullmatch(value)}


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert sorted(in_the_engine() - set(CODES)) == []
    assert sorted(set(CODES) - in_the_engine()) == []
    assert sorted(file.name for file in pages_folder().iterdir()) == sorted(f"{code}.md" for code in CODES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_are_unique(language: str) -> None:
    titles = [shown(code, language).title for code in CODES]
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


# ---- what they say


def shown(code: str, language: str) -> Page:
    """The page, which is there."""
    found = page(code, language)
    assert found is not None
    return found


@pytest.mark.parametrize("code", CODES)
def test_the_form_of_a_page(code: str) -> None:
    markdown = (pages_folder() / f"{code}.md").read_text(encoding="utf-8")
    heads = re.findall(r"^#+ (\w+)", markdown, re.MULTILINE)
    example = [] if code in NO_EXAMPLE else ["wrong", "right"]
    assert [head for head in heads if head not in ("given", "instead")] == [code, "en", "id", *example]
    english, indonesian = shown(code, "en"), shown(code, "id")
    assert english.title != indonesian.title and english.text != indonesian.text
    for found in (english, indonesian):
        assert found.text and found.fix and len(found.title) <= 70 and not found.title.endswith(".")
        assert 20 <= len(" ".join(found.text).split()) <= 160, "a page is read in a minute"
        assert all(text.endswith((".", "”", ")")) for text in (*found.text, found.fix))
        for text in (found.title, *found.text, found.fix):
            assert text.count("`") % 2 == 0
            assert OUR_WORDS.findall(IN_QUOTES.sub("", text)) == []


# ---- what its examples do


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh copy of the small paket, which is the working folder."""
    monkeypatch.chdir(tmp_path)
    copied(HERE / "base")
    return tmp_path


OF_VERSIONS = {
    "E900", "E901", "E902", "E903", "E904", "E905", "E906", "E907", "E908", "E909",
    "E910", "E911", "E912", "E913", "E914", "E915", "E916", "E917", "E918", "E919",
    "W900",
}  # fmt: skip
"""Codes whose examples are about a second version of the manual, which lies in `versions/`."""


@pytest.mark.parametrize("code", [code for code in CODES if code not in NO_EXAMPLE])
def test_the_example(
    code: str, base: Path, one_decree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = shown(code, "en")
    if code not in COMES_ALONG:
        monkeypatch.setattr("engine.manual.shelves.rules_folder", lambda: one_decree)
    if code in OF_VERSIONS:
        copied(HERE / "versions")
    assert found.wrong != found.right
    before = doubts() if checked(found) else Counter()
    assert set(Counter(given(found, found.right, capsys)) - before) == set(), "the right example gives nothing new"
    again(base)
    if code in OF_VERSIONS:
        copied(HERE / "versions")
    wrong = Counter(given(found, with_what_it_stands_for(found), capsys))
    assert set(wrong - before) == {code} | ALSO.get(code, set())


@cache
def doubts() -> Counter[str]:
    """What `rules check` says of the small paket as it is."""
    return Counter(of_check())


def checked(found: Page) -> bool:
    """Whether the example shows under `rules check` alone, and not when computing."""
    return found.place == "command" or found.place.endswith(".uji.yaml") or found.code[1] == "8"


def with_what_it_stands_for(found: Page) -> bytes:
    """The wrong example as it is, with what is only hinted at on the page."""
    sign, text = STANDS_FOR.get(found.code, ("", ""))
    assert sign in found.wrong
    real = text if isinstance(text, bytes) else text.encode()
    return found.wrong.encode().replace(sign.encode(), real) if sign else found.wrong.encode()


def again(base: Path) -> None:
    """The copy as it was."""
    for file in [file for file in base.rglob("*") if file.is_file()]:
        file.unlink()
    copied(HERE / "base")


def given(found: Page, example: str | bytes, capsys: pytest.CaptureFixture[str]) -> Iterator[str]:
    """The codes that come up with this example."""
    data = example if isinstance(example, bytes) else example.encode()
    if found.given:
        put(Path(found.given_place), found.given.encode(), found.given.splitlines(keepends=True)[0])
    match found.place:
        case "formula":
            yield from of(evaluate(data.decode().removesuffix("\n"), INPUTS).problems)
        case "python":
            call = eval(data.decode().strip(), {"engine": engine, "Fraction": Fraction})
            yield from of(call.problems)
        case "command":
            yield from of_commands(data.decode(), capsys)
        case "jsonl":
            Path("lines.jsonl").write_bytes(data)
            answer_lines(Console("en"), "lines.jsonl")
            answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
            yield from (one["code"] for answer in answers for one in answer["diagnostics"])
        case _:
            put(Path(found.place), data, found.instead or found.right)
            if found.place.startswith("kantor/"):
                yield from of_offices()
            else:
                yield from of_check() if checked(found) else of_paket()


def of_commands(lines: str, capsys: pytest.CaptureFixture[str]) -> Iterator[str]:
    """What `rules` says; the other commands are those of a shell."""
    with pytest.MonkeyPatch.context() as patch:
        for program, *arguments in (shlex.split(line) for line in lines.splitlines()):
            match program, *arguments:
                case "cp", "-r", folder, copy:
                    shutil.copytree(folder, copy, dirs_exist_ok=True)
                case "echo", text, ">", file:
                    Path(file).write_text(text, encoding="utf-8")
                case "sed", "-i", command, file:
                    _, old, new, _ = command.split("/")
                    before = Path(file).read_text(encoding="utf-8")
                    assert old in before
                    Path(file).write_text(before.replace(old, new), encoding="utf-8", newline="\n")
                case "chmod", "a-r", file:
                    patch.setattr(Path, "read_bytes", refusing(Path(file).resolve()))
                case "git", *_:
                    subprocess.run([program, *arguments], check=True)
                case "rules", *_:
                    run([*arguments, "--lang", "en"], {})
                case _:
                    raise AssertionError(program)
    yield from CODE.findall("".join(capsys.readouterr()))


def refusing(file: Path) -> Callable[[Path], bytes]:
    """Reads every file but this one."""
    read = Path.read_bytes

    def reading(path: Path) -> bytes:
        if path.resolve() == file:
            raise PermissionError(13, "Permission denied")
        return read(path)

    return reading


def of(problems: Problems) -> Iterable[str]:
    return (problem.code for problem in problems)


def of_paket() -> Iterator[str]:
    """What is wrong with the paket and its manuals."""
    calculation, problems = calculate(Path("paket"))
    yield from of(problems)
    yield from of(calculation.findings if calculation else ())


def of_offices() -> Iterator[str]:
    """What is wrong with the offices in a folder and with what they share."""
    found = {
        one for office in each_office([Path("kantor")], lambda one: one) for one in (*office.common, *office.problems)
    }
    yield from of(tuple(found))


def of_check() -> Iterator[str]:
    """What `rules check` says of the paket and its manuals."""
    yield from of(check(["paket"]).problems)


def put(file: Path, example: bytes, instead: str) -> None:
    """The example in place of these lines, as far in as they are; without them at the end, or as the file."""
    before = file.read_bytes() if file.exists() else b""
    for indent in range(0, 12, 2):
        old = b"\n" + indented(instead.encode(), indent)
        if (b"\n" + before).count(old) == 1:
            after = (b"\n" + before).replace(old, b"\n" + indented(example, indent))
            file.write_bytes(after.removeprefix(b"\n"))
            return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(before + example)


def indented(lines: bytes, indent: int) -> bytes:
    return b"".join(b" " * indent + line if line.strip() else line for line in lines.splitlines(keepends=True))
