"""The files generated from the declarations: schema, style, and the reference pages of schema and queries.

`python -m fundlink.schema_files` writes them; a test holds them equal to what this module renders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from fundlink import schema
from fundlink.browser import guide_page
from fundlink.graph.statements import constraints
from fundlink.queries.header import Query
from fundlink.queries.library import FOLDERS, load_queries

ROOT = Path(__file__).parent.parent
_GENERATED = "generated from fundlink/schema/ by `python -m fundlink.schema_files`; change it there"
_LARGE, _MIDDLE, _SMALL = 65, 50, 35
"""Diameters in pixels: who acts, what they act with, and what proves it."""
_FOLDER_TITLES = {
    "investigations": "Investigations: questions an analyst asks",
    "typologies": "Typologies: patterns of terrorism financing, as findings",
    "checks": "Checks: must return no rows",
    "links": "Links: derived relationships, written by a refresh",
}


def write(check: bool = False) -> list[Path]:
    """Write the generated files that are out of date, and return them; with `check`, only return them."""
    stale = []
    for name, render in FILES.items():
        path, text = ROOT / name, render()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    return stale


def schema_cypher() -> str:
    """Constraints and indexes, for a database that fundlink does not make ready itself."""
    return f"// Constraints and indexes\n// {_GENERATED}\n" + "".join(f"{text};\n" for text in constraints().values())


def style_grass() -> str:
    """The style of the graph in Neo4j Browser (GraSS). It has no comment: Browser takes one for part of a rule."""
    blocks = [
        _grass("node", diameter="50px", color="#A5ABB6", **{"border-color": "#9AA1AC"}, caption='"{id}"'),
    ]
    # A node takes the style of its last matching rule, so the base comes before the kinds.
    for node in schema.NODES:
        blocks.append(
            _grass(
                f"node.{node.label}",
                diameter=f"{_diameter(node)}px",
                color=node.color,
                **{"border-color": _darker(node.color), "text-color-internal": _readable(node.color)},
                caption=f'"{{{node.caption}}}"',
            )
        )
    blocks.append(
        _grass("relationship", color="#A5ABB6", **{"shaft-width": "1px", "font-size": "8px"}, caption='"<type>"')
    )
    blocks.append(
        _grass(
            "relationship.PAID", color="#E0A100", **{"shaft-width": "4px", "font-size": "8px"}, caption='"{channel}"'
        )
    )
    blocks.append(_grass("relationship.LISTED_IN", color="#D95F5F", **{"shaft-width": "3px", "font-size": "8px"}))
    return "\n\n".join(blocks) + "\n"


def schema_page() -> str:
    """The reference of the graph: every label, relationship and property, with a picture."""
    parts = [
        "# The graph",
        f"<!-- {_GENERATED} -->",
        "Every node has the key property `id`. Times are UTC. A volatile property says how a fact came here, not what "
        "it is, and is left out of the fingerprint.",
        _mermaid(),
        "## Nodes",
    ]
    for node in schema.NODES:
        labels = [f"`{name}`" for name in dict.fromkeys((node.base, node.label)) if name]
        extra = f" May also be {', '.join(f'`{name}`' for name in node.extra)}." if node.extra else ""
        parts += [f"### {node.label}", f"{node.doc} Labels: {', '.join(labels)}.{extra}", _properties(node.properties)]
    parts.append("## Relationships")
    for kind in schema.RELATIONSHIPS:
        ends = f"({'|'.join(kind.start)})-[:{kind.type}]->({'|'.join(kind.end)})"
        told = f" Told apart by {', '.join(f'`{name}`' for name in kind.identity)}." if kind.identity else ""
        derived = " Derived, see [queries](queries.md)." if kind.derived else ""
        parts += [f"### {kind.type}", f"`{ends}`\n\n{kind.doc}{told}{derived}", _properties(kind.properties)]
    return "\n\n".join(part for part in parts if part) + "\n"


def queries_page() -> str:
    """The reference of the queries, from their headers."""
    queries = load_queries().values()
    parts = [
        "# Queries",
        "<!-- generated from the headers in cypher/ by `python -m fundlink.schema_files`; change them there -->",
        "Run one with `fundlink query run NAME --param name=value`, from Python with "
        '`fundlink.query("NAME", name=value)`, or paste it into Neo4j Browser.',
    ]
    for folder in FOLDERS:
        parts.append(f"## {_FOLDER_TITLES[folder]}")
        for query in queries:
            if query.file.startswith(f"{folder}/"):
                parts += _query(query)
    return "\n\n".join(parts) + "\n"


FILES: dict[str, Callable[[], str]] = {
    "cypher/schema.cypher": schema_cypher,
    "cypher/style.grass": style_grass,
    "docs/schema.md": schema_page,
    "docs/queries.md": queries_page,
    "cypher/guide.html": guide_page,
}


def _query(query: Query) -> list[str]:
    parts = [f"### {query.name}", f"**{query.title}**", query.description]
    if query.parameters:
        rows = (
            (f"`{p.name}`", p.type, "required" if p.required else f"`{_shown(p.default)}`", p.doc)
            for p in query.parameters
        )
        parts.append(_table(("Parameter", "Type", "Default", "What it is"), rows))
    if query.returns:
        parts.append(_table(("Column", "Type", "What it is"), ((f"`{r.name}`", r.type, r.doc) for r in query.returns)))
    if query.source:
        parts.append(f"Source: {query.source}.")
    if query.tags:
        parts.append(f"Tags: {', '.join(query.tags)}.")
    parts.append(f"<details><summary>cypher/{query.file}</summary>\n\n```cypher\n{query.statement};\n```\n\n</details>")
    return [part for part in parts if part]


def _shown(default: object) -> str:
    return "null" if default is None else ",".join(default) if isinstance(default, list) else str(default)


def _properties(properties: Iterable[schema.Property]) -> str:
    rows = [
        (
            f"`{p.name}`",
            p.type.value,
            p.doc + ("; indexed" if p.index else "") + ("; volatile" if p.volatile else ""),
        )
        for p in properties
    ]
    return _table(("Property", "Type", "What it is"), rows) if rows else ""


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(header)]
    lines.append(["---"] * len(lines[0]))
    lines += [[cell.replace("|", "\\|") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _mermaid() -> str:
    """Ends that stand for one another are drawn as one: a picture of every pair could not be read."""
    names = {("Person", "Organization"): "Party", ("Person", "Organization", "Campaign", "Account"): "Holder of money"}
    lines = ["flowchart LR"]
    for kind in schema.RELATIONSHIPS:
        ends = [names.get(end, " / ".join(end)) for end in (kind.start, kind.end)]
        start, end = (f'{"".join(filter(str.isalpha, name))}["{name}"]' for name in ends)
        lines.append(f"  {start} {'-.->' if kind.derived else '-->'}|{kind.type}| {end}")
    return "```mermaid\n" + "\n".join(lines) + "\n```"


def _grass(selector: str, **declarations: str) -> str:
    return selector + " {\n" + "".join(f"  {name}: {value};\n" for name, value in declarations.items()) + "}"


def _diameter(node: schema.Node) -> int:
    if node.key_label == "Party" or node.label == "Campaign":
        return _LARGE
    return _SMALL if node.label in {"File", "Record", "Mention", "CampaignVersion"} else _MIDDLE


def _rgb(color: str) -> list[int]:
    return [int(color[place : place + 2], 16) for place in (1, 3, 5)]


def _darker(color: str) -> str:
    return "#" + "".join(f"{value * 4 // 5:02X}" for value in _rgb(color))


def _readable(color: str) -> str:
    """Black or white text, by the luma of what it stands on (ITU-R BT.601)."""
    red, green, blue = _rgb(color)
    return "#000000" if 299 * red + 587 * green + 114 * blue > 140_000 else "#FFFFFF"


if __name__ == "__main__":
    for changed in write():
        print(changed.relative_to(ROOT))
