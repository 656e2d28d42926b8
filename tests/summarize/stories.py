"""Stories to summarize, all invented: outlets, places, people and events."""

from __future__ import annotations

import hashlib
from datetime import date

from digest.model import Article, Day, Report, Story


def article(
    name: str,
    text: str,
    *,
    title: str = "",
    published: Day | None = None,
    language: str | None = "en",
    source: str | None = None,
) -> Article:
    """One cleaned article."""
    return Article(
        id=name,
        origin=f"{name}.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source=source or name.title(),
        title=title,
        text=text,
        published=published,
        language=language,
    )


_MARKS_OF = {
    "de": (" der ", " wurden ", " die ", " kostet "),
    "fr": (" le ", " la ", " les "),
    "es": (" el ", " los "),
}


def language_of(text: str) -> str:
    """The language of a written case."""
    said = f" {text.lower()} "
    return next((language for language, marks in _MARKS_OF.items() if any(mark in said for mark in marks)), "en")


def story(*articles: Article) -> Story:
    """A story in which each article is a report of its own."""
    return Story("st-1", tuple(Report((a,), a.source) for a in articles))


POST = article(
    "post",
    "ELMSWORTH, Nov. 20 - the desk\n\n"
    "The council of Elmsworth voted nine to four on Friday to reopen the north ferry after two years of repairs.\n\n"
    "The first crossing leaves in December, Mayor Ida Brandt said. She thanked the crews who worked through two winters.\n\n"
    "“We are clear-eyed about what this harbour has lost,” Brandt said. “It will take years to win the islanders back.”\n\n"
    "Repairs cost 14 million crowns, twice what the engineers first reckoned.\n\n"
    "Islanders had to drive 60 kilometres around the bay while the ferry stood still. Many moved away.\n\n"
    "But not everyone was glad. Fishermen fear the new pier will crowd their berths.\n\n"
    "Who will pay for the second boat?\n\n"
    "From left are Ida Brandt and Tomas Hale at the pier on Friday. Harbour Photo",
    title="Council reopens the north ferry",
    published=date(2026, 11, 20),
    source="The Elmsworth Post",
)
DAILY = article(
    "daily",
    "Elmsworth's north ferry will sail again in December, the town council decided on Friday by nine votes to four.\n\n"
    "Repairs cost 17 million crowns, the harbour office said, and took two years.\n\n"
    "Tomas Hale, who leads the opposition, called the vote “a gift to the yard of Norwell” and asked for an audit.\n\n"
    '"We are clear eyed about what this harbour has lost," Mayor Brandt told the council.\n\n'
    "The ferry carried 1,200 passengers a day before it closed.\n\n"
    "Ida Brandt hopes that half of them return by summer.",
    title="Ferry back in December",
    published=date(2026, 11, 20),
    source="Harbour Daily",
)
EARLIER = article(
    "earlier",
    "Repairs of Elmsworth's north ferry are near their end, the yard in Norwell said on Wednesday.\n\n"
    "The hull has been painted and the engines run.\n\nThe council votes on Friday on whether the ferry may sail again.",
    title="Ferry repairs near their end",
    published=date(2026, 11, 18),
    source="Norwell Ledger",
)
FERRY = story(POST, DAILY, EARLIER)
