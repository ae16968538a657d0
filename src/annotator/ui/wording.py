"""Values of the Qt-free rooms in the reader's words: changes, errors, languages, dates and counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, Qt

from annotator.core.attributes import written
from annotator.core.change import Change, ChangeKind
from annotator.core.errors import (
    AnnotatorError,
    CompactedError,
    ConflictError,
    DamagedError,
    FileError,
    KeyTakenError,
    NameTakenError,
    RevertError,
    StepError,
)
from annotator.core.history import Entry
from annotator.core.values import Article, AttributeValue, ReadingState, Tag, Verdict
from annotator.text.body import Side
from annotator.text.hidden import Misleading, Trick
from annotator.text.hidden import name as hidden_name
from annotator.text.isolate import isolate, shorten

_SUBJECT_LENGTH = 40
_LISTED = 4
_ENDS = (".", "!", "?", "…")
# Where no country is named, Qt names the language of the likeliest one: "American English".
_PLAIN_NAMES = {"en": "English", "es": "español", "fr": "français", "pt": "português", "zh": "中文"}
_ENCODINGS = {
    "gb18030": "GB 18030 (GBK, GB 2312)", "big5hkscs": "Big5", "cp932": "Shift JIS", "cp949": "EUC-KR (949)",
    "cp874": "Windows-874", "mac-latin2": "Mac Central Europe", "iso2022_jp": "ISO 2022-JP",
    "iso2022_kr": "ISO 2022-KR", "johab": "Johab",
}  # fmt: skip
_PREDICATE = re.compile(r"(is|was|has|holds|may|cannot|could|would|lies|changed|exists)\b")
"""How a reason begins that makes a sentence with the path before it."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")

# By this name, with a literal context and text: so Qt's extractor of texts finds them.
translate = QCoreApplication.translate


def describe(change: Change | Entry) -> str:
    """Return what a change does, as it reads behind "Undo": `tag 'actor'`."""
    sentences = {
        ChangeKind.ANNOTATE: translate("wording", "tag “{0}”"),
        ChangeKind.ANNOTATE_ALL: translate("wording", "tag {1} places “{0}”"),
        ChangeKind.ACCEPT: translate("wording", "accept proposals for “{0}”"),
        ChangeKind.DELETE_ANNOTATION: translate("wording", "delete mark “{0}”"),
        ChangeKind.RETAG: translate("wording", "change tag to “{0}”"),
        ChangeKind.RESIZE: translate("wording", "change ends of “{0}”"),
        ChangeKind.ADD_FRAGMENT: translate("wording", "add words to “{0}”"),
        ChangeKind.TAKE_OUT: translate("wording", "take words out of “{0}”"),
        ChangeKind.NOTE: translate("wording", "note on “{0}”"),
        ChangeKind.ATTRIBUTE: translate("wording", "attribute “{0}”"),
        ChangeKind.ADD_TAG: translate("wording", "add tag “{0}”"),
        ChangeKind.EDIT_TAG: translate("wording", "edit tag “{0}”"),
        ChangeKind.DELETE_TAG: translate("wording", "delete tag “{0}”"),
        ChangeKind.MOVE_TAG: translate("wording", "move tag “{0}”"),
        ChangeKind.MERGE_TAGS: translate("wording", "merge tags into “{0}”"),
        ChangeKind.SPLIT_TAG: translate("wording", "split tag “{0}”"),
        ChangeKind.RETIRE_TAG: translate("wording", "retire tag “{0}”"),
        ChangeKind.REINSTATE_TAG: translate("wording", "reinstate tag “{0}”"),
        ChangeKind.EDIT_ATTRIBUTES: translate("wording", "attributes of “{0}”"),
        ChangeKind.LOAD_TAGS: translate("wording", "tags from “{0}”"),
        ChangeKind.IMPORT: translate("wording", "import “{0}”"),
        ChangeKind.EDIT_ARTICLE: translate("wording", "edit details of “{0}”"),
        ChangeKind.BODY: translate("wording", "bounds of “{0}”"),
        ChangeKind.RECODE: translate("wording", "reading “{0}” again"),
        ChangeKind.REMOVE_ARTICLE: translate("wording", "remove “{0}”"),
        ChangeKind.MOVE_ARTICLE: translate("wording", "move “{0}”"),
        ChangeKind.RENAME_FOLDER: translate("wording", "rename folder “{0}”"),
        ChangeKind.PUT_INTO_EVENT: translate("wording", "put into event “{0}”"),
        ChangeKind.TAKE_OUT_OF_EVENT: translate("wording", "take out of event “{0}”"),
        ChangeKind.RENAME_EVENT: translate("wording", "rename event “{0}”"),
        ChangeKind.STATUS: translate("wording", "reading status of “{0}”"),
        ChangeKind.RENAME_CODER: translate("wording", "rename coder “{0}”"),
        ChangeKind.CARRY: translate("wording", "carry marks over to “{0}”"),
        ChangeKind.ADD_ENTITY: translate("wording", "add “{0}”"),
        ChangeKind.EDIT_ENTITY: translate("wording", "edit “{0}”"),
        ChangeKind.DELETE_ENTITY: translate("wording", "delete “{0}”"),
        ChangeKind.TIE: translate("wording", "tie to “{0}”"),
        ChangeKind.UNTIE: translate("wording", "untie from “{0}”"),
        ChangeKind.MERGE_ENTITIES: translate("wording", "merge into “{0}”"),
        ChangeKind.SPLIT_ENTITY: translate("wording", "split “{0}”"),
        ChangeKind.ADD_RELATION: translate("wording", "relate by “{0}”"),
        ChangeKind.EDIT_RELATION: translate("wording", "edit relation “{0}”"),
        ChangeKind.DELETE_RELATION: translate("wording", "delete relation “{0}”"),
        ChangeKind.ADD_RELATION_TYPE: translate("wording", "add relation type “{0}”"),
        ChangeKind.EDIT_RELATION_TYPE: translate("wording", "edit relation type “{0}”"),
        ChangeKind.DELETE_RELATION_TYPE: translate("wording", "delete relation type “{0}”"),
        ChangeKind.JUDGE: translate("wording", "judge “{0}”"),
        ChangeKind.LOAD: translate("wording", "load “{0}”"),
        ChangeKind.MERGE: translate("wording", "merge “{0}”"),
        ChangeKind.KEEP_THIS: translate("wording", "keep “{0}” as it is"),
        ChangeKind.TAKE_OTHER: translate("wording", "take the other version of “{0}”"),
        ChangeKind.KEEP_BOTH: translate("wording", "keep both versions of “{0}”"),
        ChangeKind.ELSEWHERE: translate("wording", "change made elsewhere"),
    }
    several = {
        ChangeKind.IMPORT: translate("wording", "import {0}"),
        ChangeKind.REMOVE_ARTICLE: translate("wording", "remove {0}"),
        ChangeKind.MOVE_ARTICLE: translate("wording", "move {0}"),
        ChangeKind.TAKE_OUT_OF_EVENT: translate("wording", "take {0} out of their events"),
        ChangeKind.STATUS: translate("wording", "reading status of {0}"),
    }
    if change.articles is not None:
        return several[change.kind].replace("{0}", articles_text(change.articles))
    places = QLocale().toString(change.count)
    subject = isolate(shorten(change.subject, _SUBJECT_LENGTH))
    return sentences[change.kind].replace("{1}", places).replace("{0}", subject)


def _taken(kind: str) -> str:
    words = {
        "coder": translate("wording", "There is already a coder “{0}”; choose another name."),
        "event": translate("wording", "There is already an event “{0}”; choose another name."),
        "relation type": translate("wording", "There is already a relation type “{0}”; choose another name."),
    }
    return words.get(kind) or translate("wording", "There is already a tag “{0}”; choose another name.")


def explain(error: AnnotatorError) -> str:
    """Return one sentence that says what could not be done and why."""
    if isinstance(error, NameTakenError):
        return _taken(error.kind).replace("{0}", isolate(error.name))
    if isinstance(error, KeyTakenError):
        return (
            translate("wording", "The key {0} already belongs to the tag “{1}”; choose another key.")
            .replace("{0}", error.key)
            .replace("{1}", isolate(error.tag))
        )
    if isinstance(error, StepError):
        undo = translate("wording", "This can no longer be undone, as it was changed elsewhere since: {0}.")
        redo = translate("wording", "This cannot be done again, as it was changed elsewhere since: {0}.")
        what = isolate(error.what) if error.step is None else describe(error.step)
        return (undo if error.undo else redo).replace("{0}", what)
    if isinstance(error, RevertError):
        return _explain_revert(error)
    if isinstance(error, CompactedError):
        return translate("wording", "What “{0}” changed is known no more: its details were forgotten.").replace(
            "{0}", isolate(error.what)
        )
    if isinstance(error, ConflictError):
        return translate(
            "wording", "{0} was changed elsewhere in the meantime; look at it again and repeat the edit."
        ).replace("{0}", isolate(error.what))
    if isinstance(error, DamagedError):
        torn = translate("wording", "{0} is damaged ({1}).")
        other = translate("wording", "{0} is damaged, or another program changed it ({1}).")
        way = translate("wording", "Restore it from a backup, or salvage what can be read.")
        said = (torn if error.torn else other).replace("{0}", isolate(error.path)).replace("{1}", isolate(error.what))
        return f"{said} {way}"
    if isinstance(error, FileError):
        colon = "" if _PREDICATE.match(error.reason) else ":"
        return f"{isolate(error.path)}{colon} {error.reason}" + ("" if error.reason.endswith(_ENDS) else ".")
    return sentence(str(error))


def _explain_revert(error: RevertError) -> str:
    """Name the changes that stand in the way, the newest first: in this order they can be reverted."""
    what = isolate(error.what)
    if not error.later:
        why = explain(error.cause) if isinstance(error.cause, AnnotatorError) else sentence(str(error.cause))
        return translate("wording", "“{0}” cannot be reverted. {1}").replace("{1}", why).replace("{0}", what)
    named = [f"{describe(entry)} ({when_text(entry.time)})" for entry in reversed(error.later)]
    listed = "; ".join(named[:_LISTED])
    if len(named) > _LISTED:
        more = translate("wording", "and {0} more").replace("{0}", QLocale().toString(len(named) - _LISTED))
        listed = f"{listed}; {more}"
    text = translate(
        "wording", "“{0}” cannot be reverted by itself: later changes build on it. Revert these first: {1}."
    )
    return text.replace("{1}", listed).replace("{0}", what)


def when_text(time: str) -> str:
    """Return a moment (RFC 3339) as the locale writes it here: the time alone where it is today."""
    moment = QDateTime.fromString(time, Qt.DateFormat.ISODateWithMs).toLocalTime()
    if not moment.isValid():
        return time
    locale, short = QLocale(), QLocale.FormatType.ShortFormat
    today = moment.date() == QDate.currentDate()
    return locale.toString(moment.time(), short) if today else locale.toString(moment, short)


def sentence(text: str) -> str:
    """Return `text` with a capital and a full stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith(_ENDS) else ".")


def language_name(code: str | None) -> str:
    """Return a language's own name (`Deutsch`, `العربية`), or the code where Qt does not know it."""
    if not code:
        return ""
    if code in _PLAIN_NAMES:
        return _PLAIN_NAMES[code]
    locale = QLocale(code)
    if locale.language() in (QLocale.Language.C, QLocale.Language.AnyLanguage):
        return code
    return locale.nativeLanguageName() or QLocale.languageToString(locale.language())


def encoding_name(encoding: str) -> str:
    """Return an encoding of Python's as people know it: `Windows-1256`, `ISO 8859-6`."""
    if encoding in _ENCODINGS:
        return _ENCODINGS[encoding]
    if re.fullmatch(r"cp125\d", encoding):
        return f"Windows-{encoding[2:]}"
    if re.fullmatch(r"cp\d+", encoding):
        return f"DOS {encoding[2:]}"
    if encoding.startswith("iso8859-"):
        return f"ISO 8859-{encoding[8:]}"
    if encoding.startswith("mac-"):
        return f"Mac {encoding[4:].title()}"
    return encoding.replace("_", "-").upper()


def date_text(published: str | None, locale: QLocale, *, long: bool = False) -> str:
    """Return an ISO date as the locale writes it, `long` with the month in full.

    Partial dates stay partial; what is no date is shown as it is.
    """
    found = _DATE.match(published or "")
    if found is None:
        return published or ""
    year, month, day = found.groups()
    if month is None:
        return year
    date = QDate(int(year), int(month), int(day or 1))
    if not date.isValid():
        return published or ""
    if day is None:
        return f"{locale.standaloneMonthName(int(month))} {year}"
    if not long:
        return locale.toString(date, "d MMM yyyy")
    return locale.toString(date, locale.dateFormat(QLocale.FormatType.LongFormat).replace("dddd", "").strip(" ,،、"))


def moment_text(time: datetime) -> str:
    """Return a moment as somebody here reads it: `Fri 27 Nov 2026, 16:31`."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(round(time.timestamp())), "ddd d MMM yyyy, HH:mm")


def window_name(project: str, file: str) -> str:
    """Return what a window is called: its project, and the file where that is called otherwise, as a restored one is.

    `file` is the name of the file without its ending.
    """
    if project in file:
        return file
    return f"{project} · {file}" if file else project


def marks_text(count: int) -> str:
    """Return `1 mark`, `9 marks`."""
    return (
        translate("wording", "1 mark")
        if count == 1
        else translate("wording", "{0} marks").replace("{0}", QLocale().toString(count))
    )


def mentions_text(count: int) -> str:
    """Return `1 mention`, `9 mentions`."""
    return (
        translate("wording", "1 mention")
        if count == 1
        else translate("wording", "{0} mentions").replace("{0}", QLocale().toString(count))
    )


def relations_text(count: int) -> str:
    """Return `1 relation`, `9 relations`."""
    return (
        translate("wording", "1 relation")
        if count == 1
        else translate("wording", "{0} relations").replace("{0}", QLocale().toString(count))
    )


def lines_outside_text(side: Side, count: int) -> str:
    """Return `14 lines before the article`."""
    sentences = {
        Side.BEFORE: (translate("wording", "1 line before the article"),
                      translate("wording", "{0} lines before the article")),
        Side.AFTER: (translate("wording", "1 line after the article"),
                     translate("wording", "{0} lines after the article")),
    }  # fmt: skip
    one, several = sentences[side]
    return one if count == 1 else several.replace("{0}", QLocale().toString(count))


def tags_text(counts: Iterable[tuple[Tag, int]]) -> str:
    """Return `3 actor, 1 concern`."""
    return ", ".join(f"{QLocale().toString(number)} {isolate(tag.name)}" for tag, number in counts)


def value_text(value: AttributeValue) -> str:
    """Return the value of an attribute in words: `yes`, `3.5`."""
    if isinstance(value, bool):
        return translate("wording", "yes") if value else translate("wording", "no")
    return written(value)


def attribute_text(name: str, value: AttributeValue, *, choice: bool = False, length: int = 32) -> str:
    """Return an attribute as a fact, its parts cut at `length`: `force: requests`. Of a `choice` the value is it."""
    said = shorten(value_text(value), length)
    # The name gives the direction; whoever sets it beside other text isolates the whole.
    return said if choice else f"{shorten(name, length)}: {isolate(said)}"


def state_text(state: ReadingState | None) -> str:
    """Return how far an article is read, in words."""
    if state is None:
        return translate("wording", "unread")
    done = state is ReadingState.DONE
    return translate("wording", "done") if done else translate("wording", "in work")


def verdict_text(verdict: Verdict) -> str:
    """Return what an analyst says of an entity across reports, in words."""
    differs = verdict is Verdict.DIFFERS
    return translate("wording", "said differently") if differs else translate("wording", "said the same")


def articles_text(count: int) -> str:
    """Return `1 article`, `9 articles`."""
    return (
        translate("wording", "1 article")
        if count == 1
        else translate("wording", "{0} articles").replace("{0}", QLocale().toString(count))
    )


def places_text(count: int) -> str:
    """Return `1 place`, `9 places`."""
    return (
        translate("wording", "1 place")
        if count == 1
        else translate("wording", "{0} places").replace("{0}", QLocale().toString(count))
    )


def files_text(count: int) -> str:
    """Return `1 file`, `9 files`."""
    if count == 1:
        return QCoreApplication.translate("wording", "1 file")
    return QCoreApplication.translate("wording", "{0} files").replace("{0}", QLocale().toString(count))


def script_name(script: str) -> str:
    """Return what a key of `fonts.FACES` stands for: `Arabic (Persian)`."""
    shared = {"Latin": translate("wording", "Latin, Greek, Cyrillic"), "Han": translate("wording", "Chinese"),
              "Han/ja": translate("wording", "Japanese"), "Hangul": translate("wording", "Korean")}  # fmt: skip
    name, _, language = script.partition("/")
    return shared.get(script) or (f"{name} ({language_name(language)})" if language else name.replace("_", " "))


def trick_text(found: Misleading) -> str:
    """Return in words how a hidden character could mislead."""
    words = {
        Trick.OVERRIDE: translate("wording", "{0}: letters behind it are shown in an order that is not theirs."),
        Trick.UNCLOSED: translate("wording", "{0}: it sets a direction that does not end in this paragraph."),
        Trick.UNOPENED: translate("wording", "{0}: it ends a direction that was not set in this paragraph."),
        Trick.IN_WORD: translate("wording", "{0} within a word: the word looks like another that it is not."),
        Trick.TAGS: translate("wording", "{0}: letters that are not seen at all."),
    }
    return words[found.trick].replace("{0}", hidden_name(found.character))


def cited(words: str, article: Article) -> str:
    """Return a quote with its source as it is put on the clipboard: the words, then title, source, date and address."""
    parts = (article.author, article.title, article.source, date_text(article.published, QLocale()), article.url)
    return f"“{words}”\n— {', '.join(part for part in parts if part)}"
