"""Speed as ratios to references measured in the same run: absolute times say more about the machine than about the code.

python benchmarks/speed.py            every benchmark
python benchmarks/speed.py --json     the same as JSON
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

FEEDS = Path(__file__).parent.parent / "feeds"
SHARED = Path(__file__).parent.parent.parent / "shared"


def best_of(times: int, call: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds."""
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        call()
        spent.append(time.perf_counter() - begun)
    return min(spent)


def command(*arguments: str) -> Callable[[], object]:
    """A call that runs a fresh interpreter."""
    return lambda: subprocess.run([sys.executable, *arguments], capture_output=True, check=True)


def help_against_interpreter() -> float:
    """`digest --help` in units of a bare interpreter's start."""
    return best_of(9, command("-m", "digest", "--help")) / best_of(9, command("-c", "pass"))


def feeds_to_briefing() -> float:
    """Seconds for the whole command on the sample feeds."""
    with tempfile.TemporaryDirectory() as out:
        return best_of(3, command("-m", "digest", "run", str(FEEDS), "--output", out))


def seeds_to_briefing() -> float | None:
    """Seconds for the whole command on the two real scrapes, where they are beside the project."""
    if not (SHARED / "seeds").is_dir():
        return None
    with tempfile.TemporaryDirectory() as out:
        return best_of(
            3, command("-m", "digest", "run", str(SHARED / "seeds"), "--output", out, "--now", "2021-03-19T07:00:00Z")
        )


def articles_to_briefing() -> dict[str, float] | None:
    """The labelled full articles to a briefing: seconds, the largest memory, and the ratio to a bare tokenizing pass."""
    import gzip

    path = SHARED / "bench" / "stories" / "allsides.jsonl.gz"
    if not path.is_file():
        return None
    with tempfile.TemporaryDirectory() as folder:
        lines = gzip.decompress(path.read_bytes())
        (Path(folder) / "articles.jsonl").write_bytes(lines)
        texts = [json.loads(line).get("text", "") for line in lines.splitlines()]
        bare = best_of(3, lambda: [re.findall(r"\w+", text.lower()) for text in texts])
        run = command("-m", "digest", "run", folder, "--output", folder + "/out")
        seconds = best_of(1, run)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"seconds": seconds, "megabytes": memory, "times_a_bare_pass": seconds / bare}


BENCHMARKS = (help_against_interpreter, feeds_to_briefing, seeds_to_briefing, articles_to_briefing)


def main() -> None:
    """Runs every benchmark and prints its figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON")
    as_json = parser.parse_args().json
    results = {benchmark.__name__: benchmark() for benchmark in BENCHMARKS}
    if as_json:
        print(json.dumps(results, indent=1))
        return
    for name, value in results.items():
        shown = "skipped: the labelled sets are not beside the project" if value is None else value
        print(f"{name:28} {shown if not isinstance(shown, float) else f'{shown:.2f}'}")


if __name__ == "__main__":
    main()
