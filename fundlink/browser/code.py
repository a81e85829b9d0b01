"""A query as a block of the guide: its parameters in place, each to be typed over in a field beside it."""

from __future__ import annotations

import re
from datetime import date
from html import escape

from fundlink.queries.arguments import Parameter
from fundlink.queries.header import Query
from fundlink.queries.statement import bare


def block(query: Query) -> str:
    """The statement as `pre.runnable`, complete in itself: Neo4j Browser knows no parameters until a person sets them.

    Only for a person to read, change and run; fundlink itself sends a query as it is, with its parameters beside it.
    """
    parameters = {parameter.name: parameter for parameter in query.parameters}
    text, plain, parts, end = query.statement, bare(query.statement), [], 0
    for found in re.finditer(r"\$(\w+)", plain):
        parts += [escape(text[end : found.start()], quote=False), _literal(parameters[found[1]])]
        end = found.end()
    parts.append(escape(text[end:], quote=False))
    return f'<pre class="pre-scrollable code runnable">\n{"".join(parts)}\n</pre>'


def field(parameter: Parameter) -> str:
    """Where a value is typed; it appears in the block at once."""
    return f'<input value-for="{parameter.name}" placeholder="{escape(_written(parameter))}" size="24">'


def _literal(parameter: Parameter) -> str:
    """The default as a Cypher literal, around or inside what is typed."""
    value = f'<span value-key="{parameter.name}">{escape(_written(parameter), quote=False)}</span>'
    match parameter.type, parameter.default:
        case "string", None if not parameter.required:
            return f'nullIf("{value}", "")'
        case "string", _:
            return f'"{value}"'
        case "date", date():
            return f'date("{value}")'
    return value


def _written(parameter: Parameter) -> str:
    """The default as a person types it."""
    match parameter.default:
        case None:
            return "" if parameter.type == "string" else "null"
        case bool(flag):
            return str(flag).lower()
        case list(items):
            return "[" + ", ".join(f'"{item}"' for item in items) + "]"
    return str(parameter.default)
