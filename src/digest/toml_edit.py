"""digest.toml edited in place: sources come and go, every comment and blank line of the person's own stays.

Edits are made on the text, in the one place that they concern, and each is proved before it counts: read again, the new text
must hold exactly the old data with the one change.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from digest.errors import OutputError, UsageError
from digest.files import put

HEADER = re.compile(r"[ \t]*\[\[?")
OF_SOURCE = re.compile(r"""[ \t]*\[\[[ \t]*(?:source|"source"|'source')[ \t]*\]\]""")


def unique_name(text: str, wanted: str) -> str:
    """`wanted`, cut to one clean line, or with a number behind it where a source has that name already."""
    wanted = " ".join("".join(c if c.isprintable() else " " for c in wanted).split())[:100].strip() or "Feed"
    taken = {str(source.get("name")).casefold() for source in _sources(_read(text))}
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1
        name = f"{wanted} {number}"
    return name


def add_source(text: str, fields: Mapping[str, Any]) -> str:
    """The config `text` with one more [[source]] of these `fields`; the name must be new (see `unique_name`).

    Raises UsageError where the name is taken or the text is no TOML.
    """
    data = _read(text)
    if any(source.get("name") == fields.get("name") for source in _sources(data)):
        raise UsageError(f"there is a source {fields.get('name')!r} already; give the new one another name")
    expected = {**data, "source": [*_sources(data), dict(fields)]}
    end = "\r\n" if "\r\n" in text else "\n"
    block = ["[[source]]", *(f"{key} = {_value(value)}" for key, value in fields.items())]
    lines = _lines(text)
    spans = _spans(lines)
    at = _behind_comments(lines, spans[-1][1]) if spans else len(lines)
    head, tail = lines[:at], lines[at:]
    if head and not head[-1].endswith(("\n", "\r")):
        head[-1] += end
    gap = [end] if head and head[-1].strip() else []
    after = [end] if tail and tail[0].strip() else []
    made = "".join([*head, *gap, *(line + end for line in block), *after, *tail])
    return _proved(made, expected) or _with_tomlkit(text, expected, lambda document: _append(document, fields))


def remove_source(text: str, name: str) -> str:
    """The config `text` without the source `name`, or with that address; raises UsageError where there is none."""
    data = _read(text)
    sources = _sources(data)
    found = [
        n for n, source in enumerate(sources) if name in (source.get("name"), source.get("url"), source.get("path"))
    ]
    if not found:
        names = ", ".join(str(source.get("name")) for source in sources[:20])
        raise UsageError(f"there is no source {name!r}; there are: {names or 'none'}")
    which = found[0]
    expected = {**data, "source": [source for n, source in enumerate(sources) if n != which]}
    if not expected["source"]:
        del expected["source"]
    lines = _lines(text)
    spans = _spans(lines)
    if which < len(spans):
        begin, end = spans[which]
        if begin and not lines[begin - 1].strip() and end < len(lines) and not lines[end].strip():
            end += 1  # one of the two blank lines around it
        if made := _proved("".join([*lines[:begin], *lines[end:]]), expected):
            return made
    return _with_tomlkit(text, expected, lambda document: _remove(document, which))


def edit(path: str | Path, change: Callable[[str], str]) -> str:
    """Writes `change` of the file's text back in one step, with its mode and line ends kept; the new text.

    Raises UsageError where the file cannot be read or is no TOML, OutputError where it cannot be written.
    """
    path = Path(path)
    try:
        path = path.resolve(strict=True)  # a link stays a link
        text = path.read_bytes().decode("utf-8")
        mode = path.stat().st_mode & 0o777
    except OSError as error:
        raise UsageError(f"the config {path} cannot be read: {(error.strerror or str(error)).lower()}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"the config {path} is no TOML: {error}") from error
    made = change(text)
    try:
        put(path, made.encode("utf-8"), mode=mode)
    except OSError as error:
        raise OutputError(f"the config {path} cannot be written: {(error.strerror or str(error)).lower()}") from error
    return made


def _read(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"the config is no TOML: {error}") from error


def _sources(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    sources = data.get("source", [])
    return [source for source in sources if isinstance(source, dict)] if isinstance(sources, list) else []


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+$", text)


def _spans(lines: list[str]) -> list[tuple[int, int]]:
    """For each [[source]]: its first line, and the line after its last key. What follows before the next table is not its."""
    starts = [n for n, line in enumerate(lines) if HEADER.match(line)]
    spans = []
    for start, following in zip(starts, [*starts, len(lines)][1:], strict=True):
        if OF_SOURCE.match(lines[start]):
            end = following
            while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
                end -= 1
            spans.append((start, end))
    return spans


def _behind_comments(lines: list[str], end: int) -> int:
    """Behind the comments that follow a table at once, unless they lead straight into the next one."""
    after = end
    while after < len(lines) and lines[after].lstrip().startswith("#"):
        after += 1
    return after if after == len(lines) or not lines[after].strip() else end


def _value(value: Any) -> str:
    import tomlkit

    return str(tomlkit.item(value).as_string())


def _proved(text: str, expected: Mapping[str, Any]) -> str | None:
    """`text`, if it holds exactly what was meant: a line that looks like a table may be part of a string."""
    try:
        return text if tomllib.loads(text) == expected else None
    except tomllib.TOMLDecodeError:
        return None


def _with_tomlkit(text: str, expected: Mapping[str, Any], change: Callable[[Any], None]) -> str:
    """The change made on tomlkit's tree, for files that are written in an unusual way."""
    import tomlkit

    document = tomlkit.parse(text)
    change(document)
    made = _proved(tomlkit.dumps(document), expected)
    if made is None:
        raise UsageError(
            "the config is written in a way that cannot be edited here: change its [[source]] tables by hand"
        )
    return made


def _append(document: Any, fields: Mapping[str, Any]) -> None:
    import tomlkit

    table = tomlkit.inline_table() if isinstance(document.get("source"), tomlkit.items.Array) else tomlkit.table()
    table.update(fields)
    if "source" not in document:
        document["source"] = tomlkit.aot()
    document["source"].append(table)


def _remove(document: Any, which: int) -> None:
    del document["source"][which]
    if not document["source"]:
        del document["source"]
