"""The message: text and HTML of the same stories, the headers that a list's mail needs, and nothing that calls home."""

from __future__ import annotations

import hashlib
import html as markup
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING, overload
from urllib.parse import quote, urljoin

from digest.errors import UsageError
from digest.ledger import NewMail
from digest.mail.address import Address, address, way_of
from digest.mail.wire import body, mailbox_header, message, plain_header, text_header

if TYPE_CHECKING:
    from digest.mail.dkim import Signer
    from digest.model import Briefing
    from digest.render.language import Language
    from digest.render.view import BriefingView

TITLE = 300  # characters of one title in a header
SUBJECT, TOP = 120, 3  # a subject names as many of the first three stories as fit into so many characters
LABEL = 24  # characters of a list's name, so that the headers with it stay within their lines
LISTED = 200  # items left out that a mail lists one by one; of more it tells numbers and reasons


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """The ways out of the list that a message names."""

    mailto: str  # who reads requests by mail
    url: str | None = None  # https, one click (RFC 8058)


@dataclass(frozen=True, slots=True)
class Letter:
    """A briefing made ready for the post once, to be addressed to many."""

    edition: str
    title: str
    subject: str
    text: str
    html: str
    leave: str = ""  # what stands for each recipient's own address to unsubscribe at; "": the letter names none

    def addressed(
        self,
        *,
        sender: str,
        recipient: str,
        message_id: str,
        date: datetime,
        unsubscribe: Unsubscribe | None = None,
        signer: Signer | None = None,
        smtputf8: bool = False,
    ) -> bytes:
        """The whole RFC 5322 message for one recipient, signed where there is a `signer`. The same input, the same bytes.

        Raises UsageError for addresses that cannot be written (see `digest.mail.address`) and for a date without an offset.
        """
        from_ = address(sender)
        to = address(recipient) if way_of(recipient) == "mail" else None
        for one in (from_, to):
            if one is not None and one.needs_utf8 and not smtputf8:
                raise UsageError(
                    f"{one.spec!r}: the part before the @ is not ASCII, and the mail server does not take that"
                )
        if date.tzinfo is None:
            raise UsageError("the date of a message needs an offset")
        if unsubscribe is None and self.leave:
            raise ValueError("a letter that names a way to leave needs one")
        headers = [
            mailbox_header("From", clean(from_.name) or self.title, from_.spec),
            mailbox_header("To", clean(to.name), to.spec) if to else plain_header("To", "undisclosed-recipients:;"),
            text_header("Subject", self.subject),
            plain_header("Date", format_datetime(date)),
            plain_header("Message-ID", message_id),
            mailbox_header("List-Id", self.title, list_id(self.edition, from_)),
            plain_header("Auto-Submitted", "auto-generated"),
        ]
        text, html = self.text, self.html
        if unsubscribe is not None:
            link = unsubscribe.url or _mailto(unsubscribe.mailto, self.edition)
            headers += _leaving(unsubscribe, self.edition)
            if self.leave:
                text = text.replace(self.leave, link)
                html = html.replace(self.leave, markup.escape(link))
        made = message(headers, (body(text, "plain"), body(html, "html")))
        return signer.sign(made) + made if signer else made


@dataclass(frozen=True, slots=True)
class Mailing(Sequence[NewMail]):
    """A briefing's messages, one for each recipient, each made when it is asked for: thousands take no room.

    Recipients that are no mailbox (`COMMAND`, `FOLDER`) get the same letter without a way to leave.
    """

    briefing: str  # its id
    letter: Letter
    recipients: tuple[str, ...]
    sender: str
    date: datetime
    leave: Callable[[str], Unsubscribe] | None = None  # how a mailbox leaves; needed where the letter names a way
    local: Letter | None = None  # for recipients that are no mailbox, where the letter names a way
    signer: Signer | None = None
    smtputf8: bool = False

    def __len__(self) -> int:
        return len(self.recipients)

    @overload
    def __getitem__(self, place: int) -> NewMail: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[NewMail]: ...
    def __getitem__(self, place: int | slice) -> NewMail | Sequence[NewMail]:
        """The message at a place."""
        if isinstance(place, slice):
            return replace(self, recipients=self.recipients[place])
        recipient = self.recipients[place]
        mailbox = way_of(recipient) == "mail"
        made = self.letter if mailbox or self.local is None else self.local
        name = message_id(self.briefing, recipient, self.sender)
        data = made.addressed(
            sender=self.sender,
            recipient=recipient,
            message_id=name,
            date=self.date,
            unsubscribe=self.leave(recipient) if mailbox and self.leave else None,
            signer=self.signer if mailbox else None,
            smtputf8=self.smtputf8,
        )
        return NewMail(address(recipient).spec if mailbox else recipient, name, data)


def letter(
    briefing: Briefing,
    *,
    base_url: str | None = None,
    page: str = "",
    templates: str | None = None,
    leaving: bool = True,
) -> Letter:
    """What every recipient's message of `briefing` has in common.

    `base_url` is where output/ is published, `page` the way of the briefing's page below it; `leaving` says whether the
    messages name a way to unsubscribe.
    """
    from digest.mail.html import to_html
    from digest.render.language import load
    from digest.render.plain import to_text
    from digest.render.view import view

    seen, words = view(briefing), load(briefing.language)
    address_of_page = urljoin(base_url if base_url.endswith("/") else base_url + "/", quote(page)) if base_url else None
    text = _short_account(to_text(briefing), seen, words)
    if address_of_page:
        text += f"\n{words.web_address}{words.colon}{address_of_page}\n"
    leave = ""
    if leaving:
        # No article can hold it, since it follows from all that the articles say.
        leave = f"https://unsubscribe.invalid/{hashlib.sha256(text.encode('utf-8')).hexdigest()}"
        text += f"\n{words.no_more}{words.colon}{leave}\n"
    foremost = sorted(seen.stories, key=lambda story: not story.lead)  # sections do not say which matters most
    return Letter(
        edition=briefing.edition,
        title=clean(briefing.title) or words.briefing,
        subject=subject([story.headline for story in foremost], f"{seen.title}{words.comma}{seen.date}", words),
        text=text,
        html=to_html(seen, words, templates=templates, page=address_of_page, leave=leave or None),
        leave=leave,
    )


def _short_account(text: str, seen: BriefingView, words: Language) -> str:
    """`text` with the long account of what was left out as numbers and reasons: thousands of paths are nothing for a mail."""
    from digest.render.plain import COLUMNS
    from digest.render.wording import counted, number

    head, mark, _ = text.rpartition(f"{'=' * COLUMNS}\n{words.left_out}\n")
    if seen.left_out_total <= LISTED or not mark:
        return text
    lines = []
    for kind in seen.left_out:
        lines += ["", kind.title + words.colon + counted(kind.total, words.items, words)]
        told = [(group.reason[:300], len(group.items)) for group in kind.groups[:LISTED]]
        others = sum(len(group.items) for group in kind.groups[LISTED:])
        told += [(words.other_reasons, others)] if others else []
        lines += [f"  - {reason}{words.colon}{number(items, words)}" for reason, items in told]
    lines += ["", words.page_lists + words.gap + words.proof]
    return head + mark + "\n".join(lines) + "\n"


def compose_mail(
    briefing: Briefing,
    *,
    sender: str,
    recipient: str,
    message_id: str,
    date: datetime,
    unsubscribe: Unsubscribe | None = None,
    base_url: str | None = None,
    page: str = "",
    templates: str | None = None,
    signer: Signer | None = None,
    smtputf8: bool = False,
) -> bytes:
    """The whole message of `briefing` for one recipient; see `letter` and `Letter.addressed`, which many share."""
    made = letter(briefing, base_url=base_url, page=page, templates=templates, leaving=unsubscribe is not None)
    return made.addressed(
        sender=sender,
        recipient=recipient,
        message_id=message_id,
        date=date,
        unsubscribe=unsubscribe,
        signer=signer,
        smtputf8=smtputf8,
    )


def to_mail(briefing: Briefing, *, templates: str | None = None) -> EmailMessage:
    """The message without addresses, date and list: what `digest.render(briefing, "mail")` gives."""
    from email import message_from_bytes
    from email.policy import SMTP

    made = letter(briefing, templates=templates, leaving=False)
    parts = (body(made.text, "plain"), body(made.html, "html"))
    parsed = message_from_bytes(message([text_header("Subject", made.subject)], parts), policy=SMTP)
    assert isinstance(parsed, EmailMessage)  # noqa: S101 - the policy's own class
    return parsed


def message_id(briefing: str, recipient: str, sender: str) -> str:
    """A Message-ID that follows from the briefing's id and the recipient's mailbox alone, so that every copy has the same."""
    key = address(recipient).key if way_of(recipient) == "mail" else recipient
    digest = hashlib.sha256(f"{briefing}\0{key}".encode()).hexdigest()
    return f"<{digest[:40]}@{address(sender).domain}>"


def subject(headlines: Sequence[str], otherwise: str, words: Language) -> str:
    """The day's first stories in one line: the first in any case, then those that there is room for, and how many are left."""
    if not headlines:
        return words.nothing_in.format(title=clean(otherwise))
    told = [clean(headlines[0])]
    for headline in map(clean, headlines[1:TOP]):
        if len(words.semicolon.join([*told, headline])) <= SUBJECT:
            told.append(headline)
    left = len(headlines) - len(told)
    told += [words.more_stories[words.plural(left)].format(n=left)] if left else []
    return words.semicolon.join(told)


def clean(title: str) -> str:
    """`title` fit for a header: one line, no character that acts, at most 300 characters."""
    from digest.render.safe import shown

    line = shown(title)
    return line if len(line) <= TITLE else line[: TITLE - 1].rstrip() + "…"


def list_id(edition: str, sender: Address) -> str:
    """The list's name (RFC 2919): the edition below the sender's domain."""
    return f"{label(edition)}.{sender.domain}"


def label(edition: str) -> str:
    """The edition's name in the letters that a list's name may have; part of its hash where letters are lost."""
    found = re.sub(r"[^a-z0-9]+", "-", edition.casefold()).strip("-")
    if found and edition.isascii() and len(found) <= LABEL:
        return found
    return f"{found[: LABEL - 7].strip('-') or 'list'}-{hashlib.sha256(edition.encode('utf-8', 'replace')).hexdigest()[:6]}"


def _leaving(unsubscribe: Unsubscribe, edition: str) -> list[bytes]:
    ways = [f"<{_mailto(unsubscribe.mailto, edition)}>"]
    if unsubscribe.url is None:
        return [plain_header("List-Unsubscribe", ways[0])]
    if not re.fullmatch(r"https://[!-;=?-~]+", unsubscribe.url):
        raise UsageError(f"{unsubscribe.url!r}: one-click unsubscribing needs an https address")
    ways.insert(0, f"<{unsubscribe.url}>,")
    return [
        plain_header("List-Unsubscribe", " ".join(ways)),
        plain_header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ]


def _mailto(to: str, edition: str) -> str:
    return f"mailto:{quote(address(to).spec, safe='@')}?subject=unsubscribe%20{label(edition)}"
