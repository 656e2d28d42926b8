"""What befalls a server: it ends, it cuts connections, it is another's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from postgres_server import Server
from stored import MINUTE, NOW, arrival, everything, queue

from digest.store import Store, StoreError, migrate, open_store

CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@pytest.fixture
def url(postgres: Server) -> str:
    """An empty database."""
    return postgres.database()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store."""
    opened = open_store(url)
    yield opened
    opened.close()


def name_of(url: str) -> str:
    """The database's name."""
    return url.partition("@/")[2].partition("?")[0]


def test_cut_connections_are_replaced(postgres: Server, url: str, store: Store) -> None:
    """After the server ended all of ours, the next verb works."""
    store.take_in([arrival("One.")], NOW)
    postgres.sql(name_of(url), CUT)
    store.take_in([arrival("Two.")], NOW)
    assert len(everything(store)) == 2


def test_a_lock_whose_connection_was_cut_is_lost_and_known_to_be(postgres: Server, url: str, store: Store) -> None:
    """Its holder sees that it holds it no more, and another may have it."""
    lock, other = store.lock(), store.lock()
    assert lock.acquire()
    postgres.sql(name_of(url), CUT)
    assert not lock.held()
    assert other.acquire()
    assert not lock.acquire()
    other.release()


def test_a_message_whose_sender_lost_the_server_is_not_sent_twice(postgres: Server, url: str, store: Store) -> None:
    """Between intent and outcome the connection is cut: the outcome is recorded over a new one."""
    queue(store, "ana")
    held = store.claim("w", NOW, 2 * MINUTE)
    assert store.intend(held, NOW)
    postgres.sql(name_of(url), CUT)
    assert store.settle(held, "sent", reply="250", now=NOW)
    assert store.claim("w", NOW + timedelta(days=1), MINUTE) is None


def test_a_server_that_ends_is_named_and_waited_for(postgres: Server, url: str, store: Store) -> None:
    """While it is down every verb says so in a line; when it is back, all is there."""
    store.take_in([arrival("One.")], NOW)
    postgres.stop("immediate")
    try:
        with pytest.raises(StoreError, match="does not answer") as error:
            everything(store)
        with pytest.raises(StoreError, match="does not answer"):
            open_store(url)
        assert "\n" not in str(error.value)
    finally:
        postgres.start()
    assert len(everything(store)) == 1


def test_no_password_is_ever_shown() -> None:
    """Not even that of a server that does not answer."""
    with pytest.raises(StoreError) as error:
        open_store("postgresql+psycopg://digest:S3cr3t-canary@127.0.0.1:1/news")
    assert "S3cr3t" not in str(error.value)
    assert "127.0.0.1" in str(error.value)


def test_other_tables_and_newer_versions_are_refused(postgres: Server, url: str) -> None:
    """Another program's database is left alone; of a newer one both versions are named."""
    postgres.sql(name_of(url), "CREATE TABLE bookmarks (url text)")
    with pytest.raises(StoreError, match="another program"):
        open_store(url)
    newer = postgres.database()
    open_store(newer).close()
    postgres.sql(name_of(newer), "UPDATE digest_version SET version_num = '0099'")
    with pytest.raises(StoreError, match=rf"version 99.*up to {migrate.NEWEST}"):
        open_store(newer)


def test_copies_are_pg_dumps_business(store: Store, tmp_path: Path) -> None:
    """Refused in words that name the tool."""
    with pytest.raises(StoreError, match="pg_dump"):
        store.backup(str(tmp_path / "copy"))


def test_two_daemons_on_one_server_lose_and_double_nothing(url: str, tmp_path: Path) -> None:
    """A slot a second; the one at work is killed, the other carries on."""
    (tmp_path / "plan").write_text("* * * * *")
    script = Path(__file__).parent.parent / "daemon_at_work.py"

    def start() -> subprocess.Popen[bytes]:
        env = os.environ | {"STORE": url, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        return subprocess.Popen([sys.executable, script, str(tmp_path), "60"], env=env, stderr=subprocess.DEVNULL)

    def made() -> list[tuple[str, int]]:
        log = tmp_path / "log"
        lines = [line.split() for line in log.read_text().splitlines()] if log.exists() else []
        return [(line[1], int(line[2])) for line in lines if line[0] == "made"]

    from test_daemon import until

    daemons = [start(), start()]
    try:
        until(lambda: len(made()) >= 2)
        first = next(one for one in daemons if one.pid == made()[0][1])
        other = daemons[1 - daemons.index(first)]
        first.send_signal(signal.SIGKILL)
        until(lambda: sum(pid == other.pid for _, pid in made()) >= 3)
        other.send_signal(signal.SIGTERM)
        assert other.wait(10) == 0
    finally:
        for one in daemons:
            one.kill()
            one.wait()
    assert set(Counter(slot for slot, _ in made()).values()) == {1}
    store = open_store(url)
    assert {run.state for run in store.runs("e")} <= {"done", "missed", "failed"}
    store.close()
