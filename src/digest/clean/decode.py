"""Bytes to text: which encoding, and what every later step may rely on about characters."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Literal

How = Literal["bom", "declared", "utf-8", "guess"]


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was won from its bytes."""

    text: str
    encoding: str  # Python's name of the codec
    how: How  # "bom", "declared", "utf-8" (also with a few Windows bytes in it), "guess"
    repaired: bool = False  # UTF-8 that had been read as Windows-1252 was put right; the repair round-trips
    replacements: int = 0  # characters that stand for bytes that mean nothing


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Labels mean the larger set that the web means by them (WHATWG Encoding, section 4.2).
_LABELS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "tis-620": "cp874",
}

_GUESSES = [
    "gb18030", "big5", "cp932", "euc_jp", "cp949", "cp1251", "koi8_r", "cp1252", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256",
]  # fmt: skip

_SAMPLE = 16_384  # bytes that a guess looks at

# One well-formed UTF-8 sequence of several bytes (RFC 3629, section 4), an encoded surrogate, or a byte of something else.
_HIGH = re.compile(
    rb"([\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})"
    rb"|(\xed[\xa0-\xbf][\x80-\xbf])|([\x80-\xff])"
)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of `data`: byte order mark first, then the declared encoding, strict UTF-8, and last a guess.

    `declared` is the label that a header or the page itself gives. Never raises: bytes that mean nothing become U+FFFD and
    are counted.
    """
    found = _by_mark(data) or _wide(data) or _as_declared(data, declared) or _as_utf8(data) or _guessed(data)
    text, encoding, how = found
    plausible = how != "guess" and not text.isascii() and (encoding != "utf-8" or _LEAD in data)
    repaired = _unmojibake(text) if plausible else text
    return Decoded(repaired, encoding, how, repaired != text, repaired.count("\ufffd"))


def _by_mark(data: bytes) -> tuple[str, str, How] | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            if encoding == "utf-8":
                return (_as_utf8(rest) or (rest.decode("utf-8", "replace"), "utf-8", "bom"))[0], "utf-8", "bom"
            return rest.decode(encoding, "replace"), encoding, "bom"
    return None


def _wide(data: bytes) -> tuple[str, str, How] | None:
    """UTF-16 without a mark: every other byte of the blanks, digits and letters of its ASCII part is zero."""
    if b"\0" not in data:
        return None
    sample = data[: min(len(data), _SAMPLE) & ~1]
    pairs = Counter(zip(sample[::2], sample[1::2], strict=True))
    big = sum(pairs[0, blank] for blank in b"\n\r ")
    little = sum(pairs[blank, 0] for blank in b"\n\r ")
    if not big and not little:
        big = sum(times for (high, low), times in pairs.items() if not high and low)
        little = sum(times for (high, low), times in pairs.items() if high and not low)
    if min(big, little) * 2 > max(big, little):
        return None
    if sample.count(0) * 50 < len(sample) and _as_utf8(data):
        return None  # few zeros: in UTF-16 only a script that is no UTF-8 has so few
    encoding = "utf-16-be" if big > little else "utf-16-le"
    try:
        text = data[: len(data) & ~1].decode(encoding)
    except UnicodeDecodeError:
        return None
    strange = sum(1 for c in text[:4000] if c not in "\t\n\r" and unicodedata.category(c) in {"Cn", "Co", "Cc"})
    return (text, encoding, "guess") if strange * 50 <= min(len(text), 4000) else None


def _as_declared(data: bytes, declared: str | None) -> tuple[str, str, How] | None:
    if not declared:
        return None
    label = declared.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_LABELS.get(label, label)).name
        if name == "utf-8":
            found = _as_utf8(data)
            return (found[0], "utf-8", "declared") if found else None
        if not name.startswith(("gb", "big5", "cp9", "euc", "iso2022", "shift", "johab", "hz")) and _multibyte_utf8(
            data
        ):
            return None  # a one-byte label over what is plainly UTF-8: the label is a leftover
        return data.decode(name), name, "declared"
    except (LookupError, UnicodeError, ValueError, TypeError, AttributeError):
        return None


def _multibyte_utf8(data: bytes) -> bool:
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _as_utf8(data: bytes) -> tuple[str, str, How] | None:
    """Strict UTF-8, or UTF-8 in which a few bytes of Windows-1252 stand, as pasted texts have them."""
    try:
        return data.decode("utf-8"), "utf-8", "utf-8"
    except UnicodeDecodeError:
        pass
    good = bad = 0
    for match in _HIGH.finditer(data):
        if match[3] is None:
            good += 1
        else:
            bad += 1
    if not good or bad > good:
        return None

    def piece(match: re.Match[bytes]) -> bytes:
        if match[3] is None:
            return match[1] or b"\xef\xbf\xbd"
        return match[3].decode("cp1252", "replace").encode("utf-8")

    return _HIGH.sub(piece, data).decode("utf-8", "replace"), "utf-8", "utf-8"


def _guessed(data: bytes) -> tuple[str, str, How]:
    encoding = _guess(data)
    try:
        return data.decode(encoding), encoding, "guess"
    except (UnicodeError, LookupError):
        return data.decode(encoding, "replace"), encoding, "guess"


def _guess(data: bytes) -> str:
    """The likeliest legacy encoding; Windows-1252 where nothing speaks for another."""
    lines = [line for line in re.split(rb"[\r\n]+", data[: _SAMPLE * 8]) if not line.isascii()]
    sample = b"\n".join(lines)[:_SAMPLE] if len(data) > _SAMPLE else data
    high = sum(1 for byte in sample if byte >= 0x80)
    if high < 4:
        return "cp1252"
    east = _east_asian(sample)
    if east:
        return east
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_GUESSES, threshold=0.5).best()
    if best is None or best.encoding in {"cp1252", "cp1250", "cp1254"}:
        return _latin(sample)
    return best.encoding


def _latin(sample: bytes) -> str:
    """The Latin code page of the language that the text is in; the plain letters tell the language in any of them."""
    from digest.clean.language import detect_language

    language = detect_language(sample.decode("cp1252", "replace"))
    return (
        "cp1250"
        if language in {"pl", "cs", "sk", "hu", "ro", "hr", "sl"}
        else "cp1254"
        if language == "tr"
        else "cp1252"
    )


# Lead and trail bytes of what is frequent in running text of each encoding: its own common characters.
_FREQUENT = {
    "gb18030": "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后",
    "big5": "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可她裡後",
    "cp932": "のにはをたがでてとしれさいるかなこもらっりくあすそん、。日年大人国本",
    "euc_jp": "のにはをたがでてとしれさいるかなこもらっりくあすそん、。日年大人国本",
    "cp949": "이다는의에을가고를은한하지로서기도사인그나리해시자대있어정",
}


def _east_asian(sample: bytes) -> str | None:
    """The two-byte encoding whose commonest characters fill the text, or None."""
    best, share = None, 0.12
    for encoding, frequent in _FREQUENT.items():
        text = sample.decode(encoding, "replace")
        wide = [c for c in text if c >= "\u2e80"]
        if not wide or text.count("\ufffd") * 20 > len(wide):
            continue
        hits = sum(1 for c in wide if c in frequent) / len(wide)
        if hits > share:
            best, share = encoding, hits
    return best


# ---------------------------------------------------------------- mojibake

_LEAD = b"\xc3"  # with this byte begins each such sequence, in UTF-8

_WINDOWS = {byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
_WINDOWS = {byte: chr(byte) if char == "\ufffd" else char for byte, char in _WINDOWS.items()}
_BYTE_OF = {char: byte for byte, char in _WINDOWS.items()}


def _chars(first: int, last: int) -> str:
    return "[" + "".join(re.escape(_WINDOWS[b]) for b in range(first, last + 1)) + "]"


# Sequences that look like UTF-8 read as Windows-1252. Alone they are believed only where good text has no such thing: a letter
# with an accent may well be followed by a quotation mark or a dash, and even by two. In a row of three they speak for themselves.
_TAIL = _chars(0x80, 0xBF)
_SURE = (
    "["
    + "".join(
        re.escape(_WINDOWS[b]) for b in range(0x80, 0xC0) if b not in {0x85, *range(0x91, 0x98), 0xA0, 0xAB, 0xBB}
    )
    + "]"
)
_MAYBE_MOJIBAKE = re.compile(f"[\u00c2-\u00f0]{_TAIL}")  # how each of them begins; the quick no
_MOJIBAKE = re.compile(
    f"(?:{_chars(0xC2, 0xDF)}{_TAIL}|{_chars(0xE0, 0xEF)}{_TAIL}{{2}}){{3,}}"
    f"|â{_SURE}{_TAIL}|ï»¿|ðŸ{_TAIL}{{2}}|[ÂÃÄÅÎÏÐÑ×ØÙ][\u00a0-\u00bf]|Ã[ŠŒŽšœžŸƒ€†‡‰]"
)


def _unmojibake(text: str) -> str:
    """`text` with UTF-8 that was once read as Windows-1252 put right, sequence by sequence."""
    if not _MAYBE_MOJIBAKE.search(text) or not _MOJIBAKE.search(text):
        return text

    def mend(match: re.Match[str]) -> str:
        try:
            return bytes(_BYTE_OF[c] for c in match[0]).decode("utf-8")
        except (UnicodeDecodeError, KeyError):
            return match[0]

    return _MOJIBAKE.sub(mend, text)


# ---------------------------------------------------------------- characters

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_HIDDEN = re.compile(r"<!--|-->|<(/?)(script|style|noscript)\b[^<>]{0,2000}>", re.IGNORECASE)
_BREAK = re.compile(
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|tr|td|th|table|tbody|blockquote|section|article|header|footer|figure|figcaption|hr)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"</?(?:a|abbr|acronym|b|big|bdi|bdo|cite|code|del|em|font|i|img|ins|kbd|label|mark|nobr|o:p|q|s|small|span|strike|strong|sub|sup|"
    r"time|tt|u|var|wbr)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
# Characters without a picture (category Cf). A joiner stays between letters of scripts that write with it, and in emoji.
_JOINED = "\u0600-\u08ff\ufb50-\ufeff\u0900-\u0dff\U0001f000-\U0001faff\u2600-\u27bf\ufe0f"
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]"
    f"(?:(?<![\u200c\u200d])|(?<![{_JOINED}].)|(?![{_JOINED}]))"
)
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]|[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
_LINE_ENDS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")  # but for the commonest
_LONG = 500  # characters of a text from which on a look at its bytes is quicker than one at its characters
_ASCII = bytes(range(0x80))
_PLAIN = bytes((0x0A, *range(0x20, 0x7F), *range(0x80, 0x100)))  # no control character of ASCII but the line feed
_WESTERN = bytes((*range(0x80, 0xCC), 0xE2))  # the bytes of what is below U+0300 or from U+2000 to U+2FFF
_SURROGATE = re.compile("[\ud800-\udfff]")


def normalize(text: str) -> str:
    """`text` as every later step wants it.

    NFC; only line feeds and plain blanks as white space; no invisible characters, controls or lone surrogates; entities
    undone, at most twice; stray tags taken away (those that end a block become a line end).
    """
    if "&" in text and _ENTITY.search(text):
        text = _ENTITY.sub(_unescape, text)
        if "&" in text:
            text = _ENTITY.sub(_unescape, text)
    if "<" in text and ">" in text:
        text = _untagged(text)
    if "\u00a0" in text:
        text = text.replace("\u00a0", " ")
    if "\r" in text or "\t" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if _is_normal(text):
        return text
    text = _SURROGATE.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _SPACES.sub(" ", text)


def _is_normal(text: str) -> bool:
    """Whether all of `text` is printable (no control, no invisible character, no other blank) and in NFC, but for line feeds."""
    if len(text) > _LONG:
        data = text.encode("utf-8", "surrogatepass")
        if data.translate(None, _PLAIN):
            return False
        signs = data.translate(None, _ASCII)
        if not signs.translate(None, _WESTERN):  # none of these joins a letter of ASCII: a look at them alone is enough
            text = signs.decode("utf-8")
    return text.replace("\n", "").isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text))


def _unescape(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def _untagged(text: str) -> str:
    if "<!--" in text or "</" in text:
        text = _without_hidden(text)
    return _INLINE.sub("", _BREAK.sub("\n", text))


def _without_hidden(text: str) -> str:
    """`text` without comments, scripts and style sheets; what is opened and never closed stays. One pass."""
    kept: list[str] = []
    position, opened, awaited = 0, -1, ""
    for match in _HIDDEN.finditer(text):
        mark = "-->" if match[0] in {"<!--", "-->"} else match[2].lower()
        opens = match[0] == "<!--" or (mark != "-->" and not match[1])
        if opened < 0 and opens:
            opened, awaited = match.start(), mark
        elif opened >= 0 and not opens and mark == awaited:
            kept.append(text[position:opened])
            position, opened = match.end(), -1
    return "\n".join([*kept, text[position:]])
