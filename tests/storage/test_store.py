"""The store keeps what it is given, applies a change whole or not at all, and leaves one file behind."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import (
    ConflictError,
    DamagedError,
    KeyTakenError,
    LockedError,
    NameTakenError,
    ProjectError,
    TwinError,
)
from annotator.core.ids import new_id
from annotator.core.tagset import ACTOR, CONCERN, DIRECTIVE
from annotator.core.values import Annotation, Article, Bundle, Coder, Relation, Status, Tag, Value
from annotator.storage import reads
from annotator.storage.dialects import sqlite
from annotator.storage.store import Store
from sample_bundle import sample_bundle


def change(*edits: Edit[Value]) -> Change:
    return Change(ChangeKind.LOAD, None, "2024-05-04T10:00:00.000Z", "", edits)


def by_order(marks: Iterable[Annotation]) -> list[Annotation]:
    return sorted(marks, key=lambda mark: (mark.article, mark.start, mark.end, mark.id))


def contents(bundle: Bundle) -> dict[str, object]:
    """A bundle without regard to the order of its values."""
    names = (
        "coders", "tags", "relation_types", "events", "entities", "articles", "statuses", "annotations", "relations",
    )  # fmt: skip
    parts: dict[str, object] = {name: sorted(getattr(bundle, name), key=lambda value: value.id) for name in names}
    return {**parts, "project": bundle.project, "texts": bundle.texts}


def test_everything_comes_back_as_it_was(store: Store, path: Path) -> None:
    assert contents(store.bundle()) == contents(sample_bundle())
    store.close()
    with Store.open(path) as again:
        assert contents(again.bundle()) == contents(sample_bundle())
        assert again.info() == sample_bundle().project


def test_bundles_are_in_the_order_of_the_format(store: Store) -> None:
    bundle = store.bundle()
    assert list(bundle.articles) == sorted(bundle.articles, key=lambda article: article.id)
    assert list(bundle.annotations) == by_order(bundle.annotations)


def test_annotations_are_found_by_article_tag_and_coder(store: Store) -> None:
    marks = by_order(sample_bundle().annotations)
    article = marks[0].article
    assert store.annotations() == marks
    assert store.annotations(articles=[article]) == [m for m in marks if m.article == article]
    assert store.annotations(tags=[ACTOR.id]) == [m for m in marks if m.tag == ACTOR.id]
    assert store.annotations(tags=[ACTOR.id], articles=[article]) == [
        m for m in marks if m.tag == ACTOR.id and m.article == article
    ]
    assert store.annotations(coders=[]) == []
    first = marks[0]
    assert first in store.annotations_on(article, first.start, first.end)
    assert store.annotations_on(article, first.start, first.end + 1000) == []


def test_long_lists_of_ids_are_sifted_without_a_long_statement(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    marks = by_order(sample_bundle().annotations)
    article = marks[0].article
    monkeypatch.setattr(reads, "_MANY", 1)
    assert store.annotations(articles=[article, "none"]) == [m for m in marks if m.article == article]
    assert store.texts([article, "none"]) == {article: sample_bundle().texts[article]}


def test_counts_are_by_article_and_tag(store: Store) -> None:
    marks = sample_bundle().annotations
    assert store.numbers.by("article") == {a: sum(m.article == a for m in marks) for a in {m.article for m in marks}}
    assert store.numbers.by("tag") == {t: sum(m.tag == t for m in marks) for t in {m.tag for m in marks}}


def test_ids_are_found_by_their_ending(store: Store) -> None:
    mark = sample_bundle().annotations[0]
    assert mark.id in store.ids(Annotation)
    assert store.ids(Annotation, mark.id[-12:]) == [mark.id]
    assert store.ids(Annotation, "%") == []


def test_a_change_inserts_updates_and_deletes(store: Store) -> None:
    first, second, *_ = by_order(sample_bundle().annotations)
    ends = {r for r in store.values(Relation) if second.id in (r.source.annotation, r.target.annotation)}
    new = replace(first, id=new_id(), note="new")
    done = change(
        *(Edit(relation, None) for relation in ends),
        Edit(first, replace(first, note="changed")),
        Edit(None, new),
        Edit(second, None),
    )
    before = contents(store.bundle())
    store.apply(done)
    assert store.value(Annotation, first.id) == replace(first, note="changed")
    assert store.value(Annotation, new.id) == new
    assert store.value(Annotation, second.id) is None
    store.apply(done.inverse())
    assert contents(store.bundle()) == before


@pytest.mark.parametrize("kind", ["update", "delete", "insert"])
def test_an_edit_is_refused_where_its_before_is_not_what_is_stored(store: Store, kind: str) -> None:
    first = next(m for m in sample_bundle().annotations if m.note is None)
    stale = replace(first, note="somebody else's")
    edit: Edit[Value] = {
        "update": Edit(stale, replace(stale, note="mine")),
        "delete": Edit(stale, None),
        "insert": Edit(None, stale),
    }[kind]
    before = store.bundle()
    with pytest.raises(ConflictError, match="changed elsewhere"):
        store.apply(change(Edit(None, Coder(new_id(), "nobody")), edit))
    assert store.bundle() == before


def test_an_interrupt_while_an_edit_is_committed_stays_one(
    path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.bundle()

    def interrupted(_connection: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store._connection.engine.dialect, "do_commit", interrupted)
        with pytest.raises(KeyboardInterrupt), sqlite.edit(store._connection):
            # An edit that asks something is committed by SQLAlchemy, which then closes the connection.
            store._connection.execute(text("SELECT 1"))
    store.close()
    with Store.open(path) as again:
        assert again.bundle() == before


def test_one_stale_edit_of_many_undoes_the_others(store: Store) -> None:
    marks = by_order(sample_bundle().annotations)
    edits = [Edit(mark, replace(mark, modified="2024-06-01T00:00:00.000Z")) for mark in marks]
    edits[-1] = Edit(replace(marks[-1], quote="elsewhere"), replace(marks[-1], quote="here"))
    with pytest.raises(ConflictError, match="elsewhere"):
        store.apply(change(*edits))
    assert store.annotations() == marks


def test_the_order_of_a_changes_edits_does_not_matter_to_references(store: Store) -> None:
    tag = Tag(new_id(), "urgency two", "#00786c")
    mark = replace(sample_bundle().annotations[0], id=new_id(), tag=tag.id)
    store.apply(change(Edit(None, mark), Edit(None, tag)))
    assert store.value(Annotation, mark.id) == mark
    store.apply(change(Edit(tag, None), Edit(mark, None)))
    assert store.value(Tag, tag.id) is None


def test_what_is_still_referred_to_cannot_go(store: Store) -> None:
    with pytest.raises(ConflictError):
        store.apply(change(Edit(ACTOR, None)))
    assert ACTOR in store.values(Tag)
    mark = replace(sample_bundle().annotations[0], id=new_id(), article=new_id())
    with pytest.raises(ConflictError):
        store.apply(change(Edit(None, mark)))
    assert store.value(Annotation, mark.id) is None


def test_two_tags_can_swap_names_and_keys_in_one_change(store: Store) -> None:
    swapped = change(
        Edit(ACTOR, replace(ACTOR, name=CONCERN.name, shortcut=CONCERN.shortcut)),
        Edit(CONCERN, replace(CONCERN, name=ACTOR.name, shortcut=ACTOR.shortcut)),
    )
    store.apply(swapped)
    assert {tag.id: tag.name for tag in store.values(Tag)}[ACTOR.id] == CONCERN.name
    store.apply(swapped.inverse())
    assert ACTOR in store.values(Tag)


def test_the_database_holds_names_and_keys_unique_too(store: Store) -> None:
    with pytest.raises(NameTakenError, match="Actor"):
        store.apply(change(Edit(None, Tag(new_id(), "Actor", "#00786c"))))
    with pytest.raises(KeyTakenError, match="directive"):
        store.apply(change(Edit(ACTOR, replace(ACTOR, shortcut=DIRECTIVE.shortcut))))
    assert ACTOR in store.values(Tag)


def test_a_status_is_one_per_article_tag_and_coder(store: Store) -> None:
    status = store.values(Status)[0]
    with pytest.raises(ConflictError):
        store.apply(change(Edit(None, replace(status, id=new_id()))))


def test_many_annotations_are_written_in_one_go(store: Store) -> None:
    mark = sample_bundle().annotations[0]
    store.apply(change(*(Edit(None, replace(mark, id=new_id())) for _ in range(5_000))))
    assert store.numbers.by("article")[mark.article] > 5_000


def test_a_full_disk_leaves_nothing_of_the_change(store: Store) -> None:
    before = store.bundle()
    pages = sqlite.pragma(store._connection, "page_count")
    sqlite.pragma(store._connection, f"max_page_count={pages}")
    mark = before.annotations[0]
    with pytest.raises(ProjectError, match="disk is full"):
        store.apply(change(*(Edit(None, replace(mark, id=new_id())) for _ in range(5_000))))
    assert store.bundle() == before
    sqlite.pragma(store._connection, "max_page_count=1000000")
    store.apply(change(Edit(mark, replace(mark, note="now there is room"))))


def test_another_connection_is_noticed_and_refused(store: Store, path: Path) -> None:
    mark = store.annotations()[0]
    with Store.open(path) as other:
        seen = store.data_version()
        assert store.data_version() == seen
        store.apply(change(Edit(mark, replace(mark, note="mine"))))
        assert store.data_version() == seen, "our own commits are not somebody else's"
        other.apply(change(Edit(replace(mark, note="mine"), replace(mark, note="theirs"))))
        assert store.data_version() != seen
        with pytest.raises(ConflictError):
            store.apply(change(Edit(replace(mark, note="mine"), replace(mark, note="mine again"))))
        assert store.value(Annotation, mark.id) == replace(mark, note="theirs")


def test_threads_take_turns(store: Store) -> None:
    mark = store.annotations()[0]
    before = len(store.annotations())

    def work() -> None:
        for _ in range(25):
            store.apply(change(Edit(None, replace(mark, id=new_id()))))
            store.numbers.by("article")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.annotations()) == before + 100


def test_closing_leaves_one_file(store: Store, path: Path) -> None:
    store.apply(change(Edit(None, Coder(new_id(), "lea"))))
    assert path.with_name(f"{path.name}-wal").exists()
    store.close()
    store.close()
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    assert path.read_bytes()[18:20] == b"\x01\x01", "no write-ahead log is wanted by the file itself"
    with pytest.raises(ProjectError, match="closed"):
        store.info()


def test_the_last_one_to_close_folds(store: Store, path: Path) -> None:
    other = Store.open(path)
    store.close()
    other.apply(change(Edit(None, Coder(new_id(), "lea"))))
    other.close()
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    with Store.open(path) as again:
        assert "lea" in {coder.name for coder in again.values(Coder)}


def test_a_copy_is_a_whole_project(store: Store, path: Path) -> None:
    copy = path.with_name("copy.annot")
    store.apply(change(Edit(None, Coder(new_id(), "lea"))))
    store.copy_to(copy)
    assert sorted(p.name for p in path.parent.iterdir() if "press" not in p.name) == ["copy.annot"]
    with Store.open(copy) as copied:
        assert copied.bundle() == store.bundle()
    with pytest.raises(ProjectError, match="exists already"):
        store.copy_to(copy)
    with pytest.raises(ProjectError, match="folder that does not exist"):
        store.copy_to(path.parent / "nowhere" / "copy.annot")


def test_creating_never_overwrites_and_fails_whole(path: Path) -> None:
    bundle = sample_bundle()
    with pytest.raises(ProjectError, match="folder that does not exist"):
        Store.create(path.parent / "nowhere" / "press.annot", bundle)
    dangling = replace(bundle, coders=())
    with pytest.raises(ConflictError):
        Store.create(path, dangling)
    assert list(path.parent.iterdir()) == []
    path.write_text("something else")
    with pytest.raises(ProjectError, match="exists already"):
        Store.create(path, bundle)
    assert path.read_text() == "something else"


def test_replacing_everything_asks_first(store: Store) -> None:
    bundle = store.bundle()
    other = replace(bundle, project=replace(bundle.project, id=new_id(), name="other"))
    assert not store.replace(other, lambda stored: stored.tags != bundle.tags)
    assert store.info() == bundle.project
    assert store.replace(other, lambda stored: stored.articles == bundle.articles)
    assert store.bundle() == other
    with pytest.raises(ConflictError):
        store.replace(replace(bundle, coders=()), lambda _: True)
    assert store.bundle() == other


def test_the_check_finds_dangling_references(store: Store, path: Path) -> None:
    assert store.check() == []
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DELETE FROM coder")
    assert any("coder" in line for line in store.check())


def test_the_check_reports_damage(store: Store, path: Path) -> None:
    text = "long enough to fill several pages " * 1000
    article = replace(sample_bundle().articles[0], id=new_id(), title=text, replaces=None, events=())
    store.apply(change(Edit(None, article)))
    store.close()
    data = bytearray(path.read_bytes())
    middle = data.index(b"long enough to fill") // 4096 * 4096
    data[middle : middle + 4096] = b"\xff" * 4096
    path.write_bytes(data)
    with pytest.raises(ProjectError, match="damaged"):
        Store.open(path)


def test_the_coder_is_stored_with_the_first_change_that_speaks_of_them(store: Store) -> None:
    mark, lea = sample_bundle().annotations[0], Coder(new_id(), "lea")
    assert store.apply(change(Edit(None, replace(mark, id=new_id()))), coder=lea)[0].edits
    assert lea not in store.values(Coder)
    done = change(Edit(None, replace(mark, id=new_id(), coder=lea.id)))
    assert store.apply(done, coder=lea)[0] == done
    assert lea in store.values(Coder)
    more = change(Edit(None, replace(mark, id=new_id(), coder=lea.id)))
    assert store.apply(more, coder=lea)[0] == more
    assert [coder.name for coder in store.values(Coder)].count("lea") == 1


def test_a_coder_somebody_stored_first_is_spoken_of_instead(store: Store) -> None:
    mark, lea, same = sample_bundle().annotations[0], Coder(new_id(), "lea"), Coder(new_id(), "lea")
    store.apply(change(Edit(None, lea)))
    new = replace(mark, id=new_id(), coder=same.id)
    stored, entry = store.apply(replace(change(Edit(None, new)), coder=same.id), coder=same)
    assert (stored.coder, entry.coder) == (lea.id, lea.id)
    assert stored.edits == (Edit(None, replace(new, coder=lea.id)),)
    assert store.value(Annotation, new.id) == replace(new, coder=lea.id)
    assert same not in store.values(Coder)


def test_two_annotations_can_be_kept_from_saying_the_same(store: Store) -> None:
    mark = replace(sample_bundle().annotations[0], id=new_id(), start=0, end=1, fragments=())
    twin, other = replace(mark, id=new_id(), note="the same words"), replace(mark, id=new_id(), end=2)
    store.apply(change(Edit(None, mark), Edit(None, other)), apart=True)
    with pytest.raises(TwinError) as caught:
        store.apply(change(Edit(None, twin)), apart=True)
    assert caught.value.twin == mark.id
    with pytest.raises(TwinError):
        store.apply(change(Edit(other, replace(other, end=1))), apart=True)
    store.apply(change(Edit(mark, replace(mark, note="noted"))), apart=True)
    store.apply(change(Edit(None, twin)))
    store.apply(change(Edit(twin, replace(twin, note="twins that are there already can be edited"))), apart=True)


def test_reading_at_once_never_waits(store: Store) -> None:
    with store.at_once():
        assert store.info()
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with store._lock:
            held.set()
            let_go.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    with pytest.raises(LockedError), store.at_once():
        pass
    let_go.set()
    thread.join()


def test_how_long_to_wait_for_others_can_be_said(path: Path) -> None:
    Store.create(path, sample_bundle()).close()
    with Store.open(path, patience=0.05) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        with pytest.raises(LockedError, match="locked"):
            store.apply(change(Edit(None, Coder(new_id(), "lea"))))
        assert time.monotonic() - started < 2
        assert sqlite.pragma(store._connection, "busy_timeout") == 50
        with store.at_once():
            assert sqlite.pragma(store._connection, "busy_timeout") == 0
        assert sqlite.pragma(store._connection, "busy_timeout") == 50


def test_articles_and_texts_lie_apart(store: Store) -> None:
    article = store.values(Article)[0]
    assert store.text(article.id) == sample_bundle().texts[article.id]
    assert store.text("none") is None
    assert store.bundle(with_texts=False).texts == {}


def test_ties_are_read_without_what_has_none(store: Store) -> None:
    bundle = sample_bundle()
    mentions, relations = store.ties()
    assert sorted(mentions) == [(mark.id, mark.entity) for mark in bundle.annotations if mark.entity]
    assert relations == bundle.relations


def test_annotations_are_counted_and_the_first_of_them_read(store: Store) -> None:
    marks = store.annotations()
    assert store.numbers.of() == len(marks)
    tag, article = marks[0].tag, marks[0].article
    assert store.numbers.of(tags=[tag]) == len([mark for mark in marks if mark.tag == tag])
    assert store.numbers.of([article], [tag]) == len(store.annotations(articles=[article], tags=[tag]))
    assert store.numbers.of(["none"]) == 0
    assert store.annotations(limit=2) == marks[:2]


def test_room_for_edits_is_seen_by_nobody(path: Path, store: Store) -> None:
    before, version = store.bundle(), store.data_version()
    store.make_room()
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size > 2_000_000
    assert (store.bundle(), store.data_version()) == (before, version)
    with Store.open(path, read_only=True) as other:
        assert other.bundle() == before
        other.make_room()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'room'").fetchone() == (0,)
    mark = store.annotations()[0]
    store.apply(change(Edit(mark, replace(mark, note="new"))))
    assert log.stat().st_size < 2_600_000, "written over what was there"
    assert store.check() == []


def test_no_room_is_made_where_another_one_writes(path: Path, store: Store) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("BEGIN IMMEDIATE")
        store.make_room()
        raw.execute("ROLLBACK")
    assert store.check() == []


def test_what_looked_damaged_for_a_moment_is_looked_at_again(store: Store) -> None:
    """A disk that fails to read is told by SQLite as a damaged file, at times."""
    with pytest.raises(DamagedError), store._explained():
        raise DamagedError(store.path, "database disk image is malformed")
    store.apply(change(Edit(None, Coder(new_id(), "lea"))))
    store.distrust("page 7 was found damaged")
    with pytest.raises(DamagedError):
        store.apply(change(Edit(None, Coder(new_id(), "noor"))))
