"""A day on which everything happened: twelve stories, each with all that a story can have, in invented words of usual lengths."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import briefings
from digest.model import (
    Article,
    Briefing,
    Difference,
    DifferingValue,
    Excerpt,
    Headline,
    LeftOut,
    Point,
    Rank,
    Report,
    Story,
    TimelineEntry,
)

SUBJECTS = ("The harbour board", "The regional council", "A speaker of Coastline Rail", "The union of crews")
VERBS = ("said on Friday that", "had made known that", "decided by nine to four that", "had warned in June that")
OBJECTS = ("the north ferry", "the swimming hall", "work on the quay", "the night train")
ENDS = (
    "will cost 14 million crowns more than the reserve can bear.",
    "would go on for six weeks, until 14 December.",
    "must be looked at by somebody “who owes nobody a thing”.",
    "is to be paid for by the region and the schools.",
)
OUTLETS = (
    "The Elmsworth Post",
    "Harbour Daily",
    "Coast Echo",
    "Northern Ledger",
    "Capital Register",
    "Valmore Courier",
)
SENTENCES, STORIES = 9, 12


def full_day() -> Briefing:
    """Twelve stories of five articles in five reports or four: five statements, differences, what one alone says, a timeline."""
    chance = random.Random(7)
    stories = tuple(_story(number, chance) for number in range(STORIES))
    left_out = tuple(
        LeftOut(f"feeds/{OUTLETS[n % 6].lower().replace(' ', '-')}/{n}.html", f"reason {n % 4}: a page of links")
        for n in range(30)
    )
    return replace(briefings.second(), stories=stories, left_out=left_out)


def _sentence(chance: random.Random, number: int) -> str:
    return " ".join(
        [*(chance.choice(part) for part in (SUBJECTS, VERBS, OBJECTS)), f"no. {number}", chance.choice(ENDS)]
    )


def _article(story: int, number: int, chance: random.Random) -> Article:
    outlet = OUTLETS[number % len(OUTLETS)]
    return briefings.article(
        f"f{story}-{number}",
        outlet,
        f"Council reopens the north ferry no. {story}, {number} years on",
        " ".join(_sentence(chance, n) for n in range(SENTENCES)),
        authors=("Mads Oller",),
        url=f"https://{outlet.lower().replace(' ', '-')}.example/2026/11/20/news/council-reopens-the-north-ferry-{story}-{number}",
        published=datetime(2026, 11, 18 + number % 3, 6 + number, 5 * number, tzinfo=UTC),
        published_from="metadata",
    )


def _said(article: Article, number: int) -> Excerpt:
    """The sentence of an article with that number."""
    starts = [0]
    for end in ENDS:
        at = article.text.find(end)
        while at >= 0:
            starts.append(at + len(end) + 1)
            at = article.text.find(end, at + 1)
    starts = [*sorted(starts), len(article.text) + 1]
    return Excerpt(article, starts[number], starts[number + 1] - 1)


def _value(article: Article, number: int, words: str) -> DifferingValue:
    of = _said(article, number)
    start = of.start + of.text.index("no. ")
    return DifferingValue(words, Excerpt(article, start, start + 5), article.published)


def _story(number: int, chance: random.Random) -> Story:
    articles = [_article(number, n, chance) for n in range(5)]
    alone = articles[: 3 + number % 3]
    reports = (
        *(Report((one,), one.source) for one in alone),
        *([Report(tuple(articles[len(alone) :]), "Elm News")] if len(alone) < 5 else []),
    )
    return Story(
        f"st-full{number}",
        reports,
        headline=Headline(articles[0].title, articles[0].id),
        points=tuple(
            Point(
                _said(articles[n], n),
                tuple(_said(articles[(n + k) % 5], n) for k in range(1, 1 + (n == 2))),
                reports=1 + (n == 2),
                new=n < 3,
            )
            for n in range(5)
        ),
        differences=(
            Difference(
                "the cost of repairs to the slipway",
                "money",
                tuple(_value(articles[n], 6, f"{12 + n} million crowns") for n in range(2)),
            ),
        ),
        only_in=(_said(articles[1], 8),),
        timeline=tuple(
            TimelineEntry((datetime(2026, 11, 18, tzinfo=UTC) + timedelta(days=n)).date(), _said(articles[n], 5))
            for n in range(1 + number % 2)
        ),
        rank=Rank(
            9.5 - number / 10, ("5 independent voices", "6 outlets", "published 7 h ago", "weight 1.5: Coast Echo")
        ),
        status="running",
        first_seen=datetime(2026, 11, 18, tzinfo=UTC).date(),
    )
