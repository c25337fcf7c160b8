"""Where results are kept from one run to the next: the folder that the system has for such things."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

NAME = "iku-rules"
OFF = "RULES_NO_CACHE"


def cache_folder(environ: Mapping[str, str]) -> str | None:
    """The folder of this program, which need not be there; None where the system names none, or `OFF` is set."""
    folder = "" if environ.get(OFF) else _system(environ)
    return os.path.join(folder, NAME) if folder and os.path.isabs(folder) else None


def _system(environ: Mapping[str, str]) -> str:
    if environ.get("XDG_CACHE_HOME"):
        return environ["XDG_CACHE_HOME"]
    if sys.platform == "win32":
        return environ.get("LOCALAPPDATA", "")
    home = environ.get("HOME", "")
    return os.path.join(home, *(("Library", "Caches") if sys.platform == "darwin" else (".cache",))) if home else ""
