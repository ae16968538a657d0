"""Files in: articles made, texts known already skipped, what cannot be read reported, the rest goes on."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.core.change import ChangeKind
from annotator.core.errors import InvalidError, SourceError
from annotator.core.values import Article
from annotator.project import Project, edits, gathering, importing
from annotator.sources import Document, read_document, read_text
from annotator.text.direction import Direction
from project import dying

Articles = tuple[Article, Article]


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def test_files_become_articles_in_one_change(project: Project, tmp_path: Path) -> None:
    files = [written(tmp_path, "one.txt", "One title\r\n\r\nText.\r\n"), written(tmp_path, "two.txt", "عنوان\n\nنص.")]
    report = project.import_files(files, event=" The  event ")
    assert [a.title for a in report.imported] == ["One title", "عنوان"]
    assert project.articles() == report.imported
    assert project.text(report.imported[0].id) == "One title\n\nText.\n"
    assert report.imported[0].origin.name == "one.txt"
    assert [a.direction for a in report.imported] == [Direction.LTR, Direction.RTL]
    assert [event.name for event in project.events()] == ["The event"]
    assert report.step is not None
    assert (report.step.kind, report.step.subject, project.undoable) == (ChangeKind.IMPORT, "2", report.step)
    project.undo()
    assert (project.articles(), project.events()) == ((), ())
    project.redo()
    assert project.check() == []


def test_an_event_of_this_name_is_used_again(project: Project, articles: Articles, tmp_path: Path) -> None:
    project.import_files([written(tmp_path, "new.txt", "New report")], event="störung")
    assert len(project.events()) == 1
    assert {article.events for article in project.articles()} == {(project.events()[0].id,)}


def test_a_text_that_is_there_already_is_skipped(project: Project, articles: Articles, tmp_path: Path) -> None:
    same = written(tmp_path, "same.txt", project.text(articles[0].id).replace("\n", "\r\n"))
    twice = written(tmp_path, "twice.txt", "Twice\n")
    report = project.import_files([same, twice, twice])
    assert [path for path, _ in report.skipped] == [same, twice]
    assert report.skipped[0][1] == articles[0]
    assert len(report.imported) == 1
    assert project.import_files([same]).step is None


def test_what_cannot_be_read_is_reported_and_the_rest_goes_on(project: Project, tmp_path: Path) -> None:
    good = written(tmp_path, "good.txt", "Good\n")
    missing, binary = tmp_path / "missing.txt", tmp_path / "binary.txt"
    binary.write_bytes(bytes(range(256)) * 10)
    report = project.import_files([missing, binary, project.path, good])
    assert [path for path, _ in report.failed] == [missing, binary, project.path]
    assert all(str(path) in sentence for path, sentence in report.failed)
    assert "is a project" in report.failed[2][1]
    assert [a.title for a in report.imported] == ["Good"]


def test_a_fault_met_in_one_file_is_told_of_and_the_rest_goes_on(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meets(path: Path, _reading: object) -> Iterator[Document]:
        if path.name == "odd.txt":
            raise IndexError("list index out of range")
        yield read_document(path)

    monkeypatch.setattr(gathering, "read_file", meets)
    odd, good = written(tmp_path, "odd.txt", "Odd\n"), written(tmp_path, "good.txt", "Good\n")
    report = project.import_files([odd, good])
    assert [(path, "IndexError" in reason) for path, reason in report.failed] == [(odd, True)]
    assert [a.title for a in report.imported] == ["Good"]


def test_a_folder_stands_for_its_files(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    for name in ("b.txt", "a.txt", "below/c.txt", ".hidden", ".git/d.txt", "other.annot"):
        written(folder, name, f"Report {name}\n")
    report = project.import_files([folder])
    assert [a.title for a in report.imported] == ["Report a.txt", "Report b.txt", "Report below/c.txt"]
    assert report.failed == ()


def test_what_nobody_can_have_meant_in_a_folder_is_passed_over(
    project: Project, articles: Articles, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    written(folder, "a.txt", "Report of the port\n")
    written(folder, "bracket.txt", "[Reuters] Report of the port\n")
    written(folder, "data.json", '{"some": ["data"]}\n')
    written(folder, "empty.txt", "")
    project.export(folder / "ours.json")
    project.save_copy(folder / "named.txt")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "binary.dat").write_bytes(b"\x01\x02\x03\x7f" * 100)
    (folder / "paper.pdf").write_bytes(b"%PDF-1.7")
    report = project.import_files([folder])
    assert [a.title for a in report.imported] == ["Report of the port", "[Reuters] Report of the port"]
    said = {path.name: sentence for path, sentence in report.passed_over}
    assert set(said) == {"data.json", "ours.json", "named.txt", "picture.png", "binary.dat"}
    assert "JSON" in said["data.json"]
    assert "export of Annotator" in said["ours.json"]
    assert "is a project" in said["named.txt"]
    assert [path.name for path, _ in report.failed] == ["empty.txt", "paper.pdf"]
    named = project.import_files([folder / name for name in sorted(said)])
    assert {path.name for path, _ in named.failed} == set(said), "whoever names one means it"
    assert named.passed_over == ()


def test_language_and_encoding_overrule_the_document(project: Project, tmp_path: Path) -> None:
    persian = written(tmp_path, "fa.txt", "گزارش\n\nمتن گزارش", "cp1256")
    (article,) = project.import_files([persian], language="fa", encoding="cp1256").imported
    assert (article.language, article.direction, article.origin.encoding) == ("fa", Direction.RTL, "cp1256")
    for wrong in ({"language": "not a language"}, {"event": " "}):
        with pytest.raises(InvalidError):
            project.import_files([persian], **wrong)
    assert len(project.articles()) == 1


def test_the_original_is_kept_where_it_says_more_than_the_text(project: Project, tmp_path: Path) -> None:
    text = "Prüfung beendet\r\nDie Prüfung ist vorbei, sagte die Leitung.\r\n"
    old = written(tmp_path, "old.txt", text, "cp1252")
    plain = written(tmp_path, "plain.txt", "Plain title\n\nNothing was lost on the way.\n")
    one, two = project.import_files([old, plain]).imported
    original = project.original(one.id)
    assert original is not None
    assert original.data == old.read_bytes()
    assert project.original(two.id) is None, "the text is the file"
    project.do(edits.remove_articles(project, [one]))
    assert project.original(one.id) is None
    project.undo()
    assert project.original(one.id) == original
    assert project.check() == []


def test_what_was_told_is_a_guess_until_somebody_sets_it(project: Project, tmp_path: Path) -> None:
    german = written(tmp_path, "de.txt", "Prüfung beendet\n\nDie Prüfung ist vorbei, sagte die Leitung der Werft.\n")
    (article,) = project.import_files([german], language="de").imported
    assert article.guesses == ("title",)
    project.do(edits.edit_article(project, replace(article, title="Werft")))
    assert project.article(article.id).guesses == ()
    project.undo()
    assert project.article(article.id) == article


@pytest.mark.parametrize("processes", [1, 2])
def test_many_come_in_order_and_as_one_step(
    project: Project, tmp_path: Path, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_ARTICLES", 64)
    names = [f"{number:03}.txt" for number in range(70)]
    for name in names:
        written(tmp_path / "many", name, f"Number {name}\n\nA text of its own.\n")
    options = importing.Options(event="Many")
    told: list[int] = []

    def progress(intake: importing.Intake) -> bool:
        told.append(intake.imported)
        return True

    report = importing.import_files(project, [tmp_path / "many"], options, progress, processes)
    assert [article.origin.name for article in project.articles()] == names
    assert told == [64, 70]
    assert not report.cancelled
    project.undo()
    assert (project.articles(), project.events()) == ((), ())


def test_what_was_imported_before_it_was_called_off_stays(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_ARTICLES", 64)
    for number in range(70):
        written(tmp_path / "many", f"{number:03}.txt", f"Number {number}\n\nA text of its own.\n")
    report = project.import_files([tmp_path / "many"], progress=lambda _intake: False)
    assert report.cancelled
    assert project.articles() == report.imported
    assert len(report.imported) == 64
    assert project.undoable == report.step


def test_a_file_that_kills_its_process_is_reported_and_the_rest_goes_on(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "_read_all", dying.read_all)
    files = [written(tmp_path, f"{number:02}.txt", f"Number {number}") for number in range(40)]
    files.insert(7, written(tmp_path, "deadly.txt", "Deadly"))
    report = importing.import_files(project, files, importing.Options(), processes=2)
    assert [path.name for path, _ in report.failed] == ["deadly.txt"]
    assert "more memory than there is" in report.failed[0][1]
    assert [article.title for article in report.imported] == [f"Number {number}" for number in range(40)]


def test_a_script_is_not_run_again_by_the_processes_that_read(tmp_path: Path) -> None:
    for number in range(3):
        written(tmp_path / "many", f"{number}.txt", f"Number {number}")
    script = written(
        tmp_path,
        "script.py",
        "from annotator.project import Project, importing\n"
        "print('begun')\n"
        "with Project.create('made.annot') as project:\n"
        "    report = importing.import_files(project, ['many'], importing.Options(), processes=2)\n"
        "print(len(report.imported), report.failed)\n",
    )
    ran = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.splitlines() == ["begun", "3 ()"]


def test_a_text_that_was_copied(project: Project) -> None:
    report = importing.import_copied(project, "Title\r\n\r\nText.")
    (article,) = report.imported
    assert (project.text(article.id), article.title, article.origin.name) == ("Title\n\nText.", "Title", None)
    assert importing.import_copied(project, "Title\n\nText.").skipped[0][1] == article
    with pytest.raises(SourceError):
        importing.import_copied(project, " ", "<p></p>")


def test_parts_of_collections_are_reported_with_the_file_to_read_again(project: Project, tmp_path: Path) -> None:
    rows = "one,two\n" + ",".join(["Words about the harbour and the ships that lie in it."] * 2) + "\n"
    table = written(tmp_path, "a.csv", rows)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("b.csv", rows)
        archive.writestr("c.png", b"\x89PNG\r\n\x1a\n")
        archive.writestr("d.txt", "Good")
    packed = tmp_path / "all.zip"
    packed.write_bytes(data.getvalue())
    report = project.import_files([table, packed])
    assert [(file, found.names) for file, found in report.unclear] == [
        (table, ("one", "two")),
        (packed, ("one", "two")),
    ]
    assert [path for path, _ in report.failed] == [table, packed / "b.csv"]
    assert [path for path, _ in report.passed_over] == [packed / "c.png"]
    again = project.import_files([table, packed], columns=importing.Columns("two"))
    assert (len(again.imported), len(again.skipped), again.failed) == (1, 2, ())


def taken(intake: importing.Intake, text: str) -> None:
    intake.take([gathering.Gathered(Path("given.txt"), read_text(text, name="given.txt"))])


@pytest.mark.parametrize("here", [True, False])
def test_an_import_whose_first_part_was_undone_goes_on_with_its_event(project: Project, here: bool) -> None:
    intake = importing.Intake(project, importing.Options(event="Port closed"))
    taken(intake, "The port is closed.")
    if here:
        project.undo()
    else:
        with Project.open(project.path, coder=project.coder.name) as other:
            other.undo()
    taken(intake, "The port is open again.")
    taken(intake, "Ships wait outside the port.")
    (event,) = project.events()
    assert {article.events for article in project.articles()} == {(event.id,)}
    assert project.check() == []
    report = intake.finish()
    assert len(report.imported) == 2
    assert report.step is not None
    assert report.step.subject == "2"
    assert project.history()[0].id == report.step.id
    project.undo()
    assert project.articles() == ()


def test_an_article_that_was_undone_is_like_no_other(project: Project) -> None:
    intake = importing.Intake(project, importing.Options())
    words = " ".join(f"word{number}" for number in range(80))
    taken(intake, f"One\n\n{words}")
    project.undo()
    taken(intake, f"Two\n\n{words}")
    taken(intake, f"Three\n\n{words}")
    ((new, other, _),) = intake.finish().similar
    assert (new.title, other.title) == ("Three", "Two")


def test_pages_are_stored_sooner_than_texts(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_ORIGINALS", 2)
    for number in range(5):
        written(tmp_path / "mixed", f"{number}.txt", f"Number {number}\n\nA text of its own.\n")
        written(tmp_path / "mixed", f"{number}.html", f"<html><body><p>Page {number} of its own.</p></body></html>")
    told: list[int] = []

    def progress(intake: importing.Intake) -> bool:
        told.append(intake.imported)
        return True

    importing.import_files(project, [tmp_path / "mixed"], importing.Options(), progress)
    assert told == [3, 7, 10]


@pytest.mark.parametrize(
    "data", [b"One line\n\nand another\n", b"One line\r\n\r\nand another\r\n", "L\xe4nge\n".encode("cp1252")]
)
def test_the_checksum_of_a_text_is_its_own_not_its_files(project: Project, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes(data)
    (article,) = project.import_files([file], encoding="cp1252" if b"\xe4" in data else None).imported
    assert article.sha256 == hashlib.sha256(project.text(article.id).encode()).hexdigest()
    assert article.origin.sha256 == hashlib.sha256(data).hexdigest()
