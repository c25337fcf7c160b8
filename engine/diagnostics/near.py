"""The one near word to suggest, if there is just one."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is clearly nearest to `word`; None if none is near or two are equally near."""
    from difflib import SequenceMatcher  # imported when a mistake was made: most runs need it never

    ratios = [(SequenceMatcher(None, word.lower(), name.lower()).ratio(), name) for name in set(known) if name != word]
    best = sorted((pair for pair in ratios if pair[0] >= 0.7), reverse=True)
    if not best or (len(best) > 1 and best[0][0] == best[1][0]):
        return None
    return best[0][1]
