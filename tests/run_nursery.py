"""A process that has everything loaded and forks runs of the command line, each of which can be killed after a while.

Reads a line of JSON for each run: folder, arguments, and, where wanted, after (seconds until its SIGKILL). Writes how it ended.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import digest

LAZY = ("numpy", "scipy.sparse", "lxml.html", "jinja2", "alembic.command", "sqlalchemy.dialects.sqlite")


def load() -> None:
    """Imports what a run imports late, so that a kill meets its work and not its start."""
    for module in pkgutil.walk_packages(digest.__path__, "digest."):
        if not module.name.endswith(("__main__", "daemon", "service")) and "migrations" not in module.name:
            importlib.import_module(module.name)
    for name in LAZY:
        importlib.import_module(name)


def run(folder: str, arguments: list[str]) -> int:
    """One command in a folder; its exit code."""
    from digest.cli import main

    os.chdir(folder)
    sys.argv = ["digest", *arguments]
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def serve() -> None:
    """Takes orders until there are no more."""
    load()
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        began = time.monotonic()
        pid = os.fork()
        if pid == 0:
            code = 99
            try:
                with (Path(order["folder"]) / "said").open("ab") as said:
                    os.dup2(said.fileno(), 1)
                    os.dup2(said.fileno(), 2)
                code = run(order["folder"], order["arguments"])
            finally:
                os._exit(code)
        killer = None
        if "after" in order:
            killer = threading.Timer(order["after"], os.kill, (pid, signal.SIGKILL))
            killer.start()
        # Waits without reaping: until then the number cannot become another process's, whom the timer would hit.
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        if killer is not None:
            killer.cancel()
            killer.join()
        _, status = os.waitpid(pid, 0)
        print(json.dumps([os.waitstatus_to_exitcode(status), time.monotonic() - began]), flush=True)


class Runs:
    """The process, as a test holds it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(os.environ)
        )

    def run(self, folder: Path, *arguments: str, **order: float) -> tuple[int, float]:
        """How a command ended (its exit code, or minus a signal), and after how many seconds."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"folder": str(folder), "arguments": arguments, **order}) + "\n")
        self.process.stdin.flush()
        code, seconds = json.loads(self.process.stdout.readline())
        return int(code), float(seconds)

    def close(self) -> None:
        """Ends it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()


if __name__ == "__main__":
    serve()
