"""iku-rules: performance manuals as data, computed exactly, every figure explained.

    >>> import engine
    >>> engine.evaluate("min(a / b, 100%)", {"a": 33, "b": 30})["value"]
    '1'
    >>> report = engine.calculate("examples/kalbagbar-2023")

Both give the same plain data as the command `rules` prints as JSON; the exact values behind them are in `.outcome` and
`.calculation`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.version import __version__

if TYPE_CHECKING:
    from engine.api import Answer as Answer
    from engine.api import Report as Report
    from engine.api import calculate as calculate
    from engine.api import evaluate as evaluate

__all__ = ["Answer", "Report", "__version__", "calculate", "evaluate"]


def __getattr__(name: str) -> Any:
    """Loaded when first used: `import engine` alone costs nothing."""
    if name in __all__:
        from engine import api

        return getattr(api, name)
    raise AttributeError(name)
