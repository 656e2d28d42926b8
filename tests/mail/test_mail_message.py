"""The message: its headers, its two parts, and what cannot get into them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import briefings
from digest.errors import UsageError
from digest.mail.address import FOLDER, address, recipients
from digest.mail.message import Mailing, Unsubscribe, clean, compose_mail, letter, list_id, message_id, subject, to_mail
from digest.mail.wire import body, encoded_words, mailbox_header, message, text_header
from digest.model import Briefing, Headline, LeftOut
from digest.render.language import load
from digest.render.safe import shown
from digest.render.view import view

SENDER, ANA = "digest@example.org", "ana@example.org"
DATE = datetime(2026, 11, 21, 7, 0, tzinfo=briefings.ZONE)
ONE_CLICK = Unsubscribe(SENDER, "https://news.example.org/unsubscribe/eyJ.x-_y")
ALL = [briefings.empty(), briefings.single(), briefings.rich(hostile=False), briefings.rich()]
every = pytest.mark.parametrize("briefing", ALL, ids=["empty", "single", "rich", "hostile"])
SEPARATORS = [
    "\n",
    "\r",
    "\r\n",
    "\v",
    "\f",
    "\x1c",
    "\x1d",
    "\x1e",
    "\x85",
    "\u2028",
    "\u2029",
    "\0",
    "=?utf-8?q?=0D=0A?=",
]


def composed(briefing: Briefing, **more: Any) -> bytes:
    """The message of a briefing to Ana."""
    given: dict[str, Any] = {
        "sender": SENDER,
        "recipient": ANA,
        "message_id": message_id("b1", ANA, SENDER),
        "date": DATE,
        "unsubscribe": ONE_CLICK,
    }
    return compose_mail(briefing, **given | more)


def parsed(data: bytes) -> EmailMessage:
    """The message as a mail program parses it."""
    found = message_from_bytes(data, policy=policy.default)
    assert isinstance(found, EmailMessage)
    assert not found.defects
    assert not [defect for part in found.walk() for defect in part.defects]
    return found


def part(found: EmailMessage, kind: str) -> str:
    """The words of a part."""
    chosen = found.get_body((kind,))
    assert chosen is not None
    return str(chosen.get_content()).replace("\r\n", "\n")


def entitled(title: str) -> Briefing:
    """A briefing whose title, first headline, outlet and author are `title`."""
    story = briefings.rich(hostile=False).stories[0]
    articles = tuple(
        replace(
            report,
            voice=title,
            articles=tuple(replace(a, title=title, source=title, authors=(title,)) for a in report.articles),
        )
        for report in story.reports
    )
    bare = replace(
        story, reports=articles, headline=Headline(title, "a1"), points=(), differences=(), only_in=(), timeline=()
    )
    return replace(briefings.empty(), title=title, edition=title, stories=(bare,))


# Headers


@every
def test_each_header_stands_once(briefing: Briefing) -> None:
    """What a list's mail needs, and nothing else."""
    names = [name.lower() for name in parsed(composed(briefing)).keys()]  # noqa: SIM118
    assert sorted(names) == sorted(set(names))
    assert set(names) == {
        "from", "to", "subject", "date", "message-id", "list-id", "list-unsubscribe", "list-unsubscribe-post",
        "auto-submitted", "mime-version", "content-type",
    }  # fmt: skip


def test_headers_say_what_they_must() -> None:
    """Sender's name, date, list, and both ways to leave it."""
    found = parsed(composed(briefings.rich(hostile=False)))
    assert found["From"] == "Morning briefing <digest@example.org>"
    assert found["To"] == ANA
    assert parsedate_to_datetime(found["Date"]) == DATE
    assert re.fullmatch(r"<[0-9a-f]{40}@example\.org>", found["Message-ID"])
    assert found["List-Id"] == "Morning briefing <morning.example.org>"
    assert found["List-Unsubscribe"] == f"<{ONE_CLICK.url}>, <mailto:{SENDER}?subject=unsubscribe%20morning>"
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert found["Auto-Submitted"] == "auto-generated"
    assert found.get_content_type() == "multipart/alternative"
    assert [p.get_content_type() for p in found.iter_parts()] == ["text/plain", "text/html"]


def test_without_a_page_of_ours_one_leaves_by_mail() -> None:
    """No one-click header where there is nothing to click; the address stands in both parts."""
    found = parsed(composed(briefings.single(), unsubscribe=Unsubscribe(SENDER)))
    assert found["List-Unsubscribe"] == f"<mailto:{SENDER}?subject=unsubscribe%20briefing>"
    assert found["List-Unsubscribe-Post"] is None
    for kind in ("plain", "html"):
        assert f"mailto:{SENDER}?subject=unsubscribe%20briefing" in part(found, kind)


@pytest.mark.parametrize(
    "url", ["http://news.example.org/u", "https://x.example/a>b", "https://x.example/ü", "https://x.example/a b"]
)
def test_one_click_needs_a_clean_https_address(url: str) -> None:
    """RFC 8058 asks for https; what could break out of the header is refused."""
    with pytest.raises(UsageError, match="https"):
        composed(briefings.single(), unsubscribe=Unsubscribe(SENDER, url))


def test_the_subject_names_the_first_stories() -> None:
    """As many as have room, and how many are left; never none."""
    assert parsed(composed(briefings.single()))["Subject"] == "Council reopens the north ferry after three years"
    expected = (
        "Council reopens the north ferry after three years; A second ring found around the dwarf planet Orrin; 5 more"
    )
    assert parsed(composed(briefings.rich(hostile=False)))["Subject"] == expected
    assert (
        parsed(composed(briefings.empty()))["Subject"]
        == "Nothing to report: Morning briefing, Saturday 21 November 2026"
    )
    assert subject(["x" * 200, "y"], "", load("en")) == "x" * 200 + "; 1 more"


@pytest.mark.parametrize(
    ("code", "left", "nothing"),
    [
        ("ar", "؛ 5 أخبار أخرى", "لا جديد يُذكر: Morning briefing، السبت، 21 نوفمبر 2026"),
        ("de", "; 5 weitere", "Nichts zu berichten: Morning briefing, Samstag, 21. November 2026"),
        ("es", "; 5 noticias más", "Nada que contar: Morning briefing, sábado, 21 de noviembre de 2026"),
        ("fr", "\u00a0; 5 autres sujets", "Rien à signaler\u00a0: Morning briefing, samedi 21 novembre 2026"),
        ("ko", "; 소식 5건 더", "전할 소식 없음: Morning briefing, 2026년 11월 21일 토요일"),
        ("zh", "；另有5条新闻", "没有可报道的内容：Morning briefing，2026年11月21日星期六"),
    ],
)
def test_the_subjects_own_words_are_in_the_editions_language(code: str, left: str, nothing: str) -> None:
    """How many are left, or that there is nothing; headlines stay in the words of their source."""
    found = parsed(composed(replace(briefings.rich(hostile=False), language=code)))["Subject"]
    assert found.startswith("Council reopens the north ferry after three years")
    assert found.endswith(left)
    assert parsed(composed(replace(briefings.empty(), language=code)))["Subject"] == nothing


@pytest.mark.parametrize(
    "title", ["북항 여객선이 다시 뜬다 " * 27, "Straße frei für Übermut " * 17, "x" * 400, "=?utf-8?b?eA==?= " * 30]
)
def test_a_long_title_is_capped_and_encoded_within_78_columns(title: str) -> None:
    """400 characters become 300 that decode to what they were; every line of every header keeps within 78 columns."""
    title = title[:400]
    data = composed(entitled(title))
    found = parsed(data)
    assert found["Subject"] == clean(title)
    assert 290 <= len(found["Subject"]) <= 300
    head = data.split(b"\r\n\r\n")[0]
    # One word without a blank cannot be folded as it is; it is encoded then.
    assert max(map(len, head.split(b"\r\n"))) <= 78


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_text_survives_a_header(text: str) -> None:
    """Whatever a headline is, the header is ASCII, folded, and reads back as the clean headline."""
    line = clean(text)
    raw = text_header("Subject", line)
    raw.decode("ascii")
    assert raw.endswith(b"\r\n")
    assert all(len(folded) <= 78 for folded in raw.split(b"\r\n")) or " " not in line
    assert not re.search(rb"\r\n[^ ]", raw[:-2])
    found = message_from_bytes(raw + b"\r\n", policy=policy.default)
    assert list(found.keys()) == ["Subject"]
    if line:
        assert " ".join(str(found["Subject"]).split()) == " ".join(line.split())


@given(st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_name_survives_before_an_address(text: str) -> None:
    """A display name is quoted or encoded so that it adds no address and no header."""
    raw = mailbox_header("From", clean(text), SENDER)
    found = message_from_bytes(raw + b"\r\n", policy=policy.default)
    assert list(found.keys()) == ["From"]
    (one,) = found["From"].addresses
    assert one.addr_spec == SENDER


@pytest.mark.parametrize("separator", SEPARATORS)
def test_nothing_in_an_article_adds_a_header_or_a_recipient(separator: str) -> None:
    """Thirteen ways to end a line, in title, outlet, author and edition: one line, the same headers, the same recipient."""
    attack = f"News{separator}Bcc: all@example.org{separator}{separator}<b>body</b>"
    data = composed(entitled(attack))
    found = parsed(data)
    plain = parsed(composed(entitled("News")))
    assert list(found.keys()) == list(plain.keys())
    assert found["Bcc"] is None
    assert found["To"] == ANA
    assert found["From"].addresses[0].addr_spec == SENDER
    assert found["Subject"].startswith("News")
    assert found.get_content_type() == "multipart/alternative"
    assert len(list(found.iter_parts())) == 2
    assert not re.search(rb"(?im)^(bcc|body)", data.split(b"\r\n\r\n")[0])


@pytest.mark.parametrize("value", ["<a@b>\r\nBcc: x@y", "<ü@b>", "a\0b"])
def test_a_forged_message_id_is_refused(value: str) -> None:
    """What this program makes itself is ASCII on one line, or an error."""
    with pytest.raises(UsageError, match="Message-ID"):
        composed(briefings.single(), message_id=value)


def test_the_same_input_gives_the_same_bytes() -> None:
    """No clock, no chance: a message can be made again."""
    assert composed(briefings.rich()) == composed(briefings.rich())


def test_a_message_id_follows_from_briefing_and_mailbox() -> None:
    """Spellings of one mailbox share it; another briefing or recipient does not."""
    one = message_id("b1", ANA, SENDER)
    assert message_id("b1", "Ana <ANA@Example.org>", SENDER) == one
    assert len({one, message_id("b2", ANA, SENDER), message_id("b1", "bo@example.org", SENDER)}) == 3
    assert message_id("b1", "folder:", SENDER) != one


def test_a_lists_name_is_safe_whatever_the_edition() -> None:
    """RFC 2919 allows little."""
    assert list_id("Morning_2", address(SENDER)) == "morning-2.example.org"
    assert re.fullmatch(r"fr-h-sp-t-[0-9a-f]{6}\.example\.org", list_id("Früh & spät", address(SENDER)))
    assert re.fullmatch(r"list-[0-9a-f]{6}\.example\.org", list_id("아침", address(SENDER)))
    assert list_id("x" * 50 + "1", address(SENDER)) != list_id("x" * 50 + "2", address(SENDER))


# Addresses


def test_addresses_are_made_fit_for_the_wire() -> None:
    """Domains become punycode by the newer rules, which keep ß; names are kept apart."""
    assert address("x@münchen.example").spec == "x@xn--mnchen-3ya.example"
    assert address("x@straße.example").spec == "x@xn--strae-oqa.example"
    assert address(' "Brandt, Ida" <ida@EXAMPLE.org> ') == address("ida@example.org").__class__(
        "ida@example.org", "Brandt, Ida"
    )
    data = composed(briefings.single(), recipient="Ida Brandt <ida@münchen.example>")
    assert parsed(data)["To"] == "Ida Brandt <ida@xn--mnchen-3ya.example>"


@pytest.mark.parametrize(
    "text",
    [
        "", "ana", "@example.org", "ana@", "a b@example.org", "ana@exam ple.org", "ana@example.org\r\nBcc: x@y.example",
        "a@b@c.example", "ana@-x.example", "ana@x..example", "a..b@example.org", "<script>@example.org",
        "ana@\u202eexample.org", f"{'a' * 65}@example.org", "a@" + "b." * 130 + "example", "ana\0@example.org",
        "a@example.org, b@example.org",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    """With the text that was given, before anything is sent."""
    with pytest.raises(UsageError, match="mail address"):
        address(text)


def test_each_mailbox_gets_one_mail_however_it_is_spelled() -> None:
    """Case, blanks and names do not make a second recipient; the first spelling and the order stay."""
    found = recipients(["Ana@Example.org", " ana@example.ORG ", "Ana <ana@example.org>", "bo@example.org"])
    assert [one.spec for one in found] == ["Ana@example.org", "bo@example.org"]


def test_local_parts_outside_of_ascii_are_used_or_refused_clearly() -> None:
    """Only where the server is known to take them (RFC 6531); then headers are UTF-8 (RFC 6532)."""
    with pytest.raises(UsageError, match="before the @ is not ASCII"):
        recipients(["ü@example.org"])
    with pytest.raises(UsageError, match="before the @ is not ASCII"):
        composed(briefings.single(), recipient="ü@example.org")
    assert recipients(["ü@example.org"], smtputf8=True)[0].spec == "ü@example.org"
    assert "To: ü@example.org\r\n".encode() in composed(briefings.single(), recipient="ü@example.org", smtputf8=True)


# Parts


class Links(HTMLParser):
    """The addresses that an HTML part leads to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.words: list[str] = []
        self.hidden = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes where it leads."""
        self.hidden = tag in ("style", "title")
        self.found += [value for name, value in attrs if name == "href" and value]

    def handle_data(self, data: str) -> None:
        """Notes what it says."""
        if not self.hidden:
            self.words.append(data)


@every
def test_both_parts_tell_the_same_stories_in_the_same_order_with_the_same_links(briefing: Briefing) -> None:
    """Headlines, statements and addresses of the text part are those of the HTML part."""
    found = parsed(composed(briefing, base_url="https://news.example.org/x", page="2026-11-21/morning.html"))
    text, html = part(found, "plain"), Links(part(found, "html"))
    # What the text part indents on a line of its own, besides the page and the way out at its end.
    in_text = re.findall(r"(?m)^ +(https?://\S+)$|: (https?://\S+)$", text.split("What was left out")[0])
    ends = ["https://news.example.org/x/2026-11-21/morning.html", ONE_CLICK.url]
    assert [link for link in html.found if link not in ends] == [one or other for one, other in in_text]
    assert [end for end in ends if end in html.found and f": {end}\n" in text] == ends
    squeezed = [re.sub(r"\s|\[\d+\]", "", words) for words in (text, "".join(html.words))]
    for words in squeezed:
        at = 0
        for story in view(briefing).stories:
            for line in (story.headline, *(point.text for point in story.points)):
                at = words.find(re.sub(r"\s|\[\d+\]", "", line), at)
                assert at >= 0, line


@every
def test_no_line_is_too_long_and_nothing_is_fetched(briefing: Briefing) -> None:
    """Lines within 998 octets and 7 bits; no image, no script, no remote style, no tracking."""
    data = composed(briefing, base_url="https://news.example.org")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert data.isascii()
    assert b"\0" not in data
    assert not re.search(rb"[^\r]\n|\r[^\n]", data)
    html = part(parsed(data), "html")
    assert not re.search(r"<(img|script|link|iframe|object|embed|video|audio|form|base|svg)\b", html, re.IGNORECASE)
    assert not re.search(r"url\(|@import|src=|background=", html.replace("src=x onerror=alert(2)", ""))


@given(
    st.text(alphabet=st.sampled_from("aé .=\nF한\t") | st.characters(exclude_categories=["Cs", "Cc"]), max_size=3000)
)
@settings(max_examples=200, deadline=None)
def test_a_body_reads_back_as_it_was(text: str) -> None:
    """Dots, blanks at line ends, "From ", anything: what is read is what was written, in lines of 76 octets."""
    made = body(text, "plain")
    assert max(map(len, made.split(b"\r\n"))) <= 76
    assert not re.search(rb"(?m)^(From |\.\r?$)", made.split(b"\r\n\r\n", 1)[1])
    found = message_from_bytes(message([], [made, body("", "html")]), policy=policy.default)
    assert isinstance(found, EmailMessage)
    assert part(found, "plain") == text.replace("\r\n", "\n")


def test_a_long_line_and_lines_of_dots_arrive_whole() -> None:
    """A line of 5,000 characters, lines of one dot and two, a line that begins with "From "."""
    text = "x" * 5000 + "\n.\n..\n.a\nFrom here\n  end  \n"
    assert part(parsed(message([], [body(text, "plain"), body("<p>", "html")])), "plain") == text


def test_encoded_words_split_no_character() -> None:
    """Each word decodes by itself."""
    for word in encoded_words("한" * 200 + "é" * 100, 60):
        assert len(word) <= 75
        found = message_from_bytes(f"Subject: {word}\r\n\r\n".encode(), policy=policy.default)
        assert "\ufffd" not in found["Subject"]


def many(count: int) -> Briefing:
    """A briefing of that many stories."""
    stories = tuple(story for n in range(count) for story in briefings.rich(hostile=False).stories[n % 7 : n % 7 + 1])
    return replace(briefings.rich(hostile=False), stories=stories)


@pytest.mark.parametrize("count", [50, 400])
def test_a_large_briefing_is_shortened_for_mail_and_says_where_the_rest_is(count: int) -> None:
    """Fewer lines a story first, then fewer stories, with a link; the text part has all of it."""
    found = parsed(composed(many(count), base_url="https://news.example.org", page="d/morning.html"))
    chosen = found.get_body(("html",))
    assert chosen is not None
    assert 40_000 < len(chosen.as_bytes()) <= 90_000
    html = part(found, "html")
    told = html.count("<h2")
    assert "Shortened for mail" in html
    assert "https://news.example.org/d/morning.html" in html
    assert (f"<b>{count - told} more</b>" in html) == (told < count)
    assert told == count or count == 400
    assert told >= 50
    text = part(found, "plain")
    assert all(f"\n{number}. " in text for number in range(1, count + 1))


def test_a_briefing_that_fits_is_not_shortened() -> None:
    """The sample of seven stories is told whole."""
    html = part(parsed(composed(briefings.rich(hostile=False))), "html")
    assert "Shortened" not in html
    assert "Only in Harbour Daily" in html


def test_a_long_account_of_what_was_left_out_is_told_in_numbers() -> None:
    """A desk that leaves out thousands does not mail their paths; reasons and numbers stay, and so do all stories."""
    briefing = briefings.rich()
    left = tuple(LeftOut(f"feeds/{n}.txt", f"not an article: reason {n % 3}") for n in range(5000))
    text = letter(replace(briefing, left_out=left)).text
    assert "Left out: 5,000 items" in text
    assert "  - not an article: reason 1: 1,667\n" in text
    assert "feeds/4999.txt" not in text
    assert text.index("What was left out") > text.index("8. Title")
    assert len(text) < len(letter(briefing).text) + 1000
    few = replace(briefing, left_out=left[:200])
    assert "feeds/199.txt" in letter(few).text


@pytest.mark.parametrize("code", ["ar", "de", "es", "fr", "ko", "zh"])
def test_the_mails_own_words_are_in_the_editions_language(code: str) -> None:
    """Where the page is, how to leave, what is left out in short, what a long mail leaves to the page: none in English."""
    words = load(code)
    left = tuple(LeftOut(f"feeds/{n}.txt", f"not an article: reason {n % 300}") for n in range(5000))
    briefing = replace(many(400), left_out=left, language=code)
    page = "https://news.example.org/d/morning.html"
    found, ours = (
        parsed(composed(one, base_url="https://news.example.org", page="d/morning.html"))
        for one in (briefing, replace(briefing, language="en"))
    )
    text, html = part(found, "plain"), part(found, "html")
    assert f"\n{words.web_address}{words.colon}{page}\n" in text
    assert f"\n{words.no_more}{words.colon}{ONE_CLICK.url}\n" in text
    assert f"\n  - {words.other_reasons}{words.colon}" in text
    assert "feeds/4999.txt" not in text
    for label in (words.on_the_web, words.on_page, words.unsubscribe):
        assert f">{label}</a>" in html
    for english in (
        "Shortened",
        "on the web",
        "On the web",
        "the text part",
        "To get no more",
        "The page lists",
        " items",
    ):
        assert english in part(ours, "html") + part(ours, "plain")
        assert english not in html + text


def test_one_letter_serves_many_recipients() -> None:
    """Addressing costs little, and changes nothing but addresses, ids and the way out."""
    made = letter(briefings.rich(hostile=False))
    one, two = (
        made.addressed(
            sender=SENDER,
            recipient=to,
            message_id=message_id("b1", to, SENDER),
            date=DATE,
            unsubscribe=Unsubscribe(SENDER, f"https://news.example.org/unsubscribe/{to[0] * 40}"),
        )
        for to in (ANA, "bo@example.org")
    )
    assert one == composed(
        briefings.rich(hostile=False),
        unsubscribe=Unsubscribe(SENDER, f"https://news.example.org/unsubscribe/{'a' * 40}"),
    )
    assert b"a" * 40 not in two
    assert part(parsed(one), "html").replace("a" * 40, "b" * 40) == part(parsed(two), "html")
    assert b"unsubscribe.invalid" not in one + two


def test_a_mailing_makes_each_message_when_it_is_asked_for() -> None:
    """One for each recipient, the same every time; who is no mailbox gets no way to leave, and no address."""
    briefing = briefings.single()
    made = Mailing(
        "b1",
        letter(briefing),
        (ANA, "Bo <bo@Example.org>", FOLDER),
        SENDER,
        DATE,
        leave=lambda to: Unsubscribe(SENDER, f"https://news.example.org/unsubscribe/{to[0]}"),
        local=letter(briefing, leaving=False),
    )
    first, second, third = made
    assert (len(made), made[0], made[1:][0]) == (3, first, second)
    assert [mail.recipient for mail in made] == [ANA, "bo@example.org", FOLDER]
    assert len({mail.message_id for mail in made}) == 3
    assert parsed(first.data)["List-Unsubscribe"].startswith("<https://news.example.org/unsubscribe/a>")
    assert parsed(second.data)["To"] == "Bo <bo@example.org>"
    assert "nsubscribe" not in third.data.decode()
    assert parsed(third.data)["To"] == "undisclosed-recipients:;"
    with pytest.raises(ValueError, match="way to leave"):
        letter(briefing).addressed(sender=SENDER, recipient=ANA, message_id="<1@x>", date=DATE)


def test_the_form_without_addresses_is_the_same_message() -> None:
    """`render(briefing, "mail")`: subject and both parts, no way out, since nobody is addressed."""
    found = to_mail(briefings.rich())
    assert isinstance(found, EmailMessage)
    assert list(found.keys()) == ["Subject", "MIME-Version", "Content-Type"]
    assert "nsubscribe" not in part(found, "html") + part(found, "plain")


def test_a_date_without_an_offset_is_refused() -> None:
    """A message says when it was made, not when it was made somewhere."""
    with pytest.raises(UsageError, match="offset"):
        composed(briefings.single(), date=datetime(2026, 11, 21, 7))  # noqa: DTZ001
    assert b"Date: Fri, 20 Nov 2026 22:00:00 +0000\r\n" in composed(briefings.single(), date=DATE.astimezone(UTC))


@given(st.text())
@settings(deadline=None)
def test_a_clean_title_is_one_line_of_at_most_300_characters(text: str) -> None:
    """Whatever it was."""
    line = clean(text)
    assert len(line) <= 300
    assert line == shown(line)
