"""Searching a whole project: by the index and without it, the same is found."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.core.errors import LockedError
from annotator.core.ids import new_id, now
from annotator.core.tagset import DEFAULT_TAGS
from annotator.core.values import Article, Bundle, ProjectInfo
from annotator.project import Project, edits, searching
from annotator.project.searching import Progress
from annotator.storage.dialects import sqlite, sqlite_search
from annotator.text.direction import Direction
from annotator.text.folding import fold
from annotator.text.terms import occurrences, parse
from text.alphabets import TRICKY

TEXTS = {
    "Werk Nord": "Die Behörde verlangt von Werk Nord einen Bericht.\nWerk Nord fürchtet Kosten.",
    "عطل في المحطة": "طَلَبَتِ الهيئةُ من وزارة الطاقة تقريرا، وقالت والوزارة لا تعلق.",
    "北京": "监管机构在北京约谈平台企业。",
    "Authority warns": "The Authority's report on Müller & Sons (L'État) says: C++.",
}


def bundle(texts: dict[str, str]) -> Bundle:
    articles = [
        Article(new_id(), title, Direction.LTR, hashlib.sha256(text.encode()).hexdigest(), len(text))
        for title, text in texts.items()
    ]
    return Bundle(
        ProjectInfo(new_id(), "press", now()),
        tags=DEFAULT_TAGS,
        articles=tuple(articles),
        texts={article.id: text for article, text in zip(articles, texts.values(), strict=True)},
    )


@pytest.fixture
def library(path: Path) -> Iterator[Project]:
    with Project.create(path, coder="mira", bundle=bundle(TEXTS)) as project:
        yield project


def index(project: Project) -> Progress:
    """Index all, and return how far it came."""
    return list(project.searcher.index())[-1]


def titles(project: Project, words: str) -> set[str]:
    found = [found.article.title for found in project.search(words)]
    assert len(found) == len(set(found)), "an article was found twice"
    return set(found)


def words(project: Project, query: str) -> list[str]:
    """Return what is lit, article by article."""
    return [span.of(project.text(found.article.id)) for found in project.search(query) for span in found.spans]


def rows(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM search1_words_docsize").fetchone()[0])


@pytest.mark.parametrize("indexed", [False, True])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("werk", ["Werk", "Werk"]),
        ("nord behorde", ["Behörde", "Nord", "Nord"]),
        ("طلبت", ["طَلَبَتِ"]),
        ("وزارة", ["وزارة", "وزارة"]),
        ("هيئه", ["هيئةُ"]),
        ("北京", ["北京"]),
        ("机构", ["机构"]),
        ("muller etat", ["Müller", "État"]),
        ("c++", ["C++"]),
        ('"werk nord" -kosten', []),
        ("verlan", []),
        ("verlan*", ["verlan"]),
        ("&", ["&"]),
    ],
)
def test_what_is_sought_is_found_with_the_index_and_without(
    library: Project, query: str, expected: list[str], indexed: bool
) -> None:
    if indexed:
        assert index(library) == Progress(4, 4)
    assert words(library, query) == expected


def test_a_find_says_where(library: Project) -> None:
    index(library)
    (found,) = library.search("nord")
    assert found.article.title == "Werk Nord"
    assert found.count == 2
    assert [span.of(found.article.title) for span in found.in_title] == ["Nord"]
    assert [span.of(snippet.text) for snippet in found.snippets for span in snippet.lit] == ["Nord", "Nord"]
    assert found.snippets[0].span == found.spans[0]


def test_words_of_a_title_count_with_those_of_the_text(library: Project) -> None:
    index(library)
    (found,) = library.search("warns report")
    assert [span.of(found.article.title) for span in found.in_title] == ["warns"]
    assert titles(library, "warns -report") == set()
    (alone,) = library.search("warns")
    assert (alone.count, alone.snippets) == (0, ())


def test_the_article_that_says_most_of_it_comes_first(path: Path) -> None:
    filler = "und noch ein Satz dazu " * 20
    texts = {"once": f"{filler} Hafen", "often": "Hafen Hafen Hafen", "never": filler, "twice": f"Hafen {filler} Hafen"}
    with Project.create(path, bundle=bundle(texts)) as project:
        index(project)
        assert [found.article.title for found in project.search("hafen")] == ["often", "twice", "once"]


def test_removed_articles_are_gone_at_once_and_come_back_with_undo(library: Project, path: Path) -> None:
    index(library)
    (article,) = (article for article in library.articles() if article.title == "北京")
    library.do(edits.remove_articles(library, [article]))
    assert titles(library, "北京") == set()
    library.undo()
    assert titles(library, "北京") == {"北京"}
    assert index(library) == Progress(0, 0)
    assert rows(path) == 4


def test_a_new_title_is_found_before_and_after_it_is_indexed(library: Project) -> None:
    index(library)
    article = next(library.search("authority")).article
    library.do(edits.edit_article(library, replace(article, title="Regulator warns")))
    for _ in range(2):
        assert titles(library, "regulator") == {"Regulator warns"}
        assert titles(library, "authority") == {"Regulator warns"}, "the text still says so"
        index(library)
    library.undo()
    assert titles(library, "regulator") == set()
    assert index(library) == Progress(0, 0), "the old title is known still"


def test_what_comes_in_is_found_before_it_is_indexed(library: Project, tmp_path: Path) -> None:
    index(library)
    file = tmp_path / "new.txt"
    file.write_text("Hafen gesperrt\n\nDie Reederei räumt den Hafen.\n", encoding="utf-8")
    library.import_files([file])
    assert titles(library, "hafen") == {"Hafen gesperrt"}
    assert index(library) == Progress(1, 1)
    assert titles(library, "hafen") == {"Hafen gesperrt"}


ADD = """
import sys
from pathlib import Path
from annotator.project import Project
with Project.open(sys.argv[1]) as project:
    project.import_files([sys.argv[2]])
    list(project.searcher.index())
"""


def test_what_another_process_brings_in_and_indexes_is_found(library: Project, path: Path, tmp_path: Path) -> None:
    index(library)
    file = tmp_path / "new.txt"
    file.write_text("Hafen gesperrt\n", encoding="utf-8")
    subprocess.run([sys.executable, "-W", "error", "-c", ADD, str(path), str(file)], check=True, timeout=60)
    assert titles(library, "hafen") == {"Hafen gesperrt"}
    assert index(library) == Progress(0, 0)


def test_what_comes_into_the_index_while_one_searches_is_found(library: Project, tmp_path: Path) -> None:
    found = library.search("werk*")  # nothing is indexed yet
    first = next(found)
    index(library)
    assert [first.article.title, *(each.article.title for each in found)] == ["Werk Nord"]
    steps = library.searcher.steps(parse("hafen"))
    assert next(steps) is None
    file = tmp_path / "new.txt"
    file.write_text("Hafen gesperrt\n", encoding="utf-8")
    library.import_files([file])
    index(library)
    assert [each.article.title for each in steps if each is not None] == ["Hafen gesperrt"]


def test_an_index_that_was_broken_off_goes_on(library: Project, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_STEP", 1)
    steps = library.searcher.index()
    assert [next(steps).done for _ in range(3)][-1] == 1
    steps.close()  # type: ignore[attr-defined]
    assert {title for title in TEXTS if titles(library, f'"{title}"')} == set(TEXTS)
    assert index(library) == Progress(3, 3)
    assert rows(path) == 4


def test_long_articles_are_found_whatever_lies_between_their_words(path: Path) -> None:
    middle = "Satz für Satz geht es weiter. " * 3000
    texts = {"long": f"Anfang hier. {middle} Am Ende dort.", "short": "Anfang ohne Schluss.", "other": f"Ende {middle}"}
    with Project.create(path, bundle=bundle(texts)) as project:
        index(project)
        assert rows(path) > 10
        assert titles(project, "anfang") == {"long", "short"}
        assert titles(project, "anfang ende") == {"long"}
        assert titles(project, '"am ende dort" "anfang hier"') == {"long"}
        assert titles(project, "anfang ende long") == {"long"}
        assert titles(project, "anfang -ende") == {"short"}
        assert titles(project, '"' + "Satz für Satz geht es weiter. " * 40 + '"') == {"long", "other"}


def test_a_long_article_that_came_in_half_is_looked_through(path: Path) -> None:
    texts = {"long": "Wort für Wort " * 5000 + "Schluss"}
    with Project.create(path, bundle=bundle(texts)) as project:
        steps = project.searcher.index()
        for _ in range(11):
            next(steps)
        steps.close()  # type: ignore[attr-defined]
        assert titles(project, "wort schluss") == {"long"}
        assert index(project) == Progress(1, 1)
        assert titles(project, "wort schluss") == {"long"}


def test_a_project_that_may_only_be_read_is_searched_with_what_there_is(library: Project, path: Path) -> None:
    with Project.open(path, read_only=True) as reader:
        assert not reader.searcher.can_index
        assert list(reader.searcher.index()) == []
        assert titles(reader, "werk") == {"Werk Nord"}
        index(library)
        assert titles(reader, "werk") == {"Werk Nord"}


def test_without_fts5_everything_is_looked_through(library: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_search, "is_possible", lambda driver: False)
    assert not library.searcher.can_index
    assert list(library.searcher.index()) == []
    assert titles(library, "werk bericht") == {"Werk Nord"}


def test_an_index_that_is_damaged_does_not_hide_anything(library: Project, path: Path) -> None:
    index(library)
    library.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM search1_words_data WHERE id > 10")
    with Project.open(path, read_only=True) as project:
        assert titles(project, "werk") == {"Werk Nord"}
    with Project.open(path) as project:
        assert titles(project, "werk") == {"Werk Nord"}
        assert titles(project, "北京") == {"北京"}
        assert index(project) == Progress(4, 4), "it was made anew"
        assert titles(project, "werk") == {"Werk Nord"}


def test_an_index_of_another_version_is_made_anew(library: Project, path: Path) -> None:
    index(library)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE search1_words")
        connection.execute("ALTER TABLE search1_articles RENAME TO search0_articles")
        connection.execute("CREATE VIRTUAL TABLE search0_words USING fts5(words)")
    assert titles(library, "werk") == {"Werk Nord"}
    assert index(library) == Progress(4, 4)
    with closing(sqlite3.connect(path)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert not any(name.startswith("search0") for name in names)


def test_tables_that_are_no_index_of_ours_are_made_anew(library: Project, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE search1_words (a)")
        connection.execute("CREATE TABLE search1_articles (b)")
    assert titles(library, "werk") == {"Werk Nord"}
    assert index(library) == Progress(4, 4)
    assert titles(library, "werk") == {"Werk Nord"}


def test_an_index_that_is_mostly_of_what_is_gone_is_made_anew(path: Path) -> None:
    texts = {f"title {number}": f"text {number}" for number in range(120)}
    with Project.create(path, bundle=bundle(texts)) as project:
        index(project)
        for article in project.articles()[:70]:
            project.do(edits.remove_articles(project, [article]))
        assert index(project) == Progress(50, 50)
        assert rows(path) == 50
        assert titles(project, "text 100") == {"title 100"}


def test_the_index_is_no_part_of_what_is_checked_exported_and_remembered(library: Project, tmp_path: Path) -> None:
    before, seen = library.bundle(), library.undoable
    index(library)
    assert library.bundle() == before
    assert library.undoable is seen
    assert library.check() == []
    assert not library.changed_elsewhere(), "it is no news to anybody"
    library.save_copy(tmp_path / "copy.annot")
    with Project.open(tmp_path / "copy.annot", read_only=True) as copy:
        assert titles(copy, "werk") == {"Werk Nord"}


def test_indexing_waits_for_others_and_nobody_waits_for_it(
    library: Project, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")

        def sleep(seconds: float) -> None:
            waited.append(seconds)
            if len(waited) == 3 and other.in_transaction:
                other.execute("ROLLBACK")

        monkeypatch.setattr(searching.time, "sleep", sleep)
        assert index(library) == Progress(4, 4)
        assert waited[:3] == [searching._WAIT] * 3
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedError):
            library.searcher._store.words.merge()


def test_what_is_indexed_is_synced_with_the_next_edit(library: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    index(library)
    raw = sqlite.raw(library.searcher._store._connection)
    assert raw.execute("PRAGMA synchronous").fetchone() == (3,), "edits are durable as before"
    assert raw.execute("PRAGMA wal_autocheckpoint").fetchone() == (1000,)


HOSTILE = [
    '"', '""', "'", "*", "^", "a OR b", "NOT a", "a AND", "NEAR(a b, 3)", "words : a", "{words} : a", "a + b", "a^2",
    "(", ")", "((a)", "a\x00b", "\x00", "-", "--", "-a", "a -", "\ud800", "%", "_", "\\", "a\\", "[", "(?i)a",
    "“", "«a", "ﷺ", "\u202e", "😀", "\n", "search1_words", "1", "x" * 100_000,
    "a " * 50_000, "\"" * 100_000, "北" * 30_000,
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query[:12]))
def test_no_query_is_an_error(library: Project, query: str) -> None:
    without = titles(library, query)
    index(library)
    assert titles(library, query) == without


pieces = st.lists(
    st.sampled_from((*TRICKY, "ae", "äe", "ال", "و", "كت", "北京", "Müller", "word", " ", " ")), max_size=12
)


@given(
    st.lists(pieces.map("".join), min_size=1, max_size=4),
    st.lists(st.sampled_from(("{}", '"{}"', "{}*", "-{}", '"{}"*')), min_size=1, max_size=3),
    st.data(),
)
def test_the_index_finds_an_article_if_and_only_if_its_text_has_what_is_sought(
    texts: list[str], shapes: list[str], data: st.DataObject
) -> None:
    # What is sought is mostly cut out of the texts, so that something is found.
    parts = []
    for shape in shapes:
        text = data.draw(st.sampled_from(texts))
        start = data.draw(st.integers(0, len(text)))
        parts.append(shape.format(text[start : data.draw(st.integers(start, len(text)))]))
    query = " ".join(parts)
    sought = parse(query)
    named = {f"t{number}": text for number, text in enumerate(texts)}
    expected = {
        name
        for name, text in named.items()
        if sought.terms and occurrences(sought, [fold(name), fold(text)]) is not None
    }
    with TemporaryDirectory() as folder, Project.create(Path(folder) / "a.annot", bundle=bundle(named)) as project:
        assert titles(project, query) == expected
        index(project)
        assert titles(project, query) == expected


def test_what_cannot_be_read_is_told(library: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_ids: object) -> Callable[[], None]:
        raise LockedError(library.path, "is locked")

    monkeypatch.setattr(library.searcher._store, "articles_with_texts", locked)
    with pytest.raises(LockedError):
        list(library.search("werk"))
