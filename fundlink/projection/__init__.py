"""From tables to the graph: what the sources state and the resolvers found, as nodes and relationships."""

from fundlink.projection.project import Projected, project

__all__ = ["Projected", "project"]
