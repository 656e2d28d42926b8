"""Two like events that were taken for one story, told apart by the words that are rare among its reports."""

from __future__ import annotations

import random
from datetime import date

import pytest

from digest.group import copies, fields, order, pairs, parts, texts
from digest.model import Article

SAGA = (
    "climber ridge rope glacier rescue helicopter summit range Tavira peaks police search weather snow guide mountain team fall "
    "metres family body recovered park ranger alpine club danger season winter slope crevasse hut route experienced"
)
FIRST = (
    "Selim Oran brother northern face Tuesday dawn broken anchor Wexley engineer two companions watched slipped cornice "
    "flag recovered airfield inquest Marsh statement"
)
SECOND = (
    "Lucia Fonte student avalanche Friday evening buried beacon Castlebridge nurse alone solo descent ski dog found tunnel "
    "village chapel Haddad memorial fund"
)
REST = [f"filler{n}" for n in range(900)]


def report(name, own, chance, words):
    """A report that shares a saga's words with every other, and some words with those of its own event."""
    count, shared, told = words // 3, SAGA.split(), own.split()
    said = [chance.choice(shared) for _ in range(count)] + [chance.choice(told) for _ in range(count)]
    said += [chance.choice(REST) for _ in range(words - 2 * count)]
    chance.shuffle(said)
    return Article(
        id=name, origin=f"in/{name}.txt", sha256=name, source=f"The {name} Post", title="", text=" ".join(said) + ".",
        published=date(2026, 11, 20), published_from="metadata", language="en",
    )  # fmt: skip


def resolved(items):
    """The groups, as ids, that become of all reports taken for one story."""
    read = texts.read(sorted(items, key=order.content_key))
    folded = copies.fold_texts(read)
    reports = [same[0] for same in folded]
    gathered = fields.gather(read, reports, folded)
    found = parts.resolve((tuple(range(len(reports))),), gathered, pairs.likeness(read, reports, gathered))
    return sorted(sorted(read.articles[reports[number]].id for number in members) for members in found)


def two_events(sizes, words=150):
    """Reports of two events of one saga."""
    chance = random.Random(7)
    first = [report(f"a{i:02}", FIRST, chance, words) for i in range(sizes[0])]
    return first + [report(f"b{i:02}", SECOND, chance, words) for i in range(sizes[1])]


@pytest.mark.parametrize("sizes", [(9, 9), (14, 5)])
def test_two_events_of_one_saga_are_parted(sizes):
    """The words that all share do not hide those that tell the two apart."""
    found = resolved(two_events(sizes))
    assert [{name[0] for name in each} for each in found] == [{"a"}, {"b"}]
    assert [len(each) for each in found] == list(sizes)


def test_one_event_stays_whole():
    """Reports that differ by chance alone are one story, however many."""
    assert len(resolved(two_events((24, 0)))) == 1


def test_small_stories_and_short_items_are_left_alone():
    """Chance makes groups out of a few reports and out of headlines, so neither is looked at."""
    assert len(resolved(two_events((5, 5)))) == 1
    assert len(resolved(two_events((9, 9), words=12))) == 1
