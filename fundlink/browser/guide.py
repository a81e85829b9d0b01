"""The guide in the side bar of Neo4j Browser: what the colours mean, and every question, to be asked with one click.

The form is Neo4j Browser's own: `carousel` and `slide`; a click on `pre.runnable` fills the editor, its arrow runs it;
what is typed into `value-for` appears in every `value-key`.
"""

from __future__ import annotations

import re
from html import escape

from fundlink import schema
from fundlink.browser.code import block, field
from fundlink.queries.header import Kind, Query
from fundlink.queries.library import load_queries

SHOWN = (Kind.PICTURE, Kind.INVESTIGATION, Kind.TYPOLOGY)
"""In this order; of each first what needs nothing typed. Checks and links are for who runs the refresh."""

_EVIDENCE = ("Mention", "Record", "File")


def guide_page() -> str:
    """The guide as Neo4j Browser wants it, generated from the schema and the headers of the queries."""
    shown = (query for query in load_queries().values() if query.kind in SHOWN)
    queries = sorted(shown, key=lambda query: (SHOWN.index(query.kind), any(p.required for p in query.parameters)))
    slides = [_welcome(queries), *map(_question, queries)]
    # Neo4j Browser gives a guide no margin.
    body = "\n".join(f'<slide><div style="padding: 0 18px">\n{slide}\n</div></slide>' for slide in slides)
    return f'<title>fundlink</title>\n<article class="guide">\n<carousel>\n{body}\n</carousel>\n</article>\n'


def _welcome(queries: list[Query]) -> str:
    return "\n".join(
        (
            "<h3>Who raises money, and where it goes</h3>",
            "<p>Each page asks the graph one question. The arrow of the grey block runs it; a click on the block puts "
            "it into the editor, to be changed first.</p>",
            block(queries[0]),
            "<p>In a drawing, click a node or a line to read it, double-click a node to see what else it is tied to, "
            "drag it to hold it in place. <code>record_ids</code> of a line names the records that state it.</p>",
            "<h4>Questions</h4>",
            *(f"<p>{page}. {escape(query.title)}</p>" for page, query in enumerate(queries, 2)),
            "<h4>Colours</h4>",
            *_legend(),
        )
    )


def _legend() -> list[str]:
    """Kinds of one colour together; what proves comes after what is proved."""
    kinds: dict[str, list[schema.Node]] = {}
    for node in sorted(schema.NODES, key=lambda node: node.label in _EVIDENCE):
        kinds.setdefault(node.color, []).append(node)
    return [
        f'<p><span style="color: {color}">&#11044;</span> <b>{", ".join(node.label for node in nodes)}</b><br>'
        f"{_text(' '.join(node.doc for node in nodes))}</p>"
        for color, nodes in kinds.items()
    ]


def _question(query: Query) -> str:
    parts = [f"<h3>{escape(query.title)}</h3>", *(f"<p>{_text(part)}</p>" for part in query.description.split("\n\n"))]
    parts += [f"<p>{field(p)} <code>{p.name}</code><br>{_text(p.doc)}</p>" for p in query.parameters]
    parts.append(block(query))
    if query.source:
        parts.append(f"<p><i>{escape(query.source)}.</i> A finding alone is no lead.</p>")
    return "\n".join(parts)


def _text(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))
