"""Which words stand by themselves in a project, near what is read first, and in no more than there is room for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.values import Article
from annotator.project import Project, edits, occurrences
from annotator.project.occurrences import Occurrences, words_of
from annotator.text.folding import fold
from annotator.text.segments import word_spans

_PARTS = (
    "و",
    "ال",
    "شركة",
    "هيئة",
    "ـ",
    "\u064e",
    "ة",
    "أ",
    "ى",
    "12",
    "Kestrel",
    " ",
    "، ",
    ". ",
    "\n",
    "«",
    "»",
    "-",
    "؟",
)


def folded(*words: str) -> set[str]:
    return {fold(word).text for word in words}


@given(st.lists(st.sampled_from(_PARTS), max_size=30).map("".join))
def test_words_are_those_of_the_text_folded(text: str) -> None:
    found = {fold(span.of(text)).text for span in word_spans(text)}
    # A vowel sign makes whatever bears it a word to the rules, but is dropped.
    assert words_of(text) == {word for word in found if any(ch.isalnum() for ch in word)}


def test_a_full_stop_without_a_blank_ends_a_word() -> None:
    assert words_of("غادرت السفن.وقالت") == folded("غادرت", "السفن", "وقالت")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "press.annot") as project:
        yield project


def add(project: Project, folder: Path, text: str, event: str | None = None) -> Article:
    file = folder / f"{len(project.articles())}.txt"
    file.write_text(text, encoding="utf-8")
    (article,) = project.import_files([file], event=event).imported
    return article


class Counting(Occurrences):
    """Notes which articles are read."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.read: list[str] = []

    def _words(self, article: Article) -> frozenset[str]:
        if article.id not in self._kept:
            self.read.append(article.id)
        return super()._words(article)


def test_a_word_counts_where_it_stands_alone(project: Project, tmp_path: Path) -> None:
    here = add(project, tmp_path, "وعدت والشركة صامتة")
    asked = Occurrences(project)
    # Its own letters are no word of their own.
    assert asked.among(folded("الشركة", "شركة"), here.id) == set()
    add(project, tmp_path, "تدفع الشَّرِكـة للميناء")
    assert asked.among(folded("الشركة", "شركة", "ميناء"), here.id) == folded("الشركة")
    there = add(project, tmp_path, "ميناء صغير")
    assert asked.among(folded("الشركة", "ميناء"), here.id) == folded("الشركة", "ميناء")
    project.do(edits.remove_articles(project, [there]))
    assert asked.among(folded("الشركة", "ميناء"), here.id) == folded("الشركة")
    assert asked.among((), here.id) == set()


def test_what_is_near_is_read_first_and_once(project: Project, tmp_path: Path) -> None:
    first = add(project, tmp_path, "سفينة هنا", event="ميناء")
    second = add(project, tmp_path, "مركب هناك")
    third = add(project, tmp_path, "قارب هنالك", event="ميناء")
    fourth = add(project, tmp_path, "زورق")
    asked = Counting(project)
    assert asked.among(folded("سفينة"), first.id)
    assert asked.read == [first.id]
    assert not asked.among(folded("حوت"), first.id)
    assert asked.read == [first.id, third.id, fourth.id, second.id]
    assert asked.among(folded("زورق"), second.id)
    assert len(asked.read) == 4


def test_no_more_is_read_and_kept_than_there_is_room_for(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(occurrences, "_ROOM", 30)
    monkeypatch.setattr(occurrences, "_LONGEST", 15)
    articles = [add(project, tmp_path, f"{word} {'ن' * 5}") for word in ("سفينة", "مركب", "قارب", "زورق")]
    long = add(project, tmp_path, f"حوت {'ن' * 20}")
    asked = Counting(project)
    assert asked.among(folded("سفينة", "مركب", "قارب", "زورق"), articles[0].id) == folded("سفينة", "زورق")
    assert asked.read == [articles[0].id, articles[3].id]
    assert not asked.among(folded("حوت"), long.id)
    assert long.id not in asked.read
    assert asked.among(folded("مركب"), articles[1].id)
    assert articles[0].id not in asked._kept
    assert asked._size == sum(article.length for article in articles[1:]) == 30
    monkeypatch.setattr(occurrences, "_MANY", 1)
    asked = Counting(project)
    for article in articles[1:3]:
        assert not asked.among(folded("حوت"), article.id)
        assert list(asked._kept) == [article.id]


def test_an_article_that_another_process_removes_is_passed_over(project: Project, tmp_path: Path) -> None:
    here = add(project, tmp_path, "سفينة")
    there = add(project, tmp_path, "مركب")

    class Behind(Occurrences):
        def _words(self, article: Article) -> frozenset[str]:
            if article.id == there.id:
                project.do(edits.remove_articles(project, [there]))
            return super()._words(article)

    assert Behind(project).among(folded("مركب"), here.id) == set()
