"""Feeds as they are met in the wild, written for these tests; every outlet in them is invented."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import brotli

DAY = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
TEXTS = (
    (
        "Quay cranes at Vessport stand still",
        "The cranes stood still on Friday. A union spoke of a day's strike & more to come.",
    ),
    ("Orchard board counts a late harvest", "Growers brought in a tenth more pears than last year, the board said."),
    ("Night trains return to the Ilm line", "The first train leaves at 22.40. Tickets cost nine crowns."),
)
TITLES = tuple(title for title, _ in TEXTS)


@dataclass(frozen=True)
class Sample:
    """A feed's bytes, how they are labelled, and the headlines that a tolerant reader finds in them."""

    name: str
    body: bytes
    content_type: str | None = "application/rss+xml"
    titles: tuple[str, ...] = TITLES
    broken: bool = False  # something is said about it
    headers: Mapping[str, str] = field(default_factory=dict)


def escaped(text: str) -> str:
    """`text` inside XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def rss(
    version: str = "2.0", site: str = "https://vess.example", *, dates: bool = True, texts=TEXTS, extra: str = ""
) -> str:
    """An RSS feed of one of the versions that have no namespace."""
    items = ""
    for number, (title, body) in enumerate(texts):
        moment = format_datetime(DAY + timedelta(hours=number))
        items += f"<item><title>{escaped(title)}</title><link>{site}/{number}</link><description>{escaped(body)}</description>"
        items += f"<guid isPermaLink='false'>{site}-{number}</guid>" if version >= "2" else ""
        items += f"<pubDate>{moment}</pubDate>" if dates and version >= "0.93" else ""
        items += extra + "</item>\n"
    head = f"<title>The Vessport Tide</title><link>{site}</link><description>News of the coast</description>"
    return f'<rss version="{version}"><channel>{head}\n{items}</channel></rss>'


def rdf(namespace: str, site: str = "https://vess.example") -> str:
    """RSS 0.90 or 1.0, which stand in RDF: the items beside the channel."""
    items = "".join(
        f'<item rdf:about="{site}/{n}"><title>{escaped(t)}</title><link>{site}/{n}</link>'
        f"<description>{escaped(b)}</description></item>"
        for n, (t, b) in enumerate(TEXTS)
    )
    return (
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{namespace}"><channel rdf:about="{site}">'
        f"<title>The Vessport Tide</title><link>{site}</link><description>x</description></channel>{items}</rdf:RDF>"
    )


def atom(version: str = "1.0", site: str = "https://vess.example") -> str:
    """Atom 0.3 or 1.0."""
    namespace = "http://www.w3.org/2005/Atom" if version == "1.0" else "http://purl.org/atom/ns#"
    date = "updated" if version == "1.0" else "modified"
    entries = "".join(
        f"<entry><id>tag:vess.example,2026:{n}</id><title>{escaped(t)}</title><link rel='alternate' href='{site}/{n}'/>"
        f"<{date}>2026-11-20T0{n + 6}:00:00Z</{date}><content type='text'>{escaped(b)}</content></entry>"
        for n, (t, b) in enumerate(TEXTS)
    )
    attribute = ' version="0.3"' if version == "0.3" else ""
    return f'<feed{attribute} xmlns="{namespace}"><title>The Vessport Tide</title><id>tag:vess.example,2026:f</id>{entries}</feed>'


def json_feed(site: str = "https://vess.example") -> bytes:
    """A JSON Feed 1.1."""
    items = [{"id": f"{site}/{n}", "url": f"/{n}", "title": t, "content_text": b} for n, (t, b) in enumerate(TEXTS)]
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "The Vessport Tide", "items": items}
    ).encode()


def xml(text: str, encoding: str = "utf-8", declared: str | None = None) -> bytes:
    """`text` as a document that declares its encoding, rightly or not."""
    return f'<?xml version="1.0" encoding="{declared or encoding}"?>\n{text}'.encode(encoding)


PODCAST = rss(
    texts=tuple((title, "") for title, _ in TEXTS),
    extra='<enclosure url="https://vess.example/a.mp3" type="audio/mpeg" length="9"/>',
)
SAME_GUIDS = (
    '<rss version="2.0"><channel><title>The Vessport Tide</title>'
    + "".join(
        f"<item><guid>1</guid><title>{escaped(t)}</title><link>https://vess.example/{n}</link><description>{escaped(b)}</description></item>"
        for n, (t, b) in enumerate(TEXTS)
    )
    + "</channel></rss>"
)
NETSCAPE = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
RUSSIAN = (("Порт Вессы закрыт из-за льда", "Суда ждут у входа в гавань. Ледокол придёт в субботу."), *TEXTS[1:])
JAPANESE = (("港のクレーンが停止", "金曜日、港のクレーンはすべて止まった。"), *TEXTS[1:])
FRENCH = (("Le port de Vesse fermé à cause du gel", "La décision a été prise vendredi, « à regret »."), *TEXTS[1:])


def titles(texts) -> tuple[str, ...]:
    """The headlines of `texts`."""
    return tuple(title for title, _ in texts)


SAMPLES = (
    Sample("rss-0.90", xml(rdf("http://my.netscape.com/rdf/simple/0.9/")), "text/xml"),
    Sample("rss-0.91", xml(rss("0.91"))),
    Sample("rss-0.91-doctype", xml(NETSCAPE + rss("0.91")), "text/xml"),
    Sample("rss-0.92", xml(rss("0.92"))),
    Sample("rss-0.93", xml(rss("0.93"))),
    Sample("rss-1.0", xml(rdf("http://purl.org/rss/1.0/")), "application/rdf+xml"),
    Sample("rss-2.0", xml(rss())),
    Sample("atom-0.3", xml(atom("0.3")), "application/atom+xml"),
    Sample("atom-1.0", xml(atom()), "application/atom+xml"),
    Sample("json-feed", json_feed(), "application/feed+json"),
    Sample("json-feed-as-html", json_feed(), "text/html"),
    Sample("podcast", xml(PODCAST)),
    Sample("no-dates", xml(rss(dates=False))),
    Sample("same-guids", xml(SAME_GUIDS)),
    Sample("as-html", xml(rss()), "text/html; charset=utf-8"),
    Sample("as-plain", xml(rss()), "text/plain"),
    Sample("as-bytes", xml(atom()), "application/octet-stream"),
    Sample("as-image", xml(rss()), "image/png"),
    Sample("as-json", xml(rss()), "application/json"),
    Sample("no-type", xml(rss()), None),
    Sample("no-declaration", rss().encode()),
    Sample("blank-lines-first", b"\n\n  \t\n" + xml(rss())),
    Sample("warning-first", b"<br />\n<b>Warning</b>: date(): time zone in /srv/www/feed.php<br />\n" + xml(rss())),
    Sample("byte-order-mark", b"\xef\xbb\xbf" + xml(rss())),
    Sample("two-marks", b"\xef\xbb\xbf\xef\xbb\xbf" + xml(rss())),
    Sample("utf-16", xml(rss(texts=RUSSIAN), "utf-16"), titles=titles(RUSSIAN)),
    Sample("utf-16-no-mark", xml(rss(texts=RUSSIAN), "utf-16-le", "utf-16"), titles=titles(RUSSIAN)),
    Sample("windows-1251", xml(rss(texts=RUSSIAN), "windows-1251"), titles=titles(RUSSIAN)),
    Sample(
        "windows-1251-in-header", rss(texts=RUSSIAN).encode("cp1251"), "text/xml; charset=windows-1251", titles(RUSSIAN)
    ),
    Sample("koi8-r", xml(rss(texts=RUSSIAN), "koi8-r"), titles=titles(RUSSIAN)),
    Sample("shift-jis", xml(rss(texts=JAPANESE), "shift_jis"), titles=titles(JAPANESE)),
    Sample("iso-2022-jp", xml(rss(texts=JAPANESE), "iso-2022-jp"), titles=titles(JAPANESE)),
    Sample("utf-8-said-to-be-latin", xml(rss(texts=FRENCH), "utf-8", "iso-8859-1"), titles=titles(FRENCH)),
    Sample("utf-8-header-latin", xml(rss(texts=FRENCH)), "text/xml; charset=iso-8859-1", titles(FRENCH)),
    Sample("utf-8-header-ascii", xml(rss(texts=RUSSIAN)), "text/xml; charset=us-ascii", titles(RUSSIAN)),
    Sample("latin-said-to-be-utf-8", xml(rss(texts=FRENCH), "cp1252", "utf-8"), titles=titles(FRENCH)),
    Sample("unknown-charset", xml(rss(texts=FRENCH), "utf-8", "x-vess-8"), titles=titles(FRENCH)),
    Sample("one-bad-byte", xml(rss(texts=RUSSIAN)).replace(b"crowns", b"cr\xffwns"), titles=titles(RUSSIAN)),
    Sample("bare-ampersand", xml(rss().replace("&amp;", "&"))),
    Sample("bare-ampersand-in-link", xml(rss().replace("/1</link>", "/?a=1&b=2</link>"))),
    Sample("html-entities", xml(rss().replace("The cranes", "The&nbsp;cranes &mdash; all"))),
    Sample("control-characters", xml(rss().replace("harvest", "har\x0bvest").replace("Tickets", "\x00Tickets"))),
    Sample(
        "bare-html-in-description",
        xml(rss().replace("Growers", "<p>Growers<br>").replace("board said.", "board <b>said.</i>")),
    ),
    Sample("no-end", xml(rss())[: -len("</channel></rss>")], broken=True),
    Sample("no-closing-items", xml(rss().replace("</item>", "", 1))),
    Sample(
        "cdata",
        xml(rss().replace("<description>", "<description><![CDATA[").replace("</description>", "]]></description>")),
    ),
    Sample("upper-case", xml(rss().replace("<item>", "<ITEM>").replace("</item>", "</ITEM>"))),
    Sample(
        "namespaced",
        xml(
            rss()
            .replace("<rss ", '<rss xmlns:dc="http://purl.org/dc/elements/1.1/" ')
            .replace("<guid", "<dc:creator>Ada Morn</dc:creator><guid")
        ),
    ),
    Sample(
        "unbound-prefix",
        xml(rss().replace("<guid", "<dc:creator>Ada Morn</dc:creator><media:thumbnail url='x'/><guid")),
    ),
    Sample("stylesheet", xml('<?xml-stylesheet type="text/xsl" href="/feed.xsl"?><!-- made by hand -->' + rss())),
)


def packed(body: bytes, how: str) -> tuple[bytes, dict[str, str]]:
    """`body` in a content encoding, with its header."""
    raw = zlib.compressobj(wbits=-15)
    done = {
        "plain": lambda: (body, {}),
        "gzip": lambda: (gzip.compress(body), {"Content-Encoding": "gzip"}),
        "deflate": lambda: (zlib.compress(body), {"Content-Encoding": "deflate"}),
        "raw deflate": lambda: (raw.compress(body) + raw.flush(), {"Content-Encoding": "deflate"}),
        "br": lambda: (brotli.compress(body), {"Content-Encoding": "br"}),
        "gzip unsaid": lambda: (gzip.compress(body), {}),
        "gzip unmade": lambda: (body, {"Content-Encoding": "gzip"}),
        "gzip in two": lambda: (gzip.compress(body[:300]) + gzip.compress(body[300:]), {"Content-Encoding": "gzip"}),
    }
    return done[how]()


WAYS = ("plain", "gzip", "deflate", "raw deflate", "br", "gzip unsaid", "gzip unmade", "gzip in two")
