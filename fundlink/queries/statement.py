"""What a Cypher text uses, found without its comments and quoted texts."""

from __future__ import annotations

import re

_HIDDEN = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"", re.DOTALL)


def bare(text: str) -> str:
    """The text with comments and string literals blanked out, every line at its place."""
    return _HIDDEN.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def parameters_in(text: str) -> dict[str, int]:
    """Names of the `$parameters` used, each with the line of its first use."""
    plain = bare(text)
    return {
        found[1]: plain.count("\n", 0, found.start()) + 1 for found in reversed(list(re.finditer(r"\$(\w+)", plain)))
    }


def statement_ends(text: str) -> list[int]:
    """The lines on which a statement ends with `;`."""
    plain = bare(text)
    return [plain.count("\n", 0, found.start()) + 1 for found in re.finditer(";", plain)]


def labels_in(text: str) -> set[str]:
    """Node labels and relationship types named in the text: what follows `:`, `|`, `&` or `!` without a blank."""
    return set(re.findall(r"[:|&!]([A-Z]\w*)", bare(text)))


def properties_in(text: str) -> set[str]:
    """Property names read in the text: `variable.name`, and the keys of maps inside patterns."""
    plain = bare(text)
    patterns = re.findall(r"[(\[][^()\[\]{}]*\{([^{}]*)\}\s*[)\]]", plain)
    keys = {key for pattern in patterns for key in re.findall(r"(\w+)\s*:", pattern)}
    return set(re.findall(r"\b[a-z]\w*\.(\w+)\b(?!\s*\()", plain)) | keys
