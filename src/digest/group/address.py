"""Web addresses as they are compared: the AMP, mobile and print twins of a page have one normal form."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref|ref_?src|source|src|cmp(id)?|ns_.*|ito|ftag|smid|partner|via|share.*"
    r"|amp|outputtype|output|print|printable|m|mobile|view|__twitter_impression|guccounter|taid|spm|xtor|at_.*|ocid|ncid|cid"
)
_HOST_PREFIX = re.compile(r"^(?:(?:www\d?|m|mobile|amp|touch|wap)\.)+")
_TWIN_FOLDERS = frozenset({"amp", "print", "mobile", "printable"})
_ENDING = re.compile(r"(?:[./](?:amp|print|printable))?(?:\.(?:amp|print))?(?:\.s?html?|\.php|\.aspx?)?$")


def normal(url: str | None) -> str | None:
    """The address without scheme, www, mobile and AMP marks, tracking parameters, fragment and final slash.

    None for what is no web address and for a bare home page, which many articles may name.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").casefold()
    except ValueError:
        return None
    if parts.scheme.casefold() not in ("http", "https", "") or not host:
        return None
    folders = [folder for folder in parts.path.split("/") if folder and folder.casefold() not in _TWIN_FOLDERS]
    path = _ENDING.sub("", "/".join(folders))
    query = sorted(
        (key.casefold(), value) for key, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(key.casefold())
    )
    if not path and not query:
        return None
    return _HOST_PREFIX.sub("", host) + "/" + path + ("?" + urlencode(query) if query else "")
