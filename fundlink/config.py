"""Configuration by environment variables (12-factor), and the folders under `FUNDLINK_HOME`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What the environment (or a `.env` file) says. Every field has a default that works on one machine."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    fundlink_home: Path = Path(".fundlink")
    fundlink_inbox: str | None = None
    """Folder or address (`s3://...`) to read in place of the home's inbox."""
    neo4j_uri: str | None = None
    """URI of a Neo4j 5.26+ server; when absent, fundlink runs one of its own (`fundlink up`)."""
    neo4j_username: str = "neo4j"
    neo4j_password: SecretStr | None = None
    neo4j_database: str = "neo4j"
    dagster_home: Path | None = None


@dataclass(frozen=True)
class Home:
    """The folder that holds everything fundlink keeps: inbox, ledgers, tables, the server's data."""

    path: Path

    @classmethod
    def current(cls) -> Home:
        """The home that `FUNDLINK_HOME` names, made absolute."""
        return cls(Settings().fundlink_home.expanduser().resolve())

    @cached_property
    def inbox(self) -> Path:
        """One folder a source: `inbox/<source>/*`."""
        return self.path / "inbox"

    @cached_property
    def spill(self) -> Path:
        """Beside it, each in a folder of its own, go tables that outgrow memory while they are made."""
        return self.path / "spill"

    @cached_property
    def tables(self) -> Path:
        """One Parquet file an asset key: `tables/<group>/<name>.parquet`."""
        return self.path / "tables"

    @cached_property
    def ledgers(self) -> Path:
        """The append-only input beside the inbox: files, identities, decisions."""
        return self.path / "ledgers"

    @cached_property
    def samples(self) -> Path:
        """What random samples of pairs people were given to label: `samples/<sample>.parquet`."""
        return self.path / "samples"

    @cached_property
    def server(self) -> Path:
        """The managed Neo4j server: configuration, data, logs, password."""
        return self.path / "neo4j"

    @cached_property
    def dagster(self) -> Path:
        """`DAGSTER_HOME`, or a folder of ours."""
        named = Settings().dagster_home
        return named.expanduser().resolve() if named else self.path / "dagster"

    def table(self, key: str) -> Path:
        """The Parquet file of one asset key, e.g. `resolved/person`."""
        return self.tables / f"{key}.parquet"

    def sample(self, name: str) -> Path:
        """The Parquet file of one sample's design."""
        return self.samples / f"{name}.parquet"
