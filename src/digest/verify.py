"""The proof: every excerpt of a record stands, word for word, in the source that it names.

For each source the raw bytes must have the hash that the record keeps; for each excerpt its words must be a span of the decoded
source, and, where the record was made by this version of the cleaner, its offsets must lead to these very words.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digest.errors import DigestError, UsageError
from digest.model import Problem, RawArticle


class Mismatch(DigestError):
    """An excerpt or a source that is not what the record says; its text names the place."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proved."""

    excerpts: int
    sources: int
    offsets: (
        bool  # False: the record was made by another version of the cleaner, so that only hashes and words were proved
    )


@dataclass(frozen=True, slots=True)
class Claim:
    """One excerpt as the record gives it."""

    where: str  # "story 1, point 2"
    article: Mapping[str, Any]
    text: str
    start: int
    end: int


def load(path: str) -> dict[str, Any]:
    """The record in the file at `path`; raises UsageError when it is none."""
    try:
        record = json.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is no briefing record: {error}; name the .json file of a briefing") from error
    if not isinstance(record, dict) or not isinstance(record.get("stories"), list):
        raise UsageError(f"{path} is no briefing record: it has no stories; name the .json file of a briefing")
    return record


def verify(record: Mapping[str, Any], root: str = ".") -> Proof:
    """Proves every excerpt of `record`, reading its sources below `root`; raises Mismatch at the first that fails."""
    from digest.clean import CLEANER

    sources = Sources(root)
    offsets = record.get("made_by", {}).get("cleaner") == CLEANER
    excerpts = 0
    try:
        for number, story in enumerate(record["stories"], 1):
            for article in story["articles"]:
                sources.check(article, f"story {number}")
            for claim in claims(story, number):
                _prove(claim, sources, offsets=offsets)
                excerpts += 1
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"the record is damaged: {type(error).__name__}: {error}") from error
    return Proof(excerpts, len(sources.seen), offsets)


def claims(story: Mapping[str, Any], number: int) -> Iterator[Claim]:
    """Every excerpt that one story of a record holds."""
    articles = {article["id"]: article for article in story["articles"]}

    def claim(where: str, held: Mapping[str, Any], text: str) -> Claim:
        if held["article"] not in articles:
            raise Mismatch(
                f"story {number}, {where}: names an article {held['article']!r} that the story does not have"
            )
        return Claim(f"story {number}, {where}", articles[held["article"]], text, held["start"], held["end"])

    for n, point in enumerate(story["points"], 1):
        yield claim(f"point {n}", point, point["text"])
        for also in point["also"]:
            yield claim(f"point {n}, also said", also, also["text"])
    for n, difference in enumerate(story["differences"], 1):
        for value in difference["values"]:
            yield claim(f"difference {n}", value, value["value"])
    for what in ("only_in", "timeline"):
        for n, held in enumerate(story[what], 1):
            yield claim(f"{what} {n}", held, held["text"])


class Sources:
    """The sources of a record, each read and cleaned once."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.seen: dict[tuple[str, str | None], RawArticle] = {}
        self._files: dict[str, dict[str | None, RawArticle]] = {}
        self._texts: dict[tuple[str, str | None], str] = {}
        self._cleaned: dict[tuple[str, str | None], str] = {}

    def check(self, article: Mapping[str, Any], where: str) -> RawArticle:
        """The raw article that `article` names, if its bytes are those the record was made from."""
        from digest.clean.article import whole_of

        key = (article["origin"], article["member"])
        if key not in self.seen:
            raw = self._file(article["origin"], where).get(whole_of(article["member"]))
            if raw is None:
                raise Mismatch(f"{place(article)}: it is not there any more ({where})")
            found = hashlib.sha256(raw.data).hexdigest()
            if found != article["sha256"]:
                raise Mismatch(
                    f"{place(article)}: its bytes have changed ({where}): "
                    f"sha256 {found[:12]}…, the record has {article['sha256'][:12]}…"
                )
            self.seen[key] = raw
        return self.seen[key]

    def words(self, article: Mapping[str, Any], where: str) -> str:
        """The decoded source, folded."""
        from digest.clean.source_text import source_text

        key = (article["origin"], article["member"])
        if key not in self._texts:
            self._texts[key] = source_text(self.check(article, where))
        return self._texts[key]

    def cleaned(self, article: Mapping[str, Any], where: str) -> str:
        """The text of the article as this version's cleaner reads it."""
        from digest.clean import clean

        key = (article["origin"], article["member"])
        if key not in self._cleaned:
            articles = clean(self.check(article, where)).articles
            self._cleaned[key] = next((a.text for a in articles if a.member == article["member"]), "")
        return self._cleaned[key]

    def _file(self, origin: str, where: str) -> dict[str | None, RawArticle]:
        if origin not in self._files:
            from digest.collect import files
            from digest.collect.remote import is_remote

            path = origin if is_remote(origin) else os.path.join(self.root, origin)
            if not is_remote(origin) and not os.path.isfile(path):
                raise Mismatch(
                    f"{origin}: there is no such file ({where}); --root names the folder that origins start from"
                )
            found = list(files([path]))
            failed = [item.reason for item in found if isinstance(item, Problem) and item.kind == "failed"]
            if is_remote(origin) and failed and len(failed) == len(found):  # the store does not answer, perhaps
                raise Mismatch(f"{origin}: {failed[0]} ({where})")
            self._files[origin] = {raw.member: raw for raw in found if isinstance(raw, RawArticle)}
        return self._files[origin]


def place(article: Mapping[str, Any]) -> str:
    """Where an article stands, in words."""
    return f"{article['origin']}, {article['member']}" if article["member"] else str(article["origin"])


def _prove(claim: Claim, sources: Sources, *, offsets: bool) -> None:
    from digest.clean.source_text import folded

    words = folded(claim.text)
    if not words or words not in sources.words(claim.article, claim.where):
        raise Mismatch(f"{place(claim.article)}: {claim.where} is not in it: {claim.text[:80]!r}")
    if offsets and sources.cleaned(claim.article, claim.where)[claim.start : claim.end] != claim.text:
        raise Mismatch(
            f"{place(claim.article)}: {claim.where} does not stand at characters {claim.start} to {claim.end}"
        )
