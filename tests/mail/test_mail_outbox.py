"""The outbox against real servers: what is sent, once; what is put off; what is doubted."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from desk import NOW, Clock, letter_to, mail_to, smtp, states
from posts import Manners, bare, post, until_data

from digest.errors import UsageError
from digest.ledger import Frozen, Mail, NewMail
from digest.mail.outbox import Flushed, Policy, after, backoff, cancel, cancel_for, doubtful, flush, resolve, retry
from digest.mail.outcome import AuthenticationFailed, Deferred, Lost, Outcome, Refused, Sent, Unknown
from digest.mail.smtp import Smtp
from digest.store import Store
from digest.store.owner import this_process

A, B, C, D, E = (f"{name}@example.org" for name in "abcde")
Queue = Callable[..., None]
Send = Callable[..., Flushed]


def test_each_recipient_gets_the_stored_bytes_once(store: Store, queue: Queue, send: Send) -> None:
    """What the server reads is what was frozen, dots and all, one recipient a transaction; a second flush sends nothing."""
    queue(A, B, C)
    with post() as server:
        done = send(server.port)
        again = send(server.port)
    assert done.counts == {"sent": 3}
    assert again.counts == {}
    assert not done.troubled
    for one in (A, B, C):
        assert server.got[one] == [letter_to(one).data]
    assert server.connections == 1
    assert mail_to(store, A).reply == "250 2.0.0 taken"


# Doubt


@pytest.mark.parametrize("losses", [1, 2])
def test_after_a_lost_answer_an_identical_copy_is_sent_once_its_time_has_come(
    store: Store, queue: Queue, send: Send, clock: Clock, losses: int
) -> None:
    """The row is uncertain for ten minutes, then as many copies as answers were lost follow, all of the same bytes."""
    queue(A, B)
    with post(Manners(lose={A: losses})) as server:
        assert send(server.port).counts == {"sent": 1, "uncertain": 1}
        for _ in range(losses):
            assert states(store) == {A: "uncertain", B: "sent"}
            clock.goes(minutes=9)
            assert send(server.port).counts == {}
            clock.goes(minutes=1)
            send(server.port)
    assert states(store) == {A: "sent", B: "sent"}
    assert len(server.got[A]) == losses + 1
    assert {hashlib.sha256(data).hexdigest() for data in server.got[A]} == {mail_to(store, A).sha256}
    assert mail_to(store, A).doubts == losses


def test_copies_after_lost_answers_end(store: Store, queue: Queue, send: Send, clock: Clock) -> None:
    """A server that never answers gets three copies in all; then a person is asked."""
    queue(A)
    with post(Manners(lose={A: 99})) as server:
        for _ in range(9):
            done = send(server.port)
            clock.goes(minutes=11)
    assert len(server.got[A]) == 3
    assert states(store) == {A: "held"}
    assert not done.counts


def test_under_hold_no_second_copy_leaves_until_a_person_says_so(
    store: Store, queue: Queue, send: Send, clock: Clock
) -> None:
    """The doubtful message is held, with an alert that names it; `resend` sends one copy, `sent` none."""
    queue(A, B)
    hold = Policy(uncertain="hold")
    with post(Manners(lose={A: 1, B: 1})) as server:
        done = send(server.port, policy=hold)
        assert states(store) == {A: "held", B: "held"}
        assert [alert.split(" held:")[0] for alert in done.alerts] == [f"mail 1 to {A}", f"mail 2 to {B}"]
        clock.goes(days=1)
        assert send(server.port, policy=hold).counts == {}
        resolve(store, 1, "resend", clock.now)
        resolve(store, 2, "sent", clock.now)
        send(server.port, policy=hold)
    assert (len(server.got[A]), len(server.got[B])) == (2, 1)
    assert states(store) == {A: "sent", B: "sent"}


def test_a_slow_answer_is_awaited(queue: Queue, send: Send) -> None:
    """An answer within its limit is no lost answer."""
    import threading

    queue(A)
    with post(Manners(slow=lambda: bool(threading.Event().wait(1)) and None)) as server:
        assert send(server.port, command_timeout=0.5, answer_timeout=20).counts == {"sent": 1}
    assert len(server.got[A]) == 1


@pytest.mark.slow
def test_an_answer_after_590_seconds_is_awaited(queue: Queue, send: Send) -> None:
    """The limit of ten minutes (RFC 5321, 4.5.3.2.6) holds in full."""
    import threading

    queue(A)
    slow = Manners(slow=lambda: bool(threading.Event().wait(590)) and None, options={"timeout": 900})
    with post(slow) as server:
        assert send(server.port, answer_timeout=600).counts == {"sent": 1}
    assert len(server.got[A]) == 1


def test_an_answer_that_does_not_come_in_time_is_a_doubt(store: Store, queue: Queue, send: Send) -> None:
    """A server that takes the message and falls silent leaves it uncertain."""
    queue(A)

    def talk(connection: socket.socket, file: Any) -> None:
        until_data(connection, file)
        connection.sendall(b"354 go\r\n")
        file.read()  # until the other side gives up

    with bare(talk) as port:
        assert send(port, answer_timeout=0.5).counts == {"uncertain": 1}
    assert "within 0.5 s" in (mail_to(store, A).reply or "")


def test_being_stopped_while_an_answer_is_awaited_is_a_doubt(store: Store, queue: Queue, clock: Clock) -> None:
    """Told to stop, a sender waits for its grace only, leaves a legal state, and takes no further message."""
    queue(A, B)
    waiting: list[bytes] = []

    def talk(connection: socket.socket, file: Any) -> None:
        until_data(connection, file)
        connection.sendall(b"354 go\r\n")
        waiting.extend(line for line in file if line == b".\r\n")

    def stop() -> bool:
        return bool(waiting)

    with bare(talk) as port:
        way = Smtp(smtp(port, answer_timeout=60), stop)
        done = flush(store, way, Policy(), owner=this_process(), clock=clock, stop=stop)
    assert done.stopped
    assert states(store) == {A: "uncertain", B: "pending"}


# No doubt


def corked(connection: socket.socket) -> None:
    """Hangs up with the leave to begin."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
    connection.sendall(b"354 go\r\n")  # goes out together with the end of the connection


def in_the_middle(connection: socket.socket) -> None:
    """Hangs up after a few bytes."""
    connection.sendall(b"354 go\r\n")
    connection.recv(10)


@pytest.mark.parametrize("close", [corked, in_the_middle])
def test_a_connection_lost_before_the_last_dot_leaves_no_doubt(
    store: Store, send: Send, clock: Clock, close: Callable[[socket.socket], None]
) -> None:
    """The message is deferred and sent once the server is well."""
    note = letter_to(A)
    # Larger than what the two systems hold between them, so that the loss is noticed while it is being handed over.
    data = note.data + (b"x" * 70 + b"\r\n") * (120_000 if close is in_the_middle else 10)
    store.freeze(None, Frozen("b1", "morning", NOW, NOW, {}, True), {}, (), [NewMail(A, note.message_id, data)])

    def talk(connection: socket.socket, file: Any) -> None:
        until_data(connection, file)
        close(connection)

    with bare(talk) as port:
        assert send(port).counts == {"deferred": 1}
    assert mail_to(store, A).doubts == 0
    clock.goes(minutes=7)
    with post(Manners(options={"data_size_limit": None})) as server:
        send(server.port)
    assert server.got[A] == [data]


def test_one_recipient_put_off_does_not_put_off_the_others(
    store: Store, queue: Queue, send: Send, clock: Clock
) -> None:
    """451 at RCPT for one of five: four are sent, and only that one is tried again."""
    queue(A, B, C, D, E)
    manners = Manners(rcpt={C: "451 4.2.0 later"})
    with post(manners) as server:
        assert send(server.port).counts == {"sent": 4, "deferred": 1}
        assert mail_to(store, C).reply == "451 4.2.0 later"
        assert send(server.port).counts == {}
        manners.rcpt.clear()
        clock.goes(minutes=7)
        assert send(server.port).counts == {"sent": 1}
    assert {one: len(copies) for one, copies in server.got.items()} == dict.fromkeys((A, B, C, D, E), 1)


@pytest.mark.parametrize("where", ["rcpt", "data"])
def test_what_is_refused_for_good_fails_after_one_try(
    store: Store, queue: Queue, send: Send, clock: Clock, where: str
) -> None:
    """550 ends it at once, with an alert; the others are sent."""
    queue(A, B, C)
    with post(Manners(**{where: {B: "550 5.1.1 no such user"}})) as server:
        done = send(server.port)
        clock.goes(days=1)
        again = send(server.port)
    assert done.counts == {"sent": 2, "failed": 1}
    assert done.alerts == (f"mail 2 to {B} failed: 550 5.1.1 no such user",)
    assert again.counts == {}
    assert mail_to(store, B).attempts == 1


def test_a_server_that_lets_nobody_in_is_asked_ever_less_often(
    store: Store, queue: Queue, send: Send, clock: Clock
) -> None:
    """421 at connect for two hours: one knock for all that wait, 5 to 67 minutes apart; then all are sent."""
    queue(A, B, C)
    manners = Manners(greeting="421 4.3.2 closed for today")
    waits = []
    with post(manners) as server:
        while clock.now < NOW + timedelta(hours=2):
            before = manners.connections
            done = send(server.port)
            assert done.counts == {"deferred": 3}
            assert len(done.alerts) == 1
            assert manners.connections == before + 1
            due = {mail.next_at for mail in store.mails()}
            (next_at,) = due
            assert next_at is not None
            waits.append((next_at - clock.now).total_seconds())
            clock.now = next_at
        manners.greeting = None
        assert send(server.port).counts == {"sent": 3}
    assert waits == sorted(waits)
    assert 300 <= waits[0] < 400
    assert waits[-1] <= 4000
    assert [len(server.got[one]) for one in (A, B, C)] == [1, 1, 1]


def test_after_five_days_of_trying_it_is_given_up(store: Store, queue: Queue, send: Send, clock: Clock) -> None:
    """4xx for five days: failed, with the reason and one notice; no more tries."""
    queue(A)
    notices = []
    with post(Manners(rcpt={A: "450 4.2.1 mailbox busy"})) as server:
        while states(store)[A] != "failed":
            notices += send(server.port).alerts
            clock.goes(hours=1, minutes=7)
        assert clock.now - NOW < timedelta(days=5, hours=3)
        assert send(server.port).counts == {}
    assert notices == [f"mail 1 to {A} failed: given up after 5 days: 450 4.2.1 mailbox busy"]
    assert mail_to(store, A).attempts > 100


@pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")  # aiosmtpd's own, about a password without TLS
def test_a_login_that_is_refused_stops_the_queue(store: Store, queue: Queue, send: Send) -> None:
    """535: one try for all, one alert, nothing sent, and the password nowhere, even where the server repeats it."""
    queue(*(f"r{n}@example.org" for n in range(50)))
    secret = "S3cr3t-canary"  # noqa: S105
    manners = Manners(
        password="another",  # noqa: S106
        refuse_login=f"535 5.7.8 {secret} is wrong",
        options={"auth_require_tls": False},
    )
    with post(manners) as server:
        done = send(server.port, username="digest", password=secret)
    assert (manners.logins, manners.connections) == (1, 1)
    assert done.counts == {"deferred": 50}
    assert len(done.alerts) == 1
    assert "user name or password" in done.alerts[0]
    assert secret not in repr(done) + repr(store.mails())
    assert "535 5.7.8 *** is wrong" in done.alerts[0]


# Fences


class Elsewhere:
    """A way out during which time passes, and another sender does our work."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        self.meanwhile, self.wrote = meanwhile, 0

    def send(self, mail: Mail, data: bytes, go: Callable[[], bool]) -> Outcome:
        """Time passes, then it would send."""
        self.meanwhile()
        if not go():
            return Lost()
        self.wrote += 1
        return Sent("250 ok")

    def close(self) -> None:
        """There is nothing to let go of."""


def test_a_holder_whose_claim_expired_does_not_go_on(store: Store, queue: Queue, send: Send, clock: Clock) -> None:
    """It slept for twice its lease, another took over and sent: the first sends nothing and changes nothing."""
    queue(A)
    with post() as server:

        def meanwhile() -> None:
            clock.goes(hours=1)
            assert send(server.port).counts == {"sent": 1}
            clock.goes(hours=-1)  # and to the sleeper it seems that no time has passed

        sleeper = Elsewhere(meanwhile)
        done = send(through=sleeper)
    assert done.counts == {"lost": 1}
    assert sleeper.wrote == 0
    assert len(server.got[A]) == 1
    assert states(store) == {A: "sent"}


def test_a_holder_that_notices_that_its_lease_is_over_stops_by_itself(
    store: Store, queue: Queue, send: Send, clock: Clock
) -> None:
    """Even where nobody has taken over yet."""
    queue(A)
    sleeper = Elsewhere(lambda: clock.goes(hours=1))
    assert send(through=sleeper).counts == {"lost": 1}
    assert sleeper.wrote == 0
    assert send(through=Elsewhere(lambda: None)).counts == {"sent": 1}


def test_a_fault_of_ours_puts_one_message_off_and_not_the_others(store: Store, queue: Queue, send: Send) -> None:
    """Before the data it is deferred, after it uncertain; the words of the fault, which may hold anything, stay out."""
    queue(A, B, C)

    class Broken(Elsewhere):
        def send(self, mail: Mail, data: bytes, go: Callable[[], bool]) -> Outcome:
            if mail.recipient == A:
                raise RuntimeError("S3cr3t-canary")
            go()
            if mail.recipient == B:
                raise RuntimeError("S3cr3t-canary")
            return Sent("250 ok")

    done = send(through=Broken(lambda: None))
    assert done.counts == {"deferred": 1, "uncertain": 1, "sent": 1}
    assert states(store) == {A: "deferred", B: "uncertain", C: "sent"}
    assert "canary" not in repr(store.mails()) + repr(done)


# Decisions


def mail(**more: Any) -> Mail:
    """A row that was tried once."""
    given = {"state": "claimed", "created": NOW, "attempts": 1} | more
    return Mail(1, "b1", "morning", A, "<1@example.org>", "0" * 64, **given)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Sent("250"), "sent"),
        (Deferred("451"), "deferred"),
        (Refused("550"), "failed"),
        (Unknown("-"), "uncertain"),
        (AuthenticationFailed("535"), "deferred"),
    ],
)
def test_every_outcome_has_its_state(outcome: Outcome, state: str) -> None:
    """Only what may be tried again has a time for it."""
    found = after(outcome, mail(), Policy(), NOW)
    assert found.state == state
    assert (found.next_at is not None) == (state in ("deferred", "uncertain"))


def test_waiting_grows_from_5_to_67_minutes_and_is_spread() -> None:
    """Each wait lies within Postfix's bounds, doubles until the longest, and differs from message to message."""
    policy = Policy()
    spread = {attempts: [backoff(attempts, policy, f"<{n}@x>") for n in range(200)] for attempts in range(1, 12)}
    for waits in spread.values():
        assert all(timedelta(seconds=300) <= wait <= timedelta(seconds=4000) for wait in waits)
        assert len(set(waits)) > 150 or waits[0] < timedelta(seconds=400)
    assert max(spread[1]) < min(spread[2]) < max(spread[2]) < min(spread[3])
    assert max(spread[11]) > timedelta(seconds=3900)
    assert backoff(3, policy, "a") == backoff(3, policy, "a")


def test_a_doubt_whose_sender_died_waits_as_long_as_any(store: Store) -> None:
    """A reaped row carries no time: it may be sent again ten minutes from now, not at once."""
    found = doubtful(mail(state="uncertain", doubts=1), Policy(), NOW)
    assert found is not None
    assert (found.state, found.next_at) == ("pending", NOW + timedelta(minutes=10))


# People


def test_people_can_retry_cancel_and_are_refused_what_makes_no_sense(
    store: Store, queue: Queue, send: Send, clock: Clock
) -> None:
    """Each verb has the states that it makes sense for; the error names the state, and what is not there is named too."""
    queue(A, B)
    manners = Manners(rcpt={A: "550 no"})
    with post(manners) as server:
        send(server.port)
        manners.rcpt.clear()
        assert retry(store, 1, clock.now).state == "pending"
        assert send(server.port).counts == {"sent": 1}
    with pytest.raises(UsageError, match="mail 2 is sent"):
        cancel(store, 2, clock.now)
    with pytest.raises(UsageError, match=r"mail 1 is sent.*uncertain or held"):
        resolve(store, 1, "resend", clock.now)
    with pytest.raises(UsageError, match="no mail 77"):
        retry(store, 77, clock.now)
    with pytest.raises(UsageError, match="not 'maybe'"):
        resolve(store, 1, "maybe", clock.now)  # type: ignore[arg-type]


def test_those_who_left_the_list_get_nothing_that_was_still_waiting(store: Store, queue: Queue, clock: Clock) -> None:
    """A recipient who is no longer wanted is cancelled before anything is sent, with the reason."""
    queue(A, B, C)
    cancel_for(store, "morning", B.upper(), clock.now, "unsubscribed")
    with post() as server:
        way = Smtp(smtp(server.port))
        done = flush(
            store,
            way,
            Policy(),
            owner=this_process(),
            clock=clock,
            unwanted=lambda mail: "no longer in the configuration" if mail.recipient == C else None,
        )
    assert done.counts == {"sent": 1, "cancelled": 1}
    assert list(server.got) == [A]
    assert states(store) == {A: "sent", B: "cancelled", C: "cancelled"}
    assert mail_to(store, B).reply == "unsubscribed"
