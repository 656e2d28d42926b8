"""The pipe, readable as one page.

    collect    | clean   | group          | rank  | summarize | compose  | render
    RawArticle   Article   Reports, Stories  Ranks   Points      Briefing   html, text, json

Everything between `collect` and `render` is pure: no files, no clock, no environment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from os import PathLike, fspath
from typing import TYPE_CHECKING

from digest.clean import clean
from digest.collect import opened, parts, pieces
from digest.engine import in_threads, local, one_by_one
from digest.group import group as into_stories
from digest.group import grouped
from digest.group.memory import give_back
from digest.limits import TooLong, cpu_limit
from digest.model import Article, Briefing, Cleaned, Excerpt, Problem, RawArticle, Reading, Settings, Story, source_key
from digest.summarize import summarize as choose
from digest.summarize import tell

if TYPE_CHECKING:
    from digest.collect.parting import Part
    from digest.engine import Mapper

Progress = Callable[[str, int, int | None], None]  # stage, done, total
LETTERS = 2_000_000  # of texts that one worker looks for templates in at a time, or an outlet


def silent(stage: str, done: int, total: int | None) -> None:
    """Progress that nobody watches."""


def read(*paths: str | PathLike[str], mapper: Mapper = local, progress: Progress = silent) -> Reading:
    """The articles in the files and folders `paths`, and every item that is none with the reason.

    Ids are made unique; the result does not depend on the order of `paths`.
    """
    articles: list[Article] = []
    problems: list[Problem] = []
    sent = (
        parts(paths)
        if mapper.sees([fspath(path) for path in paths])
        else (item for part in parts(paths) for item in opened(part))
    )
    number = 0
    for found in mapper(_read_part, sent, lost=_lost, divide=pieces):
        for one in found:
            articles += one.articles
            problems += one.problems
            number += 1
            progress("reading", number, None)
    return Reading(_distinct(_named_alike(articles)), tuple(problems))


def _read_part(part: Part) -> list[Cleaned]:
    """What becomes of each article of a part; this is what a worker does."""
    return [cleaned(item) for item in opened(part)]


def _lost(part: Part, why: str) -> list[Cleaned]:
    if isinstance(part, RawArticle):
        return [Cleaned(problems=(Problem(part.origin, why, part.member, "failed"),))]
    return [cleaned(item) for item in opened(part) if isinstance(item, Problem)]


def cleaned(item: RawArticle | Problem, *, trace: bool = False) -> Cleaned:
    """What cleaning makes of `item` within the time that one item may take; a problem stays one."""
    if isinstance(item, Problem):
        return Cleaned(problems=(item,))
    try:
        with cpu_limit():
            return clean(item, trace=trace)
    except TooLong as error:  # raised between two lines of ours; inside a parser, `clean` itself meets it
        return Cleaned(problems=(Problem(item.origin, f"cannot be read: {error}", item.member, "failed"),))


def _named_alike(articles: Sequence[Article]) -> list[Article]:
    """One spelling for each outlet: "elmsworth-post" of a folder and "The Elmsworth Post" of a page are one."""
    spellings: dict[str, Counter[str]] = {}
    for article in articles:
        spellings.setdefault(source_key(article.source), Counter())[article.source] += 1
    best = {key: max(names, key=lambda name: (len(name), names[name], name)) for key, names in spellings.items()}
    return [
        article
        if best[source_key(article.source)] == article.source
        else replace(article, source=best[source_key(article.source)])
        for article in articles
    ]


def _distinct(articles: Iterable[Article]) -> tuple[Article, ...]:
    """The articles with ids that no two share: equal ids are numbered in the order of their origins."""
    seen: set[str] = set()
    distinct = []
    for article in articles:
        unique, number = article.id, 1
        while unique in seen:
            number += 1
            unique = f"{article.id}-{number}"
        seen.add(unique)
        distinct.append(article if unique == article.id else replace(article, id=unique))
    return tuple(distinct)


def group(articles: Sequence[Article]) -> tuple[Story, ...]:
    """The stories that `articles` tell; every article is in exactly one."""
    return into_stories(articles)


def summarize(articles: Sequence[Article], *, words: int = 120, method: str = "coverage") -> tuple[Excerpt, ...]:
    """Whole sentences of `articles`, taken as one story, of about `words` words, in reading order."""
    from digest.group.apart import surely_apart
    from digest.group.copies import fold

    reports = [(article,) for article in articles] if surely_apart(articles) else fold(articles)
    return choose(reports, words=words, method=method)


def brief(
    reading: Reading,
    *,
    now: datetime | None = None,
    stories: int = 12,
    words: int = 120,
    method: str = "coverage",
    settings: Settings | None = None,
    mapper: Mapper = local,
    progress: Progress = silent,
) -> Briefing:
    """The briefing of `reading` as of `now` (aware; default: the clock); `settings` wins over the single options.

    What is done with each article or each story alone is shared out by `mapper`, which the briefing does not depend on.
    """
    settings = settings or Settings(stories=stories, words=words, method=method)
    now = now or datetime.now().astimezone()
    if now.tzinfo is None:
        raise ValueError("`now` must be an aware datetime: give it a time zone")
    from digest.compose import compose, cut, doubt_future
    from digest.rank import rank

    progress("grouping", 0, 1)
    shared = one_by_one(mapper)
    articles = doubt_future(reading.articles, now)
    found = grouped(articles, shared, in_threads(mapper)) if articles else None
    told, left_out = cut(rank(found.plain if found else (), now, settings), settings)
    told = found.joined(told) if found else ()
    del found  # it holds every word that was read
    give_back()
    telling = partial(
        tell,
        words=settings.words,
        method=settings.method,
        boilerplate=_templates(reading.articles, mapper),
        language=settings.language,
    )
    full = []
    for number, story in enumerate(shared(telling, told), 1):
        full.append(story)
        progress("summarizing", number, len(told))
    return compose(full, left_out, reading.problems, now=now, settings=settings)


Outlet = tuple[str, tuple[bytes, ...]]  # a name, and what was printed under it


def _templates(articles: Sequence[Article], mapper: Mapper) -> frozenset[str]:
    """What `recurring` finds, some outlets at a time by the workers."""
    from digest.summarize.templates import recurring

    if mapper.workers == 1:
        return recurring(articles)
    return frozenset().union(*one_by_one(mapper)(_recurring, _outlets(articles)))


def _recurring(outlets: Iterable[Outlet]) -> frozenset[str]:
    from digest.summarize.templates import recurring

    return recurring(
        Article("", "", "", source, "", text.decode("utf-8", "surrogatepass"))
        for source, texts in outlets
        for text in texts
    )


def _outlets(articles: Iterable[Article]) -> Iterator[list[Outlet]]:
    """The texts of all outlets, some megabytes at a time, those of one together."""
    printed: dict[str, list[Article]] = {}
    for article in articles:
        printed.setdefault(source_key(article.source), []).append(article)
    some: list[Outlet] = []
    letters = 0
    for key, those in printed.items():
        # Encoded here: of a text that is sent as it is, Python keeps the sent form as well, for ever.
        some.append((key, tuple([article.text.encode("utf-8", "surrogatepass") for article in those])))
        letters += sum(map(len, some[-1][1]))
        if letters >= LETTERS:
            yield some
            some, letters = [], 0
    if some:
        yield some
