"""`digest.toml` to a Config: every key the project agrees on, checked before anything runs.

An unknown key, a wrong type or an impossible value is refused with its path in the file, all of them at once.
"""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from digest.errors import UsageError
from digest.model import Section as Part
from digest.model import Settings
from digest.render.language import ISO_639_1, available
from digest.schedule import parse
from digest.summarize import METHODS

Duration = Annotated[str, StringConstraints(pattern=r"^\d+\s*(s|m|h|d|w|y)$|^forever$")]
Size = Annotated[str, StringConstraints(pattern=r"^\d+\s*(B|kB|KB|MB|GB)$")]
NonEmpty = Annotated[str, StringConstraints(min_length=1)]


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"no such time zone: {name!r}; use a name such as Europe/Berlin") from error
    return name


def _schedule(written: str) -> str:
    try:
        parse(written)
    except UsageError as error:
        raise ValueError(str(error)) from error
    return written


def _method(name: str) -> str:
    if name not in METHODS:
        raise ValueError(f"no such method: {name!r}; one of {', '.join(METHODS)}")
    return name


def _language(code: str) -> str:
    if code not in available():
        raise ValueError(f"no such language: {code!r}; one of {', '.join(available())}")
    return code


def _code(code: str) -> str:
    if code not in ISO_639_1:
        raise ValueError(f"no such language: {code!r}; use a code of two letters such as en, de or zh (ISO 639-1)")
    return code


def _word(word: str) -> str:
    if not any(char.isalnum() for char in word):
        raise ValueError(f"{word!r} is no word: a story would meet it whatever it tells")
    return word


class Section(BaseModel):
    """What every table of the file has in common: frozen, and unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Keep(Section):
    """How long the store keeps what it holds."""

    raw: Duration = "90d"
    articles: Duration = "2y"
    briefings: Duration = "forever"


class Fetch(Section):
    """How feeds are asked."""

    every: Duration = "30m"
    per_host: int = Field(2, ge=1, le=10)
    timeout: Duration = "30s"
    max_bytes: Size = "10MB"
    allow_hosts: tuple[str, ...] = ()


class Source(Section):
    """A feed or a folder."""

    name: NonEmpty
    url: str | None = None
    path: str | None = None
    watch: bool = False
    weight: float = Field(1.0, ge=0)
    family: str | None = None
    language: str | None = None
    full_text: bool = False

    @model_validator(mode="after")
    def _one_place(self) -> Source:
        if (self.url is None) == (self.path is None):
            raise ValueError("give either `url` or `path`")
        return self


class EditionSection(Section):
    """A named group of stories within an edition."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    watch: tuple[Annotated[str, AfterValidator(_word)], ...] = Field(min_length=1)


class Edition(Section):
    """A recurring briefing."""

    title: str = "Briefing"
    schedule: Annotated[str, AfterValidator(_schedule)] = "07:00"
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    language: Annotated[str, AfterValidator(_language)] = "en"
    languages: tuple[Annotated[str, AfterValidator(_code)], ...] = ()
    stories: int = Field(12, ge=1)
    words: int = Field(120, ge=20)
    method: Annotated[str, AfterValidator(_method)] = "coverage"
    sources: tuple[str, ...] = ()
    watch: tuple[NonEmpty, ...] = ()
    mute: tuple[NonEmpty, ...] = ()
    sections: tuple[EditionSection, ...] = ()
    to: tuple[str, ...] = ()
    when_empty: Literal["say", "skip"] = "say"
    catch_up: Duration = "12h"

    @model_validator(mode="after")
    def _sections_apart(self) -> Edition:
        titles = [section.title for section in self.sections]
        twice = sorted({title for title in titles if titles.count(title) > 1})
        if twice:
            raise ValueError(f"two sections have the title {', '.join(map(repr, twice))}: make them one")
        return self


class Dkim(Section):
    """Signing of outgoing mail."""

    selector: str
    key_file: str


class Email(Section):
    """How mail leaves; the password comes from DIGEST_SMTP_PASSWORD or DIGEST_SMTP_PASSWORD_FILE alone."""

    host: str
    port: int = Field(587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str | None = None
    from_: str = Field(alias="from")
    uncertain: Literal["resend", "hold"] = "resend"
    dkim: Dkim | None = None


class Deliver(Section):
    """Other ways out."""

    command: tuple[str, ...] = ()
    folder: str = ""


class Web(Section):
    """Health, metrics and one-click unsubscribe."""

    listen: str = ""


class Engine(Section):
    """Where cleaning runs."""

    kind: Literal["local", "processes", "dask"] = "local"
    workers: int = Field(0, ge=0)
    scheduler: str = ""

    @model_validator(mode="after")
    def _scheduler_of_dask(self) -> Engine:
        if self.scheduler and self.kind != "dask":
            raise ValueError(f'scheduler is given, but kind is "{self.kind}": set it to "dask"')
        return self


class Log(Section):
    """What is logged, and how."""

    format: Literal["terminal", "json"] = "terminal"
    level: Literal["debug", "info", "warning", "error"] = "info"


class Config(Section):
    """The whole file."""

    store: str | None = None
    output: str = "output"
    templates: str | None = None
    base_url: str | None = None
    keep: Keep = Keep()
    fetch: Fetch = Fetch()
    source: tuple[Source, ...] = ()
    edition: dict[str, Edition] = {}
    email: Email | None = None
    deliver: Deliver = Deliver()
    web: Web = Web()
    engine: Engine = Engine()
    log: Log = Log()

    @model_validator(mode="after")
    def _known_sources(self) -> Config:
        names = {source.name for source in self.source}
        for name, edition in self.edition.items():
            unknown = [source for source in edition.sources if source not in names]
            if unknown:
                raise ValueError(f"edition.{name}.sources names no [[source]]: {', '.join(unknown)}")
        return self

    def settings(self, edition: str | None = None) -> Settings:
        """What shapes a briefing of `edition` (default: the only one; the defaults where there is none).

        Raises UsageError when the edition is not there, or when there are several and none is named.
        """
        if edition is None and len(self.edition) > 1:
            raise UsageError(f"the config has several editions; name one with --edition: {', '.join(self.edition)}")
        if edition is not None and edition not in self.edition:
            raise UsageError(f"the config has no edition {edition!r}; it has: {', '.join(self.edition) or 'none'}")
        chosen = self.edition[edition] if edition else next(iter(self.edition.values()), Edition())
        return Settings(
            title=chosen.title,
            stories=chosen.stories,
            words=chosen.words,
            method=chosen.method,
            watch=chosen.watch,
            mute=chosen.mute,
            weights=tuple((source.name, source.weight) for source in self.source if source.weight != 1),
            families=tuple((source.name, source.family) for source in self.source if source.family),
            language=chosen.language,
            languages=chosen.languages,
            sections=tuple(Part(section.title, section.watch) for section in chosen.sections),
        )


SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400, "y": 365 * 86_400}


def span(duration: str) -> timedelta | None:
    """A duration of the config ("30m", "2y"); None for "forever"."""
    if duration == "forever":
        return None
    return timedelta(seconds=int(duration[:-1].strip()) * SECONDS[duration[-1]])


def load(path: str | Path) -> Config:
    """The Config in the file at `path`; raises UsageError with one line that names every wrong key."""
    try:
        with Path(path).open("rb") as file:
            return Config.model_validate(tomllib.load(file))
    except OSError as error:
        raise UsageError(f"the config {path} cannot be read: {(error.strerror or str(error)).lower()}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"the config {path} is no TOML: {error}") from error
    except ValidationError as error:
        raise UsageError(f"the config {path} has {_faults(error)}") from error


def _faults(error: ValidationError) -> str:
    faults = []
    for fault in error.errors(include_url=False, include_input=False):
        where = ".".join(str(part) for part in fault["loc"])
        if fault["type"] == "extra_forbidden":
            faults.append(f"an unknown key: {where}")
        else:
            faults.append(
                f"{where}: {fault['msg'].removeprefix('Value error, ')}"
                if where
                else fault["msg"].removeprefix("Value error, ")
            )
    return "; ".join(faults)
