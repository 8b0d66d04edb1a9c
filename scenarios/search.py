"""Texts found as people type them: neither case nor accents count."""

from collections.abc import Iterable

from scenarios.pivot import capitals


def matching(wanted: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Those of `texts` that hold `wanted`; all of them when nothing is wanted."""
    plain = capitals(wanted)
    return tuple(text for text in texts if plain in capitals(text))
