"""Figures are the same under every locale; only the words around them differ."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ("C.UTF-8", "en_US.UTF-8", "id_ID.UTF-8")
NUMBER = re.compile(r"[0-9][0-9.,]*(?: %)?")


def printed(locale: str, *options: str) -> str:
    """What the command prints for the example under this locale."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    command = [sys.executable, "cli.py", "eval", "examples/kalbagbar-2023", *options]
    done = subprocess.run(command, cwd=ROOT, env={**environ, "LANG": locale}, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def test_the_same_numbers_under_every_locale() -> None:
    texts = [printed(locale) for locale in LOCALES]
    counts = [Counter(NUMBER.findall(text)) for text in texts]
    assert counts[0] == counts[1] == counts[2]
    assert texts[0] == texts[2] != texts[1]


def test_the_same_bytes_with_the_same_language() -> None:
    assert len({printed(locale, "--lang", "id", "--format", "json") for locale in LOCALES}) == 1
