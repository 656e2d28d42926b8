"""Bytes of a message: headers folded and encoded, bodies within their line lengths. The same input gives the same bytes.

Written out here, because the standard library's folding differs between versions, and what is frozen must not.
RFC 5322 (format), RFC 2047 (encoded words), RFC 2045 (transfer encodings), RFC 6532 (UTF-8 headers).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable

from digest.errors import UsageError

WIDTH = 78
_PRINTABLE = re.compile(r"[\x20-\x7e]*")
_PLAIN_Q = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")


def text_header(name: str, text: str) -> bytes:
    """A header of free text, such as Subject: as it is where it is ASCII, otherwise in encoded words."""
    room = WIDTH - len(name) - 2
    # What looks like an encoded word is encoded, so that it is read as the characters that it is.
    if _PRINTABLE.fullmatch(text) and "=?" not in text and "  " not in text and text == text.strip():
        lines = _folded(text, room)
        if all(len(line) <= WIDTH - 1 for line in lines):
            return _header(name, "\r\n ".join(lines))
    return _header(name, "\r\n ".join(encoded_words(text, room)))


def mailbox_header(name: str, phrase: str, spec: str) -> bytes:
    """A header with one address, or one list's name in angle brackets: From, To, List-Id."""
    if re.search(r"[\x00-\x20<>\x7f]", spec):
        raise UsageError(f"{name}: {spec!r} cannot stand in a header")
    if not phrase:
        return _header(name, spec if name != "List-Id" else f"<{spec}>")
    room = WIDTH - len(name) - 2
    atoms = re.fullmatch(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+", phrase)
    words = [phrase if atoms else '"' + re.sub(r'(["\\])', r"\\\1", phrase) + '"']
    if not _PRINTABLE.fullmatch(phrase) or "=?" in phrase or len(words[0]) > room:
        words = encoded_words(phrase, room)
    last = len(words[-1]) + (len(name) + 2 if len(words) == 1 else 1)
    gap = " " if last + len(spec) + 3 <= WIDTH else "\r\n "
    return _header(name, "\r\n ".join(words) + f"{gap}<{spec}>")


def plain_header(name: str, value: str, *, between: str = " ") -> bytes:
    """A header whose value is made by this program: ASCII, folded only after `between`."""
    if not _PRINTABLE.fullmatch(value):
        raise UsageError(f"{name}: {value!r} cannot stand in a header")
    lines: list[str] = []
    used = len(name) + 2
    for piece in value.split(between) if between in value else [value]:
        if lines and used + 1 + len(piece) <= WIDTH:
            lines[-1] += " " + piece
            used += 1 + len(piece)
        else:
            lines.append(piece)
            used = (used if len(lines) == 1 else 1) + len(piece)
    return _header(name, "\r\n ".join(lines))


def _header(name: str, value: str) -> bytes:
    return f"{name}: {value}\r\n".encode()


def _folded(text: str, room: int) -> list[str]:
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line, room = word, WIDTH - 1
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def encoded_words(text: str, room: int) -> list[str]:
    """`text` as encoded words of at most 75 characters, the first within `room`; no character is split between two."""
    whole = text.encode("utf-8")
    quoted = sum(1 if chr(byte) in _PLAIN_Q or byte == 32 else 3 for byte in whole) <= len(whole) * 4 // 3
    encode = _q if quoted else _b
    words: list[str] = []
    held = ""
    limit = min(room, 75)
    for char in text:
        if held and len(encode(held + char)) > limit:
            words.append(encode(held))
            held, limit = char, 75
        else:
            held += char
    return [*words, encode(held)] if held else words or [""]


def _q(text: str) -> str:
    return (
        "=?utf-8?q?"
        + "".join("_" if b == 32 else chr(b) if chr(b) in _PLAIN_Q else f"={b:02X}" for b in text.encode("utf-8"))
        + "?="
    )


def _b(text: str) -> str:
    return "=?utf-8?b?" + base64.b64encode(text.encode("utf-8")).decode("ascii") + "?="


def body(text: str, kind: str) -> bytes:
    """One part, with its headers: text/`kind` in UTF-8, in the shorter of the two encodings; lines end in CRLF."""
    data = text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8")
    quoted = binascii.b2a_qp(data, istext=True)
    # Some relays still put a ">" before a line that begins with "From ".
    quoted = re.sub(rb"(?m)^From ", b"=46rom ", quoted)
    name, encoded = "quoted-printable", quoted
    if len(quoted) > len(data) * 4 // 3:
        in_base64 = base64.encodebytes(data).replace(b"\n", b"\r\n")
        if len(in_base64) < len(quoted):
            name, encoded = "base64", in_base64
    head = f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: {name}\r\n\r\n'
    return head.encode("ascii") + encoded


def message(headers: Iterable[bytes], parts: Iterable[bytes]) -> bytes:
    """A multipart/alternative message of `parts`, the plainest first."""
    parts = tuple(parts)
    boundary = "=_" + hashlib.sha256(b"\0".join(parts)).hexdigest()[:32]  # "=_" stands in neither encoding
    line = b"--" + boundary.encode("ascii")
    head = b"".join(
        headers
    ) + f'MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary="{boundary}"\r\n\r\n'.encode("ascii")
    return head + b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + b"--\r\n"
