"""XML files: parsed with entities and external references refused, and every failure told in one line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import parse

from fundlink.errors import BadFile

_WEB_PAGE = (b"<!doctype html", b"<html")


def parse_xml(file: Path, root: str | None, repair: str, namespace: str = "") -> Element:
    """The root element of an XML file; tags of `namespace` are told without it.

    Args:
        file: where it is.
        root: tag that the root must have, without its namespace; None where the publisher fixes none.
        repair: what the user can do about a bad file, for the message.
        namespace: the namespace that the root must be of.

    Raises:
        BadFile: no XML, cut off, a web page, with entities or a document type of its own, or another root.
    """
    with file.open("rb") as stream:
        head = stream.read(1000).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_WEB_PAGE):
        raise BadFile(file.name, "line 1", "this is a web page, not the data", repair)
    try:
        found = parse(file).getroot()
    except ParseError as error:
        line, column = error.position
        raise BadFile(file.name, f"line {line}, column {column + 1}", "not whole, or no XML", repair) from None
    except DefusedXmlException:
        problem = "it declares entities, which this list never does"
        raise BadFile(file.name, "its DTD", problem, repair) from None
    except (LookupError, ValueError):
        raise BadFile(file.name, "line 1", "its encoding is not one that XML is written in", repair) from None
    prefix = f"{{{namespace}}}" if namespace else ""
    if root and (found is None or found.tag != prefix + root):
        said = "nothing" if found is None else f"<{found.tag[:80]}>"
        raise BadFile(file.name, "the root", f"{said}, not <{prefix}{root}>", repair)
    assert found is not None
    for element in found.iter():
        element.tag = element.tag.removeprefix(prefix)
    return found


def clean(text: str | None) -> str | None:
    """Text with its blanks in order; None where there is nothing but blanks."""
    return " ".join((text or "").split()) or None


def text_of(element: Element | None, path: str) -> str | None:
    """The text of the first child of that path, `clean`."""
    return clean(element.findtext(path)) if element is not None else None


def attribute(element: Element | None, name: str) -> str | None:
    """The value of an attribute, `clean`."""
    return clean(element.get(name)) if element is not None else None


def unknown(entries: Iterable[Element], known: Mapping[str, Collection[str]]) -> list[str]:
    """What the reader does not know, a line a signal.

    `known` says for a tag what may stand in it: children by their tag, attributes by `@name`. An element whose
    tag is not in `known` is not looked into.
    """
    found: set[tuple[str, str]] = set()
    for entry in entries:
        for element in entry.iter():
            if element.tag in known:
                names = {child.tag for child in element} | {f"@{name}" for name in element.keys()}  # noqa: SIM118
                found |= {(element.tag, name) for name in names.difference(known[element.tag])}
    return [
        f"unknown {'attribute' if name[0] == '@' else 'element'} <{tag}> {name}, ignored" for tag, name in sorted(found)
    ]
