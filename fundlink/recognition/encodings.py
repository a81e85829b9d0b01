"""In which encoding a text that is no Unicode is written."""

from __future__ import annotations

from pathlib import Path

from charset_normalizer import from_bytes

ENCODINGS = ["cp1251", "kz1048", "ptcp154", "koi8_r", "cp866", "cp1252"]
"""What files here are written in where they are no Unicode; others are guessed wrong more often than right."""

LOOKED_AT = 1 << 18
"""Bytes that are looked at."""


def guessed_encoding(file: Path) -> str:
    """The likeliest of `ENCODINGS`, by how often letters follow each other."""
    with file.open("rb") as stream:
        best = from_bytes(stream.read(LOOKED_AT), cp_isolation=ENCODINGS).best()
    return best.encoding if best else ENCODINGS[0]
