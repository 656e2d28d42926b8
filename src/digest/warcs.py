"""WARC files in bulk: read as streams, cleaned by the engine, and kept with the place where reading goes on.

    file, mark -> records -> cleaned -> some hundred at a time: articles and mark, both or neither

In a project the store keeps both in one transaction, and several collectors share the files. Without one, articles are written to a
file of JSON Lines, whose length is part of the mark: what was written behind it is cut off before reading goes on.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from digest.collect.local import Found
from digest.collect.warc import Mark, Step, listed, mark_of, plain_mark, steps, tallied
from digest.engine import Mapper
from digest.errors import OutputError, UsageError
from digest.ledger import Arrival
from digest.model import Article, Cleaned, Problem, RawArticle
from digest.pipeline import Progress, cleaned
from digest.store import Store, this_process

TOGETHER = 300  # records between two marks that are kept
LEASE = timedelta(minutes=10)
KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Tally:
    """What reading files came to; the counts are of the files' whole length, also where they were read in several goes."""

    files: int = 0  # read to their end
    left: int = 0  # being read by others
    counts: Mapping[str, int] = field(default_factory=dict)  # "read", "kept", and why others were dropped
    problems: tuple[Problem, ...] = ()  # of this go: files and records that failed


@dataclass(frozen=True, slots=True)
class _Outcome:
    """Some records of a file, and the mark behind them."""

    articles: tuple[tuple[RawArticle, Article], ...]
    problems: tuple[Problem, ...]
    mark: Mark


def into_store(
    store: Store,
    paths: Sequence[str],
    mapped: Mapper,
    *,
    source: str = "warc",
    progress: Progress,
    clock: Callable[[], datetime],
) -> Tally:
    """Takes the pages of WARC files into the store; several processes may do so at once, each file is read by one."""
    found, problems = _files(paths)
    by_place = {os.path.abspath(one.path): one for one in found}
    owner = this_process()
    store.offer(by_place)
    while taken := store.claim_reading(owner, clock(), LEASE, sorted(by_place)):
        place, plain = taken
        try:
            for outcome in _outcomes(by_place[place], mark_of(plain), mapped):
                arrivals = [Arrival(raw, article, _identity(raw, article)) for raw, article in outcome.articles]
                mark = plain_mark(outcome.mark)
                store.note_reading(place, owner, mark, clock(), LEASE, arrivals, source=source)
                problems += [problem for problem in outcome.problems if problem.kind == "failed"]
                _tell(progress, store.readings(), by_place)
        except BaseException:
            store.give_back_reading(place, owner)
            raise
    return _tally(store.readings(), by_place, problems)


def into_lines(output: str, paths: Sequence[str], mapped: Mapper, *, progress: Progress) -> Tally:
    """Writes the articles of WARC files to `output`, a line each; beside it, OUTPUT.marks says where to go on."""
    found, problems = _files(paths)
    by_place = {os.path.abspath(one.path): one for one in found}
    lines = _Lines(Path(output))
    for place, one in sorted(by_place.items()):
        since = mark_of(lines.marks.get(place))
        if since.done:
            continue
        for outcome in _outcomes(one, since, mapped):
            lines.keep(place, outcome)
            problems += [problem for problem in outcome.problems if problem.kind == "failed"]
            _tell(progress, lines.marks, by_place)
    return _tally(lines.marks, by_place, problems)


class _Lines:
    """The written articles and the marks beside them. A mark counts once it has taken its name."""

    def __init__(self, path: Path) -> None:
        self._path, self._marks = path, path.with_name(path.name + ".marks")
        try:
            held: dict[str, Any] = {"size": 0, "files": {}}
            if self._marks.exists():
                held = json.loads(self._marks.read_text("utf-8"))
            self.marks: dict[str, Any] = held["files"]
            if path.exists() and path.stat().st_size < held["size"]:
                raise UsageError(f"{path} is shorter than {self._marks} says: remove both, and begin anew")
            if path.exists() and not self._marks.exists() and path.stat().st_size:
                raise UsageError(f"{path} is there already, and was not written by this command: name another --output")
            with path.open("ab") as file:
                file.truncate(held["size"])
            self._size = int(held["size"])
        except (OSError, ValueError, KeyError) as error:
            raise OutputError(f"{path} cannot be gone on with: {error}") from error

    def keep(self, place: str, outcome: _Outcome) -> None:
        """Some more articles, and how far their file was read."""
        data = b"".join(_line(raw, article) for raw, article in outcome.articles)
        try:
            with self._path.open("ab") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            self._size += len(data)
            self.marks[place] = plain_mark(outcome.mark)
            half = self._marks.with_name(self._marks.name + ".new")
            with half.open("w", encoding="utf-8") as file_:
                json.dump({"size": self._size, "files": self.marks}, file_, sort_keys=True)
                file_.flush()
                os.fsync(file_.fileno())
            half.replace(self._marks)
        except OSError as error:
            raise OutputError(f"{self._path} cannot be written: {(error.strerror or str(error)).lower()}") from error


def _files(paths: Sequence[str]) -> tuple[list[Found], list[Problem]]:
    found = list(listed(paths))
    files = [one for one in found if isinstance(one, Found)]
    if not files:
        problem = next((one.reason for one in found if isinstance(one, Problem)), "no .warc or .warc.gz there")
        raise UsageError(f"no WARC file to read: {problem}")
    return files, [one for one in found if isinstance(one, Problem)]


def _outcomes(found: Found, since: Mark, mapped: Mapper) -> Iterator[_Outcome]:
    """The cleaned records of a file, TOGETHER at a time, each time with the mark behind them."""
    under_way: deque[Step] = deque()

    def items() -> Iterator[RawArticle | Problem]:
        for step in steps(found, since):
            under_way.append(step)
            if step.item is not None:
                yield step.item

    counts, records = dict(since.counts), 0
    articles: list[tuple[RawArticle, Article]] = []
    problems: list[Problem] = []
    for result in mapped(cleaned, items(), lost=_lost):
        step = under_way.popleft()
        counts = tallied(counts, ["read", *_what(result)])
        if isinstance(step.item, RawArticle):
            articles += [(step.item, article) for article in result.articles]
        problems += result.problems
        records += 1
        if records >= TOGETHER:
            yield _Outcome(tuple(articles), tuple(problems), replace(step.mark, counts=counts))
            articles, problems, records = [], [], 0
            since = step.mark
    last = under_way.popleft().mark if under_way else since
    yield _Outcome(tuple(articles), tuple(problems), replace(last, done=True, counts=counts))


def _lost(item: RawArticle | Problem, why: str) -> Cleaned:
    return Cleaned(problems=(Problem(item.origin, why, item.member, "failed"),))


def _what(result: Cleaned) -> list[str]:
    """What became of a record, in words that many records share."""
    if result.articles:
        return [KEPT]
    return [
        problem.reason.partition(":")[0] if problem.kind == "failed" else problem.reason for problem in result.problems
    ]


def _identity(raw: RawArticle, article: Article) -> str:
    """A page is its address: another text at the same address corrects the first."""
    return f"{article.url or raw.url or raw.origin}{'' if raw.url else '#' + (raw.member or '')}"


def _line(raw: RawArticle, article: Article) -> bytes:
    published = article.published.isoformat() if article.published else None
    keys = {
        "id": f"{Path(raw.origin).name}-{(article.member or '').replace('record ', '').replace(', part ', '-')}",
        "title": article.title,
        "text": article.text,
        "source": article.source,
        "url": article.url or raw.url,
        "published": published,
        "authors": list(article.authors),
        "language": article.language,
    }
    return json.dumps({key: value for key, value in keys.items() if value}, ensure_ascii=False).encode() + b"\n"


def _tell(progress: Progress, marks: Mapping[str, Mapping[str, Any]], ours: Mapping[str, Found]) -> None:
    """How many bytes of the files are behind us; the name of the stage counts the records."""
    done, total, counts = 0, 0, dict[str, int]()
    for place, one in ours.items():
        mark = mark_of(marks.get(place))
        size = os.path.getsize(one.path) if os.path.exists(one.path) else 0
        total += size
        done += size if mark.done else min(size, mark.offset)
        for what in ("read", KEPT):
            counts[what] = counts.get(what, 0) + mark.counts.get(what, 0)
    read, kept = counts["read"], counts[KEPT]
    progress(f"reading: {read:,} records, {kept:,} kept, {read - kept:,} dropped", done, total)


def _tally(marks: Mapping[str, Mapping[str, Any]], ours: Mapping[str, Found], problems: Sequence[Problem]) -> Tally:
    read = [mark_of(marks.get(place)) for place in ours]
    counts: dict[str, int] = {}
    for mark in read:
        for what, number in mark.counts.items():
            counts[what] = counts.get(what, 0) + number
    done = sum(mark.done for mark in read)
    return Tally(done, len(read) - done, dict(sorted(counts.items())), tuple(problems))


def now() -> datetime:
    """The clock."""
    return datetime.now(UTC)
