"""The briefing as a mail: text and HTML of the same stories. Addresses and transport belong to `digest.mail`."""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from email.policy import SMTP

from digest.model import Briefing
from digest.render.page import to_html
from digest.render.plain import to_text
from digest.render.safe import shown
from digest.render.wording import long_date


def to_mail(briefing: Briefing, *, templates: str | None = None) -> EmailMessage:
    """A multipart/alternative message with a subject; the same briefing gives the same bytes."""
    text, html = to_text(briefing), to_html(briefing, templates=templates)
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = f"{shown(briefing.title)[:200] or 'Briefing'}, {long_date(briefing.date)}"
    mail.set_content(text, cte=_encoding(text))
    mail.add_alternative(html, subtype="html", cte=_encoding(html))
    mail.set_boundary("=_" + hashlib.sha256((text + html).encode("utf-8")).hexdigest()[:40])
    return mail


def _encoding(text: str) -> str:
    """The shorter of the two encodings that keep every line within 76 characters; one takes 3 bytes for an odd one."""
    data = text.encode("utf-8")
    odd = sum(byte > 126 for byte in data)
    return "quoted-printable" if len(data) + 2 * odd <= len(data) * 4 / 3 else "base64"
