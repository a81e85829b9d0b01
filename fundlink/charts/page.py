"""Fills the templates. A page holds its style, no script, and a policy under which a browser loads nothing else.

Charts are SVG of our own in the page: what draws in the browser (Vega) needs `eval`, which such a policy forbids, and
0.9 MB a page; what draws beforehand knows neither dark screens nor bidirectional names.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from fundlink.errors import FundlinkError
from fundlink.tables import write_atomically

_JOINERS = "\u200c\u200d"
"""Format characters that are part of how Arabic script is written."""


def render(template: str, title: str, **values: Any) -> str:
    """A whole page from a template of this package; everything that comes from data is escaped."""
    style = _environment().get_template("style.html").render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        _environment()
        .get_template(template)
        .render(title=plain(title, 120), style=Markup(style), policy=policy, **values)
    )


def write_page(file: Path, page: str) -> None:
    """Write a page, whole or not at all.

    Raises:
        FundlinkError: when the file cannot be written.
    """
    try:
        write_atomically(file, lambda partial: partial.write_text(page, "utf-8"))
    except OSError as error:
        raise FundlinkError(f"{file}: {error.strerror}. Name a file that can be written.") from None


def shown(value: Any) -> Markup:
    """A value as it was written, apart from the text around it; what is invisible in it is made visible."""
    if value is None:
        return Markup()
    text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    letters = (
        Markup('<span class="mark" title="{}">U+{:04X}</span>').format(unicodedata.name(letter, "control"), ord(letter))
        if _hidden(letter)
        else escape(letter)
        for letter in text
    )
    return Markup("<bdi>{}</bdi>").format(Markup().join(letters))


def plain(text: str, most: int) -> str:
    """The same for a place that takes no markup, cut at so many letters."""
    seen = "".join(f"[U+{ord(letter):04X}]" if _hidden(letter) else letter for letter in text)
    return seen if len(seen) <= most else f"{seen[: most - 1]}…"


def bits(value: float, decimals: int = 2) -> str:
    """A weight with its sign, and a real minus."""
    return f"{value:+.{decimals}f}".replace("-", "\u2212")


def share(value: float | None) -> str:
    """A share, or a dash where there is none."""
    return "–" if value is None else f"{value:.4f}"


def _hidden(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cf", "Cc"} and letter not in _JOINERS


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("fundlink.charts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(shown=shown, bits=bits, share=share)
    return made
