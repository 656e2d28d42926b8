"""The languages of labels and dates: one module each, found by its name. To add one, copy `en.py` and translate it.

The names of languages and months, the order of dates and the plural rules are those of the Unicode CLDR (cldr.unicode.org).
Digits are European in all of them, as most of the press has them, so that they match the numbers of the sources.
"""
