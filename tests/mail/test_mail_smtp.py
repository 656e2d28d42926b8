"""SMTP with and without encryption: who gets the password, who gets the message, what is said of a fault."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import trustme
from desk import NOW, Clock, letter_to, mail_to, smtp, states
from posts import Manners, bare, post, until_data

from digest.errors import UsageError
from digest.ledger import Frozen, NewMail
from digest.mail.local import Command, Folder, Limits, Sendmail
from digest.mail.outbox import Flushed, Policy, at_once, flush
from digest.mail.outcome import Refused, Sent
from digest.mail.smtp import Server, Smtp, password
from digest.mail.ways import transports
from digest.store import Store

A, B = "a@example.org", "b@example.org"
SECRET = "S3cr3t-canary"  # noqa: S105
Queue = Callable[..., None]
Send = Callable[..., Flushed]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """One that our side trusts."""
    return trustme.CA()


def ours(authority: trustme.CA) -> ssl.SSLContext:
    """What a machine that trusts the authority has."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def theirs(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    """A server's certificate for `names`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*(names or ("127.0.0.1",))).configure_cert(context)
    return context


def encrypted(authority: trustme.CA, *names: str) -> Manners:
    """A server with STARTTLS that asks for the password."""
    return Manners(password=SECRET, options={"tls_context": theirs(authority, *names), "require_starttls": True})


@pytest.fixture
def login(authority: trustme.CA) -> dict[str, Any]:
    """What it takes to log in at `encrypted`."""
    return {"security": "starttls", "username": "digest", "password": SECRET, "context": ours(authority)}


def test_starttls_then_the_password_then_the_message(
    store: Store, queue: Queue, send: Send, authority: trustme.CA, login: dict[str, Any]
) -> None:
    """The usual way: everything but the greeting is encrypted, one login for all messages."""
    queue(A, B)
    with post(encrypted(authority)) as server:
        done = send(server.port, **login)
    assert done.counts == {"sent": 2}
    assert server.logins == 1
    assert server.got[A] == [letter_to(A).data]


@pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")  # aiosmtpd sees TLS only where STARTTLS began it
@pytest.mark.parametrize("asks", [False, True], ids=["open", "with a login"])
def test_tls_from_the_first_byte(
    queue: Queue, send: Send, authority: trustme.CA, login: dict[str, Any], asks: bool
) -> None:
    """Port 465: the certificate is checked in the same way."""
    queue(A)
    manners = Manners(password=SECRET if asks else None, options={"auth_require_tls": False} if asks else {})
    if not asks:
        login |= {"username": None, "password": None}
    with post(manners, tls=theirs(authority)) as server:
        assert send(server.port, **login | {"security": "tls"}).counts == {"sent": 1}


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("wrong", ["stranger", "other name"])
def test_a_wrong_certificate_gets_neither_password_nor_message(
    store: Store, queue: Queue, send: Send, authority: trustme.CA, login: dict[str, Any], wrong: str, security: str
) -> None:
    """Signed by a stranger, or for another name: put off, with the reason, for all that wait."""
    queue(A, B)
    ca, name = (trustme.CA(), "127.0.0.1") if wrong == "stranger" else (authority, "other.example.org")
    manners = encrypted(ca, name) if security == "starttls" else Manners(password=SECRET)
    with post(manners, tls=theirs(ca, name) if security == "tls" else None) as server:
        done = send(server.port, **login | {"security": security})
    assert done.counts == {"deferred": 2}
    assert len(done.alerts) == 1
    assert "the certificate of 127.0.0.1 is not good" in done.alerts[0]
    assert server.logins == 0
    assert not server.got


def test_a_server_without_starttls_gets_neither_password_nor_message(
    store: Store, queue: Queue, send: Send, login: dict[str, Any]
) -> None:
    """Whoever strips STARTTLS from the greeting reads nothing."""
    queue(A)
    heard: list[bytes] = []

    def talk(connection: socket.socket, file: Any) -> None:
        connection.sendall(b"220 bare\r\n")
        for line in file:
            heard.append(line)
            connection.sendall(
                b"250-bare\r\n250 AUTH PLAIN LOGIN\r\n" if line.upper().startswith(b"EHLO") else b"250 ok\r\n"
            )

    with bare(talk) as port:
        done = send(port, **login)
    assert done.counts == {"deferred": 1}
    assert "offers no STARTTLS" in (mail_to(store, A).reply or "")
    assert {line.split()[0].upper() for line in heard} == {b"EHLO"}


def test_a_password_is_never_sent_in_the_clear() -> None:
    """With security "none" a login is for this machine alone; it is refused before anything is sent."""
    with pytest.raises(UsageError, match="in the clear"):
        Server("smtp.example.org", 25, A, security="none", username="digest", password=SECRET)
    Server("127.0.0.1", 25, A, security="none", username="digest", password=SECRET)


def test_a_login_without_a_password_is_refused_at_once() -> None:
    """The error names both variables."""
    with pytest.raises(UsageError, match="DIGEST_SMTP_PASSWORD or DIGEST_SMTP_PASSWORD_FILE"):
        Server("smtp.example.org", 25, A, username="digest")


def test_the_password_shows_itself_nowhere(
    queue: Queue, send: Send, authority: trustme.CA, login: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """Neither in what is printed of the objects, nor in the log at its most talkative."""
    caplog.set_level("DEBUG")
    queue(A)
    server = smtp(1, **login)
    with post(encrypted(authority)) as there:
        there.password = "another"  # noqa: S105
        done = send(there.port, **login)
    said = repr(server) + repr(Smtp(server)) + repr(done)
    said += "".join(record.getMessage() for record in caplog.records if record.name.startswith("digest"))
    assert SECRET not in said


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN", "CRAM-MD5"])
def test_every_way_to_log_in_takes_any_password(queue: Queue, send: Send, mechanism: str) -> None:
    """PLAIN, LOGIN and CRAM-MD5 each prove a password outside of ASCII."""
    import base64
    import hmac

    secret, heard = "Пароль ü", []

    def talk(connection: socket.socket, file: Any) -> None:
        def ask(line: bytes) -> bytes:
            connection.sendall(line)
            return base64.b64decode(file.readline())

        connection.sendall(b"220 bare\r\n")
        for line in file:
            if line.upper().startswith(b"EHLO"):
                connection.sendall(f"250-bare\r\n250 AUTH {mechanism}\r\n".encode())
            elif line.startswith(b"AUTH PLAIN"):
                heard.append(base64.b64decode(line.split()[2]))
                connection.sendall(b"235 ok\r\n")
            elif line.startswith(b"AUTH LOGIN"):
                heard.append(b"\0" + base64.b64decode(line.split()[2]) + b"\0" + ask(b"334 UGFzc3dvcmQ6\r\n"))
                connection.sendall(b"235 ok\r\n")
            elif line.startswith(b"AUTH CRAM"):
                name, proof = ask(b"334 " + base64.b64encode(b"<1@bare>") + b"\r\n").split(b" ")
                good = hmac.new(secret.encode(), b"<1@bare>", "md5").hexdigest().encode()
                heard.append(b"\0" + name + b"\0" + (secret.encode() if proof == good else b"?"))
                connection.sendall(b"235 ok\r\n")
            elif line.upper().startswith(b"DATA"):
                connection.sendall(b"354 go\r\n")
                while file.readline() != b".\r\n":
                    pass
                connection.sendall(b"250 ok\r\n")
            else:
                connection.sendall(b"250 ok\r\n")

    queue(A)
    with bare(talk) as port:
        assert send(port, username="digést", password=secret).counts == {"sent": 1}
    assert heard == [f"\0digést\0{secret}".encode()]


def test_a_line_that_was_closed_while_idle_is_opened_again(store: Store, queue: Queue, send: Send) -> None:
    """A server that hangs up after each message gets all of them, over as many connections, and nothing twice."""
    queue(A, B)
    got: list[bytes] = []

    def talk(connection: socket.socket, file: Any) -> None:
        until_data(connection, file)
        connection.sendall(b"354 go\r\n")
        got.append(b"".join(iter(file.readline, b".\r\n")))
        connection.sendall(b"250 ok\r\n")

    with bare(talk) as port:
        assert send(port).counts == {"sent": 2}
    assert len(got) == 2
    assert states(store) == {A: "sent", B: "sent"}


def test_a_server_that_takes_few_messages_a_connection_gets_all_over_several(queue: Queue, send: Send) -> None:
    """421 at the third message of a connection is no reason to put the others off: a new connection is opened."""
    queue(*(f"r{n}@example.org" for n in range(7)))
    connections, got = [], []

    def talk(connection: socket.socket, file: Any) -> None:
        connections.append(0)
        connection.sendall(b"220 bare\r\n")
        for line in file:
            if line.upper().startswith(b"MAIL"):
                connections[-1] += 1
                if connections[-1] == 3:
                    connection.sendall(b"421 4.7.0 too many messages\r\n")
                    return
            if line.upper().startswith(b"DATA"):
                connection.sendall(b"354 go\r\n")
                got.append(b"".join(iter(file.readline, b".\r\n")))
            connection.sendall(b"250 ok\r\n")

    with bare(talk) as port:
        done = send(port)
    assert done.counts == {"sent": 7}
    assert done.alerts == ()
    assert (len(connections), len(set(got))) == (4, 7)


def test_an_answer_that_comes_before_the_end_of_the_message_is_heard(store: Store, queue: Queue, send: Send) -> None:
    """552 in the middle of a message that is too large: refused, without a doubt."""
    data = b"Subject: x\r\n\r\n" + b"y" * 60 + b"\r\n" * 3_000_000
    note = letter_to(A)
    now = NOW
    store.freeze(None, Frozen("b1", "morning", now, now, {}, True), {}, (), [NewMail(A, note.message_id, data)])

    def talk(connection: socket.socket, file: Any) -> None:
        until_data(connection, file)
        connection.sendall(b"354 go\r\n")
        file.read(1000)
        connection.sendall(b"552 5.3.4 too large\r\n")
        connection.shutdown(socket.SHUT_WR)
        file.read()

    with bare(talk) as port:
        assert send(port).counts == {"failed": 1}
    assert mail_to(store, A).reply == "552 5.3.4 too large"


def test_dots_and_line_ends_arrive_as_they_were_written(queue: Queue, send: Send, store: Store) -> None:
    """Lines of a dot, of two, of "From ", without a line's end at the very end: the reader gets what was frozen."""
    now = NOW
    data = b"Subject: x\r\n\r\n.\r\n..\r\n.a\r\nFrom here\r\n" + b"z" * 990 + b"\r\n\r\n.\r\n"
    store.freeze(None, Frozen("b1", "morning", now, now, {}, True), {}, (), [NewMail(A, "<1@x>", data)])
    with post() as server:
        assert send(server.port).counts == {"sent": 1}
    assert server.got[A] == [data]


def test_nobody_there_is_said_in_words(store: Store, queue: Queue, send: Send) -> None:
    """A port that nobody listens at, and a name that does not exist: put off, with one clear line."""
    queue(A)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    done = send(port)
    assert done.counts == {"deferred": 1}
    assert done.alerts == (f"nothing can leave now: no connection to 127.0.0.1:{port}: connection refused",)


def test_addresses_outside_of_ascii_are_sent_where_the_server_takes_them(
    store: Store, queue: Queue, send: Send
) -> None:
    """SMTPUTF8 is used where it is offered; where it is not, the row fails and says why."""
    queue("ü@example.org")
    with post(Manners(options={"enable_SMTPUTF8": True})) as server:
        assert send(server.port).counts == {"sent": 1}
    assert list(server.got) == ["ü@example.org"]
    queue("ü@example.org", briefing="b2", edition="evening")
    with post() as server:
        done = send(server.port)
    assert done.counts == {"failed": 1}
    assert "SMTPUTF8" in done.alerts[0]


def test_a_message_can_be_tried_out_without_an_outbox() -> None:
    """One attempt, its outcome as a value, the connection closed."""
    with post(Manners(rcpt={B: "550 no"})) as server:
        assert at_once(Smtp(smtp(server.port)), A, letter_to(A).data, NOW) == Sent("250 2.0.0 taken")
        assert at_once(Smtp(smtp(server.port)), B, letter_to(B).data, NOW) == Refused("550 no")
        server.wait_until_quiet()
    assert server.got[A] == [letter_to(A).data]


def test_a_store_that_fails_before_the_data_stops_the_flush_and_spoils_no_other_message(
    store: Store, queue: Queue, clock: Clock
) -> None:
    """Its error comes out; the connection is not used in the middle of that message; the next flush sends all."""
    queue(A, B)
    way = None
    with post() as server:
        way = Smtp(smtp(server.port))
        intend = store.intend

        def full(*_: Any) -> bool:
            raise OSError(28, "No space left on device")

        store.intend = full  # type: ignore[method-assign]
        with pytest.raises(OSError, match="No space"):
            flush(store, way, Policy(), owner="test", clock=clock)
        store.intend = intend  # type: ignore[method-assign]
        clock.goes(hours=1)
        assert flush(store, way, Policy(), owner="test", clock=clock).counts == {"sent": 2}
    assert [len(server.got[one]) for one in (A, B)] == [1, 1]


def test_the_configuration_names_the_ways() -> None:
    """None, one or all; an empty host means this machine's own mail system."""
    assert transports() == {}
    stop = bool
    for host in ("", "sendmail"):
        assert transports(sender=A, host=host, stop=stop) == {"mail": Sendmail(A, limits=Limits(stop=stop))}
    found = transports(
        sender=A, host="smtp.example.org", port=465, security="tls", command=["cat"], folder="out", stop=stop
    )
    assert repr(found["mail"]) == "Smtp(smtp.example.org:465)"
    assert (found["command"], found["folder"]) == (Command(("cat",), Limits(stop=stop)), Folder(Path("out")))


# The password's place


def test_the_password_comes_from_a_variable_or_from_a_file(tmp_path: Path) -> None:
    """The variable wins; a file's last line end is not part of it; without either there is none."""
    (tmp_path / "secret").write_text("from a file \n")
    where = {"DIGEST_SMTP_PASSWORD_FILE": str(tmp_path / "secret")}
    assert password(where) == "from a file "
    assert password(where | {"DIGEST_SMTP_PASSWORD": "given"}) == "given"
    assert password({}) is None


def test_a_password_file_that_cannot_be_read_is_named_without_its_content(tmp_path: Path) -> None:
    """The error names variable and path."""
    with pytest.raises(UsageError, match=r"DIGEST_SMTP_PASSWORD_FILE: .*none cannot be read: no such file"):
        password({"DIGEST_SMTP_PASSWORD_FILE": str(tmp_path / "none")})
    (tmp_path / "secret").write_bytes(b"S3cr3t\xff")
    with pytest.raises(UsageError) as caught:
        password({"DIGEST_SMTP_PASSWORD_FILE": str(tmp_path / "secret")})
    assert "S3cr3t" not in str(caught.value)
    assert caught.value.__cause__ is None
