"""What is remembered comes back; what is damaged is forgotten quietly."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from annotator.core.values import Coder
from annotator.text.body import Side
from annotator.ui.desk import Desk, Place
from annotator.ui.settings import Settings
from annotator.ui.typesetting import Breaks, FaceChoice, PageStyle
from annotator.ui.veil import Shades, Veil


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


def test_everything_comes_back(path: Path) -> None:
    settings = Settings(path)
    settings.theme = "dark"
    settings.folder = "/some/where"
    desk = Desk(
        (Place("a", 3), Place("b")), (400, 500), 120, "mark", zooms=(120, 90), zoom_together=False, hidden=True,
        breaks=(("a", Breaks.WRITTEN),), left=(Place("c", 7),), current="b", together=True, loose=(False, True),
        unfolded=(("a", (Side.AFTER, Side.BEFORE)), ("b", (Side.BEFORE,))),
        veil=Veil(Shades(frozenset({"b", "a"})), Shades(hidden=frozenset({"c"})), True),
    )  # fmt: skip
    pages = PageStyle(leading=88, numbers=True, stripes=True).with_face("Arabic", FaceChoice("Amiri", 2))
    settings.pages = pages
    settings.focus_paragraph = True
    settings.letters = True
    settings.keep_desk("p", desk)
    settings.keep_geometry(QByteArray(b"shape"), QByteArray(b"docks"))
    settings.sync()
    again = Settings(path)
    assert again.theme == "dark"
    assert again.folder == "/some/where"
    assert again.desk("p") == desk
    assert again.pages == pages
    assert again.focus_paragraph
    assert again.letters
    assert again.desk("other") == Desk()
    assert again.geometry() == (QByteArray(b"shape"), QByteArray(b"docks"))


def test_recent_projects_last_first_each_once_and_only_if_there(path: Path, tmp_path: Path) -> None:
    settings = Settings(path)
    paths = [tmp_path / f"{number}.annot" for number in range(14)]
    for project in paths:
        project.touch()
        settings.remember(project)
    settings.remember(paths[5])
    assert settings.recent[0] == paths[5]
    assert len(settings.recent) == 12
    assert len(set(settings.recent)) == 12
    paths[5].unlink()
    assert paths[5] not in settings.recent
    settings.forget_recent()
    assert settings.recent == []


def test_a_desk_of_an_older_version_hides_nothing(path: Path) -> None:
    store = QSettings(str(path), QSettings.Format.IniFormat)
    store.setValue("desks/p", '{"panes": [{"article": "a", "top": 3}], "widths": [], "zoom": 90, "focus": null}')
    store.sync()
    assert Settings(path).desk("p") == Desk((Place("a", 3),), (), 90)


@pytest.mark.parametrize(
    "rubbish",
    ["", "{", "[]", '{"panes": 3}', '{"panes": [], "widths": [1e999]}', '{"panes": [{"article": 1}]}', "null"],
)
def test_a_damaged_desk_is_an_empty_one(path: Path, rubbish: str) -> None:
    store = QSettings(str(path), QSettings.Format.IniFormat)
    store.setValue("desks/p", rubbish)
    store.setValue("recent", rubbish)
    store.setValue("theme", rubbish)
    store.setValue("pages", rubbish)
    store.sync()
    settings = Settings(path)
    assert settings.desk("p") == Desk()
    assert settings.recent == []
    assert settings.pages == PageStyle()
    assert settings.theme == "system"
    assert settings.geometry() is None


def test_a_desk_kept_by_an_older_version_is_read(path: Path) -> None:
    store = QSettings(str(path), QSettings.Format.IniFormat)
    store.setValue("desks/p", '{"panes": [{"article": "a", "top": 1}], "widths": [5], "zoom": 110, "focus": null}')
    store.sync()
    assert Settings(path).desk("p") == Desk((Place("a", 1),), (5,), 110)


def test_another_taste_is_told_once_and_the_same_again_is_not(path: Path) -> None:
    settings = Settings(path)
    told: list[bool] = []
    settings.taste_changed.connect(lambda: told.append(settings.letters))
    settings.letters = True
    settings.letters = True
    settings.pages = PageStyle(leading=120)
    settings.pages = PageStyle(leading=120, zoom=200)
    settings.focus_paragraph = True
    assert told == [True, True, True]


def test_what_the_columns_of_tables_hold_is_known_by_their_names(path: Path) -> None:
    settings = Settings(path)
    fields = {"text": "eins", "title": None}
    settings.keep_columns(["eins", "zwei"], fields)
    settings.sync()
    again = Settings(path)
    assert again.columns(["zwei", "eins"]) == fields
    assert again.columns(["eins"]) is None
    for number in range(60):
        again.keep_columns([str(number)], {"text": str(number)})
    assert again.columns(["zwei", "eins"]) is None
    assert again.columns(["59"]) == {"text": "59"}


@pytest.mark.parametrize("rubbish", ["", "[", "[1]", '{"[\\"a\\"]": 7}'])
def test_damaged_columns_are_none(path: Path, rubbish: str) -> None:
    QSettings(str(path), QSettings.Format.IniFormat).setValue("columns", rubbish)
    assert Settings(path).columns(["a"]) is None


def test_originals_are_kept_up_to_five_megabytes_unless_the_reader_says_otherwise(path: Path) -> None:
    settings = Settings(path)
    assert settings.kept == 5_000_000
    settings.kept = 0
    assert settings.kept == 0
    QSettings(str(path), QSettings.Format.IniFormat).setValue("originals", "-7")
    assert Settings(path).kept == 5_000_000


def test_who_codes_is_a_projects_own_or_for_all_where_nobody_else_was_chosen(path: Path) -> None:
    settings = Settings(path)
    assert settings.coder("p") is None
    settings.keep_coder("p", Coder("1", "Mira"))
    assert settings.coder("other") is None
    settings.keep_coder("q", Coder("2", "Jo"), everywhere=True)
    settings.sync()
    again = Settings(path)
    assert [again.coder(record) for record in "pqr"] == [Coder("1", "Mira"), Coder("2", "Jo"), Coder("", "Jo")]


def test_working_blind_is_a_projects_own(path: Path) -> None:
    settings = Settings(path)
    settings.keep_blind("p", blind=True)
    settings.sync()
    again = Settings(path)
    assert (again.blind("p"), again.blind("q")) == (True, False)
    again.keep_blind("p", blind=False)
    assert not again.blind("p")
