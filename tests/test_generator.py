"""The generator of test articles: the same for the same seed, frequencies as in real text, and a truth that holds."""

from __future__ import annotations

import importlib.util
import json
import math
import re
import sys
from collections import Counter
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest

import digest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    """The benchmark's module, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("generator", BENCHMARKS / "generator.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["generator"] = module
    spec.loader.exec_module(module)
    return module


def test_a_seed_gives_the_same_articles(generator: ModuleType) -> None:
    """Two streams of one seed are equal, however many are asked for; another seed gives others."""
    first = list(generator.articles(60, seed=5))
    assert list(islice(generator.articles(10_000_000, seed=5), 60)) == first  # a stream: no more is made than is drawn
    assert [made.text for made in generator.articles(60, seed=6)] != [made.text for made in first]
    assert len({made.id for made in first}) == 60


def test_words_follow_the_law_of_frequencies(generator: ModuleType) -> None:
    """Frequency falls with rank nearly as 1/rank over three decades, and new words keep coming."""
    counts: Counter[str] = Counter()
    seen = []
    for number, made in enumerate(generator.articles(1500)):
        counts.update(re.findall(r"\w+", made.text.lower()))
        if number % 500 == 499:
            seen.append(len(counts))
    by_rank = [count for _, count in counts.most_common()]
    slope = math.log(by_rank[4999] / by_rank[49]) / math.log(5000 / 50)
    assert -1.4 < slope < -0.7
    assert seen[2] - seen[1] > 0.4 * (seen[1] - seen[0]) > 0


def test_the_truth_holds(generator: ModuleType) -> None:
    """A reprint says what its report says; an event's articles share its names; kinds come in sensible shares."""
    made = list(generator.articles(800))
    originals = {one.id: one for one in made if one.kind != "reprint"}
    reprints = [one for one in made if one.kind == "reprint"]
    assert 0.05 < len(reprints) / len(made) < 0.25
    assert sum(one.kind == "update" for one in made) > 10
    for one in reprints:
        of = originals[one.report]
        assert of.paragraphs[: len(one.paragraphs)] == one.paragraphs
        assert (of.event, of.outlet != one.outlet) == (one.event, True)


@pytest.mark.parametrize("form", ["text", "jsonl", "html", "warc"])
def test_every_form_is_read_whole(generator: ModuleType, form: str, tmp_path: Path) -> None:
    """Each form gives every article back with its headline, its words and its day."""
    generator.make(tmp_path, 40, form=form)
    assert len((tmp_path / "truth.jsonl").read_text("utf-8").splitlines()) == 40
    assert json.loads((tmp_path / "made.json").read_text("utf-8"))["seed"] == generator.SEED
    there = {made.title: made for made in generator.articles(40)}
    reading = digest.read(tmp_path / "articles")
    found = [article for article in reading.articles if article.title in there]
    assert len(found) >= 38
    for article in found:
        assert article.language == "en"
        assert article.published is not None
        assert there[article.title].paragraphs[-1][-40:] in article.text or form == "text"
