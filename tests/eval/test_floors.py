"""Quality floors on labelled news: what was reached once is kept.

The sets stand beside the project (../shared/bench); each is named by its hash, so that a changed set is noticed. A floor is a
little below the measured score, as far as a change of a library's version may move it. Raise it when the score rises; lower it
only with the reason in docs/decisions.md.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import itertools
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCH = Path(__file__).parents[3] / "shared" / "bench"
pytestmark = [
    pytest.mark.eval,
    pytest.mark.skipif(not BENCH.is_dir(), reason="the labelled sets are not beside the project (../shared/bench)"),
]

CORPUS = {
    "pages/scrapinghub": "5f10daf08547ae5b",
    "pages/wcxb": "e93058cf1c475536",
    "pages/zh": "952bbbf5381b4b35",
    "stories/allsides": "ff7f50095fc2a4ea",
    "stories/ecbplus": "55ab6b19da474fd2",
    "stories/scoop": "1572fb430a49aec2",
    "stories/uci": "f65c2a9080dcec95",
    "summaries/allsides": "27ce784039992c30",
    "summaries/multiling2011": "47cbed17d4a348ce",
}
CEILINGS = frozenset({"not_verbatim", "over_budget", "repeated"})
FLOORS: dict[tuple[str, str], dict[str, float]] = {
    ("stories", "allsides"): {"b3_f1": 96.2, "pair_f1": 89.6},
    ("stories", "ecbplus"): {"b3_f1": 96.4, "pair_f1": 95.9},
    ("stories", "scoop"): {"b3_f1": 99.3, "pair_f1": 98.1},
    ("stories", "uci"): {"b3_f1": 87.4, "pair_f1": 86.8},
    ("summaries", "allsides"): {"rouge1": 39.7, "rouge2": 16.1, "repeated": 0.6, "not_verbatim": 0, "over_budget": 3},
    ("summaries", "multiling2011"): {
        "rouge1": 50.5,
        "rouge2": 22.9,
        "repeated": 2.5,
        "not_verbatim": 0,
        "over_budget": 0,
    },
    ("pages", "scrapinghub html"): {"f1": 97.6},
    ("pages", "scrapinghub txt"): {"f1": 95.0},
    ("pages", "wcxb html"): {"f1": 95.9, "title_exact": 89.0, "date_right": 92.0, "date_right_when_given": 97.2},
    ("pages", "wcxb txt"): {"f1": 94.9, "title_exact": 82.5},
    ("pages", "zh html"): {"f1": 95.1, "date_right": 75.5, "date_right_when_given": 91.0},
    ("pages", "zh txt"): {"f1": 96.2},
}


def bench(path: Path = BENCH / "bench.py") -> ModuleType:
    """The measuring program that comes with the sets, or another one."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def named(row: dict[str, Any]) -> tuple[str, str]:
    """A row's set, and for pages the kind of file too."""
    return row["bench"], f"{row['set']} {row['kind']}" if "kind" in row else row["set"]


@pytest.fixture(scope="module")
def rows() -> dict[tuple[str, str], dict[str, Any]]:
    """Every score of the default setting, measured once."""
    module = bench()
    module.warm_up()
    measured: Iterator[dict[str, Any]] = itertools.chain.from_iterable(
        run(BENCH, peers=False) for run in module.BENCHES.values()
    )
    return {named(row): row for row in measured}


@pytest.mark.parametrize(
    "path", sorted(BENCH.glob("*/*.jsonl.gz")), ids=lambda path: f"{path.parent.name}-{path.name.split('.')[0]}"
)
def test_the_set_is_the_one_that_was_measured(path: Path) -> None:
    """A floor means something only on the rows that it was measured on."""
    with gzip.open(path) as file:
        found = hashlib.sha256(file.read()).hexdigest()[:16]
    assert CORPUS[f"{path.parent.name}/{path.name.split('.')[0]}"] == found


@pytest.mark.parametrize("name", list(FLOORS), ids=" ".join)
def test_scores_stay_above_their_floors(name: tuple[str, str], rows: dict[tuple[str, str], dict[str, Any]]) -> None:
    """No score falls below its floor, and none that should be small rises above its ceiling."""
    row = rows[name]
    for score, floor in FLOORS[name].items():
        if score in CEILINGS:
            assert row[score] <= floor, f"{score} is {row[score]:.1f}, the ceiling is {floor:.1f}"
        else:
            assert row[score] >= floor, f"{score} is {row[score]:.1f}, the floor is {floor:.1f}"


@pytest.mark.parametrize(("name", "first"), [("allsides", 400), ("uci", None)])
def test_day_by_day_is_as_good_as_all_at_once(name: str, first: int | None) -> None:
    """Articles that come day by day end in stories within half a point of grouping them together."""
    streaming = bench(Path(__file__).parents[2] / "benchmarks" / "streaming.py")
    row = streaming.measure(BENCH / "stories" / f"{name}.jsonl.gz", first=first)
    assert row["stream_b3"] >= row["batch_b3"] - 0.5
    assert row["stream_pair"] >= row["batch_pair"] - 0.5
