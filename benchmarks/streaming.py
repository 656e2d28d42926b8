"""Stories told day by day against stories grouped all at once, on labelled news.

python benchmarks/streaming.py FILE.jsonl[.gz]...          one article a line: id, story, title, text, published, source, url
python benchmarks/streaming.py --late 20 FILE...           one article in twenty arrives four days late, one in twenty has no date

Each day's articles are grouped as an edition does it (`digest.edition`): with those of the days within reach, or of the longer
background where they are few; running stories keep their ids, and what merges is followed. An article belongs to the story it was
in last.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from digest.edition import background, reach
from digest.group import group
from digest.group.running import follow
from digest.model import Article, day_of
from digest.pipeline import read

LATE = timedelta(days=4)


def scores(truth: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float]:
    """BCubed F1 and pair F1, in percent; what was not grouped is alone."""
    label = {item: found.get(item, f"alone {item}") for item in truth}
    gold, ours = Counter(truth.values()), Counter(label.values())
    both = Counter((truth[item], label[item]) for item in truth)
    precision = sum(n * n / ours[group] for (_, group), n in both.items()) / len(truth)
    recall = sum(n * n / gold[story] for (story, _), n in both.items()) / len(truth)
    pairs = [sum(n * (n - 1) for n in counts.values()) for counts in (both, ours, gold)]
    return 200 * precision * recall / (precision + recall), 200 * pairs[0] / max(pairs[1] + pairs[2], 1)


def at_once(articles: Sequence[Article]) -> dict[str, str]:
    """The story of each article when all are grouped together."""
    return {article.id: story.id for story in group(articles) for article in story.articles}


def day_by_day(articles: Sequence[Article], arrived: Mapping[str, date]) -> tuple[dict[str, str], int, int]:
    """The story of each article when they come in the order of their arrival; and how many merges and splits were recorded."""
    story_of: dict[str, str] = {}
    first_seen: dict[str, date] = {}
    now: dict[str, str] = {}  # a merged story's id, and that of the story it is now
    merges = parts = 0
    since: datetime | None = None
    for day in sorted(set(arrived.values())):
        until = datetime.combine(day, time.max, UTC)
        seen = [article for article in articles if arrived[article.id] <= day]
        window = _after(seen, arrived, reach(since, until))
        longer = background(since, until, len(window))
        found = group(window if longer is None else _after(seen, arrived, longer))
        for story, named in zip(found, follow(found, story_of.get, first_seen.get), strict=True):
            first_seen.setdefault(named.id, day)
            now.update(dict.fromkeys(named.merged, named.id))
            now.pop(named.id, None)
            merges, parts = merges + len(named.merged), parts + len(named.parted_from)
            story_of.update({article.id: named.id for article in story.articles})
        since = until
    return {article: _latest(id_, now) for article, id_ in story_of.items()}, merges, parts


def _after(articles: Sequence[Article], arrived: Mapping[str, date], since: datetime) -> list[Article]:
    return [one for one in articles if datetime.combine(arrived[one.id], time(12), UTC) > since]


def _latest(id_: str, now: Mapping[str, str]) -> str:
    while id_ in now:
        id_ = now[id_]
    return id_


def disturbed(articles: Sequence[Article], one_in: int) -> tuple[list[Article], dict[str, date]]:
    """The articles and the days they arrive, all on their own day but for one in so many, and one in so many without its date."""
    changed, arrived = [], {}
    for article in articles:
        day = day_of(article.published) if article.published else date(1970, 1, 1)
        draw = zlib.crc32(article.id.encode()) % one_in if one_in else -1
        arrived[article.id] = day + LATE if draw == 0 else day
        changed.append(replace(article, published=None, published_from=None) if draw == 1 else article)
    return changed, arrived


def measure(path: Path, late: int = 0, first: int | None = None) -> dict[str, float]:
    """BCubed and pair F1 of one file's articles (the `first` so many by date), all at once and day by day."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in data.decode("utf-8").splitlines()]
    rows = sorted(rows, key=lambda row: (row.get("published") or "", row["id"]))[:first]
    truth = {row["id"]: row["story"] for row in rows}
    with tempfile.TemporaryDirectory() as folder:
        lines = [json.dumps({key: value for key, value in row.items() if key != "story"}) for row in rows]
        (Path(folder) / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
        articles = read(folder).articles
    articles, arrived = disturbed(articles, late)
    batch = scores(truth, at_once(articles))
    found, merges, parts = day_by_day(articles, arrived)
    stream = scores(truth, found)
    return {
        "batch_b3": batch[0], "batch_pair": batch[1], "stream_b3": stream[0], "stream_pair": stream[1],
        "merges": merges, "splits": parts,
    }  # fmt: skip


def main() -> None:
    """Measures each file and prints a line for it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--late", type=int, default=0, metavar="N", help="disturb one article in N")
    given = parser.parse_args()
    for path in given.files:
        row = measure(path, given.late)
        print(path.name.split(".")[0], "  ".join(f"{key}={value:.1f}" for key, value in row.items()), flush=True)


if __name__ == "__main__":
    main()
