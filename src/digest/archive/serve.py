"""The archive over HTTP for the person in front of this machine: on loopback alone, and nothing but what is published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlsplit

from digest.errors import UsageError

HOST = "127.0.0.1"
TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".html": "text/html; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".md": "text/markdown; charset=utf-8",
        ".json": "application/json",
        ".xml": "application/atom+xml; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".pdf": "application/pdf",
        ".epub": "application/epub+zip",
        ".wasm": "application/wasm",
    }
)
# Parts of the search index that are named after their contents: what a browser has of them stays true.
_LASTING = re.compile(r"/search/pagefind/(fragment|index|filter)/\w+\.pf_\w+|/search/pagefind/pagefind\.\w+\.pf_meta")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = False


class _Handler(SimpleHTTPRequestHandler):
    """Files of one folder. Asked by another name than our own, it says nothing: a page elsewhere may have made up a name for us."""

    _status = 0
    server: _Server
    protocol_version = "HTTP/1.1"  # a search asks for a dozen small files: they come over connections that stay
    disable_nagle_algorithm = True
    wbufsize = -1  # an answer leaves in one piece, its head with its body
    timeout = 60.0

    def do_GET(self) -> None:
        """Answers with a file, or with 404."""
        if self._allowed():
            super().do_GET()

    def do_HEAD(self) -> None:
        """Answers without the file."""
        if self._allowed():
            super().do_HEAD()

    def _allowed(self) -> bool:
        port = self.server.server_address[1]
        if self.headers.get("Host") not in (f"{HOST}:{port}", f"localhost:{port}"):
            self.send_error(HTTPStatus.FORBIDDEN)
            return False
        if not self._published():
            self.send_error(HTTPStatus.NOT_FOUND)
            return False
        return True

    def _published(self) -> bool:
        """Whether the path leads to a plain file below the folder, none of it hidden, not even by way of a link."""
        way = unquote(urlsplit(self.path).path)
        if any(part.startswith(".") for part in way.split("/")) or "\0" in way or "\\" in way:
            return False
        try:
            root = Path(self.directory).resolve()
            path = Path(self.translate_path(self.path)).resolve()
            return path.is_relative_to(root) and (path.is_file() or (path / "index.html").is_file())
        except (OSError, ValueError):
            return False

    def guess_type(self, path: Any) -> str:
        """By the ending alone, whatever this machine's tables say."""
        return TYPES.get(Path(path).suffix, "application/octet-stream")

    def end_headers(self) -> None:
        """With what keeps a browser from guessing, telling and keeping."""
        for name, value in (
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("X-Frame-Options", "DENY"),
            ("Cache-Control", "max-age=31536000, immutable" if self._lasting() else "no-cache"),
        ):
            self.send_header(name, value)
        super().end_headers()

    def _lasting(self) -> bool:
        """Whether what is answered can never change: a part of the index that is there."""
        return self._status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED) and bool(_LASTING.fullmatch(self.path))

    def send_response(self, code: int, message: str | None = None) -> None:
        """Begins an answer, and keeps in mind how."""
        self._status = code
        super().send_response(code, message)

    def list_directory(self, path: Any) -> None:  # noqa: ARG002 - no folder is ever listed
        """A folder without a page of its own is not there."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
        """Requests are nobody's business."""


def server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """A server of `folder` on loopback, ready for `serve_forever`; port 0 is any that is free. UsageError if it cannot be had."""

    def handler(*given: Any) -> _Handler:
        return _Handler(*given, directory=str(folder))

    try:
        return _Server((HOST, port), handler)
    except (OSError, OverflowError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UsageError(
            f"port {port} of {HOST} cannot be used: {why.lower()}; leave out --port to take a free one"
        ) from None


def address(of: ThreadingHTTPServer) -> str:
    """Where a server answers."""
    return f"http://{HOST}:{of.server_address[1]}/"
