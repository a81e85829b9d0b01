"""The jars of Neo4j: which ones (`jars.lock`), where they are kept, and whether they are whole."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import platformdirs

NEO4J_VERSION = "2026.08.1"
ROOTS = (
    f"org.neo4j:neo4j:{NEO4J_VERSION}",
    f"org.neo4j.app:neo4j-server:{NEO4J_VERSION}",
    "org.neo4j.client:neo4j-browser:5.24.0",
)
"""What `jars.lock` was resolved from: the database, its HTTP server, and Neo4j Browser."""


@dataclass(frozen=True)
class Jar:
    """One line of `jars.lock`: a Maven coordinate, the size of its file in bytes, and its SHA-256."""

    coordinate: str
    size: int
    sha256: str

    @property
    def path(self) -> str:
        """Where the file stands in a Maven repository, local or remote: the layout is one and the same."""
        group, artifact, version, *classifier = self.coordinate.split(":")
        name = "-".join((artifact, version, *classifier))
        return f"{group.replace('.', '/')}/{artifact}/{version}/{name}.jar"

    def is_whole(self, file: Path) -> bool:
        """Whether the file has this jar's size and checksum."""
        if not file.is_file() or file.stat().st_size != self.size:
            return False
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == self.sha256


@cache
def locked_jars() -> tuple[Jar, ...]:
    """Every jar the server runs on, in the order of its class path."""
    text = files(__package__).joinpath("jars.lock").read_text("utf-8")
    rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return tuple(Jar(coordinate, int(size), sha256) for coordinate, size, sha256 in rows)


def jar_cache() -> Path:
    """The user's cache of jars, in the layout of a Maven repository; shared by every home of the user."""
    return platformdirs.user_cache_path("fundlink") / "maven"


def missing_jars(cache: Path) -> list[Jar]:
    """The jars that are absent or have another size: the cheap check, for every start."""
    return [jar for jar in locked_jars() if not _has_size(cache / jar.path, jar.size)]


def damaged_jars(cache: Path) -> list[Jar]:
    """The jars whose checksum is wrong: the full check (about 0.2 s), for `fundlink doctor`."""
    return [jar for jar in locked_jars() if not jar.is_whole(cache / jar.path)]


def class_path(cache: Path) -> str:
    """The Java class path over all jars."""
    return os.pathsep.join(str(cache / jar.path) for jar in locked_jars())


def _has_size(file: Path, size: int) -> bool:
    try:
        return file.stat().st_size == size
    except FileNotFoundError:
        return False
