"""Content encodings undone piece by piece, with a counter: a small answer may not become a large one unseen.

gzip and deflate are RFC 1950-1952, br is RFC 7932. No piece that is made here is larger than STEP.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, Protocol

STEP = 256 * 1024
MAX_LAYERS = 2


class TooLarge(Exception):
    """More bytes than allowed."""


class Damaged(Exception):
    """Bytes that are not in the encoding that they claim; the text names it."""


class Layer(Protocol):
    """One encoding being undone."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What `data` becomes, in pieces of at most about STEP bytes."""

    def finished(self) -> bool:
        """Whether the encoded stream came to its end."""


class Inflater:
    """Undoes the encodings of a Content-Encoding header; counts what comes out."""

    def __init__(self, encodings: str, limit: int) -> None:
        names = [name.strip().lower() for name in encodings.split(",")]
        self._layers = [_layer(name) for name in reversed(names) if name not in ("", "identity", "none", "utf-8")]
        if len(self._layers) > MAX_LAYERS:
            raise Damaged("encoded too often")
        self._limit, self._made = limit, 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The plain bytes of the next piece; raises TooLarge or Damaged."""
        for piece in self._through(0, data):
            self._made += len(piece)
            if self._made > self._limit:
                raise TooLarge
            yield piece

    def finished(self) -> bool:
        """Whether every encoded stream came to its end, so that nothing is missing."""
        return all(layer.finished() for layer in self._layers)

    def _through(self, depth: int, data: bytes) -> Iterator[bytes]:
        if depth == len(self._layers):
            yield data
            return
        for piece in self._layers[depth].feed(data):
            yield from self._through(depth + 1, piece)


def inflated(data: bytes, limit: int) -> bytes:
    """`data`, undone where it is a gzip file though no header says so; raises TooLarge or Damaged."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    return b"".join(Inflater("gzip", limit).feed(data))


def _layer(name: str) -> Layer:
    if name in ("gzip", "x-gzip"):
        return _Zlib("gzip", zlib.MAX_WBITS | 16)
    if name == "deflate":
        return _Zlib("deflate", zlib.MAX_WBITS)
    if name == "br":
        return _Brotli()
    raise Damaged(f"in an encoding that was not asked for ({name[:20]!r})")


class _Zlib:
    def __init__(self, name: str, bits: int) -> None:
        self._name, self._bits = name, bits
        self._stream = zlib.decompressobj(bits)
        self._begun = self._plain = False
        self._head = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        data = self._head + data
        if not self._begun:
            if len(data) < 2:
                self._head = data
                return
            self._begin(data)
        if self._plain:
            yield data
            return
        while data:
            try:
                piece = self._stream.decompress(data, STEP)
            except zlib.error as error:
                raise Damaged(f"damaged {self._name}") from error
            if piece:
                yield piece
            data = self._stream.unconsumed_tail or self._rest()

    def finished(self) -> bool:
        return self._plain or self._stream.eof or not self._begun

    def _begin(self, head: bytes) -> None:
        """Some servers name an encoding that they did not use, and some leave the zlib header of deflate out."""
        self._begun, self._head = True, b""
        if self._name == "gzip":
            self._plain = not head.startswith(b"\x1f\x8b")
        elif head[0] & 0x0F != 8 or int.from_bytes(head[:2], "big") % 31:
            self._plain = head.lstrip()[:1] in (b"<", b"{")
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS)

    def _rest(self) -> bytes:
        """What follows the end of one gzip member, where another begins there; padding is passed over."""
        rest = self._stream.unused_data
        if not self._stream.eof or not rest.startswith(b"\x1f\x8b") or self._name != "gzip":
            return b""
        self._stream = zlib.decompressobj(self._bits)
        return rest


class _Brotli:
    def __init__(self) -> None:
        import brotli  # type: ignore[import-untyped]

        self._broken: type[Exception] = brotli.error
        self._stream: Any = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        try:
            piece = self._stream.process(data, output_buffer_limit=STEP)
            while piece:
                yield piece
                if self._stream.can_accept_more_data():
                    return
                piece = self._stream.process(b"", output_buffer_limit=STEP)
        except self._broken as error:
            raise Damaged("damaged br") from error

    def finished(self) -> bool:
        return bool(self._stream.is_finished())
