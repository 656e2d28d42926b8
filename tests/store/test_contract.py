"""What every engine of the store must do."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from stored import DAY, HOUR, MINUTE, NOW, arrival, everything, frozen, mail, queue, record, slot

from digest.ledger import FeedState
from digest.model import DateCandidate
from digest.store import LostClaim, Store, StoreError, open_store

LEASE = timedelta(minutes=2)


# -- sources


def test_a_source_is_remembered_as_it_was_noted(store: Store) -> None:
    """Every field of a source's state comes back, times to the microsecond; the later note wins."""
    state = FeedState(
        "Korea Times", "https://x.example/rss", etag='W/"1"', checked=NOW, succeeded=NOW + timedelta(microseconds=1)
    )
    store.note_feed(state)
    assert store.feed_states() == {"Korea Times": state}
    worse = replace(state, failures=3, failing_since=NOW, reason="410 gone", retired="gone", due=NOW + DAY)
    store.note_feed(worse)
    assert store.feed_states() == {"Korea Times": worse}


def test_a_source_and_what_it_brought_are_kept_together_or_not_at_all(store: Store) -> None:
    """When an article cannot be kept, the source's new state is not kept either: it will be asked again."""
    store.note_feed(FeedState("A", "https://a.example/", etag="old"))
    broken = replace(arrival("text"), raw=None)
    with pytest.raises(AttributeError):
        store.note_feed(FeedState("A", "https://a.example/", etag="new"), [arrival("fine"), broken], NOW)
    assert store.feed_states()["A"].etag == "old"
    assert everything(store) == ()


# -- articles


def test_an_article_comes_back_whole(store: Store) -> None:
    """All fields come back equal: days and times of day, offsets, doubted dates, tuples, None."""
    one = arrival(
        "First.\n\nSecond: 북쪽 페리.",
        title="Ferry",
        member="line 3",
        url="https://x.example/a?b=1",
        title_from="head",
        authors=("Ida Brandt", "Ole"),
        agency="Elm News",
        published=datetime(2026, 11, 20, 18, 5, 1, 250, tzinfo=timezone(timedelta(hours=9, minutes=30))),
        published_from="metadata",
        dates=(
            DateCandidate(date(2023, 1, 19), "site header", "another report says otherwise"),
            DateCandidate(NOW, "feed"),
        ),
        language="ko",
    )
    bare = arrival("Only text.", published=date(2026, 11, 20))
    store.take_in([one, bare], NOW)
    kept = {item.article.id: item for item in everything(store)}
    assert kept[one.article.id].article == one.article
    assert kept[one.article.id].article.published.utcoffset() == timedelta(hours=9, minutes=30)
    assert kept[bare.article.id].article == bare.article
    assert type(kept[bare.article.id].article.published) is date
    assert store.raw(one.article.sha256) == one.raw.data
    assert store.source(one.article.sha256) == replace(one.raw, source="The Post")
    assert store.raw("0" * 64) is None
    assert store.source("0" * 64) is None


def test_text_that_no_database_takes_is_made_harmless(store: Store) -> None:
    """NUL and halves of a character become U+FFFD, one for one, so that offsets hold; in every field and every key."""
    ugly = arrival(
        "a\0b \ud800 c",
        "guid\0\udfff",
        title="T\0",
        id="x\0",
        url="https://e.example/\0",
        authors=("\udcff",),
        source="S\0",
    )
    store.note_feed(FeedState("S\0", "https://e.example/\ud800", reason="\0"), [ugly], NOW)
    store.take_in([ugly], NOW)
    (item,) = everything(store)
    assert item.article.text == "a\ufffdb \ufffd c"
    assert item.article.id == "x\ufffd"
    assert store.search("a\0b") != ()
    assert store.raw(ugly.article.sha256) == ugly.raw.data


def test_known_articles_are_passed_over_and_changed_ones_replaced(store: Store) -> None:
    """An identity's new words make a correction under the same id; equal words are known, whatever else of the bytes changed."""
    first = arrival("One.", "guid-1")
    assert store.take_in([first, arrival("Two.", "guid-2")], NOW).new == (first.article.id, arrival("Two.").article.id)
    assert store.knows("guid-2")
    assert not store.knows("guid-3")
    again = store.take_in([first, first], NOW + HOUR)
    assert (again.new, again.corrected, again.same) == ((), (), 2)
    other_bytes = replace(first, article=replace(first.article, sha256="f" * 64, url="https://new.example/"))
    assert store.take_in([other_bytes], NOW + HOUR).same == 1
    better = store.take_in([arrival("One, corrected.", "guid-1")], NOW + 2 * HOUR)
    assert (better.new, better.corrected, better.same) == ((), (first.article.id,), 0)
    held = {item.article.id: item for item in everything(store)}
    assert held[first.article.id].article.text == "One, corrected."
    assert held[first.article.id].arrived == NOW + 2 * HOUR
    history = store.versions(first.article.id)
    assert [(article.text, arrived) for article, arrived in history] == [
        ("One.", NOW),
        ("One, corrected.", NOW + 2 * HOUR),
    ]
    assert store.raw(first.article.sha256) == b"One."


def test_a_correction_taken_back_is_a_correction(store: Store) -> None:
    """The words that stood first may come again: three versions, the last is the latest."""
    for number, text in enumerate(("One.", "Uno.", "One.")):
        store.take_in([arrival(text, "guid-1")], NOW + number * HOUR)
    (item,) = everything(store)
    assert item.article.text == "One."
    assert item.arrived == NOW + 2 * HOUR
    assert len(store.versions(item.article.id)) == 3


def test_ids_that_others_have_are_numbered(store: Store) -> None:
    """Two items whose containers gave them one id get two; each keeps its own through its versions."""
    intake = store.take_in([arrival("One.", "g1", id="n"), arrival("Two.", "g2", id="n")], NOW)
    assert intake.new == ("n", "n-2")
    assert store.take_in([arrival("Two!", "g2", id="n")], NOW).corrected == ("n-2",)


def test_very_long_identities_and_ids_are_kept_apart(store: Store) -> None:
    """An identity of any length is told from another; an id of any length is made short."""
    long = "https://x.example/" + "q" * 5000
    intake = store.take_in(
        [arrival("One.", long + "1", id="i" * 5000), arrival("Two.", long + "2", id="i" * 5000)], NOW
    )
    assert len(set(intake.new)) == 2
    assert all(len(id_) < 100 for id_ in intake.new)
    assert store.take_in([arrival("One.", long + "1")], NOW).same == 1


def test_a_window_is_open_at_its_beginning_and_closed_at_its_end(store: Store) -> None:
    """Of windows that follow each other, each arrival is in exactly one; inside, the order is by arrival, then id."""
    for number in range(5):
        store.take_in(
            [arrival(f"Text {number}.", id=f"a{9 - number}"), arrival(f"More {number}.", id=f"b{number}")],
            NOW + number * HOUR,
        )
    windows = [store.items("e", since=NOW + n * HOUR, until=NOW + (n + 1) * HOUR) for n in range(-1, 5)]
    assert [[item.article.id for item in items] for items in windows] == [
        ["a9", "b0"], ["a8", "b1"], ["a7", "b2"], ["a6", "b3"], ["a5", "b4"], [],
    ]  # fmt: skip


def test_a_window_shows_what_was_known_at_its_end(store: Store) -> None:
    """A correction that came after `until` does not hide the version before it; afterwards only the correction shows."""
    store.take_in([arrival("Old.", "g")], NOW)
    store.take_in([arrival("New.", "g")], NOW + 2 * HOUR)
    assert [i.article.text for i in store.items("e", since=NOW - HOUR, until=NOW + HOUR)] == ["Old."]
    assert [i.article.text for i in store.items("e", since=NOW - HOUR, until=NOW + 3 * HOUR)] == ["New."]
    assert [i.article.text for i in store.items("e", since=NOW, until=NOW + HOUR)] == []


def test_items_are_asked_by_the_sources_that_brought_them(store: Store) -> None:
    """An item that two sources brought is of both; without names, all items are meant."""
    shared = arrival("Shared.", "g")
    store.note_feed(FeedState("A", "https://a.example/"), [shared, arrival("Of A.")], NOW)
    store.note_feed(FeedState("B", "https://b.example/"), [shared], NOW)
    store.take_in([arrival("Of a folder.")], NOW, source="C")
    store.take_in([arrival("Of an outlet.", source="Daily")], NOW)

    def texts(*sources: str) -> set[str]:
        return {i.article.text for i in store.items("e", since=NOW - HOUR, until=NOW, sources=sources)}

    assert texts("A") == {"Shared.", "Of A."}
    assert texts("B") == {"Shared."}
    assert texts("C", "Daily") == {"Of a folder.", "Of an outlet."}
    assert len(texts()) == 4
    assert texts("nobody") == set()


# -- what was told


def test_told_is_told_for_one_edition(store: Store) -> None:
    """An article in an edition's briefing is told there, and news everywhere else."""
    one, two = arrival("One."), arrival("Two.")
    store.take_in([one, two], NOW)
    store.freeze(None, frozen(), record(one.article), [one.article.id], ())
    assert {i.article.id: i.told for i in everything(store)} == {one.article.id: True, two.article.id: False}
    assert not any(i.told for i in everything(store, "evening"))


def test_a_correction_of_what_was_told_says_what_it_corrects(store: Store) -> None:
    """It is untold, and names the version that was told last; a correction of what nobody was told names nothing."""
    first, second = arrival("One.", "g"), arrival("Two.", "h")
    store.take_in([first, second], NOW)
    store.freeze(None, frozen(), record(first.article), [first.article.id], ())
    store.take_in([arrival("One!", "g"), arrival("Two!", "h")], NOW + HOUR)
    store.take_in([arrival("One!!", "g")], NOW + 2 * HOUR)
    held = {item.article.text: item for item in everything(store)}
    assert (held["One!!"].told, held["One!!"].corrects) == (False, first.article.sha256)
    assert (held["Two!"].told, held["Two!"].corrects) == (False, None)
    assert everything(store, "evening")[0].corrects is None


def test_a_correction_that_came_while_the_briefing_was_made_stays_untold(store: Store) -> None:
    """Told is the version that the record shows, and not the one that is the latest by then."""
    one = arrival("One.", "g")
    store.take_in([one], NOW)
    store.take_in([arrival("One!", "g")], NOW + MINUTE)
    store.freeze(None, frozen(at=NOW + HOUR), record(one.article), [one.article.id], ())
    (item,) = everything(store)
    assert (item.article.text, item.told, item.corrects) == ("One!", False, one.article.sha256)


# -- slots


def test_a_slot_is_begun_once(store: Store) -> None:
    """Whoever is first has it; done, missed and running slots are not begun."""
    assert store.begin(slot(), "a", NOW)
    assert not store.begin(slot(), "b", NOW)
    assert not store.begin(slot(), "a", NOW)
    store.finish(slot(), "done", NOW + MINUTE, "12 stories")
    assert not store.begin(slot(), "b", NOW + DAY)
    (run,) = store.runs("morning")
    assert (run.slot, run.state, run.started, run.ended, run.note) == (slot(), "done", NOW, NOW + MINUTE, "12 stories")
    later = slot(day=NOW.date() + DAY, due=NOW + DAY)
    store.miss([slot(), later], NOW + 2 * DAY, "away")
    assert not store.begin(later, "a", NOW + 2 * DAY)
    assert [(run.state, run.attempts) for run in store.runs("morning")] == [("missed", 0), ("done", 1)]
    assert store.runs("evening") == ()


def test_of_many_that_begin_one_slot_one_has_it(url: str) -> None:
    """Eight at once, each with a connection of its own."""
    open_store(url).close()
    won: list[str] = []

    def race(name: str) -> None:
        mine = open_store(url)
        if mine.begin(slot(), name, NOW):
            won.append(name)
        mine.close()

    threads = [threading.Thread(target=race, args=(f"t{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_a_slot_whose_owner_fell_silent_may_be_begun_again(store: Store) -> None:
    """After three minutes without a sign of life, and not while there are signs; the silent one has lost it."""
    assert store.begin(slot(), "a", NOW)
    assert store.heartbeat(slot(), "a", NOW + 2 * MINUTE)
    assert not store.begin(slot(), "b", NOW + 4 * MINUTE)
    assert store.begin(slot(), "b", NOW + 6 * MINUTE)
    assert not store.heartbeat(slot(), "a", NOW + 6 * MINUTE)
    store.finish(slot(), "failed", NOW + 7 * MINUTE, owner="a")
    (run,) = store.runs("morning")
    assert (run.state, run.owner, run.attempts) == ("running", "b", 2)


def test_a_slot_that_was_given_back_or_failed_may_be_begun_at_once(store: Store) -> None:
    """Giving back does not count as an attempt; a failure does."""
    store.begin(slot(), "a", NOW)
    store.give_back(slot(), "b")
    assert not store.begin(slot(), "b", NOW)
    store.give_back(slot(), "a")
    assert store.begin(slot(), "b", NOW)
    store.finish(slot(), "failed", NOW, "MemoryError", owner="b")
    assert store.runs("morning")[0].attempts == 1
    assert store.begin(slot(), "c", NOW)
    assert store.runs("morning")[0].attempts == 2


def test_a_slot_missed_in_a_future_that_never_came_may_be_begun(store: Store) -> None:
    """The clock stood two days ahead and was set back: what was written off then comes."""
    tomorrow = slot(day=NOW.date() + DAY, due=NOW + DAY)
    store.miss([tomorrow], NOW + 2 * DAY)
    assert store.begin(tomorrow, "a", NOW + DAY)


def test_a_schedule_is_known_since_it_was_changed(store: Store) -> None:
    """The first schedule of an edition counts for ever back; another one from when it was first seen."""
    assert store.schedule_since("morning", "07:00 UTC", NOW) is None
    assert store.schedule_since("morning", "07:00 UTC", NOW + DAY) is None
    assert store.schedule_since("morning", "06:00 UTC", NOW + 2 * DAY) == NOW + 2 * DAY
    assert store.schedule_since("morning", "06:00 UTC", NOW + 3 * DAY) == NOW + 2 * DAY
    assert store.schedule_since("evening", "06:00 UTC", NOW) is None


# -- briefings


def test_a_frozen_briefing_is_kept_to_the_byte(store: Store) -> None:
    """Files, record (with its order of keys) and times come back; it is unpublished until it is noted."""
    held = frozen(files={"2026-11-21/morning.html": b"<p>\x00\xff", "2026-11-21/morning.txt": b""})
    assert store.last_briefing("morning") is None
    store.freeze(None, held, {"z": 1, "a": "\ud800\0é"}, (), ())
    assert store.unpublished() == (held,)
    store.note_published("b1")
    assert store.unpublished() == ()
    assert store.frozen("b1") == replace(held, published=True)
    assert store.frozen("b2") is None
    assert list(store.last_briefing("morning").items()) == [("z", 1), ("a", "\ud800\0é")]
    assert store.last_briefing("evening") is None


def test_records_come_newest_first_and_since(store: Store) -> None:
    """The records of the latest briefings of one edition, those alone whose window ended after `since`."""
    for number in range(4):
        store.freeze(None, frozen(f"b{number}", at=NOW + number * DAY), {"n": number}, (), ())
    store.freeze(None, frozen("other", "evening"), {"n": 9}, (), ())
    assert [r["n"] for r in store.records("morning")] == [3, 2, 1, 0]
    assert [r["n"] for r in store.records("morning", since=NOW + DAY)] == [3, 2]
    assert [r["n"] for r in store.records("morning", last=1)] == [3]


def test_a_slot_gets_one_briefing(store: Store) -> None:
    """Freezing makes the slot done in the same step; a second briefing for the time is refused and leaves nothing behind."""
    one = arrival("One.")
    store.take_in([one], NOW)
    store.begin(slot(), "a", NOW)
    store.freeze(slot(), frozen(), record(), (), ())
    assert store.runs("morning")[0].state == "done"
    with pytest.raises(LostClaim, match="b1"):
        store.freeze(slot(), frozen("b2"), record(one.article), [one.article.id], [mail()])
    assert store.frozen("b2") is None
    assert store.mails() == ()
    assert not everything(store)[0].told
    store.finish(slot(), "failed", NOW + HOUR, "the folder is read-only")
    assert [(run.state, run.note) for run in store.runs("morning")] == [("done", "the folder is read-only")]
    assert not store.begin(slot(), "b", NOW + DAY)


def test_a_slot_whose_briefing_is_frozen_is_not_begun_though_its_owner_died(store: Store) -> None:
    """Also where the times of the zone were changed since, and the key is another."""
    store.begin(slot(), "a", NOW)
    store.freeze(slot(), frozen(), record(), (), ())
    assert not store.begin(slot(), "b", NOW + DAY)
    assert not store.begin(slot(time="16:00"), "b", NOW + DAY)


def test_what_cannot_be_queued_is_not_frozen(store: Store) -> None:
    """All or nothing: with two messages for one recipient there is no briefing, and nothing is told."""
    one = arrival("One.")
    store.take_in([one], NOW)
    twice = [mail(), replace(mail(), message_id="<other@example.org>")]
    with pytest.raises(StoreError):
        store.freeze(None, frozen(), record(one.article), [one.article.id], twice)
    assert (store.unpublished(), store.mails(), store.last_briefing("morning")) == ((), (), None)
    assert not everything(store)[0].told


# -- outbox


def test_a_message_is_kept_to_the_byte(store: Store) -> None:
    """It stands as pending under its hash, its recipient and its Message-ID."""
    queue(store, "ana")
    (held,) = store.mails()
    assert store.mail_bytes(held.id) == mail().data
    assert (held.recipient, held.message_id, held.state) == ("ana@example.org", "<b1.ana@example.org>", "pending")
    assert (held.attempts, held.doubts, held.fence, held.owner) == (0, 0, 0, None)
    with pytest.raises(KeyError):
        store.mail_bytes(held.id + 1)


def test_claims_come_in_order_and_only_when_due(store: Store) -> None:
    """The oldest first; a deferred one not before its time, and then again; nothing is claimed twice."""
    queue(store, "ana", "bo")
    first = store.claim("w", NOW, LEASE)
    assert (first.recipient, first.state, first.attempts, first.fence) == ("ana@example.org", "claimed", 1, 1)
    assert (first.owner, first.lease_until) == ("w", NOW + LEASE)
    assert store.settle(first, "deferred", reply="451 later", next_at=NOW + HOUR, now=NOW)
    assert store.claim("w", NOW, LEASE).recipient == "bo@example.org"
    assert store.claim("w", NOW + HOUR - timedelta(microseconds=1), LEASE) is None
    again = store.claim("w", NOW + HOUR, LEASE)
    assert (again.recipient, again.attempts, again.fence, again.reply) == ("ana@example.org", 2, 2, "451 later")


def test_a_message_given_back_is_not_an_attempt(store: Store) -> None:
    """What was claimed and never tried goes back as it was."""
    queue(store, "ana")
    held = store.claim("w", NOW, LEASE)
    assert store.settle(held, "pending", reply="", now=NOW)
    (free,) = store.mails(["pending"])
    assert (free.attempts, free.owner, free.lease_until) == (0, None, None)


def test_many_claimers_share_the_outbox(url: str) -> None:
    """Four at once over sixty messages: each message is claimed by exactly one of them."""
    one = open_store(url)
    queue(one, *(f"r{n}" for n in range(60)))
    claimed: list[str] = []

    def work(name: str) -> None:
        mine = open_store(url)
        while held := mine.claim(name, NOW, LEASE):
            claimed.append(held.recipient)
        mine.close()

    threads = [threading.Thread(target=work, args=(f"t{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(claimed) == Counter({f"r{n}@example.org": 1 for n in range(60)})
    one.close()


def test_a_holder_whose_lease_is_over_may_not_send(store: Store) -> None:
    """A claim that was stopped for too long is lost, whether or not another has it by then; the other may send."""
    queue(store, "ana")
    old = store.claim("old", NOW, LEASE)
    assert not store.intend(old, NOW + LEASE)
    assert store.reap(NOW + LEASE) == ()
    new = store.claim("new", NOW + LEASE, LEASE)
    assert new.fence == old.fence + 1
    assert not store.intend(old, NOW + LEASE)
    assert not store.settle(old, "deferred", reply="late", now=NOW + LEASE)
    assert store.intend(new, NOW + LEASE)
    assert not store.intend(new, NOW + LEASE)
    assert store.settle(new, "sent", reply="250 ok queued as 1", now=NOW + LEASE)
    assert [(held.state, held.reply) for held in store.mails()] == [("sent", "250 ok queued as 1")]


def test_a_message_on_its_way_is_never_simply_pending_again(store: Store) -> None:
    """Where the sender of "sending" ended, the message is uncertain: counted, shown, and sent again only by decision."""
    queue(store, "ana")
    held = store.claim("w", NOW, LEASE)
    store.intend(held, NOW)
    assert not store.settle(held, "pending", reply="", now=NOW)
    assert store.reap(NOW + 10 * MINUTE) == ()
    (doubtful,) = store.reap(NOW + 15 * MINUTE)
    assert (doubtful.state, doubtful.doubts, doubtful.owner) == ("uncertain", 1, None)
    assert store.claim("w", NOW + DAY, LEASE) is None
    assert store.settle(doubtful, "pending", reply="again", next_at=NOW + HOUR, now=NOW)
    assert store.claim("w", NOW + MINUTE, LEASE) is None
    again = store.claim("w", NOW + HOUR, LEASE)
    assert (again.message_id, again.sha256, again.doubts) == (held.message_id, held.sha256, 1)


def test_an_answer_that_came_late_is_still_true(store: Store) -> None:
    """The sender was taken for dead while it waited; as long as nobody claimed anew, its "sent" is recorded."""
    queue(store, "ana")
    held = store.claim("w", NOW, LEASE)
    store.intend(held, NOW)
    store.reap(NOW + HOUR)
    assert store.settle(held, "sent", reply="250", now=NOW + HOUR)
    assert store.settle(held, "sent", reply="250", now=NOW + HOUR)  # said twice is as said once
    assert store.mails()[0].state == "sent"


def test_what_is_over_stays_over(store: Store) -> None:
    """Sent and cancelled messages become nothing else; a failed one may be tried again by decision."""
    queue(store, "ana", "bo", "cy")
    ana, bo, cy = (store.claim("w", NOW, LEASE) for _ in range(3))
    store.intend(ana, NOW)
    store.settle(ana, "sent", reply="250", now=NOW)
    store.settle(bo, "failed", reply="550", now=NOW)
    store.settle(cy, "cancelled", reply="unsubscribed", now=NOW)
    ana, bo, cy = store.mails()
    for state in ("pending", "failed", "cancelled", "uncertain", "held", "deferred"):
        assert not store.settle(ana, state, reply="", now=NOW)
        assert state == "cancelled" or not store.settle(cy, state, reply="", now=NOW)
    assert store.settle(bo, "pending", reply="by hand", now=NOW)
    assert store.claim("w", NOW, LEASE).recipient == "bo@example.org"


def test_mails_are_asked_by_state(store: Store) -> None:
    """Oldest first; no state means all."""
    queue(store, "ana", "bo")
    store.claim("w", NOW, LEASE)
    assert [held.recipient for held in store.mails()] == ["ana@example.org", "bo@example.org"]
    assert [held.recipient for held in store.mails(["pending", "held"])] == ["bo@example.org"]


# -- decisions, upkeep


def test_decisions_come_in_the_order_they_were_made(store: Store) -> None:
    """Verb and articles, oldest first."""
    store.decide("split", ["a", "b"], NOW)
    store.decide("merge", ["c"], NOW - DAY)
    assert store.decisions() == (("split", ("a", "b")), ("merge", ("c",)))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ferry", {"en", "two"}),
        ("FERRY council", {"en"}),
        ("dawn", set()),
        ("cafe", {"fr"}),
        ("Café", {"fr"}),
        ("北京", {"zh"}),
        ("京大学", {"zh"}),
        ("京学", set()),
        ("北*", {"zh"}),
        ("서울", {"ko"}),
        ("ferr*", {"en", "two"}),
        ("ferr", set()),
        ("हिन्दी", {"hi"}),
        ("reopen's", {"en"}),
        ("\" OR * -- ' \\ & | ! ( ) : <->", set()),
        ("", set()),
    ],
)
def test_search_finds_all_words_in_any_script(store: Store, words: str, found: set[str]) -> None:
    """All words must be there.

    Case and accents do not matter; a Chinese name is found inside a sentence, a Korean one before
    its particle; signs of a query language mean nothing.
    """
    texts = {
        "en": "The council votes to reopen's ferry",
        "two": "A second ferry",
        "fr": "Le CAFÉ est fermé",
        "zh": "昨天北京大学宣布",
        "ko": "어제 서울에서 열린",
        "hi": "यह हिन्दी है",
    }
    store.take_in([arrival(text, id=id_) for id_, text in texts.items()], NOW)
    assert {hit["id"] for hit in store.search(words)} == found


def test_a_corrected_headline_is_found_by_its_new_words_alone(store: Store) -> None:
    """Words of the first headline find nothing any more, whole or by their beginnings."""
    store.take_in([arrival("Far away.", "g", title="Bryssel meets", id="one")], NOW)
    assert store.search("bryssel") != ()
    store.take_in([arrival("Far away.", "g", title="Brussels meets", id="one")], NOW)
    assert (store.search("bryssel"), store.search("bry*"), store.search("bryssel meets")) == ((), (), ())
    assert len(store.search("brussels")) == len(store.search("br*")) == 1


def test_a_beginning_of_a_letter_or_two_is_looked_for_in_titles(store: Store) -> None:
    """Nearly every text has a word that begins so; three letters, or one Korean syllable, are looked for everywhere."""
    named = arrival("Nothing else.", "a", title="Ferry sails", id="title")
    store.take_in([named, arrival("The ferries of 서울에서.", "b", id="body")], NOW)
    wanted = {"f*": {"title"}, "fe*": {"title"}, "fer*": {"title", "body"}, "서*": {"body"}, "the fe*": set()}
    assert {words: {hit["id"] for hit in store.search(words)} for words in wanted} == wanted


def test_search_knows_the_latest_words_and_past_briefings(store: Store) -> None:
    """A corrected word is found no more, its correction is; so is what a briefing told. The best comes first."""
    store.take_in([arrival("Bryssel.", "g", id="one"), arrival("Brussels is far.", id="two")], NOW)
    store.take_in([arrival("Brussels.", "g", title="Brussels", id="one")], NOW)
    store.freeze(None, frozen(), record(points=("Trams stop in Brussels.",)), (), ())
    assert store.search("bryssel") == ()
    hits = store.search("brussels")
    assert [(hit["kind"], hit["id"]) for hit in hits][:1] == [("article", "one")]
    assert {(hit["kind"], hit["id"]) for hit in hits} == {("article", "one"), ("article", "two"), ("briefing", "b1")}
    assert store.search("trams")[0]["snippet"] == "Trams stop in Brussels."
    assert len(store.search("brussels", limit=2)) == 2


def test_pruning_drops_what_is_old_and_knows_it_still(store: Store) -> None:
    """Raw bytes, articles and briefings each at their own age; an item that comes again after that is not taken for new."""
    old, new = arrival("Old.", "g-old"), arrival("New.", "g-new")
    store.take_in([old], NOW - 100 * DAY)
    store.take_in([new], NOW)
    for number, at in enumerate((NOW - 100 * DAY, NOW - 99 * DAY)):
        store.freeze(None, frozen(f"b{number}", at=at), record(old.article, points=("Oldest.",)), [old.article.id], ())
        store.note_published(f"b{number}")
    went = store.prune(raw=90 * DAY, articles=None, briefings=None, now=NOW)
    assert (went["raw"], went["articles"], went["briefings"]) == (1, 0, 0)
    assert (store.raw(old.article.sha256), store.raw(new.article.sha256)) == (None, b"New.")
    assert len(everything(store)) == 2
    went = store.prune(raw=None, articles=90 * DAY, briefings=90 * DAY, now=NOW)
    assert (went["articles"], went["briefings"]) == (1, 1)  # the last briefing of an edition stays
    assert [item.article.text for item in everything(store)] == ["New."]
    assert store.search("old") == ()
    assert [hit["id"] for hit in store.search("oldest")] == ["b1"]
    assert store.take_in([old], NOW).same == 1
    assert store.take_in([arrival("Old, but changed.", "g-old")], NOW).corrected == (old.article.id,)
    assert store.search("changed")[0]["id"] == old.article.id


def test_pruning_leaves_what_is_under_way(store: Store) -> None:
    """A briefing with mail that is not settled, or files that do not stand, is not dropped."""
    queue(store, "ana")
    queue(store, "ana", briefing="b2")
    queue(store, briefing="b3")
    store.note_published("b1")
    assert store.prune(raw=None, articles=None, briefings=DAY, now=NOW + 9 * DAY)["briefings"] == 0
    held = next(held for held in store.mails() if held.briefing == "b1")
    store.settle(held, "cancelled", reply="", now=NOW)
    assert store.prune(raw=None, articles=None, briefings=DAY, now=NOW + 9 * DAY)["briefings"] == 1
    assert [held.briefing for held in store.mails()] == ["b2"]


def test_the_runs_that_say_what_is_due_are_not_pruned(store: Store) -> None:
    """The latest run of an edition stays, however old."""
    for day in range(3):
        store.miss([slot(day=NOW.date() + day * DAY, due=NOW + day * DAY)], NOW + 3 * DAY)
    store.prune(raw=None, articles=None, briefings=DAY, now=NOW + 400 * DAY)
    assert [run.slot.due for run in store.runs("morning")] == [NOW + 2 * DAY]


def test_one_holds_the_stores_lock(url: str) -> None:
    """The second does not get it and can say who has it; it is free once it is let go."""
    one, two = open_store(url), open_store(url)
    first, second = one.lock(), two.lock()
    assert first.acquire()
    assert first.acquire()
    assert first.held()
    assert not second.acquire()
    assert not second.held()
    assert "pid" in second.holder()
    first.release()
    assert not first.held()
    assert second.acquire()
    second.release()
    one.close()
    two.close()


def test_a_store_keeps_what_it_was_told(url: str) -> None:
    """Closed and opened again, it is the same store, in the same version."""
    store = open_store(url)
    store.take_in([arrival("One.")], NOW)
    store.close()
    again = open_store(url)
    assert len(everything(again)) == 1
    assert again.counts()["articles"] == 1
    assert again.size() > 0
    assert again.check() == ()
    again.close()


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    """Rather than taken for one zone or another."""
    with pytest.raises(ValueError, match="without a zone"):
        store.take_in([arrival("One.")], datetime(2026, 11, 21))  # noqa: DTZ001
    assert store.begin(slot(due=NOW.astimezone(timezone(timedelta(hours=9)))), "a", NOW)
    assert store.runs("morning")[0].slot.due.tzinfo is UTC


def test_the_tables_are_what_the_steps_make(url: str) -> None:
    """The description of the tables in code and the sum of all migrations are the same."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from digest.store.tables import metadata

    store = open_store(url)
    ours = set(metadata.tables)
    with store._database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, parents: kind != "table" or name in ours, "compare_type": True},
        )
        assert compare_metadata(context, metadata) == []
    store.close()
