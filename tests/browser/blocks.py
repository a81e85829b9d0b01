"""The statements of the guide, as a page says them."""

from __future__ import annotations

from html.parser import HTMLParser


class _Blocks(HTMLParser):
    """The text of every `pre`."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the base class calls it so
        if tag == "pre":
            self.inside = True
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "pre"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data


def blocks(page: str) -> list[str]:
    """The text of each block, in order."""
    reader = _Blocks()
    reader.feed(page)
    # A page drops the line break after `<pre>`.
    return [text.removeprefix("\n") for text in reader.texts]
