"""A project: a config, the store it names, and the places it writes to. Built once for a command, closed at its end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.config import Config, Edition, load, span
from digest.errors import UsageError
from digest.model import Settings
from digest.store import Store, open_store


@dataclass(frozen=True, slots=True)
class Project:
    """What every command of a project works with."""

    path: Path  # of the config
    config: Config
    store: Store

    @property
    def folder(self) -> Path:
        """Relative paths of the config start here."""
        return self.path.parent

    @property
    def output(self) -> Path:
        """Where briefings are published."""
        return self.folder / self.config.output

    @property
    def templates(self) -> str | None:
        """A user's own templates."""
        return str(self.folder / self.config.templates) if self.config.templates else None

    @property
    def every(self) -> timedelta:
        """The rhythm of fetching."""
        return span(self.config.fetch.every) or timedelta.max

    def edition(self, name: str) -> Edition:
        """An edition by its name; UsageError names those that there are."""
        if name not in self.config.edition:
            raise UsageError(f"the config has no edition {name!r}; it has: {', '.join(self.config.edition) or 'none'}")
        return self.config.edition[name]

    def settings(self, name: str) -> Settings:
        """What shapes the briefings of an edition."""
        return self.config.settings(name)

    def local(self, name: str, moment: datetime) -> datetime:
        """A moment in the zone of an edition."""
        return moment.astimezone(ZoneInfo(self.edition(name).timezone))


def find_config(given: str | None = None) -> Path:
    """The config that is named, ./digest.toml, or the user's own; UsageError where there is none."""
    if given is not None:
        return Path(given)
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    for path in (Path("digest.toml"), Path(home) / "digest" / "digest.toml"):
        if path.is_file():
            return path
    raise UsageError(
        "no digest.toml here or in the user's configuration: make one with `digest init`, or name it with --config"
    )


def store_url(config: Config, folder: Path) -> str:
    """The store's URL, a relative file made to start from the config's folder."""
    if config.store is None:
        home = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
        return f"sqlite:///{Path(home).absolute() / 'digest' / 'digest.db'}"
    if config.store.startswith("sqlite:///") and not config.store.startswith("sqlite:////"):
        return f"sqlite:///{(folder / config.store.removeprefix('sqlite:///')).absolute()}"
    return config.store


@contextmanager
def opened(given: str | None = None) -> Iterator[Project]:
    """The project of the config that `find_config` finds; its store is closed at the end."""
    path = find_config(given).absolute()
    config = load(path)
    store = open_store(store_url(config, path.parent))
    try:
        yield Project(path, config, store)
    finally:
        store.close()
