"""The archive and its templates: rebuild, open, copy."""

from __future__ import annotations

import os
import webbrowser
from contextlib import suppress
from pathlib import Path

from digest.archive import Site, index_stories, rebuild, searchable
from digest.commands import Exit
from digest.errors import OutputError, UsageError
from digest.terminal import complain, say


def site(config: str | None, output: str | None) -> Site:
    """The archive of the config that is there, or that of the folder `output`; the config still shapes that one's pages."""
    from digest.config import load
    from digest.making import language_of
    from digest.project import find_config

    try:
        path = find_config(config).absolute()
    except UsageError:
        if config is not None:
            raise
        return Site(Path(output or "output"))
    loaded = load(path)
    folder = Path(output) if output is not None else path.parent / loaded.output
    templates = str(path.parent / loaded.templates) if loaded.templates else None
    return Site(folder, templates, loaded.base_url, language_of(loaded))


def build(config: str | None, output: str | None) -> Exit:
    """Makes every page of the archive anew, and its search index."""
    of = site(config, output)
    if not of.output.is_dir():
        raise UsageError(f"there is no folder {of.output}: make a briefing first, or name the folder with --output")
    written = rebuild(of)
    say(f"{of.output}: {len(written)} {'page' if len(written) == 1 else 'pages'} changed")
    if searchable():
        say("search: indexed" if index_stories(of) else "search: nothing changed")
    else:
        say('search: not installed (pip install "digest[search]")')
    return 0


def open_(config: str | None, output: str | None, *, port: int, browser: bool) -> Exit:
    """Serves the archive on loopback until interrupted, after bringing search up to date."""
    from digest.archive.serve import address, server

    of = site(config, output)
    if not (of.output / "index.html").is_file():
        raise UsageError(f"there is no archive in {of.output}: make a briefing first, or name the folder with --output")
    serving = server(of.output, port)
    try:
        if searchable():
            try:
                if not (of.output / "search.html").is_file():
                    rebuild(of)
                index_stories(of)
            except OutputError as error:
                complain(f"search is not up to date: {error}")
        print(f"{address(serving)}  (Ctrl-C ends it)", flush=True)
        if browser:
            with suppress(webbrowser.Error, OSError):
                webbrowser.open(address(serving))
        with suppress(KeyboardInterrupt):
            serving.serve_forever()
    finally:
        serving.server_close()
    return 0


def copy_templates(folder: str) -> Exit:
    """Puts the packaged templates into `folder`, to be changed there; nothing that is there already is touched."""
    from digest.files import mend, put
    from digest.render.page import packaged_templates

    target = Path(folder)
    found = sorted(path for path in packaged_templates().iterdir() if path.suffix in (".j2", ".js"))
    there = [path.name for path in found if os.path.lexists(target / path.name)]
    if there:
        raise UsageError(f"{target} has templates already ({', '.join(there)}): name another folder, or move them away")
    for path in found:
        # Copies use each other, so that a change in one shows in all.
        data = path.read_bytes().replace(b'{% from "digest/', b'{% from "')
        try:
            put(target / path.name, data)
        except OSError as error:
            raise OutputError(f"{target / path.name}: cannot be written: {error.strerror}; {mend(error)}") from error
        say(f"  {target / path.name}")
    say(f'write `templates = "{target}"` into digest.toml; a file that you delete is taken from the package again')
    return 0
