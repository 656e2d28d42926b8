"""The store against a model of it, through any order of events."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from stored import HOUR, MINUTE, NOW, arrival, everything, frozen, queue, record

from digest.ledger import NEXT_STATES, Mail
from digest.store import open_store

LEASE = timedelta(minutes=5)
QUICK = settings(
    max_examples=15,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


class Stored(RuleBasedStateMachine):
    """A machine with a store of its own."""

    def __init__(self) -> None:
        super().__init__()
        memory = "/dev/shm"  # noqa: S108 - syncing to a disk is not what is tried here
        self.folder = tempfile.TemporaryDirectory(dir=memory if os.path.isdir(memory) else None)
        self.store = open_store(f"sqlite:///{self.folder.name}/digest.db")
        self.now = NOW

    def teardown(self) -> None:
        """Takes the store away."""
        self.store.close()
        self.folder.cleanup()


class Outbox(Stored):
    """Senders that live, hang, die and come back, over a server whose answers get lost."""

    claims = Bundle("claims")  # held by a sender, however long ago
    intents = Bundle("intents")  # its data is on the way

    @initialize(names=st.integers(1, 3))
    def fill(self, names: int) -> None:
        """Some messages."""
        queue(self.store, *(f"r{number}" for number in range(names)))
        self.copies: Counter[int] = Counter()  # what the server accepted
        self.answered: set[int] = set()

    @rule(minutes=st.sampled_from([1, 4, 6, 20]))
    def wait(self, minutes: int) -> None:
        """Time goes by."""
        self.now += minutes * MINUTE

    @rule(target=claims, owner=st.sampled_from("ab"))
    def claim(self, owner: str) -> Any:
        """A sender takes a message: one that is due, with a fence above all before."""
        before = {held.id: held for held in self.store.mails()}
        held = self.store.claim(owner, self.now, LEASE)
        due = [
            one
            for one in before.values()
            if one.state in ("pending", "deferred") and (one.next_at or self.now) <= self.now
        ]
        if held is None:
            assert due == []
            return multiple()
        assert held.id in {one.id for one in due}
        assert (held.fence, held.owner, held.lease_until) == (before[held.id].fence + 1, owner, self.now + LEASE)
        return held

    @rule(target=intents, held=consumes(claims))
    def intend(self, held: Mail) -> Any:
        """It comes to DATA: allowed only while the claim is its own and in time."""
        now = self.row(held)
        mine = now.state == "claimed" and now.fence == held.fence and now.lease_until > self.now
        assert self.store.intend(held, self.now) is mine
        return held if mine else multiple()

    @rule(held=consumes(intents), accepted=st.booleans(), heard=st.booleans())
    def answer(self, held: Mail, accepted: bool, heard: bool) -> None:
        """The server accepts or not; the sender hears of it, or is dead by then."""
        self.copies[held.id] += accepted
        if heard:
            settled = self.store.settle(
                held, "sent" if accepted else "deferred", reply="x", next_at=self.now + HOUR, now=self.now
            )
            if accepted and settled:
                self.answered.add(held.id)

    @rule(held=consumes(claims), state=st.sampled_from(["pending", "deferred", "failed"]))
    def give_up(self, held: Mail, state: str) -> None:
        """It fails before DATA, or gives the message back."""
        before = self.row(held)
        mine = before.fence == held.fence and (before.state == state or state in NEXT_STATES[before.state])
        assert self.store.settle(held, state, reply="y", next_at=self.now + HOUR, now=self.now) is mine

    @rule()
    def reap(self) -> None:
        """What is overdue: claims are free again, those on the way are doubtful."""
        before = {held.id: held for held in self.store.mails()}
        doubtful = {held.id for held in self.store.reap(self.now)}
        for held in self.store.mails():
            was = before[held.id]
            over = was.state in ("claimed", "sending") and was.lease_until <= self.now
            expected = {"claimed": "pending", "sending": "uncertain"}[was.state] if over else was.state
            assert held.state == expected
            assert (held.id in doubtful) is (over and was.state == "sending")

    @rule(state=st.sampled_from(["pending", "held"]))
    def decide(self, state: str) -> None:
        """Policy or a person settles what is doubtful or failed."""
        for held in self.store.mails(["uncertain", "held", "failed"]):
            assert self.store.settle(held, state, reply="decided", now=self.now) is (
                held.state == state or state in NEXT_STATES[held.state]
            )

    @invariant()
    def copies_are_accounted_for(self) -> None:
        """At most one copy more than doubts, and none where nothing was doubtful; what is called sent was accepted."""
        for held in self.store.mails():
            on_the_way = held.state == "sending"
            assert self.copies[held.id] <= 1 + held.doubts
            if held.state == "sent":
                assert held.id in self.answered
            if self.copies[held.id] and held.id not in self.answered:
                assert held.doubts or on_the_way

    def row(self, held: Mail) -> Mail:
        """The message as it is now."""
        return next(one for one in self.store.mails() if one.id == held.id)


class Intake(Stored):
    """Items that come, come again, change, change back, are told and pruned."""

    @initialize()
    def begin(self) -> None:
        """Nothing yet."""
        self.history: dict[str, list[str]] = {}  # identity -> its texts, in order
        self.kept: dict[str, list[str]] = {}  # those that were not pruned
        self.ids: dict[str, str] = {}
        self.told: set[tuple[str, int]] = set()  # identity, number of its version
        self.briefings = 0

    @rule(
        batch=st.lists(
            st.tuples(st.sampled_from(["g", "h", "i"]), st.sampled_from(["One.", "Two.", "Three."])), max_size=4
        )
    )
    def take_in(self, batch: list[tuple[str, str]]) -> None:
        """A batch arrives; what is new, corrected and known is said."""
        self.now += MINUTE
        new, corrected, same = [], [], 0
        for identity, text in batch:
            texts = self.history.setdefault(identity, [])
            if texts and texts[-1] == text:
                same += 1
                continue
            (corrected if texts else new).append(identity)
            texts.append(text)
            self.kept.setdefault(identity, []).append(text)
        found = self.store.take_in([arrival(text, identity, id="same") for identity, text in batch], self.now)
        self.ids.update(zip(new, found.new, strict=True))
        assert found.corrected == tuple(self.ids[identity] for identity in corrected)
        assert found.same == same

    @rule()
    def tell(self) -> None:
        """A briefing tells all that is untold."""
        items = [item for item in everything(self.store) if not item.told]
        self.now += MINUTE
        self.briefings += 1
        articles = [item.article for item in items]
        briefing = frozen(f"b{self.briefings}", at=self.now, published=True)
        self.store.freeze(None, briefing, record(*articles), [article.id for article in articles], ())
        self.told |= {(identity, len(texts)) for identity, texts in self.history.items() if self.kept[identity]}

    @rule()
    def prune(self) -> None:
        """Everything is too old."""
        self.now += MINUTE
        self.store.prune(raw=None, articles=timedelta(0), briefings=None, now=self.now)
        self.kept = {identity: [] for identity in self.history}

    @invariant()
    def what_is_held_is_what_came(self) -> None:
        """The latest version of each item that was not pruned, told or not, and all of them in its history."""
        held = {item.article.id: item for item in everything(self.store)}
        assert set(held) == {self.ids[identity] for identity, texts in self.kept.items() if texts}
        for identity, texts in self.kept.items():
            if texts:
                item = held[self.ids[identity]]
                assert item.article.text == texts[-1]
                assert item.told is ((identity, len(self.history[identity])) in self.told)
                assert [article.text for article, _ in self.store.versions(item.article.id)] == texts
        assert self.store.counts()["articles"] == len(self.history)

    @invariant()
    def search_finds_the_latest_words_alone(self) -> None:
        """As many as hold the word now."""
        for word in ("one", "two", "three"):
            expected = {self.ids[i] for i, texts in self.kept.items() if texts and texts[-1].lower() == f"{word}."}
            assert {hit["id"] for hit in self.store.search(word) if hit["kind"] == "article"} == expected


TestOutbox = Outbox.TestCase
TestOutbox.settings = QUICK
TestIntake = Intake.TestCase
TestIntake.settings = QUICK
