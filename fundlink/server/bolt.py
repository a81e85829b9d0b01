"""How to reach a Neo4j server, and whether it answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from fundlink.config import Settings
from fundlink.errors import FundlinkError


@dataclass(frozen=True)
class Connection:
    """Address and credentials of a server. Its repr leaves the password out."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str


def probe(connection: Connection) -> None:
    """Run one statement on the database.

    Raises:
        DriverError, Neo4jError: the server is not there, refuses the password, or has no such database.
        ValueError: the address is not one.
    """
    auth = (connection.username, connection.password)
    with (
        GraphDatabase.driver(connection.uri, auth=auth, connection_timeout=5) as driver,
        driver.session(database=connection.database) as session,
    ):
        # Not execute_query, which asks a dead server again for half a minute.
        session.run("RETURN 1").consume()


def external(settings: Settings) -> Connection | None:
    """The server that `NEO4J_URI` names, or None where it names none (fundlink then runs its own).

    Raises:
        FundlinkError: `NEO4J_PASSWORD` is missing.
    """
    if not settings.neo4j_uri:
        return None
    if settings.neo4j_password is None:
        raise FundlinkError(f"NEO4J_URI names {settings.neo4j_uri}, but NEO4J_PASSWORD is not set. Set it too.")
    password = settings.neo4j_password.get_secret_value()
    return Connection(settings.neo4j_uri, settings.neo4j_username, password, settings.neo4j_database)


def problem(connection: Connection) -> str | None:
    """Why the server that `NEO4J_URI` names cannot be used, with the repair; None when it answers."""
    try:
        probe(connection)
    except AuthError:
        return (
            f"{connection.uri} refuses user {connection.username} with this password. "
            f"Check NEO4J_USERNAME and NEO4J_PASSWORD."
        )
    except (DriverError, Neo4jError, ValueError) as error:
        first_line = str(error).partition("\n")[0]
        return (
            f"{connection.uri} does not answer ({first_line}). Check NEO4J_URI and NEO4J_DATABASE, or unset NEO4J_URI."
        )
    return None
