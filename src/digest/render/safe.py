"""Untrusted text made fit to be shown: nothing in it moves a cursor, turns a line around or becomes a live link."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Bidirectional embeddings, overrides and isolates (Unicode UAX #9), byte order marks, annotation marks, tag characters.
# What writing needs stays: the joiners, and the marks LRM, RLM and ALM, which cannot reach beyond their place.
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
# Control characters that are no white space, halves of surrogate pairs, noncharacters.
_BROKEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile("[^\\S\xa0\u202f]+")  # all white space but the two that keep a line together


def shown(text: str) -> str:
    """`text` on one line, without characters that act instead of being seen; broken ones become U+FFFD."""
    if text.isascii() and text.isprintable() and "  " not in text:  # as most are
        return text.strip()
    return _SPACE.sub(" ", _BROKEN.sub("\ufffd", _HIDDEN.sub("", text))).strip()


def web_link(url: str | None) -> str | None:
    """`url` where it is a plain web address that may become a link, otherwise None.

    Refused: every scheme but http and https, addresses with white space or hidden characters, and user names before the
    host, which make an address look like another one.
    """
    if not url or shown(url) != url or any(c.isspace() or c in "\"'<>\\`" for c in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host and "@" not in parts.netloc else None
