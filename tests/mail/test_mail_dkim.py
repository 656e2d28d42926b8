"""Signed messages, checked as a receiver checks them."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

import briefings
from digest.errors import UsageError
from digest.mail.dkim import Signer, signer
from digest.mail.message import Unsubscribe, compose_mail

dkim = pytest.importorskip("dkim")
rsa = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.rsa")


@pytest.fixture(scope="module")
def pair() -> tuple[bytes, bytes]:
    """A private key (PEM) and the record that stands in the DNS."""
    from cryptography.hazmat.primitives import serialization as form

    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(form.Encoding.PEM, form.PrivateFormat.TraditionalOpenSSL, form.NoEncryption())
    public = private.public_key().public_bytes(form.Encoding.DER, form.PublicFormat.SubjectPublicKeyInfo)
    return pem, b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)


def signed(key: bytes) -> bytes:
    """A message to Ana, signed."""
    return compose_mail(
        briefings.rich(),
        sender="digest@example.org",
        recipient="ana@example.org",
        message_id="<1@example.org>",
        date=briefings.SLOT,
        unsubscribe=Unsubscribe("digest@example.org", "https://news.example.org/unsubscribe/x"),
        signer=Signer("example.org", "d1", key),
    )


def test_a_receiver_finds_the_signature_good(pair: tuple[bytes, bytes]) -> None:
    """With the key under selector and domain; and after a relay has touched blanks at line ends."""
    asked = []

    def record(name: bytes, timeout: int = 5) -> bytes:
        asked.append(name)
        return pair[1]

    data = signed(pair[0])
    assert dkim.verify(data, dnsfunc=record)
    assert asked == [b"d1._domainkey.example.org."]
    assert max(map(len, data.split(b"\r\n"))) <= 998


def test_the_signature_covers_what_a_list_needs(pair: tuple[bytes, bytes]) -> None:
    """From, To, Subject, Date and both List-Unsubscribe headers (RFC 8058, 3.1): changed or taken away, it is bad."""
    data = signed(pair[0])
    for name in (
        b"From",
        b"To",
        b"Subject",
        b"Date",
        b"List-Unsubscribe",
        b"List-Unsubscribe-Post",
        b"Message-ID",
        b"List-Id",
    ):
        assert data.count(b"\r\n" + name + b": ") == 1
        changed = data.replace(b"\r\n" + name + b": ", b"\r\n" + name + b": x", 1)
        assert not dkim.verify(changed, dnsfunc=lambda *_, **__: pair[1])
        assert not dkim.verify(data.replace(b"\r\n" + name + b":", b"\r\nX-Old:", 1), dnsfunc=lambda *_, **__: pair[1])
    assert not dkim.verify(data.replace(b"ferry", b"fairy"), dnsfunc=lambda *_, **__: pair[1])


def test_a_key_shows_itself_nowhere(pair: tuple[bytes, bytes], tmp_path: Path) -> None:
    """Neither in what is printed of its holder nor in the error about one that is broken."""
    (tmp_path / "dkim.pem").write_bytes(pair[0])
    assert "BEGIN" not in repr(signer("example.org", "d1", tmp_path / "dkim.pem"))
    with pytest.raises(UsageError, match="cannot be used") as caught:
        signed(b"-----BEGIN RSA PRIVATE KEY-----\nS3cr3tcanary\n-----END RSA PRIVATE KEY-----\n")
    assert "canary" not in str(caught.value)
    assert caught.value.__suppress_context__
    with pytest.raises(UsageError, match="no such file"):
        signer("example.org", "d1", tmp_path / "none")
