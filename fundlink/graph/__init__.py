"""The graph in Neo4j: publish the tables' difference, and tell two graphs apart by a fingerprint."""

from fundlink.graph.connection import driver
from fundlink.graph.fingerprint import fingerprint
from fundlink.graph.publish import Published, publish

__all__ = ["Published", "driver", "fingerprint", "publish"]
