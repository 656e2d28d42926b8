"""A round-up is taken apart where its separators say so, and only there."""

from __future__ import annotations

import pytest

from digest.clean.roundup import take_apart

ITEM = (
    "{head}\n\nThe town of {head} said on Friday that it would open its baths again in spring, "
    "after the roof had been mended twice this year.\n"
)


@pytest.mark.parametrize("rule", ["---", "* * *", "=======", "———", "~~~~~", "###"])
def test_items_between_separators_are_articles(rule: str) -> None:
    """Any usual separator parts the items; masthead and footer are no items; lines are counted in the whole text."""
    text = (
        f"The Weekly\n20 November 2026\n{rule}\n"
        + f"{rule}\n".join(ITEM.format(head=h) for h in ("Tarnby", "Wexley"))
        + f"{rule}\nSign up here\n"
    )
    roundup = take_apart(text)
    assert roundup is not None
    assert [section.headline for section in roundup.sections] == ["Tarnby", "Wexley"]
    assert "20 November 2026" in roundup.masthead
    lines = text.split("\n")
    for section in roundup.sections:
        assert lines[section.line - 2] == section.headline
        assert section.text.split("\n")[0] == lines[section.line - 1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        ITEM.format(head="Tarnby"),
        ITEM.format(head="Tarnby") + "---\nThe writer reports on baths.\n",
        "A headline\n\n"
        + "---\n".join(["One sentence that stands in a long article about one thing, and ends as it should.\n"] * 4),
    ],
)
def test_an_article_with_rules_in_it_stays_whole(text: str) -> None:
    """A rule between an article's sections, or before a note, does not make it a round-up."""
    assert take_apart(text) is None
