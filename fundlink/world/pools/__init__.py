"""Pools of names in Cyrillic, most frequent first: one text file each, words set apart by white space.

Spelled as in Kazakh where the name is Kazakh; the Russian and Latin spellings come from `romanise`.
"""

from __future__ import annotations

from importlib.resources import files


def pool(name: str) -> list[str]:
    """The words of one pool, e.g. `given_kazakh_men`."""
    return files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8").split()
