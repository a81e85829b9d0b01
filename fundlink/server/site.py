"""Neo4j Browser with our style and guide beside it: its own server hands them out, with no second process or port."""

from __future__ import annotations

import shutil
from importlib.resources import files
from zipfile import ZipFile

from fundlink.config import Home
from fundlink.server.jars import jar_cache, locked_jars
from fundlink.server.state import State

SITE = "site"
"""Stands before the jar of Neo4j Browser in the class path, and hides it. Relative to the server's home.

A folder, for Neo4j's web server finds nothing in a jar whose path has letters that are not ASCII.
"""

_FOLDER = "browser/fundlink"


def write_site(home: Home) -> None:
    """Unpack Neo4j Browser into the home, and add the style and the guide."""
    site = home.server / SITE
    shutil.rmtree(site, ignore_errors=True)
    browser = next(jar for jar in locked_jars() if ":neo4j-browser:" in jar.coordinate)
    with ZipFile(jar_cache() / browser.path) as archive:
        archive.extractall(site)
    (site / _FOLDER).mkdir()
    for name in ("style.grass", "guide.html"):
        (site / _FOLDER / name).write_bytes(files("cypher").joinpath(name).read_bytes())


def site_settings(state: State) -> dict[str, str]:
    """The server's settings that make Neo4j Browser load both after login, and that keep it to this machine."""
    site = f"http://localhost:{state.http_port}"
    bolt = f"localhost:{state.bolt_port}"
    policy = (
        "default-src 'self'",
        "img-src 'self' data:",
        "style-src 'self' 'unsafe-inline'",
        f"connect-src 'self' {site} http://{bolt} ws://{bolt}",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
    return {
        "browser.remote_content_hostname_whitelist": "localhost",
        "browser.post_connect_cmd": f"style {site}/{_FOLDER}/style.grass; guide {site}/{_FOLDER}/guide.html",
        # Neo4j Browser sends errors, and asks for fonts and news, to hosts of its maker, whatever its settings say:
        # under this policy the user's browser refuses to.
        "dbms.security.http_static_content_security_policy_header": "; ".join(policy),
    }
