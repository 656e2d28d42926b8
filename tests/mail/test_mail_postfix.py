"""The whole way through a real Postfix: STARTTLS, its queue, its delivery to a Maildir, and the mail read back."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme
from desk import Clock, states

import briefings
from digest.ledger import Frozen, NewMail
from digest.mail.local import Sendmail
from digest.mail.message import Mailing, Unsubscribe, letter
from digest.mail.outbox import Flushed
from digest.store import Store

SENDER = "digest@example.org"
TO = ("ana@example.org", "bo@example.org")
SLOW = 60  # seconds in which a Postfix has started, or delivered

pytestmark = [
    pytest.mark.skipif(shutil.which("postfix") is None, reason="Postfix is not installed"),
    pytest.mark.skipif(os.geteuid() != 0, reason="Postfix's master is started by the superuser alone"),
]


@dataclass
class Postfix:
    """A running one."""

    port: int
    maildir: Path
    trusted: ssl.SSLContext

    def delivered(self, count: int) -> list[bytes]:
        """The mails that lie in the Maildir, once there are that many."""
        ends = time.monotonic() + SLOW
        while time.monotonic() < ends:
            found = sorted(self.maildir.glob("new/*"))
            if len(found) >= count:
                return [path.read_bytes() for path in found]
            threading.Event().wait(0.1)
        raise AssertionError(f"{len(found)} of {count} mails after {SLOW} s")


@pytest.fixture
def postfix() -> Iterator[Postfix]:
    """A Postfix of our own, apart from the machine's: own folders, own port, all mail into one Maildir."""
    with tempfile.TemporaryDirectory() as name, socket.create_server(("127.0.0.1", 0)) as free:
        root = Path(name)
        root.chmod(0o755)
        port = free.getsockname()[1]
        free.close()
        authority = trustme.CA()
        authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(root / "server.pem")
        for folder in ("etc", "queue", "data", "mail"):
            (root / folder).mkdir()
        nobody = pwd.getpwnam("nobody")
        shutil.chown(root / "data", "postfix")
        shutil.chown(root / "mail", nobody.pw_uid, nobody.pw_gid)
        (root / "etc" / "main.cf").write_text(
            f"""compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
multi_instance_name = postfix-test
multi_instance_enable = yes
myhostname = post.example.org
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mydestination =
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = example.org
virtual_mailbox_base = {root}/mail
virtual_mailbox_maps = static:all/
virtual_uid_maps = static:{nobody.pw_uid}
virtual_gid_maps = static:{nobody.pw_gid}
alias_maps =
alias_database =
smtpd_tls_security_level = encrypt
smtpd_tls_chain_files = {root}/server.pem
smtpd_relay_restrictions = permit_mynetworks, reject
maillog_file = {root}/queue/log
maillog_file_prefixes = {root}
"""
        )
        (root / "etc" / "master.cf").write_text(
            f"""127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
        )
        command = ["postfix", "-c", str(root / "etc")]
        started = subprocess.run([*command, "start"], capture_output=True, text=True, timeout=SLOW, check=False)
        if started.returncode:
            pytest.skip(f"Postfix does not start here: {started.stderr[-300:]}")
        try:
            context = ssl.create_default_context()
            authority.configure_trust(context)
            yield Postfix(port, root / "mail" / "all", context)
        finally:
            subprocess.run([*command, "stop"], capture_output=True, timeout=SLOW, check=False)


def parse(data: bytes) -> EmailMessage:
    """A message as a mail program reads it."""
    found = message_from_bytes(data, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def words(message: EmailMessage, kind: str) -> str:
    """The words of a part; a Maildir has the machine's own line ends."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def mailed(store: Store, now: datetime) -> tuple[NewMail, ...]:
    """A briefing for two, frozen."""
    made = letter(briefings.rich(), base_url="https://news.example.org", page="d/morning.html")
    mails = Mailing(
        "b1", made, TO, SENDER, now, lambda to: Unsubscribe(SENDER, f"https://news.example.org/unsubscribe/{to[0]}")
    )
    store.freeze(None, Frozen("b1", "morning", now, now, {}, published=True), {}, (), mails)
    return tuple(mails)


def compared(mails: tuple[NewMail, ...], postfix: Postfix) -> EmailMessage:
    """Holds what lies in the Maildir against what was frozen; one of them."""
    arrived = {message["To"]: message for message in map(parse, postfix.delivered(len(mails)))}
    for mail in mails:
        sent, found = parse(mail.data), arrived[mail.recipient]
        for name, value in sent.items():
            assert found.get_all(name) == [value], name
        for kind in ("plain", "html"):
            assert words(found, kind) == words(sent, kind)
        assert found["Return-Path"] == f"<{SENDER}>"
    return found


def test_what_a_reader_finds_is_what_was_frozen(
    store: Store, clock: Clock, send: Callable[..., Flushed], postfix: Postfix
) -> None:
    """Through STARTTLS, a real queue and a real delivery: the same headers, the same words, each mail once."""
    mails = mailed(store, clock.now)
    done = send(postfix.port, security="starttls", context=postfix.trusted, command_timeout=60, answer_timeout=60)
    assert done.counts == {"sent": 2}, store.mails()
    assert set(states(store).values()) == {"sent"}
    assert all("queued as" in (mail.reply or "") for mail in store.mails())
    assert "ESMTPS" in compared(mails, postfix)["Received"]


def test_the_local_mail_system_takes_the_same_bytes(
    store: Store, clock: Clock, send: Callable[..., Flushed], postfix: Postfix, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through Postfix's own `sendmail`, which reads lines as this machine ends them."""
    monkeypatch.setenv("MAIL_CONFIG", str(postfix.maildir.parents[1] / "etc"))
    mails = mailed(store, clock.now)
    assert send(through=Sendmail(SENDER)).counts == {"sent": 2}, store.mails()
    compared(mails, postfix)
