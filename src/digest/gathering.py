"""Fetching: what the sources of a project bring, cleaned and taken into the store."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digest.config import Source
from digest.engine import mapper
from digest.ledger import Arrival, FeedState
from digest.model import Article, Cleaned, Problem, RawArticle
from digest.pipeline import cleaned as within_limits
from digest.project import Project

Progress = Callable[[str, int, int | None], None]
FEW = 16  # articles that are cleaned here before any worker would be there


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a fetch brought."""

    asked: int = 0  # sources
    new: int = 0  # articles
    corrected: int = 0
    problems: tuple[Problem, ...] = ()  # items that were not taken in, and sources that failed


def gather(
    project: Project,
    now: datetime,
    *,
    names: Sequence[str] | None = None,
    at_once: bool = False,
    progress: Progress = lambda *_: None,
) -> Gathered:
    """Asks the sources that are due (all of them `at_once`; only `names` where given), and keeps what they bring."""
    sources = [source for source in project.config.source if names is None or source.name in names]
    parts = [_folder(project, source, now) for source in sources if source.path is not None]
    feeds = [source for source in sources if source.url is not None]
    if feeds:
        parts.append(_feeds(project, feeds, now, at_once=at_once, progress=progress))
    return Gathered(
        asked=sum(part.asked for part in parts),
        new=sum(part.new for part in parts),
        corrected=sum(part.corrected for part in parts),
        problems=tuple(problem for part in parts for problem in part.problems),
    )


def _feeds(
    project: Project, sources: Sequence[Source], now: datetime, *, at_once: bool, progress: Progress
) -> Gathered:
    from digest.collect.fetch import Fetched, Rules, fetch

    states = project.store.feed_states()
    by_name = {source.name: source for source in sources}
    new = corrected = done = failing = 0
    problems: list[Problem] = []

    def take(fetched: Fetched) -> None:
        nonlocal new, corrected, done, failing
        source = by_name[fetched.state.source]
        arrivals: list[Arrival] = []
        for entry in fetched.entries:
            if isinstance(entry, Problem):
                problems.append(entry)
            else:
                found = _arrivals(source, entry.raw, entry.identity, entry.teaser)
                arrivals += [item for item in found if isinstance(item, Arrival)]
                problems.extend(item for item in found if isinstance(item, Problem))
        intake = project.store.note_feed(fetched.state, arrivals, now)
        new, corrected, done = new + len(intake.new), corrected + len(intake.corrected), done + 1
        failing += fetched.state.failing_since is not None
        progress(f"fetching: {new} new, {failing} failing", done, len(sources))

    asked = fetch(
        sources,
        states,
        take,
        now=now,
        settings=Rules.of(project.config.fetch),
        at_once=at_once,
        known=project.store.knows,
    )
    return Gathered(asked, new, corrected, tuple(problems))


def _folder(project: Project, source: Source, now: datetime) -> Gathered:
    """The articles of a folder. A file is its place: another text at the same place corrects the first."""
    from digest.collect import files
    from digest.collect.local import origin_of
    from digest.collect.watch import settle

    path = project.folder / (source.path or "")
    growing = {origin_of(one) for one in settle([str(path)])}
    arrivals: list[Arrival] = []
    problems: list[Problem] = []
    raws: list[RawArticle] = []
    for item in files([path]):
        if isinstance(item, Problem):
            problems.append(item)
        elif item.origin in growing:
            problems.append(Problem(item.origin, "it is still being written; it comes with the next fetch"))
        else:
            raws.append(item)
    engine = project.config.engine.model_dump() if len(raws) >= FEW else {}
    with mapper(**engine) as mapped:
        for raw, cleaned in zip(raws, mapped(within_limits, raws, lost=_lost), strict=True):
            found = _arrivals(source, raw, f"file:{raw.origin}#{raw.member or ''}", None, cleaned)
            arrivals += [one for one in found if isinstance(one, Arrival)]
            problems += [one for one in found if isinstance(one, Problem)]
    before = project.store.feed_states().get(source.name) or FeedState(source.name, str(path))
    failed = next((p.reason for p in problems if p.kind == "failed" and not path.exists()), None)
    state = replace(before, checked=now, reason=failed)
    if failed is None:
        state = replace(state, succeeded=now, failures=0, failing_since=None)
    else:
        state = replace(state, failures=before.failures + 1, failing_since=before.failing_since or now)
    intake = project.store.note_feed(state, arrivals, now)
    if intake.new:
        project.store.note_feed(replace(state, new_at=now))
    return Gathered(1, len(intake.new), len(intake.corrected), tuple(problems))


def _lost(raw: RawArticle, why: str) -> Cleaned:
    return Cleaned(problems=(Problem(raw.origin, why, raw.member, "failed"),))


def _arrivals(
    source: Source, raw: RawArticle, identity: str, teaser: RawArticle | None, cleaned: Cleaned | None = None
) -> list[Arrival | Problem]:
    """What one raw article brings (as `cleaned`, where that was done), under the name that the config gives its source."""
    from digest.collect.pages import headline_only

    cleaned = cleaned or within_limits(raw)
    articles: Iterable[Article] = cleaned.articles
    if teaser is not None:
        articles = _with_hints(cleaned.articles, within_limits(teaser).articles)
        if not articles:
            return _arrivals(source, headline_only(teaser), identity, None)
    found: list[Arrival | Problem] = list(cleaned.problems)
    for number, article in enumerate(articles):
        named = replace(article, source=source.name if source.url or not _names_itself(article) else article.source)
        if source.language:
            named = replace(named, language=source.language)
        found.append(Arrival(raw, named, identity if number == 0 else f"{identity}#part {number + 1}"))
    return found


def _names_itself(article: Article) -> bool:
    """Whether the outlet's name came from the article, and not from the name of its file."""
    return article.source != article.origin.rsplit("/", 1)[-1]


def _with_hints(pages: Sequence[Article], teasers: Sequence[Article]) -> list[Article]:
    """The full texts, with what the feed said of them: its headline, date and authors win over the page's."""
    if not pages or not teasers:
        return list(pages)
    hint, page = teasers[0], pages[0]
    if len(re.findall(r"\w+", page.text)) < len(re.findall(r"\w+", hint.text)):
        return []
    return [
        replace(
            page,
            id=hint.id,
            url=hint.url or page.url,
            title=hint.title or page.title,
            title_from=hint.title_from if hint.title else page.title_from,
            authors=hint.authors or page.authors,
            published=hint.published or page.published,
            published_from=hint.published_from if hint.published else page.published_from,
        ),
        *pages[1:],
    ]
