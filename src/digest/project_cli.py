"""The command line of a project: arguments of the commands that need a `digest.toml`."""

from __future__ import annotations

from typing import Annotated

import typer

Config = Annotated[
    str | None, typer.Option(help="The digest.toml to use.  [default: here, or the user's]", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]

feeds = typer.Typer(
    help="Sources: add, list, remove, import, export, test.", rich_markup_mode=None, no_args_is_help=True
)
outbox = typer.Typer(help="Mail that waits, was sent, or is doubtful.", rich_markup_mode=None, no_args_is_help=True)
archive = typer.Typer(help="The pages around the briefings.", rich_markup_mode=None, no_args_is_help=True)
templates = typer.Typer(help="Templates of one's own.", rich_markup_mode=None, no_args_is_help=True)
story = typer.Typer(help="A person's own word on what is one story.", rich_markup_mode=None, no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the commands of a project to `app`."""
    app.command()(fetch)
    app.command()(daemon)
    app.command()(status)
    app.command()(send)
    app.command()(init)
    app.command()(check)
    app.command()(search)
    app.command(name="open")(open_)
    app.command()(backup)
    app.command()(restore)
    app.command()(prune)
    app.command()(warc)
    app.add_typer(feeds, name="feeds")
    app.add_typer(outbox, name="outbox")
    app.add_typer(story, name="story")
    app.add_typer(archive, name="archive")
    app.add_typer(templates, name="templates")


def warc(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="WARC files, folders of them, or lists of them (.txt).", show_default=False
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            help="Write articles to this file of JSON Lines, not into the project's store.", show_default=False
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=256,
            help="Processes that clean; 0: one a core.  [default: the config's, or 1]",
            show_default=False,
        ),
    ] = None,
    config: Config = None,
) -> None:
    """Read WARC files in bulk; what was stopped goes on where it was."""
    from digest.commands import warc as of_warc

    raise typer.Exit(of_warc.warc(config, paths, output=output, workers=workers))


def fetch(config: Config = None) -> None:
    """Ask every source now, whatever its rhythm."""
    from digest.commands import running

    raise typer.Exit(running.fetch(config))


def daemon(config: Config = None) -> None:
    """Run the schedule until SIGTERM; SIGHUP reads the config again."""
    from digest.commands import running

    raise typer.Exit(running.daemon(config))


def status(config: Config = None, as_json: Json = False) -> None:
    """Say what ran, what is due, what is doubtful; exit 1 when something needs a person."""
    from digest.commands import upkeep

    raise typer.Exit(upkeep.status(config, as_json=as_json))


def send(
    file: Annotated[
        str | None, typer.Argument(help="A briefing's file, to mail it once to --to.", show_default=False)
    ] = None,
    to: Annotated[str | None, typer.Option(help="Who gets that briefing.", show_default=False)] = None,
    config: Config = None,
) -> None:
    """Send the mail that is due; with FILE and --to, mail one briefing to try it out."""
    from digest.commands import running

    raise typer.Exit(running.send(config, file, to))


def init() -> None:
    """Write a commented digest.toml here."""
    from digest.commands import upkeep

    raise typer.Exit(upkeep.init())


def check(config: Config = None) -> None:
    """Look over the set-up and say how to mend what is wrong."""
    from digest.commands import upkeep

    raise typer.Exit(upkeep.check(config))


def search(
    words: Annotated[list[str], typer.Argument(help="Words that must all be there.", show_default=False)],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Hits at most.")] = 20,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Find articles and past briefings."""
    from digest.commands import upkeep

    raise typer.Exit(upkeep.search(config, " ".join(words), limit, as_json=as_json))


Output = Annotated[
    str | None, typer.Option(help="The folder of briefings.  [default: the config's, or output]", show_default=False)
]


def open_(
    output: Output = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port on 127.0.0.1.  [default: a free one]", show_default=False)
    ] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
    config: Config = None,
) -> None:
    """Show the archive in the browser, with search, from this machine alone."""
    from digest.commands import archive as of_archive

    raise typer.Exit(of_archive.open_(config, output, port=port, browser=not no_browser))


@archive.command("rebuild")
def archive_rebuild(output: Output = None, config: Config = None) -> None:
    """Make every page around the briefings anew, from their records."""
    from digest.commands import archive as of_archive

    raise typer.Exit(of_archive.build(config, output))


@templates.command("copy")
def templates_copy(
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="Where the copies go.")] = "templates",
) -> None:
    """Copy the packaged templates, to change them."""
    from digest.commands import archive as of_archive

    raise typer.Exit(of_archive.copy_templates(folder))


def backup(path: Annotated[str, typer.Argument(help="Where the copy goes.")], config: Config = None) -> None:
    """Copy the store, whole, while it is in use."""
    from digest.commands import upkeep

    raise typer.Exit(upkeep.upkeep(config, "backup", path))


def restore(path: Annotated[str, typer.Argument(help="A copy made by backup.")], config: Config = None) -> None:
    """Put a copy in the store's place; the store that was there is kept aside."""
    from digest.commands import upkeep

    raise typer.Exit(upkeep.upkeep(config, "restore", path))


def prune(config: Config = None) -> None:
    """Drop what is older than `keep` in the config allows."""
    from digest.commands import upkeep

    raise typer.Exit(upkeep.upkeep(config, "prune"))


@feeds.command("add")
def feeds_add(
    url: Annotated[str, typer.Argument(help="A feed, or a page that names one.")],
    name: Annotated[
        str | None, typer.Option(help="Its name.  [default: the feed's own title]", show_default=False)
    ] = None,
    config: Config = None,
) -> None:
    """Find the feed behind URL and write it into digest.toml."""
    from digest.commands import feeds as of_feeds

    raise typer.Exit(of_feeds.add(config, url, name))


@feeds.command("list")
def feeds_list(config: Config = None, as_json: Json = False) -> None:
    """Show the sources: last success, last new article, failing since when and why."""
    from digest.commands import feeds as of_feeds

    raise typer.Exit(of_feeds.show(config, as_json=as_json))


@feeds.command("remove")
def feeds_remove(name: Annotated[str, typer.Argument(help="Its name or address.")], config: Config = None) -> None:
    """Take a source out of digest.toml."""
    from digest.commands import feeds as of_feeds

    raise typer.Exit(of_feeds.remove(config, name))


@feeds.command("import")
def feeds_import(file: Annotated[str, typer.Argument(help="An OPML file.")], config: Config = None) -> None:
    """Add the feeds of an OPML list."""
    from digest.commands import feeds as of_feeds

    raise typer.Exit(of_feeds.take_in(config, file))


@feeds.command("export")
def feeds_export(config: Config = None) -> None:
    """Print the feeds as OPML."""
    from digest.commands import feeds as of_feeds

    raise typer.Exit(of_feeds.export(config))


@feeds.command("test")
def feeds_test(
    url: Annotated[str, typer.Argument(help="A feed, or a page that names one.")], config: Config = None
) -> None:
    """Show what would come in from URL."""
    from digest.commands import feeds as of_feeds

    raise typer.Exit(of_feeds.try_out(config, url))


@outbox.command("list")
def outbox_list(config: Config = None, as_json: Json = False) -> None:
    """Show every message and its state."""
    from digest.commands import outbox as of_outbox

    raise typer.Exit(of_outbox.show(config, as_json=as_json))


@outbox.command("resolve")
def outbox_resolve(
    id: Annotated[int, typer.Argument(help="The row.")],  # noqa: A002
    verdict: Annotated[str, typer.Argument(help="sent or resend.")],
    config: Config = None,
) -> None:
    """Say of a doubtful message that it arrived (sent), or have one identical copy sent (resend)."""
    from digest.commands import outbox as of_outbox

    if verdict == "sent":
        raise typer.Exit(of_outbox.decide(config, "sent", id))
    if verdict == "resend":
        raise typer.Exit(of_outbox.decide(config, "resend", id))
    raise typer.BadParameter(f"{verdict!r} is neither `sent` nor `resend`", param_hint="VERDICT")


@outbox.command("retry")
def outbox_retry(id: Annotated[int, typer.Argument(help="The row.")], config: Config = None) -> None:  # noqa: A002
    """Try a failed or deferred message again now."""
    from digest.commands import outbox as of_outbox

    raise typer.Exit(of_outbox.decide(config, "retry", id))


@outbox.command("cancel")
def outbox_cancel(id: Annotated[int, typer.Argument(help="The row.")], config: Config = None) -> None:  # noqa: A002
    """Give a message up."""
    from digest.commands import outbox as of_outbox

    raise typer.Exit(of_outbox.decide(config, "cancel", id))


Names = Annotated[
    list[str],
    typer.Argument(metavar="STORY or ARTICLE...", help="Ids, as `digest why` shows them.", show_default=False),
]


@story.command("split")
def story_split(names: Names, config: Config = None) -> None:
    """Take these articles out of their story, from now on."""
    from digest.commands import upkeep

    raise typer.Exit(upkeep.story_decide(config, "split", names))


@story.command("merge")
def story_merge(names: Names, config: Config = None) -> None:
    """Make these stories or articles one, from now on."""
    from digest.commands import upkeep

    raise typer.Exit(upkeep.story_decide(config, "merge", names))
