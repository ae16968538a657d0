"""A comparison as JSON, for programs: every mark, sentence and difference with its ids, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from msgspec import json

from annotator.analysis.comparison import Cell, Clause, Comparison, Difference, Party, Row
from annotator.core.values import Annotation, Article, Cue, Judgement
from annotator.formats.compared import Compared

_VERSION = 1


def write(compared: Compared, stream: BinaryIO) -> None:
    """Write it in UTF-8, indented; `docs/comparison.md` says what the keys mean."""
    stream.write(json.format(json.encode(_record(compared)), indent=1))
    stream.write(b"\n")


def _record(compared: Compared) -> dict[str, Any]:
    found: Comparison = compared.comparison
    return {
        "format": "annotator-comparison",
        "version": _VERSION,
        "offsets": "code-points",
        "project": compared.project,
        "event": {"id": found.event.id, "name": found.event.name},
        "reports": [_report(report, found) for report in found.reports],
        "earlier": [report.id for report in found.earlier],
        "left_out": [report.id for report in found.left_out],
        "tags": [{"id": tag.id, "name": tag.name} for tag in found.tags],
        "rows": [_row(row, compared) for row in found.rows()],
        "loose": [
            {
                "tag": group.tag.id,
                "article": report.id,
                "annotations": [_mark(mark, compared) for mark in marks],
                "clauses": [_clause(clause) for clause in (group.clauses[place] if group.clauses else ())],
            }
            for group in found.groups
            for place, (report, marks) in enumerate(zip(found.reports, group.loose, strict=True))
            if marks
        ],
    }


def _report(report: Article, found: Comparison) -> dict[str, Any]:
    return {
        "id": report.id,
        "title": report.title,
        "language": report.language,
        "direction": report.direction.value,
        "published": report.published,
        "source": report.source,
        "author": report.author,
        "url": report.url,
        "done": [tag.id for tag in found.tags if (report.id, tag.id) in found.done],
    }


def _row(row: Row, compared: Compared) -> dict[str, Any]:
    entity = row.entity
    return {
        "entity": {"id": entity.id, "name": entity.name, "aliases": entity.aliases, "note": entity.note},
        "tag": row.tag,
        "part_of": row.whole,
        "depth": row.depth,
        "state": row.state.value,
        "judgement": None if row.judgement is None else _judgement(row.judgement, compared),
        "judgements": [_judgement(one, compared) for one in row.judgements],
        "changed_since": row.outdated,
        "proposed": [_difference(one) for one in row.proposed],
        "said_by": row.said_by,
        "members": row.members,
        "cells": [_cell(cell, compared) for cell in row.cells],
    }


def _judgement(one: Judgement, compared: Compared) -> dict[str, Any]:
    return {
        "verdict": one.verdict.value,
        "sentence": one.sentence,
        "coder": compared.coders.get(one.coder),
        "modified": one.modified,
    }


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "name": one.name,
        "outgoing": one.outgoing,
        "there": [{"article": article, "texts": texts} for article, texts in one.there],
    }


def _cell(cell: Cell, compared: Compared) -> dict[str, Any]:
    return {
        "article": cell.article,
        "silence": None if cell.silence is None else cell.silence.value,
        "uncertain": cell.uncertain,
        "mentions": [_mark(mark, compared) for mark in cell.mentions],
        "attributes": dict(cell.attributes),
        "notes": cell.notes,
        "members": cell.members,
        "clauses": [_clause(clause) for clause in cell.clauses],
    }


def _mark(mark: Annotation, compared: Compared) -> dict[str, Any]:
    return {
        "id": mark.id,
        "tag": mark.tag,
        "start": mark.start,
        "end": mark.end,
        "quote": mark.quote,
        "fragments": [[piece.start, piece.end] for piece in mark.fragments],
        "coder": compared.coders.get(mark.coder),
        "uncertain": mark.uncertain,
        "note": mark.note,
        "attributes": dict(mark.attributes),
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "annotation": None if clause.mark is None else clause.mark.id,
        "quote": clause.quote,
        "verb": clause.verb,
        "cues": _cues(clause.cues),
        "issuers": [_party(party) for party in clause.issuers],
        "addressees": [_party(party) for party in clause.addressees],
        "reasons": [_party(party) for party in clause.reasons],
        "because": _cues(clause.because),
        "objects": [_party(party) for party in clause.objects],
        "others": [
            {
                "name": tied.name,
                "outgoing": tied.outgoing,
                "parties": [_party(party) for party in tied.parties],
                "cues": _cues(tied.cues),
            }
            for tied in clause.others
        ],
        "attributes": dict(clause.attributes),
        "notes": clause.notes,
    }


def _cues(cues: Iterable[Cue]) -> list[dict[str, Any]]:
    return [{"article": cue.article, "start": cue.start, "end": cue.end, "quote": cue.quote} for cue in cues]


def _party(party: Party) -> dict[str, Any]:
    return {
        "words": party.words,
        "entity": party.entity,
        "annotation": party.annotation,
        "article": party.article,
        "language": party.language,
    }
