"""Lines in every script to judge rectangles by, and what Qt itself paints for a range of their characters."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QTextCharFormat, QTextLayout

from annotator.text.direction import Direction
from annotator.text.segments import grapheme_spans
from annotator.ui.reader.layout import LaidOut, Line, Setting
from annotator.ui.reader.paragraphs import Pieces
from annotator.ui.typesetting import PageStyle

TEXTS = {
    "arabic": "قالت الهيئة (ByteDance Ltd.) إن 12.5% من «المستخدمين» في New York شاهدوا الفيديو [إصدار 3] ثم ذهبوا؛ "
    "وأضافت أن لا أحد يعرف الأمر، وكتبت wow 😀 ثم جاء وفد بمحتوى 2021-03-18.",
    "persian": "گفت‌وگو با «شرکت‌های فناوری» در سال ۱۴۰۰، پس از Clubhouse (نسخهٔ ۲) ادامه یافت و می‌شود.",
    "hebrew": 'הרשות זימנה 11 חברות (Alibaba, Tencent) לשיחה על "זיופים" ב-2021; המנכ״ל אמר: done!',
    "german": "Die Behörde „القطاع“ sprach mit (שלום עולם) über 中文字符, 日本語 und Größe — 3,5 % mehr als „früher“.",
    "mixed": "הרשות זימנה חברות 中文 Alibaba, Tencent לשיחה 2021 2022 2023 2024 כאן 中文 Alibaba, Tencent 1 2025 2026.",
    "english": 'He said "قال المدير 25 مرة" and left (אבג 12), then 👨\u200d👩\u200d👧 came: e\u0301te\u0301 naïve.',
    "urdu": "بندرگاہ کے ادارے نے 12 جہاز راں کمپنیوں (Kestrel Lines) کو بلایا، اور کہا کہ «نئی خدمات» ۲۰۲۴ "
    "میں پرکھی جائیں۔",
    "chinese": "港口管理局约谈了十二家航运公司（Kestrel Lines 等），要求在2024年3月前"
    "检查“新的引航服务”，并报告 الميناء 的情况。",
    "japanese": "港湾局は、海運会社12社（Kestrel Lines など）を呼び、「新しい水先案内サービス」を"
    "点検するよう求めた。コンピューター・がぎぐ。",
    "hindi": "बंदरगाह प्राधिकरण ने १२ जहाज़ कंपनियों (Kestrel Lines) को बुलाया और कहा, “नई सेवाओं की जाँच "
    "करें”; क्षत्रिय श्री र्कि الميناء।",
    "thai": "การท่าเรือเรียกบริษัทเดินเรือ 12 แห่ง (Kestrel Lines) มาพบ และขอให้ตรวจสอบบริการนำร่องใหม่ในปี 2567 กี่ ปู่ น้ำ ที่สุด",
    "emoji": "Hafen 👨\u200d👩\u200d👧\u200d👦 und 🇩🇪🇪🇬 mit 👍🏽 sowie ❤️ und 1️⃣, dann الميناء 🚢 وصل 👩🏿\u200d🚀 "
    "إلى 🇸🇦 النهاية.",
    "vowelled": "قَالَتِ الْهَيْئَةُ إِنَّ الشَّرِكَاتِ (Blauwal) سَتُرَاجِعُ ٣٫٥٪ مِنْ خِدْمَاتِهَا، وَلَا أَحَدَ يَعْرِفُ.",
    "tatweel": "قـــالت الهيئـــة إن الـشركــات 12 شــركة — Blauwal — والـــلــه أعلــم، لا لأ إلاّ.",
    "pointed": 'הָרָשׁוּת זִמְּנָה 11 חֲבָרוֹת (Blauwal) לְשִׂיחָה עַל "זִיּוּפִים" וּבְ־2024 אָמְרָה: שָׁלוֹם!',
    "isolates": "Das \u2068هيئة الموانئ\u2069 sprach \u2067(12) שלום abc\u2069 mit \u202bKestrel قال\u202c und "
    "\u200fA\u200e B \u202ezyx\u202c.",
    "isolates in arabic": "قالت \u2068Kestrel Lines (Ltd.)\u2069 إن \u2066a 12 אב\u2069 وصل \u202aHafen 3\u202c، ثم "
    "\u200e5-6\u200f انتهى\u061c 7.",
    "joined": "bis\u00a0zu 3\u00a0000\u202fkm, co\u00adop soft\u2011hart; \u200bقال\u00a0المدير\u00a0Kest"
    "rel\u00a0Lines\u2060.",
    "ends against": "قالت الهيئة إن الشركة هي Kestrel Lines and Blauwal of Norderfleet, all of the northern harbour "
    "towns",
    "ends against in german": "Das Hafenamt sprach gestern abend noch mit هيئة الموانئ وشركات الملاحة في المدينة كلها",
    "ends in numbers": "وصلت السفن إلى الميناء في 12/03/2024 - 15:30 +49 (0)30 123 € 5.000,00 % a1 b2 3c 12",
    "hyphens": "وصل وفد-شركة Blauwal-الملاحة (A-B) إلى 3-4 موانئ -5 °C ±6؛ \"قال 'نعم' [a] {ب} <c>\" ثم/أو.",
}

NEEDED = {
    "urdu": ("Arabic/ur",),
    "chinese": ("Han",),
    "japanese": ("Han/ja",),
    "hindi": ("Devanagari",),
    "thai": ("Thai",),
}
"""Faces that a text needs beside those for Latin, Arabic and Hebrew."""


def base_direction(text: str) -> Direction:
    return Direction.RTL if "\u0590" <= text[0] < "\u0700" else Direction.LTR


def laid_out(text: str, width: int, zoom: int = 100) -> LaidOut:
    language = "ur" if text == TEXTS["urdu"] else None
    setting = Setting(width, PageStyle(zoom), base_direction(text), language, "Latin")
    return LaidOut(text, Pieces(text)[0], setting)


def painted_by_qt(piece: LaidOut, line: Line, low: int, high: int, width: int) -> list[bool]:
    """Return which pixels across `line` Qt paints as the background of units `[low, high)`."""
    image = QImage(width, piece.height, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    found = QTextLayout.FormatRange()
    found.start, found.length = low, high - low
    found.format = QTextCharFormat()
    found.format.setBackground(QColor("black"))
    found.format.setForeground(QColor(0, 0, 0, 0))
    with QPainter(image) as painter:
        painter.setPen(QColor(0, 0, 0, 0))
        piece.layout.draw(painter, QPointF(0, 0), [found])
    y = line.top + piece.measures.line // 2
    return [QColor(image.pixel(x, y)).lightness() < 128 for x in range(width)]


def compare(piece: LaidOut, start: int, end: int, width: int) -> None:
    """Assert that the characters `[start, end)` lie where Qt paints them, but for a pixel at each edge."""
    shown = piece.layout.text()[piece.unit(start) : piece.unit(end)]
    for line in piece.lines:
        low, high = max(piece.unit(start), line.start), min(piece.unit(end), line.end)
        if low >= high:
            continue
        ours = [False] * width
        stretches = piece.stretches(line, start, end)
        for left, right in stretches:
            ours[max(0, left) : right] = [True] * (min(right, width) - max(0, left))
        theirs = painted_by_qt(piece, line, low, high, width)
        different = [x for x in range(width) if ours[x] != theirs[x]]
        assert len(different) <= 2 * len(stretches), (shown, stretches, different)
        for left, right in stretches:
            for x in different:
                assert not left + 1 < x < right - 2, (shown, stretches, different)


def cuts(text: str) -> list[int]:
    """Return where spans may begin and end: between grapheme clusters, but not within lam-alef, which only we split."""
    found = [0]
    for cluster in grapheme_spans(text):
        last = text[found[-1] : cluster.start].rstrip("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640")
        if not (text[cluster.start] in "اأإآ" and last.endswith("ل")):
            found.append(cluster.start)
    return [*found, len(text)]
