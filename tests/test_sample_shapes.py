"""Each of the 48 shapes of ugly text can be seen in the sample articles that are said to show it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import samples

FEEDS = Path(__file__).parent.parent / "feeds"

# What gives a shape away in the bytes of a file, read one byte a character unless the sign needs letters of its own.
SIGNS: dict[int, str] = {
    1: r"(?m)\A(?:[\u4e00-\u9fff]{2,6}\s*\n){3}",
    2: r"(?m)^\s*[•»|]",
    3: r"\w+ (?:>|›|»|&gt;|&raquo;) \w+",
    4: r"(?i)cookies?\b",
    5: r"[:：]\s?\d{4}-\d\d-\d\d\u00a0{2,}",
    7: r"作者[:：]\S*(?:app|入口|http|\d)",
    8: r"(?m)^(.{30,})\n\s*\1\s*$",
    9: r"From left|\((?:AP|Photo|Reuters)[^)]*\)|Photo:",
    10: r"\n\s*\n[A-Z][^\n]{30,90}[^.\n]\.?\s*\n\s*\nBy ",
    11: r"(?m)^By [A-Z]\w+ [A-Z]\w+",
    12: r"\([\w.]+@\s*\n[\w.-]+\s*\n\)",
    14: r"(?m)^(.{20,})\n(?:.*\n){0,4}?\1 \| \w+",
    16: r"\A\s*(?:date )?20\d\d-\d\d-\d\d [A-Z]",
    17: r"[A-Z]{4,}(?:, [A-Z]\w+)?, [A-Z]\w+\.? \d{1,2} \(\w+\) (?:-|—|–)",
    18: r"(?i)(?:also read|read more)\s*:",
    19: r"(?i)advertisement|story continues below",
    20: r"(?is)facebook.{0,80}(?:twitter|x\b).{0,120}(?:e-?mail|copy link)",
    21: r"(?i)\d+ comments|comments \(\d+\)",
    23: r"(?m)^(?:BREAKING|EXCLUSIVE|[A-Z]{5,}(?: [A-Z]{2,}){0,2})\b",
    24: r"\u00ad|[a-z]-\n[a-z]",
    25: r"â€|Ã.",
    27: r"\w[\u200b\u200c\u2060\ufeff]\w",
    28: r"&amp;(?:#?\w+;)|<(?:b|i|br|p)\b",
    29: r"(?i)subscribe to (?:continue|read|keep)|subscribers",
    30: r"(?s)(\d\d:\d\d).*(\d\d:\d\d).*(\d\d:\d\d)",
    31: r"(?i)amphtml|⚡|<html amp|rel=.canonical",
    32: r"(?i)correction|editor.s note|updated at",
    33: r"\([A-Z]+: ?[A-Z]+\)[\s\S]*[▲▼]|[▲▼]",
    34: r"[\u0600-\u06ff][^\n]*[\"“«][A-Za-z]",
    35: r"[\u3040-\u30ff\u4e00-\u9fff]{20,}|[\u3040-\u9fff]。",
    36: r"[^\n]{1200,}|(?:[^\n]{55,80}\n){6,}",
    38: r"(?m)^-{3,}\s*$[\s\S]*^-{3,}\s*$",
    39: r"(?m)(?:^[\d.:,%+–-]+\s*\n.*\n?){4,}|(?:^[\w -]{1,24}\n){3,}^[\d,.]+$",
    40: r"(?i)not found|javascript|cookies|verify|consent",
    41: r"(?i)\(?reporting by [^)]*;\s*editing by",
    42: r"[A-Z]\w+ [A-Z]\w+ (?:is|covers|writes|reports)\b",
    43: r"(?i)newsletter|sign up",
    44: r"(?i)key points",
    47: r"U\.S\.|Lt\. Gen\.",
}


def seen(shape: int) -> list[tuple[str, bytes, str]]:
    """The files that are said to show a shape: path, bytes, and the text as far as it is UTF-8 or UTF-16."""
    found = []
    for path in samples.SHAPES[shape]:
        data = (FEEDS / path.partition("#")[0]).read_bytes()
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        found.append((path, data, data.decode("utf-16" if wide else "utf-8", "replace")))
    return found


def test_all_shapes_are_named() -> None:
    """Every number from 1 to 48 has a file."""
    assert sorted(samples.SHAPES) == list(range(1, 49))
    assert all(samples.SHAPES.values())


@pytest.mark.parametrize("shape", sorted(SIGNS))
def test_a_shape_is_there(shape: int) -> None:
    """The sign of the shape stands in one of its files at the least."""
    assert any(re.search(SIGNS[shape], text) for _, _, text in seen(shape)), samples.SHAPES[shape]


def test_the_scrapers_date_is_of_the_same_weekday() -> None:
    """6: the wrong date cannot be told from the right one by the weekday that the text names."""
    (_, _, text), *_ = seen(6)
    found = re.search(r"(\d{4})-(\d\d)-(\d\d)", text)
    assert found
    day = date(*map(int, found.groups()))
    assert day.strftime("%A") in text


def test_there_is_no_headline() -> None:
    """13: the file begins with its first sentence."""
    (_, _, text), *_ = seen(13)
    assert len(text.split("\n", 1)[0].split()) > 15


def test_a_headline_is_glued_to_the_end() -> None:
    """15: the last line is no sentence and has no line end."""
    (_, _, text), *_ = seen(15)
    last = text.rsplit("\n", 1)[-1]
    assert last.strip()
    assert last[-1] not in '.!?”"\n'


def test_a_pull_quote_is_repeated() -> None:
    """22: a short paragraph stands in another one too."""
    (_, _, text), *_ = seen(22)
    paragraphs = [" ".join(p.split()).strip("“”\"' ") for p in re.split(r"\n\s*\n", text)]
    folded = [re.sub(r"\W+", " ", p.casefold()).strip() for p in paragraphs]
    assert any(
        len(one.split()) >= 4 and one in other
        for i, one in enumerate(folded)
        for other in folded[i + 1 :] + folded[:i]
        if one != other
    )


def test_two_encodings_in_one_file() -> None:
    """26: some bytes are UTF-8 beyond ASCII, others are no UTF-8."""
    (_, data, _), *_ = seen(26)
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert re.search(rb"[\xc2-\xdf][\x80-\xbf]|[\xe2][\x80-\xbf]{2}", data)


def test_wide_characters_zero_bytes_and_carriage_returns() -> None:
    """37: a byte order mark, lone carriage returns, and a zero byte are all met."""
    data = [content for _, content, _ in seen(37)]
    assert any(content.startswith((b"\xff\xfe", b"\xfe\xff")) for content in data)
    assert any(b"\r" in content and b"\n" not in content for content in data)


def test_a_translated_twin() -> None:
    """45: two files, one story, two languages."""
    assert len(seen(45)) == 2


def test_quotation_marks_of_both_kinds() -> None:
    """46: curly and straight marks, and a paragraph whose mark is not closed."""
    texts = [text for _, _, text in seen(46)]
    assert any("“" in text for text in texts)
    assert any('"' in text for text in texts)
    assert any(p.count("“") > p.count("”") for text in texts for p in text.split("\n"))


def test_hardly_a_file() -> None:
    """48: an empty one, one of white space, one of a single line."""
    texts = [data for _, data, _ in seen(48)]
    assert b"" in texts
    assert any(data and not text.strip() for _, data, text in seen(48))
    assert any(data.strip() and b"\n" not in data.strip() for data in texts)
