"""How one attempt to hand a message over ended, as a value. Every reply is one clean line without secrets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """The other side has taken responsibility for the message (RFC 5321, 4.2.5)."""

    reply: str


@dataclass(frozen=True, slots=True)
class Deferred:
    """Surely not taken, and worth another try later."""

    reply: str
    door: bool = False  # nobody was let in, so no other message would fare better now


@dataclass(frozen=True, slots=True)
class Refused:
    """Surely not taken, and never will be."""

    reply: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """All of it was handed over and no answer came: it may have arrived."""

    reply: str


@dataclass(frozen=True, slots=True)
class AuthenticationFailed:
    """The server does not accept our name and password. Nothing was sent, and nothing will be until a person mends it."""

    reply: str


@dataclass(frozen=True, slots=True)
class Lost:
    """Someone else holds the message by now; nothing was sent."""

    reply: str = "the claim was lost"


Outcome = Sent | Deferred | Refused | Unknown | AuthenticationFailed | Lost
