"""Mail addresses as they stand in a configuration, made fit for the wire, or refused with the reason.

Domains outside of ASCII become punycode (RFC 5891); a local part outside of ASCII needs a server with SMTPUTF8 (RFC 6531).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from digest.errors import UsageError

Way = Literal["mail", "command", "folder"]
COMMAND, FOLDER = "command:", "folder:"  # recipients that are no mailbox, and what they begin with

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\U0010ffff-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")  # RFC 5322 dot-atom, with UTF-8 as RFC 6532 allows it
_NAMED = re.compile(r"\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^<>\"]*?))\s*<([^<>]*)>\s*")
_UNSEEN = re.compile("[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ud800-\udfff]")
_LONGEST_LOCAL, _LONGEST = 64, 254  # octets, RFC 5321, 4.5.3.1 and its erratum on paths


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be written into a message and an envelope."""

    spec: str  # local@domain; the domain is ASCII
    name: str = ""  # as given, not yet encoded

    @property
    def domain(self) -> str:
        """What follows the @, in ASCII and lower case."""
        return self.spec.rpartition("@")[2]

    @property
    def key(self) -> str:
        """What two spellings of one mailbox have in common."""
        return self.spec.casefold()

    @property
    def needs_utf8(self) -> bool:
        """Whether only a server with SMTPUTF8 can deliver to it."""
        return not self.spec.isascii()


def address(text: str) -> Address:
    """The address in "ana@example.org" or "Ana <ana@example.org>"; raises UsageError with the reason where it is none."""
    named = _NAMED.fullmatch(text)
    spec = (named.group(3) if named else text).strip()
    name = re.sub(r"\\(.)", r"\1", named.group(1) or "") or named.group(2) or "" if named else ""
    local, at, domain = spec.rpartition("@")
    if not at or _UNSEEN.search(spec) or not _LOCAL.fullmatch(local):
        raise UsageError(f"{text!r} is no mail address: give one such as ana@example.org")
    found = Address(f"{local}@{_ascii(domain, text)}", name.strip())
    if len(local.encode("utf-8")) > _LONGEST_LOCAL or len(found.spec.encode("utf-8")) > _LONGEST:
        raise UsageError(f"{text[:40]!r}... is too long for a mail address")
    return found


def _ascii(domain: str, whole: str) -> str:
    if re.fullmatch(
        r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*", domain
    ):
        return domain.lower()
    import idna

    try:
        return idna.encode(domain, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise UsageError(f"{whole!r} is no mail address: its domain cannot be used: {error}") from None


def recipients(texts: Iterable[str], *, smtputf8: bool = False) -> tuple[Address, ...]:
    """The addresses in `texts`, in order, each mailbox once however it is spelled.

    Raises UsageError for what is no address and, unless `smtputf8` says that the server takes them, for local parts
    outside of ASCII.
    """
    found: dict[str, Address] = {}
    for text in texts:
        one = address(text)
        if one.needs_utf8 and not smtputf8:
            raise UsageError(
                f"{text!r}: the part before the @ is not ASCII, and the mail server has not said that it takes such addresses"
            )
        found.setdefault(one.key, one)
    return tuple(found.values())


def way_of(recipient: str) -> Way:
    """By which way a recipient is reached."""
    return "command" if recipient.startswith(COMMAND) else "folder" if recipient.startswith(FOLDER) else "mail"
