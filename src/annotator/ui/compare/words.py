"""What a comparison says in the reader's words: states, silence, differences, who judged and when."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from annotator.analysis.comparison import Difference, Kind, Row, RowState, Silence
from annotator.analysis.sifting import Order, Said
from annotator.core.values import AttributeValue, Verdict
from annotator.text.isolate import isolate, shorten
from annotator.ui.wording import when_text

translate = QCoreApplication.translate
_TEXT = 60
_TEXTS = 4


def state_word(state: RowState) -> str:
    """Return a row's state in a word or two."""
    return {
        RowState.SAME: translate("compare", "same"),
        RowState.DIFFERS: translate("compare", "differs"),
        RowState.ONLY_HERE: translate("compare", "only here"),
        RowState.OPEN: translate("compare", "open"),
    }[state]


def row_word(row: Row, article: Callable[[str], str]) -> str:
    """Return the state of one row; `article` names a report by its id."""
    if row.state is RowState.OPEN and row.proposed:
        return translate("compare", "differs?")
    if row.state is RowState.ONLY_HERE and len(row.said_by) == 1 and len(row.cells) > 2:
        return translate("compare", "only in {0}").replace("{0}", isolate(article(row.said_by[0])))
    return state_word(row.state)


def silence_text(silence: Silence) -> str:
    """Return what an empty cell says."""
    if silence is Silence.NOT_SAID:
        return translate("compare", "not said here")
    return translate("compare", "not read for this yet")


def silence_tip(silence: Silence) -> str:
    """Return what an empty cell means."""
    if silence is Silence.NOT_SAID:
        return translate("compare", "The article is declared done for this tag: it does not say this.")
    return translate("compare", "Nobody has declared this article done for this tag. Click to open it and read.")


def kind_text(difference: Difference) -> str:
    """Return what differs, in a word."""
    if difference.kind is Kind.MEMBERS:
        return translate("compare", "parts named")
    if difference.kind is Kind.RELATION and not difference.outgoing:
        return translate("compare", "what {0} it").replace("{0}", isolate(difference.name or ""))
    return isolate(difference.name or "")


def side_text(texts: Sequence[str]) -> str:
    """Return what one report has there."""
    shown = [isolate(shorten(text, _TEXT)) for text in texts[:_TEXTS]]
    if len(texts) > _TEXTS:
        shown.append(translate("compare", "{0} more").replace("{0}", QLocale().toString(len(texts) - _TEXTS)))
    return ", ".join(shown) or translate("compare", "nothing")


def difference_text(difference: Difference, article: Callable[[str], str], *, most: int = 8) -> str:
    """Return in one line what reports say differently; those that say the same are named together.

    What all of them have is passed over, save of attributes, which are short. Of more than `most` sides to it the
    rest are counted.
    """
    said: dict[tuple[str, ...], list[str]] = {}
    shared: set[str] = set()
    if difference.kind is not Kind.ATTRIBUTE and difference.there:
        shared = set[str].intersection(*(set(texts) for _, texts in difference.there))
    for report, texts in difference.there:
        said.setdefault(tuple(text for text in texts if text not in shared), []).append(article(report))
    if len(said) == 2 and shared and () in said:
        # All of them have the rest: what one side has beyond it is the whole difference.
        del said[()]
        ((texts, reports),) = said.items()
        who = ", ".join(map(isolate, reports[:_TEXTS])) + ("…" if len(reports) > _TEXTS else "")
        only = translate("compare", "{0} only").replace("{0}", who)
        return f"{kind_text(difference)}: {side_text(texts)} ({only})"
    sides: list[str] = []
    order = sorted(said.items(), key=lambda side: -len(side[1])) if len(said) > most else said.items()
    for texts, reports in order:
        if len(sides) == most:
            sides.append(more_text(len(said) - most))
            break
        who = ", ".join(map(isolate, reports[:_TEXTS])) + ("…" if len(reports) > _TEXTS else "")
        sides.append(f"{side_text(texts)} ({who})")
    return f"{kind_text(difference)}: {' ≠ '.join(sides)}"


def value_text(name: str, value: AttributeValue, choices: Collection[str] = ()) -> str:
    """Return an attribute's value in small words: what is chosen (of `choices`) by itself, all else with its name."""
    if value is True:
        return isolate(name)
    if value is False:
        return translate("compare", "not {0}").replace("{0}", isolate(name))
    if isinstance(value, str):
        said = isolate(shorten(value, _TEXT))
        return said if name in choices else f"{isolate(name)}: {said}"
    return f"{isolate(name)} {QLocale().toString(value)}"


def judged_text(row: Row, coder: Callable[[str], str]) -> str:
    """Return who judged a row, how and when: one line for each."""
    lines = []
    for judgement in row.judgements or (() if row.judgement is None else (row.judgement,)):
        verdict = state_word(RowState.DIFFERS if judgement.verdict is Verdict.DIFFERS else RowState.SAME)
        line = translate("compare", "{0}, said by {1}, {2}").replace("{0}", verdict)
        line = line.replace("{1}", isolate(coder(judgement.coder))).replace("{2}", when_text(judgement.modified))
        if judgement.sentence:
            line += f"\n    {isolate(judgement.sentence)}"
        lines.append(line)
    return "\n".join(lines)


def said_text(said: Said | None) -> str:
    """Return by how many reports rows are said."""
    if said is None:
        return translate("compare", "Said by any report")
    return {
        Said.ALL: translate("compare", "Said by all"),
        Said.SOME: translate("compare", "Said by some"),
        Said.ONE: translate("compare", "Said by one alone"),
    }[said]


def order_text(order: Order) -> str:
    """Return by what rows are sorted."""
    return {
        Order.REPORTS: translate("compare", "Said by most first"),
        Order.NAME: translate("compare", "By name"),
        Order.STATE: translate("compare", "By state, open ones first"),
        Order.PLACE: translate("compare", "As the first report tells it"),
        Order.MENTIONS: translate("compare", "By mentions, the most first"),
        Order.DATE: translate("compare", "By date first said"),
    }[order]


def more_text(count: int) -> str:
    """Return `+7 more`."""
    return translate("compare", "+{0} more").replace("{0}", QLocale().toString(count))


def reports_text(count: int) -> str:
    """Return `1 report`, `3 reports`."""
    if count == 1:
        return translate("compare", "1 report")
    return translate("compare", "{0} reports").replace("{0}", QLocale().toString(count))


def rows_text(count: int) -> str:
    """Return `1 row`, `9 rows`."""
    if count == 1:
        return translate("compare", "1 row")
    return translate("compare", "{0} rows").replace("{0}", QLocale().toString(count))


def loose_text(count: int) -> str:
    """Return how many marks are tied to nothing."""
    if count == 1:
        return translate("compare", "1 mark is tied to nothing yet")
    return translate("compare", "{0} marks are tied to nothing yet").replace("{0}", QLocale().toString(count))
