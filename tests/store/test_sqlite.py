"""One SQLite file through everything that befalls files: damage, full disks, kills, other users, other versions."""

from __future__ import annotations

import os
import pwd
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from stored import NOW, arrival, everything, frozen, queue, record, slot

from digest.errors import UsageError
from digest.store import StoreError, migrate, open_store, restore, sqlite

HERE = str(Path(__file__).parent)


def python(
    code: str, *arguments: str, before: tuple[str, ...] = (), **options: Any
) -> subprocess.CompletedProcess[str]:
    """Runs code in a process of its own, with the helpers of these tests at hand."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join([HERE, *filter(None, sys.path)])}
    command = [*before, sys.executable, "-c", textwrap.dedent(code), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False, timeout=120, **options)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store is."""
    return tmp_path / "state" / "digest.db"


@pytest.fixture
def url(path: Path) -> str:
    """Its address."""
    return f"sqlite:///{path}"


@pytest.fixture
def filled(path: Path, url: str) -> Path:
    """A store with something in it, closed."""
    store = open_store(url)
    store.take_in([arrival(f"Text number {n}. " + "Words " * 200) for n in range(40)], NOW)
    queue(store, "ana", "bo")
    store.close()
    return path


# -- as it is made


def test_a_new_store_is_strict_and_safe(path: Path, url: str) -> None:
    """WAL, a sync for each commit, foreign keys, STRICT tables, a header of its own, and for its owner's eyes alone."""
    open_store(url).close()
    with closing(sqlite._connect(path)) as connection:
        values = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "application_id", "user_version", "auto_vacuum")
        }
        strict = {row[1]: row[5] for row in connection.execute("PRAGMA table_list") if row[2] == "table"}
    assert values == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "application_id": sqlite.APPLICATION_ID,
        "user_version": migrate.NEWEST,
        "auto_vacuum": 2,
    }
    ours = {name: flag for name, flag in strict.items() if not name.startswith(("sqlite_", "found_"))}
    assert set(ours.values()) == {1}
    assert path.stat().st_mode & 0o077 == 0


def test_many_that_make_the_store_at_once_share_one(path: Path, url: str) -> None:
    """Each finds a whole store, whoever was first; nothing half made is left."""
    failed: list[Exception] = []

    def begin(number: int) -> None:
        try:
            store = open_store(url)
            store.take_in([arrival(f"Text {number}")], NOW)
            store.close()
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=begin, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    store = open_store(url)
    assert store.counts()["articles"] == 6
    store.close()
    assert [one.name for one in path.parent.iterdir() if one.name.endswith((".new", ".new-wal", ".new-shm"))] == []


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "mysql://x/y", "digest.db", ""])
def test_an_address_that_names_no_store_is_refused(url: str) -> None:
    """As wrong usage, with the right form."""
    with pytest.raises(UsageError, match="sqlite:///"):
        open_store(url)


def test_a_network_file_system_is_refused(path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's log needs shared memory; the message names another place."""
    monkeypatch.setattr(sqlite, "file_system", lambda path: "nfs4")
    with pytest.raises(StoreError, match=r"nfs4.*PostgreSQL"):
        open_store(url)
    assert not path.exists()


def test_the_file_system_of_a_path_is_known() -> None:
    """/proc is proc; a path that is not there yet has that of the folder it would be in."""
    if not Path("/proc/self/mountinfo").exists():
        pytest.skip("no /proc here")
    assert sqlite.file_system(Path("/proc/nothing/there")) == "proc"


# -- damage


def _random_bytes(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def _random_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:40960] = random.Random(1).randbytes(36864)
    path.write_bytes(bytes(data))


def _cut_to(size: int) -> Any:
    return lambda path: os.truncate(path, size)


def _half_a_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


@pytest.mark.parametrize(
    "harm",
    [
        _random_bytes,
        _random_middle,
        _cut_to(4096),
        _cut_to(5000),
        _cut_to(0),
        _half_a_header,
        lambda path: path.write_text("hello"),
    ],
    ids=["random", "random middle", "4 KB", "odd size", "empty", "half a header", "text"],
)
def test_a_damaged_file_is_refused_and_left_alone(filled: Path, url: str, harm: Any) -> None:
    """One line with the path and the way back; the file stays as it is, for whoever wants to rescue something."""
    harm(filled)
    before = filled.read_bytes()
    with pytest.raises(StoreError) as error:
        open_store(url)
    assert str(filled) in str(error.value)
    assert "digest restore" in str(error.value)
    assert "\n" not in str(error.value)
    assert filled.read_bytes() == before


def test_damage_that_comes_while_it_is_open_is_said_plainly(filled: Path, url: str) -> None:
    """A verb that meets it raises a StoreError with the path, and not a driver's error."""
    store = open_store(url)
    _random_middle(filled)
    for verb in (lambda: everything(store), lambda: store.take_in([arrival("More.")], NOW)):
        with pytest.raises(StoreError, match=str(filled)):
            verb()
    store.close()


def test_a_store_that_vanished_is_not_made_anew(filled: Path, url: str) -> None:
    """Connections that are opened later say that the file is gone."""
    store = open_store(url)
    store.close()
    for one in filled.parent.iterdir():
        one.unlink()
    with pytest.raises(StoreError, match="cannot be opened"):
        store.counts()
    assert not filled.exists()


def test_a_log_without_its_file_is_not_read_into_a_new_store(filled: Path, url: str) -> None:
    """Somebody took the file away and left the log of a crash: that is said, and nothing is made."""
    code = """
        import os, sys
        from stored import NOW, arrival
        from digest.store import open_store
        open_store(sys.argv[1]).take_in([arrival("In the log.")], NOW)
        os._exit(0)
    """
    python(code, url)
    copy, log = filled.with_name("copy.db"), filled.with_name("digest.db-wal")
    left = log.read_bytes()
    sqlite.copy(filled, copy)
    filled.unlink()
    log.write_bytes(left)
    with pytest.raises(StoreError, match=r"digest\.db-wal"):
        open_store(url)
    assert not filled.exists()
    restore(url, str(copy))
    store = open_store(url)
    assert store.counts()["articles"] == 41
    store.close()


def test_a_folder_in_its_place_is_refused(path: Path, url: str) -> None:
    """By name."""
    path.mkdir(parents=True)
    with pytest.raises(StoreError, match="no file"):
        open_store(url)


def test_another_programs_database_is_refused(path: Path, url: str) -> None:
    """With both application ids; it is not touched."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
        connection.execute("PRAGMA application_id = 77")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_store(url)
    assert path.read_bytes() == before


def test_a_newer_store_is_refused(filled: Path, url: str) -> None:
    """With both versions, and what to do."""
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=rf"version 99.*up to {migrate.NEWEST}"):
        open_store(url)


def as_an_ordinary_user(work: Callable[[], None]) -> str:
    """What `work` fails with in a process that is not root's."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                nobody = pwd.getpwnam("nobody")
                os.setgroups([])
                os.setgid(nobody.pw_gid)
                os.setuid(nobody.pw_uid)
            work()
        except BaseException as error:
            os.write(writing, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        text = said.read()
    os.waitpid(child, 0)
    return text


@pytest.mark.parametrize("what", ["file", "folder", "no folder"])
def test_what_may_not_be_written_is_refused_with_its_path(filled: Path, url: str, what: str) -> None:
    """A read-only file, a read-only folder, and a folder in which none can be made; as an ordinary user."""
    folder = filled.parent
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        for one in (folder, *folder.iterdir()):
            os.chown(one, nobody.pw_uid, nobody.pw_gid)
        for above in list(folder.parents)[:-2]:
            above.chmod(above.stat().st_mode | 0o711)
    if what == "file":
        filled.chmod(0o400)
    folder.chmod(0o500)
    place = f"{url[: -len('digest.db')]}new/digest.db" if what == "no folder" else url
    try:
        said = as_an_ordinary_user(lambda: open_store(place).take_in([arrival("One.")], NOW) and None)
    finally:
        folder.chmod(0o700)
    assert said.startswith(f"StoreError: the store {folder}"), said
    assert "right" in said
    assert "\n" not in said


# -- full disks


def test_a_full_disk_loses_nothing_that_was_kept(filled: Path, url: str) -> None:
    """A limit on file sizes stands for it: the verb fails in one line, the store is whole, work goes on once there is room."""
    limit = filled.stat().st_size + 200_000
    code = """
        import sys
        from stored import NOW, arrival
        from digest.store import open_store, StoreError
        store = open_store(sys.argv[1])
        for number in range(400):
            try:
                store.take_in([arrival(f"New text {number} " + "Words " * 2000)], NOW)
            except StoreError as error:
                print(number, error)
                break
        print(len(store.runs("e")), store.check())
    """
    done = python(code, url, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    first, second = done.stdout.splitlines()
    kept, _, said = first.partition(" ")
    assert str(filled) in said
    assert "full" in said
    assert second == "0 ()"
    store = open_store(url)
    assert store.check() == ()
    assert store.counts()["articles"] == 40 + int(kept)
    assert store.take_in([arrival("At last.")], NOW).new != ()
    store.close()


# -- many at once


def test_two_processes_write_at_once_and_nothing_is_locked(path: Path, url: str) -> None:
    """Every write of both is kept, and none meets "database is locked"."""
    open_store(url).close()
    code = """
        import sys
        from stored import NOW, arrival
        from digest.store import open_store
        store = open_store(sys.argv[1])
        for number in range(150):
            store.take_in([arrival(f"{sys.argv[2]} {number}")], NOW)
    """
    results: list[subprocess.CompletedProcess[str]] = []
    threads = [threading.Thread(target=lambda name=name: results.append(python(code, url, name))) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(done.returncode, done.stderr) for done in results] == [(0, ""), (0, "")]
    store = open_store(url)
    assert store.counts()["articles"] == 300
    assert store.check() == ()
    store.close()


def test_a_lock_whose_file_was_taken_away_is_known_to_be_lost(filled: Path, url: str) -> None:
    """Deleted or replaced by hand, it keeps nobody out any more: its holder sees that, and can take it anew."""
    store = open_store(url)
    one, two = store.lock(), store.lock()
    assert one.acquire()
    filled.with_name("digest.db.lock").unlink()
    assert not one.held()
    assert two.acquire()
    assert not one.held()
    assert not one.acquire()
    two.release()
    assert one.acquire()
    one.release()
    store.close()


# -- copies


def test_a_copy_made_while_others_write_is_whole_and_can_be_put_back(filled: Path, url: str, tmp_path: Path) -> None:
    """The copy is one file that opens by itself; what it replaces is kept beside."""
    store, copy = open_store(url), tmp_path / "copy.db"
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            store.take_in([arrival(f"Meanwhile {(number := number + 1)}")], NOW)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        store.backup(str(copy))
    finally:
        stop.set()
        writer.join()
    written = store.counts()["articles"]
    store.close()
    aside = restore(url, str(copy))
    again, old = open_store(url), open_store(f"sqlite:///{aside}")
    assert again.check() == old.check() == ()
    assert 40 <= again.counts()["articles"] <= written == old.counts()["articles"]
    again.close()
    old.close()


def test_what_is_no_whole_copy_is_not_put_back(filled: Path, url: str, tmp_path: Path) -> None:
    """The store stays as it is."""
    before, bad = filled.read_bytes(), tmp_path / "bad.db"
    shutil.copy(filled, bad)
    _random_middle(bad)
    with pytest.raises(StoreError, match=str(bad)):
        restore(url, str(bad))
    with pytest.raises(StoreError, match=r"nothing\.db"):
        restore(url, str(tmp_path / "nothing.db"))
    assert filled.read_bytes() == before


def test_a_store_that_a_daemon_holds_is_not_replaced(filled: Path, url: str, tmp_path: Path) -> None:
    """The message names the daemon."""
    store = open_store(url)
    store.backup(str(tmp_path / "copy.db"))
    lock = store.lock()
    lock.acquire()
    with pytest.raises(StoreError, match=f"pid {os.getpid()}"):
        restore(url, str(tmp_path / "copy.db"))
    lock.release()
    store.close()


def test_a_copy_cannot_be_written_where_nothing_can(filled: Path, url: str) -> None:
    """One line with the path of the copy."""
    store = open_store(url)
    with pytest.raises(StoreError, match="/nowhere/at/all"):
        store.backup("/nowhere/at/all/copy.db")
    store.close()


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_a_log_that_was_taken_away_leaves_a_whole_store(filled: Path, url: str, suffix: str) -> None:
    """After a crash with the log deleted by hand, what was written back before is there, and the store is sound."""
    code = """
        import os, sys
        from stored import NOW, arrival
        from digest.store import open_store
        open_store(sys.argv[1]).take_in([arrival("In the log.")], NOW)
        os._exit(0)
    """
    assert python(code, url).returncode == 0
    log = filled.with_name(filled.name + suffix)
    assert log.exists()
    log.unlink()
    store = open_store(url)
    assert store.check() == ()
    assert store.counts()["articles"] == (40 if suffix == "-wal" else 41)
    store.close()


# -- older stores


@pytest.fixture
def old(path: Path) -> Path:
    """A store of version 1, with articles and a briefing."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute(f"PRAGMA application_id = {sqlite.APPLICATION_ID}")
    engine = sqlite.engine(path)
    with engine.execution_options(writes=True).begin() as connection:
        migrate.upgrade(connection, "0001")
        for number in range(30):
            connection.exec_driver_sql("INSERT INTO item VALUES (?, ?, ?, 'c')", (number, f"i{number}", f"a{number}"))
            values = (number, number, f"s{number}", f"Old words {number}")
            connection.exec_driver_sql("INSERT INTO version VALUES (?, ?, 1, ?, 1, 'Title', '{}', ?)", values)
    engine.dispose()
    return path


def test_an_older_store_is_brought_forward_and_a_copy_kept(old: Path, url: str) -> None:
    """What it held is there and can be found; the copy is of the version before, and whole."""
    store = open_store(url)
    assert store.counts()["articles"] == 30
    assert store.check() == ()
    with sqlite._connect(old) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == migrate.NEWEST
        assert len(connection.execute("SELECT rowid FROM found_article('words')").fetchall()) == 30
    store.close()
    (copy,) = old.parent.glob("digest.db.v1-*.bak")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
        assert sqlite.faults_in(connection, thorough=True) == ()


def test_a_step_that_fails_leaves_the_store_as_it_was(old: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All steps are one transaction."""
    from digest.store import index

    def fail(*_: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(index, "add", fail)
    with pytest.raises(RuntimeError):
        open_store(url)
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
        assert connection.execute("SELECT version_num FROM digest_version").fetchall() == [("0001",)]
        assert connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'found%'").fetchall() == []


STRACE = shutil.which("strace")
OPEN = "import sys; from digest.store import open_store; open_store(sys.argv[1]).close()"
WRITES = ("pwrite64", "fdatasync", "fsync", "rename", "unlink", "link", "ftruncate")


def killed_at(syscall: str, number: int, code: str, *arguments: str) -> bool:
    """Runs code and kills it at the nth call of a kind; whether it came that far."""
    assert STRACE is not None
    before = (
        STRACE,
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        f"trace={syscall}",
        "-e",
        f"inject={syscall}:signal=SIGKILL:when={number}",
    )
    return python(code, *arguments, before=before).returncode != 0


def kill_points(code: str, *arguments: str) -> list[tuple[str, int]]:
    """Every write call of a clean run, as (call, number)."""
    assert STRACE is not None
    command = (STRACE, "-f", "-qq", "-e", f"trace={','.join(WRITES)}", "-e", "signal=none")
    calls = [line for line in python(code, *arguments, before=command).stderr.splitlines() if "(" in line]
    counted: dict[str, int] = {}
    for line in calls:
        call = line.split("(")[0].split()[-1]
        counted[call] = counted.get(call, 0) + 1
    return [(call, number) for call, count in counted.items() if call in WRITES for number in range(1, count + 1)]


def _some(points: list[tuple[str, int]], request: pytest.FixtureRequest) -> list[tuple[str, int]]:
    return points if "slow" in request.node.name else random.Random(4).sample(points, min(6, len(points)))


@pytest.mark.skipif(STRACE is None, reason="strace is not installed")
@pytest.mark.parametrize("size", ["some", pytest.param("slow: every", marks=pytest.mark.slow)])
def test_a_kill_while_the_store_is_brought_forward_leaves_old_or_new(
    old: Path, url: str, tmp_path: Path, size: str, request: pytest.FixtureRequest
) -> None:
    """Killed at a write call: afterwards the schema is one of the two, nothing is lost, and the next start finishes the work."""
    spare = tmp_path / "spare"
    shutil.copytree(old.parent, spare)
    points = kill_points(OPEN, url)
    assert len(points) > 10
    for call, number in _some(points, request):
        shutil.rmtree(old.parent)
        shutil.copytree(spare, old.parent)
        killed_at(call, number, OPEN, url)
        with closing(sqlite3.connect(old)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone()[0] in (1, migrate.NEWEST)
            assert connection.execute("SELECT count(*) FROM version").fetchone()[0] == 30
        store = open_store(url)
        assert (store.counts()["versions"], store.check()) == (30, ()), (call, number)
        store.close()


@pytest.mark.skipif(STRACE is None, reason="strace is not installed")
@pytest.mark.parametrize("size", ["some", pytest.param("slow: every", marks=pytest.mark.slow)])
def test_a_kill_while_the_store_is_made_leaves_none_or_a_whole_one(
    path: Path, url: str, size: str, request: pytest.FixtureRequest
) -> None:
    """Never half a store; the next start has one."""
    points = kill_points(OPEN, url)
    for call, number in _some(points, request):
        shutil.rmtree(path.parent)
        killed_at(call, number, OPEN, url)
        if path.exists():
            sqlite.examine(path)
        open_store(url).close()


WORK = """
    import sys
    from stored import NOW, arrival, frozen, mail, record, slot
    from digest.ledger import FeedState
    from digest.store import open_store, this_process
    store = open_store(sys.argv[1])
    one = arrival("One.", "g")
    store.note_feed(FeedState("A", "u", etag="1"), [one, arrival("Two.")], NOW)
    store.begin(slot(), this_process(), NOW)
    store.freeze(slot(), frozen(), record(one.article), [one.article.id], [mail("ana"), mail("bo")])
    held = store.claim(this_process(), NOW, 10 * (NOW - NOW) + __import__("datetime").timedelta(minutes=2))
    store.intend(held, NOW)
    store.settle(held, "sent", reply="250", now=NOW)
    print("done")
"""


@pytest.mark.skipif(STRACE is None, reason="strace is not installed")
@pytest.mark.parametrize("size", ["some", pytest.param("slow: every", marks=pytest.mark.slow)])
def test_a_kill_in_the_middle_of_a_run_leaves_each_verb_done_or_not(
    path: Path, url: str, tmp_path: Path, size: str, request: pytest.FixtureRequest
) -> None:
    """After a kill at any write call, what belongs together stands together.

    A source's state and its articles; a briefing, what it told and its mail; a message is pending, uncertain or sent; and the
    slot's run can be finished exactly once.
    """
    open_store(url).close()
    spare = tmp_path / "spare"
    shutil.copytree(path.parent, spare)
    for call, number in _some(kill_points(WORK, url), request):
        shutil.rmtree(path.parent)
        shutil.copytree(spare, path.parent)
        killed_at(call, number, WORK, url)
        store = open_store(url)
        assert store.check() == ()
        assert len(everything(store)) == 2 * len(store.feed_states())
        briefing = store.last_briefing("morning") is not None
        assert any(item.told for item in everything(store)) is briefing
        assert len(store.mails()) == 2 * briefing
        store.reap(NOW)
        assert {held.state for held in store.mails()} <= {"pending", "uncertain", "sent"}
        again = store.begin(slot(), "next", NOW)
        assert again is not briefing
        if again:
            store.freeze(slot(), frozen("b2"), record(), (), ())
        assert store.counts()["briefings"] == 1
        store.close()


@pytest.mark.skipif(STRACE is None, reason="strace is not installed")
def test_what_was_said_to_be_done_is_on_the_disk(url: str) -> None:
    """A power cut undoes nothing that a verb returned from: each commit's log is synced after its last write, before the return."""
    assert STRACE is not None
    code = """
        import os, sys
        from stored import NOW, MINUTE, queue
        from digest.store import open_store
        store = open_store(sys.argv[1])
        queue(store, "ana")
        held = store.claim("w", NOW, MINUTE)
        os.write(1, b"claimed")
        store.intend(held, NOW)
        os.write(1, b"sending")
        store.settle(held, "sent", reply="250", now=NOW)
        os.write(1, b"settled")
    """
    open_store(url).close()
    command = (STRACE, "-f", "-y", "-qq", "-e", "trace=pwrite64,fdatasync,fsync,write", "-e", "signal=none")
    calls = python(code, url, before=command).stderr.splitlines()
    for mark in ("claimed", "sending", "settled"):
        end = next(number for number, line in enumerate(calls) if f'"{mark}"' in line)
        log = [line for line in calls[:end] if "digest.db-wal" in line]
        assert "sync" in log[-1].split("(")[0], log[-3:]
        assert any("pwrite64" in line for line in log)
