"""A briefing as a record: plain data that other programs read, and that `digest verify` proves.

The field order is part of the format; so is every name. Offsets count characters of the cleaned text.
"""

from __future__ import annotations

import json
import re
from datetime import date
from json.encoder import encode_basestring

from digest.clean import CLEANER
from digest.model import Article, Briefing, Day, Difference, Excerpt, LeftOut, Point, Story, day_of

SCHEMA = 1
_SURROGATES = re.compile("[\ud800-\udfff]")  # halves of a character, which UTF-8 cannot carry


def to_record(briefing: Briefing) -> dict[str, object]:
    """The briefing as dicts, lists, strings and numbers, in the order of the format."""
    return {**_told(briefing), "left_out": [_left_out(item) for item in briefing.left_out]}


def _told(briefing: Briefing) -> dict[str, object]:
    """All but the list of what was left out, which is the last."""
    articles = [article for story in briefing.stories for article in story.articles]
    return {
        "schema": SCHEMA,
        "made_by": {"digest": version(), "cleaner": CLEANER, "settings": briefing.settings},
        "edition": briefing.edition,
        "title": briefing.title,
        "date": briefing.date.isoformat(),
        "slot": briefing.slot.isoformat(),
        "window": {"since": _iso(briefing.since), "until": _iso(briefing.until)},
        "counts": {
            "read": len(articles) + len(briefing.left_out),
            "articles": len(articles),
            "reports": sum(len(story.reports) for story in briefing.stories),
            "stories": len(briefing.stories),
            "left_out": len(briefing.left_out),
        },
        "stories": [story_record(story, briefing.date) for story in briefing.stories],
    }


def _left_out(item: LeftOut) -> dict[str, object]:
    return {"origin": item.origin, "member": item.member, "reason": item.reason, "kind": item.kind}


def to_json(briefing: Briefing) -> str:
    """The record as JSON text: the same briefing gives the same characters, and all of them can be written as UTF-8."""
    text = json.dumps({**_told(briefing), "left_out": []}, ensure_ascii=False, indent=1, allow_nan=False)
    if briefing.left_out:  # there may be very many, and the encoder that indents is slow
        each = (
            ",\n".join(f'   "{name}": {_plain(value)}' for name, value in _left_out(item).items())
            for item in briefing.left_out
        )
        listed = "\n  },\n  {\n".join(each)
        begun = text.removesuffix("]\n}")
        text = f"{begun}\n  {{\n{listed}\n  }}\n ]\n}}"
    return _SURROGATES.sub("\ufffd", text) + "\n"


def _plain(value: object) -> str:
    """A string or None as JSON."""
    return encode_basestring(value) if isinstance(value, str) else "null"


def version() -> str:
    """The version of this program."""
    from digest import __version__

    return __version__


def story_record(story: Story, date: date | None = None) -> dict[str, object]:
    """One story as the record keeps it; `date` stands in where no article has one."""
    days = sorted(day_of(article.published) for article in story.articles if article.published is not None)
    head = story.headline
    return {
        "id": story.id,
        "headline": None if head is None else {"text": head.text, "article": head.article, "derived": head.derived},
        "status": story.status,
        "first_seen": _iso(story.first_seen or (days[0] if days else date)),
        "day": _iso(days[-1] if days else date),
        "articles": [article_record(article) for article in story.articles],
        "reports": [{"articles": [a.id for a in report.articles], "voice": report.voice} for report in story.reports],
        "points": [_point(point) for point in story.points],
        "differences": [_difference(difference) for difference in story.differences],
        "only_in": [_excerpt(excerpt) for excerpt in story.only_in],
        "timeline": [{"date": entry.date.isoformat(), **_excerpt(entry.excerpt)} for entry in story.timeline],
        "rank": None
        if story.rank is None
        else {"score": _score(story.rank.score), "because": list(story.rank.because)},
        "joined": [
            {"articles": list(join.articles), "score": _score(join.score), "because": list(join.because)}
            for join in story.joined
        ],
        **({"merged": list(story.merged)} if story.merged else {}),
        **({"parted_from": list(story.parted_from)} if story.parted_from else {}),
    }


def article_record(article: Article) -> dict[str, object]:
    """One article as the record keeps it: all but its text."""
    return {
        "id": article.id,
        "source": article.source,
        "origin": article.origin,
        "member": article.member,
        "sha256": article.sha256,
        "url": article.url,
        "title": article.title,
        "title_from": article.title_from,
        "authors": list(article.authors),
        "agency": article.agency,
        "published": _iso(article.published),
        "published_from": article.published_from,
        "dates": [
            {"value": _iso(candidate.value), "from": candidate.from_, "doubted": candidate.doubted}
            for candidate in article.dates
        ],
        "language": article.language,
    }


def _point(point: Point) -> dict[str, object]:
    return {
        **_excerpt(point.excerpt),
        "reports": point.reports,
        "also": [_excerpt(excerpt) for excerpt in point.also],
        "speaker": point.speaker,
        "new": point.new,
    }


def _difference(difference: Difference) -> dict[str, object]:
    return {
        "about": difference.about,
        "kind": difference.kind,
        "values": [
            {
                "value": value.value,
                "article": value.excerpt.article.id,
                "start": value.excerpt.start,
                "end": value.excerpt.end,
                "as_of": _iso(value.as_of),
            }
            for value in difference.values
        ],
    }


def _excerpt(excerpt: Excerpt) -> dict[str, object]:
    return {"text": excerpt.text, "article": excerpt.article.id, "start": excerpt.start, "end": excerpt.end}


def _iso(value: Day | None) -> str | None:
    return None if value is None else value.isoformat()


def _score(value: float) -> float:
    """Four decimals: the last bits of a float may differ between machines."""
    return round(float(value), 4)
