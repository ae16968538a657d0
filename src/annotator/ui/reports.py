"""What an import or a load brought, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.core.attributes import written
from annotator.core.values import Annotation, Article, Relation
from annotator.project import ImportReport, LoadReport
from annotator.text.isolate import isolate, shorten
from annotator.ui.wording import articles_text, files_text, marks_text, relations_text, sentence

if TYPE_CHECKING:
    from annotator.project.merging.files import MergeReport

_NAMED = 3
_TITLE = 60


def import_sentences(report: ImportReport, paths: Sequence[Path], *, blind: bool = False) -> list[str]:
    """Return what became of the files: how many came in, which did not and why; `paths` is what was to be imported.

    Who works `blind` is not told how many marks went along, as there may be those of others among them.
    """
    translate = QCoreApplication.translate
    sentences = []
    if report.imported:
        imported = translate("reports", "Imported {0}.")
        sentences.append(imported.replace("{0}", articles_text(len(report.imported))))
    sentences.extend(_known(report))
    sentences.extend(sentence(reason) for _path, reason in report.failed[:_NAMED])
    if report.passed_over:
        passed = translate("reports", "{0} in the folder are no documents.")
        sentences.append(passed.replace("{0}", files_text(len(report.passed_over))))
    rest = len(report.failed) - _NAMED
    if rest == 1:
        sentences.append(translate("reports", "And one more file was not imported."))
    elif rest > 0:
        sentences.append(translate("reports", "And {0} more files were not imported.").replace("{0}", str(rest)))
    for pair in report.replaced[:_NAMED]:
        if blind:
            text = translate("reports", "“{0}” is a later version: its marks went with it where they have a place.")
            sentences.append(text.replace("{0}", _title(pair.new)))
            continue
        text = translate("reports", "“{0}” is a later version: {1} went with it.")
        text = text.replace("{0}", _title(pair.new)).replace("{1}", marks_text(pair.moved))
        if pair.unsettled:
            open_ = translate("reports", "{0} found no certain place.")
            text += " " + open_.replace("{0}", marks_text(pair.unsettled))
        sentences.append(text)
    sentences.extend(_similar(report))
    if not sentences:
        names = ", ".join(isolate(path.name) for path in paths[:_NAMED])
        sentences.append(translate("reports", "There is no document in {0}.").replace("{0}", names))
    return sentences


def _known(report: ImportReport) -> list[str]:
    """Name what was there already, or count it."""
    translate = QCoreApplication.translate
    if len(report.skipped) > _NAMED:
        text = translate("reports", "{0} are already here.")
        return [text.replace("{0}", articles_text(len(report.skipped)))]
    # Of an archive or a table only one of many may be: the title says which.
    return [
        translate("reports", "{0}: “{1}” is already here.")
        .replace("{0}", isolate(path.name))
        .replace("{1}", _title(article))
        for path, article in report.skipped
    ]


def _similar(report: ImportReport) -> list[str]:
    """Name a near duplicate, or count them."""
    translate = QCoreApplication.translate
    if len(report.similar) > 1:
        text = translate("reports", "{0} are nearly the same as others: see Article → Find near duplicates.")
        return [text.replace("{0}", articles_text(len(report.similar)))]
    return [
        translate("reports", "“{0}” is nearly the same as “{1}” ({2} %).")
        .replace("{0}", _title(new))
        .replace("{1}", _title(known))
        .replace("{2}", str(round(100 * share)))
        for new, known, share in report.similar
    ]


def _title(article: Article) -> str:
    return isolate(shorten(article.title, _TITLE))


def load_sentences(report: LoadReport, *, blind: bool = False) -> list[str]:
    """Return what a load brought, and what of it wants a look; who works `blind` is told of no number of marks."""
    translate = QCoreApplication.translate
    loaded = translate("reports", "Loaded {0} in {1}.").replace("{0}", marks_text(report.annotations))
    if blind:
        loaded = translate("reports", "Loaded the marks in {1}.")
    sentences = [loaded.replace("{1}", articles_text(report.articles))]
    if report.keys_taken:
        names = ", ".join(isolate(name) for name in report.keys_taken)
        taken = translate("reports", "Another tag has the key of {0}; give it a new one.")
        sentences.append(taken.replace("{0}", names))
    if report.cut and not blind:
        cut = translate("reports", "{0} cut a character in two; they were kept as they are.")
        sentences.append(cut.replace("{0}", marks_text(len(report.cut))))
    if report.foreign:
        # Of relations of marks that are withheld, too, no number is told.
        name, value = report.foreign[0][1][0]
        said = isolate(shorten(f"{name}: {written(value)}", _TITLE))
        strange = translate("reports", "Attributes that are not in the tag set were kept, in {0} (the first: {1}).")
        if blind:
            strange = translate("reports", "Attributes that are not in the tag set were kept.")
        strange = strange.replace("{0}", carriers_text([one for one, _ in report.foreign]))
        sentences.append(strange.replace("{1}", said))
    return sentences if blind else sentences + _namesakes(report.namesakes)


def carriers_text(carriers: Sequence[Annotation | Relation]) -> str:
    """Return how many marks and relations these are."""
    marks = sum(isinstance(one, Annotation) for one in carriers)
    if marks == len(carriers):
        return marks_text(marks)
    relations = relations_text(len(carriers) - marks)
    if not marks:
        return relations
    both = QCoreApplication.translate("reports", "{0} and {1}")
    return both.replace("{0}", marks_text(marks)).replace("{1}", relations)


def merge_sentences(report: MergeReport, *, blind: bool = False) -> list[str]:
    """Return what a merge came to, and what wants a look; who works `blind` is told of no number of marks."""
    translate = QCoreApplication.translate
    merged = translate("reports", "{0} was made: {1} in {2}.")
    if blind:
        merged = translate("reports", "{0} was made, with {2}.")
    merged = merged.replace("{0}", isolate(Path(report.path).name))
    sentences = [merged.replace("{1}", marks_text(report.annotations)).replace("{2}", articles_text(report.articles))]
    if report.renamed:
        names = ", ".join(isolate(name) for name in report.renamed)
        sentences.append(translate("reports", "Another one had the name of {0}.").replace("{0}", names))
    if report.keys_taken:
        names = ", ".join(isolate(name) for name in report.keys_taken)
        taken = translate("reports", "Another tag has the key of {0}; give it a new one.")
        sentences.append(taken.replace("{0}", names))
    return sentences if blind else sentences + _namesakes(report.namesakes)


def _namesakes(names: Sequence[str]) -> list[str]:
    """Return that entities may be one, where several of a tag have one name."""
    if not names:
        return []
    said = QCoreApplication.translate("reports", "Several entities are called {0}: merge those that are one.")
    listed = ", ".join(isolate(shorten(name, _TITLE)) for name in names[:_NAMED])
    return [said.replace("{0}", listed + ("…" if len(names) > _NAMED else ""))]
