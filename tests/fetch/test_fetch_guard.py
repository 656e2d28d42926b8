"""Nobody is led to an address that was not checked: private nets, rebinding names, redirects, odd forms of addresses."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Sequence
from dataclasses import replace

import httpcore
import pytest
import trustme
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.collect.client import Client
from digest.collect.guard import Guard, Permit, Refused, embedded, mask, plain_host, refusal, without_credentials
from fetch.asking import QUICK, Source, ask, ask_one, headlines
from fetch.server import Reply, Request, Server
from fetch.written import TITLES, rss, xml

FEED = xml(rss())
REFUSED = """
127.0.0.1 127.255.255.254 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1
169.254.169.254 100.64.0.1 100.127.255.254 192.0.0.1 192.0.2.1 192.88.99.1 198.18.0.1
198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 ::
::1 fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd12:3456::1 ff02::1
2001:db8::1 3fff::1 100::1 5f00::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1
::ffff:0:127.0.0.1 64:ff9b::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::8.8.8.8 2002:7f00:1:: 2002:a00:1::1
2001:0:7f00:1::1 2001:0:808:808:0:0:f5ff:fffe 2600::5efe:10.0.0.1 2600::200:5efe:192.168.0.1
""".split()  # noqa: SIM905 - easier to read than fifty strings
ALLOWED = [
    "8.8.8.8",
    "1.1.1.1",
    "93.184.215.14",
    "2606:4700::1111",
    "2a00:1450::1",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "2002:808:808::1",
]


@pytest.mark.parametrize("address", REFUSED)
def test_addresses_off_the_public_net_are_refused(address: str) -> None:
    """Loopback, private, link-local, shared, reserved, documentation and multicast, plain or wrapped in IPv6."""
    assert refusal(address)


@pytest.mark.parametrize("address", ALLOWED)
def test_public_addresses_pass(address: str) -> None:
    """Public addresses pass, also through a translator's prefix, by which networks without IPv4 reach the rest."""
    assert refusal(address) is None


@settings(deadline=None)
@given(st.ip_addresses(v=4))
def test_wrapping_an_address_hides_nothing(address: ipaddress.IPv4Address) -> None:
    """Mapped, NAT64, compatible and 6to4 forms are refused wherever the plain address is."""
    number = int(address)
    forms = [
        f"::ffff:{address}",
        str(ipaddress.IPv6Address((0x64FF9B << 96) | number)),
        str(ipaddress.IPv6Address((0x2002 << 112) | (number << 80) | 1)),
    ]
    if refusal(str(address)):
        assert all(refusal(form) for form in forms)
    assert all(address in embedded(ipaddress.ip_address(form)) for form in forms)


def private(request: Request) -> Reply:
    """A feed that must not be seen."""
    return Reply(FEED)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_to_a_private_host_is_refused(status: int) -> None:
    """U01: a source's own private host does not open others: neither another address nor another port of the same."""
    with Server(private, ["127.0.0.2", "127.0.0.1"]) as inside:
        targets = [
            inside.url("/secret"),
            inside.url("/secret", "127.0.0.1"),
            inside.url("/secret").replace("127.0.0.2", "localhost"),
        ]
        for target in targets:
            with Server(lambda _: Reply(status=status, headers={"Location": target})) as server:  # noqa: B023
                fetched = ask_one(server.url("/feed"))
                assert "refused" in (fetched.state.reason or "")
                assert fetched.state.url == server.url("/feed")
        assert inside.log == []


def test_a_connection_that_is_kept_open_lets_nobody_in() -> None:
    """A private host that one source may reach, and that is connected, stays closed to the redirects of another."""
    with (
        Server(private, ["127.0.0.2"]) as own,
        Server(lambda _: Reply(status=302, headers={"Location": own.url("/b")})) as other,
    ):
        fetched = ask([Source("own", own.url("/a")), Source("other", other.url())])
    assert fetched["own"].status == "read"
    assert fetched["other"].status == "failing"
    own.settle()
    assert [seen.request.path for seen in own.log] == ["/a"]


@pytest.mark.parametrize(
    "location",
    ["file:///etc/hostname", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", "data:text/xml,x", "javascript:1"],
)
def test_only_http_and_https_are_followed(location: str) -> None:
    """U01: other schemes are refused with a reason."""
    with Server(lambda _: Reply(status=302, headers={"Location": location})) as server:
        fetched = ask_one(server.url())
    assert fetched.status == "failing"
    server.settle()
    assert len(server.log) == 1


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "ftp://vess.example/feed", "feed", "http://", "http://[::1", "http://a b/"]
)
def test_a_source_that_is_no_web_address_fails(url: str) -> None:
    """A wrong address in the config is that source's failure, in one line."""
    fetched = ask_one(url)
    assert fetched.status == "failing"
    assert fetched.state.reason


@pytest.mark.parametrize(
    "form", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "LOCALHOST", "127.0.0.1."]
)
def test_odd_spellings_of_loopback_are_refused(form: str) -> None:
    """What the system's resolver takes for loopback is refused, however it is written."""
    with Server(private) as inside:
        target = f"http://{form}:{inside.port}/secret"
        with Server(lambda _: Reply(status=302, headers={"Location": target}), ["127.0.0.3"]) as server:
            fetched = ask_one(server.url())
        assert fetched.status == "failing"
        assert inside.log == []


def test_allow_hosts_open_what_they_name_and_nothing_more() -> None:
    """A host in allow_hosts may be reached by a redirect, at any port; its neighbour may not."""
    rules = replace(QUICK, allow_hosts=("127.0.0.2",))
    with Server(private, ["127.0.0.2", "127.0.0.4"]) as inside:
        for host, status in (("127.0.0.2", "read"), ("127.0.0.4", "failing")):
            target = inside.url("/x", host)
            with Server(lambda _: Reply(status=302, headers={"Location": target})) as server:  # noqa: B023
                assert ask_one(server.url(), settings=rules).status == status


class Names:
    """A resolver that is asked for names and gives its answers in turn, the last one again and again."""

    def __init__(self, **answers: Sequence[Sequence[str]]) -> None:
        self.answers = {name.replace("_", "."): list(given) for name, given in answers.items()}
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """The next answer for `host`."""
        self.asked.append(host)
        given = self.answers.get(host)
        if not given:
            raise OSError("no such name")
        return given.pop(0) if len(given) > 1 else given[0]


class Wire(httpcore.AsyncNetworkBackend):
    """Notes where a connection was to go, and makes it to loopback instead: no test leaves this machine."""

    def __init__(self) -> None:
        self.to: list[str] = []
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        """Connects to loopback, whatever `host` is; 203.0.113.0/24 is dead."""
        self.to.append(host)
        if host.startswith("8.8.4."):
            raise httpcore.ConnectError("dead")
        return await self._inner.connect_tcp("127.0.0.1", port, timeout, local_address, socket_options)


def get(url: str, permit: Permit, names: Names, wire: Wire, times: int = 1):
    """The last of some GETs by one client with a fake resolver and wire."""

    async def run():
        async with Client(resolver=names, backend=wire, delay=0, timeout=5) as client:
            for _ in range(times):
                answer = await client.get(url, permit)
            return answer

    return asyncio.run(run())


def test_a_name_that_changes_its_mind_is_asked_once() -> None:
    """U02: public at the check, loopback a moment later: the connection goes to the address that was checked."""
    names, wire = Names(rebind_example=[["8.8.8.8"], ["127.0.0.1"]]), Wire()
    with Server(private) as server:
        answer = get(f"http://rebind.example:{server.port}/feed", Permit(), names, wire, times=3)
        assert answer.body == FEED
        assert {seen.request.headers["host"] for seen in server.log} == {f"rebind.example:{server.port}"}
    assert wire.to == ["8.8.8.8"]
    assert names.asked == ["rebind.example"]


def test_a_name_that_is_private_from_the_start_is_refused() -> None:
    """U02: nothing is connected."""
    names, wire = Names(rebind_example=[["127.0.0.1"], ["8.8.8.8"]]), Wire()
    with pytest.raises(Refused, match=r"rebind\.example is a loopback address"):
        get("http://rebind.example/feed", Permit(), names, wire)
    assert wire.to == []


def test_of_mixed_answers_only_the_public_ones_are_used() -> None:
    """A name with a public and a private address never leads to the private one, also when the public one is dead."""
    names, wire = Names(mixed_example=[["127.0.0.1", "8.8.4.4", "10.0.0.1"]]), Wire()
    with Server(private) as server, pytest.raises(Exception, match="no connection"):
        get(f"http://mixed.example:{server.port}/feed", Permit(), names, wire)
    assert wire.to == ["8.8.4.4"]
    assert server.log == []


def test_the_second_address_is_tried_where_the_first_is_dead() -> None:
    """All checked addresses of a name are tried in turn."""
    names, wire = Names(two_example=[["8.8.4.4", "8.8.8.8"]]), Wire()
    with Server(private) as server:
        assert get(f"http://two.example:{server.port}/feed", Permit(), names, wire).status == 200
    assert wire.to == ["8.8.4.4", "8.8.8.8"]


def test_a_configured_name_may_be_private() -> None:
    """A source's own host may be at home; another name for the same place may not."""
    names = Names(nas_home=[["127.0.0.1"]], other_home=[["127.0.0.1"]])

    def answer(request: Request) -> Reply:
        away = f"http://other.home:{server.port}/feed"
        return Reply(status=302, headers={"Location": away}) if request.path == "/away" else Reply(FEED)

    with Server(answer) as server:
        assert headlines(ask_one(f"http://nas.home:{server.port}/feed", resolver=names)) == TITLES
        refused = ask_one(f"http://nas.home:{server.port}/away", resolver=names)
    assert "other.home is a loopback address" in (refused.state.reason or "")


def test_a_name_in_other_letters_is_checked_as_it_is_asked() -> None:
    """The name that is resolved, checked and sent is the same, also where two standards disagree about it."""
    names = Names(**{"xn--strae-oqa_example": [["127.0.0.1"]]})
    with Server(private) as server:
        assert ask_one(f"http://straße.example:{server.port}/feed", resolver=names).status == "read"
        assert server.log[0].request.headers["host"] == f"xn--strae-oqa.example:{server.port}"
    assert names.asked == ["xn--strae-oqa.example"]


def test_an_unknown_name_is_a_plain_failure() -> None:
    """No such host: one line."""
    assert "there is no host 'gone.example'" in (
        ask_one("http://gone.example/feed", resolver=Names()).state.reason or ""
    )


def test_tls_is_checked_for_the_name_and_not_for_the_address() -> None:
    """The certificate must be that of the name in the address, though the connection goes to a number."""
    authority = trustme.CA()
    import ssl

    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("vess.example").configure_cert(serving)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    names = Names(vess_example=[["127.0.0.1"]], wrong_example=[["127.0.0.1"]])
    with Server(private, tls=serving) as server:
        good, wrong = (f"https://{name}.example:{server.port}/feed" for name in ("vess", "wrong"))
        assert ask_one(good, resolver=names, tls=trusting).status == "read"
        assert "certificate" in (ask_one(wrong, resolver=names, tls=trusting).state.reason or "")
        assert "certificate" in (ask_one(good, resolver=names).state.reason or "")


def test_an_own_host_counts_at_its_own_port_and_those_of_the_web() -> None:
    """Permits compare hosts in one form, and ports."""
    permit = Permit.of("http://NAS.home.:8080/feed", ["Other.Home"])
    assert permit.covers("nas.home", 8080)
    assert permit.covers("nas.home", 443)
    assert not permit.covers("nas.home", 6379)
    assert permit.covers("other.home", 6379)
    assert not Permit.of("http://[::1").covers("::1", 80)
    assert plain_host("[::0001]") == "::1"
    assert plain_host("münchen.example") == "xn--mnchen-3ya.example"


def test_a_guard_says_which_kind_an_address_is() -> None:
    """The reason names the kind and the mend."""

    async def run() -> None:
        with pytest.raises(
            Refused, match=r"169\.254\.169\.254 is an address of the local link; name the host in fetch.allow_hosts"
        ):
            await Guard().check("169.254.169.254", 80, Permit())

    asyncio.run(run())


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://post.example/feed?page=2", "https://post.example/feed?page=2"),
        ("https://ada:pw@post.example/feed", "https://***@post.example/feed"),
        ("https://ada@post.example:81/feed#x", "https://***@post.example:81/feed#x"),
        (
            "https://post.example/feed?api_key=pw&page=2&Token=pw",
            "https://post.example/feed?api_key=***&page=2&Token=***",
        ),
        (
            "https://post.example/f?X-Amz-Signature=pw&accesskey=pw",
            "https://post.example/f?X-Amz-Signature=***&accesskey=***",
        ),
        ("https://post.example/f?monkey=1&keyword=2&author=3", "https://post.example/f?monkey=1&keyword=2&author=3"),
        ("http://ada:pw@[bad/feed", "http://***@[bad/feed"),
        ("ada:pw@post.example/feed", "***@post.example/feed"),
        ("https://post.example/@ada/feed", "https://post.example/@ada/feed"),
    ],
)
def test_what_is_secret_in_an_address_is_not_shown(url: str, shown: str) -> None:
    """User, password and parameters that are named like secrets are masked, and nothing else."""
    assert mask(url) == shown
    assert "pw" not in without_credentials(url) or "?" in url or "[bad" in url or "//" not in url
