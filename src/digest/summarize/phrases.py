"""What a story is about, in a few phrases: word pairs that stand together far more often than chance would put them.

Dunning's log-likelihood ratio over the sentences of all reports (Dunning 1993, "Accurate methods for the statistics of surprise
and coincidence"), as NLTK computes it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from digest.model import Article
from digest.segment import sentences
from digest.words import stop_words

WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
SHORTEST = 2  # letters of a word that may stand in a phrase


def key_phrases(articles: Sequence[Article], number: int = 4) -> tuple[str, ...]:
    """At most `number` phrases of two words, as the articles write them, the most telling first; none from too little text.

    Languages that write no spaces between words have none.
    """
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    written: dict[tuple[str, str], Counter[str]] = {}
    documents: list[list[str]] = []
    for article in articles:
        idle = stop_words(article.language)
        for start, end in ((0, len(article.title)), *sentences(article.text, article.language)):
            text = article.title if end == len(article.title) and start == 0 else article.text[start:end]
            documents.append(_words(text, idle, written))
    finder = BigramCollocationFinder.from_documents(documents)
    finder.apply_ngram_filter(lambda one, other: (one, other) not in written)
    finder.apply_freq_filter(2)
    scored = finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)
    phrases: list[str] = []
    taken: set[str] = set()
    for pair, _ in sorted(scored, key=lambda found: (-round(found[1], 9), found[0])):
        if len(phrases) < number and not taken & set(pair):
            taken.update(pair)
            phrases.append(min(written[pair].items(), key=lambda form: (-form[1], form[0]))[0])
    return tuple(phrases)


def _words(text: str, idle: frozenset[str], written: dict[tuple[str, str], Counter[str]]) -> list[str]:
    """The folded words of one sentence; pairs of meaning words that touch are noted in `written` as they stand there."""
    found = list(WORD.finditer(text))
    folded = [match.group().casefold() for match in found]
    for i in range(len(found) - 1):
        pair = folded[i], folded[i + 1]
        between = text[found[i].end() : found[i + 1].start()]
        if between == " " and not any(word in idle or len(word) < SHORTEST for word in pair):
            written.setdefault(pair, Counter())[text[found[i].start() : found[i + 1].end()]] += 1
    return folded
