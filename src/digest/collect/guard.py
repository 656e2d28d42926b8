"""Which addresses may be reached, and how an address is shown without its secrets.

A feed is a stranger's text, and so are the redirects and links in it: none of them may make this machine talk to itself or to
its own network. A name is resolved here once, every answer is looked at, and the connection goes to an answer that passed.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]  # host, port -> addresses as text

NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052
TRANSLATED = ipaddress.ip_network("::ffff:0:0:0/96")  # RFC 2765
COMPATIBLE = ipaddress.ip_network("::/96")  # RFC 4291 2.5.5.1
UNICAST = ipaddress.ip_network("2000::/3")  # all that is assigned to the public IPv6 net
DOCUMENTATION = ipaddress.ip_network("3fff::/20")  # RFC 9637, not known to older Pythons
RELAY = ipaddress.ip_network("192.88.99.0/24")  # RFC 7526
ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214: the upper half of the interface identifier
SECRET = re.compile(
    r"(?:.*[-_.])?(?:api|access|auth|user)?(?:key|token|secret|auth|passw(?:or)?d|pass|pwd|sig|signature|session|credential|jwt)",
    re.IGNORECASE,
)
MAX_ADDRESSES = 4  # of one name that are tried


class Refused(Exception):
    """An address that may not be asked; the text says why, in one line and without secrets."""


class Unresolved(Exception):
    """A name without an address; the text says so."""


def embedded(address: IPAddress) -> tuple[IPAddress, ...]:
    """`address` and every IPv4 address that a translator or tunnel would find in it."""
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    low = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address in NAT64 or address in TRANSLATED:
        return (low,)
    if address in COMPATIBLE and int(address) > 1:
        return (low,)
    found: list[IPAddress] = [address]
    if address.sixtofour:
        found.append(address.sixtofour)
    if address.teredo:
        found.extend(address.teredo)
    if (int(address) >> 32) & 0xFFFFFFFF in ISATAP:
        found.append(low)
    return tuple(found)


def refusal(text: str) -> str | None:
    """Why the address in `text` is not on the public net ("a loopback address"); None where it is."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "no address at all"
    if isinstance(address, ipaddress.IPv6Address) and address.scope_id:
        return "an address of the local link"
    return next((why for one in embedded(address) if (why := _kind(one))), None)


def _kind(address: IPAddress) -> str | None:
    if address.is_unspecified:
        return "the unspecified address"
    if address.is_loopback:
        return "a loopback address"
    if address.is_link_local:
        return "an address of the local link"
    if address.is_multicast:
        return "a multicast address"
    six = isinstance(address, ipaddress.IPv6Address)
    outside = (six and address not in UNICAST) or address in DOCUMENTATION or address in RELAY
    return "not an address of the public net" if outside or not address.is_global or address.is_reserved else None


@dataclass(frozen=True, slots=True)
class Permit:
    """The private hosts that one source may reach: its own, and those that the config names."""

    own: tuple[str, int] | None = None  # host and port that the config gives for the source
    named: frozenset[str] = frozenset()

    @classmethod
    def of(cls, url: str, allow_hosts: Sequence[str] = ()) -> Permit:
        """For the source at `url`, with the config's `allow_hosts`."""
        named = frozenset(plain_host(host) for host in allow_hosts)
        try:
            parts = urlsplit(url.strip())
            port = parts.port or (443 if parts.scheme == "https" else 80)
            return cls((plain_host(parts.hostname or ""), port), named)
        except ValueError:
            return cls(None, named)

    def covers(self, host: str, port: int) -> bool:
        """Whether `host` may be private. An own host counts at its own port and at the two of the web, and nowhere else."""
        host = plain_host(host)
        return host in self.named or (self.own is not None and host == self.own[0] and port in (self.own[1], 80, 443))


def plain_host(host: str) -> str:
    """`host` in the one form in which hosts are compared: lower case, ASCII (IDNA 2008), no brackets, no final dot."""
    host = host.strip().strip("[]").rstrip(".").lower()
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    if host.isascii():
        return host
    import idna

    try:
        return idna.encode(host).decode("ascii")
    except UnicodeError:
        return host


@dataclass(frozen=True, slots=True)
class Checked:
    """What a host's name led to, after the check."""

    addresses: tuple[str, ...]  # the connection goes to one of these and to nothing else
    private: bool  # some of them are not on the public net: the source was allowed to reach them


@dataclass(slots=True)
class Guard:
    """Resolves names and checks what they lead to. A name is resolved once in the life of a guard."""

    resolver: Resolver | None = None
    _answers: dict[tuple[str, int], asyncio.Task[tuple[str, ...]]] = field(default_factory=dict)
    _threads: ThreadPoolExecutor | None = None

    async def check(self, host: str, port: int, permit: Permit) -> Checked:
        """The addresses of `host` that `permit` lets through; raises Refused where there are none, Unresolved for no name."""
        found = await self._resolve(plain_host(host), port)
        if permit.covers(host, port):
            return Checked(found[:MAX_ADDRESSES], any(map(refusal, found)))
        reasons = {address: refusal(address) for address in found}
        public = tuple(address for address in found if reasons[address] is None)
        if not public:
            raise Refused(
                f"refused: {plain_host(host)} is {reasons[found[0]]}; name the host in fetch.allow_hosts if you trust it"
            )
        return Checked(public[:MAX_ADDRESSES], False)

    async def _resolve(self, host: str, port: int) -> tuple[str, ...]:
        try:
            return (str(ipaddress.ip_address(host)),)
        except ValueError:
            pass
        task = self._answers.get((host, port))
        if task is None:
            task = self._answers[host, port] = asyncio.ensure_future(self._ask(host, port))
        return await asyncio.shield(task)  # several feeds wait for one answer: the deadline of one is not that of all

    async def _ask(self, host: str, port: int) -> tuple[str, ...]:
        try:
            found = await (self.resolver or self._system)(host, port)
        except (OSError, UnicodeError) as error:
            raise Unresolved(f"there is no host {host!r}") from error
        if not found:
            raise Unresolved(f"there is no host {host!r}")
        return tuple(dict.fromkeys(found))

    async def _system(self, host: str, port: int) -> Sequence[str]:
        # A pool of its own: a resolver that hangs on dead names must not take the threads that others work in.
        self._threads = self._threads or ThreadPoolExecutor(16, thread_name_prefix="resolve")
        loop = asyncio.get_running_loop()
        answers = await loop.run_in_executor(self._threads, _getaddrinfo, host, port)
        return [str(answer[4][0]) for answer in answers]

    def close(self) -> None:
        """Lets go of what is still being asked."""
        for task in self._answers.values():
            task.cancel()
        if self._threads:
            self._threads.shutdown(wait=False, cancel_futures=True)


def _getaddrinfo(host: str, port: int) -> list[tuple[object, object, object, str, tuple[object, ...]]]:
    return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))


def mask(url: str) -> str:
    """`url` as it may be printed: no user, no password, no value of a parameter that is named like a secret."""
    try:
        parts = urlsplit(url)
        netloc, query = parts.netloc, parts.query
    except ValueError:
        return re.sub(r"//[^/?#]*@", "//***@", url)
    if "@" in netloc:
        netloc = "***@" + netloc.rpartition("@")[2]
    if query:
        query = "&".join(map(_mask_pair, query.split("&")))
    if netloc == parts.netloc and query == parts.query:
        return url if "@" not in url.split("?")[0].split("/")[0] else re.sub(r"^[^/?#]*@", "***@", url)
    return urlunsplit(parts._replace(netloc=netloc, query=query))


def _mask_pair(pair: str) -> str:
    name, equals, value = pair.partition("=")
    return f"{name}=***" if equals and value and SECRET.fullmatch(name) else pair


def without_credentials(url: str) -> str:
    """`url` without user and password: fit to be the base of links."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
