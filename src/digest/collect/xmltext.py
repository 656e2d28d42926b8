"""The bytes of a feed or an OPML list as text that an XML parser can take: decoded, looked through, and mended where broken.

Everything is decoded here, once, so that what was looked through for declarations is exactly what the parser gets; a second
guess at the encoding could let an attack through that hides in it.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from xml.sax import saxutils

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UNMARKED = (  # how "<?" or "<r" looks in an encoding of wide characters: XML 1.0, appendix F
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
XML_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,1000}>\s*")
OPAQUE = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}  # how what is no markup begins and ends
OPENERS = re.compile(r"<!\[CDATA\[|<!--|<\?")
ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]{1,60})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
DECLARATION = re.compile(r"<!\s*(ENTITY|DOCTYPE|ELEMENT|ATTLIST|NOTATION)\b([^>]*)>?", re.IGNORECASE)
# A web page's, which is no feed anyway; a bare name; or the document type of RSS 0.91, which many old feeds still carry.
HARMLESS = re.compile(
    r"""\s+html\b[^\[]*|\s+[\w:.-]+\s*(PUBLIC\s+["']-//Netscape Communications//DTD RSS 0\.91//EN["']\s*(["'][^"'\[]*["'])?"""
    r"""|SYSTEM\s+["']http://(my|www)\.netscape\.com/publish/formats/rss-0\.91\.dtd["'])?\s*""",
    re.IGNORECASE,
)
ROOT = re.compile(r"<\?xml\b|<!DOCTYPE\b|<!--|<([a-z][\w.-]*:)?(rss|feed|rdf|opml|channel)\b", re.IGNORECASE)
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
STRAY = re.compile(r"&(?!(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});)")
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,31});")
OF_XML = {"amp", "lt", "gt", "quot", "apos"}


class Declares(Exception):
    """The document declares a document type or entities; nothing that is read here needs them."""


def decoded(data: bytes, charset: str | None = None) -> str:
    """`data` as text. `charset` is what the server named.

    A byte order mark wins; then valid UTF-8, which other text hardly ever is by chance; then what the document says of itself,
    what the server says, and Windows-1252. Nearly valid UTF-8 (one bad byte, or cut off) stays UTF-8.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for start, encoding in UNMARKED:
        if data.startswith(start):
            return data.decode(encoding, "replace")
    match = DECLARED.match(data[:1024])
    declared = match.group(1).decode("ascii") if match else ""
    named = [name for name in (_known(declared), _known(charset or "")) if name]
    stateful = [name for name in named if name.startswith(("iso2022", "iso-2022", "hz"))]  # in seven bits, like ASCII
    for encoding in (*stateful, "utf-8", *named):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    text = data.decode("utf-8", "replace")
    high = sum(character > "\x7f" for character in text)
    if text.count("\ufffd") * 5 <= high:
        return text
    other = [name for name in named if name != "utf-8"]
    return data.decode(other[0] if other else "windows-1252", "replace")


def checked(text: str) -> str:
    """`text` from its root on, without document types that declare nothing; raises Declares where one does."""
    match = ROOT.search(text[:65536])
    text = text[match.start() :] if match else text.lstrip()
    if "<!" not in text:
        return text
    # What stands in CDATA, comments and instructions is text and declares nothing; they are told apart from left to right.
    for found in DECLARATION.finditer(" ".join(part for part, opaque in parts(text) if not opaque)):
        if found.group(1).upper() != "DOCTYPE" or "[" in found.group(2) or not HARMLESS.fullmatch(found.group(2)):
            raise Declares
    return "".join(part if opaque else DECLARATION.sub("", part) for part, opaque in parts(text))


def mended(text: str) -> str:
    """`text` without what breaks XML most often: characters that it may not hold, stray ampersands, entities of HTML."""
    return "".join(part if opaque else _mended(part) for part, opaque in parts(NO_XML.sub("", text)))


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """`text` cut into markup (False) and CDATA sections, comments and instructions (True), from left to right.

    An opener without its end is markup. The time grows with the length alone, whatever the text holds.
    """
    last, at = 0, 0
    endless: set[str] = set()
    while match := OPENERS.search(text, at):
        opener = match.group()
        end = -1 if opener in endless else text.find(OPAQUE[opener], match.end())
        if end < 0:
            endless.add(opener)
            at = match.end()
            continue
        yield text[last : match.start()], False
        last = at = end + len(OPAQUE[opener])
        yield text[match.start() : last], True
    yield text[last:], False


def attributes(tag: str) -> dict[str, str]:
    """The attributes in the text of one start tag, names in lower case, quoted or not; the first of each counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in ATTRIBUTE.findall(tag[:20_000]):
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return found


def as_utf8(text: str) -> bytes:
    """`text` as a document that says itself that it is UTF-8."""
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + text[_after_declaration(text) :].encode("utf-8", "replace")


def _known(name: str) -> str:
    """The codec for a name of an encoding, with the wider one where the narrow is commonly meant; "" for none."""
    try:
        found = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return ""
    if found.startswith(("utf-16", "utf-32")) or found in ("utf-7", "idna", "punycode") or not _text_codec(found):
        return ""
    return {"iso8859-1": "windows-1252", "ascii": "windows-1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(
        found, found
    )


def _text_codec(name: str) -> bool:
    try:
        return b"".decode(name) == ""
    except (LookupError, UnicodeError, TypeError, ValueError):
        return False


def _after_declaration(text: str) -> int:
    match = XML_DECLARATION.match(text)
    return match.end() if match else 0


def _mended(text: str) -> str:
    return NAMED.sub(_entity, STRAY.sub("&amp;", text))


def _entity(match: re.Match[str]) -> str:
    if match.group(1) in OF_XML:
        return match.group()
    meant = html.unescape(match.group())
    return saxutils.escape(meant)
