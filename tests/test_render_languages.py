"""Labels and dates in every language: nothing missing, plurals and dates as they are said, and the same news in all."""

from __future__ import annotations

import re
import string
import unicodedata
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from html import unescape
from pathlib import Path

import pytest

import briefings
from digest.compose import compose, fingerprint
from digest.config import load as load_config
from digest.errors import UsageError
from digest.model import Briefing, Excerpt, Point, Report, Settings, Story
from digest.rank import rank
from digest.render import render
from digest.render.language import Language, available, load
from digest.render.plain import COLUMNS, columns
from digest.render.reasons import ReasonView, reason
from digest.render.view import view
from digest.render.wording import age, counted, long_date, moment, number, series, short_date
from test_render import Page, forms, mail, part, squeezed

CODES = ("ar", "de", "en", "es", "fr", "ko", "zh")
OTHERS = tuple(code for code in CODES if code != "en")
each = pytest.mark.parametrize("code", CODES)
each_other = pytest.mark.parametrize("code", OTHERS)

ENGLISH = load("en")
LABELS = tuple(field.name for field in fields(Language) if field.type == "str")
PLURALS = tuple(field.name for field in fields(Language) if field.type == "Forms")
PUNCTUATION = {"first_day", "thousands", "comma", "list_comma", "semicolon", "colon", "stop", "gap", "brackets"}
SAME = {"source", "sources"}  # French says them as English does
NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)


def patterns(words: Language) -> dict[str, tuple[str, ...]]:
    """Every label, in all of its forms."""
    found = {name: getattr(words, name) for name in LABELS + PLURALS if name not in PUNCTUATION | {"code", "direction"}}
    return {name: value if isinstance(value, tuple) else (value,) for name, value in found.items()}


def letters(pattern: str) -> str:
    """The words of a pattern without the names that are filled in."""
    return "".join(text for text, *_ in string.Formatter().parse(pattern)).strip(" ,()")


def names(pattern: str) -> set[str]:
    """What is filled into a pattern."""
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


def test_the_languages_are_those_that_are_promised() -> None:
    """Seven to begin with; each is known by its own code."""
    assert available() == CODES
    assert [load(code).code for code in CODES] == list(CODES)


# Labels


@each_other
def test_no_label_is_left_in_english(code: str) -> None:
    """A label that has words has other words than in English, so none was forgotten when the file was copied."""
    theirs = patterns(load(code))
    for name, ours in patterns(ENGLISH).items():
        assert all(theirs[name])
        if any(map(letters, ours)) and name not in SAME and (code, name) not in {("de", "printed_in")}:
            assert not set(ours) & set(theirs[name]), name


@each
def test_every_label_takes_what_it_is_given(code: str) -> None:
    """Patterns name what the English ones name (a plural may say its number in words) and hold no markup."""
    theirs = patterns(load(code))
    for name, ours in patterns(ENGLISH).items():
        given = set().union(*map(names, ours))
        for pattern in theirs[name]:
            assert not set(pattern) & set("<>&"), name
            if name in PLURALS:
                assert given - {"n"} <= names(pattern) <= given, (name, pattern)
            elif name in ("long_date", "short_date", "short_date_year"):
                assert names(pattern) == given, name
            else:
                assert names(pattern) == given, (name, pattern)


@each
def test_lists_of_names_are_complete(code: str) -> None:
    """Twelve months, seven days, a plural of each kind, and a name for every language that English has one for."""
    words = load(code)
    assert (len(set(words.months)), len(set(words.weekdays))) == (12, 7)
    assert {len(getattr(words, name)) for name in PLURALS} == {len(words.forms)}
    assert words.languages.keys() == ENGLISH.languages.keys()
    assert len(set(words.languages.values())) > 70


@each_other
def test_no_form_shows_an_english_label(code: str) -> None:
    """What English pages say in two words or more is nowhere on a page, in a mail or in a text of another language."""
    for briefing in (briefings.rich(), briefings.single(), briefings.empty()):
        for name, text in forms(replace(briefing, language=code)).items():
            flat = " ".join(text.split())
            for label in (pattern for forms_ in patterns(ENGLISH).values() for pattern in forms_):
                words = letters(label)
                # "1 report" and "published 4 h ago" are reasons, which other parts of the program give.
                if " " in words and "{n}" not in label:
                    assert words not in flat, (name, label)


# Plurals, dates, lists


@pytest.mark.parametrize(
    ("code", "categories"),
    [
        ("ar", ["zero", "one", "two", "few", "many", "other"]),
        ("de", ["other", "one", "other", "other", "other", "other"]),
        ("en", ["other", "one", "other", "other", "other", "other"]),
        ("es", ["other", "one", "other", "other", "other", "other"]),
        ("fr", ["one", "one", "other", "other", "other", "other"]),
        ("ko", ["other"] * 6),
        ("zh", ["other"] * 6),
    ],
)
def test_plurals_follow_the_rules_of_cldr(code: str, categories: list[str]) -> None:
    """The category of 0, 1, 2, 3, 11 and 100."""
    words = load(code)
    assert [words.forms[words.plural(n)] for n in (0, 1, 2, 3, 11, 100)] == categories


def test_arabic_counts_by_the_last_two_digits() -> None:
    """103 takes the plural of 3, 111 that of 11, 200 and 202 that of 100."""
    words = load("ar")
    found = [words.forms[words.plural(n)] for n in (10, 99, 101, 102, 103, 110, 111, 200, 202, 1011)]
    assert found == ["few", "many", "other", "other", "few", "few", "many", "other", "other", "many"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ar", ["لا تقارير", "تقرير واحد", "تقريران", "3 تقارير", "11 تقريرًا", "100 تقرير"]),
        ("de", ["0 Berichte", "1 Bericht", "2 Berichte", "3 Berichte", "11 Berichte", "100 Berichte"]),
        ("en", ["0 reports", "1 report", "2 reports", "3 reports", "11 reports", "100 reports"]),
        ("fr", ["0 compte rendu", "1 compte rendu", *(f"{n} comptes rendus" for n in (2, 3, 11, 100))]),
        ("es", ["0 informaciones", "1 información", *(f"{n} informaciones" for n in (2, 3, 11, 100))]),
        ("ko", [f"보도 {n}건" for n in (0, 1, 2, 3, 11, 100)]),
        ("zh", [f"{n}篇报道" for n in (0, 1, 2, 3, 11, 100)]),
    ],
)
def test_reports_are_counted_as_they_are_said(code: str, said: list[str]) -> None:
    """0, 1, 2, 3, 11 and 100 reports."""
    words = load(code)
    assert [counted(n, words.reports, words) for n in (0, 1, 2, 3, 11, 100)] == said


@pytest.mark.parametrize(
    ("code", "day", "first", "other_year", "time"),
    [
        ("ar", "السبت، 21 نوفمبر 2026", "1 يناير", "2 مارس 2025", "20 نوفمبر، \u200e18:05 +01:00"),
        ("de", "Samstag, 21. November 2026", "1. Januar", "2. März 2025", "20. November, 18:05 +01:00"),
        ("en", "Saturday 21 November 2026", "1 January", "2 March 2025", "20 November, 18:05 +01:00"),
        ("es", "sábado, 21 de noviembre de 2026", "1 de enero", "2 de marzo de 2025", "20 de noviembre, 18:05 +01:00"),
        ("fr", "samedi 21 novembre 2026", "1er janvier", "2 mars 2025", "20 novembre, 18:05 +01:00"),
        ("ko", "2026년 11월 21일 토요일", "1월 1일", "2025년 3월 2일", "11월 20일 18:05 +01:00"),
        ("zh", "2026年11月21日星期六", "1月1日", "2025年3月2日", "11月20日 18:05 +01:00"),
    ],
)
def test_dates_stand_in_the_order_of_the_language(code: str, day: str, first: str, other_year: str, time: str) -> None:
    """A date in full, in short, in another year, and with a time."""
    words = load(code)
    assert long_date(date(2026, 11, 21), words) == day
    assert short_date(date(2026, 1, 1), 2026, words) == first
    assert short_date(date(2025, 3, 2), 2026, words) == other_year
    assert moment(datetime(2026, 11, 20, 18, 5, tzinfo=timezone(timedelta(hours=1))), 2026, words) == time


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ar", ["الآن", "قبل 40 دقيقة", "قبل ساعتين", "قبل 3 أيام", "أمس", "اليوم"]),
        ("de", ["vor 0 Min.", "vor 40 Min.", "vor 2 Std.", "vor 3 Tagen", "gestern", "heute"]),
        ("en", ["0 min ago", "40 min ago", "2 h ago", "3 days ago", "yesterday", "today"]),
        ("es", ["hace 0 min", "hace 40 min", "hace 2 h", "hace 3 días", "ayer", "hoy"]),
        ("fr", ["il y a 0 min", "il y a 40 min", "il y a 2 h", "il y a 3 jours", "hier", "aujourd’hui"]),
        ("ko", ["0분 전", "40분 전", "2시간 전", "3일 전", "어제", "오늘"]),
        ("zh", ["0分钟前", "40分钟前", "2小时前", "3天前", "昨天", "今天"]),
    ],
)
def test_ages_are_told(code: str, said: list[str]) -> None:
    """Minutes, hours and days back, and the two days that have a name."""
    back = [timedelta(), timedelta(minutes=40), timedelta(hours=2), timedelta(days=3)]
    values = [*(NOW - step for step in back), date(2026, 11, 20), date(2026, 11, 21)]
    assert [age(value, NOW, load(code)) for value in values] == said


@pytest.mark.parametrize(
    ("code", "two", "three", "shortened"),
    [
        ("ar", "A وB", "A وB وC", "A وB واثنان غيرها"),
        ("de", "A und B", "A, B und C", "A, B und 2 weitere"),
        ("en", "A and B", "A, B and C", "A, B and 2 more"),
        ("es", "A y B", "A, B y C", "A, B y 2 más"),
        ("fr", "A et B", "A, B et C", "A, B et 2 autres"),
        ("ko", "A 및 B", "A, B 및 C", "A, B 외 2"),
        ("zh", "A和B", "A、B和C", "A、B等，另有2个"),
    ],
)
def test_names_are_joined(code: str, two: str, three: str, shortened: str) -> None:
    """Two names, three, and four of which two are counted."""
    words = load(code)
    assert series(["A", "B"], words=words) == two
    assert series(["A", "B", "C"], words=words) == three
    assert series(["A", "B", "C", "D"], most=3, words=words) == shortened


def test_thousands_are_parted_as_the_language_parts_them() -> None:
    """Spanish leaves four digits together; French parts them by a narrow blank that does not break."""
    said = {code: [number(n, load(code)) for n in (999, 1204, 12040)] for code in CODES}
    assert said["en"] == said["ko"] == said["zh"] == said["ar"] == ["999", "1,204", "12,040"]
    assert said["de"] == ["999", "1.204", "12.040"]
    assert said["es"] == ["999", "1204", "12.040"]
    assert said["fr"] == ["999", "1\u202f204", "12\u202f040"]


# The same news


@each
def test_every_language_tells_the_same_stories_and_points(code: str) -> None:
    """Headlines, statements, their sources and their order do not depend on the language of the labels."""

    def told(briefing: Briefing) -> list[object]:
        return [
            (story.headline, [(p.text, [c.number for c in p.citations]) for p in story.points], len(story.because))
            for story in view(briefing).stories
        ]

    briefing = replace(briefings.rich(), language=code)
    assert told(briefing) == told(briefings.rich())
    assert render(briefing, "json") == render(briefings.rich(), "json")
    for name, text in forms(briefing).items():
        flat, at = squeezed(text), 0
        for story in view(briefing).stories:
            for words in (story.headline, *(point.text for point in story.points)):
                at = flat.find(squeezed(words), at)
                assert at >= 0, (name, words[:60])


@each
def test_every_language_is_sound_and_the_same_each_time(code: str) -> None:
    """Elements are closed in order, nothing acts, and a second rendering gives the same characters."""
    briefing = replace(briefings.rich(), language=code)
    for html in (render(briefing, record="2026-11-21/morning.json"), part(mail(briefing), "html")):
        page = Page(html)
        assert page.open == []
        assert "<script" not in html
    for form in ("html", "text", "json"):
        assert render(briefing, form) == render(briefing, form)
    assert render(briefing, "mail").as_bytes() == render(briefing, "mail").as_bytes()
    for text in forms(briefing).values():
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
        assert "{{7*7}}" in text


def test_braces_in_a_name_are_no_place_to_fill() -> None:
    """An outlet, an agency or an author named like a place in a label is shown as it is."""
    of = briefings.article("x", "{n} {0} {name}", "T", "One. Two.", agency="{outlets}", authors=("{names}", "{x!r}"))
    story = Story("st", (Report((of,), "{outlets}"),), points=(Point(Excerpt(of, 0, 4)),), only_in=(Excerpt(of, 5, 9),))
    for code in CODES:
        for text in forms(replace(briefings.empty(), stories=(story,), language=code)).values():
            assert "{n} {0} {name}" in " ".join(text.split())


# The language on the page


@each
def test_page_and_mail_say_their_language_and_direction(code: str) -> None:
    """`lang` on both; `dir` on the page where the language runs from the right, and on the mail in any case."""
    briefing = replace(briefings.rich(), language=code)
    way = "rtl" if code == "ar" else None
    for html, said in ((render(briefing), way), (part(mail(briefing), "html"), way or "ltr")):
        (root,) = (attrs for tag, attrs in Page(html).elements if tag == "html")
        assert root["lang"] == code
        assert root.get("dir") == said


@each_other
def test_what_is_said_in_english_is_marked_as_english(code: str) -> None:
    """Reasons that other parts of the program give: why something is left out or doubted."""
    html = render(replace(briefings.single(), language=code))
    for words in (
        "another report of the story says 20 November 2026",
        "site header",
    ):
        assert f'<span lang="en" dir="ltr">{words}</span>' in html
    assert '<bdi lang="en">not an article: error page</bdi>' in html


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ar", "3 جهات مستقلة; نُشر قبل 4 ساعات; كلمة متابَعة: ferry."),
        ("de", "3 unabhängige Stimmen; erschienen vor 4 Std.; beobachtetes Wort: ferry."),
        ("es", "3 voces independientes; publicado hace 4 h; palabra seguida: ferry."),
        ("fr", "3 voix indépendantes; publié il y a 4 h; mot suivi\u00a0: ferry."),
        ("ko", "독립 취재원 3곳; 4시간 전 게재; 관심어: ferry."),
        ("zh", "3个独立来源; 4小时前发表; 关注词：ferry."),
    ],
)
def test_why_a_story_stands_there_is_said_in_the_pages_language(code: str, said: str) -> None:
    """On the page, in the mail and in the text; each with the signs of the language."""
    words = load(code)
    said = said.replace("; ", words.semicolon).removesuffix(".") + words.stop
    briefing = replace(briefings.single(), language=code)
    assert f"<p>{said}</p>" in render(briefing)
    assert said in unescape(part(mail(briefing), "html"))
    assert squeezed(said) in squeezed(render(briefing, "text"))


@each_other
def test_every_reason_of_rank_has_words_in_every_language(code: str) -> None:
    """All that rank can say, taken from rank itself; what it never said stays in English and is marked so."""
    settings = Settings(weights=(("Harbour Daily", 1.5),), watch=("ferry",))
    stories = [*briefings.rich(hostile=False).stories, *briefings.single().stories]
    undated = [replace(story, reports=tuple(map(dateless, story.reports))) for story in stories]
    words = load(code)
    shapes = set()
    for now in (briefings.SLOT, briefings.SLOT + timedelta(days=4)):
        for story in rank([*stories, *undated], now, settings):
            assert story.rank is not None
            for said in (*story.rank.because, "published today", "published yesterday", "3 files", "opinion only"):
                shapes.add(re.sub(r"\d+|: .*", "", said))
                assert not reason(said, words).english, said
    assert len(shapes) >= 10
    assert reason("a reason of tomorrow", words) == ReasonView("a reason of tomorrow", english=True)


def dateless(report: Report) -> Report:
    """The report without any date."""
    return replace(report, articles=tuple(replace(one, published=None) for one in report.articles))


@each
def test_words_of_another_language_than_the_pages_carry_it(code: str) -> None:
    """A headline in the page's own language needs no mark; every other one has its own."""
    page = Page(render(replace(briefings.rich(hostile=False), language=code)))
    marked = [attrs.get("lang") for tag, attrs in page.elements if tag == "h2" and "-h" in str(attrs.get("id"))]
    assert marked == [None if tag == code else tag for tag in ("en", "en", "ar", "ko", "zh", "en", "en")]


def test_language_names_are_said_in_the_pages_language() -> None:
    """An English article is in English, auf Englisch, 영어."""
    for code, said in {"de": "auf Koreanisch", "fr": "en coréen", "ar": "باللغة الكورية", "zh": "韩语"}.items():
        assert said in Page(render(replace(briefings.rich(), language=code))).text


def test_english_is_what_it_always_was() -> None:
    """Key lines of each form, to the letter."""
    text = render(briefings.single(), "text", record="2026-11-21/briefing.json")
    for line in (
        "1 story from 3 reports by 3 outlets. Newest: 1 h ago. 5 read, 1 left",
        "20 November, 1 h ago, began 18 November",
        "3 independent reports: The Elmsworth Post, Elm News (in Harbour Daily",
        "  - 17 million crowns: Harbour Daily [2], 20 November; Coast Echo [3],",
        "  One text in 2 places, one voice: Elm News",
        "      By Mads Oller and Ruth Quayle. 20 November, 18:05 +01:00.",
        "      Date not believed: 19 January 2023, from site header: another",
        "Why it stands here: 3 independent voices; published 4 h ago; watch word:",
        "Left out: 1 item",
    ):
        assert line in text.split("\n"), line
    html = render(briefings.single(), record="2026-11-21/briefing.json")
    for words in (
        '<html lang="en">',
        '<span class="tag news">New</span>The council',
        'summary::before{content:"Show the passage in source ";',
        "</strong>: <bdi>The Elmsworth Post, Elm News (in Harbour Daily and Coast Echo) and Harbour Daily</bdi></p>",
        "<h3>Reports differ: <b>the cost of repairs to the slipway</b></h3>",
        '<span class="label">Only in Harbour Daily</span>',
        "<p>3 independent voices; published 4 h ago; watch word: ferry.</p>",
        '<p class="doubt">Date not believed: <bdi>19 January 2023, from site header: another',
        "<code>digest verify</code> proves each one from this page's record, 2026-11-21/briefing.json. Made by digest",
    ):
        assert words in html, words
    assert "Not in here: 1 left out; the text part says why." in part(mail(briefings.single()), "html")


# Text


@each
def test_text_keeps_to_its_columns_in_every_language(code: str) -> None:
    """72 columns, wide characters counted as two; no line begins with a mark that closes."""
    for briefing in (briefings.rich(), briefings.single(), briefings.empty()):
        for line in render(replace(briefing, language=code), "text", record="2026-11-21/morning.json").split("\n"):
            assert columns(line) <= COLUMNS or "://" in line, line
            assert line == line.rstrip()
            assert not line.startswith(tuple("\uff0c\uff09\uff1a\uff1b\u3002")), line


def runs(line: str) -> str | None:
    """The direction that a program gives a line of text: that of its first letter."""
    kinds = (unicodedata.bidirectional(char) for char in line)
    return next(({"L": "ltr"}.get(kind, "rtl") for kind in kinds if kind in ("L", "R", "AL")), None)


def test_every_line_of_a_right_to_left_sentence_runs_from_the_right() -> None:
    """A Latin name at a line's beginning does not turn the line round, nor does an Arabic one turn an English line."""
    arabic = "قالت الشركة " + "Harbour Fund International إن السوق " * 30
    english = "The council said that " + "صحيفة الميناء and others " * 30
    both = briefings.article("x", "صحيفة الميناء", "العنوان", f"{arabic.strip()}.\n\n{english.strip()}.", language="ar")
    cut = both.text.index("\n\n")
    points = (Point(Excerpt(both, 0, cut)), Point(Excerpt(both, cut + 2, len(both.text))))
    story = Story("st", (Report((both,), "صحيفة الميناء"),), points=points)
    text = render(replace(briefings.empty(), stories=(story,), language="ar"), "text")
    paragraphs = [block.split("\n") for block in text.split("\n\n")]
    (first,) = (lines for lines in paragraphs if "Fund" in lines[0])
    (second,) = (lines for lines in paragraphs if "council" in lines[0])
    assert len(first) > 5
    assert {runs(line) for line in first} == {"rtl"}
    assert len(second) > 5
    assert {runs(line) for line in second} == {"ltr"}


def test_an_english_sentence_stands_below_its_arabic_label() -> None:
    """So its full stop and its numbers stay at its end."""
    lines = render(replace(briefings.single(), language="ar"), "text").split("\n")
    at = lines.index("جديد:")
    assert lines[at + 1].startswith("The council voted nine to four")
    values = [line for line in lines if "million crowns" in line]
    assert [runs(line) for line in values] == ["rtl", "rtl"], "the dates behind a value are the page's own words"


# Where the language comes from


def test_an_unknown_language_is_refused_with_the_list(tmp_path: Path) -> None:
    """By rendering and by the configuration."""
    for form in ("html", "text", "mail"):
        with pytest.raises(UsageError, match=r"'tlh'.*ar, de, en, es, fr, ko, zh"):
            render(replace(briefings.single(), language="tlh"), form)
    path = tmp_path / "digest.toml"
    path.write_text('[edition.morning]\nlanguage = "tlh"\n')
    with pytest.raises(UsageError, match=r"edition\.morning\.language: no such language: 'tlh'; one of ar, de, en,"):
        load_config(path)
    for code in ("", "../en", "EN", "__init__"):
        with pytest.raises(UsageError):
            load(code)


def test_an_editions_language_reaches_its_briefing(tmp_path: Path) -> None:
    """From the file through the settings; it shapes the briefing, so the fingerprint tells it, but no English one's."""
    path = tmp_path / "digest.toml"
    path.write_text('[edition.morning]\nlanguage = "de"\n[edition.evening]\n')
    config = load_config(path)
    german, english = config.settings("morning"), config.settings("evening")
    assert (german.language, english.language) == ("de", "en")
    assert compose([], [], [], now=NOW, settings=german).language == "de"
    assert fingerprint(german) != fingerprint(english) == fingerprint(Settings())


def test_a_users_template_has_the_words_of_the_language(tmp_path: Path) -> None:
    """A block of one's own uses the same labels as those around it."""
    (tmp_path / "briefing.html.j2").write_text(
        '{% extends "digest/briefing.html.j2" %}'
        "{% block colophon %}<footer>{{ words.sources }}, {{ counted(2, words.reports) }}</footer>{% endblock %}"
    )
    html = render(replace(briefings.single(), language="de"), templates=str(tmp_path))
    assert "<footer>Quellen, 2 Berichte</footer>" in html
    assert "Was weggelassen wurde" in html


def test_on_a_page_too_a_label_does_not_turn_the_sentence_below_it() -> None:
    """What only one report says and what a day brought run as their own words do, not as the label before them."""
    html = render(replace(briefings.rich(hostile=False), language="ar"), "html")
    entries = re.findall(r"<li>(?:<span|<time) class=\"label\".*?</li>", html, re.DOTALL)
    assert len(entries) > 3
    assert all('<div dir="auto">' in entry for entry in entries)
    assert '<div dir="auto">' not in render(briefings.rich(hostile=False), "html")
