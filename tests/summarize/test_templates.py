"""Lines that an outlet repeats under its articles are found, and are no part of a summary."""

from __future__ import annotations

from stories import POST, article, story

from digest.summarize import summarize, tell
from digest.summarize.templates import recurring

_LINE = "The Harbour Daily has reported from Elmsworth and Norwell for 90 years and lives on its readers."


def _articles(line: str, number: int, source: str = "Harbour Daily") -> list:
    return [
        article(f"{source}-{n}", f"Report {n} says that ferry {n} sails again.\n\n{line}", source=source)
        for n in range(number)
    ]


def test_a_paragraph_in_three_articles_of_an_outlet_recurs() -> None:
    """Three articles make a template, two do not; nor do three outlets with one article each. White space and case do not count."""
    assert recurring(_articles(_LINE, 2)) == frozenset()
    assert len(recurring(_articles(_LINE, 3))) == 1
    assert recurring([a for n in "abc" for a in _articles(_LINE, 1, f"Outlet {n}")]) == frozenset()
    varied = [*_articles(_LINE, 2), *_articles(_LINE.upper().replace(" ", "  "), 1, "The Harbour Daily")]
    assert recurring(varied) == recurring(_articles(_LINE, 3))


def test_a_long_paragraph_is_no_template() -> None:
    """What is longer than sixty words is a text that was printed again."""
    assert recurring(_articles(" ".join(["word"] * 61), 4)) == frozenset()
    assert recurring(_articles(" ".join(["word"] * 60), 4)) != frozenset()


def test_a_template_line_is_never_told() -> None:
    """With the set, the line stands in no summary; without it, it may."""
    one = article("one", f"{POST.text}\n\n{_LINE}", title=POST.title)
    known = recurring(_articles(_LINE, 3))
    assert any(_LINE in e.text for e in summarize([[one]], words=400))
    assert not any(_LINE in e.text for e in summarize([[one]], words=400, boilerplate=known))
    told = tell(story(one, article("two", _LINE)), words=400, boilerplate=known)
    assert not any(_LINE in e.text for e in (*(p.excerpt for p in told.points), *told.only_in))
