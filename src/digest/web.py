"""A small page on loopback: health, metrics, and one-click unsubscribing where mail names it.

GET /healthz   200 while nothing needs a person, else 503 with what does
GET /readyz    200 when the store answers
GET /metrics   Prometheus text
/unsubscribe   see `digest.mail.unsubscribe`
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from digest.errors import DigestError
from digest.health import Status, status
from digest.project import Project

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

TEXT = "text/plain; charset=utf-8"


def application(project: Callable[[], Project], otherwise: WSGIApplication) -> WSGIApplication:
    """The pages as a WSGI application; what they do not know goes to `otherwise`."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        page = PAGES.get(environ.get("PATH_INFO", ""))
        if page is None:
            return otherwise(environ, start_response)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            start_response("405 Method Not Allowed", [("Allow", "GET, HEAD"), ("Content-Length", "0")])
            return [b""]
        try:
            said, kind, text = page(status(project(), datetime.now(UTC)))
        except DigestError as error:
            said, kind, text = "503 Service Unavailable", TEXT, f"{error}\n"
        body = text.encode("utf-8")
        start_response(
            said, [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
        )
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    return answer


def serve(listen: str, project: Callable[[], Project]) -> Callable[[], None]:
    """Answers on `listen` ("127.0.0.1:8420") in a thread of its own; the call that ends it."""
    from digest.mail import unsubscribe
    from digest.sending import opt_outs, unsubscribe_key

    def leave(edition: str, recipient: str) -> None:
        opt_outs(project()).leave(edition, recipient, datetime.now(UTC))

    leaving = unsubscribe.application(unsubscribe_key(project()), leave)
    server = unsubscribe.server(listen, application(project, leaving))
    thread = threading.Thread(target=server.serve_forever, name="web", daemon=True)
    thread.start()

    def stop() -> None:
        server.shutdown()
        server.server_close()
        thread.join(5)

    return stop


def _health(found: Status) -> tuple[str, str, str]:
    if found.needs:
        return "503 Service Unavailable", TEXT, "\n".join(found.needs) + "\n"
    return "200 OK", TEXT, "well\n"


def _ready(_: Status) -> tuple[str, str, str]:
    return "200 OK", TEXT, "ready\n"


def _metrics(found: Status) -> tuple[str, str, str]:
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

    registry, values = CollectorRegistry(), found.values
    Gauge("digest_needs_a_person", "Things that a person has to look at", registry=registry).set(len(found.needs))
    failing = sum(bool(source["reason"]) for source in values["sources"])
    Gauge("digest_sources", "Sources asked", registry=registry).set(len(values["sources"]))
    Gauge("digest_sources_failing", "Sources that fail", registry=registry).set(failing)
    mail = Gauge("digest_mail", "Messages in the outbox", ["state"], registry=registry)
    for state, count in values["mail"].items():
        mail.labels(state).set(count)
    Gauge("digest_disk_free_bytes", "Free where briefings are published", registry=registry).set(
        values["disk"]["free_bytes"]
    )
    last = Gauge("digest_last_run_done", "Whether the edition's last run was done", ["edition"], registry=registry)
    for edition in values["editions"]:
        last.labels(edition["name"]).set(bool(edition["last"]) and edition["last"]["state"] == "done")
    return "200 OK", CONTENT_TYPE_LATEST, generate_latest(registry).decode("utf-8")


PAGES: dict[str, Callable[[Status], tuple[str, str, str]]] = {
    "/healthz": _health,
    "/readyz": _ready,
    "/metrics": _metrics,
}
