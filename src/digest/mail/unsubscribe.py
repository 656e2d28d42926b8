"""Leaving a list: addresses that only we can make, and the page behind them (RFC 8058).

A POST takes the recipient off the list at once, without a redirect or a cookie; a GET, which scanners send too, changes nothing.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import html
import json
import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from digest.errors import OutputError, UsageError
from digest.ledger import Mail
from digest.mail.address import address, way_of
from digest.mail.message import Unsubscribe

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "unsubscribe/"  # below base_url; a web server in front hands it on to [web] listen
_MAC = 16  # bytes: 128 bits cannot be guessed
_KEY = 32
_LONGEST_BODY = 4_096
_CONSENT = b"One-Click"  # RFC 8058, 3.2: List-Unsubscribe=One-Click, as a form of either kind
_PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>{title}</title></head><body><h1>{title}</h1><p>{text}</p>{form}</body></html>\n"
)
_FORM = '<form method="post"><button name="List-Unsubscribe" value="One-Click">Unsubscribe</button></form>'


def key(folder: Path) -> bytes:
    """The secret in `folder`/unsubscribe.key, made on first use, readable by its owner alone. Raises OutputError."""
    path = folder / "unsubscribe.key"
    try:
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            temporary = folder / f".{secrets.token_hex(8)}.tmp"
            try:
                handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(handle, "wb") as file:
                    file.write(secrets.token_hex(_KEY).encode("ascii") + b"\n")
                    file.flush()
                    os.fsync(file.fileno())
                with suppress(FileExistsError):  # another process was first: then its key counts
                    os.link(temporary, path)
            finally:
                temporary.unlink(missing_ok=True)
        found = bytes.fromhex(path.read_text("ascii").strip())
    except OSError as error:
        raise OutputError(f"{path} cannot be used: {(error.strerror or str(error)).lower()}") from None
    except ValueError:
        raise UsageError(
            f"{path} is no key: delete it to have a new one made (old unsubscribe links end then)"
        ) from None
    if len(found) < _MAC:
        raise UsageError(f"{path} is too short for a key: delete it to have a new one made")
    return found


def token(secret: bytes, edition: str, recipient: str) -> str:
    """What names an edition and a recipient in an address, and proves that we wrote it."""
    said = json.dumps([edition, recipient], ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return f"{_b64(said)}.{_b64(_mac(secret, said))}"


def read_token(secret: bytes, text: str) -> tuple[str, str] | None:
    """(edition, recipient) of a token that we wrote; None for every other string."""
    said, dot, mac = text.partition(".")
    try:
        known = _unb64(said)
        if not dot or not hmac.compare_digest(_unb64(mac), _mac(secret, known)):
            return None
        edition, recipient = json.loads(known)
    except (ValueError, binascii.Error, RecursionError):
        return None
    return str(edition), str(recipient)


def ways(
    edition: str,
    recipient: str,
    *,
    sender: str,
    base_url: str | None = None,
    listening: bool = False,
    secret: bytes | None = None,
) -> Unsubscribe:
    """How `recipient` leaves the list: by one click where base_url is https and our page listens, and by mail in any case."""
    spec = address(sender).spec
    if not (listening and secret and base_url and base_url.lower().startswith("https://")):
        return Unsubscribe(spec)
    root = base_url if base_url.endswith("/") else base_url + "/"
    return Unsubscribe(spec, urljoin(root, PATH) + token(secret, edition, address(recipient).spec))


class OptOuts:
    """Who left which list, in a file of lines that only grows: the last word on a recipient counts."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def leave(self, edition: str, recipient: str, now: datetime) -> None:
        """The recipient wants no more of the edition; saying it twice is saying it once. Raises OSError."""
        if not self.left(edition, recipient):
            self._say(edition, recipient, now, "left")

    def come_back(self, edition: str, recipient: str, now: datetime) -> None:
        """The recipient wants the edition again. Raises OSError."""
        if self.left(edition, recipient):
            self._say(edition, recipient, now, "back")

    def left(self, edition: str, recipient: str) -> bool:
        """Whether the recipient left the edition."""
        return (edition, recipient.casefold()) in self._gone()

    def staying(self, edition: str, recipients: Iterable[str]) -> tuple[str, ...]:
        """Those of `recipients` who did not leave the edition, in their order."""
        gone = self._gone()
        return tuple(one for one in recipients if (edition, address(one).key) not in gone)

    def _gone(self) -> frozenset[tuple[str, str]]:
        try:
            lines = self._path.read_bytes().splitlines()
        except FileNotFoundError:
            return frozenset()
        gone: dict[tuple[str, str], bool] = {}
        for line in lines:
            with suppress(ValueError, KeyError, TypeError, AttributeError):  # a line that a full disk cut short
                said = json.loads(line)
                gone[said["edition"], said["recipient"].casefold()] = said["said"] == "left"
        return frozenset(who for who, is_gone in gone.items() if is_gone)

    def _say(self, edition: str, recipient: str, now: datetime, word: str) -> None:
        said = {"at": now.isoformat(timespec="seconds"), "edition": edition, "recipient": recipient, "said": word}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            # The line's end comes first too, so that a line cut short does not swallow the next one.
            os.write(handle, b"\n" + json.dumps(said, ensure_ascii=False).encode("utf-8") + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)


def unwanted(outs: OptOuts, lists: Mapping[str, Iterable[str]]) -> Callable[[Mail], str | None]:
    """What `flush` asks before it sends: why a recipient is to get nothing any more; None: they are.

    `lists` holds each edition's recipients as the configuration has them now.
    """
    wanted = {edition: {address(one).key for one in recipients} for edition, recipients in lists.items()}

    def why(mail: Mail) -> str | None:
        if way_of(mail.recipient) != "mail":
            return None
        if mail.recipient.casefold() not in wanted.get(mail.edition, ()):
            return f"no longer among the recipients of edition {mail.edition}"
        return "unsubscribed" if outs.left(mail.edition, mail.recipient) else None

    return why


def application(secret: bytes, leave: Callable[[str, str], None]) -> WSGIApplication:
    """The page behind the addresses, as a WSGI application; `leave` takes (edition, recipient) and may raise OSError."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        status, title, text, form = _answer(environ, secret, leave)
        body = _PAGE.format(title=html.escape(title), text=html.escape(text), form=form).encode("utf-8")
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Robots-Tag", "noindex"),
            ("X-Content-Type-Options", "nosniff"),
            (
                "Content-Security-Policy",
                "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            ),
        ]
        if status.startswith("405"):
            headers.append(("Allow", "GET, HEAD, POST"))
        start_response(status, headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    return answer


def _answer(environ: WSGIEnvironment, secret: bytes, leave: Callable[[str, str], None]) -> tuple[str, str, str, str]:
    """Status, title, text and form."""
    method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
    _, here, rest = path.rpartition("/" + PATH)
    who = read_token(secret, rest) if here else None
    if who is None:
        return "404 Not Found", "No such page", "This is no address of ours. Was it cut short?", ""
    edition, recipient = who
    if method in ("GET", "HEAD"):
        return "200 OK", "Unsubscribe", f"{recipient} gets the briefing “{edition}”.", _FORM
    if method != "POST":
        return "405 Method Not Allowed", "Not here", "This page takes GET and POST.", ""
    if _CONSENT not in _sent(environ):
        return "400 Bad Request", "Unsubscribe", "The form did not say that you want to unsubscribe.", _FORM
    try:
        leave(edition, recipient)
    except OSError:
        return "503 Service Unavailable", "Not done", "This could not be written down. Please try again later.", _FORM
    return "200 OK", "Unsubscribed", f"{recipient} gets no more of the briefing “{edition}”.", ""


def _sent(environ: WSGIEnvironment) -> bytes:
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return b""
    return bytes(environ["wsgi.input"].read(min(max(length, 0), _LONGEST_BODY)))


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Handler(WSGIRequestHandler):
    timeout = 10  # seconds for a slow client's request

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Says nothing: addresses of requests name recipients."""


def server(listen: str, app: WSGIApplication) -> WSGIServer:
    """A server for `app` at "127.0.0.1:8420", ready for `serve_forever`; raises UsageError where it cannot listen there."""
    host, _, port = listen.rpartition(":")
    try:
        return make_server(
            host.strip("[]") or "127.0.0.1", int(port), app, server_class=_Server, handler_class=_Handler
        )
    except (OSError, ValueError, OverflowError) as error:
        why = error.strerror or str(error) if isinstance(error, OSError) else "give it as 127.0.0.1:8420"
        raise UsageError(f"web.listen {listen!r} cannot be used: {why.lower()}") from None


def _mac(secret: bytes, said: bytes) -> bytes:
    return hmac.digest(secret, b"digest unsubscribe 1\0" + said, "sha256")[:_MAC]


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def _unb64(text: str) -> bytes:
    if not text.isascii() or text != text.strip() or "=" in text:
        raise ValueError("no token")
    found = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if _b64(found) != text:  # one token has one spelling
        raise ValueError("no token")
    return found
