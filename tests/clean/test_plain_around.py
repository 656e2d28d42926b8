# ruff: noqa: E501 -- samples stay on one line
"""What stands around an article on a saved page: other articles, readers' words, boxes, in the languages of the press."""

from __future__ import annotations

import pytest

from digest.clean.decode import normalize
from digest.clean.furniture import COMMENTS, OTHERS, kind_of
from digest.clean.lines import count_words
from digest.clean.plain import read_plain

from .bodies import CHINESE, CYRILLIC, LATIN, Body

OTHER = (
    "The museum on the southern coast wants an old ferry and will pay a good price for it, its director said on Monday.",
    "A cooper of Tarn Hollow has built a barrel that no crane of the port can lift, and nobody knows what it is for.",
    "The lighthouse keeper has written a book about the storm, and the island's only printer has no paper left for it.",
    "Three goats of the upper farm were found on the roof of the school, which they had reached over the woodshed.",
)


@pytest.mark.parametrize(
    "heading",
    [
        "Das könnte Sie auch interessieren",
        "Auch interessant:",
        "Vous aimerez aussi",
        "À ne pas manquer",
        "También te puede interesar",
        "No te pierdas",
        "Você também pode gostar",
        "Outras notícias",
        "Ti potrebbe interessare anche",
        "Notizie correlate",
        "Gerelateerde artikelen",
        "Polecane artykuły",
        "Benzer haberler",
        "Relaterade artiklar",
        "Související články",
        "Baca juga",
        "Tin liên quan",
        "Вам может быть интересно",
        "Рекомендуем прочитать",
        "Схожі новини",
        "小编推荐",
        "网友还看了",
        "こちらもおすすめ",
        "많이 본 뉴스",
        "قد يهمك أيضا",
        "بیشتر بخوانید",
        "הכי נקראות",
        "यह भी पढ़ें",
        "Διαβάστε επίσης",
    ],
)
def test_headings_of_other_articles(heading: str) -> None:
    """Each language has its own words for what else there is to read."""
    assert kind_of(heading, count_words(heading)) in {OTHERS, "link to other coverage"}


@pytest.mark.parametrize(
    "line",
    [
        "Este site usa cookies para melhorar a sua leitura.",
        "Utilizziamo i cookie per migliorare il sito.",
        "Wij gebruiken cookies om deze site te verbeteren.",
        "Używamy plików cookie, aby ulepszyć serwis.",
        "Bu site çerez kullanmaktadır.",
        "Vi använder kakor på den här sidan.",
        "Accetta tutti",
        "Zaakceptuj",
        "동의합니다",
    ],
)
def test_cookie_notices(line: str) -> None:
    """The wall speaks every language."""
    assert kind_of(line, count_words(line)) == "cookie notice"


@pytest.mark.parametrize(
    "line",
    [
        "Otros vecinos dijeron que el puente no hace falta.",
        "Más barcas y menos coches pidió el alcalde de Olmedal.",
        "Andere Städte haben weitere Fähren bestellt, sagte er.",
        "Le dernier bac est parti à minuit, et les autres suivront.",
        "Популярные маршруты закрыли, сообщил порт Ольховска.",
        "热点地区的渡轮已经恢复，镇长星期五表示。",
    ],
)
def test_sentences_with_those_words_stay(line: str) -> None:
    """A sentence that merely contains such a word is text."""
    assert kind_of(line, count_words(line)) == ""


def test_headlines_listed_in_the_middle() -> None:
    """Under a heading of other articles inside the text, lines without an end are their headlines; the text goes on below."""
    listed = (
        "More from the coast",
        "Museum wants an old ferry",
        "Goats found on the roof of the school",
        "A barrel too heavy",
    )
    above = [f"{paragraph} So it was agreed." for paragraph in LATIN.paragraphs]
    page = read_plain(normalize("\n".join([LATIN.headline, *above, *listed, *LATIN.paragraphs])))
    assert page.text == "\n\n".join([*above, *LATIN.paragraphs])


@pytest.mark.parametrize(
    ("body", "end"),
    [
        (LATIN, "Posted by Mara Quill on March 18, 2021 at 9:15 | Permalink | 3 Comments"),
        (
            LATIN,
            "12 thoughts on “Elmsworth votes to reopen its north ferry after two long years of repairs and of waiting for a boat”",
        ),
        (CYRILLIC, "Опубликовано: Вера Лугова, 18 марта | 4 комментария"),
        (CHINESE, "由林间客张贴 @ 2021-03-18 09:15:00 (120) 共 3 篇评论 发表评论 >>>"),
        (CHINESE, "阅读(120) 评论(3) 收藏(0) 转载(2)"),
        (CHINESE, "回复线索："),
    ],
)
def test_the_end_of_an_entry(body: Body, end: str) -> None:
    """The line under a weblog's entry that counts the answers ends the entry, however much stands below."""
    assert kind_of(end, count_words(end)) == COMMENTS
    page = read_plain(normalize("\n".join([body.headline, *body.paragraphs, end, *OTHER])))
    assert page.text == body.text


def test_a_list_of_entries_begins_with_the_newest() -> None:
    """On a weblog's own page, where each entry ends with its count of answers, the first entry is the article, though others are longer."""
    parts = ["榆树客", CHINESE.headline, "".join(CHINESE.paragraphs)]  # on one line, as such pages have it
    for number in range(1, 6):
        parts.append(f"由林间客张贴 @ 2021-03-{19 - number} 09:15:00 (120) 共 {number} 篇评论")
        parts += [f"第{number}天，{paragraph}" * (1 + i % 3) for i, paragraph in enumerate(CHINESE.paragraphs)]
    page = read_plain(normalize("\n".join(parts)))
    assert page.text == "".join(CHINESE.paragraphs)


def test_the_date_of_a_post_that_is_quoted() -> None:
    """A post that an article quotes has its own date, which is not the article's; who posted stays with the words."""
    quoted = ("“The boat is back, and so are we.”", "— Orla Finch (@orlafinch) March 18, 2021")
    page = read_plain(
        normalize(
            "\n".join(
                [LATIN.headline, *LATIN.paragraphs, *quoted, "She said no more than that on Friday, and left the hall."]
            )
        )
    )
    assert page.dates == ()
    assert quoted[1] in page.text


@pytest.mark.parametrize("body", [LATIN, CYRILLIC, CHINESE], ids=lambda body: body.language)
def test_a_short_last_sentence(body: Body) -> None:
    """A few words that close an article are its own; a label without an end below it is not."""
    last = {"en": "It is done, she said.", "ru": "Дело сделано, сказала она.", "zh": "事情办成了，她说。"}[
        body.language
    ]
    page = read_plain(normalize("\n".join([body.headline, *body.paragraphs, last, "Harbour and islands"])))
    assert page.text == f"{body.text}\n\n{last}"


@pytest.mark.parametrize("heading", ["תגובות (12)", "التعليقات (3)", "تعليقات القراء"])
def test_counted_comments(heading: str) -> None:
    """A heading of comments may count them, in right-to-left scripts too."""
    assert kind_of(heading, count_words(heading)) == COMMENTS
