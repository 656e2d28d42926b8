# ruff: noqa: E501 -- patterns are read best unbroken
"""Lines that speak about the article: labels with dates, names and sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.clean.byline import find_agency, find_authors, find_signature, split_names
from digest.clean.dates import FoundDate, find_date
from digest.clean.lines import count_words, ends_sentence

_DATE_LABEL = (
    r"(?:(?:first |originally |last |date |article |story |news |post )?(?:published|updated|posted|modified|created|released|revised|issued|uploaded|added|edited)(?: (?:on|at|date|time|online|in))?|"
    r"(?:pub(?:lication|lish)?|post|posting|article|news|update|release|issue|upload|create)?[ _-]?(?:date|time)(?: of publication| published| posted)?|updated?|as of|last update|"
    r"(?:veröffentlicht|aktualisiert|erstellt|stand|datum|publiziert)(?: am)?|(?:publié|mis à jour|modifié|créé|posté|date)(?: le)?|(?:publicado|actualizado|actualizada|fecha|atualizado|publicada|data|creado)(?: el| em)?|(?:pubblicato|aggiornato|data)(?: il)?|"
    r"(?:gepubliceerd|bijgewerkt|geplaatst)(?: op)?|opublikowano|data publikacji|aktualizacja|publicerad|uppdaterad|publisert|oppdatert|yayınlanma(?: tarihi)?|güncelleme|giriş|(?:опубликовано|обновлено|дата(?: публикации)?|размещено)|"
    r"(?:发布|發布|發佈|发表|發表|更新|刊登|上传|采集|新闻|添加|编辑|创建|时间|時間|日期|入库)(?:时间|時間|日期|日|于|於)?|(?:公開|更新|掲載|配信|投稿)(?:日時?|日付)?|(?:입력|수정|등록|승인|기사입력|최종수정|작성일?|발행일?|송고)(?:\s?시간|일시?)?|(?:نشر|تاريخ(?: النشر)?|آخر تحديث|تم التحديث|حدث)(?: في)?|(?:פורסם|עודכן)(?: ב)?)"
)
_LABELLED_DATE = re.compile(
    rf"[\W_]*(?P<label>{_DATE_LABEL})(?:\s?[:：]\s?|\s)[\W_]*(?:on |the |at |le |am |el |em |il |den |[^\W\d_]{{3,9}}\.?,? )?",
    re.IGNORECASE,
)
_BARE_DATE = re.compile(
    r"[\W_]*(?:on |le |am |el |den )?(?:[^\W\d_]{2,10}\.?,? ?)?(?:\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?\s?(?:[A-Z]{2,4})?,?\s?(?:[^\W\d_]{2,10},? )?)?",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?P<label>作者|记者|記者|编辑|編輯|责任编辑|责编|来源|來源|稿源|文章来源|信息来源|출처|기자|author|by|words|source|editor|reporter|autor|quelle|fuente|fonte|автор|источник|auteur|بقلم|المصدر)\s?[:：]\s?(?P<value>[^:：|]{1,80}?)"
    r"(?=\s+[^\s:：]{1,12}\s?[:：]|\s?[|·•]\s?|\s{2,}|$)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_LABEL_ENDS = tuple(  # with these ends each label of _PART, folded
    (  # noqa: SIM905 -- a word list reads best as text
        "作者 记者 記者 编辑 編輯 责编 来源 來源 稿源 출처 기자 author by words source editor edıtor edi\u0307tor reporter autor quelle fuente fonte "
        "автор источник auteur بقلم المصدر"
    ).split()
)
# With these begins a labelled date that begins with ASCII letters.
_DATE_HEADS = frozenset(
    (  # noqa: SIM905 -- a word list reads best as text
        "fir ori las dat art sto new pos pub upd mod cre rel rev iss upl add edi tim ver akt ers sta mis fec act atu agg gep bij opu "
        "upp opp yay gir"
    ).split()
) | {"as "}
_SOURCE_LABELS = frozenset(
    {
        "来源",
        "來源",
        "稿源",
        "文章来源",
        "信息来源",
        "출처",
        "source",
        "quelle",
        "fuente",
        "fonte",
        "источник",
        "المصدر",
    }
)
_AUTHOR_LABELS = frozenset(
    {"作者", "记者", "記者", "기자", "author", "by", "words", "reporter", "autor", "автор", "auteur", "بقلم"}
)


_DESK = re.compile(
    r"(?:部|局|支社|支局)[・･](?P<name>[\u3040-\u30ff\u3400-\u9fff]{3,8})\s?$"
)  # `科学部・` and a name, as Japanese papers sign


@dataclass(frozen=True, slots=True)
class Meta:
    """What one line says about the article."""

    kind: str  # "byline", "metadata line", "agency credit"
    authors: tuple[str, ...] = ()
    agency: str | None = None
    date: FoundDate | None = None
    spam: bool = False  # it names an author who can be no person
    labelled: bool = False  # the date has a label of its own ("Published", "時間")


def read_meta(line: str) -> Meta | None:
    """What `line` says about the article, or None where it is no such line."""
    if len(line) > 240:
        return None
    authors = find_authors(line)
    numbered = bool(_DIGIT.search(line))
    found = find_date(line) if numbered else None
    if authors is not None:
        label = bool(found and _LABELLED_DATE.search(line))
        return Meta("byline", authors, find_agency(line), found, not authors, label)
    if found and _is_dated_line(line, found):
        return _dated(line, found)
    words = count_words(line)
    agency = find_agency(line) or find_signature(line) if words <= 6 else None
    if agency:
        return Meta("agency credit", (), agency)
    parts = _parts(line) if words <= 16 and (":" in line or "：" in line) else None
    if parts:
        return Meta("metadata line", *parts)
    if numbered and words <= 12 and _dated_label(line) and not ends_sentence(line):
        return Meta("metadata line", labelled=True)
    return None


def _dated_label(line: str) -> re.Match[str] | None:
    """The label of a date at the head of a line."""
    head = line[:3]
    if head.isascii() and head[:1].isalnum() and head.lower() not in _DATE_HEADS:
        return None
    return _LABELLED_DATE.match(line)


def _is_dated_line(line: str, found: FoundDate) -> bool:
    """A date with a label, or with little else beside it."""
    rest = line[: found.start] + " " + line[found.end :]
    if _dated_label(line) or any(_labels(line)):
        return count_words(rest) <= 24 and not (ends_sentence(line) and count_words(rest) > 10)
    return count_words(rest) <= (14 if found.start <= 2 and not ends_sentence(line) else 7) and not (
        ends_sentence(rest.rstrip()) and count_words(rest) > 3
    )


def _dated(line: str, found: FoundDate) -> Meta:
    parts = _parts(line)
    authors, agency = parts if parts else ((), None)
    desk = _DESK.search(line) if "・" in line or "･" in line else None
    if desk and not authors:
        authors = split_names(desk["name"])
    if not authors:
        authors = find_authors(line[found.end :].lstrip(" ,|·•–—-")) or ()  # `Posted on March 3, 2021 by Ann Example`
    label = _dated_label(line) or (_LABELLED_DATE.search(line) if found.start else None)
    labelled = label is not None and label.start() <= found.start
    spam = not authors and any(part["label"].casefold() in _AUTHOR_LABELS for part in _labels(line))
    return Meta("metadata line", authors, agency, found, spam, labelled)


def _labels(line: str) -> Iterator[re.Match[str]]:
    """The labels within `line`, each with what stands behind it."""
    return _PART.finditer(line) if (":" in line or "：" in line) and _may_be_labelled(line) else iter(())


def _may_be_labelled(line: str) -> bool:
    """Whether some colon stands behind a word that may be a label."""
    pieces = line.casefold().replace("：", ":").split(":")
    return any(piece.rstrip().endswith(_LABEL_ENDS) for piece in pieces[:-1])


def _parts(line: str) -> tuple[tuple[str, ...], str | None] | None:
    """The authors and the wire service that labels within `line` name."""
    authors: tuple[str, ...] = ()
    agency = None
    matched = False
    for match in _labels(line):
        label = match["label"].casefold()
        matched = True
        if label in _AUTHOR_LABELS:
            authors += tuple(name for name in split_names(match["value"]) if name not in authors)
        elif label in _SOURCE_LABELS:
            agency = agency or find_agency(match["value"])
    return (authors, agency) if matched else None


def leading_date(text: str) -> FoundDate | None:
    """A date that is glued to the head of a paragraph (`date 2021-03-18 South Korea said ...`), with the end of what belongs to it."""
    head = text[:120]
    if not _DIGIT.search(head, 0, 60):
        return None
    label = _LABELLED_DATE.match(head)
    found = find_date(head)
    if found is None:
        return None
    start = label.end() if label else _BARE_DATE.match(head).end()  # type: ignore[union-attr]
    numeric = head[found.start : found.start + 4].isdigit()
    if found.start > start or not (label or (numeric and found.start <= 2)):
        return None
    end = found.end
    while end < len(text) and text[end] in " ,;|·•–—-)]】":
        end += 1
    rest = text[end : end + 1]
    if not rest or rest.islower() or (not label and rest in ".,"):
        return None
    return FoundDate(found.value, found.start, end, found.precision)
