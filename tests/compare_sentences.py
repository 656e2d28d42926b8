"""Prints how many of the written passages each splitter cuts right, and how fast: `python tests/compare_sentences.py`."""

from __future__ import annotations

import time
from collections.abc import Callable

from digest import segment
from sentence_passages import cases, written_before, written_with_the_rules

Split = Callable[[str, str], list[str]]
_ROUNDS = 40


def _rules(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in segment.sentences(text, language)]


def _sentencex(text: str, language: str) -> list[str]:
    from sentencex import segment as cut

    return [piece.strip() for piece in cut(language, text) if piece.strip()]


def _punkt(abbreviations: frozenset[str]) -> Split:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    known = PunktParameters()
    known.abbrev_types = {word.casefold() for word in abbreviations}
    tokenizer = PunktSentenceTokenizer(known)
    return lambda text, language: [text[start:end] for start, end in tokenizer.span_tokenize(text)]


def main() -> None:
    """One line a splitter: right of the old passages, of the new ones, English, the others, sentences a CPU-second."""
    ours = segment._NEVER_LAST | segment._PERHAPS_LAST | segment._NUMBERED
    splitters: dict[str, Split] = {
        "rules": _rules,
        "sentencex": _sentencex,
        "Punkt, our abbreviations": _punkt(ours),
        "Punkt, untrained": _punkt(frozenset()),
    }
    for name, split in splitters.items():
        old, new = (
            sum(tuple(split(text, lang)) == parts for lang, _, text, parts in passages)
            for passages in (written_with_the_rules(), written_before())
        )
        english = sum(tuple(split(text, lang)) == parts for lang, _, text, parts in cases() if lang == "en")
        started = time.process_time()
        made = sum(len(split(text, lang)) for _ in range(_ROUNDS) for lang, _, text, _ in cases())
        speed = made / (time.process_time() - started)
        print(f"{name:<26} {old:>4} {new:>4} {english:>4} {old + new - english:>4} {speed:>12,.0f}")
    every = cases()
    print(f"{'passages':<26} {len(written_with_the_rules()):>4} {len(written_before()):>4}", end=" ")
    print(f"{sum(lang == 'en' for lang, *_ in every):>4} {sum(lang != 'en' for lang, *_ in every):>4}", end=" ")
    print(f"{len({lang for lang, *_ in every}):>12} languages")


if __name__ == "__main__":
    main()
