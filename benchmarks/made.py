"""Projects made for measuring: long articles in two scripts with many marks, the same on every run."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from random import Random

from annotator.core.ids import new_id, now
from annotator.core.tagset import DEFAULT_TAGS
from annotator.core.values import Annotation, Article, Bundle, Coder, ProjectInfo
from annotator.project import Project
from annotator.text.direction import Direction
from annotator.text.segments import snap_to_words
from annotator.text.span import Span

_GERMAN = (
    "Die Aufsicht hat die Betreiber großer Plattformen gestern zu einem Gespräch geladen.",
    "Gefordert wurden bessere Prüfungen, bevor neue Dienste an den Start gehen.",
    "Mehrere Firmen, darunter ein Anbieter von Sprachdiensten, sagten ihre Mitarbeit zu.",
    "Kritiker fürchten, dass gefälschte Bilder und Stimmen das Vertrauen untergraben.",
)
_ARABIC = (
    "استدعت الهيئة المنظمة أمس ممثلي الشركات الكبرى إلى اجتماع في العاصمة.",
    "وطالبت بإجراء تقييم أمني قبل إطلاق أي خدمة جديدة على منصة Beispiel.",
    "وقالت شركات عدة إنها ستتعاون مع الجهات المختصة خلال عام 2021.",
    "ويخشى خبراء أن تقوض الصور والأصوات المزيفة ثقة الجمهور.",
)


def long_text(size: int, seed: int = 1) -> str:
    """Return paragraphs in German and Arabic by turns, of `size` bytes in UTF-8 or a little less."""
    random = Random(seed)
    paragraphs: list[str] = []
    left = size
    while True:
        sentences = _ARABIC if len(paragraphs) % 2 else _GERMAN
        paragraph = " ".join(random.choice(sentences) for _ in range(random.randint(2, 8)))
        left -= len(paragraph.encode()) + 1
        if left < 0:
            return "\n".join(paragraphs)
        paragraphs.append(paragraph)


def article_of(text: str, title: str) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(new_id(), title, Direction.LTR, digest, len(text), language="de")


def marks_in(text: str, article: Article, coder: Coder, count: int, seed: int = 2) -> list[Annotation]:
    """Return `count` marks of one to eight words, spread over the text, some of them overlapping."""
    random = Random(seed)
    time = now()
    marks: list[Annotation] = []
    while len(marks) < count:
        start = random.randrange(len(text) - 60)
        span = snap_to_words(text, Span(start, start + random.choice((4, 8, 15, 30, 50))))
        tag = random.choice(DEFAULT_TAGS).id
        quote = span.of(text)
        marks.append(Annotation(new_id(), article.id, tag, span.start, span.end, quote, coder.id, time, time))
    return marks


def many_marks(text: str, article: Article, count: int, seed: int = 2) -> list[Annotation]:
    """Return `count` marks of 4 to 50 characters in the order of the text, as a project gives them."""
    random = Random(seed)
    time = now()
    starts = sorted(random.randrange(len(text) - 60) for _ in range(count))
    marks: list[Annotation] = []
    for place in starts:
        start = place + 0  # a number of its own beside its mark in memory, as it is where marks are read one by one
        end = start + random.choice((4, 8, 15, 30, 50))
        tag = random.choice(DEFAULT_TAGS).id
        marks.append(Annotation(new_id(), article.id, tag, start, end, text[start:end], "bench", time, time))
    return marks


def project_of(path: Path, texts: Sequence[str], marks_each: int) -> Project:
    """Make and open a project of these texts, each with so many marks."""
    coder = Coder(new_id(), "bench")
    articles = [article_of(text, f"Artikel {number}") for number, text in enumerate(texts, 1)]
    marks = [
        mark for number, (article, text) in enumerate(zip(articles, texts, strict=True))
        for mark in marks_in(text, article, coder, marks_each, number)
    ]  # fmt: skip
    bundle = Bundle(
        ProjectInfo(new_id(), path.stem, now()),
        coders=(coder,),
        tags=DEFAULT_TAGS,
        articles=tuple(articles),
        texts={article.id: text for article, text in zip(articles, texts, strict=True)},
        annotations=tuple(marks),
    )
    return Project.create(path, bundle=bundle, coder="bench")
