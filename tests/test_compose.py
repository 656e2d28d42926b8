"""What is told, and the account of everything that is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from digest.compose import arranged, compose, cut, doubt_future, fingerprint
from digest.model import DateCandidate, LeftOut, Problem, Section, Settings
from digest.rank import rank
from make import NOW, article, story


def test_every_article_is_told_or_accounted_for() -> None:
    """Articles of stories below the cut and of muted stories are listed with the reason; nothing disappears."""
    stories = [
        story(article(str(n), id=f"a{n}", origin=f"{n}.txt", title=f"Title {n}"), id=f"st-{n}") for n in range(5)
    ]
    settings = Settings(stories=2, mute=("4",))
    told, left_out = cut(rank(stories, NOW, settings), settings)
    assert [s.id for s in told] == ["st-0", "st-1"]
    assert {(item.origin, item.kind) for item in left_out} == {
        ("2.txt", "below the cut"),
        ("3.txt", "below the cut"),
        ("4.txt", "left out"),
    }
    assert "number 3 of 4" in next(item.reason for item in left_out if item.origin == "2.txt")


def test_the_account_puts_failures_first_and_counts_members_as_numbers() -> None:
    """Failures lead, then what was left out by origin, "line 10" after "line 9"."""
    problems = [Problem("b", "x", "line 10"), Problem("b", "x", "line 9"), Problem("z", "broken", kind="failed")]
    briefing = compose([], [LeftOut("a", "low", kind="below the cut")], problems, now=NOW, settings=Settings())
    assert [(i.origin, i.member) for i in briefing.left_out] == [
        ("z", None),
        ("b", "line 9"),
        ("b", "line 10"),
        ("a", None),
    ]


def test_a_date_after_the_briefing_is_doubted_and_the_next_one_taken() -> None:
    """Nobody reports tomorrow's news: such a date is shown as doubted, and a believable candidate takes its place."""
    inline = DateCandidate(date(2026, 11, 20), "inline")
    late = article("x", published=datetime(2031, 1, 1, tzinfo=UTC), dates=(inline,))
    (doubted,) = doubt_future([late], NOW)
    assert (doubted.published, doubted.published_from) == (date(2026, 11, 20), "inline")
    assert doubted.dates[0].doubted == "later than the briefing itself (2026-11-21)"
    (undated,) = doubt_future([replace(late, dates=())], NOW)
    assert (undated.published, undated.published_from) == (None, None)
    tomorrow = article("x", published=date(2026, 11, 22))
    assert doubt_future([tomorrow], NOW) == (tomorrow,)


def test_the_fingerprint_covers_what_shapes_a_briefing() -> None:
    """Equal settings have equal fingerprints, and any change of one shows."""
    assert fingerprint(Settings()) == fingerprint(Settings())
    assert fingerprint(Settings()) != fingerprint(Settings(words=121))
    assert fingerprint(Settings()) != fingerprint(Settings(languages=("en",)))
    assert fingerprint(Settings()) != fingerprint(Settings(sections=(Section("Trains", ("rail*",)),)))
    assert fingerprint(Settings(sections=(Section("Trains", ("rail*",)),))) != fingerprint(
        Settings(sections=(Section("Trains", ("rail",)),))
    )


def test_stories_stand_in_the_first_section_whose_words_they_meet() -> None:
    """What meets none stays on top; sections follow in their order, and each keeps the order of rank."""
    texts = ["A tram and a bank", "A bank fails", "Snow falls", "The tramway closes", "Hail falls"]
    stories = [story(article(text, id=f"a{n}"), id=f"st-{n}") for n, text in enumerate(texts)]
    settings = Settings(sections=(Section("Trains", ("tram*",)), Section("Money", ("bank",))))
    placed = [(one.id, one.section, one.apart) for one in arranged(stories, settings)]
    assert placed == [
        ("st-2", None, False),
        ("st-4", None, False),
        ("st-0", "Trains", False),
        ("st-3", "Trains", False),
        ("st-1", "Money", False),
    ]


def test_stories_in_other_languages_are_kept_behind_the_sections() -> None:
    """A known language that the edition does not name is kept apart, even where a section's word is met; no language is not."""
    stories = [
        story(article("Der Tram fährt", id="a0", language="de"), id="st-0"),
        story(article("Le tram part", id="a1", language="fr-CA"), id="st-1"),
        story(article("The tram leaves", id="a2", language="en-GB"), id="st-2"),
        story(article("???", id="a3", language=None), id="st-3"),
    ]
    settings = Settings(languages=("en", "de"), sections=(Section("Trains", ("tram",)),))
    placed = [(one.id, one.section, one.apart) for one in arranged(stories, settings)]
    assert placed == [
        ("st-3", None, False),
        ("st-0", "Trains", False),
        ("st-2", "Trains", False),
        ("st-1", None, True),
    ]
    assert arranged(stories, Settings()) == tuple(stories)
    briefing = compose(stories, [], [], now=NOW, settings=settings)
    assert [one.id for one in briefing.stories] == [id_ for id_, _, _ in placed]
