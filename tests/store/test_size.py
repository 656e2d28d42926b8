"""The store at size: rows by COPY, the daily run's questions by index, and several collectors at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from postgres_server import Server
from sqlalchemy import Connection, event, text
from stored import DAY, HOUR, MINUTE, NOW, arrival, everything

from digest.store import Store, open_store, upkeep

LEASE = timedelta(minutes=5)
HERE = Path(__file__).parent


@pytest.fixture
def served(postgres: Server) -> Iterator[Store]:
    """A store in PostgreSQL."""
    store = open_store(postgres.database())
    yield store
    store.close()


def filled(store: Store, days: int = 60, a_day: int = 40) -> None:
    """Articles of many days."""
    for day in range(days):
        arrivals = [
            arrival(f"Ferry {day} {number} leaves the pier.", title=f"Boat {number}") for number in range(a_day)
        ]
        store.take_in(arrivals, NOW - day * DAY, source="post")


def engine_of(store: Store) -> object:
    """The database behind a store."""
    return store._database.engine  # type: ignore[attr-defined]


def plans(store: Store, call: object) -> list[str]:
    """How PostgreSQL answers every question that `call` asks, were the tables large."""
    asked: list[tuple[str, object]] = []
    engine = engine_of(store)

    def hear(_: Connection, __: object, statement: str, values: object, *___: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", hear)
    assert callable(call)
    call()
    event.remove(engine, "before_cursor_execute", hear)
    found = []
    with engine.connect() as connection:  # type: ignore[attr-defined]
        connection.execute(text("ANALYZE"))
        connection.execute(
            text("SET enable_seqscan = off")
        )  # small tables would be read whole, whatever indexes they have
        cursor = connection.connection.cursor()
        for statement, values in asked:
            cursor.execute(f"EXPLAIN {statement}", values)
            found.append("\n".join(row[0] for row in cursor.fetchall()))
    return found


def test_articles_come_by_copy(served: Store) -> None:
    """Taking in many articles is COPY, in a number of statements that does not grow with the articles."""
    counts = []
    for many in (50, 400):
        told = 0

        def hear(*_: object) -> None:
            nonlocal told
            told += 1

        event.listen(engine_of(served), "before_cursor_execute", hear)
        served.take_in([arrival(f"{many} and {number}: a ferry.") for number in range(many)], NOW)
        event.remove(engine_of(served), "before_cursor_execute", hear)
        counts.append(told)
    assert counts[0] == counts[1] <= 15
    assert served.counts()["articles"] == 450


def test_what_copy_must_escape(store: Store) -> None:
    """Tabs, line breaks, backslashes, quotes, NULL's own sign and words of every script come back as they were."""
    texts = ["a\tb\nc\\N \\. 'q' \"d\"", "\\N", "북쪽 페리\u2028«» \U0001f6f3", "x" * 100_000]
    store.take_in([arrival(one, title="\\.\t|") for one in texts], NOW)
    assert sorted(item.article.text for item in everything(store)) == sorted(texts)
    assert {item.article.title for item in everything(store)} == {"\\.\t|"}
    assert len(store.search("페리")) == 1


def test_the_daily_run_asks_by_index(served: Store) -> None:
    """Neither the items of a window, nor what is known, nor what is old is looked for by reading a whole table."""
    filled(served)

    def daily() -> None:
        served.items("morning", until=NOW, since=NOW - DAY, sources=["post"])
        served.knows("id:none")
        served.last_briefing("morning")
        served.claim_reading("one", NOW, LEASE, ["a.warc"])
        with engine_of(served).connect() as connection:  # type: ignore[attr-defined]
            upkeep.prune_raw(connection, 0)
            upkeep.prune_articles(connection, 0)

    found = plans(served, daily)
    assert len(found) >= 5
    for plan in found:
        assert "Seq Scan" not in plan, plan
    assert any("version_arrived" in plan for plan in found)


def test_months_are_let_go_of_together(store: Store) -> None:
    """Pruning drops what is older than a month, its words and its bytes, and nothing younger."""
    filled(store, days=60, a_day=3)
    went = store.prune(raw=30 * DAY, articles=30 * DAY, briefings=None, now=NOW + HOUR)
    assert (went["articles"], went["raw"]) == (90, 90)
    assert {item.arrived for item in everything(store)} == {NOW - day * DAY for day in range(30)}
    assert len(store.search("ferry", limit=1000)) == 90
    assert store.counts()["articles"] == 180  # known for ever, so that none comes twice


def test_two_claimers_never_get_the_same_file(served: Store) -> None:
    """A row that another transaction holds is passed over, not waited for."""
    served.offer(["a.warc", "b.warc"])
    with engine_of(served).begin() as connection:  # type: ignore[attr-defined]
        connection.execute(text("SELECT * FROM reading WHERE place = 'a.warc' FOR UPDATE"))
        connection.execute(text("SET LOCAL lock_timeout = '1s'"))
        assert served.claim_reading("two", NOW, LEASE, ["a.warc", "b.warc"]) == ("b.warc", {})
    assert served.claim_reading("three", NOW + MINUTE, LEASE, ["a.warc", "b.warc"]) == ("a.warc", {})


def test_several_collectors_and_one_composer(postgres: Server) -> None:
    """Three processes take in the same and different articles while a fourth reads: nothing twice, nothing half."""
    url = postgres.database()
    open_store(url).close()
    code = (
        "import sys; from digest.store import open_store; from stored import NOW, arrival\n"
        "me, store = int(sys.argv[2]), open_store(sys.argv[1])\n"
        "for part in range(6):\n"
        "    own = [arrival(f'{me} {part} {n}: a ferry leaves.') for n in range(30)]\n"
        "    shared = [arrival(f'shared {part} {n}: a ferry returns.') for n in range(10)]\n"
        "    store.take_in(own + shared, NOW, source=f'collector {me}')\n"
    )
    paths = os.pathsep.join([str(HERE), *sys.path])
    running = [
        subprocess.Popen([sys.executable, "-c", code, url, str(me)], env=os.environ | {"PYTHONPATH": paths})
        for me in range(3)
    ]
    store = open_store(url)
    seen = [0]
    while any(process.poll() is None for process in running):
        seen.append(len(everything(store)))
    assert [process.wait() for process in running] == [0, 0, 0]
    assert seen == sorted(seen)
    assert len(everything(store)) == store.counts()["versions"] == 3 * 6 * 30 + 6 * 10
    store.close()
