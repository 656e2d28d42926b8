"""Signing messages (DKIM, RFC 6376) with dkimpy: the `dkim` extra."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from digest.errors import UsageError

# Signed where they stand in the message; RFC 8058 asks for both List-Unsubscribe headers.
HEADERS = (
    "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "list-id", "list-unsubscribe",
    "list-unsubscribe-post", "auto-submitted",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signer:
    """A domain's key; it never shows itself."""

    domain: str
    selector: str
    key: bytes = field(repr=False)  # PEM, RSA

    def sign(self, message: bytes) -> bytes:
        """The DKIM-Signature header of `message`, to be put before it; raises UsageError where the key is unfit."""
        try:
            import dkim  # type: ignore[import-untyped,import-not-found,unused-ignore]
        except ImportError as error:
            raise UsageError("signing mail needs dkimpy: install digest[dkim]") from error
        head = message.split(b"\r\n\r\n", 1)[0].lower()
        there = [name for name in HEADERS if head.startswith(name.encode() + b":") or f"\r\n{name}:".encode() in head]
        try:
            signature = dkim.sign(
                message,
                self.selector.encode("ascii"),
                self.domain.encode("ascii"),
                self.key,
                canonicalize=(b"relaxed", b"relaxed"),
                include_headers=[name.encode("ascii") for name in there],
            )
        except Exception as error:  # dkimpy lets parsers' own errors through, and those may quote the key
            raise UsageError(f"the DKIM key for {self.domain} cannot be used: {type(error).__name__}") from None
        return bytes(signature)


def signer(domain: str, selector: str, key_file: str | Path) -> Signer:
    """The signer for `domain` with the private key in `key_file`; raises UsageError where there is none."""
    try:
        return Signer(domain, selector, Path(key_file).read_bytes())
    except OSError as error:
        raise UsageError(f"the DKIM key {key_file} cannot be read: {(error.strerror or str(error)).lower()}") from None
