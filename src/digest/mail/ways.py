"""The ways out that a configuration names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from digest.mail.address import Way
from digest.mail.local import Command, Folder, Limits, Sendmail
from digest.mail.outbox import Transport
from digest.mail.smtp import Security, Server, Smtp

_LOCAL = ("", "sendmail")  # hosts that stand for the mail system of this machine


def transports(
    *,
    sender: str = "",
    host: str | None = None,
    port: int = 587,
    security: Security = "starttls",
    username: str | None = None,
    password: str | None = None,
    command: Sequence[str] = (),
    folder: str | Path | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> dict[Way, Transport]:
    """What `flush` sends through. `host` None: no mail; "" or "sendmail": through this machine's mail system.

    Raises UsageError for a login that would go in the clear or lacks its password.
    """
    found: dict[Way, Transport] = {}
    if host is not None and host in _LOCAL:
        found["mail"] = Sendmail(sender, limits=Limits(stop=stop))
    elif host is not None:
        server = Server(host, port, sender, security, username or None, password)
        found["mail"] = Smtp(server, stop)
    if command:
        found["command"] = Command(tuple(command), Limits(stop=stop))
    if folder:
        found["folder"] = Folder(Path(folder))
    return found
