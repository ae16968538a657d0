"""Draws the pictures of `reading-pane.md`: single pages, each cropped to what it shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_TAGS, DIRECTIVE, TagSet
from annotator.core.values import Annotation, Article, Pattern, Tag
from annotator.text.body import Side
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.reader.folds import rows
from annotator.ui.reader.view import ReaderView
from annotator.ui.theme import DARK, LIGHT, Theme
from annotator.ui.typesetting import Breaks, PageStyle
from annotator.ui.veil import Shades, Veil

TALLEST = 1400
"""Pixels: higher than any page here, so that nothing is to be scrolled."""
FOOT = 20
"""Pixels that are left below the last line, at 100 %."""
SPINE = 1
PLACE = Tag("00000000-0000-7000-8000-000000000004", "place", "#00786c", Pattern.DASHED, "4")
TAGS = TagSet((*DEFAULT_TAGS, PLACE))

Words = str | tuple[str, ...]
"""What is marked: words that occur once in the text, or several for a mark in pieces."""


class Shot(Struct, frozen=True):
    """A page to be drawn. `focus` counts in `marks`."""

    text: str
    language: str
    marks: tuple[tuple[Tag, Words], ...] = ()
    focus: int | None = None
    style: PageStyle = PageStyle()
    veil: Veil = Veil()
    width: int = 700
    source: str | None = None
    published: str | None = None
    around: tuple[str, str] | None = None
    """What stands before and after the article in its text."""


RTL = frozenset(("ar", "fa", "he", "ur"))

HARBOUR_EN = Shot(
    "Harbour office calls in twelve shipping lines\n\n"
    "The harbour office of Velmar called in twelve lines, Kestrel Lines (founded 1998) among them, and told them to "
    "test their new pilots’ service before 30 June.\n\n"
    "It fears that forged messages could lead ships astray.",
    "en",
    (
        (ACTOR, "The harbour office of Velmar"),
        (ACTOR, "Kestrel Lines (founded 1998)"),
        (DIRECTIVE, "test their new pilots’ service before 30 June"),
        (CONCERN, "forged messages could lead ships astray"),
    ),
    width=520,
    source="Velmar Courier",
    published="2024-05-14",
)

HARBOUR_AR = Shot(
    "إدارة الميناء تستدعي اثنتي عشرة شركة\n\n"
    "استدعت إدارة ميناء فيلمار اثنتي عشرة شركة ملاحة، من بينها شركة Kestrel Lines (تأسست عام 1998)، وطلبت منها "
    "اختبار خدمة الإرشاد الجديدة قبل 30 يونيو.\n\n"
    "وتخشى الإدارة أن تضلل رسائل مزورة السفن في عرض البحر.",
    "ar",
    (
        (ACTOR, "إدارة ميناء فيلمار"),
        (ACTOR, "شركة Kestrel Lines (تأسست عام 1998)"),
        (DIRECTIVE, "اختبار خدمة الإرشاد الجديدة قبل 30 يونيو"),
        (CONCERN, "تضلل رسائل مزورة السفن"),
    ),
    width=520,
    source="صحيفة المرفأ",
    published="2024-05-15",
)

MIXED = Shot(
    "سطر واحد، ثلاث كتابات\n\n"
    "قالت شركة Kestrel-Lines (1998) إن سفينة «נחשול 7» 😀 وصلت في 12/05/2024، وكتب القبطان: “Forty-two [42] crates, "
    "25% wet!” ثم أضاف أن רב החובל لم يوقّع (بعد) على المحضر رقم A-17/ب.",
    "ar",
    (
        (ACTOR, "شركة Kestrel"),
        (DIRECTIVE, "Lines (1998) إن"),
        (PLACE, "سفينة «נחשול"),
        (CONCERN, "7» 😀 وصلت"),
        (PLACE, "12/05"),
        (DIRECTIVE, "2024، وكتب القبطان: “Forty"),
        (ACTOR, "two [42] crates"),
        (CONCERN, "wet!” ثم"),
        (ACTOR, "أن רב"),
        (DIRECTIVE, "يوقّع (بعد"),
        (PLACE, "رقم A-17/ب"),
    ),
)

OVERLAPS = Shot(
    "Four marks deep\n\n"
    "On Monday the head of the port of Velmar in the northern bay ordered the pilots to stay ashore until the fog "
    "had lifted, and the crews of two tugs to wait at the quay.",
    "en",
    (
        (DIRECTIVE, "the head of the port of Velmar in the northern bay ordered the pilots"),
        (CONCERN, "the head of the port of Velmar in the northern bay"),
        (ACTOR, "the head of the port of Velmar"),
        (PLACE, "Velmar"),
        (ACTOR, "the pilots to stay ashore"),
        (CONCERN, "ashore until the fog had lifted"),
        (ACTOR, "the crews of two tugs"),
        (PLACE, "the crews of two tugs"),
        (DIRECTIVE, "the crews of two tugs"),
    ),
    focus=2,
)

OVERLAPS_AR = Shot(
    "أربع علامات بعضها في بعض\n\n"
    "أمر يوم الاثنين رئيس ميناء فيلمار في الخليج الشمالي المرشدين بالبقاء على الشاطئ حتى ينقشع الضباب، "
    "وطلب من طواقم قاطرتين الانتظار عند الرصيف.",
    "ar",
    (
        (DIRECTIVE, "رئيس ميناء فيلمار في الخليج الشمالي المرشدين بالبقاء"),
        (CONCERN, "رئيس ميناء فيلمار في الخليج الشمالي"),
        (ACTOR, "رئيس ميناء فيلمار"),
        (PLACE, "فيلمار"),
        (CONCERN, "بالبقاء على الشاطئ حتى ينقشع الضباب"),
        (ACTOR, "طواقم قاطرتين"),
        (PLACE, "طواقم قاطرتين"),
        (DIRECTIVE, "طواقم قاطرتين"),
    ),
    focus=2,
)

URDU = Shot(
    "بندرگاہ نے بارہ کمپنیوں کو بلایا\n\n"
    "بندرگاہ کے ادارے نے 12 جہاز راں کمپنیوں کو بلایا، جن میں Kestrel Lines بھی ہے، اور ان سے کہا کہ وہ اپنی نئی خدمات "
    "(2024) کی جانچ کر کے رپورٹ پیش کریں۔\n\n"
    "ادارے کو ڈر ہے کہ جعلی پیغامات جہازوں کو بھٹکا دیں گے۔",
    "ur",
    (
        (ACTOR, "بندرگاہ کے ادارے"),
        (DIRECTIVE, "اپنی نئی خدمات (2024) کی جانچ"),
        (CONCERN, "جعلی پیغامات جہازوں کو بھٹکا"),
    ),
    published="2024-03-02",
)

ZOOMED = Shot(
    "الضباب\n\nقالت Kestrel (1998) إنّ الضبابَ خطِر",
    "ar",
    ((ACTOR, "Kestrel (1998"), (CONCERN, "الضبابَ خطِر")),
    style=PageStyle(zoom=300),
    width=900,
)

PIECES = Shot(
    "One order, in three pieces\n\n"
    "The office told Kestrel, which had asked for more time, to test every buoy by Friday and, if one fails, to say "
    "so at once.",
    "en",
    ((DIRECTIVE, ("told Kestrel", "to test every buoy", "to say so at once")), (ACTOR, "The office")),
    focus=0,
)

HIDDEN = Shot(
    "What cannot be seen\n\n"
    "The buoy 4\u00a0m off the quay is called Kes\u200btrel on the chart\u00adroom’s list.\n\n"
    "The invoice names the file \u202efdp.exe\u202c as a tide table.\n\n"
    "The plate reads \u2067אבג 17\u2069, and nothing else.",
    "en",
    ((CONCERN, "Kes\u200btrel"),),
    style=PageStyle(hidden=True),
)

REPORT = (
    "The tide\n\n"
    "The tide came in at six. Nobody on the quay had seen it so high before, said Mr. Aldous Finn, who keeps the "
    "gauge. “It stood at 4.2 m,” he said. By noon the market was dry again."
)
REPORT_MARKS: tuple[tuple[Tag, Words], ...] = ((ACTOR, "Mr. Aldous Finn, who keeps the gauge"),)
WRITTEN = Shot(REPORT, "en", REPORT_MARKS, style=PageStyle(breaks=Breaks.WRITTEN), width=520)
SENTENCES = replace(WRITTEN, style=PageStyle(breaks=Breaks.SENTENCES))

DIMMED = replace(HARBOUR_EN, veil=Veil(tags=Shades(dimmed=frozenset((ACTOR.id,)))), width=700)

MARGINS = tuple(
    replace(page, style=PageStyle(stripes=True, numbers=True), focus=None) for page in (HARBOUR_AR, HARBOUR_EN)
)

AROUND_AR = replace(HARBOUR_AR, around=("الصفحة الأولى\nالميناء | المدينة | طقس\n\n", "\n\nاقرأ أيضا\nاتصل بنا"))
AROUND_EN = replace(
    HARBOUR_EN,
    around=("Velmar Courier\nHome | Harbour | Weather\n\n", "\n\nMore from the harbour\nWrite to us"),
    style=PageStyle(unfolded=frozenset(Side)),
)

PICTURES: dict[str, tuple[Theme, tuple[Shot, ...]]] = {
    "directions": (LIGHT, (HARBOUR_AR, HARBOUR_EN)),
    "mixed": (LIGHT, (MIXED,)),
    "overlaps": (LIGHT, (OVERLAPS,)),
    "overlaps-rtl": (LIGHT, (OVERLAPS_AR,)),
    "dark": (DARK, (HARBOUR_AR, HARBOUR_EN)),
    "urdu": (LIGHT, (URDU,)),
    "zoomed": (LIGHT, (ZOOMED,)),
    "pieces": (LIGHT, (PIECES,)),
    "hidden": (LIGHT, (HIDDEN,)),
    "sentences": (LIGHT, (WRITTEN, SENTENCES)),
    "dimmed": (LIGHT, (DIMMED,)),
    "margins": (LIGHT, MARGINS),
    "around": (LIGHT, (AROUND_AR, AROUND_EN)),
}
"""By file name, without its ending: pages side by side."""


def spans(text: str, words: Words) -> tuple[Span, ...]:
    """Return where these words stand."""
    pieces = (words,) if isinstance(words, str) else words
    return tuple(Span(text.index(piece), text.index(piece) + len(piece)) for piece in pieces)


def annotation(number: int, text: str, tag: Tag, words: Words) -> Annotation:
    found = spans(text, words)
    start, end = found[0].start, found[-1].end
    return Annotation(
        str(number), "page", tag.id, start, end, text[start:end], "ada", "", "",
        fragments=found if len(found) > 1 else (),
    )  # fmt: skip


def page(shot: Shot, theme: Theme, settle: Callable[[], None]) -> QPixmap:
    """Return the page as the app draws it, down to its last line."""
    view = ReaderView()
    view.set_theme(theme)
    view.resize(QSize(shot.width, TALLEST))
    direction = Direction.RTL if shot.language in RTL else Direction.LTR
    before, after = shot.around or ("", "")
    text = before + shot.text + after
    article = Article(
        "page", shot.text.partition("\n")[0], direction, "", len(text),
        language=shot.language, source=shot.source, published=shot.published,
        body=Span(len(before), len(before) + len(shot.text)),
    )  # fmt: skip
    view.set_style(shot.style)
    marks = [annotation(number, text, *mark) for number, mark in enumerate(shot.marks)]
    view.set_article(article, text, marks, TAGS)
    view.set_veil(shot.veil)
    if shot.focus is not None:
        view.set_focus_annotation(str(shot.focus))
    view.show()
    settle()
    foot = max(top + piece.lead + piece.lines[-1].top + piece.measures.line for piece, top in view.visible())
    assert view.page is not None
    foot = max(foot, *(row.box.bottom() for row in rows(view.page, view.visible())), 0)
    picture = view.grab(QRect(0, 0, shot.width, foot + round(FOOT * shot.style.zoom / 100)))
    view.close()
    return picture


def side_by_side(pages: list[QPixmap], theme: Theme) -> QPixmap:
    """Return the pages on one sheet, with a line between them as between panes."""
    height = max(one.height() for one in pages)
    sheet = QPixmap(sum(one.width() for one in pages) + SPINE * (len(pages) - 1), height)
    sheet.fill(QColor(theme.page))
    with QPainter(sheet) as painter:
        x = 0
        for one in pages:
            if x:
                painter.fillRect(QRect(x - SPINE, 0, SPINE, height), QColor(theme.line))
            painter.drawPixmap(x, 0, one)
            x += one.width() + SPINE
    return sheet


def draw(folder: Path, theme: Theme | None = None) -> None:
    """Write each picture into `folder`, in its theme or all in one."""
    folder.mkdir(exist_ok=True, parents=True)

    def settle() -> None:
        for _ in range(20):
            QApplication.processEvents()

    for name, (own, shots) in PICTURES.items():
        shown = theme or own
        sheet = side_by_side([page(shot, shown, settle) for shot in shots], shown)
        sheet.save(str(folder / f"{name}.png"))
