"""Sentences in another language than the article they stand in: a link to the same page in French, a quotation left as it was said.

They are told by their script and their small words. This is the one place to ask a better witness, such as the language of each
paragraph.
"""

from __future__ import annotations

import re

from digest.summarize.lists import word_set
from digest.words import stop_words

_LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")  # told apart by their small words
_LEAST = 8  # words below which a sentence is too short to judge
_OWN = 0.1  # share of small words of the article's language up to which the sentence may be in another one
_OTHER = 0.3  # and share of the other language's from which it is
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]")
_WIDE = re.compile(r"[\u0370-\u1fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")  # Greek to Khmer, kana, Han, Hangul
_UNLATIN = word_set("am ar be bg bn el fa gu he hi hy ja ka kn ko ml mr ne pa ru sr ta te th uk ur zh")


def is_foreign(text: str, language: str | None) -> bool:
    """Whether `text`, a sentence of an article in `language` (ISO 639-1; None: unknown), is written in another language."""
    if language is None:
        return False
    if language in _UNLATIN:
        latin = len(_LATIN.findall(text))
        return latin > 5 * _LEAST and latin > 3 * len(_WIDE.findall(text))
    if not text.isascii() and (wide := _WIDE.findall(text)) and len(wide) > len(_LATIN.findall(text)):
        return True
    if language not in _LANGUAGES:
        return False
    words = text.casefold().split()
    if len(words) < _LEAST or _share(words, language) > _OWN:
        return False
    return any(_share(words, other) >= _OTHER for other in _LANGUAGES if other != language)


def _share(words: list[str], language: str) -> float:
    small = stop_words(language)
    return len([word for word in words if word in small]) / len(words)
