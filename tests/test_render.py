"""The page, the text and the mail of a briefing: what they carry, and what cannot get through them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefings
import digest
from digest.errors import UsageError
from digest.model import Briefing, Excerpt, LeftOut, Point, Rank, Report, Story
from digest.render import render
from digest.render.page import packed
from digest.render.plain import COLUMNS, columns
from digest.render.safe import shown, web_link
from digest.render.view import CONTEXT, LISTED, view
from digest.render.wording import age, series
from full_day import full_day

ALL = [briefings.empty(), briefings.single(), briefings.rich(hostile=False), briefings.rich()]
IDS = ["empty", "single", "rich", "hostile"]
every = pytest.mark.parametrize("briefing", ALL, ids=IDS)

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """Elements with their attributes, the text outside of style, and whether every element is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.parts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in <{tag}>"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:  # noqa: D102
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:  # noqa: D102
        if "style" not in self.open:
            self.parts.append(data)

    @property
    def text(self) -> str:
        """The words outside of the style sheet."""
        return "".join(self.parts)


def squeezed(text: str) -> str:
    """`text` without white space, source numbers and invisible characters."""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return re.sub(r"\s|\[\d+\]", "", seen)


def mail(briefing: Briefing) -> EmailMessage:
    """The mail of a briefing as its reader's program parses it."""
    made = render(briefing, "mail")
    assert isinstance(made, EmailMessage)
    parsed = message_from_bytes(made.as_bytes(), policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def part(message: EmailMessage, kind: str) -> str:
    """The text of one part."""
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def forms(briefing: Briefing) -> dict[str, str]:
    """The readable words of each form."""
    message = mail(briefing)
    return {
        "html": Page(render(briefing)).text,
        "text": render(briefing, "text"),
        "mail, html": Page(part(message, "html")).text,
        "mail, text": part(message, "plain"),
    }


# What is carried


@every
def test_every_form_carries_every_statement_whole_and_in_order(briefing: Briefing) -> None:
    """Headlines and statements stand in all forms, uncut, in the briefing's order."""
    for name, text in forms(briefing).items():
        flat, at = squeezed(text), 0
        for story in briefing.stories:
            assert story.headline is not None
            for words in (story.headline.text, *(point.excerpt.text for point in story.points)):
                # The list of contents comes first, so a headline is looked for from the last statement on.
                at = flat.find(squeezed(shown(words)), at)
                assert at >= 0, f"{name} lacks {words[:60]!r} after the statement before it"


@every
def test_every_citation_of_the_page_leads_to_a_numbered_source(briefing: Briefing) -> None:
    """No link within the page is broken, no name stands twice, and each story numbers its sources from one."""
    page = Page(render(briefing))
    names = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    links = [attrs["href"] for tag, attrs in page.elements if tag == "a"]
    assert len(names) == len(set(names))
    assert {link[1:] for link in links if link and link.startswith("#")} <= set(names)
    for number, story in enumerate(briefing.stories, 1):
        assert [n for n in names if n and n.startswith(f"s{number}-") and n != f"s{number}-h"] == [
            f"s{number}-{source}" for source in range(1, len(story.articles) + 1)
        ]


def test_a_citation_opens_the_sentence_in_its_passage() -> None:
    """The passage has up to 110 characters on both sides, of whole sentences where they fit, and names offsets and hash."""
    shown_ = view(briefings.single()).stories[0]
    excerpt = briefings.single().stories[0].points[2].excerpt
    citation = shown_.points[2].citations[0]
    around = shown(excerpt.article.text)
    assert citation.text == excerpt.text
    assert (citation.before + citation.text + citation.after).strip("…\N{NO-BREAK SPACE}") in around
    assert citation.before == "… Boats will cross every half hour from 14 December, and the fare stays at two crowns. "
    assert (
        citation.after
        == " Repairs to the slipway cost 14 million crowns, of which the region pays half.\N{NO-BREAK SPACE}…"
    )
    assert (citation.start, citation.end) == (excerpt.start, excerpt.end)
    html = unescape(render(briefings.single()))
    assert f"{citation.before}<mark>{excerpt.text}</mark>{citation.after}</q>" in html
    assert f"characters {excerpt.start}–{excerpt.end}, sha256 {excerpt.article.sha256[:8]}…" in html


def test_a_passage_without_a_sentences_end_is_cut_at_words() -> None:
    """Where no sentence begins or ends near the excerpt, the passage is cut between words."""
    of = briefings.article("x", "Fen Gazette", "Title", f"{'long ago ' * 40}here it is {'and so on ' * 40}".strip())
    start = of.text.index("here it is")
    story = Story("st", (Report((of,), "Fen Gazette"),), points=(Point(Excerpt(of, start, start + 10)),))
    (seen,) = view(replace(briefings.empty(), stories=(story,))).stories[0].points[0].citations
    assert re.fullmatch(r"…(long |ago )+", seen.before)
    assert re.fullmatch(r"( and| so| on)+…", seen.after)
    assert len(seen.before) <= CONTEXT + 2


@given(st.text(alphabet="ab .\n。語ع\u202e", max_size=30), st.integers(0, 30), st.data())
def test_any_passage_is_what_stands_around_its_excerpt(words: str, times: int, data: st.DataObject) -> None:
    """Before, excerpt and after are one stretch of the article, whatever its words and wherever the excerpt stands."""
    text = words * times
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    of = briefings.article("x", "Fen Gazette", "Title", text)
    story = Story("st", (Report((of,), "Fen Gazette"),), points=(Point(Excerpt(of, start, end)),))
    (seen,) = view(replace(briefings.empty(), stories=(story,))).stories[0].points[0].citations
    before, after = squeezed(seen.before.removeprefix("…")), squeezed(seen.after.removesuffix("…"))
    assert squeezed(text[:start]).endswith(before)
    assert squeezed(seen.text) == squeezed(text[start:end])
    assert squeezed(text[end:]).startswith(after)
    assert len(seen.before) <= CONTEXT + 2
    assert len(seen.after) <= CONTEXT + 2
    if len(text) <= CONTEXT:
        assert (before, after) == (squeezed(text[:start]), squeezed(text[end:]))


def test_sources_are_numbered_as_they_are_first_cited_and_copies_stand_together() -> None:
    """The first statement's source is [1]; the wire story's two reprints follow each other as one voice."""
    voices = view(briefings.single()).stories[0].sources
    assert [(voice.name, [source.number for source in voice.sources]) for voice in voices] == [
        ("The Elmsworth Post", [1]),
        ("Elm News", [2, 3]),
        ("Harbour Daily", [4]),
    ]
    for text in forms(briefings.single()).values():
        assert "Elm News (in Harbour Daily and Coast Echo)" in " ".join(text.split())


def test_an_outlet_with_several_reports_is_named_once() -> None:
    """The names of those who report do not repeat; how many reports each has is told."""
    story = briefings.single().stories[0]
    extra = tuple(
        Report((briefings.article(f"x{n}", "Harbour Daily", "More", f"More of it, part {n}."),), "Harbour Daily")
        for n in range(4)
    )
    seen = view(replace(briefings.single(), stories=(replace(story, reports=story.reports + extra),))).stories[0]
    assert seen.voices == "The Elmsworth Post, Elm News (in Harbour Daily and Coast Echo) and Harbour Daily (5)"
    assert [voice.cited for voice in seen.sources] == [True] * 3 + [False] * 4


def test_differing_values_stand_side_by_side_with_those_who_give_them() -> None:
    """Each value once, with all its outlets and their times."""
    difference = view(briefings.single()).stories[0].differences[0]
    assert [(value.value, [holder.citation.outlet for holder in value.holders]) for value in difference.values] == [
        ("14 million crowns", ["The Elmsworth Post"]),
        ("17 million crowns", ["Harbour Daily", "Coast Echo"]),
    ]
    text = render(briefings.single(), "text")
    assert "17 million crowns: Harbour Daily [2], 20 November; Coast Echo [3]," in text
    assert "20 November, 20:40 UTC" in text


def test_one_value_in_figures_and_in_words_stands_in_one_line() -> None:
    """Nobody differs who writes "12 people" from who writes "Twelve people": one line has both forms and both outlets."""
    briefing = briefings.single()
    story = briefing.stories[0]
    first, second, third = story.differences[0].values
    values = (
        replace(first, value="Fifteen people"),
        replace(second, value="12 people"),
        replace(third, value="Twelve people"),
    )
    changed = replace(story, differences=(replace(story.differences[0], values=values),))
    shown = view(replace(briefing, stories=(changed,))).stories[0].differences[0].values
    assert [(value.value, [holder.citation.outlet for holder in value.holders]) for value in shown] == [
        ("Fifteen people", ["The Elmsworth Post"]),
        ("12 people / Twelve people", ["Harbour Daily", "Coast Echo"]),
    ]


def test_a_doubted_date_is_shown_as_doubted_and_an_outranked_one_is_not_shown() -> None:
    """The reader sees which date was not believed and why."""
    for name in ("html", "text"):
        text = " ".join(forms(briefings.single())[name].split())
        reason = "19 January 2023, from site header: another report of the story says 20 November 2026"
        assert f"Date not believed: {reason}" in text
        assert "from inline" not in text


def test_only_what_is_new_is_marked_new_in_a_story_told_before() -> None:
    """Where nothing of a story was told before, nothing is marked."""
    first, second = view(briefings.rich()).stories[:2]
    assert [point.news for point in first.points] == [True, True, True, False]
    assert not any(point.news for point in second.points)
    assert not any(entry.point.news for entry in first.timeline + first.only_in)


def test_a_speaker_is_named_where_the_statement_does_not_name_one() -> None:
    """A quotation that carries its speaker is not followed by the same name again."""
    story = briefings.single().stories[0]
    quoted = replace(story.points[2], speaker="Ida Brandt")
    bare = replace(story.points[1], speaker="Ida Brandt")
    briefing = replace(briefings.single(), stories=(replace(story, points=(quoted, bare)),))
    assert [point.speaker for point in view(briefing).stories[0].points] == [None, "Ida Brandt"]
    assert "stays at two crowns. — Ida Brandt" in forms(briefing)["html"]
    assert "(said by Ida Brandt)" in forms(briefing)["text"]


def test_another_language_is_named_and_marked() -> None:
    """An Arabic story says that it is in Arabic, and its words carry the language."""
    page = Page(render(briefings.rich()))
    assert {attrs.get("lang") for tag, attrs in page.elements if tag == "h2"} == {None, "ar", "ko", "zh"}
    assert {"in Arabic", "in Korean", "in Chinese"} <= set(re.findall(r"in (?:Arabic|Korean|Chinese)", page.text))
    assert page.text.count("headline cut from the lead") == 1


def test_contents_stand_before_more_than_three_stories_only() -> None:
    """A short briefing needs no list of contents."""
    assert "In this briefing" in render(briefings.rich())
    assert "In this briefing" not in render(briefings.single())
    assert "In this briefing" not in render(briefings.single(), "text")


def test_an_empty_briefing_says_so() -> None:
    """Nothing to tell is told plainly, in every form."""
    for text in forms(briefings.empty()).values():
        assert "Nothing to report" in text
        assert "No stories. 0 read, 0 left out." in " ".join(text.split())


def test_all_that_was_left_out_is_accounted_for() -> None:
    """Each item with its reason, failures first, a long list folded away."""
    briefing = briefings.rich(hostile=False)
    for name in ("html", "text"):
        text = " ".join(forms(briefing)[name].split())
        for item in briefing.left_out:
            assert item.origin in text
            assert item.reason in text
        assert text.index("Could not be read: 1") < text.index("Left out: 3") < text.index("Below the cut: 11")
        assert text.index("not an article: error page") < text.index("not an article: consent wall"), "commonest first"
    assert "Show all 11" in render(briefing)


# How a story stands to earlier briefings, and where it stands in this one


def test_of_very_many_items_left_out_a_page_names_the_first_and_where_all_of_them_stand() -> None:
    """Only where the record stands beside it; the number is that of all, and failures are all named."""
    many = tuple(LeftOut(f"in/{n:04}.txt", "not an article: error page") for n in range(LISTED + 1200))
    failed = tuple(LeftOut(f"in/f{n}.txt", "torn", None, "failed") for n in range(LISTED + 1))
    briefing = replace(briefings.empty(), left_out=many + failed)
    for form in ("html", "text"):
        page = render(briefing, form, record="2026-11-21/briefing.json")
        assert page.count("in/0") + page.count("in/1") == LISTED
        assert page.count("in/f") == LISTED + 1
        assert re.search("1,?700", page)
        assert "and 1,200 more, all in briefing.json" in page
        assert (alone := render(briefing, form)).count("in/0") + alone.count("in/1") == LISTED + 1200


def test_every_form_says_what_is_new_runs_on_or_is_corrected() -> None:
    """The day's line counts them, and each story says how it stands."""
    for name, text in forms(briefings.second()).items():
        flat = " ".join(text.split())
        assert "2 new, 1 running on, 1 corrected." in flat, name
        assert "Running since 18 November" in flat, name
        assert "Corrected" in flat, name
        assert flat.count("New since yesterday") == 1, name
    assert [story.status for story in view(briefings.second()).stories] == [
        "New",
        "Running since 18 November",
        "Corrected",
        "New",
    ]
    assert {story.status for story in view(briefings.single()).stories} == {None}, "nothing came before it"


def test_every_form_says_what_a_briefing_corrects() -> None:
    """The earlier briefing's day, its words, and the words in their place, or that there are none."""
    for name, text in forms(briefings.second()).items():
        flat = re.sub(r"[\s:-]+", "", squeezed(text))
        assert flat.count("Thiscorrectsthebriefingof20November") == 2, name
        for said in (
            "It said Repairs to the slipway cost 12 million crowns. Now Repairs to the slipway cost 14 million crowns",
            "It said The mayor abstained. Now the source no longer says so",
            "It said A third ring found around Orrin Now A second ring found around the dwarf planet Orrin",
            "Harbour Daily changed its article after the briefing of 20 November; all that was told of it still stands there.",
        ):
            assert said.replace(" ", "") in flat, (name, said)


def test_new_is_said_since_the_last_briefing() -> None:
    """Since yesterday where that was its day, otherwise since the briefing of a day; in a new or a mixed story not at all."""
    briefing = briefings.second()
    assert [story.new_since for story in view(briefing).stories] == [None, "New since yesterday", None, None]
    earlier = replace(briefing, since=datetime(2026, 11, 15, 7, tzinfo=UTC))
    assert view(earlier).stories[1].new_since == "New since the briefing of 15 November"


def test_every_form_keeps_the_parts_of_a_briefing_in_their_order() -> None:
    """Stories on top, then each section under its title, then those in other languages."""
    for name, text in forms(briefings.second()).items():
        flat = text.casefold()
        at = [flat.rindex(words) for words in ("transport", "council reopens", "science", "in other languages")]
        assert flat.index("bakers agree") < flat.index("transport"), name
        assert at == sorted(at) or name.endswith("text"), name
    assert [story.part for story in view(briefings.second()).stories] == [
        None,
        "Transport",
        "Science",
        "In other languages",
    ]


def test_the_largest_story_is_the_highest_in_rank_wherever_it_stands() -> None:
    """Sections part the stories and do not say which matters most."""
    assert [story.lead for story in view(briefings.second()).stories] == [False, True, False, False]
    assert render(briefings.second()).count('class="story lead"') == 1


def test_sources_that_only_a_file_names_are_counted_as_files() -> None:
    """Nobody knows how many outlets stand behind two files; where some are named, both are said."""
    named = briefings.article("n", "Fen Gazette", "Snow", "Snow fell on Friday.")
    files = [briefings.article(name, f"{name}.txt", "Snow", "It snowed.", origin=f"in/{name}.txt") for name in "ab"]
    for articles, said_ in (
        (files, "in 2 files"),
        ([named, *files], "by 1 outlet and in 2 files"),
        ([named], "by 1 outlet"),
    ):
        story = Story("st", tuple(Report((one,), one.source) for one in articles))
        assert f" {said_}." in view(replace(briefings.empty(), stories=(story,))).summary


def test_what_is_below_the_cut_is_listed_by_rank_with_its_title() -> None:
    """One reason for all of them, which stand in order with what they are about."""
    reason = "its story is number {} of 14 (score 1.00); the briefing has room for 3"
    items = (
        LeftOut("in/a.txt", reason.format(11), None, "below the cut", "Snow falls"),
        LeftOut("in/b.txt", reason.format(9), "line 2", "below the cut", "Hail falls"),
    )
    (kind,) = view(replace(briefings.empty(), left_out=items)).left_out
    assert [(group.reason, tuple(map(str, group.items))) for group in kind.groups] == [
        ("the briefing has room for 3", ("9. Hail falls (in/b.txt, line 2)", "11. Snow falls (in/a.txt)"))
    ]


# Pictures


def test_the_picture_of_a_storys_coverage_shows_every_dated_report() -> None:
    """A line for each outlet, the first to report on top; a dot has an hour, a stroke is a day, and a reprint is told apart."""
    seen = view(briefings.single()).stories[0].coverage
    assert seen is not None
    assert [(row.name, row.said) for row in seen.rows] == [
        ("Harbour Daily", "18 November, 20 November"),
        ("The Elmsworth Post", "20 November"),
        ("Coast Echo", "20 November"),
    ]
    assert [(row.dots.count("M"), row.days.count("M"), row.copies.count("M")) for row in seen.rows] == [
        (0, 2, 0),
        (1, 0, 0),
        (0, 0, 1),
    ]
    assert (seen.first, seen.last, seen.ticks.count("M")) == ("18 November", "20 November", 2)
    for path in (path for row in seen.rows for path in (row.dots, row.days, row.copies)):
        assert all(0 <= float(x) <= 160 for x in re.findall(r"[MH]([\d.]+)", path))


def test_a_story_that_few_tell_has_no_picture() -> None:
    """Two dots say nothing that the sources do not."""
    assert view(briefings.rich()).stories[1].coverage is None


def test_the_days_picture_has_a_block_for_each_report() -> None:
    """Blocks of independent voices first, then further reports; the longest bar fits its room."""
    story = briefings.single().stories[0]
    extra = tuple(
        Report((briefings.article(f"x{n}", "Harbour Daily", "More", f"Part {n}."),), "Harbour Daily") for n in range(40)
    )
    briefing = replace(briefings.single(), stories=(story, replace(story, reports=story.reports + extra)))
    short, long = (one.bar for one in view(briefing).stories)
    assert (short.voices.count("M"), short.again.count("M")) == (3, 0)
    assert (long.voices.count("M"), long.again.count("M")) == (3, 40)
    assert max(float(x) for x in re.findall(r"M([\d.]+)", long.again)) < 60


def test_every_picture_says_in_words_what_it_shows() -> None:
    """Each is an image with a name, or hidden from those who listen because it repeats what stands beside it."""
    html = render(briefings.rich(hostile=False))
    pictures = re.findall(r"<svg[^>]*>", html)
    assert len(pictures) > 10
    named = [picture for picture in pictures if 'role="img" aria-label="' in picture and 'aria-label=""' not in picture]
    hidden = re.findall(r'aria-hidden="true">.*?</p>', html)
    assert len(named) + sum(part_.count("<svg") for part_ in hidden) == len(pictures)
    assert 'aria-label="18 November, 20 November"' in html


def test_a_page_of_twelve_stories_is_small() -> None:
    """The day of the sample articles, told in full with all of its passages and pictures, has at most 120 KB."""
    samples = Path(__file__).resolve().parents[1] / "feeds"
    briefing = digest.brief(digest.read(samples), now=datetime(2026, 11, 21, 7, tzinfo=UTC))
    assert len(briefing.stories) == 12
    assert len(render(briefing).encode()) <= 120_000


def test_a_day_on_which_everything_happened_is_small() -> None:
    """Twelve stories of five articles, with differences and timelines, have at most 120 KB, and everything is on the page."""
    day = full_day()
    html = render(day, record="2026-11-22/morning.json")
    assert len(html.encode()) <= 120_000
    for story in day.stories:
        points = (
            [point.excerpt for point in story.points] + [entry.excerpt for entry in story.timeline] + [*story.only_in]
        )
        assert all(excerpt.text in unescape(html) for excerpt in points)
        assert all(article.url and article.url in html for article in story.articles)
    page = view(day)
    said_above = page.stories[0].points[0].citations[0]
    first, last = said_above.marked.split(" … ")
    assert said_above.text.startswith(first)
    assert said_above.text.endswith(last)
    only_here = page.stories[0].points[2].citations[1]
    assert only_here.marked == only_here.text


def test_a_style_sheet_is_packed_without_a_change_of_meaning() -> None:
    """Strings keep their blanks, selectors and sums too; comments and the rest go."""
    css = '/* a { } */ .x :lang(ar) , b { content: "; }  {" ; width: calc(1px + 2px); }\n@media (a) and (b) { c { d: e; } }'
    assert packed(css) == '.x :lang(ar),b{content:"; }  {";width:calc(1px + 2px)}@media (a) and (b){c{d:e}}'


# What cannot get through


@pytest.mark.parametrize("number", range(len(briefings.OWASP)))
def test_no_vector_gets_through_any_field(number: int) -> None:
    """With a vector in every field, the page and the mail have the same elements as with plain words in them."""
    vector = briefings.OWASP[number]
    shapes = []
    for words in (vector, "plain"):
        briefing = replace(briefings.second(), stories=(briefings.owasp(words),), title=words)
        pages = [Page(render(briefing)), Page(part(mail(briefing), "html"))]
        shapes.append([{tag for tag, _ in page.elements} - {"bdi", "span", "wbr"} for page in pages])
        for page in pages:
            assert page.open == []
            for _, attrs in page.elements:
                assert not [name for name in attrs if name.startswith("on") or name in ("src", "srcset", "action")]
                assert re.match(r"#s?\w|https?://[\w.-]+/", attrs.get("href") or "#n"), attrs
            flat = squeezed(page.text)
            assert squeezed(shown(words)) in flat
    assert shapes[0] == shapes[1]


@every
def test_the_page_is_sound_and_asks_for_nothing(briefing: Briefing) -> None:
    """Elements are closed in order; there is no script, no frame, no image, no handler, no address but plain links."""
    for html in (render(briefing), part(mail(briefing), "html")):
        page = Page(html)
        assert page.open == []
        tags = {tag for tag, _ in page.elements}
        assert not tags & {
            "script",
            "img",
            "iframe",
            "object",
            "embed",
            "form",
            "input",
            "link",
            "base",
            "video",
            "image",
            "foreignObject",
            "animate",
            "set",
        }
        assert all(attrs["href"].startswith("#") for tag, attrs in page.elements if tag == "use")
        for _, attrs in page.elements:
            assert not [name for name in attrs if name.startswith("on") or name in ("src", "srcset", "action", "ping")]
            href = attrs.get("href")
            assert href is None or re.match(r"#s?\w|https?://[\w.-]+/", href), href
        assert "url(" not in html
        assert "@import" not in html


def test_only_the_pages_own_style_is_allowed_to_act() -> None:
    """The policy forbids all but the one style sheet, which it names by its hash."""
    import base64
    import hashlib

    html = render(briefings.rich())
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html
    assert " style=" not in html


def test_hostile_text_is_shown_as_it_is_written() -> None:
    """Template code, markup and entities in any field appear as their own characters and do nothing."""
    for name, text in forms(briefings.rich()).items():
        assert "{{7*7}}" in text, name
        assert "49" not in re.sub(r"[0-9a-f]{12}…|\d{3,}", "", text), name
        assert "<script>alert(1)</script>" in " ".join(text.split()), name
        assert "&lt;b&gt;" in text, name
        assert "javascript:" not in text, name


@every
def test_no_form_carries_characters_that_act(briefing: Briefing) -> None:
    """No control character but the line's end, no override of the direction, no half character."""
    for name, text in forms(briefing).items():
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text), name


def test_no_string_reaches_a_template_unless_it_is_fit_to_be_shown() -> None:
    """Whatever a template shows of the briefing, it has been made safe before."""

    def strings(value: object) -> list[str]:
        if isinstance(value, str):
            return [value]
        if isinstance(value, tuple):
            return [found for item in value for found in strings(item)]
        if is_dataclass(value):
            return [found for field in fields(value) for found in strings(getattr(value, field.name))]
        return []

    found = strings(view(briefings.rich()))
    assert len(found) > 200
    for text in found:
        assert text.strip() == shown(text)


@given(st.text())
def test_shown_text_is_one_clean_line(text: str) -> None:
    """Any text at all becomes one line that can be written as UTF-8, and is left alone the second time."""
    clean = shown(text)
    clean.encode("utf-8")
    assert shown(clean) == clean
    assert not set(clean) & set("\n\r\t\x00\x1b\u202e\u2028")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//host.example/x",
        "/local",
        "https://",
        "http://[::1",
        "https://bank.example@evil.example/",
        "https://host.example/a b",
        "https://host.example/\n",
        "https://host.example/\u202egpj",
        'https://host.example/"onclick="x',
        "",
        None,
    ],
)
def test_what_is_no_plain_web_address_is_no_link(url: str | None) -> None:
    """Only http and https addresses with a host and no tricks become links."""
    assert web_link(url) is None


def test_a_plain_web_address_is_a_link() -> None:
    """Queries, ports and words in other scripts are nothing to fear."""
    for url in ("https://host.example/a?b=c&d=1#e", "http://host.example:8080/", "https://host.example/소식"):
        assert web_link(url) == url


# Plain text


@every
def test_text_keeps_to_its_columns(briefing: Briefing) -> None:
    """No line is wider than 72 columns, wide characters counted as two, but one that holds an address."""
    for line in render(briefing, "text").split("\n"):
        assert columns(line) <= COLUMNS or "://" in line, line
        assert line == line.rstrip()


@given(st.text(alphabet="ab .,「」語。한ع\u0301", max_size=400))
def test_wrapping_loses_nothing(text: str) -> None:
    """Any text, wrapped, fits its columns and keeps all of its characters in their order."""
    story = replace(briefings.single().stories[0], rank=Rank(1.0, (text,)))
    lines = render(replace(briefings.single(), stories=(story,)), "text").split("\n")
    assert all(columns(line) <= COLUMNS or "://" in line for line in lines)
    assert re.sub(r"\s", "", f"Why it stands here: {shown(text)}.") in re.sub(r"\s", "", "".join(lines))


def test_text_never_breaks_an_address() -> None:
    """An address longer than a line stands whole on a line."""
    assert f"https://long.example/{'a' * 120}" in render(briefings.rich(), "text")


@pytest.mark.parametrize("shift", range(4))
def test_chinese_marks_stay_with_what_they_close_or_open(shift: int) -> None:
    """Chinese text breaks between characters, but no line begins with a full stop or ends with an opening mark."""
    rank = Rank(1.0, ("x" * shift + "渡轮「北港」。" * 40,))
    story = replace(briefings.single().stories[0], rank=rank)
    text = render(replace(briefings.single(), stories=(story,)), "text")
    lines = [line for line in text.split("\n") if "渡" in line]
    assert len(lines) >= 8
    assert min(columns(line) for line in lines[:-1]) >= COLUMNS - 12
    assert not [line for line in lines if line[0] in "」。" or line[-1] == "「"]


def test_columns_are_counted_as_a_terminal_shows_them() -> None:
    """A wide character takes two columns; a combining mark and an invisible joiner take none."""
    assert [columns(text) for text in ("ab", "語", "한", "e\u0301", "می\u200cخ", "🚢")] == [2, 2, 2, 1, 3, 2]


# Mail


@every
def test_mail_has_a_text_and_an_html_part_within_the_limits(briefing: Briefing) -> None:
    """Two parts, a one-line subject, lines within 998 bytes, an HTML part within 90,000."""
    made = render(briefing, "mail")
    assert isinstance(made, EmailMessage)
    raw = made.as_bytes()
    assert raw == render(briefing, "mail").as_bytes()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    message = mail(briefing)
    assert message.get_content_type() == "multipart/alternative"
    assert [p.get_content_type() for p in message.iter_parts()] == ["text/plain", "text/html"]
    assert str(message["Subject"]).isprintable()


def test_a_mail_of_many_stories_says_how_many_are_left() -> None:
    """The HTML part stops before mail programs cut it off; the text part carries the rest."""
    story = briefings.rich().stories[2]
    many = replace(briefings.rich(), stories=(story,) * 300)
    message = mail(many)
    body = message.get_body(("html",))
    assert body is not None
    assert 60_000 < len(body.as_bytes()) <= 90_000
    told = part(message, "html").count("<h2")
    assert f"<b>{300 - told} more</b>" in part(message, "html")
    assert part(message, "plain").count(story.headline.text if story.headline else "") >= 600


def test_a_title_cannot_add_a_header() -> None:
    """A line's end in a title is a blank in the subject."""
    briefing = replace(briefings.empty(), title="News\r\nBcc: all@example.org")
    message = mail(briefing)
    assert message["Bcc"] is None
    assert message["Subject"].startswith("Nothing to report: News Bcc: all@example.org,")


# Templates, formats, speed


def test_unknown_formats_are_refused_by_name() -> None:
    """The error names the format and those that exist."""
    with pytest.raises(UsageError, match=r"'docx'.*html, text, json, .*mail"):
        render(briefings.empty(), "docx")


def test_a_users_template_overrides_single_blocks(tmp_path: Path) -> None:
    """A file of the same name extends the packaged one, in a story too; all other blocks stay."""
    (tmp_path / "briefing.html.j2").write_text(
        '{% extends "digest/briefing.html.j2" %}'
        "{% block colophon %}<footer>Ours, {{ briefing.title }}</footer>{% endblock %}"
        "{% block story_rank %}<p>Place {{ story.number }}</p>{% endblock %}"
    )
    html = render(briefings.rich(), templates=str(tmp_path))
    assert "<footer>Ours, Morning briefing</footer>" in html
    assert "Every sentence stands in the words" not in html
    assert "<p>Place 2</p>" in html
    assert "Why it stands here" not in html
    assert "What was left out" in html


@pytest.mark.parametrize(
    ("template", "says"), [("{{ briefing.nonsense }}", "nonsense"), ("{% if %}", r"briefing\.html\.j2, line 1")]
)
def test_a_broken_template_is_the_users_error(tmp_path: Path, template: str, says: str) -> None:
    """The error names the template and what is wrong, on one line."""
    (tmp_path / "briefing.html.j2").write_text(template)
    with pytest.raises(UsageError, match=says) as caught:
        render(briefings.empty(), templates=str(tmp_path))
    assert "\n" not in str(caught.value)


def test_a_missing_templates_folder_is_the_users_error(tmp_path: Path) -> None:
    """A mistyped folder is not passed over in silence."""
    with pytest.raises(UsageError, match="no such folder"):
        render(briefings.empty(), templates=str(tmp_path / "none"))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (datetime(2026, 11, 20, 22, 0, 4, tzinfo=UTC), "0 min ago"),
        (datetime(2026, 11, 20, 21, 1, tzinfo=UTC), "59 min ago"),
        (datetime(2026, 11, 19, 0, 0, tzinfo=UTC), "46 h ago"),
        (datetime(2026, 11, 18, 0, 0, tzinfo=UTC), "2 days ago"),
        (datetime(2026, 11, 20, 22, 1, tzinfo=UTC), None),
        (date(2026, 11, 21), "today"),
        (date(2026, 11, 20), "yesterday"),
        (date(2026, 11, 1), "20 days ago"),
        (date(2026, 11, 22), None),
    ],
)
def test_age_is_counted_back_from_the_briefings_end(value: date, words: str | None) -> None:
    """Hours where the hour is known, days where only the day is, nothing for what lies ahead."""
    assert age(value, briefings.rich().until) == words


def test_series_shortens_long_lists() -> None:
    """Names beyond the limit are counted, not lost."""
    assert series([]) == ""
    assert series(["a"]) == "a"
    assert series(["a", "b", "c"]) == "a, b and c"
    assert series(["a", "b", "c", "d"], most=3) == "a, b and 2 more"
