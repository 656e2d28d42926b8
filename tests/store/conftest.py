from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server import Server, binaries

from digest.store import Store, open_store


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server of the tests' own; skips where none is installed."""
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL 15 or newer is installed (apt-get install postgresql)")
    server = Server(programs)
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, of each engine in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/state/digest.db"
    return request.getfixturevalue("postgres").database()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store of each engine in turn."""
    opened = open_store(url)
    yield opened
    opened.close()
