"""The one HTTP client: polite, bounded, and never led to an address that was not checked.

Redirects are followed here and not by the library, because every hop is a new address to check. An answer is read up to a
number of bytes, on the wire and inflated, and within one deadline for everything.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import httpcore
import httpx

from digest.collect.guard import Guard, Permit, Refused, Resolver, Unresolved, plain_host, without_credentials
from digest.collect.inflate import Damaged, Inflater, TooLarge

MAX_HOPS = 5
PERMANENT = (301, 308)
REDIRECTS = (301, 302, 303, 307, 308)
ENCODINGS = "gzip, deflate, br"
KEPT = 32  # idle connections; more of them cost the pool more time than they save
CONNECT = 10.0  # seconds for one address

# The addresses that passed the check, for the request that the current task makes.
_checked: ContextVar[tuple[str, tuple[str, ...]]] = ContextVar("checked addresses")

Leave = Callable[[str], Awaitable[float | None]]  # address -> seconds between requests to its host


def user_agent() -> str:
    """Who asks, truthfully."""
    try:
        number = version("digest")
    except PackageNotFoundError:  # run from a tree that is not installed
        number = "0"
    return f"digest/{number} (+local news digest)"


class FetchFailed(Exception):
    """No answer that can be used; the text says why, in one line and without secrets."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said in the end."""

    status: int
    url: str  # that answered
    lasting: str  # to ask next time: what permanent redirects lead to, from the first hop on
    headers: Mapping[str, str]  # names in lower case
    body: bytes = b""  # inflated; empty for any status but 200


@dataclass(slots=True)
class _Lane:
    """The way to one host."""

    free: asyncio.Semaphore
    open_at: float = 0.0


@dataclass(slots=True)
class Room:
    """One place among all requests together, taken when a request starts and kept until its answer is used up."""

    places: asyncio.Semaphore
    taken: bool = False

    async def enter(self) -> None:
        """Waits for a place, unless one is taken already."""
        if not self.taken:
            await self.places.acquire()
            self.taken = True

    def leave(self) -> None:
        """Gives the place back."""
        if self.taken:
            self.taken = False
            self.places.release()


@dataclass(slots=True)
class Lanes:
    """So many requests at a time to one host, and a pause between their starts."""

    per_host: int
    delay: float  # seconds
    _lanes: dict[str, _Lane] = field(default_factory=dict)

    @asynccontextmanager
    async def slot(self, host: str, delay: float | None, room: Room) -> AsyncIterator[None]:
        """A place in the lane of `host`: first the host's own, then one of all, so that a slow host holds up no other."""
        lane = self._lanes.setdefault(host, _Lane(asyncio.Semaphore(self.per_host)))
        clock = asyncio.get_running_loop().time
        async with lane.free:
            start = max(clock(), lane.open_at)
            lane.open_at = start + max(delay or 0.0, self.delay)
            if start > clock():
                await asyncio.sleep(start - clock())
            await room.enter()
            yield


class Client:
    """An asynchronous client with one pool; use it as an async context manager."""

    def __init__(
        self,
        *,
        timeout: float = 30.0,
        max_bytes: int = 10_000_000,
        per_host: int = 2,
        delay: float = 0.1,
        together: int = 128,
        resolver: Resolver | None = None,
        tls: ssl.SSLContext | None = None,
        backend: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        """Sets the bounds.

        `timeout`: seconds for one answer with all its hops, waiting for a place in a lane left out; `max_bytes` of an answer,
        on the wire and inflated; `delay`: seconds between the starts of two requests to one host; `together`: requests at a
        time; `resolver`, `tls` and `backend` replace the system's, for tests and odd networks.
        """
        self.timeout, self.max_bytes = timeout, max_bytes
        self._lanes = Lanes(per_host, delay)
        self._places = asyncio.Semaphore(together)
        self._guard = Guard(resolver)
        tls = tls or httpx.create_ssl_context(trust_env=False)
        # Two pools: a connection to a private address is never found by a request that was checked for public ones.
        self._pools = tuple(_client(tls, together, backend) for _ in range(2))

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._guard.close()
        for pool in self._pools:
            await pool.aclose()

    @contextmanager
    def room(self) -> Iterator[Room]:
        """A place among all requests, for `get`; given back at the end of the block. It bounds the answers held in memory."""
        room = Room(self._places)
        try:
            yield room
        finally:
            room.leave()

    async def get(
        self,
        url: str,
        permit: Permit,
        headers: Mapping[str, str] | None = None,
        *,
        max_bytes: int | None = None,
        room: Room | None = None,
        leave: Leave | None = None,
    ) -> Answer:
        """The answer to a GET of `url` after at most five redirects; raises Refused, Unresolved or FetchFailed.

        `permit` says which private hosts may be reached; a redirect never widens it. `leave` is asked before each hop: it gives
        the pause in seconds that the host wants between requests, or raises.
        """
        if room is None:
            with self.room() as own:
                return await self.get(url, permit, headers, max_bytes=max_bytes, room=own, leave=leave)
        limit, left = max_bytes or self.max_bytes, self.timeout
        clock = asyncio.get_running_loop().time
        lasting, permanent = url, True
        for _ in range(MAX_HOPS + 1):
            address = _address(url)
            delay = None
            if leave:
                room.leave()  # what `leave` asks needs a place too
                delay = await leave(without_credentials(str(address)))
            async with self._lanes.slot(_host(address), delay, room):
                start = clock()
                try:
                    async with asyncio.timeout(left):
                        status, said, body = await self._hop(address, permit, headers or {}, limit)
                except TimeoutError:
                    raise FetchFailed(f"no whole answer within {self.timeout:g} s") from None
                left = max(0.001, left - (clock() - start))
            if status not in REDIRECTS:
                return Answer(status, url, lasting, said, body)
            url = _next(address, said.get("location"))
            permanent = permanent and status in PERMANENT
            lasting = url if permanent else lasting
        raise FetchFailed(f"more than {MAX_HOPS} redirects")

    async def _hop(
        self, address: httpx.URL, permit: Permit, headers: Mapping[str, str], limit: int
    ) -> tuple[int, Mapping[str, str], bytes]:
        checked = await self._guard.check(_host(address), _port(address), permit)
        _checked.set((_host(address), checked.addresses))
        pool = self._pools[checked.private]
        for attempt in (1, 2):
            try:
                return await _exchange(pool, address, headers, limit)
            except httpcore.RemoteProtocolError as error:
                # A kept connection may be closed by the server in the moment in which it is used again.
                if attempt == 2 or "without sending a response" not in str(error):
                    raise FetchFailed(_reason(error)) from error
            except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
                raise FetchFailed(_reason(error)) from error
            except httpcore.UnsupportedProtocol as error:
                raise FetchFailed("refused: only http and https are asked") from error
            except TooLarge:
                raise FetchFailed(f"larger than {limit / 1e6:g} MB") from None
            except Damaged as error:
                raise FetchFailed(f"the answer is {error}") from error
        raise AssertionError  # unreachable: the second attempt returns or raises


async def _exchange(
    pool: httpx.AsyncClient, address: httpx.URL, headers: Mapping[str, str], limit: int
) -> tuple[int, Mapping[str, str], bytes]:
    request = pool.build_request("GET", address, headers=dict(headers))
    response = await pool.send(request, stream=True)
    try:
        said = {name.lower(): value for name, value in response.headers.items()}
        body = await _body(response, said, limit) if response.status_code == 200 else b""
        return response.status_code, said, body
    finally:
        await response.aclose()


async def _body(response: httpx.Response, said: Mapping[str, str], limit: int) -> bytes:
    length = said.get("content-length", "")
    if length.isdigit() and int(length) > limit:
        raise TooLarge
    inflater = Inflater(said.get("content-encoding", ""), limit)
    pieces: list[bytes] = []
    wire = 0
    async for data in response.aiter_raw():
        wire += len(data)
        if wire > limit:
            raise TooLarge
        pieces.extend(inflater.feed(data))
    if wire and not inflater.finished():
        raise Damaged("cut off")
    return b"".join(pieces)


def _address(url: str) -> httpx.URL:
    try:
        address = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError, UnicodeError) as error:
        raise FetchFailed("not an address") from error
    if address.scheme not in ("http", "https"):
        raise Refused(f"refused: only http and https are asked, not {address.scheme[:20] or 'a bare name'}")
    if not address.host:
        raise FetchFailed("an address without a host")
    return address.copy_with(fragment=None)


def _next(here: httpx.URL, location: str | None) -> str:
    """Where a redirect leads. User and password go with it only within one origin, and are never taken from it."""
    if not location:
        raise FetchFailed("a redirect to nowhere")
    try:
        there = httpx.URL(without_credentials(str(here))).join(location.strip())
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchFailed("a redirect to what is no address") from error
    there = _address(without_credentials(str(there)))
    if here.userinfo and (there.scheme, there.host, _port(there)) == (here.scheme, here.host, _port(here)):
        there = there.copy_with(userinfo=here.userinfo)
    return str(there)


def _host(address: httpx.URL) -> str:
    """The host as it goes over the wire: what is checked must be what is connected to."""
    return plain_host(address.raw_host.decode("ascii"))


def _port(address: httpx.URL) -> int:
    return address.port or (443 if address.scheme == "https" else 80)


def _reason(error: Exception) -> str:
    """What went wrong on the way, in plain words."""
    said = str(error) or type(error).__name__
    if isinstance(error, httpcore.ConnectTimeout):
        return f"no connection within {CONNECT:g} s"
    if "CERTIFICATE_VERIFY_FAILED" in said or "SSL" in said.upper():
        return "the certificate or the TLS of the host is not valid: " + said.split("] ")[-1].split(" (_ssl")[0]
    if isinstance(error, httpcore.ConnectError):
        return "no connection: the host refuses it or is not there"
    if "without sending a response" in said:
        return "the host closed the connection without an answer"
    if "incomplete" in said.lower() or "without sending complete" in said:
        return "the answer breaks off"
    return f"the connection broke: {said[:100]}"


def _client(tls: ssl.SSLContext, together: int, backend: httpcore.AsyncNetworkBackend | None) -> httpx.AsyncClient:
    headers = {"User-Agent": user_agent(), "Accept-Encoding": ENCODINGS}
    return httpx.AsyncClient(
        transport=_Transport(tls, together, backend),
        headers=headers,
        trust_env=False,
        timeout=None,  # noqa: S113 - each hop runs under the deadline of the whole
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    )


class _Transport(httpx.AsyncBaseTransport):
    """httpcore's pool over a backend that connects to checked addresses; its errors come through as they are."""

    def __init__(self, tls: ssl.SSLContext, together: int, backend: httpcore.AsyncNetworkBackend | None) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=together,
            max_keepalive_connections=KEPT,
            keepalive_expiry=5.0,
            network_backend=_Backend(backend or httpcore.AnyIOBackend()),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions={},
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Stream(answer), extensions=answer.extensions
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


class _Stream(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._answer.aiter_stream():
            yield piece

    async def aclose(self) -> None:
        await self._answer.aclose()


class _Backend(httpcore.AsyncNetworkBackend):
    """Connects to the addresses that were checked for the current request, whatever a name means by now."""

    def __init__(self, inner: httpcore.AsyncNetworkBackend) -> None:
        self._inner = inner

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        name, addresses = _checked.get()
        if plain_host(host) != name:
            raise httpcore.ConnectError(f"{host} was not checked")
        failed: Exception = httpcore.ConnectError("no address")
        for address in addresses:
            try:
                return await self._inner.connect_tcp(
                    address, port, timeout or CONNECT, local_address, socket_options=socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    async def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        raise httpcore.ConnectError("no sockets of this machine")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


__all__ = ["Answer", "Client", "FetchFailed", "Permit", "Refused", "Unresolved", "user_agent"]
