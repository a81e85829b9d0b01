"""What Neo4j Browser shows a person who opens it for the first time: a guide to the colours and the queries."""

from fundlink.browser.guide import guide_page

__all__ = ["guide_page"]
