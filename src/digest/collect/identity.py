"""When two items are the same item: by guid, by canonical address, or by content.

A guid that is an address or a URN stands for itself everywhere; a bare one ("17") only within its site. Addresses are folded to
what names the article: tracking parameters, AMP and mobile editions and spelling are taken away.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from digest.model import FEED_ENTRY, Article, RawArticle

TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|dc|y|tw|tt)clid|msclkid|li_fat_id|gbraid|wbraid|gad_source|igshid|igsh|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|"
    r"vero_(?:id|conv)|oly_(?:enc|anon)_id|(?:ns|pk|mtm|piwik|matomo|hsa|ga|trk|sc|at|wt|stm|os)_(?:source|medium|mchannel|campaign|"
    r"content|term|kwd|keyword|cid|cmp|cmpid|zmc|mc|link\w*|fee|custom\d?|creation|format|recipient\w*)|_ga|_gl|__twitter_impression|"
    r"cmpid|cmp|ncid|icid|ocid|cid_source|smid|smtyp|s_cid|sr_share|xtor|guccounter|guce_referrer\w*|ref_(?:src|url)|soc_src|soc_trk|"
    r"amp|_amp|outputtype|amp_js_v|usqp|wt\.mc_id|spm|share_id|sharetype|feature_rss|from_rss|rss",
    re.IGNORECASE,
)
MAX_URL = 2000
FROM = {
    "from",
    "source",
    "src",
    "ref",
    "via",
    "partner",
    "feature",
    "cid",
    "origin",
    "at_medium",
    "channel",
    "traffic_source",
}
FEEDISH = {"rss", "feed", "atom", "rss2", "rssfeed", "rss-feed", "feeds"}
SAME_HOST = re.compile(r"^(?:www\d?|m|mobile|amp|touch)\.(?=[^.]+\.[^.])|(?<=\.)m\.(?=[^.]+\.[^.]+$)")
GLOBAL_ID = re.compile(r"(?:urn|tag|doi|info):\S+$|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$", re.IGNORECASE)


def identity(item: RawArticle | Article) -> str:
    """What names `item` apart from its words: equal for two versions of one item. See `identities` for a whole feed."""
    if isinstance(item, Article):
        found = canonical_url(item.url or "")
        return f"url:{found}" if found else _place(item.origin, item.member)
    if item.media_type not in (FEED_ENTRY, "application/json"):
        return _place(item.origin, item.member)
    fields = _fields(item)
    return _by_guid(item, fields) or _by_url(fields) or _otherwise(item, fields)


def identities(items: Sequence[RawArticle]) -> tuple[str, ...]:
    """The identity of each entry of one feed. A guid or an address that several different entries share names none of them."""
    read = [_fields(item) for item in items]
    guids = [_by_guid(item, fields) for item, fields in zip(items, read, strict=True)]
    urls = [_by_url(fields) for fields in read]
    shared = _shared(guids, items) | _shared(urls, items)
    found = []
    for item, fields, guid, url in zip(items, read, guids, urls, strict=True):
        usable = [name for name in (guid, url) if name and name not in shared]
        found.append(usable[0] if usable else _otherwise(item, fields))
    return tuple(found)


def canonical_url(url: str) -> str:
    """The name of the page at `url`, without scheme ("post.example/a?id=3"); "" where it is no web address.

    It is a name to compare, not an address to ask.
    """
    if len(url) > MAX_URL:
        return ""
    try:
        parts = urlsplit(_unwrapped(url.strip()))
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return ""
    host = _host(parts.hostname)
    if port and port not in (80, 443):
        host = f"{host}:{port}"
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    query = _query(parts.query)
    return host + _path(parts.path) + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def _unwrapped(url: str) -> str:
    """The page behind an address in an AMP cache."""
    match = re.match(r"https?://(?:www\.)?google\.[a-z.]+/amp/(s/)?(.+)", url, re.IGNORECASE)
    match = match or re.match(r"https?://[^/]+\.cdn\.ampproject\.org/[a-z]/(s/)?(.+)", url, re.IGNORECASE)
    return f"http{'s' if match.group(1) else ''}://{match.group(2)}" if match else url


def _host(host: str) -> str:
    host = host.rstrip(".").lower()
    with suppress(UnicodeError):
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    if ":" in host:
        return f"[{host}]"
    return host if re.fullmatch(r"[\d.]+", host) else SAME_HOST.sub("", SAME_HOST.sub("", host))


def _path(path: str) -> str:
    plain = unquote(path, errors="surrogateescape")
    path = re.sub(r"/{2,}", "/", quote(plain, safe="/~!$&'()*+,;=:@-._", errors="surrogateescape"))
    path = re.sub(r"/(?:index|default)\.(?:html?|php|aspx?)$", "/", path)
    path = re.sub(r"^/amp(?=/.)|/amp/?$|/amp\.html?$", "", path) or "/"
    path = re.sub(r"\.amp(?=(?:\.html?)?$)", "", path)
    return path.rstrip("/") or "/"


def _query(query: str) -> str:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape", max_num_fields=100)
    except ValueError:
        return query
    kept = [(name, value) for name, value in pairs if not _of_no_account(name, value)]
    return urlencode(sorted(kept), errors="surrogateescape")


def _of_no_account(name: str, value: str) -> bool:
    return bool(TRACKING.fullmatch(name)) or (name.lower() in FROM and value.lower() in FEEDISH)


def _fields(item: RawArticle) -> Mapping[str, Any]:
    try:
        fields = json.loads(item.data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _by_guid(item: RawArticle, fields: Mapping[str, Any]) -> str:
    given = fields.get("id")
    guid = str(given).strip() if isinstance(given, str | int) and not isinstance(given, bool) else ""
    if not guid:
        return ""
    if len(guid) > MAX_URL:
        guid = hashlib.sha256(guid.encode("utf-8", "replace")).hexdigest()
    if found := canonical_url(guid):
        return f"url:{found}"
    if GLOBAL_ID.match(guid):
        return f"guid:{guid}"
    try:
        site = _host(urlsplit(str(fields.get("link") or fields.get("url") or "")).hostname or "")
    except ValueError:
        site = ""
    return f"guid:{site or item.source or item.origin}|{guid}"


def _by_url(fields: Mapping[str, Any]) -> str:
    found = canonical_url(str(fields.get("link") or fields.get("url") or ""))
    return f"url:{found}" if found and not re.fullmatch(r"[^/?#]+/", found) else ""  # a home page names no article


def _shared(names: Sequence[str], items: Sequence[RawArticle]) -> set[str]:
    """Names under which there are several entries that differ; only ever looked up, never walked."""
    different = {(name, item.data) for name, item in zip(names, items, strict=True) if name}
    counts = Counter(name for name, _ in different)
    return {name for name, count in counts.items() if count > 1}


def _otherwise(item: RawArticle, fields: Mapping[str, Any]) -> str:
    """By content: headline and date where there are both, so that a corrected text stays the same item."""
    title, date = (str(fields.get(key) or "").strip() for key in ("title", "published"))
    words = (
        [title, date]
        if title and date
        else [title, date, *(str(fields.get(k) or "") for k in ("content", "summary", "text"))]
    )
    if not any(words):
        return _place(item.origin, item.member)
    content = "\0".join([item.source or "", *(" ".join(word.split()) for word in words)])
    return "content:" + hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()


def _place(origin: str, member: str | None) -> str:
    return f"file:{origin}" + (f"#{member}" if member else "")
