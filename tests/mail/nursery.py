"""A process that has everything loaded and forks senders: each flushes a store once, and may kill or stop itself at a step.

Reads a line of JSON for each sender: store, port, uncertain, and, where wanted, at (a step) and signal. Writes the sender's
number, then a line whenever it stops or ends. Run as a script, with one order as its argument, it is the sender itself.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any

from digest.mail.outbox import Policy, flush
from digest.mail.smtp import Server, Smtp
from digest.store import open_store
from digest.store.owner import this_process

Order = dict[str, Any]


def work(order: Order) -> int:
    """Flushes the store as ordered; the number of steps that it took."""
    step = 0

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def pass_() -> None:
            nonlocal step
            step += 1
            if step == order.get("at"):
                os.kill(os.getpid(), order.get("signal", signal.SIGKILL))

        @wraps(function)
        def wrapped(*args: Any, **more: Any) -> Any:
            pass_()
            found = function(*args, **more)
            pass_()
            return found

        return wrapped

    socket.socket.sendall = counted(socket.socket.sendall)  # type: ignore[method-assign]
    socket.socket.recv_into = counted(socket.socket.recv_into)  # type: ignore[method-assign]
    store = open_store(order["store"])
    for verb in ("claim", "intend", "settle", "reap"):
        setattr(store, verb, counted(getattr(store, verb)))
    server = Server("127.0.0.1", order["port"], "digest@example.org", security="none", name="here.example.org")
    policy = Policy(uncertain=order.get("uncertain", "resend"), doubt=timedelta(0))
    ahead = timedelta(seconds=order.get("ahead", 0))
    flush(store, Smtp(server), policy, owner=this_process(), clock=lambda: datetime.now(UTC) + ahead)
    store.close()
    return step


def main() -> None:
    """Takes orders until there are no more."""
    with tempfile.TemporaryDirectory() as folder:  # what is imported late is imported now, and not in each sender
        open_store(f"sqlite:///{folder}/warm.db").close()
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                steps = work(order)
                if "count" in order:
                    Path(order["count"]).write_text(str(steps))
                code = 0
            finally:
                os._exit(code)
        print(pid, flush=True)
        while True:
            _, status = os.waitpid(pid, os.WUNTRACED)
            print("stopped" if os.WIFSTOPPED(status) else os.waitstatus_to_exitcode(status), flush=True)
            if not os.WIFSTOPPED(status):
                break


class Nursery:
    """The process, as a test holds it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(os.environ)
        )

    def start(self, **order: Any) -> int:
        """Starts a sender; its number."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return int(self._line())

    def ended(self) -> int:
        """Waits until the sender ends; how it did: 0, or minus a signal."""
        return int(self._line())

    def stopped(self) -> bool:
        """Waits until the sender stops; False where it ended."""
        return self._line() == "stopped"

    def run(self, **order: Any) -> int:
        """Starts a sender and waits for its end."""
        self.start(**order)
        return self.ended()

    def close(self) -> None:
        """Ends it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        work(json.loads(sys.argv[1]))
    else:
        main()
