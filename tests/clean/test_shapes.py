# ruff: noqa: E501 -- paragraphs stay on one line
"""The shapes that scraped articles come in, one test each, in the scripts where they are met."""

from __future__ import annotations

import re
import textwrap
from datetime import date

import pytest

from digest.clean.decode import decode, normalize
from digest.clean.page import Page
from digest.clean.plain import read_plain

from .bodies import ALL, ARABIC, CHINESE, CYRILLIC, HEBREW, JAPANESE, KOREAN, LATIN, Body

every_script = pytest.mark.parametrize("body", ALL, ids=lambda body: body.language)


def read(text: str, **options: object) -> Page:
    """The reading of `text` as it comes out of a file."""
    return read_plain(normalize(text), **options)  # type: ignore[arg-type]


def lines(body: Body, *, head: tuple[str, ...] = (), tail: tuple[str, ...] = (), headline: bool = True) -> str:
    """The article one paragraph a line, with junk around it."""
    return "\n".join([*head, *([body.headline] if headline else []), *body.paragraphs, *tail])


def reasons(text: str) -> dict[str, str]:
    """Why each line was kept or dropped."""
    return {line.text: line.reason for line in read(text, trace=True).lines}


@every_script
def test_plain_article(body: Body) -> None:
    """A headline and its paragraphs, one a line, are read as they stand, in every script."""
    page = read(lines(body))
    assert page.text == body.text
    assert page.title == body.headline
    assert page.language == body.language
    assert page.not_article is None


@pytest.mark.parametrize(
    ("body", "navigation"),
    [
        (LATIN, ("網站首頁", "關於我們", "新聞中心")),
        (CHINESE, ("Home", "About us", "Newsroom")),
        (CYRILLIC, ("الرئيسية", "من نحن", "أخبار")),
        (ARABIC, ("Главная", "О нас", "Новости")),
    ],
)
def test_01_navigation_in_another_script(body: Body, navigation: tuple[str, ...]) -> None:
    """Menu entries of another site's script before the headline are neither title nor text."""
    page = read(lines(body, head=navigation))
    assert page.text == body.text
    assert page.title == body.headline


@every_script
def test_02_bullets_and_slider_leftovers(body: Body) -> None:
    """Lines of bullets, bars and arrows, with or without a word, are dropped."""
    page = read(lines(body, head=("  • 演示圖片", "»", "|", "• • •"), tail=("»", "|")))
    assert page.text == body.text
    assert page.title == body.headline


@pytest.mark.parametrize(
    ("body", "crumbs"),
    [
        (LATIN, "Home > World > Islands"),
        (CYRILLIC, "Главная » Новости » Город"),
        (CHINESE, "首页 > 新闻 > 本地"),
        (ARABIC, "الرئيسية > أخبار > محليات"),
    ],
)
def test_03_breadcrumb(body: Body, crumbs: str) -> None:
    """The way through the site's tree is not the headline."""
    page = read(lines(body, head=(crumbs,)))
    assert page.text == body.text
    assert page.title == body.headline


@pytest.mark.parametrize(
    ("body", "notice"),
    [
        (LATIN, ("We use cookies to make this site better for you. Read our cookie policy.", "Accept all")),
        (CYRILLIC, ("Мы используем файлы cookie, чтобы сайт работал лучше.", "Принять")),
        (CHINESE, ("本网站使用cookies以提升您的体验。", "同意")),
    ],
)
def test_04_cookie_banner(body: Body, notice: tuple[str, ...]) -> None:
    """A cookie notice before the headline is dropped with its buttons."""
    page = read(lines(body, head=notice))
    assert page.text == body.text
    assert page.title == body.headline


@every_script
def test_05_metadata_line_with_no_break_spaces(body: Body) -> None:
    """A label with a date, padded with NBSP, becomes a date candidate and leaves the text."""
    text = "\n".join([body.headline, "時間:2023-01-19\u00a0\u00a0\u00a0\u00a0作者:\u00a0", *body.paragraphs])
    page = read(text)
    assert page.text == body.text
    assert [found.value for found in page.dates] == [date(2023, 1, 19)]


def test_06_scrapers_date_and_the_articles_own() -> None:
    """The date in the site's furniture and the date at the byline are both given, the article's own first."""
    text = "\n".join([LATIN.headline, "時間:2023-01-19", "By Orla Finch", "Published 18 March 2021", *LATIN.paragraphs])
    page = read(text)
    assert [(found.value, found.from_) for found in page.dates] == [
        (date(2021, 3, 18), "inline"),
        (date(2023, 1, 19), "site header"),
    ]


@pytest.mark.parametrize(
    "name", ["亞博體育入口app", "bet-king.example", "https://spam.example", "Admin", "Elmsworth News Desk", "88 casino"]
)
def test_07_spam_as_author(name: str) -> None:
    """A bookmaker, an address or a desk in the author's place is nobody's name."""
    assert read(lines(LATIN, head=(f"作者:{name}",))).authors == ()


@pytest.mark.parametrize(
    ("body", "caption"),
    [
        (
            LATIN,
            "From left are Mayor Orla Finch and harbour master Tom Reed at the old landing stage, Thursday, after the meeting. Harbour Press Corps",
        ),
        (CYRILLIC, "На фото: мэр Вера Лугова и начальник порта у старого причала, четверг. Фото: Портовая служба"),
        (CHINESE, "图为镇长林晓岚在旧码头与渡轮公司代表会面。（资料图）"),
    ],
)
def test_08_caption_printed_twice(body: Body, caption: str) -> None:
    """A caption that stands twice in a row is dropped both times."""
    page = read("\n".join([body.headline, caption, caption, *body.paragraphs]))
    assert page.text == body.text
    assert page.title == body.headline


@pytest.mark.parametrize(
    "credit",
    [
        "The ferry at its winter berth on Monday. (AP Photo/Jane Roe)",
        "Mayor Orla Finch at the harbour on Thursday evening / Getty Images",
        "The old landing stage seen from the water. Photo by Jane Roe",
        "FILE - The ferry leaves the island in a storm two years ago.",
        "Jane Roe/Reuters",
        "Photo: Elmsworth Archive",
    ],
)
def test_09_photo_credit(credit: str) -> None:
    """A line under a picture is known by its credit or its opening."""
    text = "\n".join([LATIN.headline, *LATIN.paragraphs[:2], credit, *LATIN.paragraphs[2:]])
    assert read(text).text == LATIN.text
    assert reasons(text)[credit].startswith("photo")


@pytest.mark.parametrize(
    ("body", "deck", "byline"),
    [
        (LATIN, "Split between town and island laid bare at a stormy meeting", "By Jane Roe"),
        (CYRILLIC, "Заседание совета закончилось далеко за полночь", "Автор: Иван Роев"),
        (CHINESE, "夜间会议暴露城乡分歧", "记者：罗简"),
    ],
)
def test_10_deck(body: Body, deck: str, byline: str) -> None:
    """A sub-headline between the headline and the byline is neither title nor text."""
    page = read("\n".join([body.headline, "", deck, "", byline, "", *body.paragraphs]))
    assert page.text == body.text
    assert page.title == body.headline


@pytest.mark.parametrize(
    ("body", "byline", "names"),
    [
        (LATIN, "By Jane Roe", ("Jane Roe",)),
        (LATIN, "By JANE ROE and TOM O'REED, Staff Writers", ("Jane Roe", "Tom O'Reed")),
        (LATIN, "By Jane Roe | Elmsworth Post", ("Jane Roe",)),
        (CYRILLIC, "Автор: Иван Роев", ("Иван Роев",)),
        (ARABIC, "بقلم: سامي خليل", ("سامي خليل",)),
        (CHINESE, "记者 罗简 王小树", ("罗简", "王小树")),
        (KOREAN, "나루일보 홍나루 기자 naru@paper.example", ("홍나루",)),
        (LATIN, "Von Anna Müller und Peter Roth", ("Anna Müller", "Peter Roth")),
    ],
)
def test_11_byline_at_the_top(body: Body, byline: str, names: tuple[str, ...]) -> None:
    """A byline above the text gives its names and leaves the text."""
    page = read("\n".join([body.headline, byline, *body.paragraphs]))
    assert page.text == body.text
    assert page.authors == names


def test_12_byline_with_broken_address_at_the_end() -> None:
    """A byline below the text whose e-mail address was broken over lines gives the name and never the address."""
    page = read(lines(LATIN, tail=("By Jane Roe (jroe@post.example", ")")))
    assert page.text == LATIN.text
    assert page.authors == ("Jane Roe",)


@every_script
def test_13_no_headline(body: Body) -> None:
    """Where no headline stands, none is made up."""
    page = read(lines(body, headline=False))
    assert page.text == body.text
    assert page.title == ""
    assert page.title_from is None


@every_script
def test_14_headline_repeated_with_the_sites_name(body: Body) -> None:
    """A second printing of the headline, with or without a site's name, is no paragraph."""
    page = read("\n".join([f"{body.headline} | The Elmsworth Post", body.headline, *body.paragraphs]))
    assert page.text == body.text
    assert page.title == body.headline


@pytest.mark.parametrize(
    ("body", "other"),
    [
        (LATIN, "Premier vows to mend ties with islands during talks with trawler owners"),
        (CYRILLIC, "Премьер обещает наладить отношения с рыбаками на встрече"),
        (CHINESE, "省长承诺与渔民代表会谈后改善关系"),
        (ARABIC, "رئيس الوزراء يتعهد بتحسين العلاقات مع الصيادين"),
    ],
)
def test_15_related_headline_glued_to_the_end(body: Body, other: str) -> None:
    """The headline of another article at the end, without a newline behind it, is dropped."""
    assert read(lines(body, tail=("", other))).text == body.text


@every_script
def test_16_date_glued_to_the_first_sentence(body: Body) -> None:
    """A labelled date before the first sentence becomes an inline candidate; the sentence stays as it was written."""
    page = read(" date 2021-03-18 " + lines(body, headline=False))
    assert page.text == body.text
    assert [(found.value, found.from_) for found in page.dates] == [(date(2021, 3, 18), "inline")]


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("ELMSWORTH, March 18 (Reuters) - ", "Reuters"),
        ("ELMSWORTH (AP) — ", "AP"),
        ("(Reuters) - ", "Reuters"),
        ("Elmsworth, 18 March (dpa) - ", "dpa"),
        ("ELMSWORTH (Northern Valley Wire) — ", "Northern Valley Wire"),
        ("ELMSWORTH, March 18 (Xinhua) -- ", "Xinhua"),
        ("ELMSWORTH, Calif. (AP) — ", "AP"),
        ("ST. ELM, Mo. (AP) -- ", "AP"),
        ("ELMSWORTH, Sept. 3 (Reuters) - ", "Reuters"),
        ("FORT ELM, Texas, Jan. 3 (UPI) -- ", "UPI"),
        ("ELMSWORTH, Calif. — ", None),
        ("ELMSWORTH — ", None),
        ("Elmsworth (CNN) ", None),
        ("Elmsworth, Calif. (CNN Business) — ", "CNN Business"),
    ],
)
def test_17_agency_dateline(dateline: str, agency: str | None) -> None:
    """Place, day and service before the first sentence are taken off it and the service is named."""
    page = read("\n".join([LATIN.headline, dateline + LATIN.paragraphs[0], *LATIN.paragraphs[1:]]))
    assert page.text == LATIN.text
    assert page.agency == agency


@pytest.mark.parametrize(
    "opening",
    [
        "The Harbour Commission (HC) Director Ida Brandt said on Friday that the ferry of Elmsworth would sail again soon.",
        "The mayor — Tobias Renner, 61, of the harbour list — resigned on Friday after a night of talks, his office said.",
        "Elmsworth — and with it the whole north bank — was without power on Friday night after the storm of the year.",
    ],
)
def test_17_no_dateline(opening: str) -> None:
    """Short forms in brackets and dashes inside the first sentence stay in it."""
    page = read("\n".join([LATIN.headline, opening, *LATIN.paragraphs[1:]]))
    assert opening in page.text


@pytest.mark.parametrize(
    ("body", "dateline", "agency"),
    [
        (CHINESE, "新华社榆树镇3月18日电（记者罗简）", "Xinhua"),
        (KOREAN, "[느릅=연합뉴스] 홍나루 기자 = ", "Yonhap"),
        (CYRILLIC, "ОЛЬХОВСК, 18 марта. /ТАСС/. ", "TASS"),
        (ARABIC, "الزيتونة (رويترز) - ", "Reuters"),
    ],
)
def test_17_agency_dateline_in_other_scripts(body: Body, dateline: str, agency: str) -> None:
    """Datelines as the services of other countries write them."""
    page = read("\n".join([body.headline, dateline + body.paragraphs[0], *body.paragraphs[1:]]))
    assert page.text == body.text
    assert page.agency == agency


@pytest.mark.parametrize(
    ("body", "link"),
    [
        (LATIN, "Read more: Storm damage bill passes ten million"),
        (LATIN, "ALSO READ | How the landing stage was lost"),
        (LATIN, "RELATED: How the landing stage was lost"),
        (CYRILLIC, "Читайте также: Ущерб от бури превысил десять миллионов"),
        (ARABIC, "اقرأ أيضا: أضرار العاصفة تتجاوز عشرة ملايين"),
        (CHINESE, "相关阅读：风暴损失超过千万元"),
        (JAPANESE, "関連記事：嵐の被害額は一億円を超える"),
    ],
)
def test_18_link_line_in_the_text(body: Body, link: str) -> None:
    """A line that only leads to other coverage is dropped from the middle of the text."""
    text = "\n".join([body.headline, *body.paragraphs[:2], link, *body.paragraphs[2:]])
    assert read(text).text == body.text


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (LATIN, "Advertisement"),
        (LATIN, "Story continues below"),
        (LATIN, "ADVERTISEMENT - CONTINUE READING BELOW"),
        (CYRILLIC, "РЕКЛАМА"),
        (CHINESE, "广告"),
        (KOREAN, "광고"),
        (ARABIC, "إعلان"),
        (HEBREW, "פרסומת"),
    ],
)
def test_19_advertisement(body: Body, line: str) -> None:
    """The marks of advertisements are dropped wherever they stand."""
    text = "\n".join([body.headline, body.paragraphs[0], line, *body.paragraphs[1:], line])
    assert read(text).text == body.text


@pytest.mark.parametrize(
    "bar",
    [
        "Facebook Twitter Email Copy link",
        "Share on Facebook",
        "Tweet",
        "WhatsApp Telegram Print",
        "分享 微信 微博",
        "Поделиться ВКонтакте Телеграм",
    ],
)
def test_20_share_bar(bar: str) -> None:
    """Buttons for sharing are dropped above and inside the text."""
    text = "\n".join([LATIN.headline, bar, *LATIN.paragraphs[:2], bar, *LATIN.paragraphs[2:]])
    page = read(text)
    assert page.text == LATIN.text
    assert page.title == LATIN.headline


@pytest.mark.parametrize(
    ("body", "heading", "comment"),
    [
        (
            LATIN,
            "14 Comments",
            "I took that boat every day for ten years, and the mayor never once came on board, not even at the fair.",
        ),
        (
            LATIN,
            "Leave a comment",
            "A bridge would have been cheaper, as everyone at the meeting knew very well by ten in the evening.",
        ),
        (
            CYRILLIC,
            "Комментарии (3)",
            "Я десять лет ездил на этом пароме, и мэр ни разу не появилась на борту, даже на ярмарке.",
        ),
        (CHINESE, "网友评论", "我坐了十年这班船，镇长一次都没有来过，连庙会那天也没有来，真是让人失望。"),
        (
            ARABIC,
            "التعليقات",
            "ركبت هذه العبارة كل يوم طوال عشر سنوات ولم تصعد إليها رئيسة البلدية مرة واحدة حتى في العيد.",
        ),
    ],
)
def test_21_comments(body: Body, heading: str, comment: str) -> None:
    """What readers wrote under the article is no part of it, even where it is longer than a paragraph."""
    assert read(lines(body, tail=(heading, "3 hours ago", comment, "2 hours ago", comment + " !"))).text == body.text


@every_script
def test_22_pull_quote_repeated(body: Body) -> None:
    """A paragraph printed again as a pull quote is kept once."""
    text = "\n".join([body.headline, *body.paragraphs, body.paragraphs[1]])
    assert read(text).text == body.text


@pytest.mark.parametrize("kicker", ["BREAKING", "EXCLUSIVE", "WATCH LIVE", "СРОЧНО", "快讯", "عاجل"])
def test_23_kicker(kicker: str) -> None:
    """The label over a headline is not the headline."""
    page = read(lines(LATIN, head=(kicker,)))
    assert page.title == LATIN.headline
    assert page.text == LATIN.text


def test_24_soft_hyphens_and_hard_wraps() -> None:
    """Soft hyphens vanish; lines broken at a fixed width become paragraphs again."""
    wrapped = "\n\n".join("\n".join(textwrap.wrap(p, 64)) for p in LATIN.paragraphs)
    page = read(LATIN.headline + "\n\n" + wrapped.replace("council", "coun\u00adcil"))
    assert page.text == LATIN.text
    assert page.title == LATIN.headline


def test_24_hyphen_at_a_line_end_stays() -> None:
    """A hyphen that breaks a word over two lines is kept with the blank: text is never rewritten."""
    long = re.sub(r"\b([a-z]{4})([a-z]{4,})", r"\1-\2", " ".join(LATIN.paragraphs))
    wrapped = next(text for width in range(56, 76) if "-\n" in (text := textwrap.fill(long, width)))
    page = read(wrapped, whole_body=True)
    assert page.text == " ".join(wrapped.split())


def test_25_mojibake_in_a_part() -> None:
    """UTF-8 that was once read as Windows-1252 is put right where it stands, and nothing else is touched."""
    good = "The café on the quay – “open all night” – stays."
    text = "\n".join(
        [
            LATIN.headline,
            *LATIN.paragraphs[:2],
            "The island’s boat is late".encode().decode("cp1252") + ", the clerk said on Friday morning.",
            good,
        ]
    )
    found = decode(text.encode())
    assert found.repaired
    assert "The island’s boat is late" in found.text
    assert good in found.text


def test_26_mixed_encodings() -> None:
    """A few Windows-1252 bytes in a UTF-8 file are read as what they mean."""
    data = "The café – “open” – ".encode() + b"the mayor\x92s \x93own\x94 caf\xe9"
    found = decode(data)
    assert found.text == "The café – “open” – the mayor’s “own” café"
    assert found.encoding == "utf-8"
    assert found.replacements == 0


def test_27_invisible_characters_in_names() -> None:
    """Zero-width and direction marks inside names are dropped; joiners that Persian spelling needs stay."""
    assert normalize("Or\u200bla\u2060 Fi\u202anch\u202c") == "Orla Finch"
    assert normalize("می\u200cخواهد") == "می\u200cخواهد"


@pytest.mark.parametrize(
    "written",
    ["Finch &amp; Reed", "Finch &amp;amp; Reed", "Finch <b>&amp;</b> Reed", "Finch &lt;i&gt;&amp;amp;&lt;/i&gt; Reed"],
)
def test_28_entities_and_stray_tags(written: str) -> None:
    """Entities are undone up to twice and inline tags taken away."""
    assert normalize(written) == "Finch & Reed"


@pytest.mark.parametrize(
    "wall",
    [
        "Subscribe to continue reading.",
        "This article is for subscribers only.",
        "Already a subscriber? Log in",
        "Материал доступен только по подписке",
        "この記事は会員限定です",
        "Dieser Artikel ist nur für Abonnenten",
    ],
)
def test_29_paywall_stub(wall: str) -> None:
    """A form without a text is no article; sentences that stand over it are read, and the form is not."""
    assert read(f"{LATIN.headline}\n{wall}").not_article == "paywall stub"
    page = read(f"{LATIN.headline}\n{LATIN.paragraphs[0]}\n{LATIN.paragraphs[1]}\n{wall}")
    assert page.not_article is None
    assert page.text.startswith("\n\n".join(LATIN.paragraphs[:2]))


def test_30_live_blog() -> None:
    """In a live blog the entries are kept and their times of day are not."""
    entries = [
        ("14:32", LATIN.paragraphs[3]),
        ("13:05", LATIN.paragraphs[2]),
        ("11:40", LATIN.paragraphs[1]),
        ("10:15", LATIN.paragraphs[0]),
    ]
    text = "\n".join([LATIN.headline, *(line for entry in entries for line in entry)])
    assert read(text).text.split("\n\n") == [paragraph for _, paragraph in entries]


def test_31_print_version_reads_the_same() -> None:
    """The site's page and its print version of one article give the same text."""
    site = lines(LATIN, head=("Home", "News", "Sport"), tail=("14 Comments", "Most read"))
    printed = lines(LATIN, tail=("Print this article", "https://post.example/ferry?print=1"))
    assert read(site).text == read(printed).text


@pytest.mark.parametrize(
    "note",
    [
        "Editor's note: This story was changed on Monday to give the right fare.",
        "Correction: An earlier version of this article misstated the year of the storm.",
        "This article was amended on 3 May to correct the spelling of a name.",
    ],
)
def test_32_correction_note(note: str) -> None:
    """Notes of the desk about the article are dropped with that reason."""
    text = lines(LATIN, tail=(note,))
    assert read(text).text == LATIN.text
    assert reasons(text)[note] == "correction note"


def test_32_updated_at() -> None:
    """`Updated at` with a date is a metadata line."""
    text = "\n".join([LATIN.headline, "Updated at 9:15 p.m. on 18 March 2021", *LATIN.paragraphs])
    page = read(text)
    assert page.text == LATIN.text
    assert [found.value for found in page.dates] == [date(2021, 3, 18)]


def test_33_price_boxes() -> None:
    """Ticker symbols and prices on lines of their own are dropped around the text."""
    page = read(lines(LATIN, head=("(NASDAQ: ELMW) $12.3 ▲", "ELMW 12.30 +0.4%"), tail=("ELMW 12.30", "▼ 0.4%")))
    assert page.text == LATIN.text
    assert page.title == LATIN.headline


@pytest.mark.parametrize("body", [ARABIC, HEBREW], ids=lambda body: body.language)
def test_34_right_to_left_with_latin_quotes(body: Body) -> None:
    """A Latin quotation inside right-to-left text stays where it is, without direction marks."""
    quote = body.paragraphs[1] + ' \u200e"We shall have a boat," she said in English.\u200f'
    page = read("\n".join([body.headline, body.paragraphs[0], quote, *body.paragraphs[2:]]))
    assert '"We shall have a boat," she said in English.' in page.text
    assert page.language == body.language
    assert "\u200e" not in page.text


@pytest.mark.parametrize("body", [CHINESE, JAPANESE], ids=lambda body: body.language)
def test_35_scripts_without_blanks(body: Body) -> None:
    """Text without blanks is weighed by its characters, and full-width stops end its sentences."""
    page = read(lines(body, head=("首頁", "ホーム", "更多"), tail=("版权所有 榆树日报", "联系我们")))
    assert page.text == body.text


@every_script
def test_36_one_giant_line(body: Body) -> None:
    """An article on one line is one paragraph."""
    joined = " ".join(body.paragraphs)
    assert read(joined).text == joined


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
@every_script
def test_37_wide_encodings(body: Body, encoding: str) -> None:
    """UTF-16 is read with and without a mark, whatever the script."""
    found = decode(lines(body).encode(encoding))
    assert read(found.text).text == body.text


def test_37_line_ends_and_zero_bytes() -> None:
    """Lone carriage returns end lines, and zero bytes do not stop the reading."""
    data = lines(LATIN).replace("\n", "\r").encode() + b"\0\0"
    assert read(decode(data).text).text == LATIN.text


def test_38_separators_stay_out() -> None:
    """Rules of dashes or stars between the pieces of a round-up are no text."""
    text = "\n".join([LATIN.paragraphs[0], "---", LATIN.paragraphs[1], "* * *", LATIN.paragraphs[2]])
    assert read(text).text.split("\n\n") == list(LATIN.paragraphs[:3])


@every_script
def test_39_scores_flattened_to_lines(body: Body) -> None:
    """A table broken into one number a line is dropped from the end of the text."""
    assert read(lines(body, tail=("1", "24", "3", "0", "17", "2:1"))).text == body.text


def test_39_table_of_figures_between_paragraphs() -> None:
    """A long table of prices does not part what stands above it from what stands below."""
    table = tuple(f"Quay {n}, ticket {n + 3}.20 crowns, {n * 40} places" for n in range(1, 60))
    page = read("\n".join([LATIN.headline, LATIN.paragraphs[0], *table, *LATIN.paragraphs[1:]]))
    assert page.title == LATIN.headline
    assert page.text.startswith(LATIN.paragraphs[0])
    assert page.text.endswith(LATIN.paragraphs[-1])


def test_39_list_of_other_headlines_is_no_table() -> None:
    """Headlines with their days, and a numbered list of them, are other articles' however many there are."""
    other = "The museum on the southern coast wants an old ferry and will pay a good price for it, its director said."
    for lines_ in (
        [f"{n} March 2021 Council meets for the {n}th time" for n in range(1, 25)],
        [f"{n}. What the council wants with a boat" for n in range(1, 25)],
    ):
        page = read("\n".join([LATIN.headline, *LATIN.paragraphs, *lines_, other]))
        assert page.text == LATIN.text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("404\nPage not found\nThe page you requested could not be found.", "error page"),
        ("Please enable JavaScript to view this page.", "JavaScript needed"),
        (
            "Checking your browser before accessing the site.\nVerify you are human by completing the action below.",
            "captcha page",
        ),
        (
            "Before you continue\nWe and our partners use cookies and similar technologies to store and access data.\nAccept all\nReject all",
            "consent wall",
        ),
        ("Страница не найдена", "error page"),
        ("页面不存在", "error page"),
        ("الصفحة غير موجودة", "error page"),
    ],
)
def test_40_pages_that_are_no_article(text: str, reason: str) -> None:
    """Error pages, walls and tests for robots are told from articles, with the reason."""
    assert read(text).not_article == reason


def test_40_an_article_about_cookies_is_one() -> None:
    """A full article that speaks of captchas and cookies is not taken for a wall."""
    about = (
        LATIN.text
        + "\n\nThe town's new site asks visitors to verify you are human, and its cookie settings fill a page, the clerk admitted on Friday."
    )
    assert read(about).not_article is None


@pytest.mark.parametrize(
    "tail",
    [
        "(Reporting by Jane Roe; Editing by Tom Reed)",
        "Reporting by Jane Roe in Elmsworth; editing by Tom Reed",
        "Tom Reed contributed to this report.",
        "（责任编辑：罗简）",
    ],
)
def test_41_agency_tail(tail: str) -> None:
    """Who reported and edited, as services print it at the end, is dropped."""
    assert read(lines(LATIN, tail=(tail,))).text == LATIN.text


def test_42_authors_biography() -> None:
    """The life of the author under the article is dropped; a man of the article with the same trade stays."""
    bio = "Jane Roe is a reporter for the Elmsworth Post, where she covers the harbour and the islands. She lives on a boat."
    assert read(lines(LATIN, tail=(bio,))).text == LATIN.text
    spoken = "Orla Finch is a writer as well as a mayor, and she has promised the town a book about the ferry and its people."
    assert read(lines(LATIN, tail=(spoken,))).text.endswith(spoken)


@pytest.mark.parametrize(
    "box",
    [
        "Sign up for our morning newsletter",
        "Subscribe to our daily briefing and never miss a story",
        "Get the day's top stories in your inbox",
        "Подписывайтесь на наш канал",
        "扫码关注",
    ],
)
def test_43_sign_up_box(box: str) -> None:
    """An invitation to subscribe in the middle of the text is dropped."""
    text = "\n".join([LATIN.headline, *LATIN.paragraphs[:2], box, *LATIN.paragraphs[2:]])
    assert read(text).text == LATIN.text


def test_44_summary_box() -> None:
    """A box of key points without full stops over the text is no part of it."""
    box = ("Key points", "Ferry returns in December", "Fare stays at two crowns", "Province pays half")
    page = read("\n".join([LATIN.headline, *box, *LATIN.paragraphs]))
    assert page.text == LATIN.text
    assert page.title == LATIN.headline


def test_45_translated_twin() -> None:
    """Each language version of one article is told its own language."""
    assert {read(lines(body)).language for body in ALL} == {"en", "ru", "ar", "he", "zh", "ko", "ja"}


def test_46_quotes_are_left_as_they_are() -> None:
    """Curly, straight and unmatched quotation marks are kept as they were written."""
    spoken = (
        '"We have a boat," she said, "and the island knows it well enough to wait for one more winter.',
        "“It is a good boat,” said the harbour master, who has seen a few of them come and go.",
    )
    text = "\n".join([LATIN.headline, LATIN.paragraphs[0], *spoken, LATIN.paragraphs[3]])
    assert read(text).text == "\n\n".join([LATIN.paragraphs[0], *spoken, LATIN.paragraphs[3]])


def test_47_abbreviations_do_not_end_a_paragraph() -> None:
    """A hard wrap behind an abbreviation does not tear a paragraph apart."""
    text = (
        "The commander of the coast guard, Lt. Gen. Amos Pell of the U.S.\n"
        "mission, said the ferry would sail under escort until the mines\n"
        "off the northern bank had been cleared by divers from the navy,\n"
        "which he expected to take no more than a fortnight if the weather\n"
        "held and the divers found no more than the charts had promised\n"
        "them in the spring."
    )
    assert "\n" not in read(text).text
    assert read(text).text == " ".join(text.split())


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\u200b\u00a0\n"])
def test_48_empty_file(text: str) -> None:
    """An empty file is none, and says so."""
    page = read(text)
    assert page.text == ""
    assert page.not_article == "empty file"


def test_48_one_line_files() -> None:
    """One sentence is a text; one line without an end is a headline."""
    assert read(LATIN.paragraphs[0]).text == LATIN.paragraphs[0]
    only = read(LATIN.headline)
    assert (only.title, only.text, only.not_article) == (LATIN.headline, "", None)
