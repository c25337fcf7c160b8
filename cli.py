"""`python cli.py …` from a checkout is the same program as the installed command `rules`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))

    from engine.surfaces.cli import main

    main()
