"""The checkout and pinned other evaluators -> a virtual environment with all of them, and the command once more in it.

The environment is kept in the user's cache folder, by the hash of `requirements.txt` and the Python it was made with.
The checkout is installed into it anew each time, as `pip install .` does it, because it is what changes.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "bench" / "requirements.txt"


def folder() -> Path:
    """Where the environment is."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    made_of = REQUIREMENTS.read_bytes() + f"{sys.version} {sys.base_prefix}".encode()
    return cache / "iku-rules-bench" / hashlib.sha256(made_of).hexdigest()[:16]


def inside() -> bool:
    """Whether this Python is the one of the environment."""
    return Path(sys.prefix).resolve() == folder().resolve()


def ready() -> Path:
    """The environment with what `requirements.txt` names and the checkout as it is now. Returns its Python."""
    place = folder()
    python = place / "bin" / "python"
    done = place / "installed"
    if not done.exists():
        print(f"making {place}", file=sys.stderr)
        run(sys.executable, "-m", "venv", "--clear", str(place))
        run(str(python), "-m", "pip", "install", "-qq", "--no-deps", "-r", str(REQUIREMENTS))
        done.touch()
    run(
        str(python),
        "-m",
        "pip",
        "install",
        "-qq",
        "--no-deps",
        "--no-build-isolation",
        "--force-reinstall",
        str(ROOT),
    )
    return python


def run(*command: str) -> None:
    """As on any person's machine: compiled modules are kept."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    subprocess.run(command, check=True, env={**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1"})


def again(script: Path, arguments: list[str]) -> int:
    """The same command in the environment. Returns how it ended."""
    python = ready()
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")}
    return subprocess.run([str(python), str(script), *arguments], env=kept).returncode
