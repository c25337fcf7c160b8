"""What a build adds: the tables of the grammar, and the folders that are data and not code.

The tables make the first formula quick to read; they are written beside the grammar, where git does not see them, both
for a wheel and for an editable install. A wheel carries grammar, rules and translations inside the package; an editable
install finds them in the checkout.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("grammar", "rules", "locale")
TABLES = "grammar/formula.tables.json"


class DataHook(BuildHookInterface[Any]):
    """Runs before a wheel is put together; a source distribution is the checkout as it is."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """`version` is `standard` or `editable`."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path.insert(0, self.root)
        try:
            from engine.language.tables import tables_json
        finally:
            sys.path.remove(self.root)
        (root / TABLES).write_text(tables_json(), encoding="utf-8")
        if version != "editable":
            build_data["force_include"].update({str(root / name): f"engine/_data/{name}" for name in FOLDERS})
