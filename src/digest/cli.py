"""The command line: arguments, exit codes, printing.

Exit codes: 0 done; 1 done, but something that should have worked failed; 2 wrong usage or configuration; 3 nothing to brief.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from digest.project_cli import register

if TYPE_CHECKING:
    from digest.model import Problem

app = typer.Typer(
    name="digest",
    help="A daily news briefing in the reporters' own words: every sentence leads back to its source.",
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

FORMATS = ("html", "text", "json", "md", "epub", "pdf")
USUAL = "html,text,json"


class Method(StrEnum):
    """How sentences are chosen."""

    coverage = "coverage"
    lexrank = "lexrank"
    textrank = "textrank"
    lsa = "lsa"
    luhn = "luhn"
    sumbasic = "sumbasic"
    kl = "kl"
    reduction = "reduction"


MaybePaths = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH...]", help="Article files, feeds, or folders of them.", show_default=False),
]
Paths = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Article files, feeds, or folders of them.", show_default=False)
]
Words = Annotated[
    int | None, typer.Option(min=20, max=2000, help="Words a story, within 10 %.  [default: 120]", show_default=False)
]
Chosen = Annotated[
    Method | None, typer.Option(help="How sentences are chosen.  [default: coverage]", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_BESIDE = "not chosen, the best first:"
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Show what was narrowly not chosen, and why.")]
Root = Annotated[str, typer.Option(help="The folder that the record's origins start from.")]
RecordFile = Annotated[str, typer.Argument(metavar="FILE", help="The .json file of a briefing.", show_default=False)]


@app.callback(invoke_without_command=True)
def root(version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False) -> None:
    """A daily news briefing in the reporters' own words: every sentence leads back to its source."""
    if version:
        from digest import __version__

        print(f"digest {__version__}")
        raise typer.Exit


@app.command()
def run(
    paths: MaybePaths = None,
    output: Annotated[str, typer.Option(help="The folder to write to.")] = "output",
    now: Annotated[
        str | None,
        typer.Option(
            help="The moment to write for, as ISO 8601 with an offset.  [default: the clock]", show_default=False
        ),
    ] = None,
    words: Words = None,
    stories: Annotated[
        int | None, typer.Option(min=1, help="Stories at most.  [default: 12]", show_default=False)
    ] = None,
    method: Chosen = None,
    format: Annotated[str, typer.Option(help="What to write, of html, text, json, md, epub and pdf.")] = USUAL,  # noqa: A002
    config: Annotated[str | None, typer.Option(help="A digest.toml to take settings from.", show_default=False)] = None,
    edition: Annotated[str | None, typer.Option(help="The edition of that config.", show_default=False)] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=0, max=256, help="Processes that clean; 0: one a core.  [default: 1]", show_default=False),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Make a briefing stamped now, whatever is due.")] = False,
    no_fetch: Annotated[bool, typer.Option("--no-fetch", help="Use what the store holds.")] = False,
    no_send: Annotated[bool, typer.Option("--no-send", help="Queue mail, but send none.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write under output/dry-run/; remember nothing.")] = False,
) -> None:
    """Make a briefing: of the articles in PATH, remembering and mailing nothing; without PATH, what a project's editions are due.

    The options up to --workers shape a briefing of PATH; those after them belong to a project. A project's briefings are always
    written as html, text and json; --format adds to these.
    """
    if not paths:
        from digest.commands import running

        moment, more = _moment(now), _formats(format)
        raise typer.Exit(
            running.run(
                config,
                edition=edition,
                again=again,
                fetch=not no_fetch,
                send=not no_send,
                dry_run=dry_run,
                now=moment,
                more=more,
            )
        )
    from digest.app import one_off
    from digest.terminal import printable, progress_bar

    formats, moment = _formats(format), _moment(now)
    with progress_bar() as progress:
        made = one_off(
            paths,
            output=output,
            formats=formats,
            now=moment,
            config=config,
            edition=edition,
            workers=workers,
            progress=progress,
            words=words,
            stories=stories,
            method=method.value if method else None,
        )
    if not made.reading.articles:
        _report(made.reading.problems, found=False)
    briefing = made.briefing
    told = sum(len(story.articles) for story in briefing.stories)
    print(
        f"{printable(briefing.title)} of {briefing.date.isoformat()}: {_counted(len(briefing.stories), 'story', 'stories')} "
        f"from {_counted(told, 'article')}; {_counted(len(briefing.left_out), 'item')} left out"
    )
    for path in made.written:
        print(f"  {printable(os.fspath(path))}")
    _report(made.reading.problems, found=True)


@app.command()
def verify(file: RecordFile, root: Root = ".") -> None:
    """Prove every excerpt of a briefing against its sources."""
    from digest.verify import load
    from digest.verify import verify as prove

    proof = prove(load(file), root)
    how = (
        "hashes, words and offsets"
        if proof.offsets
        else "hashes and words (the record is of another version: no offsets)"
    )
    print(f"proved: {_counted(proof.excerpts, 'excerpt')} from {_counted(proof.sources, 'source')} ({how})")


@app.command()
def why(
    file: RecordFile,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[STORY or SOURCE FILE]", help="A story's number or id, or a source's path.", show_default=False
        ),
    ] = None,
    other: Annotated[
        str | None,
        typer.Argument(
            metavar="[ARTICLE]",
            help="With two articles, by id or path: what joined or parted them.",
            show_default=False,
        ),
    ] = None,
    root: Root = ".",
) -> None:
    """Explain a briefing: why each story is in and where it is, why articles were merged, why items and lines were dropped."""
    from digest.terminal import printable
    from digest.verify import load
    from digest.why import explain

    try:
        for line in explain(load(file), what, root, other):
            print(printable(line))
    except (KeyError, TypeError) as error:
        _fail(f"{file} is a damaged record: {type(error).__name__}: {error}", 2)


@app.command(name="read")
def read_(paths: Paths, as_json: Json = False) -> None:
    """Show what is understood of each item: candidates and the choice, and each line, kept or dropped, with the reason."""
    from digest.stages import read_lines, read_values

    _print(read_values(paths) if as_json else read_lines(paths))


@app.command(name="stories")
def stories_(paths: Paths, as_json: Json = False) -> None:
    """Group articles into stories, with the evidence that joined them."""
    from digest.stages import stories_of, story_lines, story_values

    found, problems = stories_of(paths)
    _print(story_values(found) if as_json else story_lines(found))
    _report(problems, bool(found))


@app.command()
def summarize(
    paths: Paths, words: Words = None, method: Chosen = None, as_json: Json = False, verbose: Verbose = False
) -> None:
    """Take all articles as one story and print the sentences chosen, each with its source.

    With -v also those that were narrowly not chosen, each with its terms; the JSON is then an object of both lists.
    """
    from digest.stages import beside_summary, summary_of

    chosen, problems = summary_of(paths, words=words or 120, method=method.value if method else "coverage")
    others = beside_summary(paths, chosen) if verbose else ()
    if as_json:
        _print({"chosen": chosen, "not_chosen": [other.value for other in others]} if verbose else chosen)
    else:
        _print(f"{excerpt['text']}  [{excerpt['source']}]" for excerpt in chosen)
        _print(line for other in others for line in (*([_BESIDE] if other is others[0] else []), *other.lines))
    _report(problems, bool(chosen))


register(app)


def main() -> NoReturn:
    """The program: runs a command and turns what goes wrong into one line and an exit code."""
    from digest.errors import DigestError

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app(prog_name="digest")
    except DigestError as error:
        _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        _fail("interrupted; nothing half written is left", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    sys.exit(0)


def _formats(value: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    unknown = [part for part in chosen if part not in FORMATS]
    if unknown or not chosen:
        raise typer.BadParameter(
            f"{', '.join(unknown) or 'nothing'} is none of {', '.join(FORMATS)}", param_hint="--format"
        )
    if "pdf" in chosen:
        from digest.render.book import pdf_printer

        pdf_printer()
    return chosen


def _moment(value: str | None):  # type: ignore[no-untyped-def]  # datetime is imported only where it is needed
    if value is None:
        return None
    from datetime import datetime

    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(
            f"{value!r} is no ISO 8601 time such as 2026-11-21T07:00:00Z", param_hint="--now"
        ) from None
    if moment.tzinfo is None:
        raise typer.BadParameter(f"{value!r} has no offset: add Z or one such as +01:00", param_hint="--now")
    return moment


def _print(what: Iterable[str] | list[dict[str, Any]] | dict[str, Any]) -> None:
    """Lines made safe for a terminal, or values as JSON."""
    from digest.terminal import printable

    if isinstance(what, list | dict):
        import json

        print(json.dumps(what, ensure_ascii=False, indent=1))
        return
    for line in what:
        print(printable(line))


def _report(problems: Sequence[Problem], found: bool) -> None:
    """A line on stderr for each failure, then the exit code that says whether there was one, or nothing at all to work on."""
    failed = [problem for problem in problems if problem.kind == "failed"]
    for problem in (one for one in problems if one.kind == "failed" or one.reason.startswith("refused")):
        _complain(f"{problem.origin}{f', {problem.member}' if problem.member else ''}: {problem.reason}")
    if not found:
        left_out = len(problems) - len(failed)
        _complain(
            "nothing to brief: no article was found" + (f"; {_counted(left_out, 'item')} left out" if left_out else "")
        )
        raise typer.Exit(3)
    raise typer.Exit(1 if failed else 0)


def _complain(line: str) -> None:
    from digest.terminal import printable

    print(f"digest: {printable(line)}", file=sys.stderr)


def _fail(line: str, code: int) -> NoReturn:
    _complain(line)
    sys.exit(code)


def _counted(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
