"""Articles in an object store or another place that fsspec knows: s3://bucket/day/, memory://..., file:///...

The web is not among them: feeds and pages are fetched by the client that asks hosts politely.
"""

from __future__ import annotations

import gzip
import io
import os
import re
from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, Any

from digest.collect import formats, warc
from digest.collect.local import CONTAINERS, MAX_BYTES, PASSED_OVER, Found
from digest.errors import UsageError
from digest.model import Problem, RawArticle

ADDRESS = re.compile(r"([a-z][a-z0-9+.-]{1,20})://", re.IGNORECASE)
WEB = ("http", "https", "ftp", "feed")


def is_remote(path: str | PathLike[str]) -> bool:
    """Whether `path` names a place that is opened through fsspec."""
    match = ADDRESS.match(os.fspath(path))
    return match is not None and match.group(1).lower() not in WEB


def parts(urls: Iterable[str | PathLike[str]]) -> Iterator[Found | Problem]:
    """Every object at or below `urls`, by its URL; each once. UsageError where the store's library is not there."""
    found: dict[str, Found | Problem] = {}
    for url in urls:
        for item in _below(os.fspath(url)):
            found.setdefault(item.origin, item)
    yield from (found[origin] for origin in sorted(found))


def split(found: Found) -> Iterator[RawArticle | Problem]:
    """The raw articles of one object."""
    name = found.path.lower()
    try:
        with _opened(found.path) as file:
            if name.endswith((".jsonl.gz", ".ndjson.gz")):
                with gzip.open(file) as lines:
                    yield from formats.json_lines(found, lines)
            elif name.endswith(CONTAINERS):
                yield from formats.json_lines(found, file)
            elif name.endswith((".warc", ".warc.gz")):
                yield from warc.articles(found, file)
            else:
                yield from _whole(found, file)
    except (UsageError, MemoryError):
        raise
    except Exception as error:  # each store has errors of its own
        yield Problem(found.origin, f"cannot be read: {_said(error)}", kind="failed")


def _whole(found: Found, file: IO[bytes]) -> Iterator[RawArticle | Problem]:
    data = file.read(MAX_BYTES + 1)
    if found.path.lower().endswith((".gz", ".zip")):
        with TemporaryDirectory(prefix="digest-") as folder:  # zip is read from its end: it needs a file
            path = os.path.join(folder, PurePosixPath(found.path).name)
            with open(path, "wb") as copy:
                copy.write(data)
                while block := file.read(1 << 20):
                    copy.write(block)
            yield from formats.split(Found(path, found.origin, found.folder))
    elif len(data) > MAX_BYTES:
        yield Problem(found.origin, f"larger than {MAX_BYTES // 1_000_000} MB: no single article is")
    else:
        yield from formats.take_apart(found, data)


def _below(url: str) -> Iterator[Found | Problem]:
    try:
        store, top = _store(url)
        names = store.find(top)
        if not names:
            yield Problem(url, "there is no such file or folder", kind="failed")
    except UsageError:
        raise
    except Exception as error:  # each store has errors of its own
        yield Problem(url, f"cannot be read: {_said(error)}", kind="failed")
        return
    for name in names:
        inside = name[len(top.rstrip("/")) :].strip("/").split("/") if name != top else []
        if any(part.startswith(".") for part in inside) or name.endswith(PASSED_OVER):
            continue
        full = "/".join([url.rstrip("/"), *inside])
        yield Found(full, full, inside[0] if len(inside) > 1 else None)


def _store(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise UsageError(f'{url} needs the extra `dask`: pip install "digest[dask]"') from error
    try:
        store, path = url_to_fs(url)
    except (ImportError, ValueError) as error:  # "Install s3fs to access S3", "Protocol not known: ..."
        raise UsageError(f"{url} cannot be opened: {_said(error)}") from error
    return store, str(path)


def _opened(url: str) -> Any:
    store, path = _store(url)
    return store.open(path, "rb") if hasattr(store, "open") else io.BytesIO()


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
