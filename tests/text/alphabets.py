"""Random texts made of the characters that break naive code."""

from hypothesis import strategies as st

TRICKY = (
    "a", "B", "é", "e\u0301", "ß", "ä", "a\u0308", "İ", "ﬁ", "1", "23", "٣", "۴", " ", "  ", "\u00a0", "\u3000", "\t",
    "\n", "\r", "\r\n", "\u2028", "\u2029", "\u0085", ".", ",", ":", ";", "'", "’", '"', "-", "_", "(", ")", "“", "”",
    "ا", "لا", "مُ", "ـ", "ة", "ى", "ی", "ک", "ء", "أ", "؟", "،", "۔", "\u0600", "\u06dd", "א", "שׁ", "״", "׳",
    "क", "क्ष", "कि", "\u094d", "त्\u200d", "ก", "กำ", "เ", "가", "ᄀ", "ᅡ", "漢", "字", "ひ", "カ", "ー", "。", "！",
    "\u200c", "\u200d", "\u200b", "\u200e", "\u200f", "\u2067", "\u2068", "\u2069", "\u00ad", "\ufe0f", "\u0301",
    "😀", "👍🏽", "👨‍👩‍👧", "🇩🇪", "🇫", "❤️", "1️⃣", "ℹ", "Ⓜ", "𝔸", "𐎠", "\u0903", "\U000e0067", "!", "?", "…",
)  # fmt: skip

tricky_texts = st.lists(st.sampled_from(TRICKY), max_size=24).map("".join)
"""Texts of up to some fifty code points."""


@st.composite
def texts_and_places(draw: st.DrawFn) -> tuple[str, int]:
    """A text and an offset in it, its end included."""
    text = draw(tricky_texts)
    return text, draw(st.integers(0, len(text)))


@st.composite
def texts_and_ranges(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text and two ascending offsets in it."""
    text = draw(tricky_texts)
    ends = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    return text, ends[0], ends[1]
