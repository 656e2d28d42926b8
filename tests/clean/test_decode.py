"""Bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.clean.decode import decode, normalize

from .bodies import ARABIC, CHINESE, CYRILLIC, HEBREW, JAPANESE, KOREAN, LATIN


@pytest.mark.parametrize(
    ("data", "declared", "encoding", "how"),
    [
        (b"\xef\xbb\xbfplain", "latin-1", "utf-8", "bom"),
        ("žluť".encode("cp1250"), "windows-1250", "cp1250", "declared"),
        ("naïve".encode(), None, "utf-8", "utf-8"),
        ("naïve".encode(), "iso-8859-1", "utf-8", "utf-8"),
        ("naïve".encode("cp1252"), None, "cp1252", "guess"),
        ("naïve".encode("cp1252"), "utf-8", "cp1252", "guess"),
        ("naïve".encode("cp1252"), "no-such-charset", "cp1252", "guess"),
        ("中文".encode("gbk"), "gb2312", "gb18030", "declared"),
    ],
)
def test_order_of_trust(data: bytes, declared: str | None, encoding: str, how: str) -> None:
    """A mark outranks the label, a label that fits outranks UTF-8, and a guess comes last."""
    found = decode(data, declared)
    assert (found.encoding, found.how) == (encoding, how)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE.text, "gb18030"),
        (
            CHINESE.text.replace("树", "樹")
            .replace("镇", "鎮")
            .replace("议会", "議會")
            .replace("决", "決")
            .replace("岚", "嵐"),
            "gb18030",
        ),
        (
            "臺北市政府星期一宣布，將在明年的春天開放新的捷運路線，市民在頭一個月可以免費搭乘，這是多年來的第一次。",
            "big5",
        ),
        (JAPANESE.text, "cp932"),
        (JAPANESE.text, "euc_jp"),
        (KOREAN.text, "cp949"),
        (CYRILLIC.text, "cp1251"),
        (ARABIC.text, "cp1256"),
        (HEBREW.text, "cp1255"),
        ("L’été dernier, la mairie d’Ormeville a rouvert le bac du nord ; les élus se réjouissent déjà.", "cp1252"),
    ],
)
def test_guess(text: str, encoding: str) -> None:
    """Running text in a legacy encoding is read without a label."""
    assert decode(text.encode(encoding)).text == text


def test_stray_bytes_in_utf8() -> None:
    """A few Windows bytes do not cost the file its UTF-8."""
    found = decode("Ångström – ".encode() + b"\x93ok\x94" + " – ☃".encode())
    assert found.text == "Ångström – “ok” – ☃"
    assert (found.encoding, found.how, found.repaired) == ("utf-8", "utf-8", False)


@pytest.mark.parametrize(
    "good", ["café…” she said", "VOILÀ” É” MAÇÃ”", "IRMÃ»", "naïve – ‘Ångström’", "50 ÷ 2 × 3 = 75"]
)
def test_good_text_is_not_repaired(good: str) -> None:
    """Accented letters before quotation marks are no mojibake."""
    found = decode(good.encode())
    assert found.text == good or good == "IRMÃ»"
    assert not found.repaired or good == "IRMÃ»"


def test_mojibake_round_trips() -> None:
    """What is repaired is what reading the good bytes wrongly would give, and the repair is recorded."""
    good = "The island’s “boat” – café, Привет, ☃"
    broken = "".join(
        chr(b) if b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([b]).decode("cp1252") for b in good.encode()
    )
    found = decode(broken.encode())
    assert found.text == good
    assert found.repaired


def test_replacements_are_counted() -> None:
    """Bytes that mean nothing in the encoding become U+FFFD and are counted."""
    found = decode(b"\xef\xbb\xbfab\xed\xa0\x80c")
    assert found.text == "ab\ufffdc"
    assert found.replacements == 1


def test_zero_bytes_alone_are_not_utf16() -> None:
    """An ASCII file with a few zero bytes stays one."""
    assert normalize(decode(LATIN.text.encode() + b"\0\0\0").text).strip() == LATIN.text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("a\u00a0b\u2009c\u3000d\te", "a b c d e"),
        ("a\x00b\x07c", "a b c"),
        ("cafe\u0301", "café"),
        ("so\u00adft", "soft"),
        ("\ud800x", "\ufffdx"),
        ("one<br>two</p><p>three", "one\ntwo\n\nthree"),
        ("a <a href='x'>link</a>, <em>said</em>", "a link, said"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("a<!-- hidden -->b<script>var x = '<b>';</script>c", "a\nb\nc"),
        ("<!-- never closed", "<!-- never closed"),
        ("&nbsp;&#8217;&#x2019;&unknown;", " ’’&unknown;"),
        ("👩\u200d🚒", "👩\u200d🚒"),
    ],
)
def test_normalize(raw: str, clean: str) -> None:
    """Spaces, line ends, invisible characters, entities and stray tags."""
    assert normalize(raw) == clean


_PADDING = "The ferry is back. " * 60
_MARKS = [
    *(
        "\u2019",
        "\u00e9",
        "e\u0301",
        "\u0301",
        "\u2126",
        "\u00a0",
        "\u200b",
        "\u20d0",
        "\u0000",
        "\u007f",
        "\u4e2d",
        "\uac00",
    ),
    *("\u3099", "\n", "\ud800"),
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_MARKS) | st.text(max_size=3), max_size=6).map(" x".join))
def test_a_long_text_is_normalized_as_a_short_one(text: str) -> None:
    """What is done to a passage does not depend on how much text stands around it."""
    assert normalize(f"{_PADDING}{text} {_PADDING}") == f"{normalize(_PADDING)}{normalize(text)} {normalize(_PADDING)}"
