"""Our own cheap rule for where a page's article stands: the run of blocks that reads most like running text.

The rule is that of `region`, with what a page tells besides its words: navigation and comment containers, captions, lists,
tables, links, and where one <article> ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from digest.clean.blocks import Block
from digest.clean.furniture import kind_of
from digest.clean.labels import squeeze
from digest.clean.lines import count_words, ends_like_text
from digest.clean.region import is_table

BASE, CAP = 6.0, 40.0  # words a paragraph must have before it speaks for the article; the most that one can say
_FIGURE = re.compile(r"(?=.*\d)(?:(?![^\W\d_]{3}).){1,19}")
_INNER_END = re.compile(r"[.!?…][\"'”’»)]?\s+[\"'“‘«(¿¡]?[^\W\d_a-zß-ÿ]|[。！？]")  # a sentence ends and another begins
OPEN_WORDS, OPEN_ENDS = 20, 2
_TAGS = frozenset(("footer", "form", "dialog"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
LISTED = frozenset(("li", "dd", "dt", "td", "th", "pre"))
CELLS = ("td", "th")  # of a table that lays a page out, the cell is the container
_FLOWING = LISTED | HEADINGS | {"p", "blockquote"}
BARRIER = -40.0
NEXT_ARTICLE = -1000.0
LISTED_ARTICLE = -20.0
MANY_ARTICLES, SHORT_ARTICLE = 5, 80.0
OWN_ARTICLE = 30.0  # weight of one that has the headline and holds no other: the rest are other articles, however short
GAP = -8.0
BRIDGED = 0.0
LEAVING = -8.0
NEAR_HEADLINE = 3.0
HEADLINE_REACH = 16  # blocks that may stand between the headline and the first paragraph
AFTER_COMMENTS = 0.3
ALL_LINK, MIXED = 0.95, 0.9  # share of links from which a sentence, and a line with no end, are nothing but a link
ENOUGH, NEARLY_ALL = 100.0, 0.95  # weight of an article, and its share of the page's, that leave no doubt


@dataclass(frozen=True, slots=True)
class Weighed:
    """What our rule thinks of one block."""

    value: float  # above zero: reads like an article
    kind: str  # what else it is: "photo caption", "heading of comments", ...; "" where it may be text


def weigh(block: Block) -> Weighed:
    """How much `block` reads like a paragraph of an article, and what it is otherwise."""
    words = count_words(block.text)
    kind = kind_of(block.text, words) if words <= 60 and not is_figure(block) else ""
    if kind.startswith("heading of"):
        return Weighed(BARRIER, kind)
    if block.outside:
        return Weighed(-max(4.0, min(words, CAP) / 2), _place(block.outside))
    if block.link_share > 0.5:
        return Weighed(-min(4.0 + words / 4, 12.0), kind or "links")
    if block.caption:
        return Weighed(-3.0, "photo caption")
    if kind:
        return Weighed(-15.0 if kind == "time stamp" else -6.0, kind)
    return Weighed(_prose(block, words), "")


_PLACES = (
    ("comment", "comment"),
    ("nav", "navigation"),
    ("menu", "navigation"),
    ("crumb", "navigation"),
    ("deck", "deck"),
    ("dek", "deck"),
    ("standfirst", "deck"),
    ("strapline", "deck"),
    ("subt", "deck"),
    ("sub-", "deck"),
    ("subh", "deck"),
    ("subscri", "sign-up box"),
    ("byline", "byline"),
    ("bio", "author's biography"),
    ("author", "author's biography"),
    ("aside", "side box"),
    ("related", "links to other articles"),
    ("recommend", "links to other articles"),
    ("cookie", "cookie notice"),
    ("consent", "cookie notice"),
    ("newsletter", "sign-up box"),
    ("sign", "sign-up box"),
    ("soci", "share bar"),
    ("shar", "share bar"),
)


def _place(name: str) -> str:
    """What people are told of a container that was named `name`."""
    return next(
        (said for start, said in _PLACES if start in name), f"in a box named {name!r}" if name not in _TAGS else name
    )


def is_figure(block: Block) -> bool:
    """Whether `block` is a number in a table: prices and scores look like times and counters of other kinds."""
    return block.tag in CELLS and bool(_FIGURE.fullmatch(block.text))


def _prose(block: Block, words: float) -> float:
    if block.tag in HEADINGS:
        return -1.0
    if ends_like_text(block.text):
        return min(words - BASE, CAP)
    if block.tag in LISTED:
        return -1.0
    if words > OPEN_WORDS and len(_INNER_END.findall(block.text)) >= OPEN_ENDS:
        return min(words - BASE, CAP)  # several sentences and a name or a mark behind them
    return min(-3.0 + max(0.0, words - 20) / 2, 10.0)


def may_be_text(weighed: Weighed) -> bool:
    """Whether another reader may be believed that a block is text: what surely is furniture never is."""
    return not weighed.kind or weighed.kind == "links"


def choose(blocks: Sequence[Block], weighed: Sequence[Weighed], titles: frozenset[str] = frozenset()) -> list[bool]:
    """Which blocks our own rule takes for the article; `titles` are squeezed wordings of its headline."""
    start, end = _stretch(blocks, weighed, titles)
    if end > start:
        start, end = _extended(blocks, weighed, start, end)
    furniture = [bool(w.kind) for w in weighed]
    return [
        start <= i < end and (_is_text(block, w) or (w.kind == "links" and _heads(block, furniture[i + 1 : end])))
        for i, (block, w) in enumerate(zip(blocks, weighed, strict=True))
    ]


def is_certain(
    blocks: Sequence[Block], weighed: Sequence[Weighed], own: Sequence[bool], titles: frozenset[str] = frozenset()
) -> bool:
    """Whether no other reader need be asked: nearly all running text of the page was chosen, and it stands under the headline."""
    whole = sum(w.value for w in weighed if w.value > 0)
    chosen = sum(w.value for w, keep in zip(weighed, own, strict=True) if keep and w.value > 0)
    if chosen < ENOUGH or chosen < NEARLY_ALL * whole:
        return False
    first = next(i for i, keep in enumerate(own) if keep)
    return any(b.tag == "h1" or squeeze(b.text) in titles for b in blocks[max(0, first - HEADLINE_REACH) : first + 1])


def _extended(blocks: Sequence[Block], weighed: Sequence[Weighed], start: int, end: int) -> tuple[int, int]:
    """The stretch with the short paragraphs, list items and table cells before and after it that stand beside its own."""
    parents: dict[tuple[int, ...], float] = {}
    for i in range(start, end):
        if weighed[i].value > 0:
            parent = blocks[i].where if blocks[i].tag in CELLS else blocks[i].where[:-1]
            parents[parent] = parents.get(parent, 0.0) + weighed[i].value
    home = max(sorted(parents), key=lambda parent: parents[parent])

    def joins(i: int) -> bool:
        block = blocks[i]
        if weighed[i].kind or block.tag not in _FLOWING:
            return False
        return block.where[:-1] == home or (block.tag in LISTED and block.where[: len(home)] == home)

    while start > 0 and blocks[start - 1].tag != "h1" and joins(start - 1):
        start -= 1
    while end < len(blocks) and joins(end):
        end += 1
    return start, end


def _is_text(block: Block, weighed: Weighed) -> bool:
    if weighed.kind == "links":
        mixed = MIXED if block.tag in _FLOWING else 0.0
        return block.link_share < (ALL_LINK if ends_like_text(block.text) else mixed)
    return not weighed.kind


def _heads(block: Block, below: Sequence[bool]) -> bool:
    """Whether a link is a heading over text of the same article: what stands `below` it is no furniture."""
    return block.tag in HEADINGS and bool(below) and not below[0]


def _steps(blocks: Sequence[Block], weighed: Sequence[Weighed]) -> list[float]:
    """The weights, with the price of going from one <article> into the next that does not stand inside it."""
    steps = [w.value for w in weighed]
    price = LISTED_ARTICLE if _is_list_of_articles(blocks, weighed) else NEXT_ARTICLE
    for i in range(1, len(blocks)):
        before, here = blocks[i - 1].article, blocks[i].article
        if before in (0, here) or before in blocks[i].where:
            continue
        if here and here not in blocks[i - 1].where:
            steps[i] += price
        else:
            steps[i] += LEAVING
    _bridge(blocks, weighed, steps)
    _bridge_tables(blocks, weighed, steps)
    return steps


def _bridge_tables(blocks: Sequence[Block], weighed: Sequence[Weighed], steps: list[float]) -> None:
    """A table of figures costs no more than GAP, whatever containers it and the paragraphs around it stand in."""
    start = 0
    while start < len(blocks):
        end = start
        while end < len(blocks) and LISTED_ARTICLE < steps[end] <= BRIDGED and not weighed[end].kind:
            end += 1
        cost = sum(steps[start:end])
        if cost < GAP and is_table([block.text for block in blocks[start:end]]):
            steps[start:end] = [step * GAP / cost for step in steps[start:end]]
        start = end + 1


def _is_list_of_articles(blocks: Sequence[Block], weighed: Sequence[Weighed]) -> bool:
    """Whether the page marks up the many short parts of one text as articles, as lists of the ten best things do."""
    sizes: dict[int, float] = {}
    for block, w in zip(blocks, weighed, strict=True):
        if block.article and w.value > 0:
            sizes[block.article] = sizes.get(block.article, 0.0) + w.value
    if len(sizes) < MANY_ARTICLES or sorted(sizes.values())[len(sizes) // 2] >= SHORT_ARTICLE:
        return False
    headed = {block.article for block in blocks if block.tag == "h1"}
    holders = {number for block in blocks for number in block.where if number != block.article}
    return not any(sizes.get(number, 0.0) >= OWN_ARTICLE and number not in holders for number in headed)


def _bridge(blocks: Sequence[Block], weighed: Sequence[Weighed], steps: list[float]) -> None:
    """A long list or table between two paragraphs of one container costs no more than GAP."""
    before = None
    for i, block in enumerate(blocks):
        if weighed[i].kind.startswith("heading of") or weighed[i].kind == "comment" or steps[i] <= LISTED_ARTICLE:
            before = None
        if steps[i] <= BRIDGED:
            continue
        if before is not None and _together(blocks[before], block):
            cost = sum(steps[before + 1 : i])
            if cost < GAP:
                for j in range(before + 1, i):
                    steps[j] *= GAP / cost
        before = i


def _together(one: Block, other: Block) -> bool:
    return bool(one.article and one.article == other.article) or one.where[:-1] == other.where[:-1]


def _stretch(blocks: Sequence[Block], weighed: Sequence[Weighed], titles: frozenset[str]) -> tuple[int, int]:
    steps, fresh = _steps(blocks, weighed), [w.value for w in weighed]
    best, chosen = 0.0, (0, 0)
    bounds = [0, *(i for i, w in enumerate(weighed) if w.kind == "heading of comments"), len(blocks)]
    for number, (first, last) in enumerate(pairwise(bounds)):
        value, stretch = best_run(steps, fresh, first, last)
        value *= AFTER_COMMENTS if number else 1.0
        if value > best:
            best, chosen = value, stretch
    places = [
        i for i, b in enumerate(blocks) if b.tag == "h1" or (titles and len(b.text) < 300 and squeeze(b.text) in titles)
    ]
    for place in places[:8]:
        if blocks[place].outside in ("nav", "footer", "aside"):
            continue
        last = next((b for b in bounds if b > place + HEADLINE_REACH), len(blocks))
        value, stretch = best_run(steps, fresh, place + 1, last, place + 1 + HEADLINE_REACH)
        if value * NEAR_HEADLINE > best:
            best, chosen = value * NEAR_HEADLINE, stretch
    return chosen


def best_run(
    weights: Sequence[float], fresh: Sequence[float], first: int, last: int, latest: int | None = None
) -> tuple[float, tuple[int, int]]:
    """The contiguous run of the largest sum within first..last that begins before `latest`; (0, (0, 0)) for none.

    The first of a run counts what `fresh` says: it pays no price for coming out of another article.
    """
    best, chosen, total, start = 0.0, (0, 0), 0.0, first
    for i in range(first, last):
        if total + weights[i] <= fresh[i]:
            if latest is not None and i >= latest:
                break
            total, start = fresh[i], i
        else:
            total += weights[i]
        if total > best:
            best, chosen = total, (start, i + 1)
    return best, chosen
