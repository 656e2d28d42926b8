"""Grouping at size: shortcuts that change no answer, stories as good among many as among few, and floods."""

from __future__ import annotations

import importlib.util
import random
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.group import copies, facts, fields, group, order, pairs, texts
from digest.model import Article

CONSONANTS, VOWELS = "bdfgklmnprstv", "aeiou"
WORDS = [a + b + c + d for a in CONSONANTS for b in VOWELS for c in CONSONANTS for d in VOWELS]


def items(count, words, chance, days=(0,)):
    """Reports of words by the law of Zipf, each with a rare pair of words that some other reports have; some without a day."""
    weights = [1 / (rank + 3) for rank in range(len(WORDS))]
    found = []
    for number in range(count):
        said = [*chance.choices(WORDS, weights, k=words), *[f"event{number // 3}word{n}" for n in range(6)]]
        chance.shuffle(said)
        day = date(2026, 11, 1) + timedelta(days=chance.choice(days)) if chance.random() < 0.9 else None
        found.append(
            Article(
                f"a{number:05}",
                f"in/{number}",
                str(number),
                f"The {number} Post",
                " ".join(said[:6]),
                " ".join(said),
                published=day,
                published_from="feed" if day else None,
            )
        )
    return found


def likeness(articles):
    """The likeness of articles that are no copies, as a mapping from pairs."""
    read = texts.read(sorted(articles, key=order.content_key))
    reports = list(range(len(read.articles)))
    gathered = fields.gather(read, reports, [(number,) for number in reports])
    alike = pairs.likeness(read, reports, gathered)
    return gathered, {
        (left, right): score
        for left, right, score in zip(alike.left.tolist(), alike.right.tolist(), alike.score.tolist(), strict=True)
    }


@pytest.mark.parametrize("rows", [7, 1000])
def test_blocks_of_days_leave_no_pair_out(rows, monkeypatch):
    """Whatever the days, and whether there is one, every pair is found that comparing all with all finds, and no other."""
    monkeypatch.setattr(pairs, "NEAREST", 10_000)
    monkeypatch.setattr(pairs, "ROWS", rows)
    monkeypatch.setattr(facts, "FADED", 0)
    gathered, found = likeness(items(150, 60, random.Random(4), days=range(12)))
    left, right, score = pairs.compared(gathered, pairs.vectors(gathered), *np.triu_indices(150, 1))
    assert len(found) > 100
    assert found == pytest.approx(
        dict(zip(zip(left.tolist(), right.tolist(), strict=True), score.tolist(), strict=True))
    )


def test_words_of_many_reports_change_no_likeness_that_rarer_ones_found(monkeypatch):
    """A pair that meets by rare words has the same likeness, its common words counted, however few words count as rare."""
    articles = items(120, 60, random.Random(5))
    _, every = likeness(articles)
    monkeypatch.setattr(pairs, "COMMON", 4)
    _, fewer = likeness(articles)
    assert len(fewer) < len(every)
    assert {pair: every[pair] for pair in fewer} == pytest.approx(fewer)
    assert {pair for pair, score in every.items() if score > 0.2} <= set(fewer)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(1, 3000), st.integers(1, 10**6))
def test_the_more_one_word_has_the_less_it_proves(one, other, length, count):
    """A larger share never proves more, a larger corpus neither, and to short reports nothing is done."""
    low, high = sorted((one, other))
    assert pairs.alone(high, length, count) <= pairs.alone(low, length, count) <= 1
    assert pairs.alone(high, length, 2 * count) <= pairs.alone(high, length, count)
    assert pairs.alone(high, min(length, pairs.FEW), count) == 1


def test_two_events_in_one_small_town_stay_apart():
    """Long reports that share the name of a town in headline, opening and text, and nothing else, are two stories."""
    articles = items(600, 200, random.Random(6))
    for number in (0, 3):
        told = articles[number]
        headline = f"Harnbeck {told.title}"
        text = f"In Harnbeck {told.text}"
        articles[number] = replace(told, title=headline, text=text, published=date(2026, 11, 1), published_from="feed")
    one, other = articles[0].id, articles[3].id
    assert not any({one, other} <= {article.id for article in story.articles} for story in group(articles))


def flood(count):
    """Copies of one text, each with some words changed and some cut off at the end."""
    chance = random.Random(5)
    base = chance.choices(WORDS, k=250)
    found = []
    for number in range(count):
        said = list(base)
        for _ in range(6):
            said[chance.randrange(250)] = chance.choice(WORDS)
        text = " ".join(said[: 250 - chance.randrange(40)])
        found.append(Article(f"c{number:05}", f"in/{number}", str(number), f"The {number} Post", "Flood", text))
    return found


@pytest.mark.parametrize("count", [600, pytest.param(20_000, marks=pytest.mark.slow)])
def test_a_flood_of_near_copies_is_one_voice(count):
    """However many outlets print one text with little changes, it is one report, found in time that grows with their number."""
    articles = flood(count)
    begun = time.process_time()
    folded = copies.fold(articles)
    assert time.process_time() - begun < 5 + count / 500  # comparing all with all would take hours
    assert len(folded) == 1


@pytest.mark.slow
def test_stories_are_as_good_among_many_reports_as_among_few():
    """BCubed F1 against the events that articles were generated of differs by less than a point from 3,000 to 12,500."""
    path = Path(__file__).parent.parent.parent / "benchmarks" / "generator.py"
    spec = importlib.util.spec_from_file_location("generator_of_sizes", path)
    assert spec is not None
    assert spec.loader is not None
    generator = sys.modules["generator_of_sizes"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    found = []
    for count in (3000, 12_500):
        event, articles = {}, []
        for made in generator.articles(count):
            event[made.id] = made.event
            articles.append(
                Article(
                    made.id,
                    "in/all",
                    made.id,
                    made.outlet,
                    made.title,
                    made.text,
                    published=made.published,
                    published_from="metadata",
                    language="en",
                )
            )
        found.append(bcubed([[event[article.id] for article in story.articles] for story in group(articles)]))
    assert abs(found[0] - found[1]) < 1
    assert min(found) > 98


def bcubed(stories):
    """BCubed F1 of stories given as the events of their articles, in percent."""
    size = Counter(event for story in stories for event in story)
    total = sum(size.values())
    held = [(len(story), event, times) for story in stories for event, times in Counter(story).items()]
    precision = sum(times * times / length for length, _, times in held) / total
    recall = sum(times * times / size[event] for _, event, times in held) / total
    return 200 * precision * recall / (precision + recall)
