"""A PostgreSQL server of one's own, for as long as the tests run: on a socket in a temporary folder, as an ordinary user."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

OLDEST = 15


def binaries() -> Path | None:
    """The folder with the newest server's programs, or None."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    known = [(int(number[1]), path) for path in found if (number := re.search(r"/(\d+)/bin$", str(path)))]
    known = [(number, path) for number, path in known if number >= OLDEST]
    return max(known)[1] if known else None


class Server:
    """A running server; every `database()` is a new, empty one."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._as_user: dict[str, Any] = {}
        if os.geteuid() == 0:  # the server refuses to run as root
            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
            self._as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self._count = 0
        try:
            self._run(
                "initdb",
                "--username=digest",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "-D",
                self._data,
            )
            self.start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def standby(self) -> Server:
        """Another server that repeats this one, and without which no commit here returns any more."""
        copy = object.__new__(Server)
        copy._programs, copy._as_user, copy._count = self._programs, self._as_user, 0
        copy.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        if self._as_user:
            os.chown(copy.folder, self._as_user["user"], self._as_user["group"])
        source = ("-h", str(self.folder), "-U", "digest", "-D", copy._data)
        try:
            self._run("pg_basebackup", *source, "--write-recovery-conf", "--checkpoint=fast", "--no-sync")
            copy.start()
            self.sql("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'")
            self.sql("postgres", "SELECT pg_reload_conf()")
        except BaseException:
            shutil.rmtree(copy.folder, ignore_errors=True)
            raise
        return copy

    def promote(self) -> None:
        """Makes a standby the server; waits until it takes writes."""
        self._run("pg_ctl", "-D", self._data, "-w", "promote")
        self.sql("postgres", "ALTER SYSTEM RESET synchronous_standby_names")
        self.sql("postgres", "SELECT pg_reload_conf()")

    def start(self) -> None:
        """Starts it and waits until it answers."""
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off -c full_page_writes=off"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", self._data, "-l", log, "-w", "-t", "60", "-o", options, "start")

    def stop(self, how: str = "fast") -> None:
        """Stops it: "fast" or, as a crash would, "immediate"."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", how, "stop")

    def database(self) -> str:
        """The URL of a new database."""
        self._count += 1
        name = f"d{self._count}"
        self.sql("postgres", f"CREATE DATABASE {name}")
        return self.url(name)

    def url(self, name: str) -> str:
        """The URL of a database."""
        return f"postgresql+psycopg://digest@/{name}?host={self.folder}"

    def sql(self, database: str, statement: str) -> list[tuple[Any, ...]]:
        """Runs one statement."""
        import psycopg

        with psycopg.connect(host=str(self.folder), user="digest", dbname=database, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def close(self) -> None:
        """Ends it and takes everything away."""
        try:
            if (Path(self._data) / "postmaster.pid").exists():
                self.stop("fast")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        done = (
            subprocess.run(
                [str(self._programs / program), *arguments],
                capture_output=True,
                text=True,
                cwd=self.folder,
                check=False,
                **self._as_user,
            )
            if program != "pg_ctl"
            else self._control(*arguments)
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}")

    def _control(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """pg_ctl: the server inherits its streams, so they must not be pipes that we wait for."""
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                [str(self._programs / "pg_ctl"), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd=self.folder,
                check=False,
                **self._as_user,
            )
            said.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, said.read(), "")
