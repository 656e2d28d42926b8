"""Bodies inside containers: which part of a mail holds the article, what a PDF says."""

from __future__ import annotations

import email
import email.policy
import email.utils
import io
import re
from dataclasses import dataclass
from datetime import UTC
from email.message import EmailMessage

from digest.clean.decode import decode

MAX_PARTS = 200
MAX_PAGES = 200
MAX_NESTED = 100  # parts that may hold others; the standard parser calls itself for each that stands in another
_HOLDERS = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
# RFC 3676, section 4.3: what follows is the sender's, not the message's
SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


class NotAnArticle(Exception):
    """Raised inside this package for content that holds no article; its text is the reason."""

    def __init__(self, reason: str, *, failed: bool = False) -> None:
        super().__init__(reason)
        self.failed = failed


@dataclass(frozen=True, slots=True)
class Body:
    """Decoded text that a container gives as an article's own."""

    text: str
    media_type: str  # "text/plain" or "text/html"


@dataclass(frozen=True, slots=True)
class Mail:
    """What is used of one message."""

    subject: str
    sender: str | None  # the display name: a newsletter's outlet
    date: str | None  # ISO 8601
    body: Body


def body_of_mail(data: bytes) -> Mail:
    """The article in an RFC 5322 message: its plain text, unless the HTML part says much more."""
    message = _parsed(data)
    texts: dict[str, str] = {}
    for number, part in enumerate(message.walk()):
        if number > MAX_PARTS:
            break
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and not part.get_filename():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                texts[kind] = f"{texts.get(kind, '')}\n\n{decode(payload, part.get_content_charset()).text}".strip()
    plain, html = SIGNATURE.split(texts.get("text/plain", ""), maxsplit=1)[0], texts.get("text/html", "")
    words_in_html = len(re.sub(r"<(style|script).*?</\1>|<[^>]*>", " ", html, flags=re.DOTALL | re.IGNORECASE).split())
    body = Body(plain, "text/plain") if len(plain.split()) >= 0.6 * words_in_html else Body(html, "text/html")
    return Mail(
        _subject(_header(message, "Subject")), _sender(_header(message, "From")), _date(_header(message, "Date")), body
    )


def _parsed(data: bytes) -> EmailMessage:
    too_deep = NotAnArticle(
        f"a mail with more than {MAX_NESTED} parts within parts, the most that is read", failed=True
    )
    if len(_HOLDERS.findall(data)) > MAX_NESTED:
        raise too_deep
    try:
        return email.message_from_bytes(data, policy=email.policy.default)
    except RecursionError:
        raise too_deep from None


def text_of_pdf(data: bytes) -> str:
    """The text of a PDF file, its pages parted by blank lines; needs the `pdf` extra."""
    try:
        from pypdf import PdfReader
    except ImportError:
        raise NotAnArticle("a PDF file: reading it needs an extra: pip install 'digest[pdf]'") from None
    pages = PdfReader(io.BytesIO(data)).pages
    return "\n\n".join(page.extract_text() for page in pages[:MAX_PAGES])


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, TypeError, AttributeError):  # the standard parser raises these on broken headers
        return ""


def _subject(value: str) -> str:
    return re.sub(r"^\s*((re|fwd?|aw|wg|tr|rv)\s*:\s*)+", "", value, flags=re.IGNORECASE)


def _sender(value: str) -> str | None:
    name, _ = email.utils.parseaddr(value)
    return name if name and "@" not in name else None


def _date(value: str) -> str | None:
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
