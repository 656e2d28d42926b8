"""An HTML page as an ordered list of blocks: what each block element says, and where it stands.

Whatever is later chosen as the article is put together from these blocks and from nothing else, so every sentence of it
is a span of the page with the inline tags taken away.
"""

from __future__ import annotations

import html as html_entities
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from digest.clean.decode import normalize
from digest.clean.lines import ends_like_text

MAX_TEXT, MAX_BLOCKS = 2_000_000, 40_000  # characters of text, and blocks; what comes after is not read
MAX_NAMES = 400  # characters of an element's classes that are looked at
MAX_NAME_WORDS = 4  # words of an id from which on it is no name that a programmer gave
MAX_LABEL = 400  # characters that a button or the like may hold
MOST_JUNK = 0.4  # share of the page's text above which a container is not junk, whatever it is called
MOST_COMMENTS = 0.7
MIN_WRAPPED, MIN_WIDTH = 4, 22  # lines, and characters a line, that tell text of a fixed width
MIN_PROSE = 60  # characters of a block that counts as text in these shares
MAX_DEPTH = 250  # other tools lose text below about this depth, so deeper pages are read by our own rule alone


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span strike "
    "strong sub sup time tt u var wbr"
)
_BREAKING = _names(
    "address article aside audio base blockquote body br button canvas caption center col colgroup dd details dialog dir div dl dt "
    "embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe input legend "
    "li link listing main map marquee menu menuitem meta nav noframes noscript object ol optgroup option p param plaintext pre "
    "search section select slot summary svg table tbody td textarea tfoot th thead title tr track ul video xmp"
)
_UNSEEN = ("script", "style", "template")  # their words are no part of the page
_SKIPPED = _names(
    "noscript svg math iframe object embed audio video canvas map select textarea button input datalist progress meter applet "
    "amp-ad amp-analytics amp-state amp-embed amp-iframe"
)
_LISTS = ("select", "datalist", "textarea")
_PICTURES = frozenset(("img", "picture", "source", "amp-img"))
_ROLES = {"navigation": "nav", "banner": "header", "contentinfo": "footer", "complementary": "aside", "search": "form"}
_OUTSIDE = _names("nav footer aside form dialog menu")
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_JUNK_NAME = re.compile(
    r"(?:^|[\s_-])(?:footer|nav|navbar|navigation|menu|masthead|toolbar|sidebar|side-?bar|breadcrumbs?|crumbs?|pagination|pager|"
    r"prev-?next|post-?nav(?:igation)?|copyright|social|sociable|sharing|sharedaddy|addtoany|share-?(?:bar|buttons?|links|tools)|"
    r"related|related-?\w+|jp-relatedposts|yarpp(?:-related)?|recirc|recommended|recommendations|outbrain|taboola|popular|trending|"
    r"most-?(?:read|popular|viewed)|more-?(?:stories|news|articles|posts)|teasers?|promo|promos|promotion|sponsor|sponsored|"
    r"newsletter|newsletters|subscribe|subscription|sign-?up|login|modal|popup|cookies?|consent|gdpr|byline|bylines|bio|"
    r"author-?(?:bio|box|card|info|profile)|about-?(?:the-?)?author|tags|tag-?list|tag-?cloud|sr-only|screen-?reader(?:-?text)?|"
    r"dek|deck|standfirst|strapline|sub-?title|sub-?headline|excerpt|visually-?hidden|skip-?link|print-only|noprint)(?:$|[\s_-])",
    re.I,
)
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|comment-?(?:list|body|content|area|section|thread|form)|disqus|disqus_thread|respond|fb-comments)"
    r"(?:$|[\s_-])",
    re.I,
)
_CAPTION = re.compile(r"caption|photo-?credit|image-?credit|img-?credit", re.I)
_BAD_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>", re.I)

_SLUG = re.compile(r"[^\W_]+")
_STYLING = re.compile(r"</?(?:span|font|b|i|u|em|strong|small|big|tt|code|a|ins|del|sub|sup)(?:\s[^<>]*)?>", re.I)
_BOXES = re.compile(r"</?(?!(?:p|br|h[1-6]|html|head|body|title|meta|script|style|li)[\s>/])[a-z][^<>]*>", re.I)
_GLUED_SECTION = re.compile(
    r"(?<![/*\s])(?:<!\[CDATA\[|\]\]>)"
)  # dropped with the tag behind it, it would join two words
# References to controls: Python's own reader drops them, and so do we; the parser would put the control there.
_NO_CHARACTER = re.compile(
    r"&#(?:0{0,6}(?:[1-8]|11|1[4-9]|2\d|3[01]|127)(?!\d)|x0{0,6}(?:[1-8be-f]|1[0-9a-f]|7f)(?![0-9a-f]));?", re.I
)
# The parser drops a tag that has no partner or no place there; the words before and behind it are two all the same.
_STRAY = re.compile(
    rf"<(?:/(?:{'|'.join(sorted(_BREAKING))})|body|html|head|frame|frameset|col|colgroup|caption|t[dhr]|tbody|thead|tfoot)"
    r"(?=[\s>/])",
    re.I,
)
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
    outside: str = ""  # what it stands in that is not for the article: "nav", "aside", "comments", "sidebar", ...
    caption: bool = False
    article: int = 0  # the number of the innermost <article>, <main> or articleBody element, 0 for none
    broken: bool = False  # parted from the block before by one <br> alone

    @property
    def link_share(self) -> float:
        """The share of the characters that are links."""
        return self.linked / max(1, len(self.text))


@dataclass(slots=True)
class Blocks:
    """A page's blocks, and the tree they came from, without what is never text."""

    blocks: list[Block]
    tree: Any  # lxml.html.HtmlElement
    depth: int = 0
    elements: int = 0
    cut: bool = False  # the page was longer than is read


def scrub(text: str) -> str:
    """`text` without characters at which parsers stop: NUL and other controls, lone surrogates."""
    return _BAD_CHARACTERS.sub("\ufffd", text) if _BAD_CHARACTERS.search(text) else text


def parse(text: str) -> Any:
    """The tree of `text`, or None where there is nothing to parse. Never raises for any str."""
    text = _WINDOWS_REFERENCE.sub(_windows_character, _XML_DECLARATION.sub("", scrub(text)))
    if "<![CDATA[" in text or "]]>" in text:
        text = _GLUED_SECTION.sub(" ", text)
    if "&#" in text:
        text = _NO_CHARACTER.sub("", text)
    text = text.replace("</br>", "<br>").replace("</BR>", "<br>")  # as browsers do; the parser would drop it
    text = _STRAY.sub(r" \g<0>", text)
    tree, whole = _parse(text)
    if not whole:  # nested so deep that the parser gave up: the containers go, the paragraphs stay
        tree, whole = _parse(_BOXES.sub("<br><br>", _STYLING.sub("", text)))
    return tree


def _parse(text: str) -> tuple[Any, bool]:
    """The tree, and whether the parser read on to the end."""
    from lxml import etree, html

    if not text.strip():
        return None, True
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, recover=True
    )
    try:
        tree = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None, True
    last = parser.error_log.last_error
    whole = last is None or "depth" not in last.message
    return (tree if isinstance(tree.tag, str) else None), whole


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
        if element.tag not in _LISTS and _length(element) > MAX_LABEL and _length(element) > 0.3 * _length(tree):
            element.tag = "div"  # a tag that was never closed has swallowed the page
        else:
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


@dataclass(frozen=True, slots=True)
class _Place:
    """What holds for all that stands in one element."""

    number: int
    tag: str
    where: tuple[int, ...]
    suspects: tuple[
        tuple[int, str], ...
    ] = ()  # the elements around that look like no place for an article, and as what
    caption: bool = False
    article: int = 0

    def inner(self, element: Any, number: int) -> _Place:
        tag, role = element.tag, element.get("role")
        names = f"{(element.get('class') or '')[:MAX_NAMES]} {_own_name(element)}"
        whole = tag in ("body", "article", "main") or role == "main"
        suspects = self.suspects
        if not whole:
            kind = _suspicion(_ROLES.get(role, tag) if role else tag, names)
            suspects = (*suspects, (number, kind)) if kind else suspects
        return _Place(
            number,
            tag,
            (*self.where, number),
            suspects,
            self.caption or tag == "figcaption" or (not whole and len(names) > 1 and bool(_CAPTION.search(names))),
            number
            if (whole and tag != "body") or (element.get("itemprop") or "").lower() == "articlebody"
            else self.article,
        )


def _own_name(element: Any) -> str:
    """The id of `element`, unless it is a heading's words made an address (`menu-trends-for-small-kitchens`)."""
    name = (element.get("id") or "")[:MAX_NAMES]
    return "" if len(_SLUG.findall(name)) >= MAX_NAME_WORDS else name


def _suspicion(kind: str, names: str) -> str:
    if len(names) > 1:
        if _COMMENTS.search(names):
            return "comments"
        match = _JUNK_NAME.search(names)
        if match and kind not in _OUTSIDE:
            return match[0].strip(" _-\t\n").lower()
    return kind if kind in _OUTSIDE else ""


class _Walk:
    """The state of one walk over a tree."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.suspects: list[tuple[tuple[int, str], ...]] = []
        self.pieces: list[str] = []
        self.linked = 0
        self.links = 0
        self.broken = False
        self.size = 0
        self.places = [_Place(0, "body", ())]

    def say(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)
            if self.links:
                self.linked += len(text.strip())

    def flush(self, broken: bool = False) -> None:
        text = " ".join(normalize("".join(self.pieces)).split()) if self.pieces else ""
        if text:
            place = self.places[-1]
            self.blocks.append(
                Block(
                    text,
                    place.tag,
                    place.where,
                    min(self.linked, len(text)),
                    caption=place.caption,
                    article=place.article,
                    broken=self.broken,
                )
            )
            self.suspects.append(place.suspects)
            self.size += len(text)
        self.broken = broken and bool(text)  # a second <br> parts paragraphs
        self.pieces = []
        self.linked = 0

    def judge(self) -> list[Block]:
        """The blocks, each with what it stands in; a container that holds much of the page's text is no longer suspected."""
        held: dict[int, int] = {}
        total = 1
        for block, suspects in zip(self.blocks, self.suspects, strict=True):
            size = max(0, len(block.text) - block.linked) if len(block.text) >= MIN_PROSE else 0
            total += size
            for number, _ in suspects:
                held[number] = held.get(number, 0) + size
        for block, suspects in zip(self.blocks, self.suspects, strict=True):
            block.outside = next(
                (k for n, k in suspects if held[n] <= (MOST_COMMENTS if k == "comments" else MOST_JUNK) * total), ""
            )
        return self.blocks


def unwrapped(blocks: list[Block]) -> list[Block]:
    """The blocks with the lines joined that <br> had broken at a fixed width, in the middle of sentences."""
    joined: list[Block] = []
    start = 0
    while start < len(blocks):
        end = start + 1
        while end < len(blocks) and blocks[end].broken and blocks[end].where == blocks[start].where:
            end += 1
        lines = blocks[start:end]
        joined += _filled(lines) if len(lines) >= MIN_WRAPPED else lines
        start = end
    return joined


def _filled(lines: list[Block]) -> list[Block]:
    """`lines` of one element, joined where they are filled to a width; as they are where each is a line of its own."""
    lengths = sorted(len(line.text) for line in lines[:-1])
    usual = lengths[len(lengths) // 2]
    open_ = [not ends_like_text(line.text) for line in lines[:-1]]
    goes_on = sum(line.text[:1].islower() or not line.text[:1].isascii() for line in lines[1:])
    if goes_on < 0.5 * len(open_) or usual < MIN_WIDTH or lengths[-1] > 2.2 * usual or sum(open_) < 0.6 * len(open_):
        return lines
    joined = [lines[0]]
    for before, line in pairwise(lines):
        if ends_like_text(before.text) and len(before.text) < 0.85 * usual:
            joined.append(line)
            continue
        last = joined[-1]
        last.text += " " + line.text
        last.linked += line.linked
    return joined


def blocks_of(tree: Any) -> Blocks:
    """The blocks of a pruned `tree`, in reading order. The walk keeps no Python stack, so depth does not matter."""
    from lxml import etree

    walk, number, depth, deepest, cut = _Walk(), 0, 0, 0, False
    body = tree.find("body")
    root = tree if body is None else body
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag in (
            "head",
            "title",
        ):  # no text of the page; wherever a broken page has it, it parts what stands around it
            walk.flush()
            walk.say(element.tail if event == "end" and element is not root else None)
            continue
        if event == "start":
            number, depth = number + 1, depth + 1
            deepest = max(deepest, depth)
            _open(walk, element, number)
        else:
            depth -= 1
            _close(walk, tag)
            if element is not root:
                walk.say(element.tail)
        if walk.size > MAX_TEXT or len(walk.blocks) > MAX_BLOCKS:
            cut = True
            break
    walk.flush()
    return Blocks(unwrapped(walk.judge()), tree, deepest, number, cut)


def _is_inline(tag: str) -> bool:
    """Whether an element of this name stands in a line; a name that HTML does not know does, unless a page defined it itself."""
    return tag in _INLINE or (tag not in _BREAKING and "-" not in tag)


def _open(walk: _Walk, element: Any, number: int) -> None:
    tag = element.tag
    if tag == "br":
        walk.flush(broken=True)
    elif tag == "a":
        walk.links += 1
    elif tag in _PICTURES:
        walk.say(" ")
    elif not _is_inline(tag):
        walk.flush()
        walk.places.append(walk.places[-1].inner(element, number))
    walk.say(element.text)


def _close(walk: _Walk, tag: str) -> None:
    if tag == "a":
        walk.links = max(0, walk.links - 1)
    elif tag != "br" and tag not in _PICTURES and not _is_inline(tag):
        walk.flush()
        walk.places.pop()
