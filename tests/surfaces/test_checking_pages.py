"""The pages about checking: every change on them is made, every command is run and prints what they show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.surfaces.pages import DOTS, ROOT, Tree, blocks, commands, copied, fits, sections

PAGES = {"en": ROOT / "rules/CHECKING.md", "id": ROOT / "rules/CHECKING.id.md"}
CASES = [
    pytest.param(language, heading, id=f"{language}-{heading}")
    for language, page in PAGES.items()
    for heading in sections(page.read_text(encoding="utf-8"))
]
LANGUAGES = pytest.mark.parametrize("language", PAGES)


def text_of(language: str) -> str:
    return PAGES[language].read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    return copied(tmp_path_factory.mktemp("tree"))


@pytest.mark.parametrize(("language", "heading"), CASES)
def test_what_a_section_says_is_what_happens(
    tree: Tree, language: str, heading: str, request: pytest.FixtureRequest
) -> None:
    tree.restore()
    accept = request.config.getoption("--accept")
    for kind, text in blocks(sections(text_of(language))[heading]):
        match kind:
            case "diff":
                tree.edit(text)
            case "console":
                for command, shown in commands(text):
                    _shows(tree, language, command, shown, accept=accept)
            case "sh":
                for line in text.splitlines():
                    done = tree.run(line.replace(" rename ", " rename --yes "), "--lang", language)
                    assert done.returncode == 0, done.stdout


def _shows(tree: Tree, language: str, command: str, shown: str, *, accept: bool) -> None:
    """What the command prints is what the page shows; with `--accept` it is made to, where no line is left out."""
    printed = tree.run(command, "--lang", language).stdout
    if accept and not fits(shown, printed) and DOTS not in shown.splitlines():
        page = text_of(language).replace(f"$ {command}\n{shown}", f"$ {command}\n{printed}", 1)
        PAGES[language].write_text(page, encoding="utf-8", newline="\n")
    else:
        assert fits(shown, printed), f"$ {command}\n{printed}"


def test_both_pages_show_the_same_changes_and_commands() -> None:
    english, indonesian = ([_done(text) for _, text in sections(text_of(one)).items()] for one in PAGES)
    assert english == indonesian


def _done(section: str) -> list[list[str]]:
    """What a reader does: changes, and what is typed."""
    typed = {"diff": r".+", "console": r"(?<=^\$ ).+", "sh": r"^[^#]+", "yaml": r"^[^#]+"}
    return [re.findall(typed[kind], text, re.M) for kind, text in blocks(section)]


@LANGUAGES
def test_the_hooks_are_there(language: str) -> None:
    (hooks,) = (text for kind, text in blocks(text_of(language)) if kind == "yaml")
    named = [hook["id"] for repo in yaml.safe_load(hooks)["repos"] for hook in repo["hooks"]]
    there = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert named == [hook["id"] for hook in there]


@LANGUAGES
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shells_are_told_how_to_complete(tree: Tree, language: str, shell: str) -> None:
    (line,) = re.findall(rf"_RULES_COMPLETE={shell}_source rules", text_of(language))
    done = tree.run(line)
    assert done.returncode == 0
    assert "complet" in done.stdout and "_RULES_COMPLETE=" in done.stdout


@LANGUAGES
def test_every_link_leads_somewhere(language: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text_of(language)) if "://" not in link]
    assert links and all((PAGES[language].parent / link).exists() for link in links)


@LANGUAGES
def test_codes_that_are_named_have_a_page(language: str) -> None:
    codes = set(re.findall(r"\b[EWNT]\d{3}\b", text_of(language)))
    assert codes and all(Path(ROOT / "locale/codes" / f"{code}.md").is_file() for code in codes)
