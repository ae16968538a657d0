"""`annotator stats`: tables for people and for programs, of all or of a part."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.cli.main import main
from annotator.project import Project
from annotator.project.samples import make_sample


@pytest.fixture
def sample(tmp_path: Path) -> str:
    path = tmp_path / "Sample.annot"
    make_sample(path).close()
    return str(path)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["stats", *arguments]) == 0
    return capsys.readouterr().out


def records(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    read: list[dict[str, object]] = json.loads(printed(capsys, *arguments, "--json"))
    return read


def test_without_options_the_tables_that_everybody_asks_for(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, sample)
    for heading in ("by tag and source", "By entity", "By language", "Shares", "Relations"):
        assert heading in out
    assert "Lena Okoro — issues → postpone the vote" in out


def test_by_tag_as_json(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Project.open(sample, read_only=True) as project:
        marks = len(project.annotations())
    found = records(capsys, sample)
    assert [one["tag"] for one in found] == ["actor", "directive", "concern"]
    assert sum(int(str(one["annotations"])) for one in found) == marks
    assert found == records(capsys, sample, "--by", "tag")


def test_across(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = records(capsys, sample, "--by", "attribute:force", "--across", "language")
    assert {str(one["force"]) for one in found} == {"obliges", "requests", "urges", "None"}
    assert "urges" in printed(capsys, sample, "--by", "attribute:force", "--across", "language")


@pytest.mark.parametrize("where", ["sentence", "paragraph", "article"])
def test_together(where: str, sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = records(capsys, sample, "--together", where)
    assert {"one": "Aquastra", "other": "sabotage", "together": 2} in found
    assert "Aquastra — sabotage" in printed(capsys, sample, "--together", where)


def test_shares_and_network(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    shares = records(capsys, sample, "--shares")
    assert len(shares) == 2
    assert all(0 < value["value"] < 1 for one in shares for value in one["columns"])  # type: ignore[attr-defined]
    assert "%" in printed(capsys, sample, "--shares")
    arrows = records(capsys, sample, "--network")
    assert {"from": "Baytuna", "type": "issues", "to": "waive a month's charges", "relations": 1} in arrows


def test_a_part(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert [one["tag"] for one in records(capsys, sample, "--tag", "concern")] == ["concern"]
    assert records(capsys, sample, "--event", "velmar leak hearing") == records(capsys, sample)
    assert main(["stats", sample, "--event", "another"]) == 1
    assert "no event 'another'" in capsys.readouterr().err
    assert main(["stats", sample, "--by", "colour"]) == 2
    for refused in (
        ["--shares", "--by", "tag"],
        ["--network", "--across", "date"],
        ["--together", "article", "--across", "tag"],
    ):
        assert main(["stats", sample, *refused]) == 2


def test_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "empty.annot")
    Project.create(path).close()
    assert "nothing" in printed(capsys, path)
    assert records(capsys, path) == []
