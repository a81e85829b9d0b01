"""`docs/sources.md`, made from the declarations: `python -m assets.docs`."""

from collections.abc import Iterator
from pathlib import Path

from assets.columns import kind_of
from fundlink.sources import Source
from fundlink.sources.declared import declared_sources

FILE = Path(__file__).parent.parent / "docs" / "sources.md"


def render() -> str:
    """The page, as it should stand in the repository."""
    parts = [
        "# Sources",
        "Made from `assets/sources/` by `make docs`; do not edit.\n\n"
        "Flat files are CSV: UTF-8 with or without byte order mark; comma, semicolon or tab; a header with these "
        "columns in any order; unknown values empty. A workbook with these columns is read too, and any other table by "
        "a mapping ([files.md](files.md)). A time without an offset is Asia/Almaty. Put files into "
        "`$FUNDLINK_HOME/inbox/<source>/`."
        "\n\n"
        "Files may be packed (gzip, xz, zstandard, zip). Amounts, dates and times are read in other spellings too "
        "where these can mean one thing only (`1 234,56`, `85 тыс.`, `17.05.1980`); `1,234` is no amount, and "
        "`05/06/1980` is kept as two dates. What fails the check of its kind (a wallet, an IBAN, a document's number) "
        "or stands for nothing (`нет`, `б/н`, `000000`, `no@`) is kept as text and is no evidence. "
        'A folder may hold `_address.toml` (`address = "https://..."`): the refresh then fetches the file on the '
        "source's schedule.",
        *(part for source in declared_sources() for part in _source(source)),
    ]
    return "\n\n".join(parts) + "\n"


def _source(source: Source) -> Iterator[str]:
    yield f"## {source.name}"
    key = " with ".join(f"`{column}`" for column in (source.key, source.within) if column)
    yield f"**{source.title}** · {source.publisher} · key {key or 'none: a row is its content'}" + (
        f", version `{source.version}`" if source.version else ""
    )
    yield source.doc
    roles = ", ".join(f"`{role}`" for role in source.mentions)
    yield f"A row mentions: {roles or 'nobody'}."
    if source.reader:
        together = ", ".join(f"`{name}`" for name in source.together)
        whole = f"{together} together are" if together else "each file is"
        yield f"Published whole: {whole} a snapshot, and what a later one lacks has been de-listed."
        return
    lines = ["| column | | |", "|---|---|---|"]
    lines += [f"| `{c.name}` | {kind_of(c)} | {'required' if c.required else ''} |" for c in source.columns]
    yield "\n".join(lines)


if __name__ == "__main__":
    FILE.write_text(render(), "utf-8")
