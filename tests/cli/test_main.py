"""The commands as their users meet them: results, messages, exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from annotator import __version__
from annotator.cli import main as entry
from annotator.cli import window
from annotator.cli.main import COMMANDS
from annotator.core.tagset import ACTOR
from annotator.core.values import Annotation
from annotator.project import Project, edits
from annotator.text.span import Span
from command_line import ARABIC, GERMAN, Run

FAMILY = "👨‍👩‍👧‍👦 😀 "


def test_new_never_overwrites(run: Run) -> None:
    done = run("new", "a.annot", "--name", "Port")
    assert (done.code, done.out) == (0, "")
    before = Path("a.annot").read_bytes()
    again = run("new", "a.annot")
    assert again.code == 1
    assert again.err.startswith("annotator: a.annot: ")
    assert Path("a.annot").read_bytes() == before


def test_the_main_job(run: Run, project: list[str]) -> None:
    german, arabic = project
    listed = run("articles", "press.annot")
    assert [line.split()[1:5] for line in listed.lines] == [["de", "ltr", "-", "0"], ["ar", "rtl", "-", "0"]]
    short = [line.split()[0] for line in listed.lines]
    assert all(whole.endswith(ending) and len(ending) >= 4 for whole, ending in zip(project, short, strict=True))

    made = run("annotate", "press.annot", short[0], "--tag", "actor", "--quote", "Reederei", "--note", "Schiffe")
    assert made.code == 0
    assert re.fullmatch(r"[0-9a-f-]{36}\n", made.out)
    start = ARABIC.index("شركة Nordlicht")
    span = ("--start", str(start), "--end", str(start + 14))
    assert run("annotate", "press.annot", short[1], "--tag", "ACTOR", *span).code == 0
    assert run("annotate", "press.annot", arabic, "--tag", "directive", "--quote", "Nordlicht بإخلاء").code == 0

    again = run("annotate", "press.annot", german, "--tag", "actor", "--quote", "Reederei")
    assert (again.code, again.out) == (0, made.out)
    assert "nothing was changed" in again.err

    marks = run("annotations", "press.annot", "--tag", "actor")
    assert [line.split(None, 4)[2:] for line in marks.lines] == [
        ["36-44", "actor", "Reederei"],
        [f"{start}-{start + 14}", "actor", "شركة Nordlicht"],
    ]
    shown = run("show", "press.annot", german)
    assert "der [\u2068actor\u2069: Reederei] befohlen" in " ".join(shown.out.split())
    assert f"{short[0]} · de · 1 mark\n" in shown.out
    visual = run("show", "press.annot", arabic, "--bidi", "visual", "--width", "60")
    assert any(line.startswith("  ") and line.endswith("ءانيملا قالغإ") for line in visual.lines)
    assert run("check", "press.annot").code == 0


def test_show_leaves_out_what_is_outside_the_article(run: Run, project: list[str]) -> None:
    with Project.open("press.annot") as opened:
        article = opened.article(project[0])
        text = opened.text(article.id)
        body = Span(text.index("Die Behörde"), text.index(", und das"))
        opened.do(edits.set_body(opened, article, body))
    for quote in ("Hafen gesperrt", "Reederei"):
        assert run("annotate", "press.annot", project[0], "--tag", "actor", "--quote", quote).code == 0
    shown = run("show", "press.annot", project[0])
    assert "(1 line before the article, 1 mark; --all shows them)" in shown.lines
    assert "(1 line after the article; --all shows them)" in shown.lines
    assert shown.out.count("Hafen gesperrt") == 1  # the title
    assert "neu." not in shown.out
    whole = run("show", "press.annot", project[0], "--all")
    assert "--all" not in whole.out
    assert "[\u2068actor\u2069: Hafen gesperrt]" in whole.out
    assert "neu." in whole.out


def test_a_mark_in_fragments_is_listed_shown_and_checked(run: Run, project: list[str]) -> None:
    with Project.open("press.annot") as opened:
        article = opened.article(project[0])
        text = opened.text(article.id)
        words = [Span(text.index(word), text.index(word) + len(word)) for word in ("Reederei", "Hafen zu")]
        made = opened.do(edits.annotate(opened, article.id, words[0], ACTOR.id)).edits[0].after  # type: ignore[arg-type]
        assert isinstance(made, Annotation)
        opened.do(edits.add_fragment(opened, made, words[1]))
    (line,) = run("annotations", "press.annot").lines
    assert line.split(None, 2)[2].split() == [
        ",".join(f"{word.start}-{word.end}" for word in words), "actor", "Reederei", "…", "Hafen", "zu",
    ]  # fmt: skip
    shown = " ".join(run("show", "press.annot", project[0]).out.split())
    assert "[\u2068actor\u2069: Reederei]" in shown
    assert "[…\u2068actor\u2069: Hafen zu]" in shown
    assert run("check", "press.annot").code == 0


def test_json_of_lists(run: Run, project: list[str]) -> None:
    run("annotate", "press.annot", project[1], "--tag", "concern", "--quote", "الميناء", "--occurrence", "2")
    whole = json.loads(run("export", "press.annot").out)
    for key, words in (("articles", ["articles"]), ("tags", ["tags"]), ("annotations", ["annotations"])):
        records = json.loads(run(*words, "press.annot", "--json").out)
        expected = [{k: v for k, v in record.items() if k != "text"} for record in whole[key]]
        assert [{k: v for k, v in record.items() if k != "annotations"} for record in records] == expected
    assert [record["annotations"] for record in json.loads(run("articles", "press.annot", "--json").out)] == [0, 1]
    assert run("tags", "press.annot", "list", "--json").out == run("tags", "press.annot", "--json").out
    run("new", "empty.annot")
    assert json.loads(run("articles", "empty.annot", "--json").out) == []
    assert run("articles", "empty.annot").out == ""


@pytest.mark.parametrize("before", ["", FAMILY], ids=["plain", "family"])
def test_exports_are_the_same_bytes_after_a_load(run: Run, before: str) -> None:
    Path("german.txt").write_text(before + GERMAN, encoding="utf-8")
    Path("arabic.txt").write_text(before + ARABIC, encoding="utf-8")
    run("new", "a.annot")
    ids = run("import", "a.annot", "german.txt", "arabic.txt").lines
    quotes = [
        ["Die Behörde", "Behörde hat der Reederei", "gesperrt\n\nDie", "neu.", "Hafen gesperrt", "zu räumen"],
        ["السلطات", "شركة Nordlicht", "الميناء\n\nأمرت", "Nordlicht بإخلاء", "(اليوم)،", "أمرت السلطات شركة"],
    ]
    for article, words in zip(ids, quotes, strict=True):
        for number, quote in enumerate(words):
            tag = ("actor", "directive", "concern")[number % 3]
            assert run("annotate", "a.annot", article, "--tag", tag, "--quote", quote, "--coder", "mira").code == 0
    assert run("export", "a.annot", "-o", "a.json").code == 0
    content = json.loads(Path("a.json").read_bytes())
    schema = Path(entry.__file__).parents[1] / "formats" / "native.schema.json"
    jsonschema.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(content)
    texts = {article["id"]: article["text"] for article in content["articles"]}
    assert len(content["annotations"]) == 12
    for record in content["annotations"]:
        assert texts[record["article"]][record["start"] : record["end"]] == record["quote"]

    assert run("load", "b.annot", "a.json").code == 0
    assert run("export", "b.annot", "-o", "b.json").code == 0
    assert Path("b.json").read_bytes() == Path("a.json").read_bytes()
    assert run("check", "b.annot").code == 0
    again = run("load", "b.annot", "a.json")
    assert (again.code, "12 were there already" in again.err) == (0, True)


def test_export_narrowed(run: Run, project: list[str]) -> None:
    german, arabic = project
    run("annotate", "press.annot", german, "--tag", "actor", "--quote", "Reederei", "--coder", "mira")
    run("annotate", "press.annot", german, "--tag", "concern", "--quote", "neu", "--coder", "noor")
    run("annotate", "press.annot", arabic, "--tag", "actor", "--quote", "السلطات", "--coder", "mira")

    def quotes(*words: str) -> list[str]:
        return [record["quote"] for record in json.loads(run("export", "press.annot", *words).out)["annotations"]]

    assert quotes("--article", german) == ["Reederei", "neu"]
    assert quotes("--tag", "actor") == ["Reederei", "السلطات"]
    assert quotes("--coder", "noor") == ["neu"]
    assert quotes("--coder", "mira", "--coder", "noor", "--article", arabic) == ["السلطات"]
    done = run("export", "press.annot", "--coder", "nobody")
    assert done.code == 1
    assert done.err.startswith("annotator: no coder 'nobody'; there are: ")
    assert done.err.endswith("mira, noor\n")


def test_tags(run: Run, project: list[str]) -> None:
    assert [line.split()[4] for line in run("tags", "press.annot").lines] == ["actor", "directive", "concern"]
    made = run("tags", "press.annot", "add", "demand", "--key", "d", "--colour", "#00786C", "--parent", "directive")
    assert (made.code, len(made.out)) == (0, 37)
    assert run("tags", "press.annot", "rename", "demand", "claim").code == 0
    assert run("tags", "press.annot", "recolour", "claim", "#112233").code == 0
    assert run("tags", "press.annot", "key", "claim", "4").code == 0
    assert run("tags", "press.annot").lines[2].endswith("  claim")
    record = json.loads(run("tags", "press.annot", "--json").out)[2]
    assert (record["name"], record["colour"], record["shortcut"]) == ("claim", "#112233", "4")
    assert record["parent"] == "00000000-0000-7000-8000-000000000002"
    assert run("tags", "press.annot", "key", "claim", "none").code == 0
    assert json.loads(run("tags", "press.annot", "--json").out)[2]["shortcut"] is None

    taken = run("tags", "press.annot", "key", "claim", "1")
    assert (taken.code, taken.err) == (
        1,
        "annotator: the key 1 already belongs to the tag 'actor'; choose another key\n",
    )
    assert "there is already a tag 'Actor'" in run("tags", "press.annot", "rename", "claim", "Actor").err
    assert "is no colour" in run("tags", "press.annot", "recolour", "claim", "red").err

    run("annotate", "press.annot", project[0], "--tag", "claim", "--quote", "neu")
    kept = run("tags", "press.annot", "delete", "claim")
    assert (kept.code, "1 annotation;" in kept.err) == (1, True)
    assert run("tags", "press.annot", "delete", "claim", "--with-annotations").code == 0
    assert run("annotations", "press.annot").out == ""
    assert run("tags", "press.annot", "delete", "claim").code == 1


def test_an_ambiguous_quote_lists_its_places(run: Run, project: list[str]) -> None:
    done = run("annotate", "press.annot", project[0], "--tag", "actor", "--quote", "Behörde")
    assert (done.code, done.out) == (1, "")
    lines = done.err.splitlines()
    assert lines[0].startswith("annotator: the quote occurs 2 times")
    assert lines[1].startswith("  1. at 20: ")
    assert "[Behörde] hat der" in lines[1]
    assert lines[2].startswith("  2. at ")
    assert len(lines) == 3
    second = run("annotate", "press.annot", project[0], "--tag", "actor", "--quote", "Behörde", "--occurrence", "2")
    assert second.code == 0
    third = run("annotate", "press.annot", project[0], "--tag", "actor", "--quote", "Behörde", "--occurrence", "3")
    assert third.code == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--quote", "Reeder", "--tag", "nobody"], "no tag 'nobody'; there are: actor, directive, concern"),
        (["--quote", "Kapitän", "--tag", "actor"], "the quote does not occur in the text"),
        (["--quote", "Hafen  gesperrt", "--tag", "actor"], "the quote occurs only with other white space"),
        (["--quote", "", "--tag", "actor"], "the quote is empty"),
        (["--start", "5", "--end", "5", "--tag", "actor"], "empty"),
        (["--start", "5", "--end", "3", "--tag", "actor"], "the span ends at 3, before it starts at 5"),
        (["--start", "5", "--end", "99999", "--tag", "actor"], "99999"),
    ],
)
def test_annotate_refuses(run: Run, project: list[str], words: list[str], said: str) -> None:
    done = run("annotate", "press.annot", project[0], *words)
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_a_cut_character_is_refused_with_the_nearest_ends(run: Run) -> None:
    Path("family.txt").write_text(FAMILY + GERMAN, encoding="utf-8")
    article = run("import", "f.annot", "family.txt").out.strip()
    done = run("annotate", "f.annot", article, "--tag", "actor", "--start", "0", "--end", "2")
    assert done.code == 1
    assert "0-7" in done.err


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--quote", "x", "--start", "1", "--end", "2"],
        ["--start", "1"],
        ["--start", "-1", "--end", "2"],
        ["--start", "one", "--end", "2"],
        ["--start", "1", "--end", "2", "--occurrence", "1"],
        ["--quote", "caf\udce9"],
    ],
)
def test_wrong_usage_of_annotate(run: Run, project: list[str], words: list[str]) -> None:
    done = run("annotate", "press.annot", project[0], "--tag", "actor", *words)
    assert (done.code, done.out) == (2, "")
    assert "usage: annotator annotate" in done.err


def test_import_goes_on_after_a_bad_file(run: Run) -> None:
    Path("empty.txt").write_bytes(b"")
    Path("old.txt").write_bytes("أمرت السلطات شركة الشمال بإخلاء الميناء".encode("cp1256"))
    done = run("import", "p.annot", "german.txt", "empty.txt", "none.txt", "german.txt", "old.txt", "--event", "Port")
    assert (done.code, len(done.lines)) == (1, 2)
    assert "empty.txt: is empty" in done.err
    assert "none.txt: does not exist" in done.err
    assert "german.txt: skipped, the project has this text already ('Hafen gesperrt')" in done.err
    assert "(ar, cp1256)" in done.err
    content = json.loads(run("export", "p.annot").out)
    assert [event["name"] for event in content["events"]] == ["Port"]
    assert all(article["events"] == [content["events"][0]["id"]] for article in content["articles"])


@pytest.mark.parametrize(
    "words",
    [["import", "p.annot", "none.txt"], ["load", "p.annot", "none.json"], ["load", "p.annot", "german.txt"]],
)
def test_no_project_is_left_behind_where_nothing_came_in(run: Run, words: list[str]) -> None:
    before = sorted(Path().iterdir())
    assert run(*words).code == 1
    assert sorted(Path().iterdir()) == before


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("new", "import", "load")])
def test_no_other_command_makes_a_project(run: Run, command: str) -> None:
    more = {
        "show": ["abcd"],
        "annotate": ["abcd", "--tag", "actor", "--quote", "x"],
        "search": ["x"],
        "judge": ["x", "--event", "y", "--verdict", "same"],
        "attributes": ["abcd"],
        "merge": ["other.annot", "-o", "new.annot"],
        "repair": ["-o", "new.annot"],
    }.get(command, [])
    done = run(command, "none.annot", *more)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("annotator: none.annot: does not exist")
    assert not Path("none.annot").exists()
    refused = run(command, "german.txt", *more)
    assert refused.code == 1
    assert refused.err.startswith("annotator: german.txt: ")
    assert ("holds nothing of a project" if command == "repair" else "is not an Annotator project") in refused.err


def test_a_name_that_is_too_long_is_said_so(run: Run) -> None:
    long = "بلاغ" * 60
    for words in (["new", f"{long}.annot"], ["import", f"{long}.annot", "german.txt"], ["load", f"{long}.annot", "x"]):
        done = run(*words)
        assert (done.code, done.out) == (1, "")
        assert "too long a name" in done.err
    assert "File name too long" in run("articles", f"{long}.annot").err
    assert run(long).err.startswith("annotator: there is no command and no file")
    assert "does not exist" in run(f"{long}.txt").err
    run("import", "press.annot", "german.txt")
    done = run("import", "press.annot", f"{long}.txt")
    assert (done.code, "File name too long" in done.err) == (1, True)
    assert "File name too long" in run("load", "press.annot", f"{long}.json").err
    assert "too long a name" in run("export", "press.annot", "-o", f"{long}.json").err
    assert run("export", "press.annot", "-o", "ب" * 122 + ".json").code == 0


def test_reading_a_live_projects_copy_leaves_it_alone(run: Run, project: list[str]) -> None:
    with Project.open("press.annot"):
        shutil.copy("press.annot", "copy.annot")
        before = sorted(Path().iterdir())
        for words in (["articles"], ["annotations"], ["tags"], ["show", project[0]], ["export"], ["check"]):
            assert run(words[0], "copy.annot", *words[1:]).code == 0
        assert sorted(Path().iterdir()) == before


def test_a_folder_is_imported_without_what_is_no_article(run: Run, project: list[str]) -> None:
    run("export", "press.annot", "-o", "press.json")
    Path("german.txt").write_text(GERMAN + "Neu.\n", encoding="utf-8")
    done = run("import", "press.annot", ".")
    assert (done.code, len(done.lines)) == (0, 1)
    assert "passed over press.json: is an export of Annotator" in done.err
    assert "passed over press.annot: is a project" in done.err
    Path("data").mkdir()
    Path("data/some.json").write_text('["a", 2]')
    Path("data/more.json").write_text('{"a": 1}')
    nothing = run("import", "press.annot", "data")
    assert (nothing.code, "found no files to import" in nothing.err) == (1, True)


def test_annotate_prints_the_annotation_that_another_process_just_made(
    run: Run, project: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("annotate", "press.annot", project[0], "--tag", "actor", "--quote", "Reederei")
    made = run(*words).out
    # As if it came between the question whether there is one and the answer.
    monkeypatch.setattr(edits, "_twin", lambda *_: None)
    done = run(*words)
    assert (done.code, done.out) == (0, made)
    assert "nothing was changed" in done.err


def test_a_log_left_behind_keeps_a_project_from_being_made(run: Run) -> None:
    Path("a.annot-wal").write_bytes(b"of a project that is gone")
    done = run("new", "a.annot")
    assert (done.code, "move a.annot-wal away" in done.err) == (1, True)
    assert not Path("a.annot").exists()


def test_export_never_destroys_a_project(run: Run, project: list[str]) -> None:
    before = Path("press.annot").read_bytes()
    assert run("export", "press.annot", "-o", "press.annot").code == 1
    assert Path("press.annot").read_bytes() == before
    assert run("export", "press.annot", "-o", "no/folder.json").code == 1


def test_unknown_and_ambiguous_articles(run: Run, project: list[str]) -> None:
    assert run("show", "press.annot", "zzzz").err == "annotator: no article 'zzzz'\n"
    shared = run("show", "press.annot", "")
    assert shared.code == 1


def test_help_and_version(run: Run) -> None:
    done = run("--help")
    assert (done.code, done.err) == (0, "")
    assert all(name in done.out for name in COMMANDS)
    assert "examples:" in done.out
    for name in COMMANDS:
        helped = run(name, "--help")
        assert helped.code == 0
        assert helped.out.startswith(f"usage: annotator {name} ")
        assert "example:" in helped.out
    assert run("--version").out == f"annotator {__version__}\n"


def test_a_mistyped_command(run: Run) -> None:
    done = run("exprot", "press.annot")
    assert (done.code, done.err) == (
        2,
        "annotator: there is no command and no file 'exprot'; did you mean 'export'?\n",
    )


def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path | None, list[Path]]]:
    calls: list[tuple[Path | None, list[Path]]] = []

    def open_window(project: Path | None, files: list[Path], *, sample: bool) -> int:
        assert not sample
        calls.append((project, files))
        return 0

    monkeypatch.setattr(window, "_open", open_window)
    return calls


def test_the_window_and_its_operands(run: Run, project: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    calls = opened(monkeypatch)
    Path("press.annot").rename("odd name")
    assert run().code == 0
    assert run("new.annot").code == 0
    assert run("odd name", "german.txt").code == 0
    assert run("german.txt", "arabic.txt").code == 0
    assert run("./german.txt").code == 0
    german, arabic = Path("german.txt"), Path("arabic.txt")
    assert calls == [
        (None, []),
        (Path("new.annot"), []),
        (Path("odd name"), [german]),
        (None, [german, arabic]),
        (None, [german]),
    ]


def test_the_window_refuses_what_is_not_there(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = opened(monkeypatch)
    missing = run("a.annot", "none.txt")
    assert (missing.code, missing.err) == (1, "annotator: none.txt: does not exist\n")
    two = run("a.annot", "b.annot")
    assert two.code == 1
    assert run("a.annot", "--fast").code == 2
    assert calls == []


def test_the_window_needs_a_display(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    done = run()
    assert (done.code, done.err) == (
        1,
        "annotator: there is no display for a window; every command works without one (annotator --help)\n",
    )


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyboardInterrupt(), "annotator: stopped\n"),
        (MemoryError(), "annotator: there is not enough memory for this\n"),
        (OSError(28, "No space left on device"), "annotator: could not write the results (No space left on device)\n"),
    ],
)
def test_every_end_is_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, said: str) -> None:
    def fail(_: list[str]) -> int:
        raise error

    monkeypatch.setattr(entry, "_run", fail)
    done = run("new", "a.annot")
    assert (done.code, done.err) == (1, said)


def test_an_error_of_our_own_says_how_to_see_more(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: list[str]) -> int:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(entry, "_run", fail)
    done = run("new", "a.annot")
    assert done.code == 1
    assert done.err.startswith("annotator: met an error of its own (ZeroDivisionError: oh)")


def annotator(*words: str, cwd: Path, **more: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "annotator", *words]
    return subprocess.run(command, cwd=cwd, check=False, timeout=60, **{"capture_output": True, **more})  # type: ignore[call-overload,no-any-return]


def test_in_a_process_of_its_own(run: Run, project: list[str], tmp_path: Path) -> None:
    exported = annotator("export", "press.annot", cwd=tmp_path)
    assert (exported.returncode, exported.stderr) == (0, b"")
    assert "إغلاق الميناء".encode() in exported.stdout
    assert b"\r" not in exported.stdout
    assert annotator("articles", "none.annot", cwd=tmp_path).returncode == 1
    assert annotator("articles", cwd=tmp_path).returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_standard_output(run: Run, project: list[str], tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = annotator(
            "export", "press.annot", cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, capture_output=False
        )
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"No space left" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="pipes break otherwise there")
def test_a_closed_pipe_is_no_drama(run: Run, project: list[str], tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = annotator(
            "export", "press.annot", cwd=tmp_path, stdout=pipe, stderr=subprocess.PIPE, capture_output=False
        )
    assert (done.returncode, done.stderr) == (1, b"")


PROBE = """
import sys
from annotator.cli.main import main
for words in (["new", "x.annot"], ["import", "x.annot", "german.txt"], ["articles", "x.annot"],
              ["export", "x.annot", "-o", "x.json"], ["load", "y.annot", "x.json"], ["check", "y.annot"],
              ["tags", "x.annot"], ["coders", "x.annot"],
              ["annotations", "x.annot", "--json"], ["show", "x.annot", "-"], ["--version"]):
    main(words)
print(sorted(name for name in ("PySide6", "shiboken6", "alembic", "jsonschema") if name in sys.modules))
"""


def test_no_command_loads_qt_or_the_migrations(run: Run, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], cwd=tmp_path, capture_output=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == b"[]"


def test_coders(run: Run, project: list[str]) -> None:
    german, _arabic = project
    (account,) = run("coders", "press.annot").lines
    assert account.split()[:2] == ["0", "0"]
    for coder in ("mira", "jo"):
        run("annotate", "press.annot", german, "--tag", "actor", "--quote", "Reederei", "--coder", coder)
    assert [line.split() for line in run("coders", "press.annot").lines[1:]] == [["1", "0", "mira"], ["1", "0", "jo"]]
    assert run("coders", "press.annot", "rename", "jo", "Ada L.").code == 0
    assert run("coders", "press.annot", "rename", "Ada L.", "Ada L.").code == 0
    records = json.loads(run("coders", "press.annot", "--json").out)[1:]
    assert [(record["name"], record["annotations"], record["done"]) for record in records] == [
        ("mira", 1, 0), ("Ada L.", 1, 0),
    ]  # fmt: skip
    assert run("coders", "press.annot", "list", "--json").out == run("coders", "press.annot", "--json").out
    taken = run("coders", "press.annot", "rename", "mira", "ADA l.")
    assert (taken.code, "already a coder 'Ada L.'" in taken.err) == (1, True)
    unknown = run("coders", "press.annot", "rename", "bo", "Bo")
    assert (unknown.code, "no coder 'bo'; there are: " in unknown.err) == (1, True)


def test_what_a_later_version_left_without_a_place_is_settled(run: Run, project: list[str]) -> None:
    german, _arabic = project
    run("annotate", "press.annot", german, "--tag", "actor", "--quote", "Reederei")
    mark = run("annotate", "press.annot", german, "--tag", "concern", "--quote", "für die Behörde neu").lines[0]
    Path("later.txt").write_text(GERMAN.replace("für die Behörde neu", "für alle Ämter neu"), encoding="utf-8")
    done = run("import", "press.annot", "later.txt")
    assert done.code == 0
    assert "later.txt: a later version of 'Hafen gesperrt'; 1 annotation carried over" in done.err
    assert "1 annotation found no certain place" in done.err
    waiting = run("settle", "press.annot")
    assert "für die Behörde neu" in waiting.lines[0]
    assert run("settle", "press.annot", mark).code == 2
    assert run("settle", "press.annot", mark, "--place", "9").code == 1
    start = GERMAN.index("für die Behörde neu")
    settled = run("settle", "press.annot", mark, "--start", str(start), "--end", str(start + len("für alle Ämter neu")))
    assert (settled.code, settled.lines) == (0, [mark])
    assert run("settle", "press.annot").lines == []
    assert any("für alle Ämter neu" in line for line in run("annotations", "press.annot").lines)
    assert run("check", "press.annot").code == 0
