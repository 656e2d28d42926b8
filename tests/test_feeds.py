"""The sample feeds against the truth about them (samples.py): read right, grouped right, told without junk, proved."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

import digest
import samples
from digest.clean.source_text import folded
from digest.model import Article, Briefing, Reading, Story, day_of
from digest.record import to_record
from digest.verify import verify
from make import NOW

FEEDS = Path(__file__).parent.parent / "feeds"


@pytest.fixture(scope="module")
def reading() -> Reading:
    """All samples, read from the project's own folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(FEEDS.parent)
        return digest.read("feeds")


@pytest.fixture(scope="module")
def articles(reading: Reading) -> Mapping[str, Article]:
    """The samples' articles by the names that samples.py gives them."""
    return {name(article): article for article in reading.articles}


@pytest.fixture(scope="module")
def stories(reading: Reading) -> tuple[Story, ...]:
    """The stories of the samples."""
    return digest.group(reading.articles)


@pytest.fixture(scope="module")
def briefing(reading: Reading) -> Briefing:
    """A briefing with room for every story."""
    return digest.brief(reading, now=NOW, stories=100)


def name(article: Article) -> str:
    """The name of an article in samples.py."""
    path = article.origin.removeprefix("feeds/")
    return f"{path}#{article.member}" if article.member else path


def test_every_file_is_an_article_or_accounted_for(reading: Reading, articles: Mapping[str, Article]) -> None:
    """Each sample is read; each file that holds no article is left out, quietly and with its reason."""
    assert samples.HEADLINES.keys() <= articles.keys()
    left_out = {problem.origin.removeprefix("feeds/"): problem for problem in reading.problems}
    assert left_out.keys() == samples.NOT_ARTICLES.keys()
    assert all(problem.kind == "left out" and problem.reason for problem in left_out.values())


@pytest.mark.parametrize("path", samples.HEADLINES)
def test_headlines_are_the_articles_own(path: str, articles: Mapping[str, Article]) -> None:
    """The headline is the article's: no kicker's neighbour, no site name, no related story; none where there is none."""
    assert folded(articles[path].title) == folded(samples.HEADLINES[path])


@pytest.mark.parametrize("path", samples.JUNK)
def test_no_junk_is_in_a_text(path: str, articles: Mapping[str, Article]) -> None:
    """Navigation, captions, bylines, addresses, related headlines and their like are not news."""
    text = folded(articles[path].text)
    assert [junk for junk in samples.JUNK[path] if folded(junk) in text] == []


@pytest.mark.parametrize("path", samples.AUTHORS)
def test_authors_are_people_named_as_such(path: str, articles: Mapping[str, Article]) -> None:
    """Who wrote it, without roles, addresses or sites."""
    assert articles[path].authors == samples.AUTHORS[path]


@pytest.mark.parametrize("path", samples.DATES)
def test_a_date_is_right_or_not_given(path: str, articles: Mapping[str, Article]) -> None:
    """A believed date is the day of publication; a date that cannot be trusted may come from a site header and no other place."""
    article = articles[path]
    if article.published is not None and article.published_from != "site header":
        assert day_of(article.published).isoformat() == samples.DATES[path]


@pytest.mark.parametrize("path", samples.LANGUAGES)
def test_languages(path: str, articles: Mapping[str, Article]) -> None:
    """The language of each text that is not English."""
    assert articles[path].language == samples.LANGUAGES[path]


@pytest.mark.parametrize("path", samples.AGENCIES)
def test_agencies(path: str, articles: Mapping[str, Article]) -> None:
    """The wire service credited."""
    assert articles[path].agency == samples.AGENCIES[path]


def placed(stories: tuple[Story, ...]) -> dict[str, str]:
    """The story of each sample."""
    return {name(article): story.id for story in stories for article in story.articles}


@pytest.mark.parametrize("pair", samples.APART, ids=" / ".join)
def test_events_that_only_look_alike_stay_apart(pair: tuple[str, str], stories: tuple[Story, ...]) -> None:
    """Two fires in two towns, two votes on two schools: no story holds articles of both."""
    where = placed(stories)
    one, other = ({where[path] for path in samples.EVENTS[event]} for event in pair)
    assert not one & other


def test_no_story_mixes_events(stories: tuple[Story, ...]) -> None:
    """No two articles of different events share a story (a round-up of several events aside)."""
    event = {path: title for title, paths in samples.EVENTS.items() for path in paths}
    mixed = [
        sorted({event[name(a)] for a in story.articles if name(a) in event})
        for story in stories
        if len({event[name(a)] for a in story.articles if name(a) in event}) > 1
    ]
    assert mixed == []


@pytest.mark.parametrize("path", samples.ROUNDUPS)
def test_a_roundup_is_taken_apart(path: str, articles: Mapping[str, Article]) -> None:
    """Each item of a round-up is an article of its own, with the round-up's date."""
    parts = [articles[f"{path}#part {number}"] for number in range(1, len(samples.ROUNDUPS[path]) + 1)]
    assert f"{path}#part {len(parts) + 1}" not in articles
    assert len({part.sha256 for part in parts}) == 1


def test_most_events_are_one_story(stories: tuple[Story, ...], articles: Mapping[str, Article]) -> None:
    """Articles of one event and one language meet in one story, but for few."""
    where = placed(stories)
    together = missed = 0
    for paths in samples.EVENTS.values():
        english = sorted(path for path in paths if articles[path].language == "en")
        pairs = [(a, b) for a in english for b in english if a < b]
        together += sum(where[a] == where[b] for a, b in pairs)
        missed += sum(where[a] != where[b] for a, b in pairs)
    assert together / (together + missed) >= 0.8, f"{missed} of {together + missed} pairs are apart"


@pytest.mark.parametrize("copies", samples.REPRINTS, ids=lambda copies: copies[0])
def test_reprints_are_one_voice(copies: tuple[str, ...], stories: tuple[Story, ...]) -> None:
    """A wire story and its reprints, a page and its AMP twin, are one report."""
    reports = {
        name(article): (story.id, n)
        for story in stories
        for n, report in enumerate(story.reports)
        for article in report.articles
    }
    assert len({reports[path] for path in copies}) == 1


@pytest.mark.parametrize("quotation", samples.SHARED_QUOTATIONS, ids=lambda quotation: quotation.speaker)
def test_a_shared_quotation_is_told_once(quotation: samples.SharedQuotation, briefing: Briefing) -> None:
    """A quotation that two reports carry in different marks stands at most once in the points."""
    words = "".join(c for c in quotation.words.casefold() if c.isalnum())[:40]
    points = [p for s in briefing.stories for p in s.points]
    assert sum(words in "".join(c for c in point.excerpt.text.casefold() if c.isalnum()) for point in points) <= 1


def test_no_report_is_counted_for_what_it_contradicts(briefing: Briefing) -> None:
    """A report that a difference shows with another value does not support the point that gives this one."""
    written = {"Twelve": "12", "Fifteen": "15"}

    def plain(text: str) -> str:
        return " ".join(written.get(word, word) for word in text.split())

    wrong, disputed = [], 0
    for story in briefing.stories:
        for difference in story.differences:
            for point in story.points:
                told = {plain(v.value) for v in difference.values if plain(v.value) in plain(point.excerpt.text)}
                if told:
                    disputed += 1
                    others = {v.excerpt.article.id for v in difference.values if plain(v.value) not in told}
                    wrong += [name(also.article) for also in point.also if also.article.id in others]
    assert disputed
    assert wrong == []


def test_everything_told_is_proved(reading: Reading) -> None:
    """Every excerpt of the whole briefing is verbatim in its source, at its offsets."""
    record = to_record(digest.brief(reading, now=NOW, stories=100, words=200))
    proof = verify(record, root=str(FEEDS.parent))
    assert proof.excerpts > 60
    assert proof.offsets
    counts = record["counts"]
    assert isinstance(counts, dict)
    assert counts["read"] == counts["articles"] + counts["left_out"]


@pytest.mark.parametrize(
    "path", ["lindacher-bote/hochwasser.txt", "courrier-de-valmore/greve.txt", "courrier-de-valmore/pont.txt"]
)
def test_an_event_told_in_two_languages_is_one_story(path: str, stories: tuple[Story, ...]) -> None:
    """A flood told in German, a strike and a bridge told in French, meet the English reports, and no other event's."""
    event = next(paths for paths in samples.EVENTS.values() if path in paths)
    (story,) = (story for story in stories if any(name(article) == path for article in story.articles))
    assert len({article.language for article in story.articles}) == 2
    known = {name(article) for article in story.articles} & {one for paths in samples.EVENTS.values() for one in paths}
    assert known <= event
    assert any(join.because[0] == "told in two languages" for join in story.joined)
