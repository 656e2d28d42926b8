# ruff: noqa: E501 -- patterns are read best unbroken
"""Texts that were cut short: behind "[...]" or "Read more" the rest is missing, and half a sentence is not told."""

from __future__ import annotations

import re

from digest.clean.lines import ends_sentence
from digest.segment import sentences

_REACH = 200  # characters at the end of a text in which such a mark stands
_LINK = (
    r"(?=[^\Wa-zß-öø-ÿа-яё])(?i:(?:click here to )?(?:read|see) (?:more|on|(?:the )?(?:full|whole|rest of (?:the|this)|entire) (?:story|article|post|entry|report))|(?:continue|keep) reading|weiterlesen|mehr lesen|lire la suite|"
    r"(?:leer|ver) más|seguir leyendo|leia mais|continue lendo|leggi tutto|continua a leggere|lees (?:meer|verder)|czytaj (?:dalej|więcej)|läs mer|les mer|læs mere|читать (?:далее|полностью)|阅读全文|閱讀全文|続きを読む|더보기)"
)
_BRACKET = r"(?:\[\s?(?:\.{3,}|…)\s?\]|\(\s?(?:\.{3,}|…)\s?\))"
_NO_MARK = frozenset('.!?"”’')  # no mark ends with one of these
_REST = r"[^\w.!?\"”’]*$"
_MARK = re.compile(
    rf"\s*(?:(?:{_BRACKET}(?:\s*{_LINK})?|(?:^|(?<=[\s.!?…。！？”\"])){_LINK}){_REST}|(?:\.{{3,}}|…)\s*{_LINK}[^.!?]{{0,140}}$)"
)
_ELLIPSIS = re.compile(r"\s?(?:\.{3,}|…)\s?$")


def has_mark(line: str) -> bool:
    """Whether `line` ends with a mark that the text was cut there."""
    return line[-1:] not in _NO_MARK and bool(_MARK.search(line, max(0, len(line) - _REACH)))


def without_mark(line: str) -> str:
    """`line` without such a mark at its end."""
    match = _MARK.search(line, max(0, len(line) - _REACH))
    return line[: match.start()] if match else line


def whole_sentences(paragraph: str) -> str:
    """The last paragraph of a text that was cut: without the mark, and without the sentence that has no end; "" for nothing."""
    text = without_mark(paragraph)
    if ends_sentence(text) and not _ELLIPSIS.search(text):
        return text
    spans = sentences(text)
    return text[: spans[-2][1]] if len(spans) > 1 else ""
