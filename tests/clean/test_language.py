# ruff: noqa: E501 -- samples stay on one line
"""Which language a text is in."""

from __future__ import annotations

import time

import pytest

from digest.clean.language import detect_language, foreign_paragraphs

from .bodies import ALL


@pytest.mark.parametrize("body", ALL, ids=lambda body: body.language)
def test_scripts(body: object) -> None:
    """A paragraph is enough, in every script."""
    assert detect_language(body.paragraphs[0]) == body.language  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Der Stadtrat von Ulmenau hat am Freitag beschlossen, die nördliche Fähre nach zwei Jahren wieder fahren zu lassen.",
        ),
        (
            "fr",
            "Le conseil d’Ormeville a décidé vendredi de rouvrir le bac du nord, deux ans après la tempête qui avait détruit le quai.",
        ),
        (
            "es",
            "El consejo de Olmedal decidió el viernes reabrir el transbordador del norte, dos años después de la tormenta que destruyó el muelle.",
        ),
        (
            "it",
            "Il consiglio di Olmara ha deciso venerdì di riaprire il traghetto del nord, due anni dopo la tempesta che ha distrutto il molo.",
        ),
        (
            "pt",
            "A câmara de Olmal decidiu na sexta-feira reabrir a balsa do norte, dois anos depois da tempestade que destruiu o cais.",
        ),
        (
            "nl",
            "De raad van Iepenwaard besloot vrijdag de noordelijke veerboot weer te laten varen, twee jaar na de storm die de steiger vernielde.",
        ),
        (
            "sv",
            "Stadens fullmäktige beslutade i fredags att öppna den norra färjan igen, två år efter stormen som förstörde bryggan och kajen.",
        ),
        (
            "pl",
            "Rada miasta postanowiła w piątek przywrócić północny prom, dwa lata po burzy, która zniszczyła przystań i część nabrzeża.",
        ),
        (
            "tr",
            "Belediye meclisi cuma günü kuzey feribotunu yeniden açmaya karar verdi ve bu iki yıl önceki fırtına ile iskele yıkıldıktan sonra oldu.",
        ),
        (
            "uk",
            "Міська рада у п’ятницю вирішила повернути північний пором, який не ходить уже два роки після бурі, що знищила причал.",
        ),
        ("en", "Ferry returns: the council voted for it, and the island is glad of the boat."),
        ("zh", "榆树镇议会星期五投票决定恢复 Northbank 渡轮"),
    ],
)
def test_alphabets(language: str, text: str) -> None:
    """Languages that share an alphabet are told apart by their small words and letters."""
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "  ", "12:30", "Elmsworth", "•••", "OK go"])
def test_too_little(text: str) -> None:
    """Where there is too little to tell, nothing is claimed."""
    assert detect_language(text) is None


ENGLISH = "The council of Elmsworth voted on Friday to reopen the north ferry, two years after a storm tore the landing stage from its piles, and the first crossing will be in December."
FRENCH = "Le conseil d’Ormeville a décidé vendredi de rouvrir le bac du nord, deux ans après la tempête qui avait détruit le quai, et la première traversée est prévue pour le mois de décembre."
GERMAN = "Der Stadtrat von Ulmenau hat am Freitag beschlossen, die nördliche Fähre nach zwei Jahren wieder fahren zu lassen, und die erste Überfahrt ist für den Dezember geplant."
SPANISH = "El consejo de Olmedal decidió el viernes reabrir el transbordador del norte, dos años después de la tormenta que destruyó el muelle, y la primera travesía será en diciembre."


def joined(*paragraphs: str) -> str:
    """The paragraphs as cleaning joins them."""
    return "\n\n".join(paragraphs)


@pytest.mark.parametrize("body", ALL, ids=lambda body: body.language)
@pytest.mark.parametrize("summary", [ENGLISH, GERMAN, "榆树镇议会决定恢复北岸渡轮，首班渡轮将在十二月开出，票价不变。"])
def test_the_language_is_the_body_s(body: object, summary: str) -> None:
    """An abstract in another language above or below the text does not give the text its language, but is known for what it is."""
    paragraphs = body.paragraphs  # type: ignore[attr-defined]
    language = body.language  # type: ignore[attr-defined]
    for text in (joined(summary, *paragraphs), joined(*paragraphs, summary)):
        assert detect_language(text) == language
        told = foreign_paragraphs(text, language)
        expected = [] if detect_language(summary) == language else [(summary, detect_language(summary))]
        assert [(text[start:end], other) for start, end, other in told] == expected


def test_an_article_in_two_languages() -> None:
    """Of two languages the one with more words is the article's, wherever it begins; each paragraph of the other is named."""
    text = joined(
        FRENCH,
        ENGLISH,
        ENGLISH.replace("Elmsworth", "Tarn Hollow"),
        FRENCH.replace("Ormeville", "Bois"),
        ENGLISH.replace("Friday", "Monday"),
    )
    assert detect_language(text) == "en"
    assert [other for _, _, other in foreign_paragraphs(text, "en")] == ["fr", "fr"]
    assert [other for _, _, other in foreign_paragraphs(text, "fr")] == ["en", "en", "en"]


@pytest.mark.parametrize("paragraph", [ENGLISH, FRENCH, GERMAN, SPANISH])
def test_latin_paragraphs_are_told_apart(paragraph: str) -> None:
    """A paragraph of two dozen words is enough to know it among others of the same alphabet."""
    language = detect_language(paragraph)
    for other in (ENGLISH, FRENCH, GERMAN, SPANISH):
        expected = () if other is paragraph else ((len(other) + 2, len(other) + 2 + len(paragraph), language),)
        assert foreign_paragraphs(joined(other, paragraph), detect_language(other)) == expected


@pytest.mark.parametrize(
    ("language", "paragraph"),
    [
        ("en", "Mayor Orla Finch, Tom Reed, Mara Quill, Adam Pell, Jane Roe and Sam Hollow were there."),
        ("en", "“Nous avons promis un bateau,” she said, and the hall rose to its feet for the mayor of the town."),
        ("en", "Palm Quay (1-0): Tolivar 25, Davies 17, Burger 10, Bozman 8, Reed 4."),
        ("de", "Das Schiff heißt „Queen of the North“ und fährt im Auftrag der Stadt nach dem Fahrplan der Reederei."),
        (
            "da",
            "Byrådet i Elmshavn har besluttet at lade færgen sejle igen efter to år, og den første tur er i december.",
        ),
        (
            "en",
            "Farouk, D-Tarn; Lou De Croix, D-Quay; Mara Quill, D-Hollow; Tom Reed, R-Bay; Jean Du Pont, R-Elmsworth.",
        ),
        ("en", "Is Tom Reed, a harbour master, a better mayor than a clerk?"),
        ("ru", "Паром «Queen of the North» снова пойдёт в декабре, сообщила мэрия."),
        ("ja", "渡船「Queen of the North」は十二月に再開する。"),
        ("uk", "Мэр сообщил, что паром снова пойдёт в декабре, и цена билета останется прежней до конца зимы."),
        (None, FRENCH),
    ],
)
def test_what_is_no_other_language(language: str | None, paragraph: str) -> None:
    """Names, figures, a foreign title or quotation, and close kin are no change of language; without a language there is none."""
    assert foreign_paragraphs(paragraph, language) == ()


def test_many_paragraphs_are_looked_at_in_bounded_time() -> None:
    """A hundred thousand paragraphs cost no more than some hundred."""
    started = time.process_time()
    text = "\n\n".join([ENGLISH[:60]] * 100_000)
    assert detect_language(text) == "en"
    assert foreign_paragraphs(text, "fr") != ()
    assert time.process_time() - started < 2
