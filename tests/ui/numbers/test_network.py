"""The columns of the network: who acts, what they say, whom it is for."""

from __future__ import annotations

from annotator.analysis.counting import Arrow, Label
from annotator.ui.numbers.network import layered

OFFICE, FIRMS, COURT = (Label(name, name, "actor") for name in ("office", "firms", "court"))
BANK = Label("bank", "bank", "company")
AUDIT, REPORT = (Label(name, name, "directive") for name in ("audit", "report"))
FEAR = Label("fear", "fear", "concern")


def columns(*arrows: tuple[Label, Label]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for line in layered([Arrow(source, "says", target, 1) for source, target in arrows]):
        for place in (line.source, line.target):
            found.setdefault(place[1], set()).add(place[0])
    return found


def test_what_is_said_stands_in_the_middle_also_where_most_arrows_come_from_it() -> None:
    found = columns((OFFICE, AUDIT), (OFFICE, REPORT), (AUDIT, FIRMS), (AUDIT, FEAR), (REPORT, FIRMS), (REPORT, BANK))
    assert found == {
        "office": {0}, "audit": {1}, "report": {1}, "firms": {2}, "bank": {2}, "fear": {2},
    }  # fmt: skip


def test_those_of_other_tags_who_say_something_act_too() -> None:
    found = columns((OFFICE, AUDIT), (BANK, REPORT), (AUDIT, FIRMS), (BANK, FEAR), (OFFICE, BANK))
    assert found == {"office": {0}, "bank": {0, 2}, "audit": {1}, "report": {1}, "fear": {1}, "firms": {2}}


def test_where_nothing_stands_between_those_act_from_whom_most_comes() -> None:
    assert columns((OFFICE, FIRMS), (OFFICE, COURT)) == {"office": {0}, "firms": {2}, "court": {2}}
    assert columns((OFFICE, AUDIT), (OFFICE, FEAR)) == {"office": {0}, "audit": {1}, "fear": {1}}
    assert columns((AUDIT, FIRMS), (AUDIT, FEAR)) == {"audit": {0}, "firms": {1}, "fear": {1}}
    assert columns() == {}
