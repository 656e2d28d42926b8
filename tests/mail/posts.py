"""Mail servers on loopback: a real one (aiosmtpd) that misbehaves where it is told to, and one of bare sockets."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult


@dataclass
class Manners:
    """What the server does, and what it saw."""

    greeting: str | None = None  # said instead of a welcome, then it hangs up
    rcpt: dict[str, str] = field(default_factory=dict)  # the answer to a recipient
    data: dict[str, str] = field(default_factory=dict)  # the answer to a recipient's message
    lose: dict[str, int] = field(
        default_factory=dict
    )  # for how many messages of a recipient it hangs up instead of answering
    password: str | None = None  # asked for, where there is one
    refuse_login: str = "535 5.7.8 no"
    slow: Callable[[], None] | None = None  # called before it answers a message
    options: dict[str, Any] = field(default_factory=dict)  # for aiosmtpd's SMTP
    got: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    connections: int = 0
    logins: int = 0
    port: int = 0
    talking: int = 0
    quiet: threading.Condition = field(default_factory=threading.Condition)

    def wait_until_quiet(self) -> None:
        """Returns when every connection has ended, so that nothing more can come in."""
        with self.quiet:
            assert self.quiet.wait_for(lambda: self.talking == 0, timeout=30)

    def _talks(self, more: int) -> None:
        with self.quiet:
            self.talking += more
            self.quiet.notify_all()


class _Handler:
    def __init__(self, manners: Manners) -> None:
        self.manners = manners

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        answer = self.manners.rcpt.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        manners = self.manners
        if manners.slow is not None:
            await asyncio.get_running_loop().run_in_executor(None, manners.slow)
        answers = [manners.data.get(one, "250 2.0.0 taken") for one in envelope.rcpt_tos]
        refused = [answer for answer in answers if not answer.startswith("250")]
        if refused:
            return refused[0]
        for one in envelope.rcpt_tos:
            manners.got[one].append(envelope.original_content)
            if manners.lose.get(one, 0) > 0:
                manners.lose[one] -= 1
                server.transport.close()
        return answers[0]


class _Server(SMTP):
    def __init__(self, manners: Manners, **more: Any) -> None:
        self.manners = manners
        super().__init__(_Handler(manners), hostname="post.example.org", **more)

    def connection_made(self, transport: Any) -> None:
        if self.transport is None:  # the first time, not after STARTTLS
            self.manners.connections += 1
            self.manners._talks(+1)
            if self.manners.greeting is not None:
                transport.write(self.manners.greeting.encode() + b"\r\n")
                transport.close()
                return
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.manners._talks(-1)
        if self.session is not None:
            super().connection_lost(error)


@contextmanager
def post(manners: Manners | None = None, *, tls: ssl.SSLContext | None = None) -> Iterator[Manners]:
    """A running server; `tls` makes it speak TLS from the first byte (for STARTTLS, see `Manners.options`)."""
    manners = manners or Manners()

    def authenticator(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        manners.logins += 1
        good = data.password.decode() == manners.password
        return AuthResult(success=good, handled=good, message=None if good else manners.refuse_login)

    options = dict(manners.options)
    if manners.password is not None:
        options |= {"authenticator": authenticator, "auth_required": True}
    loop = asyncio.new_event_loop()
    running = threading.Thread(target=loop.run_forever, daemon=True)
    running.start()

    async def start() -> asyncio.AbstractServer:
        return await loop.create_server(lambda: _Server(manners, loop=loop, **options), "127.0.0.1", 0, ssl=tls)

    server = asyncio.run_coroutine_threadsafe(start(), loop).result()
    manners.port = server.sockets[0].getsockname()[1]
    try:
        yield manners
    finally:
        loop.call_soon_threadsafe(server.close)

        async def end() -> None:
            tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        running.join()
        loop.close()


@contextmanager
def bare(talk: Callable[[socket.socket, Any], None]) -> Iterator[int]:
    """A server whose every connection is `talk(socket, file)`; its port."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as file, suppress(OSError):
                talk(connection, file)

    running = threading.Thread(target=serve, daemon=True)
    running.start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        running.join(10)


def until_data(connection: socket.socket, file: Any) -> None:
    """Says yes to everything up to DATA, whose line it has read when it returns."""
    connection.sendall(b"220 bare\r\n")
    for line in file:
        if line.upper().startswith(b"DATA"):
            return
        connection.sendall(b"250 ok\r\n")
