"""Leaving a list by one click: the tokens, the page behind them, and the memory of who left."""

from __future__ import annotations

import http.client
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import UsageError
from digest.ledger import Mail
from digest.mail.unsubscribe import OptOuts, application, key, read_token, server, token, unwanted, ways

SECRET = b"k" * 32
ANA, BO = "ana@example.org", "bo@example.org"
NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
CONSENT = b"List-Unsubscribe=One-Click"


@pytest.fixture
def outs(tmp_path: Path) -> OptOuts:
    """Nobody left yet."""
    return OptOuts(tmp_path / "state" / "unsubscribed.jsonl")


@pytest.fixture
def port(outs: OptOuts) -> Iterator[int]:
    """The page, listening."""
    running = server("127.0.0.1:0", application(SECRET, lambda edition, who: outs.leave(edition, who, NOW)))
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield running.server_port
    running.shutdown()
    running.server_close()
    thread.join()


def ask(
    port: int, method: str, path: str, body: bytes | None = None, kind: str = "application/x-www-form-urlencoded"
) -> http.client.HTTPResponse:
    """One request, without following anything."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, body, {"Content-Type": kind} if body is not None else {})
    answer = connection.getresponse()
    answer.words = answer.read().decode()  # type: ignore[attr-defined]
    connection.close()
    return answer


def test_a_post_unsubscribes_at_once(port: int, outs: OptOuts) -> None:
    """200, no redirect, no cookie; a second time is the same; others stay."""
    path = "/unsubscribe/" + token(SECRET, "morning", ANA)
    for _ in range(2):
        answer = ask(port, "POST", path, CONSENT)
        assert answer.status == 200
        assert answer.getheader("Set-Cookie") is None
        assert answer.getheader("Location") is None
        assert answer.getheader("Cache-Control") == "no-store"
    assert outs.left("morning", ANA.upper())
    assert not outs.left("evening", ANA)
    assert not outs.left("morning", BO)
    assert outs.staying("morning", [ANA, f"Bo <{BO}>"]) == (f"Bo <{BO}>",)


def test_both_kinds_of_forms_are_understood(port: int, outs: OptOuts) -> None:
    """RFC 8058 lets a mail program send multipart/form-data too, and the prefix of a path may be a proxy's."""
    body = b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
    answer = ask(
        port, "POST", "/news/unsubscribe/" + token(SECRET, "morning", BO), body, "multipart/form-data; boundary=x"
    )
    assert answer.status == 200
    assert outs.left("morning", BO)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_look_changes_nothing(port: int, outs: OptOuts, method: str) -> None:
    """A scanner that follows every link of a mail unsubscribes nobody; a person finds a button."""
    answer = ask(port, method, "/unsubscribe/" + token(SECRET, "morning", ANA))
    assert answer.status == 200
    assert ('<form method="post">' in answer.words) == (method == "GET")  # type: ignore[attr-defined]
    assert not outs.left("morning", ANA)


def test_other_methods_and_forms_without_consent_change_nothing(port: int, outs: OptOuts) -> None:
    """405 with what is allowed, 400 for a form that says something else, whatever length it claims."""
    path = "/unsubscribe/" + token(SECRET, "morning", ANA)
    answer = ask(port, "DELETE", path)
    assert (answer.status, answer.getheader("Allow")) == (405, "GET, HEAD, POST")
    assert ask(port, "POST", path, b"x=1").status == 400
    assert ask(port, "POST", path).status == 400
    assert not outs.left("morning", ANA)


def test_a_token_is_good_for_its_own_edition_and_recipient_alone(port: int, outs: OptOuts) -> None:
    """Parts of two tokens do not make a third, no other key's works, and nothing is told about who exists."""
    one, two = token(SECRET, "morning", ANA), token(SECRET, "morning", BO)
    forged = [
        two.split(".")[0] + "." + one.split(".")[1],
        token(b"another" * 5, "morning", BO),
        one + "x",
        one[:-1],
        one + "=",
        one.replace(".", ""),
        one.split(".")[0] + ".",
        "",
        "%00",
        "../" + one.split(".")[0],
    ]
    for text in forged:
        for method in ("POST", "GET"):
            answer = ask(port, method, "/unsubscribe/" + text, CONSENT)
            assert answer.status == 404, text
            assert "example.org" not in answer.words  # type: ignore[attr-defined]
    assert ask(port, "POST", "/other/" + one, CONSENT).status == 404
    assert not outs.left("morning", ANA)
    assert not outs.left("morning", BO)


@given(st.text(), st.text())
@settings(deadline=None)
def test_a_token_says_who_it_is_for(edition: str, recipient: str) -> None:
    """Any names go through, in letters that need no escape in an address."""
    if any("\ud800" <= char <= "\udfff" for char in edition + recipient):
        return
    text = token(SECRET, edition, recipient)
    assert read_token(SECRET, text) == (edition, recipient)
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


@given(st.text(max_size=200))
@settings(deadline=None)
def test_no_other_string_is_a_token(text: str) -> None:
    """Whatever a scanner sends."""
    assert read_token(SECRET, text) is None


def test_what_is_shown_is_escaped(port: int) -> None:
    """An edition's name is the user's own, and still no markup."""
    answer = ask(port, "GET", "/unsubscribe/" + token(SECRET, "<script>x</script>", "<b>@example.org"))
    assert "&lt;script&gt;" in answer.words  # type: ignore[attr-defined]
    assert "<script>" not in answer.words  # type: ignore[attr-defined]


def test_what_could_not_be_written_down_is_not_said_to_be_done() -> None:
    """503, so that a mail program tries again."""
    import io

    def full(edition: str, recipient: str) -> None:
        raise OSError(28, "No space left on device")

    said: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/unsubscribe/" + token(SECRET, "morning", ANA),
        "CONTENT_LENGTH": str(len(CONSENT)),
        "wsgi.input": io.BytesIO(CONSENT),
    }
    body = b"".join(application(SECRET, full)(environ, lambda status, headers: said.append(status)))  # type: ignore[arg-type, func-returns-value]
    assert said == ["503 Service Unavailable"]
    assert b"Please try again" in body


# Ways


def test_one_click_needs_https_and_a_page_that_listens() -> None:
    """Otherwise there is the mail address alone."""
    given = {"sender": "Digest <digest@example.org>", "secret": SECRET}
    good = ways("morning", f"Ana <{ANA}>", base_url="https://news.example.org/x", listening=True, **given)  # type: ignore[arg-type]
    assert good.mailto == "digest@example.org"
    assert good.url == "https://news.example.org/x/unsubscribe/" + token(SECRET, "morning", ANA)
    for lacking in (
        {"base_url": "http://news.example.org", "listening": True},
        {"base_url": "https://news.example.org", "listening": False},
        {"base_url": None, "listening": True},
    ):
        assert ways("morning", ANA, **given, **lacking).url is None  # type: ignore[arg-type]
    assert ways("morning", ANA, sender="digest@example.org", base_url="https://x.example", listening=True).url is None


# Memory


def test_who_left_is_remembered_and_may_come_back(outs: OptOuts, tmp_path: Path) -> None:
    """The last word counts, in a file that others read too, which only its owner can."""
    outs.leave("morning", ANA, NOW)
    outs.leave("morning", ANA, NOW)
    again = OptOuts(tmp_path / "state" / "unsubscribed.jsonl")
    assert again.left("morning", ANA)
    again.come_back("morning", ANA, NOW)
    assert not outs.left("morning", ANA)
    path = tmp_path / "state" / "unsubscribed.jsonl"
    assert len(path.read_text().split()) > 2
    assert path.read_text().count("left") == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_flush_is_told_who_wants_nothing_any_more(outs: OptOuts) -> None:
    """Who left, who is no longer in the configuration, whose edition is gone; folders and commands cannot leave."""
    outs.leave("morning", ANA, NOW)
    why = unwanted(outs, {"morning": [f"Ana <{ANA.upper()}>", BO]})

    def row(recipient: str, edition: str = "morning") -> Mail:
        return Mail(1, "b1", edition, recipient, "<1@x>", "", "claimed", NOW)

    assert why(row(ANA)) == "unsubscribed"
    assert why(row(BO)) is None
    assert why(row("cy@example.org")) == "no longer among the recipients of edition morning"
    assert why(row(BO, "evening")) == "no longer among the recipients of edition evening"
    assert why(row("folder:")) is None


@pytest.mark.parametrize(
    "torn", [b'{"at": "2026', b"\xff\xfe", b"[]", b'"x"', b'{"edition": 1, "recipient": 2, "said": "left"}']
)
def test_a_torn_line_costs_nothing_but_itself(outs: OptOuts, tmp_path: Path, torn: bytes) -> None:
    """A disk that was full in the middle of a line: those before and after it are still known."""
    outs.leave("morning", ANA, NOW)
    path = tmp_path / "state" / "unsubscribed.jsonl"
    path.write_bytes(path.read_bytes() + torn)
    outs.leave("morning", BO, NOW)
    assert outs.left("morning", ANA)
    assert outs.left("morning", BO)


def test_the_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    """Many at once get the same one; nothing is left beside it."""
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(key(tmp_path / "state"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert len(found[0]) == 32
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["unsubscribe.key"]
    assert stat.S_IMODE((tmp_path / "state" / "unsubscribe.key").stat().st_mode) == 0o600


def test_a_key_that_is_none_is_refused_with_the_mend(tmp_path: Path) -> None:
    """Its content stays out of the words."""
    (tmp_path / "unsubscribe.key").write_text("S3cr3t-canary")
    with pytest.raises(UsageError, match="delete it") as caught:
        key(tmp_path)
    assert "canary" not in str(caught.value)
    (tmp_path / "unsubscribe.key").write_text("00ff")
    with pytest.raises(UsageError, match="too short"):
        key(tmp_path)


@pytest.mark.parametrize("listen", ["127.0.0.1", "127.0.0.1:x", "127.0.0.1:99999", "192.0.2.1:80", ""])
def test_a_place_to_listen_that_is_none_is_refused(listen: str) -> None:
    """With the words of the config."""
    with pytest.raises(UsageError, match=r"web\.listen"):
        server(listen, application(SECRET, lambda edition, who: None))
