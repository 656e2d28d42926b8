"""The outbox: what becomes of a message after an attempt (pure), and the loop that makes the attempts.

    pending --claim--> claimed --MAIL and RCPT taken--> sending --250--> sent
                          |                                |--4xx--> deferred --its time--> claimed
                          |--4xx, network--> deferred      |--5xx--> failed
                          |--5xx--> failed                 |--no answer--> uncertain --> pending again, or held

SMTP cannot tell a message that was taken from one that was not once the answer to its data is lost. So nothing is ever lost,
a lost answer costs at most one identical copy, and every doubt is counted and shown.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from digest.errors import UsageError
from digest.ledger import Mail, MailState
from digest.mail.address import Way, way_of
from digest.mail.outcome import AuthenticationFailed, Deferred, Lost, Outcome, Refused, Sent, Unknown

if TYPE_CHECKING:
    from digest.store import Store


@dataclass(frozen=True, slots=True)
class Policy:
    """How long to wait, how often to try. The defaults are Postfix's, where it has them."""

    first: timedelta = timedelta(seconds=300)  # minimal_backoff_time
    longest: timedelta = timedelta(seconds=4000)  # maximal_backoff_time
    give_up: timedelta = timedelta(days=5)  # maximal_queue_lifetime
    uncertain: Literal["resend", "hold"] = "resend"
    resends: int = 2  # identical copies at most after lost answers; then a person is asked
    doubt: timedelta = timedelta(minutes=10)  # how long an answer may still be on its way
    lease: timedelta = timedelta(minutes=30)  # longer than the longest attempt: connecting, and 600 s for the answer


class Next(NamedTuple):
    """What a message becomes, when it is touched again, and the words that say why."""

    state: MailState
    next_at: datetime | None
    reply: str


def after(outcome: Outcome, mail: Mail, policy: Policy, now: datetime) -> Next:
    """What `mail` becomes when an attempt at it ended as `outcome` at `now`."""
    match outcome:
        case Sent(reply):
            return Next("sent", None, reply)
        case Refused(reply):
            return Next("failed", None, reply)
        case Unknown(reply):
            return Next("uncertain", now + policy.doubt, reply)
        case Deferred(reply, door):
            if now - mail.created >= policy.give_up:
                return Next("failed", None, f"given up after {_age(now - mail.created)}: {reply}")
            # When nobody is let in, everyone waits equally long, so that one try opens the door for all.
            return Next("deferred", now + backoff(mail.attempts, policy, "" if door else mail.message_id), reply)
        case AuthenticationFailed(reply):
            return after(Deferred(reply, door=True), mail, policy, now)
        case Lost(reply):
            return Next(mail.state, mail.next_at, reply)


def backoff(attempts: int, policy: Policy, seed: str) -> timedelta:
    """How long to wait after that many attempts: 5 minutes, twice as long each time, 67 minutes at most.

    Spread over a fifth of it by `seed`, so that messages that failed together do not all come back at once.
    """
    doubled: int = 2 ** min(max(attempts, 1) - 1, 16)
    longest = min(policy.first * 1.25 * doubled, policy.longest)
    spread = int.from_bytes(hashlib.sha256(f"{seed}\0{attempts}".encode()).digest()[:4], "big") / 2**32
    return max(policy.first, longest * (1 - spread / 5))


def doubtful(mail: Mail, policy: Policy, now: datetime) -> Next | None:
    """What an `uncertain` message becomes at `now`; None: it stays as it is until its time has come."""
    if way_of(mail.recipient) == "folder":  # a second copy replaces the first
        return Next("pending", None, mail.reply or "")
    if policy.uncertain == "hold":
        return Next("held", None, f"not known whether it arrived: {mail.reply or 'no answer'}")
    if mail.doubts > policy.resends:
        return Next("held", None, f"no answer {mail.doubts} times: {mail.reply or 'no answer'}")
    if mail.next_at is None:  # its sender died, and left no time at which to look again
        return Next("pending", now + policy.doubt, f"{mail.reply or 'no answer'}; sent again after {policy.doubt}")
    return Next("pending", None, mail.reply or "") if mail.next_at <= now else None


def _age(span: timedelta) -> str:
    return f"{span.days} days" if span.days > 1 else f"{span.total_seconds() / 3600:.0f} h"


# The loop


class Transport(Protocol):
    """A way out. `go` is called when the other side has accepted envelope and recipient, just before the data.

    It returns False where the claim was lost; then nothing may be sent, and the outcome is `Lost`.
    """

    def send(self, mail: Mail, data: bytes, go: Callable[[], bool]) -> Outcome:
        """Makes one attempt. Raises nothing that the network or the other side does."""

    def close(self) -> None:
        """Lets go of the connection, if there is one."""


def at_once(transport: Transport, recipient: str, data: bytes, now: datetime) -> Outcome:
    """One attempt at a message that stands in no outbox: to try a set-up out."""
    digest = hashlib.sha256(data).hexdigest()
    mail = Mail(0, "", "trial", recipient, f"<{digest[:40]}@localhost>", digest, "sending", now)
    try:
        return transport.send(mail, data, lambda: True)
    finally:
        transport.close()


@dataclass(frozen=True, slots=True)
class Flushed:
    """What a flush did."""

    counts: Mapping[
        str, int
    ]  # how many messages became sent, deferred, failed, uncertain, held, pending, cancelled, lost
    alerts: tuple[str, ...] = ()  # what a person has to look at, a line each
    stopped: bool = False  # told to stop before it was through

    @property
    def troubled(self) -> bool:
        """Whether something that should have worked did not."""
        return bool(self.alerts) or any(self.counts.get(state) for state in ("deferred", "failed", "uncertain", "held"))


@dataclass(slots=True)
class _Doing:
    """What a running flush knows."""

    counts: Counter[str] = field(default_factory=Counter)
    alerts: list[str] = field(default_factory=list)
    shut: dict[Way, Outcome] = field(default_factory=dict)  # ways whose door is shut, and its words


def flush(
    store: Store,
    transports: Transport | Mapping[Way, Transport],
    policy: Policy,
    *,
    owner: str,
    clock: Callable[[], datetime],
    stop: Callable[[], bool] = lambda: False,
    unwanted: Callable[[Mail], str | None] = lambda _: None,
) -> Flushed:
    """Sends all that is due, one message after the other, until nothing is or `stop` says so.

    `unwanted` names the reason where a recipient wants no more mail (unsubscribed, no longer in the config); such a message
    is cancelled. Any number of flushes may run at once on one store. Raises only what the store raises; after a crash
    at any point the next flush goes on.
    """
    doing = _Doing()
    ways: Mapping[Way, Transport] = transports if isinstance(transports, Mapping) else {"mail": transports}
    _settle_doubts(store, policy, clock(), doing)
    stopped = stop()
    try:
        while not stopped and (mail := store.claim(owner, clock(), policy.lease)) is not None:
            reason = unwanted(mail)
            if reason is not None:
                _settle(store, mail, Next("cancelled", None, reason), clock(), doing)
            else:
                outcome = _attempt(store, mail, ways, clock, doing)
                _note(outcome, mail, doing)
                if not isinstance(outcome, Lost):
                    _settle(store, mail, after(outcome, mail, policy, now := clock()), now, doing)
            stopped = stop()
    finally:
        for transport in ways.values():
            transport.close()
    _settle_doubts(store, policy, clock(), doing)
    return Flushed(dict(sorted(doing.counts.items())), tuple(doing.alerts), stopped)


def _attempt(
    store: Store, mail: Mail, ways: Mapping[Way, Transport], clock: Callable[[], datetime], doing: _Doing
) -> Outcome:
    way = way_of(mail.recipient)
    if (shut := doing.shut.get(way)) is not None:
        return Deferred(shut.reply, door=True)
    if way not in ways:
        return Deferred(f"the configuration has no way to reach {mail.recipient}", door=True)
    data = store.mail_bytes(mail.id)
    intended = broken = False

    def go() -> bool:
        nonlocal intended, broken
        now = clock()
        try:
            late = mail.lease_until is not None and now >= mail.lease_until
            intended = not late and store.intend(mail, now)
        except BaseException:
            broken = True
            raise
        return intended

    try:
        return ways[way].send(mail, data, go)
    except Exception as error:  # a fault of ours must not stop the others, and its text may hold anything
        if broken:
            raise
        words = f"a fault in sending by {way}: {type(error).__name__}"
        return Unknown(words) if intended else Deferred(words)


def _note(outcome: Outcome, mail: Mail, doing: _Doing) -> None:
    """Remembers a shut door, with one alert for all that wait before it."""
    way = way_of(mail.recipient)
    if isinstance(outcome, Lost):
        doing.counts["lost"] += 1
    elif way not in doing.shut and (
        isinstance(outcome, AuthenticationFailed) or (isinstance(outcome, Deferred) and outcome.door)
    ):
        doing.shut[way] = outcome
        what = (
            "the mail server refuses the user name or password"
            if isinstance(outcome, AuthenticationFailed)
            else "nothing can leave now"
        )
        doing.alerts.append(f"{what}: {outcome.reply}")


def _settle(store: Store, mail: Mail, what: Next, now: datetime, doing: _Doing) -> None:
    if not store.settle(mail, what.state, reply=what.reply, next_at=what.next_at, now=now):
        doing.counts["lost"] += 1
        return
    doing.counts[what.state] += 1
    if what.state in ("failed", "held"):
        doing.alerts.append(f"mail {mail.id} to {mail.recipient} {what.state}: {what.reply}")


def _settle_doubts(store: Store, policy: Policy, now: datetime, doing: _Doing) -> None:
    """Looks after those whose holder died, and after the doubtful ones whose time has come."""
    doing.counts["uncertain"] += len(store.reap(now))
    for mail in store.mails(("uncertain",)):
        what = doubtful(mail, policy, now)
        if what is not None:
            _settle(store, mail, what, now, doing)
    doing.counts += Counter()  # drops zeros


# What people say


def resolve(store: Store, id: int, verdict: Literal["sent", "resend"], now: datetime) -> Mail:  # noqa: A002
    """A person says of a doubtful message that it arrived, or that it is to be sent again. Returns it as it is then.

    Like the others here, raises UsageError where there is no such message, or its state does not allow that.
    """
    if verdict not in ("sent", "resend"):
        raise UsageError(f"a doubtful message is resolved as sent or resend, not {verdict!r}")
    mail = _asked(store, id, ("uncertain", "held"))
    if verdict == "sent":
        return _said(store, mail, "sent", f"a person says that it arrived; before: {mail.reply or 'no answer'}", now)
    return _said(store, mail, "pending", mail.reply or "", now)


def retry(store: Store, id: int, now: datetime) -> Mail:  # noqa: A002
    """A deferred or failed message is tried at the next flush. Returns it as it is then."""
    mail = _asked(store, id, ("deferred", "failed"))
    return _said(store, mail, "pending", mail.reply or "", now)


def cancel(store: Store, id: int, now: datetime) -> Mail:  # noqa: A002
    """A message that was not sent yet never will be. Returns it as it is then."""
    mail = _asked(store, id, ("pending", "deferred", "uncertain", "held", "failed"))
    return _said(store, mail, "cancelled", "cancelled by a person", now)


def cancel_for(store: Store, edition: str, recipient: str, now: datetime, why: str) -> tuple[Mail, ...]:
    """Cancels all that waits for one recipient of an edition (they unsubscribed, or were taken off the list)."""
    waiting = (
        mail
        for mail in store.mails(("pending", "deferred", "uncertain", "held"))
        if mail.edition == edition and mail.recipient.casefold() == recipient.casefold()
    )
    return tuple(mail for mail in waiting if store.settle(mail, "cancelled", reply=why, now=now))


def _asked(store: Store, id: int, states: tuple[MailState, ...]) -> Mail:  # noqa: A002
    for mail in store.mails(states):
        if mail.id == id:
            return mail
    for mail in store.mails():
        if mail.id == id:
            raise UsageError(f"mail {id} is {mail.state}; this can be said only of one that is {' or '.join(states)}")
    raise UsageError(f"the outbox has no mail {id}; `digest outbox list` shows what it has")


def _said(store: Store, mail: Mail, state: MailState, reply: str, now: datetime) -> Mail:
    if not store.settle(mail, state, reply=reply, now=now):
        raise UsageError(f"mail {mail.id} changed meanwhile; look at it again with `digest outbox list`")
    return replace(mail, state=state, reply=reply, next_at=None)
