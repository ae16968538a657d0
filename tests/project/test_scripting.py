"""A command of the user's proposes, or gets one sentence; whatever it does, nothing of it is left, nothing stored."""

from __future__ import annotations

import json
import shlex
import sys
import time
from pathlib import Path

import pytest

from annotator.core.errors import StoppedError
from annotator.core.resources import resource
from annotator.core.tagset import ACTOR
from annotator.core.values import Article
from annotator.project import Project, edits, entities, tag_sets
from annotator.project.proposing import accepted
from annotator.project.scripting import ScriptError, ask, question

Articles = tuple[Article, Article]


def command(code: str) -> str:
    return shlex.join([sys.executable, "-c", code])


def answer(*records: object) -> str:
    return command(f"print({json.dumps(json.dumps(records))})")


def test_it_is_told_the_article_and_what_is_marked_there(project: Project, articles: Articles) -> None:
    project.do(edits.annotate_quote(project, articles[0].id, "Kosten", ACTOR.id))  # type: ignore[arg-type]
    told = json.loads(question(project, articles[0]))
    assert told["offsets"] == "code-points"
    assert [article["text"] for article in told["articles"]] == [project.text(articles[0].id)]
    assert [mark["quote"] for mark in told["annotations"]] == ["Kosten"]
    assert "actor" in [tag["name"] for tag in told["tags"]]


def test_what_it_proposes_is_accepted_like_the_rest(project: Project, articles: Articles) -> None:
    made = project.do(entities.add_entity(project, "Werk", tag=ACTOR.id)).edits[0].value
    said = answer(
        {"start": 5, "end": 9, "tag": "Actor", "quote": "Nord", "entity": "werk", "note": "a hint"},
        {"start": 0, "end": 9, "tag": ACTOR.id},
        {"start": 0, "end": 9, "tag": ACTOR.id},
    )
    found = ask(project, articles[0], said)
    assert [(each.quote, each.entity, each.note) for each in found] == [
        ("Werk Nord", None, None),
        ("Nord", made.id, "a hint"),
    ]
    project.do(accepted(project, found))
    assert {(mark.quote, mark.entity, mark.note) for mark in project.annotations()} == {
        ("Werk Nord", None, None),
        ("Nord", made.id, "a hint"),
    }
    assert ask(project, articles[0], said) == []


def test_it_proposes_nothing_with_a_retired_tag(project: Project, articles: Articles) -> None:
    project.do(tag_sets.retire(project, project.tags[ACTOR.id]))
    with pytest.raises(ScriptError, match="annotation 1, what cannot be: the tag 'actor' is retired"):
        ask(project, articles[0], answer({"start": 0, "end": 9, "tag": "actor"}))


def test_the_example_does_what_it_says(project: Project, tmp_path: Path) -> None:
    (tmp_path / "un.txt").write_text("Die Sitzung\n\nDie UNO und die WHO (2021) tagten in Genf.\n", encoding="utf-8")
    (article,) = project.import_files([tmp_path / "un.txt"]).imported
    script = shlex.join([sys.executable, str(resource("scripts/propose_acronyms.py"))])
    assert [each.quote for each in ask(project, article, script)] == ["UNO", "WHO"]
    assert {each.tag for each in ask(project, article, f"{script} concern")} == {project.tags.named("concern").id}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import sys; sys.exit(3)", "ended with the exit code 3;"),
        ("import sys; sys.exit('no model here')", r"ended with the exit code 1 \(no model here\);"),
        ("print('rubbish')", r"no JSON in line 1 \(rubbish…\)"),
        ("import sys; sys.stdout.buffer.write(bytes([255, 254, 65]))", "no UTF-8"),
        ("print('[' * 100000)", "no JSON"),
        ("print('{}')", "no list of annotations"),
        ("print('[1]')", "annotation 1, what cannot be: it is no object"),
        ("print('[{\"start\": 0, \"end\": 4}]')", "annotation 1, what cannot be: it needs start and end"),
        ("print('[{\"start\": 0.5, \"end\": 4, \"tag\": \"actor\"}]')", "it needs start and end"),
        ("print('[{\"start\": 9, \"end\": 4, \"tag\": \"actor\"}]')", "it needs start and end"),
        ("print('[{\"start\": 0, \"end\": 99999, \"tag\": \"actor\"}]')", "ends behind the text"),
        ("print('[{\"start\": 4, \"end\": 4, \"tag\": \"actor\"}]')", "is empty"),
        ("print('[{\"start\": 0, \"end\": 4, \"tag\": \"villain\"}]')", "there is no tag 'villain'"),
        ("print('[{\"start\": 0, \"end\": 4, \"tag\": \"actor\", \"quote\": \"No\"}]')", "0-4 is not its quote"),
        ("print('[{\"start\": 0, \"end\": 4, \"tag\": \"actor\", \"entity\": \"x\"}]')", "there is no entity 'x'"),
        ("print('[{\"start\": 0, \"end\": 4, \"tag\": \"actor\", \"note\": 1}]')", "its note is no text"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", "ended by the signal 15"),
    ],
)  # fmt: skip
def test_whatever_is_wrong_is_one_sentence(project: Project, articles: Articles, code: str, said: str) -> None:
    with pytest.raises(ScriptError, match=said) as raised:
        ask(project, articles[0], command(code))
    assert "\n" not in str(raised.value).partition(" -c ")[2].partition("' ")[2]
    assert str(raised.value).endswith("; nothing was stored")
    assert project.annotations() == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "is empty"),
        ("'unclosed", r"cannot be read \(no closing quotation\)"),
        ("/nowhere/to/be/found", "cannot be run"),
    ],
)
def test_what_cannot_be_run_says_so(project: Project, articles: Articles, words: str, said: str) -> None:
    with pytest.raises(ScriptError, match=said):
        ask(project, articles[0], words)


def test_it_need_not_read_what_it_is_told_and_may_say_nothing(project: Project, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("Ein Wort. " * 100_000, encoding="utf-8")
    (article,) = project.import_files([tmp_path / "long.txt"]).imported
    assert ask(project, article, command("pass")) == []


FORKS = "import os, sys, time; pid = os.fork(); open({0!r}, 'a').write(f'{{os.getpid()}}\\n'); {1}"


def _gone(file: Path) -> bool:
    """Return whether the processes that wrote their numbers into a file are gone."""
    for pid in map(int, file.read_text().split()):
        try:
            # Whoever is ended but was not waited for is gone too.
            if f"/proc/{pid}" and Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
                return False
        except (FileNotFoundError, ProcessLookupError):
            continue
    return True


@pytest.mark.skipif(sys.platform != "linux", reason="looks processes up where Linux lists them")
@pytest.mark.parametrize("ends", ["time.sleep(60)", "pid or time.sleep(60)"])
def test_it_ends_in_time_with_all_that_it_started(
    project: Project, articles: Articles, tmp_path: Path, ends: str
) -> None:
    file = tmp_path / "pids"
    code = FORKS.format(str(file), ends)
    if ends.startswith("pid or"):
        assert ask(project, articles[0], command(code), timeout=20) == []
    else:
        with pytest.raises(ScriptError, match="did not answer within 1 seconds and was stopped"):
            ask(project, articles[0], command(code), timeout=1)
    deadline = time.monotonic() + 10
    while not _gone(file) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(file.read_text().split()) == 2
    assert _gone(file)


def test_it_is_called_off(project: Project, articles: Articles) -> None:
    started = time.monotonic()
    with pytest.raises(StoppedError):
        ask(project, articles[0], command("import time; time.sleep(60)"), stopped=lambda: True)
    assert time.monotonic() - started < 30


def test_an_endless_answer_is_cut_short(project: Project, articles: Articles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.project.scripting._MOST", 100_000)
    with pytest.raises(ScriptError, match="answered with more than"):
        ask(project, articles[0], command("while True: print('x' * 1000)"))


def test_a_retired_tag_is_not_proposed(project: Project, articles: Articles) -> None:
    project.do(tag_sets.retire(project, project.tags[ACTOR.id]))
    with pytest.raises(ScriptError, match="the tag 'actor' is retired"):
        ask(project, articles[0], answer({"start": 0, "end": 4, "tag": "actor"}))


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs a system that tells of its processes")
def test_what_leaves_its_group_is_ended_too(project: Project, articles: Articles, tmp_path: Path) -> None:
    told = tmp_path / "pid"
    code = (
        "import subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], start_new_session=True,\n"
        "    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        f"open({str(told)!r}, 'w').write(str(child.pid))\n"
        "print('[]')"
    )
    assert ask(project, articles[0], command(code)) == []
    state = Path("/proc", told.read_text(), "stat")
    deadline = time.monotonic() + 10
    while state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z":
        assert time.monotonic() < deadline
        time.sleep(0.02)
