"""Events that resemble each other stay apart, reports of one event meet: also when two articles are all there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from digest.group import group
from digest.model import Article


def article(name, title, text, published=None, published_from="metadata", **fields):
    """An article of an outlet of its own, dated by its metadata."""
    return Article(
        id=name, origin=f"in/{name}.txt", sha256=name, source=fields.pop("source", f"The {name} Post"), title=title, text=text,
        published=published, published_from=published_from if published else None, language=fields.pop("language", "en"), **fields,
    )  # fmt: skip


ROBBERY_NORTH = (
    "Robbers take 40,000 crowns from savings bank in Ashcombe",
    (
        "Two masked men held up the savings bank on Market Street in Ashcombe on Tuesday morning and fled with about "
        "40,000 crowns, "
        "police said.\n\nThe men walked in at a quarter past nine, shortly after opening, and threatened the two "
        "cashiers with a "
        "pistol. Nobody was hurt. They escaped on a grey motor scooter towards the river, said Inspector Ruth Tillman of "
        "the Ashcombe "
        "police.\n\n“They knew when the safe would be open,” Tillman said. The police have set up road blocks around "
        "Ashcombe and ask "
        "witnesses to come forward."
    ),
)
ROBBERY_SOUTH = (
    "Gunmen rob bank in Pellwick, police hunt getaway car",
    (
        "Three armed men robbed the farmers' bank in Pellwick on Tuesday afternoon and got away with an unknown amount "
        "of cash, police "
        "said.\n\nThe men threatened the cashier and four customers with a rifle shortly before closing time. A "
        "customer, aged 61, "
        "was slightly hurt. They escaped in a white van that was found burnt out near Lower Pellwick, said police "
        "spokesman Omar "
        "Haddad.\n\n“We believe they had help,” Haddad said. The police ask witnesses to come forward."
    ),
)
ROBBERY_NORTH_AGAIN = (
    "Police seek two masked men after Ashcombe bank raid",
    (
        "Police in Ashcombe are looking for two masked men who robbed the savings bank on Market Street on Tuesday and "
        "rode off on a "
        "scooter with some 40,000 crowns.\n\nCashiers were threatened with a pistol when the men came in shortly after "
        "nine. Inspector "
        "Ruth Tillman said that no customer was in the bank and that nobody was hurt. Road blocks around the town had "
        "brought no result "
        "by the evening."
    ),
)
MATCH_FIRST = (
    "Harbour Rovers beat Wexley Town 3-1",
    (
        "Harbour Rovers beat Wexley Town 3-1 at home on Saturday with two goals by Tomas Lindqvist.\n\nLindqvist scored "
        "in the 12th and "
        "40th minutes in front of 9,400 spectators. Wexley Town pulled one back through Idris Bakari before Jon Petrie "
        "made sure of the "
        "points. “We played our best half of the season,” said Rovers coach Elena Marsh. Rovers are now fourth in the "
        "league."
    ),
)
MATCH_SECOND = (
    "Harbour Rovers lose 0-2 at Castlebridge United",
    (
        "Harbour Rovers lost 0-2 at Castlebridge United on Wednesday night and dropped to sixth in the "
        "league.\n\nCastlebridge went ahead "
        "from a corner in the 55th minute through Pavel Sorokin, and Dan Oduya added a penalty. Tomas Lindqvist hit the "
        "post for Rovers "
        "late on. “We were second to every ball,” said Rovers coach Elena Marsh. The match drew 6,100 spectators."
    ),
)
ELECTION_ONE = (
    "Liberals win most seats in Norland election",
    (
        "The Liberal Party of Prime Minister Anna Sandvik won most seats in Norland's parliamentary election on Sunday "
        "but fell short of "
        "a majority.\n\nWith 98 percent of the votes counted, the Liberals had 41 of 101 seats and the Farmers' League "
        "28. Turnout was 71 "
        "percent. Sandvik told supporters in Brennholm that she would seek a coalition with the Greens."
    ),
)
ELECTION_TWO = (
    "Opposition wins Estavia election, president concedes",
    (
        "Estavia's opposition alliance won the presidential election on Sunday and President Mateo Rocal conceded "
        "defeat late in the "
        "evening.\n\nWith 95 percent of the votes counted, challenger Lucia Fonte had 53 percent. Turnout was the "
        "highest in 20 years. "
        "Fonte told supporters in Puerto Alba that she would form a government within a month."
    ),
)
QUAKE_ONE = (
    "Magnitude 5.9 earthquake shakes Tavira valley",
    (
        "A magnitude 5.9 earthquake shook the Tavira valley early on Monday, damaging dozens of houses, the geological "
        "survey said.\n\nThe "
        "quake struck at a depth of 10 kilometres near the town of Oru. Rescue workers pulled 12 people from the rubble, "
        "said governor "
        "Selim Oran. Schools stay closed until Thursday."
    ),
)
QUAKE_TWO = (
    "Strong earthquake hits coast of Manuvi island",
    (
        "A magnitude 6.4 earthquake hit off the coast of Manuvi island on Monday, and the geological survey briefly "
        "warned of a "
        "tsunami.\n\nThe quake struck at a depth of 33 kilometres, 80 kilometres south of Port Leng. No damage was "
        "reported, said civil "
        "defence chief Ana Tupou. Schools in Port Leng were evacuated."
    ),
)


@pytest.mark.parametrize("day", [None, date(2026, 11, 17)])
@pytest.mark.parametrize(
    ("one", "other"),
    [(ROBBERY_NORTH, ROBBERY_SOUTH), (ELECTION_ONE, ELECTION_TWO), (QUAKE_ONE, QUAKE_TWO), (MATCH_FIRST, MATCH_SECOND)],
    ids=["robberies", "elections", "earthquakes", "matches"],
)
def test_two_similar_events_alone_stay_apart(one, other, day):
    """The same kind of event elsewhere, or with another opponent, is another story, dated or not, with nothing else to compare."""
    assert len(group([article("a", *one, day), article("b", *other, day)])) == 2


def test_two_reports_of_one_event_alone_meet():
    """A pair is enough: words are weighed as if more had been read."""
    for day in (None, date(2026, 11, 17)):
        (story,) = group([article("a", *ROBBERY_NORTH, day), article("b", *ROBBERY_NORTH_AGAIN, day)])
        assert len(story.reports) == 2
        assert story.joined[0].articles in (("a", "b"), ("b", "a"))
        assert any(said.startswith("names 0.") for said in story.joined[0].because)


def test_one_event_is_found_among_similar_ones():
    """Two reports of one robbery find each other beside another robbery, matches, elections and earthquakes."""
    texts = [
        ROBBERY_NORTH, ROBBERY_NORTH_AGAIN, ROBBERY_SOUTH, MATCH_FIRST, MATCH_SECOND,
        ELECTION_ONE, ELECTION_TWO, QUAKE_ONE, QUAKE_TWO,
    ]  # fmt: skip
    stories = group([article(f"n{i}", *text, date(2026, 11, 17)) for i, text in enumerate(texts)])
    assert sorted(len(story.articles) for story in stories) == [1] * 7 + [2]


def test_a_report_without_a_headline_meets_one_that_has_it():
    """A text that lost its headline is compared by its opening."""
    assert len(group([article("a", *ROBBERY_NORTH), article("b", "", ROBBERY_NORTH_AGAIN[1])])) == 1


def test_headlines_alone_meet_each_other_and_full_articles():
    """Items without a text take part with what they have."""
    day = date(2026, 11, 17)
    items = [
        article("a", "Masked robbers raid Ashcombe savings bank", "", day),
        article("b", "Ashcombe savings bank raided by masked robbers", "", day),
        article("c", *ROBBERY_NORTH, day),
        article("d", "Parliament passes budget after night session", "", day),
    ]
    stories = group(items)
    assert sorted(sorted(a.id for a in story.articles) for story in stories) == [["a", "b", "c"], ["d"]]


def test_time_parts_dated_articles_only():
    """The same words weeks later are another event, if both dates are trusted; an untrusted or missing date parts nothing."""
    again = (ROBBERY_NORTH_AGAIN[0], ROBBERY_NORTH_AGAIN[1])
    later = date(2027, 1, 12)
    trusted = [article("a", *ROBBERY_NORTH, date(2026, 11, 17)), article("b", *again, later)]
    scraped = [article("a", *ROBBERY_NORTH, date(2026, 11, 17)), article("b", *again, later, "site header")]
    undated = [article("a", *ROBBERY_NORTH, date(2026, 11, 17)), article("b", *again)]
    assert [len(group(pair)) for pair in (trusted, scraped, undated)] == [2, 1, 1]


def test_reports_in_other_scripts_meet_in_their_own_language():
    """Chinese reports of one event share characters; a Russian pair shares stems."""
    day = date(2026, 11, 20)
    council = "北港市議會星期五以九比四通過，讓停航兩年的渡輪在十二月復航，維修費用一千四百萬元。"
    ferry = "停航兩年的北港渡輪將在十二月復航。市議會星期五以九比四通過決議。"
    match = "國家足球隊星期五晚在主場以三比零擊敗對手，前鋒陳志強攻入兩球，球隊升上小組第一位。"
    chinese = [
        article("a", "北港渡輪十二月復航", council + "市長林美華說，首班船將於十二月一日出發。", day, language="zh"),
        article("b", "市議會通過北港渡輪復航", ferry + "市長林美華表示，首班船十二月一日開出。", day, language="zh"),
        article("c", "國家隊三比零勝出", match, day, language="zh"),
    ]
    opened = (
        "Новый мост через реку Яру открыли в пятницу в Северогорске. Мэр Ольга Ветрова сказала, что строительство заняло "
        "четыре года и стоило два миллиарда."
    )
    built = (
        "В Северогорске в пятницу открыт мост через реку Яру. Строительство моста длилось четыре года, сообщила мэр "
        "Ольга Ветрова."
    )
    russian = [
        article("d", "В Северогорске открыли новый мост", opened, day, language="ru"),
        article("e", "Мост через Яру открыт после четырёх лет строительства", built, day, language="ru"),
    ]
    stories = group([*chinese, *russian])
    assert sorted(sorted(a.id for a in story.articles) for story in stories) == [["a", "b"], ["c"], ["d", "e"]]


def test_an_outlets_footer_joins_nothing():
    """A paragraph that an outlet prints under every article must not make its articles alike."""
    footer = (
        "The Bay Signal is owned by its readers. Join 12,000 members of the Bay Signal society, who pay four crowns "
        "a month so that "
        "reporters in Sorrel Bay, Wexley and Ashcombe can work. Write to the editor Nora Quill at the Bay Signal, "
        "Fishmarket 3, Sorrel Bay. "
    ) * 3
    subjects = [
        ("Library lends tools", "The town library lends drills and saws from Monday on."),
        ("Heron nests counted", "Volunteers counted 71 heron nests along the upper river this spring."),
        ("Choir wins prize", "The children's choir won the first prize at a festival abroad."),
        ("New bus timetable", "The night bus runs every twenty minutes from December on."),
    ]
    items = [
        article(f"s{i}", title, f"{text}\n\n{footer}", date(2026, 11, 17), source="The Bay Signal")
        for i, (title, text) in enumerate(subjects)
    ]
    assert len(group(items)) == len(items)


def test_a_shared_footer_of_five_lines_joins_none_of_thirty_articles():
    """Short articles of one outlet that end in the same five lines stay apart; another outlet's report still joins."""
    footer = "\n".join(
        (
            "Read the Bay Signal every morning on your telephone, in the harbour cafes and at the ferry landing.",
            "Subscribers of the Bay Signal read every report of our newsroom in Sorrel Bay for four crowns a week.",
            "Write to our editors Nora Quill and Tam Oakes at Fishmarket 3, Sorrel Bay, or ring 5550 1234 any day.",
            "The Bay Signal belongs to its 12,000 readers and takes no money from parties, banks or shipping lines.",
            "Follow our reporters in Wexley, Ashcombe and Castlebridge and send them your pictures of the coast.",
        )
    )
    items = [
        article(
            f"s{i:02}", f"Gor{i}wick lends its plan{i} to dor{i}", f"The gor{i} of vam{i} lent{i} pel{i}.\n\n{footer}",
            date(2026, 11, 17), source="The Bay Signal",
        )
        for i in range(30)
    ]  # fmt: skip
    assert len(group(items)) == 30
    report = ROBBERY_NORTH[1]
    mixed = [
        *items,
        article("x", ROBBERY_NORTH[0], f"{report}\n\n{footer}", date(2026, 11, 17), source="The Bay Signal"),
        article("y", *ROBBERY_NORTH_AGAIN, date(2026, 11, 17)),
    ]
    assert sorted(len(story.articles) for story in group(mixed)) == [1] * 30 + [2]


def test_a_files_name_is_no_outlet():
    """Lines of one file without outlets count as reports of different outlets; those of one named outlet do not."""

    def score(source, origin):
        pair = [article("a", *ROBBERY_NORTH, source=source[0]), article("b", *ROBBERY_NORTH_AGAIN, source=source[1])]
        (story,) = group([replace(each, origin=origin, member=f"line {i}") for i, each in enumerate(pair)])
        return story.joined[0].score

    apart = score(("The Post", "The Courier"), "in/list.jsonl")
    assert score(("list.jsonl", "list.jsonl"), "in/list.jsonl") == apart
    assert score(("The Post", "the-post"), "in/list.jsonl") < apart
