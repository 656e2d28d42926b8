"""What `digest read` shows of one item is what a reader of an unknown script can judge it by."""

from __future__ import annotations

from pathlib import Path

from digest.clean import clean
from digest.model import RawArticle
from digest.stages import read_values
from digest.why import understood

from .bodies import CHINESE, KOREAN, LATIN


def shown(text: str) -> list[str]:
    """The lines that are shown of a plain text."""
    return list(understood(clean(RawArticle("x.txt", text.encode(), "text/plain"), trace=True)))


def test_lines_that_are_used_are_not_called_dropped() -> None:
    """A headline, a byline and a date are no text, but are made use of; what is left out says why."""
    page = [
        "Home",
        LATIN.headline,
        "By Mara Quill",
        "Published 18 March 2021",
        *LATIN.paragraphs,
        "Sign up for our newsletter",
    ]
    lines = shown("\n".join(page))
    ways = {line.split()[2]: line.split()[0] for line in lines if line.strip()[:4] in ("kept", "used", "drop")}
    assert ways == {
        "link": "dropped",
        "headline": "used",
        "byline": "used",
        "metadata": "used",
        "body": "kept",
        "sign-up": "dropped",
    }


def test_words_of_a_script_without_blanks_are_counted() -> None:
    """A Chinese article of 150 characters is no article of four words."""
    assert any(
        "language: zh; 1" in line and "words" in line
        for line in shown("\n".join([CHINESE.headline, *CHINESE.paragraphs]))
    )


def test_paragraphs_in_another_language_are_shown(tmp_path: Path) -> None:
    """An English abstract under a Korean article is named, in lines and as JSON with its place."""
    text = "\n".join([KOREAN.headline, *KOREAN.paragraphs, LATIN.paragraphs[0]])
    assert f"    in another language: en: {LATIN.paragraphs[0][:80]}" in shown(text)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    article = read_values([str(tmp_path)])[0]["articles"][0]
    assert article["language"] == "ko"
    (other,) = article["other_languages"]
    assert other["language"] == "en"
    assert article["text"][other["start"] : other["end"]] == LATIN.paragraphs[0]
