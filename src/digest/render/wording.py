"""Dates, counts and languages in English words, whatever the locale of the machine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from digest.model import Day, day_of

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LANGUAGES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian",
    "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz",
    "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian",
    "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "nb": "Norwegian", "ne": "Nepali", "nl": "Dutch",
    "nn": "Norwegian Nynorsk", "no": "Norwegian", "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog",
    "tr": "Turkish", "ug": "Uyghur", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese",
    "xh": "Xhosa", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip


def long_date(day: date) -> str:
    """A date in full: "Saturday 21 November 2026"."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def month(day: date) -> str:
    """A month: "November 2026"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def weekday(day: date) -> str:
    """A day of the week: "Saturday"."""
    return _DAYS[day.weekday()]


def short_date(day: date, year: int) -> str:
    """A date in few words: "20 November", with the year where it is not `year`."""
    return f"{day.day} {_MONTHS[day.month - 1]}" + ("" if day.year == year else f" {day.year}")


def moment(value: Day, year: int) -> str:
    """A time: "20 November, 18:05 +01:00", or the day alone where only the day is known."""
    words = short_date(day_of(value), year)
    if not isinstance(value, datetime):
        return words
    offset = value.strftime("%z")
    zone = "UTC" if offset == "+0000" else f"{offset[:3]}:{offset[3:5]}" if offset else ""
    return f"{words}, {value:%H:%M} {zone}".rstrip()


def age(value: Day, now: datetime) -> str | None:
    """How long before `now` something was: "40 min ago", "13 h ago", "yesterday"; None where it lies ahead of `now`.

    Where only the day is known, days are counted in the offset of `now`.
    """
    if isinstance(value, datetime) and value.tzinfo is not None:
        minutes = int((now - value).total_seconds() // 60)
        if minutes < 0:
            return None
        if minutes < 60:
            return f"{minutes} min ago"
        return f"{minutes // 60} h ago" if minutes < 48 * 60 else f"{minutes // 1440} days ago"
    days = (now.date() - day_of(value)).days
    return None if days < 0 else ("today", "yesterday")[days] if days < 2 else f"{days} days ago"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A number of things: "1 report", "3 reports", "1,204 stories"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def series(words: Sequence[str], most: int | None = None) -> str:
    """Words in a row: "a, b and c"; beyond `most` of them "a, b and 7 more"."""
    if most is not None and len(words) > most:
        return f"{', '.join(words[: most - 1])} and {len(words) - most + 1} more"
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def language(code: str | None) -> str | None:
    """The English name of a language, the code itself where it is not known here."""
    return None if code is None else _LANGUAGES.get(code.split("-")[0].lower(), code)
