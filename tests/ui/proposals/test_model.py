"""Proposals as rows: what they say of themselves, and as much of their line as a narrow list has room for."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from annotator.analysis.proposals import Kind, Proposal
from annotator.core.tagset import ACTOR
from annotator.core.values import Article
from annotator.text.context import context
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.proposals.model import ProposalsModel, row_of

TEXT = "Es war schon spät, als die Firma Merlanda den Hafen verließ."
SPAN = Span(TEXT.index("Merlanda"), TEXT.index("Merlanda") + 8)
ARTICLE = Article("a", "Hafen", Direction.LTR, "", len(TEXT))
PROPOSAL = Proposal(Kind.ACROSS, "a", SPAN, "Merlanda", ACTOR.id, context(TEXT, SPAN), "e", "m", "ميرلاندا")


def test_rows_come_and_say_why(qapp: QApplication) -> None:
    model = ProposalsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = [
        row_of(proposal, ARTICLE, ACTOR, {"e": "Merlanda AG"})
        for proposal in (
            PROPOSAL,
            replace(PROPOSAL, kind=Kind.WORDS),
            replace(PROPOSAL, kind=Kind.BEFORE, count=3),
            replace(PROPOSAL, kind=Kind.BEFORE, count=1),
            replace(PROPOSAL, kind=Kind.SCRIPT),
            replace(PROPOSAL, mark="n"),
        )
    ]
    model.show(rows[:2])
    model.add(rows[2:])
    assert model.rowCount() == 6
    said = [model.why(row).replace("\u2068", "").replace("\u2069", "") for row in model.rows]
    assert said == [
        "for ميرلاندا",
        "as ميرلاندا",
        "3 times before",
        "once before",
        "by your command",
        "tie to Merlanda AG",
    ]
    assert model.place_of(rows[5].proposal.id) == 5
    assert model.index(0).data() == "Merlanda"
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "actor" in spoken
    assert "Hafen" in spoken


def test_the_words_are_in_sight(qapp: QApplication) -> None:
    shown = row_of(PROPOSAL, ARTICLE, ACTOR, {}).context
    assert (shown.before, shown.quote) == ("…die Firma ", "Merlanda")
    assert len(shown.before) < len(PROPOSAL.context.before)
