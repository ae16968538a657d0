"""`annotator compare` and `annotator judge` as a person types them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.analysis.comparison import RowState
from annotator.analysis.sifting import Order
from annotator.cli.command_compare import _ORDERS, _STATES
from annotator.cli.compared import compared_lines
from annotator.cli.terminal import terminal
from annotator.project import Project, comparing, filing
from annotator.project.comparing import comparison
from command_line import Run


@pytest.fixture
def event(run: Run) -> None:
    german, arabic = run("import", "press.annot", "german.txt", "arabic.txt", "--event", "Hafen").lines
    for article, words, entity in (
        (german, "Reederei", "Reederei"), (arabic, "شركة Nordlicht", "Reederei"), (arabic, "السلطات", "Staat"),
    ):  # fmt: skip
        made = run("annotate", "press.annot", article, "--tag", "actor", "--quote", words).out.strip()
        tied = run("entities", "press.annot", "tie", entity, made)
        if tied.code:
            assert run("entities", "press.annot", "tie", entity, made, "--new").code == 0
    run("annotate", "press.annot", german, "--tag", "concern", "--quote", "neu")


def test_the_options_are_those_of_the_comparison() -> None:
    assert set(_STATES) == {state.value for state in RowState}
    assert set(_ORDERS) == {order.value for order in Order}


def test_the_only_event_need_not_be_named(run: Run, event: None) -> None:
    done = run("compare", "press.annot")
    assert done.code == 0
    assert done.lines[0] == "Hafen"
    assert "  ? open       Reederei" not in done.out
    assert any("= same" in line and "Reederei" in line for line in done.lines)
    assert any("? open" in line and "Staat" in line for line in done.lines)
    assert "2   not read for this yet" in done.out
    assert "“شركة Nordlicht”" in done.out
    assert "1 mark tied to nothing" in done.out
    assert done.out == run("compare", "press.annot", "--event", "hafen").out


def test_an_event_that_is_not_clear_is_asked_for(run: Run, event: None) -> None:
    Path("third.txt").write_text("Ein dritter Bericht über etwas ganz anderes.", encoding="utf-8")
    assert run("import", "press.annot", "third.txt", "--event", "Zoll").code == 0
    asked = run("compare", "press.annot")
    assert asked.code == 2
    assert "Hafen (2 reports)" in asked.err
    assert "Zoll (1 report)" in asked.err
    unknown = run("compare", "press.annot", "--event", "Meer")
    assert unknown.code == 1
    assert "there are: Hafen, Zoll" in unknown.err


def test_without_events_it_is_said_how_to_have_one(run: Run, project: list[str]) -> None:
    done = run("compare", "press.annot")
    assert done.code == 1
    assert "--event NAME" in done.err


def test_every_format_is_written(run: Run, event: None) -> None:
    for name in ("html", "csv", "markdown", "json"):
        shown = run("compare", "press.annot", "--format", name)
        assert shown.code == 0
        written = run("compare", "press.annot", "--format", name, "-o", f"out.{name}")
        assert "wrote 2 rows from 2 reports" in written.err
        assert Path(f"out.{name}").stat().st_size > 400
    refused = run("compare", "press.annot", "--format", "xlsx")
    assert refused.code == 2
    assert "-o comparison.xlsx" in refused.err
    assert run("compare", "press.annot", "--format", "xlsx", "-o", "out.xlsx").code == 0
    assert Path("out.xlsx").read_bytes().startswith(b"PK")
    assert run("compare", "press.annot", "-o", "out.txt").code == 0
    assert "Reederei" in Path("out.txt").read_text(encoding="utf-8")


def test_rows_are_filtered_and_sorted(run: Run, event: None) -> None:
    def asked(*options: str) -> list[str]:
        done = run("compare", "press.annot", "--format", "json", "-o", "out.json", *options)
        assert done.code == 0, done.err
        return [row["entity"]["name"] for row in json.loads(Path("out.json").read_text(encoding="utf-8"))["rows"]]

    assert asked("--sort", "name") == ["Reederei", "Staat"]
    assert asked("--state", "open") == ["Staat"]
    assert asked("--state", "open", "--state", "same") == ["Reederei", "Staat"]
    assert asked("--said-by", "all") == ["Reederei"]
    assert asked("--said-by", "one") == ["Staat"]
    assert asked("--tag", "concern") == []
    assert asked("--language", "de") == ["Reederei"]
    assert asked("--words", "nordlicht") == ["Reederei"]
    assert asked("--since", "2021") == []
    bad = run("compare", "press.annot", "--since", "yesterday")
    assert bad.code == 1
    assert "is no date" in bad.err
    assert run("compare", "press.annot", "--coder", "nobody").code == 1


def test_a_verdict_is_given_changed_and_taken_back(run: Run, event: None) -> None:
    judged = ("judge", "press.annot", "Reederei", "--event", "Hafen", "--verdict")
    assert run(*judged, "differs", "--sentence", "Named in one only.", "--coder", "Mira").code == 0
    shown = run("compare", "press.annot").out
    assert "≠ differs" in shown
    assert "Named in one only. (Mira)" in shown
    assert run(*judged, "none", "--coder", "Mira").code == 0
    assert "≠ differs" not in run("compare", "press.annot").out
    again = run(*judged, "none", "--coder", "Mira")
    assert again.code == 1
    assert "taken back" in again.err
    assert run(*judged, "maybe").code == 2
    run("entities", "press.annot", "add", "Meer")
    unsaid = run("judge", "press.annot", "Meer", "--event", "Hafen", "--verdict", "same")
    assert unsaid.code == 1
    assert "mentions" in unsaid.err


def test_a_terminal_gets_right_to_left_words_in_order(run: Run, event: None) -> None:
    with Project.open("press.annot", read_only=True) as project:
        found = comparison(project, project.events()[0])
    screen = replace(terminal(bidi="visual", colour="always", width=60), is_terminal=True)
    lines = "\n".join(compared_lines(found, {}, screen))
    assert "السلطات"[::-1] in lines
    assert "\x1b[32m= same" in lines


@pytest.mark.parametrize(
    ("option", "name", "said"),
    [
        ("--language", "fr", "no report in the language 'fr'; there are: ar, de"),
        ("--source", "Zeitung", "no report of the source 'Zeitung'"),
        ("--report", "third", "no report"),
    ],
)
def test_what_no_report_answers_to_is_said(run: Run, event: None, option: str, name: str, said: str) -> None:
    """It would choose nothing, without a word."""
    if name == "third":
        Path("third.txt").write_text("Ein dritter Bericht über etwas ganz anderes.", encoding="utf-8")
        name = run("import", "press.annot", "third.txt", "--event", "Zoll").lines[0]
    done = run("compare", "press.annot", "--event", "Hafen", option, name)
    assert (done.code, done.out) == (1, "")
    assert said in done.err


def test_an_event_that_nothing_reports_is_said_to_be_one(run: Run, event: None) -> None:
    with Project.open(Path("press.annot")) as project:
        project.do(filing.put_into_event(project, project.articles()[:1], "Leer"))
        leer = comparing.find_event(project, "Leer")
        project.do(filing.take_out_of_event(project, project.articles()[:1], leer))
    done = run("compare", "press.annot", "--event", "Leer")
    assert (done.code, done.lines[-1]) == (0, "0 rows")
    assert "no article reports 'Leer'" in done.err


def test_what_the_only_report_says_is_the_same_as_nothing(run: Run, event: None) -> None:
    with Project.open(Path("press.annot")) as project:
        arabic = next(article for article in project.articles() if article.language == "ar")
        project.do(filing.take_out_of_event(project, [arabic]))
    done = run("compare", "press.annot")
    assert "1 row: 1 only here" in done.out
