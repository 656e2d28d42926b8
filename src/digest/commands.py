"""The commands of a project: everything that needs a `digest.toml` and a store. Each prints lines and returns its exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from digest.errors import DigestError, OutputError, UsageError
from digest.model import Problem
from digest.terminal import complain, say

Exit = int


def run(
    config: str | None,
    *,
    edition: str | None,
    again: bool,
    fetch: bool,
    send: bool,
    dry_run: bool,
    now: datetime | None = None,
) -> Exit:
    """Fetches what is due, makes the slot that is due of each edition, publishes, queues mail and sends."""
    from digest.gathering import gather
    from digest.making import due_slots, make, next_slot, publish_frozen, rehearse, slot_now
    from digest.project import opened
    from digest.terminal import progress_bar

    moment = now or datetime.now(UTC)
    with opened(config) as project:
        names = [edition] if edition else list(project.config.edition)
        if not names:
            raise UsageError(
                f"{project.path} has no edition: add [edition.morning], or run `digest init` in an empty folder"
            )
        if dry_run:
            for name in names:
                for path in rehearse(project, slot_now(project, name, moment), moment):
                    say(f"  {path}")
            return 0
        problems: tuple[Problem, ...] = ()
        if fetch:
            with progress_bar() as progress:
                problems = gather(project, moment, progress=progress).problems
        publish_frozen(project)
        slots = [slot_now(project, name, moment) for name in names] if again else due_slots(project, moment, names)
        for slot in slots:
            made = make(project, slot, moment, problems=problems)
            if made is None:
                say(f"{slot.edition} {slot.day} {slot.time}: another process makes it")
                continue
            say(f"{slot.edition} {slot.day} {slot.time}: {made.note}")
            for path in made.files:
                say(f"  {path}")
        if not slots:
            for name in names:
                upcoming = next_slot(project, name, moment)
                when = project.local(name, upcoming.due).isoformat(timespec="minutes") if upcoming else "never"
                say(f"{name}: nothing is due; next {when}")
        troubled = _complained(problems)
        if send:
            troubled = _send(project) or troubled
        return 1 if troubled else 0


def fetch(config: str | None) -> Exit:
    """Asks every source now, whatever its rhythm."""
    from digest.gathering import gather
    from digest.project import opened
    from digest.terminal import progress_bar

    with opened(config) as project:
        with progress_bar() as progress:
            found = gather(project, datetime.now(UTC), at_once=True, progress=progress)
        say(f"{found.asked} sources asked: {found.new} new articles, {found.corrected} corrected")
        return 1 if _complained(found.problems) else 0


def daemon(config: str | None) -> Exit:
    """Runs the schedule until SIGTERM."""
    from digest.config import load, span
    from digest.daemon import Daemon, Plan, Timetable, Work, to_supervisor
    from digest.gathering import gather
    from digest.making import carry_out, publish_frozen
    from digest.project import Project, opened
    from digest.sending import send

    with opened(config) as first:
        current = [first]

        def plan(project: Project) -> Plan:
            from datetime import timedelta

            return Plan(
                tuple(
                    Timetable(name, one.schedule, one.timezone, span(one.catch_up) or timedelta.max)
                    for name, one in project.config.edition.items()
                ),
                tuple(source.name for source in project.config.source),
                project.every,
            )

        def reload() -> Plan:
            from dataclasses import replace

            project = replace(current[0], config=load(current[0].path))
            made = plan(project)
            current[0] = project
            return made

        def make_slot(slot: Any) -> str | None:
            return carry_out(current[0], slot, datetime.now(UTC)).note

        def flush() -> None:
            publish_frozen(current[0])
            if current[0].store.mails(("pending", "claimed", "deferred", "uncertain", "sending")):
                send(current[0], stop=runner.stop.is_set)

        def gather_from(names: Sequence[str]) -> object:
            return gather(current[0], datetime.now(UTC), names=names)

        def tidy() -> None:
            keep = current[0].config.keep
            current[0].store.prune(
                raw=span(keep.raw), articles=span(keep.articles), briefings=span(keep.briefings), now=datetime.now(UTC)
            )

        work = Work(make=make_slot, fetch=gather_from, send=flush, reload=reload, tidy=tidy, notify=to_supervisor)
        runner = Daemon(plan(first), first.store, work)
        return runner.run()


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


def send(config: str | None, file: str | None, to: str | None) -> Exit:
    """Flushes the outbox; with a briefing's record and an address, mails that one briefing to try it out."""
    from digest.project import opened

    with opened(config) as project:
        if file is None:
            return 1 if _send(project) else 0
        if to is None:
            raise UsageError("`digest send FILE` needs --to ADDRESS")
        return _try_out(project, file, to)


def _try_out(project: Any, file: str, to: str) -> Exit:
    from email.utils import format_datetime

    from digest.ledger import Mail
    from digest.mail.address import address
    from digest.mail.message import message_id
    from digest.mail.outcome import Sent
    from digest.mail.wire import body, mailbox_header, message, plain_header, text_header
    from digest.sending import transports

    page, text = Path(file).with_suffix(".html"), Path(file).with_suffix(".txt")
    ways = transports(project)
    if project.config.email is None or "mail" not in ways:
        raise UsageError(f"{project.path} has no [email]: say there where mail leaves")
    try:
        html, plain = page.read_text("utf-8"), text.read_text("utf-8")
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be read: name a briefing's file in output/") from error
    sender, now = project.config.email.from_, datetime.now(UTC)
    name = message_id(f"try {now.isoformat()}", to, sender)
    headers = [
        mailbox_header("From", "", address(sender).spec),
        mailbox_header("To", "", address(to).spec),
        text_header("Subject", f"Briefing: {Path(file).stem}"),
        plain_header("Date", format_datetime(now)),
        plain_header("Message-ID", name),
        plain_header("Auto-Submitted", "auto-generated"),
    ]
    data = message(headers, (body(plain, "plain"), body(html, "html")))
    mail = Mail(0, "", "", to, name, "", "claimed", now)
    outcome = ways["mail"].send(mail, data, lambda: True)
    ways["mail"].close()
    if isinstance(outcome, Sent):
        say(f"sent to {to}: {outcome.reply}")
        return 0
    complain(f"not sent to {to}: {getattr(outcome, 'reply', None) or getattr(outcome, 'reason', outcome)}")
    return 1


def outbox_list(config: str | None, *, as_json: bool) -> Exit:
    """The rows of the outbox."""
    from digest.project import opened

    with opened(config) as project:
        rows = project.store.mails()
        if as_json:
            values = [
                {
                    "id": row.id,
                    "state": row.state,
                    "edition": row.edition,
                    "briefing": row.briefing,
                    "recipient": row.recipient,
                    "message_id": row.message_id,
                    "attempts": row.attempts,
                    "doubts": row.doubts,
                    "next_at": row.next_at.isoformat() if row.next_at else None,
                    "reply": row.reply,
                }
                for row in rows
            ]
            print(json.dumps(values, ensure_ascii=False, indent=1))
            return 0
        for row in rows:
            said = f": {row.reply}" if row.reply else ""
            say(f"{row.id:>6}  {row.state:<10} {row.edition:<12} {row.recipient:<32} {row.attempts} tries{said}")
        if not rows:
            say("the outbox is empty")
        return 0


def outbox_decide(config: str | None, verb: Literal["sent", "resend", "retry", "cancel"], id_: int) -> Exit:
    """A person's word on one row."""
    from digest.mail.outbox import cancel, resolve, retry
    from digest.project import opened

    with opened(config) as project:
        now = datetime.now(UTC)
        if verb in ("sent", "resend"):
            row = resolve(project.store, id_, verb, now)
        else:
            row = (retry if verb == "retry" else cancel)(project.store, id_, now)
        say(f"{row.id}: {row.recipient} is now {row.state}")
        return 0


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


def feeds_add(config: str | None, url: str, name: str | None) -> Exit:
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


def feeds_test(config: str | None, url: str) -> Exit:
    """What would come in from an address."""
    from digest.clean import clean
    from digest.collect.discover import find
    from digest.collect.guard import mask
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
        for article in clean(entry).articles:
            words = len(article.text.split())
            say(f"  {article.published or 'undated'}  {article.title or 'no headline'}  ({words} words)")
    return 1 if _complained(found.problems) else 0


def feeds_list(config: str | None, *, as_json: bool) -> Exit:
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
                    "last_success": _iso(state.succeeded) if state else None,
                    "last_new": _iso(state.new_at) if state else None,
                    "failing_since": _iso(state.failing_since) if state else None,
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


def feeds_remove(config: str | None, name: str) -> Exit:
    """Takes a source out of the config."""
    from digest.project import find_config
    from digest.toml_edit import edit, remove_source

    edit(find_config(config), lambda text: remove_source(text, name))
    say(f"removed {name}; what it brought stays in the store")
    return 0


def feeds_import(config: str | None, file: str) -> Exit:
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
    return 1 if _complained(outlines.problems) else 0


def feeds_export(config: str | None) -> Exit:
    """Prints the feeds as OPML."""
    from digest.collect.opml import Outline, write_opml
    from digest.config import load
    from digest.project import find_config

    path = find_config(config)
    feeds = [Outline(source.name, source.url) for source in load(path).source if source.url]
    sys.stdout.buffer.write(write_opml(feeds, title="digest", now=datetime.now(UTC)))
    sys.stdout.flush()
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


def _send(project: Any) -> bool:
    """Flushes the outbox; whether something went wrong."""
    from digest.sending import send as flush

    flushed = flush(project)
    told = ", ".join(f"{count} {state}" for state, count in flushed.counts.items() if count)
    if told:
        say(f"mail: {told}")
    for alert in flushed.alerts:
        complain(alert)
    return flushed.troubled


def _rules(path: Path) -> Any:
    from digest.collect.fetch import Rules
    from digest.config import load, size, span

    options = load(path).fetch
    timeout = span(options.timeout)
    return Rules(
        per_host=options.per_host,
        timeout=timeout.total_seconds() if timeout else 30.0,
        max_bytes=size(options.max_bytes),
        allow_hosts=options.allow_hosts,
    )


def _complained(problems: Sequence[Problem]) -> bool:
    failed = [problem for problem in problems if problem.kind == "failed"]
    for problem in failed:
        complain(f"{problem.origin}{f', {problem.member}' if problem.member else ''}: {problem.reason}")
    return bool(failed)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="minutes") if moment else None
