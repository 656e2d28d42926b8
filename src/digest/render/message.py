"""The briefing as a mail: text and HTML of the same stories. Addresses and transport are not its business."""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from email.policy import SMTP

from digest.model import Briefing
from digest.render.language import load
from digest.render.page import fill
from digest.render.plain import to_text
from digest.render.safe import shown
from digest.render.view import view
from digest.render.wording import long_date

LARGEST = 88_000  # bytes of the encoded HTML part: Gmail cuts a message off at about 102 KB


def to_mail(briefing: Briefing, *, templates: str | None = None) -> EmailMessage:
    """A multipart/alternative message with a subject; the same briefing gives the same bytes.

    The text part carries all stories, the HTML part as many as mail programs show, and how many are left.
    """
    text, html, words = to_text(briefing), _html(briefing, templates), load(briefing.language)
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = f"{shown(briefing.title)[:200] or words.briefing}{words.comma}{long_date(briefing.date, words)}"
    mail.set_content(text, cte=_encoding(text))
    mail.add_alternative(html, subtype="html", cte=_encoding(html))
    mail.set_boundary("=_" + hashlib.sha256((text + html).encode("utf-8")).hexdigest()[:40])
    return mail


def _html(briefing: Briefing, templates: str | None) -> str:
    """The HTML part, with stories left off its end until it is small enough."""
    seen = view(briefing)
    told = len(seen.stories)
    while True:
        html = fill("mail.html.j2", templates, load(briefing.language), briefing=seen, told=told)
        size = _encoded(html)
        if size <= LARGEST or told == 0:
            return html
        told = min(told - 1, told * LARGEST // size)


def _encoding(text: str) -> str:
    """The shorter of the two encodings that keep every line within 76 characters."""
    return "quoted-printable" if _quoted(text) <= _in_base64(text) else "base64"


def _encoded(text: str) -> int:
    return min(_quoted(text), _in_base64(text))


def _quoted(text: str) -> int:
    """Bytes of `text` as quoted-printable, nearly: an odd byte takes three, and a long line is broken at 76."""
    data = text.encode("utf-8")
    return (len(data) + 2 * sum(byte > 126 or byte == 61 for byte in data)) * 79 // 76


def _in_base64(text: str) -> int:
    """Bytes of `text` as base64, in lines of 76 and their ends."""
    return len(text.encode("utf-8")) * 4 // 3 * 78 // 76
