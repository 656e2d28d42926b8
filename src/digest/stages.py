"""One stage alone, as lines to print or as JSON values: what was read, which stories it makes, what a summary chooses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from digest.model import Article, Cleaned, LineDecision, Problem, RawArticle, Story
from digest.pipeline import cleaned, group, read, summarize
from digest.record import article_record, story_record
from digest.why import of_story, understood

if TYPE_CHECKING:
    from digest.why_sentences import Unchosen


def read_lines(paths: Sequence[str]) -> Iterator[str]:
    """What is understood of each item below `paths`: candidates and the choice, lines kept and dropped with the reason."""
    for raw, found in _traced(paths):
        yield f"{raw.origin}{f', {raw.member}' if raw.member else ''}"
        yield from understood(found)


def read_values(paths: Sequence[str]) -> list[dict[str, Any]]:
    """The same as one JSON value an item."""
    values = []
    for raw, found in _traced(paths):
        values.append(
            {
                "origin": raw.origin,
                "member": raw.member,
                "articles": [_article(article) for article in found.articles],
                "problems": [{"reason": problem.reason, "kind": problem.kind} for problem in found.problems],
                "lines": [_line(line) for line in found.lines],
            }
        )
    return values


def stories_of(paths: Sequence[str]) -> tuple[tuple[Story, ...], tuple[Problem, ...]]:
    """The stories that the items below `paths` tell, and what could not be used."""
    reading = read(*paths)
    return group(reading.articles), reading.problems


def story_lines(stories: Sequence[Story]) -> Iterator[str]:
    """Each story with its sources and the evidence that joined them."""
    for number, value in enumerate(story_values(stories), 1):
        yield from of_story(value, number)
        if value["about"]:
            yield f"  about: {', '.join(value['about'])}"
        yield ""


def story_values(stories: Sequence[Story]) -> list[dict[str, Any]]:
    """The stories as the record keeps them, each with the phrases that say what it is about."""
    from digest.summarize.phrases import key_phrases

    return [story_record(story) | {"about": list(key_phrases(story.articles))} for story in stories]


def summary_of(paths: Sequence[str], *, words: int, method: str) -> tuple[list[dict[str, Any]], tuple[Problem, ...]]:
    """Everything below `paths` taken as one story: the chosen sentences in reading order, and what could not be used."""
    reading = read(*paths)
    excerpts = summarize(reading.articles, words=words, method=method) if reading.articles else ()
    values = [
        {
            "text": excerpt.text,
            "article": excerpt.article.id,
            "source": excerpt.article.source,
            "origin": excerpt.article.origin,
            "member": excerpt.article.member,
            "start": excerpt.start,
            "end": excerpt.end,
        }
        for excerpt in excerpts
    ]
    return values, reading.problems


def beside_summary(paths: Sequence[str], chosen: Sequence[Mapping[str, Any]]) -> tuple[Unchosen, ...]:
    """The sentences that were narrowly not chosen beside those of `summary_of`, the best first, each with what kept it out."""
    from digest.group.copies import fold
    from digest.why_sentences import NARROWLY, not_chosen

    points = [(excerpt["article"], excerpt["start"], excerpt["end"]) for excerpt in chosen]
    return (not_chosen(fold(read(*paths).articles), points) or ())[:NARROWLY]


def _traced(paths: Sequence[str]) -> Iterator[tuple[RawArticle | Problem, Cleaned]]:
    from digest.collect import files

    for item in files(paths):
        yield item, cleaned(item, trace=True)


def _article(article: Article) -> dict[str, Any]:
    from digest.clean.language import foreign_paragraphs

    foreign = foreign_paragraphs(article.text, article.language)
    others = [{"start": start, "end": end, "language": language} for start, end, language in foreign]
    return article_record(article) | {"text": article.text, "other_languages": others}


def _line(line: LineDecision) -> dict[str, Any]:
    return {"number": line.number, "kept": line.kept, "reason": line.reason, "text": line.text}
