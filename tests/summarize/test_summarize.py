"""Summaries: whole sentences of the sources, within the budget, that read without what was left out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import DAILY, EARLIER, FERRY, POST, article, story

from digest.model import Article
from digest.segment import sentences
from digest.summarize import METHODS, summarize, tell
from digest.summarize.aside import timeline
from digest.summarize.choose import reading_order
from digest.summarize.coverage import merits
from digest.summarize.units import units_of, voices

_SENTENCES = (
    "The council voted nine to four to reopen the north ferry.",
    "Repairs took two years and cost 14 million crowns.",
    "She thanked the crews.",
    "“We are glad,” said Mayor Ida Brandt.",
    "“It was a long winter.",
    "But fishermen fear for their berths.",
    "Who pays for the second boat?",
    "Photo by Tomas Hale",
    "The first crossing leaves Elmsworth in December.",
    "Tomas Hale, who leads the opposition, asked for an audit of the yard in Norwell.",
    "渡轮将于十二月重新开放，市议会周五说。",
    "exam- ple of a hard wrap in the middle of a word.",
    "The ferry carried 1,200 passengers a day before it closed, and half of them moved away for good.",
)
_TEXTS = st.lists(st.sampled_from(_SENTENCES), min_size=0, max_size=12).flatmap(
    lambda chosen: st.sampled_from((" ", "\n\n")).map(lambda gap: gap.join(chosen))
)
_TITLES = st.sampled_from(("", "Council reopens the north ferry", "Ferry back in December", "Who pays for the boat?"))
_DATES = st.sampled_from((None, date(2026, 11, 18), date(2026, 11, 20)))


@st.composite
def _reports(draw: st.DrawFn) -> list[list[Article]]:
    shapes = draw(st.lists(st.integers(1, 2), min_size=1, max_size=4))
    reports = []
    for number, copies in enumerate(shapes):
        text, title, day = draw(_TEXTS), draw(_TITLES), draw(_DATES)
        reports.append([article(f"a{number}{copy}", text, title=title, published=day) for copy in range(copies)])
    return reports


def _words(text: str) -> int:
    return len(text.split())


@settings(max_examples=40, deadline=None)
@given(_reports(), st.integers(1, 120), st.sampled_from(METHODS))
def test_a_summary_is_whole_sentences_within_the_budget(reports: list[list[Article]], words: int, method: str) -> None:
    """Each excerpt is one or more whole sentences of an article, no two overlap, and together they keep to the budget."""
    excerpts = summarize(reports, words=words, method=method)
    for excerpt in excerpts:
        assert any(excerpt.article is a for report in reports for a in report)
        spans = sentences(excerpt.article.text, excerpt.article.language)
        assert excerpt.start in {start for start, _ in spans}
        assert excerpt.end in {end for _, end in spans}
    for one in excerpts:
        for other in excerpts:
            assert one is other or one.article is not other.article or one.end <= other.start or other.end <= one.start
    if len(excerpts) > 1 and all(e.text.isascii() or "“" in e.text for e in excerpts):
        assert sum(_words(e.text) for e in excerpts) <= 1.1 * words + 1e-9


@settings(max_examples=25, deadline=None)
@given(_reports(), st.randoms(use_true_random=False), st.sampled_from(("coverage", "lexrank", "sumbasic")))
def test_the_order_of_the_input_changes_nothing(reports: list[list[Article]], random, method: str) -> None:
    """Shuffled reports, and shuffled copies within them, give the same summary."""
    expected = summarize(reports, words=60, method=method)
    shuffled = [random.sample(report, len(report)) for report in random.sample(reports, len(reports))]
    assert summarize(shuffled, words=60, method=method) == expected


@settings(max_examples=40, deadline=None)
@given(_reports(), st.integers(10, 100))
def test_a_told_story_keeps_its_promises(reports: list[list[Article]], words: int) -> None:
    """Every part of a told story is a span of its articles; support and what one report alone has come from where they say."""
    told = tell(story(*(report[0] for report in reports)), words=words)
    held = {a.id: a for report in reports for a in report}
    for point in told.points:
        assert held[point.excerpt.article.id].text[point.excerpt.start : point.excerpt.end] == point.excerpt.text
        assert point.excerpt.article.id not in {e.article.id for e in point.also}
        assert point.speaker is None or point.speaker in point.excerpt.text
    assert len(told.only_in) <= 3
    assert len(reports) > 1 or (not told.only_in and not told.differences)
    assert [entry.date for entry in told.timeline] == sorted({entry.date for entry in told.timeline})
    if told.headline is not None:
        source = held[told.headline.article]
        assert told.headline.text in (source.text if told.headline.derived else source.title)


def test_methods_need_no_network_and_no_seed(tmp_path: Path) -> None:
    """Every method gives the same excerpts under different hash seeds, offline, with no NLTK data to be found."""
    script = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise OSError('offline')\n"
        "socket.socket.connect = refuse\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "from stories import FERRY\n"
        "from digest.summarize import METHODS, summarize\n"
        "reports = [r.articles for r in FERRY.reports]\n"
        "for method in METHODS:\n"
        "    print(method, [(e.article.id, e.start, e.end) for e in summarize(reports, words=90, method=method)])\n"
    )
    outputs = set()
    for seed in ("0", "1", "77"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "NLTK_DATA": str(tmp_path), "HOME": str(tmp_path)}
        command = [sys.executable, "-c", script, str(Path(__file__).parent)]
        outputs.add(subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout)
    assert len(outputs) == 1
    assert "[]" not in outputs.pop()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("words", [40, 80, 160])
def test_nothing_leans_on_what_is_not_there(method: str, words: int) -> None:
    """A sentence that opens with a pronoun or a connective stands only right after the sentence before it in its source."""
    before = None
    for excerpt in summarize([r.articles for r in FERRY.reports], words=words, method=method):
        if re.match(r"(He|She|They|It|But|And|This|That|These)\b", excerpt.text):
            assert before is not None
            assert before.article is excerpt.article
            assert 0 <= excerpt.start - before.end < 4
        before = excerpt


@pytest.mark.parametrize("method", METHODS)
def test_captions_headings_and_datelines_stay_out(method: str) -> None:
    """What is no sentence of the story never stands in a summary, however long."""
    said = " ".join(e.text for e in summarize([r.articles for r in FERRY.reports], words=500, method=method))
    assert "Harbour Photo" not in said
    assert "the desk" not in said


def test_the_lead_stands_first() -> None:
    """A summary begins with the first sentence of a report."""
    first = summarize([r.articles for r in FERRY.reports], words=90)[0]
    assert first.text.startswith(
        ("The council of Elmsworth voted", "Elmsworth's north ferry will sail", "Repairs of Elmsworth's")
    )


def test_the_end_of_a_budget_is_not_filled_with_trifles() -> None:
    """Where nine tenths of the words are used, no short sentence is squeezed in; where fewer are, it is."""
    text = (
        "The council of Elmsworth voted nine to four on Friday to reopen the north ferry after two years of repairs "
        "that cost the harbour 14 million crowns and half of its regular passengers.\n\n"
        "Gulls circled over the old pier."
    )
    only = [[article("ferry", text, title="Council reopens the north ferry")]]
    assert [len(summarize(only, words=words)) for words in (36, 42)] == [1, 2]


def test_what_the_reports_open_with_stands_in_for_headlines() -> None:
    """Without headlines, a later sentence that answers the openings counts more than one about what is said most often."""
    opening = "The council voted on Friday to reopen the north ferry."
    berths = "Fishermen guard berths because berths feed fishermen."
    answer, colour = (
        "The north ferry sails again after the council vote.",
        "Fishermen say berths matter to fishermen most.",
    )
    reports = [
        article("a", f"{opening}\n\nRain fell over the bay all day.\n\n{answer}\n\n{berths} {berths}"),
        article("b", f"{opening}\n\nSnow fell over the hills all night.\n\n{colour}\n\n{berths} {berths} {berths}"),
    ]
    units = units_of(reports)
    worth = {unit.text: value for unit, value in zip(units, merits(reports, units), strict=True)}
    assert worth[answer] > worth[colour]


def test_of_one_day_the_weightier_report_stands_first() -> None:
    """The opening chosen first leads; then the earlier day, and of one day the report whose opening was chosen before."""
    days = {"a": date(2026, 11, 20), "b": date(2026, 11, 20), "c": date(2026, 11, 20), "d": date(2026, 11, 18)}
    reports = [article(name, f"The {name} ferry sails from Elmsworth.", published=day) for name, day in days.items()]
    units = {unit.article.id: unit for unit in units_of(voices([[report] for report in reports]))}
    chosen = [units[name] for name in "cbad"]
    assert "".join(unit.article.id for unit in reading_order(chosen)) == "cdba"


def test_the_report_whose_headline_stands_above_opens_the_story() -> None:
    """What the headline says is told first, where the first sentence of its report was chosen; else the first choice leads."""
    reports = [
        article(
            "a", "The last bale of waste paper in Mill Lane stopped smoking at noon.\n\nFirefighters left.", title="Out"
        ),
        article(
            "b",
            "An insurer expects to pay 3 million crowns for the paper fire in Wexley.\n\nThe yard reopens in May.",
            title="Wexley paper fire to cost insurer 3 million crowns",
        ),
    ]
    told = tell(story(*reports), words=40)
    assert told.headline is not None
    assert told.headline.article == "b"
    assert [point.excerpt.article.id for point in told.points][:1] == ["b"]
    units = units_of(voices([[report] for report in reports]))
    leads = [unit for unit in units if not unit.place]
    assert [unit.article.id for unit in reading_order(leads, lambda: 1)] == ["b", "a"]
    assert [unit.article.id for unit in reading_order(leads, lambda: None)] == ["a", "b"]
    late = [leads[0], units[-1]]
    assert [unit.article.id for unit in reading_order(late, lambda: 1)] == ["a", "b"]


def test_what_weighs_an_event_does_not_open_its_story() -> None:
    """Where a comment was chosen first, the report that tells what happened still comes before it."""
    reports = [
        article("a", "The long quarrel over the north pier looks like a draw.", published=date(2026, 11, 20)),
        article("b", "The council of Elmsworth voted to reopen the north pier.", published=date(2026, 11, 20)),
    ]
    units = units_of(voices([[report] for report in reports]))
    assert [unit.article.id for unit in reading_order(units)] == ["b", "a"]
    assert [unit.article.id for unit in reading_order(units[:1])] == ["a"]


def test_near_copies_are_told_once() -> None:
    """Two reports with almost the same sentences yield each of them once."""
    other = replace(
        POST,
        id="copy",
        text=POST.text.replace("voted nine to four", "voted 9 to 4").replace("two winters", "two long winters"),
    )
    said = [e.text for e in summarize([[POST], [other]], words=400)]
    assert sum("reopen the north ferry" in text for text in said) == 1
    assert sum("two winters" in text or "two long winters" in text for text in said) <= 1


def test_a_single_long_sentence_beats_none() -> None:
    """Where even the shortest sentence is longer than the budget, it is shown whole."""
    only = summarize([[article("long", _SENTENCES[-1])]], words=5)
    assert [e.text for e in only] == [_SENTENCES[-1]]


def test_chinese_is_measured_by_its_characters() -> None:
    """A Chinese story fills its budget by characters, 1.6 to a word, and is not taken for one word a sentence."""
    text = (
        "市议会周五以九票对四票决定重新开放北部渡轮。"
        "维修历时两年，耗资一千四百万克朗。"
        "首航将于十二月从港口出发。"
        "反对派领袖要求对造船厂进行审计。"
        "渡轮停运之前每天运送一千二百名乘客。"
    )
    said = "".join(e.text for e in summarize([[article("zh", text, language="zh")]], words=30))
    assert 20 <= len(said) / 1.6 <= 33


@pytest.mark.parametrize("bad", ["best", "", "Coverage"])
def test_an_unknown_method_is_named(bad: str) -> None:
    """An unknown method raises ValueError that names it and the ones there are."""
    with pytest.raises(ValueError, match="coverage"):
        summarize([[POST]], method=bad)


def test_nothing_to_say() -> None:
    """No reports, empty texts and headlines alone give an empty summary, and the headline is kept."""
    assert summarize([]) == ()
    bare = article("bare", "", title="Council reopens the north ferry")
    assert summarize([[bare]]) == ()
    told = tell(story(bare))
    assert told.points == ()
    assert told.headline is not None
    assert told.headline.text == "Council reopens the north ferry"


def test_headline_is_the_most_central_and_no_question() -> None:
    """The headline is a report's own, and neither a question nor a lure where another report has a plain one."""
    lure = article("lure", DAILY.text, title="You won't believe what Elmsworth did with its ferry")
    asks = article("asks", EARLIER.text, title="Will the north ferry ever sail again?")
    told = tell(story(lure, POST, asks))
    assert told.headline is not None
    assert told.headline.text == POST.title
    assert not told.headline.derived


def test_a_story_without_headlines_gets_one_cut_from_its_lead() -> None:
    """Without any headline, one is cut from the head of a lead, word for word, and says so."""
    told = tell(story(replace(POST, title=""), replace(DAILY, title="")))
    assert told.headline is not None
    assert told.headline.derived
    assert 4 <= _words(told.headline.text) <= 16
    assert any(a.text.find(told.headline.text) >= 0 for a in told.articles)


def test_timeline_has_one_sentence_a_day() -> None:
    """A story over two days has a sentence of each, the earlier first; a story of one day has none."""
    told = tell(FERRY, words=30)
    assert [entry.date for entry in told.timeline] == [date(2026, 11, 18), date(2026, 11, 20)]
    assert tell(story(POST, DAILY)).timeline == ()


def test_a_timeline_that_only_repeats_the_points_is_left_out() -> None:
    """Where every day's sentence is a point already, nothing is told a second time."""
    told = tell(FERRY, words=300)
    points = {point.excerpt.text for point in told.points}
    assert not told.timeline or any(entry.excerpt.text not in points for entry in told.timeline)
    first = article("first", "Ida Brandt opened the talks in Norwell on Wednesday.", published=date(2026, 11, 18))
    last = article("last", "On Friday both sides in Norwell signed a deal about coal.", published=date(2026, 11, 20))
    assert len(tell(story(first, last), words=300).points) == 2
    assert tell(story(first, last), words=300).timeline == ()


def test_a_timeline_rather_has_a_sentence_that_is_no_point() -> None:
    """Of two about equal sentences of a day, the one that the reader has not seen above is taken."""
    first = article("first", "Ida Brandt opened the talks in Norwell on Wednesday.", published=date(2026, 11, 18))
    last = article(
        "last",
        "Officials signed a deal about coal in Norwell. Ferdinand Osk of Velm paid 300 crowns for the pen.",
        published=date(2026, 11, 20),
    )
    units = units_of((first, last), frozenset())
    for seen, other in ((units[1], units[2]), (units[2], units[1])):
        entries = timeline(units, (seen,), lambda _: 1.0)
        assert [entry.excerpt.text for entry in entries] == [first.text, other.text]


def test_only_in_is_said_nowhere_else() -> None:
    """What only one report has names a number or a name that stands in no other report, and is no point already."""
    told = tell(FERRY, words=60)
    points = {point.excerpt.text for point in told.points}
    for excerpt in told.only_in:
        assert excerpt.text not in points
        others = " ".join(a.text for a in FERRY.articles if a.id != excerpt.article.id)
        facts = re.findall(r"\d[\d,]*|(?<=[a-z,] )[A-Z]\w+", excerpt.text)
        assert any(fact not in others for fact in facts)
    assert told.only_in


def test_importing_the_package_loads_nothing_heavy() -> None:
    """`digest.summarize` is imported by every command, so numpy, sumy and nltk wait until they are used."""
    code = "import sys, digest.summarize; print([m for m in ('numpy', 'sumy', 'nltk', 'scipy') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
