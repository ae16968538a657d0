"""A later version of an article replaces the earlier one: marks go with their words, and none is dropped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import InvalidError
from annotator.core.tagset import ACTOR, DIRECTIVE
from annotator.core.values import Annotation, Article
from annotator.project import Project, edits, kin, versions
from annotator.text.span import Span

TITLE = "Werft meldet Störung im Kesselhaus"
OLD = f"{TITLE}\n\nDie Aufsicht wies die Werft an, bis Freitag zu berichten.\n\nNiemand wurde verletzt, heißt es.\n"
NEW = (
    f"{TITLE}\n\nAm Morgen stieg Rauch auf. Die Aufsicht wies die Werft an, bis Freitag zu berichten.\n\n"
    "Ein Schlosser kam ins Krankenhaus.\n"
)


def imported(project: Project, folder: Path, name: str, text: str) -> Article:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    (article,) = project.import_files([path]).imported
    return article


def marked(project: Project, article: Article, words: str, tag: str = ACTOR.id) -> Annotation:
    start = project.text(article.id).index(words)
    change = edits.annotate(project, article.id, Span(start, start + len(words)), tag)
    assert isinstance(change, Change)
    return next(e.after for e in project.do(change).edits if isinstance(e.after, Annotation))


@pytest.fixture
def old(project: Project, tmp_path: Path) -> Article:
    return imported(project, tmp_path, "old.txt", OLD)


def test_a_changed_text_of_the_same_title_replaces_and_takes_the_marks(
    project: Project, old: Article, tmp_path: Path
) -> None:
    kept = [marked(project, old, "Die Aufsicht"), marked(project, old, "bis Freitag zu berichten", DIRECTIVE.id)]
    lost = marked(project, old, "Niemand wurde verletzt")
    path = tmp_path / "new.txt"
    path.write_text(NEW, encoding="utf-8")
    report = project.import_files([path])
    (new,) = report.imported
    assert new.replaces == old.id
    (pair,) = report.replaced
    assert (pair.new, pair.old, pair.moved, pair.unsettled) == (new, old, 2, 1)
    there = project.annotations(articles=[new.id])
    assert [(mark.id, mark.quote) for mark in there] == [(mark.id, mark.quote) for mark in kept]
    assert project.annotations(articles=[old.id]) == [lost]
    assert project.check() == []
    (waiting,) = versions.unsettled(project)
    assert (waiting.annotation, waiting.old, waiting.new) == (lost, old, new)
    project.undo()
    assert project.annotations() == [*kept, lost]
    assert project.articles() == (old,)


def test_what_waits_is_settled_by_the_reader(project: Project, old: Article, tmp_path: Path) -> None:
    mark = marked(project, old, "Niemand wurde verletzt")
    new = imported(project, tmp_path, "new.txt", NEW)
    start = NEW.index("Ein Schlosser")
    change = versions.settle(project, mark, new, Span(start, start + len("Ein Schlosser")))
    project.do(change)
    (settled,) = project.annotations()
    assert (settled.id, settled.article, settled.quote) == (mark.id, new.id, "Ein Schlosser")
    assert versions.unsettled(project) == []
    with pytest.raises(InvalidError):
        versions.settle(project, settled, new, Span(0, 10_000))
    project.undo()
    assert project.annotations() == [mark]


def test_the_same_title_over_other_words_is_another_article(project: Project, old: Article, tmp_path: Path) -> None:
    other = imported(project, tmp_path, "other.txt", f"{TITLE}\n\nWas gestern geschah, hat damit gar nichts zu tun.\n")
    assert other.replaces is None


def test_an_address_says_by_itself_that_it_is_a_version(project: Project, old: Article, tmp_path: Path) -> None:
    project.do(edits.edit_article(project, replace(old, url="https://www.example.org/werft/")))
    one = replace(project.article(old.id), id="1", sha256="1", url="http://example.org/werft#top")
    assert versions.earlier_version(one, b"", project.articles(), {}) == project.article(old.id)
    assert versions.earlier_version(replace(one, url="https://example.org/other"), b"", project.articles(), {}) is None


def test_nearly_the_same_is_named_and_no_version(project: Project, old: Article, tmp_path: Path) -> None:
    path = tmp_path / "agency.txt"
    long = OLD + " ".join(f"Satz {number} der Agentur steht hier." for number in range(60))
    imported(project, tmp_path, "long.txt", long.replace(TITLE, "Eins meldet etwas"))
    path.write_text(long.replace(TITLE, "Zwei meldet etwas"), encoding="utf-8")
    report = project.import_files([path])
    assert report.replaced == ()
    ((new, known, share),) = report.similar
    assert (new, known.title) == (report.imported[0], "Eins meldet etwas")
    assert share > 0.8


def test_what_a_later_version_replaced_is_not_opened_first(project: Project, old: Article, tmp_path: Path) -> None:
    other = imported(project, tmp_path, "other.txt", "Etwas ganz anderes\n\nDavon war hier noch nie die Rede.\n")
    assert [article.id for article in project.first_articles(2)] == [old.id, other.id]
    new = imported(project, tmp_path, "new.txt", NEW.replace(TITLE, "Kesselhaus: neue Fassung des Berichts"))
    change, _moved = versions.replace_article(project, new, old)
    project.do(change)
    assert [article.id for article in project.first_articles(2)] == [other.id, new.id]


def test_articles_can_be_made_versions_by_hand(project: Project, old: Article, tmp_path: Path) -> None:
    mark = marked(project, old, "Die Aufsicht")
    new = imported(project, tmp_path, "new.txt", NEW.replace(TITLE, "Kesselhaus: neue Fassung des Berichts"))
    assert new.replaces is None
    change, moved = versions.replace_article(project, new, old)
    assert (change.kind, moved.moved, moved.unsettled) == (ChangeKind.CARRY, 1, ())
    project.do(change)
    assert [m.id for m in project.annotations(articles=[new.id])] == [mark.id]
    with pytest.raises(InvalidError, match="already"):
        versions.replace_article(project, project.article(old.id), project.article(new.id))


def test_marks_that_would_say_the_same_are_not_merged(project: Project, tmp_path: Path) -> None:
    text = f"{TITLE}\n\nDie Bank warnt vor Folgen.\n\nDie Bank warnt vor Folgen.\n\nAm Abend war alles vorbei.\n"
    old = imported(project, tmp_path, "two.txt", text)
    first, second = text.index("Die Bank"), text.rindex("Die Bank")
    for start in (first, second):
        change = edits.annotate(project, old.id, Span(start, start + 8), ACTOR.id)
        assert isinstance(change, Change)
        project.do(change)
    new = imported(
        project, tmp_path, "one.txt", f"{TITLE}\n\nDie Bank warnt vor Folgen.\n\nAm Abend war alles vorbei.\n"
    )
    assert new.replaces == old.id
    assert len(project.annotations()) == 2
    assert project.check() == []


def test_likely_earlier_versions_come_with_what_speaks_for_them(project: Project, old: Article, tmp_path: Path) -> None:
    other = imported(project, tmp_path, "other.txt", f"Ganz anders\n\n{OLD.partition(chr(10))[2]}")
    far = imported(project, tmp_path, "far.txt", "Kran fällt um\n\nNichts davon kommt sonst vor.\n")
    project.do(edits.edit_article(project, replace(far, url="https://www.example.com/a"), before=far))
    later = imported(project, tmp_path, "later.txt", NEW.replace(TITLE, "Werft meldet"))
    project.do(edits.edit_article(project, replace(later, url="http://example.com/a/"), before=later))
    later = project.article(later.id)
    found = versions.likely_versions(later, project.articles(), project.sketches())
    assert found[0].article.id == far.id
    assert found[0].same_address
    assert {one.article.id for one in found[1:]} <= {old.id, other.id}
    assert all(one.likeness >= 0.15 for one in found[1:])
    project.do(versions.replace_article(project, later, project.article(far.id))[0])
    again = versions.likely_versions(project.article(later.id), project.articles(), project.sketches())
    assert far.id not in {one.article.id for one in again}


def test_marks_that_the_later_version_has_already_wait_in_the_earlier_one(
    project: Project, old: Article, tmp_path: Path
) -> None:
    mark = marked(project, old, "Die Aufsicht")
    new = imported(project, tmp_path, "new.txt", NEW.replace(TITLE, "Kesselhaus: neue Fassung des Berichts"))
    twin = marked(project, new, "Die Aufsicht")
    change, moved = versions.replace_article(project, new, old)
    assert moved.unsettled == (mark,)
    project.do(change)
    assert project.annotations() == [mark, twin]


@pytest.mark.parametrize("address", ["https://news.example/", "https://news.example/all?page=1"])
def test_an_address_that_many_share_makes_no_versions(project: Project, tmp_path: Path, address: str) -> None:
    table = tmp_path / "rows.csv"
    rows = [f'Row {n},"{" ".join(f"word{n}-{k}" for k in range(40))}",{address}' for n in range(6)]
    table.write_text("\n".join(["title,text,url", *rows[:3]]), encoding="utf-8")
    assert len(project.import_files([table]).imported) == 3
    table.write_text("\n".join(["title,text,url", *rows]), encoding="utf-8")
    report = project.import_files([table])
    assert (len(report.imported), report.replaced) == (3, ())


@pytest.mark.parametrize(
    "address", ["https://example.org/werft", "http://www.example.org/werft/", "https://www.example.org/werft#oben"]
)
def test_an_address_is_found_however_it_is_spelt(project: Project, address: str) -> None:
    spelt = versions.spellings(address)
    assert {"http://example.org/werft/", "https://www.example.org/werft", address} <= spelt
    assert all(versions.same_address(address, other) for other in spelt)
    assert versions.spellings("no address") == {"no address"}


def test_a_page_read_again_under_another_spelling_is_a_later_version(
    project: Project, old: Article, tmp_path: Path
) -> None:
    project.do(edits.edit_article(project, replace(old, url="http://www.example.org/werft/")))
    rows = tmp_path / "rows.jsonl"
    row = {"title": "Ganz anders", "text": "Ein ganz anderer Text über die Werft.", "url": "https://example.org/werft"}
    rows.write_text(json.dumps(row), encoding="utf-8")
    (article,) = project.import_files([rows]).imported
    assert article.replaces == old.id


PAGE = "<html><head><link rel=canonical href='{url}'><meta property='article:published_time' content='{time}'></head>"


def test_of_two_versions_in_one_batch_the_later_replaces_the_earlier(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEW, encoding="utf-8")
    (tmp_path / "b.txt").write_text(OLD, encoding="utf-8")
    report = project.import_files([tmp_path])
    first, second = report.imported
    # Without dates, the order of the files tells.
    assert (first.replaces, second.replaces) == (None, first.id)
    assert [(pair.new, pair.old) for pair in report.replaced] == [(second, first)]
    assert report.similar == ()
    project.undo()
    assert project.articles() == ()


def test_dates_tell_which_version_is_the_later(project: Project, tmp_path: Path) -> None:
    for name, time, text in (("a", "2021-03-19T12:00", NEW), ("b", "2021-03-19T08:00", OLD), ("c", "2021-03-20", NEW)):
        page = PAGE.format(url="https://example.org/werft/1", time=time)
        lines = [*text.splitlines()[2:], "Der Betrieb ruht, bis die Ursache gefunden ist, teilte die Werft mit.", name]
        paragraphs = "".join(f"<p>{line}</p>" for line in lines if line)
        (tmp_path / f"{name}.html").write_text(f"{page}<h1>{TITLE}</h1>{paragraphs}", encoding="utf-8")
    first, second, third = project.import_files([tmp_path]).imported
    assert (second.replaces, first.replaces, third.replaces) == (None, second.id, first.id)


def test_an_address_that_came_with_others_takes_like_words(project: Project, tmp_path: Path) -> None:
    rows = [
        {
            "text": f"Kommentar {n}: {word * 3}, und sonst gar nichts.",
            "title": f"Nr. {n}",
            "url": "https://example.org/x",
        }
        for n, word in enumerate(("Hafen ", "Wetter ", "Steuer "))
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [article.replaces for article in project.import_files([tmp_path]).imported] == [None, None, None]


def test_near_duplicates_are_found_afterwards_where_they_were_many(project: Project, tmp_path: Path) -> None:
    words = [f"Wort{number}" for number in range(60)]
    (tmp_path / "a.txt").write_text("Eins\n\n" + " ".join(words), encoding="utf-8")
    (tmp_path / "b.txt").write_text("Zwei\n\n" + " ".join(words), encoding="utf-8")
    (tmp_path / "c.txt").write_text("Drei\n\n" + " ".join(reversed(words)), encoding="utf-8")
    one, two, three = project.import_files([tmp_path]).imported
    heard: list[tuple[int, int]] = []
    found, compared = kin.near_duplicates(project, {one.id, two.id, three.id}, told=lambda *done: heard.append(done))
    assert [(new, other) for new, other, _ in found] == [(two, one)]
    assert compared == 3
    found, _ = kin.near_duplicates(project, {one.id})
    assert [(new, other) for new, other, _ in found] == [(one, two)]


def test_a_mark_in_pieces_keeps_them_where_they_are_found(project: Project, old: Article, tmp_path: Path) -> None:
    start = OLD.index("Niemand wurde verletzt")
    mark = marked(project, old, "Niemand wurde verletzt")
    pieces = (Span(start, start + len("Niemand")), Span(start + len("Niemand wurde "), mark.end))
    project.do(Change(ChangeKind.TAKE_OUT, None, mark.created, "", (Edit(mark, mark.lying_on(pieces, OLD)),)))
    (mark,) = project.annotations()
    later = "Nachtrag\n\nVerletzt sei niemand: Niemand also wurde schwer verletzt. Ein Schlosser kam ins Haus.\n"
    new = imported(project, tmp_path, "new.txt", later)
    whole = Span(later.index("Niemand also"), later.index(". Ein Schlosser"))
    project.do(versions.settle(project, mark, new, whole))
    (settled,) = project.annotations()
    assert settled.words == "Niemand … verletzt"
    project.undo()
    # Where a piece is missing, the mark lies on all of the words.
    place = Span(later.index("Schlosser"), later.index("Schlosser") + len("Schlosser"))
    project.do(versions.settle(project, mark, new, place))
    (settled,) = project.annotations()
    assert (settled.words, settled.fragments) == ("Schlosser", ())
