"""The reasons behind a briefing, as lines to print.

`overview` goes over a whole record, `of_story` over one story, `of_source` over one source file: what was understood of it, which
of its lines were kept or dropped and why, and where its article went; `of_pair` over what joined or parted two articles.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from digest.errors import UsageError
from digest.model import Article, Cleaned, Problem
from digest.verify import place
from digest.why_sentences import unchosen

Record = Mapping[str, Any]


def explain(record: Record, what: str | None, root: str = ".", other: str | None = None) -> Iterator[str]:
    """The reasons for `what` in `record`: a story by number or id, a source file by its origin or name, or (None) everything.

    With `other`, both name an article by its id or its source, and what joined or parted the two is told.
    Raises UsageError when the record knows neither such a story nor such a source.
    """
    if what is None:
        yield from overview(record)
        return
    if other is not None:
        yield from of_pair(record, what, other, root)
        return
    for number, story in enumerate(record["stories"], 1):
        if what in (str(number), story["id"]):
            yield from of_story(story, number)
            yield from unchosen(record, story, root)
            return
    origins = sorted(_origins(record, what))
    if not origins:
        raise UsageError(
            f"the briefing has no story and no source {what!r}; stories go by number or id, sources by their path"
        )
    for origin in origins:
        yield from of_source(record, origin, root)


def overview(record: Record) -> Iterator[str]:
    """Every story's place and every item left out, in short."""
    counts = record["counts"]
    yield f"{record['title']} of {record['date']}: {counts['read']} read, {counts['articles']} told in {counts['stories']} stories"
    for number, story in enumerate(record["stories"], 1):
        yield ""
        yield from _head(story, number)
    if record["left_out"]:
        yield ""
        yield "Left out:"
        for item in record["left_out"]:
            yield f"  {place(item)}: {item['reason']}" + (f" [{item['kind']}]" if item["kind"] != "left out" else "")


def of_story(story: Record, number: int) -> Iterator[str]:
    """Why one story stands where it stands, and what joined its articles."""
    yield from _head(story, number)
    yield "  sources:"
    for article in story["articles"]:
        date = f"{article['published']} ({article['published_from']})" if article["published"] else "undated"
        yield f"    {article['id']}  {article['source']}: {article['title'] or 'no headline'} - {date} - {place(article)}"
        for candidate in article["dates"]:
            yield f"      not {candidate['value']} ({candidate['from']}): {candidate['doubted'] or 'a better date is there'}"
    for report in story["reports"]:
        if len(report["articles"]) > 1:
            yield f"  one report, the text of {report['voice']}: {', '.join(report['articles'])}"
    for join in story["joined"]:
        yield f"  joined {' and '.join(join['articles'])}: score {join['score']:.2f}; {'; '.join(join['because'])}"
    for n, point in enumerate(story["points"], 1):
        said = f"{point['reports']} reports" if point["reports"] > 1 else "1 report"
        yield f"  point {n} ({said}, {point['article']} {point['start']}-{point['end']}): {point['text']}"


def of_source(record: Record, origin: str, root: str) -> Iterator[str]:
    """What was understood of one source file and where it went."""
    yield origin
    for number, story in enumerate(record["stories"], 1):
        for article in story["articles"]:
            if article["origin"] == origin:
                where = f" ({article['member']})" if article["member"] else ""
                yield f"  told in story {number}{where}: {story['headline']['text'] if story['headline'] else story['id']}"
    for item in record["left_out"]:
        if item["origin"] == origin:
            yield f"  {item['kind']}{' (' + item['member'] + ')' if item['member'] else ''}: {item['reason']}"
    path = os.path.join(root, origin)
    if os.path.isfile(path):
        yield from of_file(path)
    else:
        yield f"  the file is not below {root!r} any more, so its lines cannot be shown"


def of_pair(record: Record, one: str, other: str, root: str) -> Iterator[str]:
    """What joined or parted two articles, by the numbers of grouping them anew with all articles of the record."""
    from digest.group.between import between

    articles = _read_again(record, root)
    mine, theirs = (_named(articles, record, what, root) for what in (one, other))
    for article in (mine, theirs):
        date = article.published or "undated"
        yield f"{article.id}  {article.source}: {article.title or 'no headline'} - {date} - {article.origin}"
    for line in between(articles, mine.id, theirs.id):
        yield f"  {line}"
    told = [
        next((s["id"] for s in record["stories"] if any(a["id"] == x.id for a in s["articles"])), None)
        for x in (mine, theirs)
    ]
    if None not in told and (told[0] == told[1]) is not _one(articles, mine.id, theirs.id):
        yield "  the briefing has it otherwise: a person's decision, or articles that are not here any more, made the difference"


def _one(articles: Sequence[Article], one: str, other: str) -> bool:
    from digest.group import group

    return any({one, other} <= {article.id for article in story.articles} for story in group(articles))


def _read_again(record: Record, root: str) -> list[Article]:
    """The articles of the record's sources that are still below `root`, under the ids of the record."""
    from digest.pipeline import read

    items = [article for story in record["stories"] for article in story["articles"]]
    known = {(article["sha256"], article["member"]): (article["id"], article["source"]) for article in items}
    origins = sorted({item["origin"] for item in (*items, *record["left_out"])})
    paths = [path for origin in origins if os.path.isfile(path := os.path.join(root, origin))]
    found = read(*paths).articles if paths else ()
    taken = {id_ for id_, _ in known.values()}
    named: dict[str, Article] = {}
    for article in found:
        id_, source = known.get((article.sha256, article.member), (article.id, article.source))
        while id_ in named or (id_ in taken and (article.sha256, article.member) not in known):
            id_ += "'"
        named[id_] = replace(article, id=id_, source=source)
    return list(named.values())


def _named(articles: Sequence[Article], record: Record, what: str, root: str) -> Article:
    origins = {os.path.normpath(os.path.join(root, origin)) for origin in _origins(record, what.split("#", 1)[0])}
    member = what.split("#", 1)[1] if "#" in what else None
    for article in articles:
        here = os.path.normpath(article.origin) in origins and member in (None, article.member)
        if article.id == what or here:
            return article
    raise UsageError(
        f"no article {what!r} among those of the briefing whose sources are below {root!r}; give its id or its file"
    )


def of_file(path: str) -> Iterator[str]:
    """What cleaning makes of the file at `path`, line by line."""
    from digest.clean import clean
    from digest.collect import files

    for raw in files([path]):
        if isinstance(raw, Problem):
            yield f"  {raw.member or 'the file'}: {raw.reason}"
            continue
        if raw.member:
            yield f"  {raw.member}:"
        yield from understood(clean(raw, trace=True))


def understood(cleaned: Cleaned) -> Iterator[str]:
    """What cleaning made of one item: its fields with their places, then its lines, kept or dropped, with the reasons."""
    from digest.clean.language import foreign_paragraphs
    from digest.clean.lines import count_words

    for article in cleaned.articles:
        if len(cleaned.articles) > 1:
            yield f"  {article.member}:"
        yield f"  headline: {article.title or 'none'}" + (f" (from {article.title_from})" if article.title_from else "")
        yield f"  by: {', '.join(article.authors) or 'nobody named'}; source: {article.source}; agency: {article.agency or 'none'}"
        yield f"  published: {article.published or 'unknown'}" + (
            f" (from {article.published_from})" if article.published_from else ""
        )
        for candidate in article.dates:
            doubt = f": {candidate.doubted}" if candidate.doubted else ""
            yield f"    another date: {candidate.value} (from {candidate.from_}){doubt}"
        words = round(count_words(article.text))
        yield f"  language: {article.language or 'unknown'}; {_counted(words, 'word')}; sha256 {article.sha256}"
        for start, end, language in foreign_paragraphs(article.text, article.language):
            yield f"    in another language: {language}: {article.text[start:end][:80]}"
    for problem in cleaned.problems:
        yield f"  {problem.kind}: {problem.reason}"
    for line in cleaned.lines:
        what = "kept" if line.kept else "used" if line.reason in _USED else "dropped"
        yield f"  {what:<7} {line.number:>4}  {line.reason:<24} {line.text}"


_USED = frozenset({"headline", "byline", "metadata line", "agency credit"})  # no text, but what they say is made use of


def _head(story: Record, number: int) -> Iterator[str]:
    titles = (article["title"] for article in story["articles"] if article["title"])
    headline = story["headline"]["text"] if story["headline"] else next(titles, "no headline")
    yield f"{number}. {headline}  [{story['id']}]"
    if story.get("merged"):
        yield f"  {', '.join(story['merged'])} merged into it"
    if story.get("parted_from"):
        yield f"  parted from {', '.join(story['parted_from'])}"
    rank = story["rank"]
    if rank:
        yield f"  ranked {rank['score']:.2f}: {'; '.join(rank['because'])}"
    voices = list(dict.fromkeys(report["voice"] for report in story["reports"]))
    articles, reports = _counted(len(story["articles"]), "article"), _counted(len(story["reports"]), "report")
    yield f"  {articles} in {reports}, {_counted(len(voices), 'independent voice')}: {', '.join(voices)}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _origins(record: Record, what: str) -> set[str]:
    known = {article["origin"] for story in record["stories"] for article in story["articles"]}
    known |= {item["origin"] for item in record["left_out"]}
    wanted = os.path.normpath(what)
    exact = {origin for origin in known if origin in (what, wanted, os.path.abspath(what))}
    return exact or {origin for origin in known if origin.endswith("/" + wanted)}
