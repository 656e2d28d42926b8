"""A server that fails over to its standby in the middle of the work: what was said to be done is done there too."""

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
from postgres_server import Server, binaries
from stored import MINUTE, NOW, arrival, everything, queue

from digest.store import StoreError, open_store

PROGRAMS = binaries()
pytestmark = pytest.mark.skipif(PROGRAMS is None, reason="no PostgreSQL server is installed")


@pytest.fixture
def pair() -> Iterator[tuple[Server, Server]]:
    """A server and the standby that repeats each of its commits before the commit returns."""
    assert PROGRAMS is not None
    first = Server(PROGRAMS)
    try:
        standby = first.standby()
        try:
            yield first, standby
        finally:
            standby.close()
    finally:
        first.close()


def either(pair: tuple[Server, Server], name: str) -> str:
    """The URL of a database at whichever of the two takes writes."""
    hosts = "&".join(f"host={server.folder}" for server in pair)
    return f"postgresql+psycopg://digest@/{name}?{hosts}&target_session_attrs=read-write"


def fail_over(pair: tuple[Server, Server]) -> None:
    """The first crashes, the standby takes its place."""
    first, standby = pair
    first.stop("immediate")
    standby.promote()


def test_a_mail_on_its_way_is_settled_at_the_new_server(pair: tuple[Server, Server]) -> None:
    """The intent to send stands there; the outcome is written there; nobody sends it a second time."""
    pair[0].database()
    url = either(pair, "d1")
    store = open_store(url)
    store.take_in([arrival("One.")], NOW)
    queue(store, "ana")
    held = store.claim("w", NOW, 2 * MINUTE)
    assert held is not None
    assert store.intend(held, NOW)
    fail_over(pair)
    assert store.settle(held, "sent", reply="250", now=NOW)
    assert store.claim("w", NOW + timedelta(days=1), MINUTE) is None
    assert [mail.state for mail in store.mails()] == ["sent"]
    assert len(everything(store)) == 1
    store.close()


def test_while_none_takes_writes_it_is_said_in_a_line(pair: tuple[Server, Server]) -> None:
    """Between the crash and the promotion every verb fails with words; afterwards the same store works on."""
    pair[0].database()
    url = either(pair, "d1")
    store = open_store(url)
    store.take_in([arrival("One.")], NOW)
    pair[0].stop("immediate")
    with pytest.raises(StoreError, match="takes no writes now") as error:
        store.take_in([arrival("Two.")], NOW)
    assert "\n" not in str(error.value)
    pair[1].promote()
    store.take_in([arrival("Two.")], NOW)
    assert len(everything(store)) == 2
    store.close()


def test_a_daemon_goes_on_at_the_new_server(pair: tuple[Server, Server], tmp_path: Path) -> None:
    """A slot a second through the change of servers: none made twice, and new ones made after it."""
    from test_daemon import until

    pair[0].database()
    url = either(pair, "d1")
    (tmp_path / "plan").write_text("* * * * *")
    script = Path(__file__).parent.parent / "daemon_at_work.py"
    env = os.environ | {"STORE": url, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with (tmp_path / "err").open("wb") as err:
        daemon = subprocess.Popen([sys.executable, script, str(tmp_path), "60"], env=env, stderr=err)

    def made() -> list[str]:
        log = tmp_path / "log"
        lines = [line.split() for line in log.read_text().splitlines()] if log.exists() else []
        return [line[1] for line in lines if line[0] == "made"]

    try:
        until(lambda: len(made()) >= 2)
        fail_over(pair)
        before = len(made())
        until(lambda: len(made()) >= before + 3)
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(30) == 0, (tmp_path / "err").read_text()
    finally:
        daemon.kill()
        daemon.wait()
    assert set(Counter(made()).values()) == {1}
