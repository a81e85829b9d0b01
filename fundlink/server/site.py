"""Neo4j Browser with our style and guide inside, so that its own server hands them out: no second process, no port."""

from __future__ import annotations

import shutil
from importlib.resources import files
from zipfile import ZIP_DEFLATED, ZipFile

from fundlink.config import Home
from fundlink.server.jars import jar_cache, locked_jars
from fundlink.server.state import State

JAR = "browser.jar"
"""Stands before the jar of Neo4j Browser in the class path, relative to the server's home."""

_FOLDER = "browser/fundlink"


def write_site(home: Home) -> None:
    """Copy the jar of Neo4j Browser into the home and add the style and the guide."""
    browser = next(jar for jar in locked_jars() if ":neo4j-browser:" in jar.coordinate)
    target = home.server / JAR
    shutil.copyfile(jar_cache() / browser.path, target)
    with ZipFile(target, "a", ZIP_DEFLATED) as archive:
        for name in ("style.grass", "guide.html"):
            archive.writestr(f"{_FOLDER}/{name}", files("cypher").joinpath(name).read_bytes())


def site_settings(state: State) -> dict[str, str]:
    """The server's settings that make Neo4j Browser load them after login, and keep it to this machine."""
    site = f"http://localhost:{state.http_port}"
    bolt = f"localhost:{state.bolt_port}"
    return {
        "browser.remote_content_hostname_whitelist": "localhost",
        "browser.post_connect_cmd": f"style {site}/{_FOLDER}/style.grass; guide {site}/{_FOLDER}/guide.html",
        # Neo4j Browser asks hosts of its maker for fonts, news and feedback, whatever its settings say: the user's
        # browser refuses to.
        "dbms.security.http_static_content_security_policy_header": "; ".join(
            (
                "default-src 'self'",
                "img-src 'self' data:",
                "style-src 'self' 'unsafe-inline'",
                f"connect-src 'self' {site} http://{bolt} ws://{bolt}",
                "base-uri 'none'",
                "object-src 'none'",
                "frame-ancestors 'none'",
            )
        ),
    }
