"""A story's headline: the best of its reports' own, verbatim; cut from a lead only where none has one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.model import Article, Headline
from digest.summarize.fitness import leans, unfit
from digest.summarize.lists import word_set
from digest.summarize.units import Unit, Units
from digest.words import stem, stop_words, tokens

_LURES = re.compile(
    r"you won[’']t believe|here[’']s (?:why|what|how)|this is (?:why|what|how)|what (?:we|you) (?:know|need)|"
    r"everything (?:we|you)|need to know|"
    r"things to know|goes viral|will shock|shocking|jaw-dropping|stuns|slams|destroys|epic|must[- ](?:see|read|"
    r"watch)|^\d+ (?:things|reasons|ways|times)|"
    r"^(?:opinion|analysis|watch|video|live|live updates|photos?|editorial|column|commentary|podcast|explainer|"
    r"fact check|quiz|gallery|breaking|exclusive)\b\s?[:|–—-]|"
    r"^(?:why|how|what|who|where|when)\b|live (?:updates|blog)|as it happened|\| |»|^\d{4}[/-]\d|^morning|briefing$|"
    r"newsletter",
    re.IGNORECASE,
)
_LONGEST = 16  # words of a headline that is cut from a lead
_SHORTEST = 5
_CLAUSE = re.compile(
    r"\s*(?:[,;:–—]|\s(?:as|after|while|when|who|which|because|amid|where|although|weil|nachdem|während|tandis que|"
    r"alors que|mientras)\s)"
)
_WEAK_ENDS = word_set(
    """
    a an the of in on at to for by from and or with as that its his her their this der die das den dem ein eine im
    am zu und oder mit von le la les un une de du des et à en au aux el los las y con por para del be is was were
    has have had will not
    """
)


def own_headline(articles: Sequence[Article], units: Units) -> Headline | None:
    """The most central informative headline of `articles`, which `units` tell; None where none has one."""
    titled = [a for a in articles if a.title.strip()]
    if not titled:
        return None
    weight = _weights(titled, units)
    best = max(titled, key=lambda a: (_worth(a, weight), a.title, a.id))
    return Headline(best.title, best.id)


def derived_headline(units: Sequence[Unit], lead: Unit | None) -> Headline | None:
    """A headline cut from `lead`, or from the best unit there is; None where there is none."""
    lead = lead or _first_fit(units)
    return Headline(_cut(lead.text), lead.article.id, derived=True) if lead else None


def _first_fit(units: Sequence[Unit]) -> Unit | None:
    fit = [u for u in units if unfit(u) is None and not leans(u)] or list(units)
    return min(fit, key=lambda u: (u.place, u.number), default=None)


def _stems(article: Article) -> list[str]:
    stops = stop_words(article.language)
    words = [w for w in tokens(article.title) if w not in stops and (len(w) > 1 or w.isdigit())]
    return list(dict.fromkeys(stem(words, article.language)))


def _weights(titled: Sequence[Article], units: Units) -> dict[str, float]:
    """How much of the story each word of the headlines stands for: the share of reports that use it, and of headlines."""
    said = [_stems(article) for article in titled]
    using = units.reports_using({word for words in said for word in words})
    weight = {word: using[word] / len(units.articles) for words in said for word in words}
    for words in said:
        for word in words:
            weight[word] += 1.0 / len(titled)
    return weight


def _worth(article: Article, weight: dict[str, float]) -> float:
    stems, title = _stems(article), article.title.strip()
    if not stems:
        return 0.0
    total = 0.0
    for word in stems:
        total += weight.get(word, 0.0)
    worth: float = total / max(5, len(stems)) ** 0.6
    words = len(title.split())
    if title.endswith(("?", "？")):
        worth *= 0.5
    if title.endswith(("...", "…", ":")):
        worth *= 0.6
    if _LURES.search(title):
        worth *= 0.55
    if title.isupper():
        worth *= 0.8
    if words > 18:
        worth *= 18 / words
    return worth


def _cut(text: str) -> str:
    """The head of a lead up to the end of a clause, at most sixteen words; words for words as it stands there."""
    text = re.split(r"\s*\n", text)[0]
    for found in _CLAUSE.finditer(text):
        words = text[: found.start()].split()
        if len(words) > _LONGEST:
            break
        if len(words) >= _SHORTEST and words[-1].casefold() not in _WEAK_ENDS:
            return text[: found.start()]
    marks = list(re.finditer(r"\S+", text))[:_LONGEST]
    if len(marks) < _LONGEST:
        return text.rstrip(" .。")
    while len(marks) > 1 and marks[-1].group().casefold() in _WEAK_ENDS:
        marks.pop()
    return text[: marks[-1].end()].rstrip(" ,;:–—")
