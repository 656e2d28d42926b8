"""Invented pages and sentences for the tests of HTML reading."""

from __future__ import annotations

SENTENCES = (
    "The harbour council of Elmsworth voted on Friday to reopen the north ferry after two years of repairs.",
    "Its chair, Mara Tolk, said that the first crossing would leave in December if the weather held.",
    "Repairs to the slipway cost 4.2 million crowns, a third more than the council had set aside in spring.",
    "Fishermen from the east quay had asked for the work to be put off until the herring season was over.",
    "A second vote, on the price of tickets, was moved to the council's meeting on the ninth of the month.",
    "Two members stayed away from the vote because their firms had supplied timber for the landing stage.",
    "The old ferry, which carried nine cars and sixty people, was sold to a museum on the southern coast.",
    "Residents of the island had been using a mail boat that sails twice a week and takes no vehicles.",
)
PARAGRAPHS = tuple(" ".join(SENTENCES[i : i + 2]) for i in (0, 2, 4, 6))
HEADLINE = "North ferry to sail again in December"


def paragraphs(*texts: str) -> str:
    """Each text as a <p> element."""
    return "".join(f"<p>{text}</p>\n" for text in texts or PARAGRAPHS)


def article_page(body: str | None = None, *, head: str = "", before: str = "", after: str = "") -> str:
    """A page with an <article> of `body` between what stands before and after it."""
    inner = paragraphs() if body is None else body
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{HEADLINE} | The Elmsworth Post</title>'
        f'<meta property="og:site_name" content="The Elmsworth Post">{head}</head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
        f"{before}<article><h1>{HEADLINE}</h1>{inner}</article>{after}"
        '<footer><p>Copyright The Elmsworth Post. All rights reserved.</p><a href="/about">About us</a></footer></body></html>'
    )
