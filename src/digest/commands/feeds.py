"""Sources: add, list, remove, import, export, test."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from digest.commands import Exit, complained, iso
from digest.errors import UsageError
from digest.model import Problem
from digest.terminal import complain, say

if TYPE_CHECKING:
    from digest.collect.fetch import Rules


def add(config: str | None, url: str, name: str | None) -> Exit:
    """Finds the feed behind an address, and writes it into the config."""
    from digest.collect.discover import find
    from digest.collect.guard import mask
    from digest.project import find_config
    from digest.toml_edit import add_source, edit, unique_name

    path = find_config(config)
    found = find(url, settings=_rules(path))
    if isinstance(found, Problem):
        complain(f"{found.origin}: {found.reason}")
        return 1

    def change(text: str) -> str:
        return add_source(text, {"name": unique_name(text, name or found.title or url), "url": found.url})

    edit(path, change)
    say(f"added {found.title or mask(found.url)}: {mask(found.url)}, {len(found.entries)} entries now")
    return 0


def try_out(config: str | None, url: str) -> Exit:
    """What would come in from an address."""
    from digest.collect.discover import find
    from digest.collect.guard import mask
    from digest.pipeline import cleaned
    from digest.project import find_config

    try:
        rules = _rules(find_config(config))
    except UsageError:
        rules = None
    found = find(url, settings=rules)
    if isinstance(found, Problem):
        complain(f"{found.origin}: {found.reason}")
        return 1
    say(f"{found.title or 'a feed without a title'}: {mask(found.url)}")
    for entry in found.entries:
        for article in cleaned(entry).articles:
            words = len(article.text.split())
            say(f"  {article.published or 'undated'}  {article.title or 'no headline'}  ({words} words)")
    return 1 if complained(found.problems) else 0


def show(config: str | None, *, as_json: bool) -> Exit:
    """The sources and how they are."""
    from digest.collect.guard import mask
    from digest.project import opened

    with opened(config) as project:
        states, values = project.store.feed_states(), []
        for source in project.config.source:
            state = states.get(source.name)
            values.append(
                {
                    "name": source.name,
                    "place": mask(source.url) if source.url else source.path,
                    "last_success": iso(state.succeeded) if state else None,
                    "last_new": iso(state.new_at) if state else None,
                    "failing_since": iso(state.failing_since) if state else None,
                    "why": (state.retired or state.reason) if state else None,
                }
            )
        if as_json:
            print(json.dumps(values, ensure_ascii=False, indent=1))
            return 0
        for value in values:
            how = f"failing since {value['failing_since']}: {value['why']}" if value["why"] else "well"
            say(f"{value['name']}  {value['place']}")
            say(
                f"    last success {value['last_success'] or 'never'}, last new article {value['last_new'] or 'never'}, {how}"
            )
        if not values:
            say("no sources yet: `digest feeds add URL`")
        return 0


def remove(config: str | None, name: str) -> Exit:
    """Takes a source out of the config."""
    from digest.project import find_config
    from digest.toml_edit import edit, remove_source

    edit(find_config(config), lambda text: remove_source(text, name))
    say(f"removed {name}; what it brought stays in the store")
    return 0


def take_in(config: str | None, file: str) -> Exit:
    """Adds the feeds of an OPML list; says what could not be read of it."""
    from digest.collect.guard import mask
    from digest.collect.identity import canonical_url
    from digest.collect.opml import read_opml
    from digest.config import load
    from digest.project import find_config
    from digest.toml_edit import add_source, edit, unique_name

    path = find_config(config)
    try:
        outlines = read_opml(file, Path(file).read_bytes())
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {(error.strerror or str(error)).lower()}") from error
    known = {canonical_url(source.url) for source in load(path).source if source.url}
    fresh = [feed for feed in outlines.feeds if canonical_url(feed.url) not in known]

    def change(text: str) -> str:
        for feed in fresh:
            text = add_source(text, {"name": unique_name(text, feed.name or mask(feed.url)), "url": feed.url})
        return text

    if fresh:
        edit(path, change)
    say(f"{len(fresh)} feeds added, {len(outlines.feeds) - len(fresh)} were there already")
    return 1 if complained(outlines.problems) else 0


def export(config: str | None) -> Exit:
    """Prints the feeds as OPML."""
    from digest.collect.opml import Outline, write_opml
    from digest.config import load
    from digest.project import find_config

    path = find_config(config)
    feeds = [Outline(source.name, source.url) for source in load(path).source if source.url]
    sys.stdout.buffer.write(write_opml(feeds, title="digest", now=datetime.now(UTC)))
    sys.stdout.flush()
    return 0


def _rules(path: Path) -> Rules:
    from digest.collect.fetch import Rules
    from digest.config import load

    return Rules.of(load(path).fetch)
