"""`rules code`: a page as text and as JSON, all codes, and what is said about a code that does not exist."""

from __future__ import annotations

import json

import pytest

from engine.diagnostics.pages import codes
from tests.surfaces.test_command import Rules, rules

__all__ = ["rules"]

PAGE = """\
E105 error: The same key twice

One key stands twice in the same place. Only one of the two values could be used, and the other
would be lost without a word, although somebody wrote it for a reason. Often a block was copied and
its key was not changed, or two people added the same thing.

What to do: Keep one of the two, or give the second the name that it should have. The message shows
where the first one stands.

Wrong, in paket/kontrak.yaml:

    rencana: {T1: 40%, Y: 80%, T1: 45%}

Right:

    rencana: {T1: 40%, Y: 80%}
"""


def test_a_page(rules: Rules) -> None:
    assert rules("code", "E105") == (0, PAGE, "")
    assert rules("code", "e105") == (0, PAGE, "")


def test_a_page_in_indonesian(rules: Rules) -> None:
    code, out, err = rules("code", "E105", "--lang", "id")
    assert (code, err) == (0, "")
    assert out.startswith("E105 galat: Kunci yang sama dua kali\n\nSatu kunci")
    assert "\n    rencana: {T1: 40%, Y: 80%, T1: 45%}\n" in out


@pytest.mark.parametrize(("code", "word"), [("W441", "warning"), ("N701", "note"), ("T702", "error")])
def test_the_severity_is_that_of_the_message(rules: Rules, code: str, word: str) -> None:
    assert rules("code", code)[1].startswith(f"{code} {word}: ")
    assert json.loads(rules("code", code, "--format", "json")[1])["severity"] == word


def test_a_page_as_json(rules: Rules) -> None:
    page = json.loads(rules("code", "E455", "--format", "json")[1])
    assert list(page) == ["schema", "code", "severity", "title", "text", "fix", "example"]
    assert page["example"] == {
        "place": "paket/kontrak.yaml",
        "given": {"place": "kep-7/manual.yaml", "text": "minimal: 0\nbulat: ya\n"},
        "wrong": "bobot_ukuran: 3.5\n",
        "right": "bobot_ukuran: 3\n",
    }
    assert json.loads(rules("code", "E699", "--format", "json")[1])["example"] is None


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("language", ["en", "id"])
def test_every_page_can_be_shown(rules: Rules, code: str, language: str) -> None:
    exit_code, out, err = rules("code", code, "--lang", language)
    assert (exit_code, err) == (0, "") and out.startswith(f"{code} ")
    text = out.split("\n\n    ")[0].splitlines()
    assert max(map(len, text)) <= 100


def test_all_codes(rules: Rules) -> None:
    code, out, err = rules("code")
    assert (code, err) == (0, "")
    assert out.startswith("Files: how they are written\n  E101  The file is not in UTF-8\n")
    assert out.endswith("\n\n`rules code E301` shows the page of one of them.\n")
    known = codes()
    assert sorted(word for word in out.split() if word in known) == sorted(known)
    headings = [line for line in out.splitlines() if line and not line.startswith(" ")]
    assert len(headings) == len(set(headings))


def test_all_codes_as_json(rules: Rules) -> None:
    listed = json.loads(rules("code", "--format", "json", "--lang", "id")[1])
    assert [row["code"] for row in listed["codes"]] == list(codes())
    assert listed["codes"][0] == {
        "code": "E101",
        "severity": "error",
        "group": "Berkas: cara menulisnya",
        "title": "Berkas tidak dalam UTF-8",
    }


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("W301", "there is no code `W301`; did you mean `E301`?"),
        ("301", "there is no code `301`; did you mean `E301`?"),
        ("E555", "there is no code `E555`; write one of: W550, E551, W551, W552, W553"),
        ("../E301", "there is no code `../E301`; did you mean `E301`?"),
        ("satuan", "there is no code `satuan`; `rules code` lists them all"),
    ],
)
def test_an_unknown_code(rules: Rules, typed: str, said: str) -> None:
    code, out, err = rules("code", typed)
    assert (code, out) == (2, "") and err.startswith(f"rules code: {said}\n")


def test_one_code_at_a_time(rules: Rules) -> None:
    code, out, err = rules("code", "E301", "E302")
    assert (code, out) == (2, "")
    assert err.startswith("rules code: one code at a time: `E302` is one too many\n")
