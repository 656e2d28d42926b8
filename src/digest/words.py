"""Words as they are compared: folded, stemmed, and without the ones that say nothing.

Shared by grouping and summarizing. Word lists come from files inside installed packages (sumy's, and jusText's for languages
that sumy has none for) and are read on first use; nothing is downloaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

# Scripts written without spaces between words. Two neighbouring characters stand in for a word there.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Vowel signs of Indic scripts are marks, which \w leaves out; without them a word would fall apart.
_MARKS = "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0900-\u0963\u0970-\u0dff"
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")
_WORD = re.compile(rf"(?:[^\W_{_UNSPACED}]|[{_MARKS}])+(?:['.](?:[^\W_{_UNSPACED}]|[{_MARKS}])+)*|[{_UNSPACED}]+")
_SPECIAL = re.compile(f"[{_UNSPACED}{_MARKS}]")
_SPACED_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")
# ASCII as it is cut into words: letters in small, what can stand inside a word, and spaces for all else.
_WORDY = "".join(c.lower() if (c.isascii() and c.isalnum()) or c in "'." else " " for c in map(chr, range(256))).encode(
    "ascii"
)
_PARTED = "\0"  # stands between texts that are read in one go
_WORDY_AND_PARTED = _PARTED.encode("ascii") + _WORDY[1:]
_SPACE, _FIRST_DIGIT = b" 0"  # marks and spaces come before the digits, and the letters behind them
_FIGURES = "".join("0" if c in "0123456789" else "," if c in ".," else " " for c in map(chr, range(256))).encode(
    "ascii"
)
_TYPOGRAPHY = "\u201c\u201d\u2018\u2013\u2014\u2026\u00a0\u2022\u200b"  # often all that is not ASCII in a text
_POSSESSIVE = re.compile(r"'s\b")
_GROUPED_NUMBER = re.compile(r"\d+(?:[.,]\d+)+")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")

# Snowball's name, sumy's list, jusText's list; None where there is none.
_LANGUAGES: dict[str, tuple[str | None, str | None, str | None]] = {
    "ar": ("arabic", "arabic", None),
    "bg": (None, None, "Bulgarian"),
    "ca": ("catalan", None, "Catalan"),
    "cs": ("czech", "czech", None),
    "da": ("danish", None, "Danish"),
    "de": ("german", "german", None),
    "el": ("greek", "greek", None),
    "en": ("english", "english", None),
    "es": ("spanish", "spanish", None),
    "et": ("estonian", None, "Estonian"),
    "eu": ("basque", None, "Basque"),
    "fa": ("persian", None, "Persian"),
    "fi": ("finnish", None, "Finnish"),
    "fr": ("french", "french", None),
    "ga": ("irish", None, "Irish"),
    "he": (None, "hebrew", None),
    "hi": ("hindi", None, "Hindi"),
    "hr": ("serbian", None, "Croatian"),
    "hu": ("hungarian", None, "Hungarian"),
    "hy": ("armenian", None, "Armenian"),
    "id": ("indonesian", None, "Indonesian"),
    "it": ("italian", "italian", None),
    "ja": (None, "japanese", None),
    "ko": (None, "korean", None),
    "lt": ("lithuanian", None, "Lithuanian"),
    "nb": ("norwegian", None, "Norwegian_Bokmal"),
    "ne": ("nepali", None, "Nepali"),
    "nl": ("dutch", None, "Dutch"),
    "nn": ("norwegian", None, "Norwegian_Nynorsk"),
    "no": ("norwegian", None, "Norwegian_Bokmal"),
    "pl": ("polish", "polish", None),
    "pt": ("portuguese", "portuguese", None),
    "ro": ("romanian", None, "Romanian"),
    "ru": ("russian", None, "Russian"),
    "sk": (None, "slovak", None),
    "sr": ("serbian", None, "Serbian"),
    "sv": ("swedish", "swedish", None),
    "ta": ("tamil", None, "Tamil"),
    "th": (None, "thai", None),
    "tr": ("turkish", None, "Turkish"),
    "uk": (None, "ukrainian", None),
    "vi": (None, None, "Vietnamese"),
    "zh": (None, "chinese", None),
}
_JUSTEXT_WORDS = 250  # its lists run by frequency into ordinary nouns; the first few hundred are function words


def tokens(text: str) -> list[str]:
    """The words of `text`, case-folded and in order.

    "1,200" and "1.200" become "1200", "3,5" becomes "3.5", a possessive 's goes, "U.S." becomes "u.s", and a run of Chinese,
    Japanese, Thai or another script without spaces becomes its overlapping pairs of characters.
    """
    folded = _folded(text)
    return _spaced(folded, _WORDY).split() if folded.isascii() else _words(folded)


def tokens_of_each(texts: Sequence[str]) -> list[list[str]]:
    """The `tokens` of each of `texts`, read in one go."""
    whole = f" {_PARTED} ".join(texts)
    if whole.count(_PARTED) != len(texts) - 1:
        return [tokens(text) for text in texts]
    folded = _folded(whole)
    if folded.isascii():
        return list(map(str.split, _spaced(folded, _WORDY_AND_PARTED).split(_PARTED)))
    return list(map(_words, folded.split(_PARTED)))


def straight(text: str) -> str:
    """The text with plain apostrophes, and spaces for curly quotation marks, dashes and the like; often that leaves ASCII."""
    if not text.isascii():
        text = text.replace("\u2019", "'")
        for mark in _TYPOGRAPHY:
            text = text.replace(mark, " ")
    return text


def _folded(text: str) -> str:
    """The text with case, typography, possessives and numbers as words are compared."""
    text = straight(text)
    folded = text.lower() if text.isascii() else text.casefold()
    if "'s" in folded:
        folded = _POSSESSIVE.sub("", folded)
    return _plain_numbers(folded) if folded.isascii() else _GROUPED_NUMBER.sub(_plain_number, folded)


def _words(folded: str) -> list[str]:
    if not _SPECIAL.search(folded):
        return _SPACED_WORD.findall(folded)
    return [part for word in _WORD.findall(folded) for part in _parts(word)]


def _spaced(folded: str, wordy: bytes) -> str:
    """Folded ASCII with spaces for all but words, letters and digits with single marks between; quicker than a regex."""
    read = b" %b " % folded.encode("ascii").translate(wordy)
    spaced = bytearray(read)
    for mark in b"'.":
        at = read.find(mark)
        while at >= 0:
            if read[at - 1] < _FIRST_DIGIT or read[at + 1] < _FIRST_DIGIT:  # beside another mark, or at a word's end
                spaced[at] = _SPACE
            at = read.find(mark, at + 1)
    return spaced.decode("ascii")


def _plain_numbers(folded: str) -> str:
    """ASCII with its grouped numbers written plainly."""
    figures = folded.encode("ascii").translate(_FIGURES).decode("ascii")
    at = figures.find("0,0")
    if at < 0:
        return folded
    done = 0
    parts: list[str] = []
    while at >= 0:
        while at and figures[at - 1] == "0":
            at -= 1
        end = at
        while folded[end : end + 1].isdigit() or figures[end : end + 2] == ",0":
            end += 1
        parts += (folded[done:at], _without_groups(folded[at:end]))
        done = end
        at = figures.find("0,0", done)
    return "".join([*parts, folded[done:]]) if parts else folded


def _plain_number(match: re.Match[str]) -> str:
    return _without_groups(match.group())


def _without_groups(number: str) -> str:
    if _THOUSANDS.fullmatch(number):
        return number.replace(",", "").replace(".", "")
    return number.replace(",", ".")


def _parts(word: str) -> Iterable[str]:
    if len(word) < 3 or not _UNSPACED_RUN.match(word):
        return (word,)
    return [word[at : at + 2] for at in range(len(word) - 1)]


@lru_cache(maxsize=64)
def stop_words(language: str | None) -> frozenset[str]:
    """The words of `language` (ISO 639-1) that carry no subject, folded as `tokens` folds; None means English.

    A language without a list has none: the empty set. Japanese, Chinese and Thai lists also hold the pairs of characters
    that their words become.
    """
    _, sumy_name, justext_name = _LANGUAGES.get(_base(language), (None, None, None))
    lines: list[str] = []
    if sumy_name:
        lines = _package_lines("sumy", f"data/stopwords/{sumy_name}.txt")
    elif justext_name:
        lines = _package_lines("justext", f"stoplists/{justext_name}.txt")[:_JUSTEXT_WORDS]
    found: set[str] = set()
    for line in lines:
        whole = line.casefold().replace("\u2019", "'").strip()
        found.add(whole)
        found.update(tokens(line))
    return frozenset(found - {""})


def _base(language: str | None) -> str:
    return (language or "en").casefold().replace("_", "-").split("-")[0]


def _package_lines(package: str, path: str) -> list[str]:
    """The lines of a data file of an installed package, found without importing it (sumy imports requests)."""
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec(package)
    for folder in (spec.submodule_search_locations if spec else None) or ():
        file = Path(folder) / path
        if file.is_file():
            return file.read_text(encoding="utf-8").splitlines()
    return []


@lru_cache(maxsize=64)
def _stemmer(language: str) -> Any:
    name = _LANGUAGES.get(language, (None,))[0]
    if name is None:
        return None
    import Stemmer

    if name not in Stemmer.algorithms():
        return None
    return Stemmer.Stemmer(name, 0)  # no cache: to look a word up in a large one takes as long as to stem it


def stem(words: list[str], language: str | None) -> list[str]:
    """The Snowball stems of `words` in `language` (None means English); the words themselves where it has no stemmer."""
    stemmer = _stemmer(_base(language))
    return list(words) if stemmer is None else list(stemmer.stemWords(words))
