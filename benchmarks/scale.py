"""Many articles to a briefing, on every engine: how fast, how large, and whether the stories stay as good.

python benchmarks/scale.py --work FOLDER                     the whole table; what is done already is not done again
python benchmarks/scale.py --work FOLDER --sizes 1000,2000   smaller
python benchmarks/scale.py --work FOLDER --table             only print the table of what was measured
python benchmarks/scale.py --work FOLDER --into docs/scale.md      and put it there

Each line is a run of its own in a fresh process, from the files on disk to the pages of a briefing. "dask" is a scheduler and two
workers that are reached over TCP. The bare pass reads the same bytes in one process and finds the words in them, and does nothing
else. BCubed (Bagga and Baldwin 1998) compares the stories with the events that the generator made the articles of.

Needs some 2 GB on the disk, and on two cores about an hour.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import generator

SIZES = (12_500, 25_000, 50_000, 100_000)
PAGES = 10_000
ENGINES = ("local", "processes", "dask")
WORKERS = 2
NOW = "2026-03-07T06:00:00Z"
BEGIN, END = "<!-- table: benchmarks/scale.py -->", "<!-- end of table -->"
HEADER = (
    "| articles | engine | seconds | reading | grouping | articles/s | largest process, MB | × the half | × a bare pass "
    "| × `local` | reading × `local` | BCubed P / R / F1 |"
)
GOALS = {"seconds": 600.0, "megabytes": 1500.0, "doubling": 2.2, "workers": 1.6, "bcubed": 1.0}


def main() -> None:
    """Measures what is not measured yet, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="a folder for articles and results")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of plain-text articles")
    parser.add_argument("--pages", type=int, default=PAGES, help="number of web pages; 0: none")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--days", type=int, default=4, help="the days that the news of every size is from")
    parser.add_argument("--into", type=Path, help="a document whose table is replaced, such as docs/scale.md")
    parser.add_argument("--table", action="store_true", help="measure nothing")
    parser.add_argument("--one", nargs=4, metavar=("ENGINE", "ARTICLES", "SCHEDULER", "RESULT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is ended
    if given.one:
        one_run(*given.one)
        return
    sets = [("text", int(size)) for size in given.sizes.split(",") if size] + [("html", given.pages)] * bool(
        given.pages
    )
    engines = given.engines.split(",")
    results = given.work / "results"
    results.mkdir(parents=True, exist_ok=True)
    if not given.table:
        for form, size in sets:
            measure(given.work, results, form, size, engines, given.days)
    table = as_markdown(results, sets, engines)
    (given.work / "scale.md").write_text(table, encoding="utf-8")
    if given.into:
        before, _, rest = given.into.read_text("utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        given.into.write_text(f"{before}{BEGIN}\n\n{table}\n{END}{after}", encoding="utf-8")
    print(table)


def measure(work: Path, results: Path, form: str, size: int, engines: Sequence[str], days: int) -> None:
    """Every run over one set that was not made yet."""
    folder = work / f"{form}-{size}"
    generator.make(folder, size, form=form, days=days)
    bare = results / f"bare-{form}-{size}.json"
    if not bare.is_file():
        say(f"{form} {size:,}: bare pass")
        bare_pass(folder)  # once, so that the files are in the system's memory for all alike
        write(bare, {"seconds": bare_pass(folder)})
    for engine in engines:
        result = results / f"{engine}-{form}-{size}.json"
        if result.is_file():
            continue
        say(f"{form} {size:,}: {engine}")
        with workers(engine) as (scheduler, processes):
            measured = run(engine, folder, scheduler, result.with_suffix(".half"))
            sizes = [peak(process.pid) for process in processes]
            measured["megabytes"] = max([measured["megabytes"], *sizes])
            measured["quality"] = bcubed(folder, measured.pop("stories"))
            write(result, measured)


def run(engine: str, folder: Path, scheduler: str, result: Path) -> dict[str, Any]:
    """The figures of one run in a fresh process."""
    command = [sys.executable, __file__, "--work", str(folder.parent)]
    subprocess.run([*command, "--one", engine, str(folder), scheduler or "-", str(result)], check=True)
    measured: dict[str, Any] = json.loads(result.read_text("utf-8"))
    result.unlink()
    return measured


def one_run(engine: str, folder: str, scheduler: str, result: str) -> None:
    """What the fresh process does: the command's own code, timed by the progress it tells."""
    from datetime import datetime

    from digest import pipeline
    from digest.app import one_off

    out = Path(folder).parent / f"output-{engine}"
    out.mkdir(exist_ok=True)
    config = out / "digest.toml"
    lines = ["[engine]", f'kind = "{engine}"', f"workers = {WORKERS}"]
    config.write_text("\n".join([*lines, *([f'scheduler = "{scheduler}"'] if scheduler != "-" else [])]) + "\n")
    begun = {"": time.perf_counter()}
    stories: list[list[str]] = []
    group = pipeline.grouped

    def watch(stage: str, *_: object) -> None:
        begun.setdefault(stage.partition(":")[0], time.perf_counter())

    def kept(articles: Any, *options: Any) -> Any:
        found = group(articles, *options)
        stories.extend([article.origin for article in story.articles] for story in found.plain)
        return found

    pipeline.grouped = kept  # type: ignore[assignment]
    made = one_off(
        [str(Path(folder) / "articles")],
        output=str(out),
        formats=("html", "text", "json"),
        now=datetime.fromisoformat(NOW),
        config=str(config),
        progress=watch,
    )
    ended = time.perf_counter()
    own, children = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    write(
        Path(result),
        {
            "articles": len(made.reading.articles),
            "problems": len(made.reading.problems),
            "seconds": ended - begun[""],
            "reading": begun["grouping"] - begun[""],
            "grouping": begun.get("summarizing", ended) - begun["grouping"],
            "megabytes": max(own, children),
            "stories": stories,
        },
    )


def bare_pass(folder: Path) -> float:
    """Seconds to read every file and find its words."""
    begun = time.perf_counter()
    words = 0
    for path in sorted((folder / "articles").rglob("*.*")):
        words += len(re.findall(r"\w+", path.read_text("utf-8").lower()))
    return time.perf_counter() - begun


def bcubed(folder: Path, stories: Sequence[Sequence[str]]) -> dict[str, float]:
    """Precision, recall and F1 of the stories, in percent; each article is in one story."""
    with (folder / "truth.jsonl").open(encoding="utf-8") as lines:
        known = [json.loads(line) for line in lines]
    event = {one["file"]: one["event"] for one in known}
    size = Counter(event.values())
    precision = recall = 0.0
    for story in stories:
        events = Counter(event[origin.rpartition("/articles/")[2]] for origin in story)
        precision += sum(held * held / len(story) for held in events.values())
        recall += sum(held * held / size[which] for which, held in events.items())
    precision, recall = precision / len(known), recall / len(known)
    return {
        "precision": 100 * precision,
        "recall": 100 * recall,
        "f1": 200 * precision * recall / (precision + recall) if precision + recall else 0.0,
    }


@contextmanager
def workers(engine: str) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler with two workers, where the engine is one that needs it, and their processes."""
    if engine != "dask":
        yield "", []
        return
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "dask"]
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "1.5GB"]
    scheduler = ["scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--idle-timeout", "1800"]
    started = [subprocess.Popen([*dask, *scheduler], env=os.environ.copy(), **quiet)]  # type: ignore[call-overload]
    try:
        hands = [subprocess.Popen([*dask, "worker", address, *options], **quiet) for _ in range(WORKERS)]  # type: ignore[call-overload]
        started += hands
        wait_for(address)
        yield address, started
    finally:
        for process in started:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port that nobody listens on, were it a scheduler that a killed run has left behind."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(address: str) -> None:
    """Until all workers are there."""
    import distributed

    end = time.monotonic() + 60
    while True:
        try:
            with distributed.Client(address, timeout=5) as client:  # type: ignore[no-untyped-call]
                client.wait_for_workers(WORKERS, timeout=60)
                return
        except OSError:
            if time.monotonic() > end:
                raise


def peak(process: int) -> float:
    """The most memory that a living process ever had, in MB."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    return float(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024


def as_markdown(results: Path, sets: Sequence[tuple[str, int]], engines: Sequence[str]) -> str:
    """The table, and below it how the goals stand."""
    lines = [
        f"Measured on {os.cpu_count()} cores; engines other than `local` with {WORKERS} workers.",
        "",
        HEADER,
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|",
    ]
    known = {(form, size, engine): load(results, engine, form, size) for form, size in sets for engine in engines}
    for (form, size, engine), found in known.items():
        if found is None:
            continue
        bare = json.loads((results / f"bare-{form}-{size}.json").read_text("utf-8"))["seconds"]
        half, home = known.get((form, size // 2, engine)), known.get((form, size, "local"))
        quality = found["quality"]
        cells = [
            f"{size:,} {'pages' if form == 'html' else 'texts'}",
            engine,
            f"{found['seconds']:.0f}",
            f"{found['reading']:.0f}",
            f"{found['grouping']:.0f}",
            f"{found['articles'] / found['seconds']:.0f}",
            f"{found['megabytes']:.0f}",
            f"{found['seconds'] / half['seconds']:.2f}" if half else "",
            f"{found['seconds'] / bare:.0f}",
            f"{home['seconds'] / found['seconds']:.2f}" if home else "",
            f"{home['reading'] / found['reading']:.2f}" if home else "",
            f"{quality['precision']:.1f} / {quality['recall']:.1f} / {quality['f1']:.1f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", *verdicts(known)]) + "\n"


def verdicts(known: dict[tuple[str, int, str], dict[str, Any] | None]) -> Iterator[str]:
    """A line for each goal that can be judged."""
    texts = {(size, engine): found for (form, size, engine), found in known.items() if form == "text" and found}
    for (size, engine), found in texts.items():
        half = texts.get((size // 2, engine))
        if half:
            yield judged(
                f"{engine}: {size:,} / {size // 2:,}", found["seconds"] / half["seconds"], GOALS["doubling"], "at most"
            )
    sizes = sorted({size for size, _ in texts})
    for engine in sorted({engine for _, engine in texts}):
        largest, smallest = texts.get((sizes[-1], engine)), texts.get((sizes[0], engine))
        if not largest or not smallest:
            continue
        if sizes[-1] == SIZES[-1]:
            yield judged(f"{engine}: seconds for {SIZES[-1]:,}", largest["seconds"], GOALS["seconds"], "at most")
            yield judged(f"{engine}: MB for {SIZES[-1]:,}", largest["megabytes"], GOALS["megabytes"], "at most")
        change = abs(largest["quality"]["f1"] - smallest["quality"]["f1"])
        yield judged(f"{engine}: BCubed F1, {sizes[0]:,} against {sizes[-1]:,}", change, GOALS["bcubed"], "at most")
        home = texts.get((sizes[-1], "local"))
        if home and engine != "local":
            for what in ("seconds", "reading"):
                yield judged(
                    f"{engine}: {what}, {WORKERS} against 1", home[what] / largest[what], GOALS["workers"], "at least"
                )


def judged(what: str, found: float, goal: float, how: str) -> str:
    """One goal, and whether it is reached."""
    reached = found <= goal if how == "at most" else found >= goal
    return f"- {what}: {found:.2f} ({how} {goal:g}: {'reached' if reached else 'MISSED'})"


def load(results: Path, engine: str, form: str, size: int) -> dict[str, Any] | None:
    """The figures of one run; None where it was not made."""
    path = results / f"{engine}-{form}-{size}.json"
    found: dict[str, Any] | None = json.loads(path.read_text("utf-8")) if path.is_file() else None
    return found if found and "quality" in found else None


def write(path: Path, value: object) -> None:
    """A JSON file, in one step."""
    half = path.with_suffix(".new")
    half.write_text(json.dumps(value), encoding="utf-8")
    half.rename(path)


def say(line: str) -> None:
    """Progress for whoever watches."""
    print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
