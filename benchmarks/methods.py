#!/usr/bin/env python3
"""The table of docs/methods.md: every summary method on labelled stories, scored in one run.

    python benchmarks/methods.py SUMMARIES [--every 4] [--methods coverage,lexrank]

SUMMARIES is a folder of `*.jsonl.gz`, each line a story: `words` (how many are asked for), `refs` (people's summaries) and `docs`
(articles as `digest` reads them). Of a set of more than 100 stories every fourth is taken. Needs `pip install rouge-score`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import digest
from digest.summarize import METHODS

MANY = 100  # stories of a set from which not all are taken


def stories(path: Path, every: int) -> list[dict[str, Any]]:
    """The stories of one set, each with its articles read."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    rows = rows[::every] if len(rows) > MANY else rows
    with tempfile.TemporaryDirectory() as folder:
        for row in rows:
            source = Path(folder, "story.jsonl")
            source.write_text(
                "".join(json.dumps(doc, ensure_ascii=False) + "\n" for doc in row["docs"]), encoding="utf-8"
            )
            row["articles"] = digest.read(source).articles
    return rows


def cut(sentences: Sequence[str], words: int) -> str:
    """The first `words` words, one sentence a line."""
    lines, left = [], words
    for sentence in sentences:
        lines.append(" ".join(sentence.split()[:left]))
        left -= len(sentence.split())
        if left <= 0:
            break
    return "\n".join(lines)


def repeated(text: str) -> float:
    """The share of runs of three words that stand in the text before, in percent."""
    words = re.findall(r"\w+", text.lower())
    runs = list(zip(words, words[1:], words[2:], strict=False))
    return 100 * (1 - len(set(runs)) / len(runs)) if runs else 0.0


def scores(rows: Sequence[dict[str, Any]], method: str) -> tuple[float, float, float, float]:
    """ROUGE-1 and ROUGE-2 F, repeated runs (all in percent), and CPU milliseconds a story."""
    from rouge_score import rouge_scorer

    scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2"], use_stemmer=True)
    one = two = again = spent = 0.0
    for row in rows:
        started = time.process_time()
        excerpts = digest.summarize(row["articles"], words=row["words"], method=method)
        spent += time.process_time() - started
        text = cut([e.text for e in excerpts], row["words"])
        found = [scorer.score(reference, text) for reference in row["refs"]]
        one += sum(f["rouge1"].fmeasure for f in found) / len(found)
        two += sum(f["rouge2"].fmeasure for f in found) / len(found)
        again += repeated(text)
    n = len(rows)
    return 100 * one / n, 100 * two / n, again / n, 1000 * spent / n


def lines(sets: Sequence[Sequence[dict[str, Any]]], methods: Sequence[str]) -> Iterator[str]:
    """The table's rows in Markdown, a method each."""
    for method in methods:
        digest.summarize(sets[0][0]["articles"], words=30, method=method)  # so that no import is measured
        found = [scores(rows, method) for rows in sets]
        rouge = " | ".join(f"{one:.1f} / {two:.1f}" for one, two, _, _ in found)
        again = " / ".join(f"{again:.1f}" for _, _, again, _ in found)
        yield f"| `{method}` | {rouge} | {again} | {' / '.join(f'{spent:.0f}' for *_, spent in found)} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("summaries", type=Path)
    parser.add_argument("--every", type=int, default=4)
    parser.add_argument("--methods", default=",".join(METHODS))
    options = parser.parse_args()
    paths = sorted(options.summaries.glob("*.jsonl.gz"))
    sets = [stories(path, options.every) for path in paths]
    print("| method |", " | ".join(p.name.split(".")[0] for p in paths), "| repeated trigrams, % | CPU ms a story |")
    for line in lines(sets, options.methods.split(",")):
        print(line, flush=True)


if __name__ == "__main__":
    main()
