"""iku-rules: performance manuals as data, computed exactly, every figure explained.

    >>> import engine
    >>> from decimal import Decimal
    >>> engine.evaluate("min(a / b, 100%)", {"a": 33, "b": 30})["value"]
    '1'
    >>> share = engine.compile("min(a / b, 100%)")
    >>> share({"a": 27, "b": 36}) == Decimal("0.75")
    True
    >>> report = engine.calculate("examples/kalbagbar-2023")

`evaluate` and `calculate` give the same plain data as the command `rules` prints as JSON; the exact values behind them
are in `.outcome` and `.calculation`. `compile` and `compile_kontrak` give functions for many records.
"""

from __future__ import annotations

from engine.version import __version__

TYPE_CHECKING = False  # loading `typing` for it would be a tenth of the shortest runs
if TYPE_CHECKING:
    from typing import Any

    from engine.api import Answer as Answer
    from engine.api import Report as Report
    from engine.api import calculate as calculate
    from engine.api import calculate_many as calculate_many
    from engine.api import compile as compile
    from engine.api import compile_kontrak as compile_kontrak
    from engine.api import evaluate as evaluate

__all__ = ["Answer", "Report", "__version__", "calculate", "calculate_many", "compile", "compile_kontrak", "evaluate"]


def __getattr__(name: str) -> Any:
    """Loaded when first used: `import engine` alone costs nothing."""
    if name in __all__:
        from engine import api

        return getattr(api, name)
    raise AttributeError(name)
