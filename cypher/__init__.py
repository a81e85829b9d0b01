"""Cypher statements, one a file; read as data by fundlink, written for people first."""
