"""A small HTTP server on loopback addresses: real sockets, replies as written, and a log of who asked what and when."""

from __future__ import annotations

import asyncio
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found", 410: "Gone"}


@dataclass(frozen=True)
class Request:
    """What a client asked."""

    host: str  # the address that it came to
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """What the server says. `drip`: seconds between single bytes; `wait`: seconds before the first."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0
    drip: float = 0.0
    length: int | None = None  # a Content-Length that is not true
    endless: bytes = b""  # sent again and again after the body
    hang_up: bool = False  # closes without an answer
    until: Callable[[], bool] | None = None  # says nothing before this is so


@dataclass(frozen=True)
class Seen:
    """One request in the log; times of the monotonic clock."""

    request: Request
    began: float
    ended: float
    status: int
    sent: int  # bytes of body


Handler = Callable[[Request], Reply]


class Server:
    """Serves `handler` on every address of `hosts`, all at one port, in a thread of its own; a context manager."""

    def __init__(
        self, handler: Handler, hosts: Sequence[str] = ("127.0.0.1",), tls: ssl.SSLContext | None = None
    ) -> None:
        self.handler, self.hosts, self.tls = handler, tuple(hosts), tls
        self.log: list[Seen] = []
        self._answering = 0  # requests that were read and are not in the log yet
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._up = threading.Event()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Server:
        self._thread.start()
        assert self._up.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def url(self, path: str = "/", host: str | None = None) -> str:
        """The address of `path` on one of the hosts."""
        return f"http{'s' if self.tls else ''}://{host or self.hosts[0]}:{self.port}{path}"

    def asked(self, path: str | None = None) -> list[Seen]:
        """The log, or the part of it about `path`."""
        return [seen for seen in self.log if path is None or seen.request.path == path]

    def settle(self, seconds: float = 5) -> None:
        """Waits until every request is in the log: a client may have its answer before it is written down here."""
        end = time.monotonic() + seconds
        while self._answering and time.monotonic() < end:
            time.sleep(0.005)

    def forget(self) -> None:
        """Empties the log."""
        self.settle()
        self.log.clear()

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        servers = []
        for host in self.hosts:
            server = await asyncio.start_server(self._talk, host, self.port, ssl=self.tls, backlog=512)
            self.port = server.sockets[0].getsockname()[1]
            servers.append(server)
        self._up.set()
        await self._stop.wait()
        for server in servers:
            server.close()
        talking = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in talking:
            task.cancel()
        await asyncio.gather(*talking, return_exceptions=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await self._request(reader, writer):
                began = time.monotonic()
                self._answering += 1
                reply = self.handler(request)
                sent = 0
                try:
                    sent = await self._answer(reply, writer)
                finally:
                    self.log.append(Seen(request, began, time.monotonic(), reply.status, sent))
                    self._answering -= 1
                if reply.hang_up or reply.length is not None or reply.endless:
                    break
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError, ValueError):
            pass
        finally:
            writer.close()

    async def _request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Request | None:
        line = (await reader.readline()).decode("latin-1").split()
        if len(line) < 2:
            return None
        headers = {}
        while (header := await reader.readline()).strip():
            name, _, value = header.decode("latin-1").partition(":")
            headers[name.strip().lower()] = value.strip()
        return Request(writer.get_extra_info("sockname")[0], line[1], headers)

    async def _answer(self, reply: Reply, writer: asyncio.StreamWriter) -> int:
        await asyncio.sleep(reply.wait)
        while reply.until and not reply.until():
            await asyncio.sleep(0.01)
        if reply.hang_up:
            return 0
        length = len(reply.body) if reply.length is None else reply.length
        headers = {"Content-Length": str(length), **reply.headers}
        if reply.endless:
            del headers["Content-Length"]
            headers["Connection"] = "close"
        if reply.status == 304:
            headers.pop("Content-Length")
        lines = [
            f"HTTP/1.1 {reply.status} {REASONS.get(reply.status, 'Said')}",
            *(f"{k}: {v}" for k, v in headers.items()),
        ]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        if reply.drip:
            for number in range(len(reply.body)):
                writer.write(reply.body[number : number + 1])
                await writer.drain()
                await asyncio.sleep(reply.drip)
        elif reply.status != 304:
            writer.write(reply.body)
        await writer.drain()
        while reply.endless:
            writer.write(reply.endless)
            await writer.drain()
            await asyncio.sleep(0)
        return len(reply.body)


def busiest(log: Sequence[Seen]) -> dict[str, int]:
    """For each host, how many requests it had at one time at most."""
    most: dict[str, int] = {}
    for host in {seen.request.host for seen in log}:
        changes = sorted(
            change for seen in log if seen.request.host == host for change in ((seen.began, 1), (seen.ended, -1))
        )
        now = 0
        for _, step in changes:
            now += step
            most[host] = max(most.get(host, 0), now)
    return most
