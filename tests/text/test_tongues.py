"""Paragraphs in another language than their article, where it wants another face."""

from __future__ import annotations

import pytest

from annotator.text.tongues import tongue

ARABIC = "طلبت الهيئة من الشركة تقريرا كاملا عن العطل في المحطة الكبيرة"
PERSIAN = "مقامات از شرکت خواستند گزارش کاملی درباره خرابی بزرگ بدهد"
URDU = "حکام نے کمپنی سے کہا ہے کہ وہ خرابی کے بارے میں مکمل رپورٹ دے"
JAPANESE = "規制当局は会社に対して報告を求めました"
CHINESE = "监管部门要求十一家公司就新技术提交完整的安全评估报告并说明原因"


@pytest.mark.parametrize("language", ["ar", "fa", "ur", "de", None])
@pytest.mark.parametrize(("words", "wanted"), [(ARABIC, "ar"), (PERSIAN, "fa"), (URDU, "ur")])
def test_arabic_persian_and_urdu_are_told_from_one_another(words: str, wanted: str, language: str | None) -> None:
    assert tongue(words, language) == wanted


def test_japanese_is_told_from_chinese() -> None:
    assert tongue(JAPANESE, "zh-Hans") == "ja"
    assert tongue(CHINESE, "ja") == "zh"
    assert tongue(CHINESE, "zh-Hant") == "zh-Hant"
    assert tongue(JAPANESE, "ja") == "ja"


@pytest.mark.parametrize(
    "words", ["", "Die Werft", "پژو", "Peugeot (پژو)", "12 %", "東京", "وقال متحدث إن شركة پژو لن ترد على السؤال"]
)
def test_a_name_does_not_make_another_language(words: str) -> None:
    assert tongue(words, "de") in ("de", "ar")
    assert tongue(words, "ar") == "ar"


def test_a_more_exact_tag_stays() -> None:
    assert tongue(ARABIC, "ar-EG") == "ar-EG"
