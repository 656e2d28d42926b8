"""Numbers that are written as words, in five languages."""

from __future__ import annotations

import re

NUMBER_WORDS = {
    word: value
    for value, *names in map(
        str.split,
        (
            "2 two zwei deux dos due",
            "3 three drei trois tres tre",
            "4 four vier quatre cuatro quattro",
            "5 five fünf cinq cinco cinque",
            "6 six sechs seis sei",
            "7 seven sieben sept siete sette",
            "8 eight acht huit ocho otto",
            "9 nine neun neuf nueve nove",
            "10 ten zehn dix diez dieci",
            "11 eleven elf onze once",
            "12 twelve zwölf douze doce",
            "13 thirteen dreizehn",
            "14 fourteen vierzehn",
            "15 fifteen fünfzehn quinze quince",
            "16 sixteen sechzehn seize",
            "17 seventeen siebzehn",
            "18 eighteen achtzehn",
            "19 nineteen neunzehn",
            "20 twenty zwanzig vingt veinte",
            "30 thirty dreißig trente treinta",
            "40 forty vierzig quarante cuarenta",
            "50 fifty fünfzig cinquante cincuenta",
            "60 sixty sechzig soixante sesenta",
            "70 seventy siebzig",
            "80 eighty achtzig",
            "90 ninety neunzig",
            "100 hundred hundert cent cien",
            "1000 thousand tausend mille mil",
        ),
    )
    for name in names
    for word in (name, name.casefold())
}
_UNITS = {
    "one": 1,
    **{word: int(NUMBER_WORDS[word]) for word in ("two", "three", "four", "five", "six", "seven", "eight", "nine")},
}
_JOINED_NUMBER = re.compile(
    r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(one|two|three|four|five|six|seven|eight|nine)\b",
    re.IGNORECASE,
)


def in_figures(text: str) -> str:
    """The text with numbers such as "sixty-two" as figures."""
    if "ty-" not in text and "TY-" not in text:
        return text
    return _JOINED_NUMBER.sub(lambda m: str(int(NUMBER_WORDS[m[1].lower()]) + _UNITS[m[2].lower()]), text)


def written_in_figures(text: str) -> str:
    """`text` in small letters with every number in figures: the same for "Twelve people" and "12 people"."""
    return " ".join([NUMBER_WORDS.get(word, word) for word in in_figures(text.casefold()).split()])
