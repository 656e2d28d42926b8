"""An HTML page as an ordered list of blocks: what each block element says, and where it stands.

Whatever is later chosen as the article is put together from these blocks and from nothing else, so every sentence of it
is a span of the page with the inline tags taken away.
"""

from __future__ import annotations

import html as html_entities
import re
from dataclasses import dataclass
from typing import Any

MAX_TEXT = 4_000_000  # characters of text; what comes after is not read
MAX_DEPTH = 250  # other tools lose text below about this depth, so deeper pages are read by our own rule alone

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)
_UNSEEN = ("script", "style", "template")  # their words are no part of the page
_SKIPPED = (
    "noscript svg math iframe object embed audio video canvas map select textarea button input datalist progress meter applet "
    "amp-ad amp-analytics amp-state amp-embed amp-iframe"
).split()
_PICTURES = frozenset(("img", "picture", "source", "amp-img"))
_ROLES = {"navigation": "nav", "banner": "header", "contentinfo": "footer", "complementary": "aside", "search": "form"}
_OUTSIDE = frozenset("nav footer aside form dialog menu".split())
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_JUNK_NAME = re.compile(
    r"(?:^|[\s_-])(?:related|share|sharing|social|sociable|addtoany|comments?|commentlist|disqus|respond|reply|sidebar|"
    r"newsletter|subscribe|subscription|signup|promo|promotion|sponsor(?:ed)?|advert(?:isement)?s?|ads?|adbox|outbrain|"
    r"taboola|recommend(?:ed|ations?)?|recirc|popular|trending|most-?read|breadcrumbs?|crumbs?|tags?|taglist|tag-list|"
    r"author-?(?:bio|box|info|card)|bio|byline|credits?|copyright|cookies?|consent|gdpr|modal|popup|overlay|paywall|"
    r"pagination|pager|prev-?next|post-?nav(?:igation)?|nav|navbar|menu|toolbar|toc|widgets?|teasers?|more-?(?:stories|"
    r"news|articles|posts)|read-?(?:more|next|also)|see-?also|also-?read|skip-?link|sr-only|screen-?reader-text|"
    r"visually-?hidden|footer|masthead|login|print-?only|caption|wp-caption-text|photo-?credit|meta|entry-?meta|"
    r"post-?meta|timestamp|dateline|jp-relatedposts|sharedaddy|yarpp(?:-related)?)(?:$|[\s_-])",
    re.I,
)
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|comment-?(?:list|body|content|area|thread)|disqus|respond)(?:$|[\s_-])", re.I
)
_CAPTION = re.compile(r"caption|photo-?credit|image-?credit|img-?credit", re.I)
_BAD_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>", re.I)

_WINDOWS_REFERENCE = re.compile(
    r"&#(?:1[2-5]\d|x[89][0-9a-f]);", re.I
)  # &#146; means a Windows character (WHATWG HTML, 13.2.5.80)


@dataclass(slots=True)
class Block:
    """One block element's own words."""

    text: str  # white space folded
    tag: str  # the innermost block element: "p", "h2", "li", "td", "div", ...
    where: tuple[int, ...]  # the chain of elements it stands in, outermost first, as numbers in reading order
    linked: int = 0  # characters that stand inside links
    outside: str = ""  # "nav", "footer", "aside", "form": stands in an element that is not for the article
    caption: bool = False
    comments: bool = False  # in a container named as the readers' comments
    junk: int = 0  # the number of the outermost container with a junk name, 0 for none
    article: int = 0  # the number of the innermost <article>, <main> or articleBody element, 0 for none
    broken: bool = False  # parted from the block before by a <br> alone
    header: bool = False  # in a <header> element

    @property
    def link_share(self) -> float:
        """The share of the characters that are links."""
        return self.linked / max(1, len(self.text))


@dataclass(slots=True)
class Blocks:
    """A page's blocks, and the tree they came from, without what is never text."""

    blocks: list[Block]
    tree: Any  # lxml.html.HtmlElement or None
    depth: int = 0
    elements: int = 0
    cut: bool = False  # the page was longer than is read


def scrub(text: str) -> str:
    """`text` without characters at which parsers stop: NUL and other controls, lone surrogates."""
    return _BAD_CHARACTERS.sub("\ufffd", text) if _BAD_CHARACTERS.search(text) else text


def parse(text: str) -> Any:
    """The tree of `text`, or None where there is nothing to parse. Never raises for any str."""
    from lxml import etree, html

    text = _WINDOWS_REFERENCE.sub(_windows_character, _XML_DECLARATION.sub("", scrub(text)))
    if not text.strip():
        return None
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, recover=True
    )
    try:
        tree = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    return tree if isinstance(tree.tag, str) else None


def _windows_character(match: re.Match[str]) -> str:
    return html_entities.unescape(match[0])


def is_hidden(element: Any) -> bool:
    """Whether a browser would not show `element`."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and _HIDDEN_STYLE.search(style))


def prune(tree: Any) -> None:
    """Take out of `tree` what is never text; hidden elements too, unless they hold most of the page.

    Where words are taken out of the middle of a block a rule (<hr>) stays, so that no sentence closes over the gap.
    """
    from lxml import etree

    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    for element in list(tree.iter(*_SKIPPED)):
        _take_out(element)
    hidden = [e for e in tree.iter(etree.Element) if is_hidden(e) and e.tag not in ("html", "head", "body")]
    if not hidden:
        return
    whole = _length(tree)
    for element in hidden:
        if _length(element) <= 0.4 * whole:
            _take_out(element)


def _length(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _take_out(element: Any) -> None:
    spoke = _length(element) > 0
    del element[:]
    element.attrib.clear()
    element.tag, element.text = ("hr", None) if spoke else ("span", " ")


class _Walk:
    """The state of one walk over a tree."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pieces: list[str] = []
        self.linked = 0
        self.links = 0
        self.broken = False
        self.size = 0
        self.chain: list[tuple[int, str]] = [(0, "body")]
        self.marks: list[tuple[str, bool, bool, int, int, bool]] = [("", False, False, 0, 0, False)]

    def say(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)
            if self.links:
                self.linked += len(text.strip())

    def flush(self, broken: bool = False) -> None:
        if self.pieces:
            text = " ".join("".join(self.pieces).split())
            if text:
                outside, caption, comments, junk, article, header = self.marks[-1]
                where = tuple(number for number, _ in self.chain)
                self.blocks.append(
                    Block(
                        text,
                        self.chain[-1][1],
                        where,
                        min(self.linked, len(text)),
                        outside,
                        caption,
                        comments,
                        junk,
                        article,
                        self.broken,
                        header,
                    )
                )
                self.size += len(text)
                self.broken = broken
            self.pieces = []
        if not broken:
            self.broken = False
        self.linked = 0

    def enter(self, element: Any, number: int) -> None:
        tag = element.tag
        outside, caption, comments, junk, article, header = self.marks[-1]
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        role = element.get("role")
        kind = _ROLES.get(role, tag) if role else tag
        if kind in _OUTSIDE:
            outside = outside or kind
        if tag == "figcaption":
            caption = True
        if tag == "header":
            header = True
        if tag in ("article", "main") or (element.get("itemprop") or "").lower() == "articlebody" or role == "main":
            article = number
        if len(names) > 1:
            if _COMMENTS.search(names):
                comments = True
            if _CAPTION.search(names) and tag not in ("body", "article", "main"):
                caption = True
            if not junk and tag not in ("body", "article", "main") and _JUNK_NAME.search(names):
                junk = number
        self.chain.append((number, tag))
        self.marks.append((outside, caption, comments, junk, article, header))

    def leave(self) -> None:
        self.chain.pop()
        self.marks.pop()


def blocks_of(tree: Any) -> Blocks:
    """The blocks of a pruned `tree`, in reading order. The walk keeps no Python stack, so depth does not matter."""
    from lxml import etree

    walk, number, depth, deepest = _Walk(), 0, 0, 0
    body = tree.find("body")
    root = tree if body is None else body
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str) or tag in ("head", "title"):
            continue
        if event == "start":
            number, depth = number + 1, depth + 1
            deepest = max(deepest, depth)
            if tag == "br":
                walk.flush(broken=True)
            elif tag == "a":
                walk.links += 1
            elif tag in _PICTURES:
                walk.say(" ")
            elif tag not in _INLINE:
                walk.flush()
                walk.enter(element, number)
            walk.say(element.text)
        else:
            depth -= 1
            if tag == "a":
                walk.links = max(0, walk.links - 1)
            elif tag not in _INLINE and tag != "br" and tag not in _PICTURES:
                walk.flush()
                walk.leave()
            if element is not root:
                walk.say(element.tail)
        if walk.size > MAX_TEXT:
            break
    walk.flush()
    return Blocks(walk.blocks, tree, deepest, number, walk.size > MAX_TEXT)
