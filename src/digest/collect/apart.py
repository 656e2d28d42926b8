"""Feeds are read in a process of their own, with bounds on time and memory.

A parser's worst cases grow with the square of a document's size: small ones cannot hurt, large ones could hold up a run for hours.
A process can be ended, which a thread cannot; and it leaves this one free to ask the others.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from typing import Any

from digest.collect.guard import mask
from digest.collect.inflate import Damaged, TooLarge, inflated
from digest.collect.reading import Items, read_answer
from digest.model import Problem, RawArticle

SMALL = 32 * 1024  # bytes; what is smaller is read in place, in milliseconds even at its worst
SECONDS = 30.0  # for one feed
MEMORY = 1 << 30  # bytes of address space
START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from digest.collect.apart import main; main()"


class Reader:
    """Reads answers one after the other; an async context manager. The process is begun when it is needed first."""

    def __init__(self, limit: int, *, seconds: float = SECONDS) -> None:
        """`limit`: bytes of a feed, inflated; `seconds`: for one feed."""
        self._limit, self._seconds = limit, seconds
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Reader:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._end()

    async def read(self, url: str, content_type: str, body: bytes, name: str) -> Items:
        """What `read_answer` makes of these; a Problem where that takes too long or too much memory."""
        try:
            data = inflated(body, self._limit)
        except (TooLarge, Damaged) as error:
            return (Problem(mask(url), str(error) or f"larger than {self._limit / 1e6:g} MB", kind="failed"),)
        if len(data) <= SMALL:
            return read_answer(url, content_type, data, name)
        async with self._turn:
            try:
                async with asyncio.timeout(self._seconds):
                    return await self._apart(url, content_type, data, name)
            except (TimeoutError, OSError, EOFError):
                await self._end()
                return (Problem(mask(url), "too tangled to be read in the time that one feed may take", kind="failed"),)
            except BaseException:
                await self._end()  # half an answer must not be taken for the next one's
                raise

    async def _apart(self, url: str, content_type: str, data: bytes, name: str) -> Items:
        process = self._process = self._process or await _begin()
        if process.stdin is None or process.stdout is None:  # both were asked for
            raise EOFError
        head = {"url": url, "content_type": content_type, "name": name, "length": len(data)}
        process.stdin.write(json.dumps(head).encode() + b"\n" + data)
        await process.stdin.drain()
        length = int(await process.stdout.readline() or b"-1")
        if length < 0:
            raise EOFError
        return _items(json.loads(await process.stdout.readexactly(length)))

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process and process.returncode is None:
            process.kill()
            await process.wait()


async def _begin() -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        "-c",
        START,
        json.dumps([path for path in sys.path if path]),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,  # an interrupt from the keyboard is for the one who asked, who then ends this
    )


def main() -> None:
    """The other side: answers on standard input, their items as JSON on standard output, until there are no more."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while line := sys.stdin.buffer.readline():
        head = json.loads(line)
        body = sys.stdin.buffer.read(head["length"])
        try:
            items = read_answer(head["url"], head["content_type"], body, head["name"])
        except Exception as error:  # the next feed must find this process alive
            said = (
                "too large to be read in memory"
                if isinstance(error, MemoryError)
                else f"cannot be read: {error!r:.100}"
            )
            items = (Problem(mask(head["url"]), said, kind="failed"),)
        made = json.dumps([_plain(item) for item in items]).encode()
        sys.stdout.buffer.write(b"%d\n" % len(made) + made)
        sys.stdout.buffer.flush()


def _plain(item: RawArticle | Problem) -> list[Any]:
    if isinstance(item, Problem):
        return ["problem", item.origin, item.reason, item.member, item.kind]
    return ["raw", item.origin, item.data.decode("utf-8"), item.media_type, item.member, item.source]


def _items(plain: Sequence[Any]) -> Items:
    made: list[RawArticle | Problem] = []
    for kind, *given in plain:
        if kind == "problem":
            made.append(Problem(*given))
        else:
            origin, data, media_type, member, source = given
            made.append(RawArticle(origin, data.encode("utf-8"), media_type, member, source))
    return tuple(made)
