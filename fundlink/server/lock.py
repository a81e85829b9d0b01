"""Write `jars.lock` anew, after a version in `jars.ROOTS` was changed: `python -m fundlink.server.lock`.

Resolution is jgo's, as Maven itself would resolve (each root with `raw`: its own POM decides, no root manages the
versions of another). It takes about a minute; nobody else pays it, for the outcome is committed.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from jgo.config import GlobalSettings
from jgo.maven import Artifact, MavenContext
from jgo.parse import Coordinate

from fundlink.server.download import repositories
from fundlink.server.jars import ROOTS

HEADER = "# Maven coordinate, bytes, SHA-256. Written by `python -m fundlink.server.lock`; do not edit.\n"


def main() -> None:
    """Resolve the roots, download every jar by jgo, and write the lock file beside this module."""
    context = MavenContext(repo_cache=GlobalSettings.load().repo_cache, remote_repos=repositories())
    roots = [context.create_dependency(replace(Coordinate.parse(root), raw=True)) for root in ROOTS]
    inputs, transitive = context.resolver.resolve(roots)
    with ThreadPoolExecutor(4) as pool:
        lines = sorted(pool.map(_line, (dependency.artifact for dependency in (*inputs, *transitive))))
    Path(__file__).with_name("jars.lock").write_text(HEADER + "".join(lines), "utf-8")


def _line(artifact: Artifact) -> str:
    content = artifact.resolve().read_bytes()
    coordinate = [artifact.groupId, artifact.artifactId, artifact.version, artifact.classifier]
    return f"{':'.join(filter(None, coordinate))} {len(content)} {hashlib.sha256(content).hexdigest()}\n"


if __name__ == "__main__":
    main()
