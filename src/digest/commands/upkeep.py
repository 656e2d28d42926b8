"""The set-up and the store: init, check, status, search, copies, and people's word on stories."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from digest.commands import Exit
from digest.errors import DigestError, OutputError, UsageError
from digest.terminal import complain, say


def init() -> Exit:
    """Writes a commented digest.toml where there is none."""
    from digest.initial import INITIAL

    path = Path("digest.toml")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(INITIAL)
    except FileExistsError:
        raise UsageError("there is a digest.toml here already; it stays as it is") from None
    except OSError as error:
        raise OutputError(f"digest.toml cannot be written here: {(error.strerror or str(error)).lower()}") from error
    say("digest.toml is written: add sources with `digest feeds add URL`, look it over with `digest check`")
    return 0


def check(config: str | None) -> Exit:
    """What is wrong with the set-up, and how to mend it."""
    from digest.project import opened
    from digest.publish import check_writable
    from digest.schedule import parse
    from digest.sending import transports

    wrong: list[str] = []

    def probe(what: str, call: Callable[[], object]) -> None:
        try:
            call()
        except (DigestError, OSError, ValueError) as error:
            wrong.append(f"{what}: {error}")
            complain(f"{what}: {error}")
        else:
            say(f"ok: {what}")

    with opened(config) as project:
        say(f"ok: the config {project.path}")
        say(f"ok: the store {project.store.place}")
        probe(f"the output folder {project.output}", lambda: check_writable(project.output))
        for name, edition in project.config.edition.items():
            probe(f"the schedule of {name}", lambda edition=edition: parse(edition.schedule))  # type: ignore[misc]
        for source in project.config.source:
            if source.path is not None and not (project.folder / source.path).exists():
                wrong.append(source.name)
                complain(f"the source {source.name}: there is no {project.folder / source.path}")
        if not project.config.source:
            say("note: there is no source yet: `digest feeds add URL`, or a [[source]] with a path")
        if any(edition.to for edition in project.config.edition.values()) and project.config.email is None:
            wrong.append("email")
            complain("mail: an edition has recipients, but there is no [email]")
        probe("the ways out", lambda: transports(project))
        if project.templates is not None:
            probe(f"the templates in {project.templates}", lambda: _render_empty(project))
    return 2 if wrong else 0


def _render_empty(project: Any) -> None:
    from digest.compose import compose
    from digest.model import Settings
    from digest.render import render

    if not Path(project.templates).is_dir():
        raise UsageError("there is no such folder")
    render(compose([], [], [], now=datetime.now(UTC), settings=Settings()), "html", templates=project.templates)


def search(config: str | None, words: str, limit: int, *, as_json: bool) -> Exit:
    """Articles and briefings that hold all the words."""
    from digest.project import opened

    with opened(config) as project:
        hits = project.store.search(words, limit=limit)
        if as_json:
            print(json.dumps(list(hits), ensure_ascii=False, indent=1, default=str))
            return 0
        for hit in hits:
            say("  ".join(str(value) for value in hit.values() if value))
        return 0 if hits else 3


def upkeep(config: str | None, verb: Literal["backup", "restore", "prune"], path: str | None = None) -> Exit:
    """Copies, puts back, or thins out the store."""
    from digest.config import load, span
    from digest.project import find_config, opened, store_url
    from digest.store import restore

    if verb == "restore":
        found = find_config(config).absolute()
        aside = restore(store_url(load(found), found.parent), path or "")
        say(f"restored from {path}" + (f"; the store that was there is now {aside}" if aside else ""))
        return 0
    with opened(config) as project:
        if verb == "backup":
            project.store.backup(path or "")
            say(f"a copy of {project.store.place} is at {path}")
            return 0
        keep = project.config.keep
        gone = project.store.prune(
            raw=span(keep.raw), articles=span(keep.articles), briefings=span(keep.briefings), now=datetime.now(UTC)
        )
        say("pruned: " + ", ".join(f"{count} {what}" for what, count in gone.items()))
        return 0


def story_decide(config: str | None, verb: Literal["split", "merge"], names: Sequence[str]) -> Exit:
    """Remembers that a person split these articles from their story, or merged these stories or articles."""
    from digest.project import opened

    with opened(config) as project:
        articles: list[str] = []
        for name in names:
            articles += _of_story(project, name) or [name]
        if verb == "merge" and len(set(articles)) < 2:
            raise UsageError("name at least two stories or articles to merge")
        project.store.decide(verb, tuple(dict.fromkeys(articles)), datetime.now(UTC))
        say(f"{verb}: {', '.join(articles)}; from the next briefing on")
        return 0


def _of_story(project: Any, name: str) -> list[str]:
    for edition in project.config.edition:
        for record in project.store.records(edition):
            for story in record["stories"]:
                if story["id"] == name:
                    return [article["id"] for article in story["articles"]]
    return []


def status(config: str | None, *, as_json: bool) -> Exit:
    """Says what ran, what is due, what is doubtful; 1 when something needs a person."""
    from digest.health import lines
    from digest.health import status as look
    from digest.project import opened

    with opened(config) as project:
        found = look(project, datetime.now(UTC))
        if as_json:
            print(json.dumps(found.values, ensure_ascii=False, indent=1))
        else:
            for line in lines(found):
                say(line)
        return 1 if found.needs else 0
