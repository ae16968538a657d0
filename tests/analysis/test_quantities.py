"""Numbers, dates, links, days and countries are the same in every language, and stand where they are said to."""

from __future__ import annotations

import pytest

from annotator.analysis.numerals import numbers_in_words
from annotator.analysis.quantities import written
from annotator.text.folding import fold


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "am Freitag, 19. März 2021", ["weekday:4 Freitag", "date:3-19 19. März 2021"]),
        ("en", "on March 19, 2021 and May 3rd; it may be", ["date:3-19 March 19, 2021", "date:5-3 May 3rd"]),
        ("ar", "يوم الخميس ١٩ مارس", ["weekday:3 الخميس", "date:3-19 ١٩ مارس"]),
        ("ar", "في آذار وبشباط", ["month:3 آذار", "month:2 شباط"]),
        ("he", "ביום חמישי, 7 בנובמבר", ["weekday:3 יום חמישי", "date:11-7 7 בנובמבר"]),
        ("ru", "в среду 3 октября, среди прочих", ["weekday:2 среду", "date:10-3 3 октября"]),
        ("zh", "周四，2021年3月19日", ["weekday:3 周四", "date:3-19 2021年3月19日"]),
        ("fr", "le 7 novembre et 2021-03-19", ["date:11-7 7 novembre", "date:3-19 2021-03-19"]),
        ("de", "19.03.2021 oder 45.13.2021", ["date:3-19 19.03.2021"]),
        ("de", "1.250 Tonnen, 3,2 Millionen", ["number:1250 1.250", "number:3200000 3,2 Millionen"]),
        ("fr", "12 500 litres", ["number:12500 12 500"]),
        ("fa", "۴۱۰ هزار و ۸ درصد", ["number:410000 ۴۱۰ هزار", "number:8% ۸ درصد"]),
        ("en", "8 percent of 40%", ["number:8% 8 percent", "number:40% 40%"]),
        ("zh", "，1.8万辆，十二人", ["number:18000 1.8万", "number:12 十二"]),
        ("ar", "و11 شركة", ["number:11 11"]),
        ("en", "3 ships, 2nd, 7", []),
        ("de", "https://www.amt.example/a?b=1", ["link:amt.example/a?b=1 https://www.amt.example/a?b=1"]),
        ("zh", "见amt.example/a上的", ["link:amt.example/a amt.example/a"]),
        ("ru", "в Китае, из Саудовской Аравии, груз", ["country:CN Китае", "country:SA Саудовской Аравии"]),
        ("en", "the US, a U.S. ship, turkey in Turkey", ["country:US US", "country:US U.S.", "country:TR Turkey"]),
        ("ja", "（金）罰金と金のほか土・日、木曜日", ["weekday:4 金", "weekday:3 木曜日"]),
        ("ko", "할 수 있는 일 (수)", ["weekday:2 수"]),
        ("tr", "yüzde 1,6, %20 ve 30", ["number:1.6% yüzde 1,6", "number:20% %20", "number:30 30"]),
        ("zh", "百分之12和13%", ["number:12% 百分之12", "number:13% 13%"]),
        ("en", "in Hong Kong and Macau", ["country:HK Hong Kong", "country:MO Macau"]),
        ("ar", "في هونغ كونغ", ["country:HK هونغ كونغ"]),
        ("fa", "در هنگ‌کنگ", ["country:HK هنگ‌کنگ"]),
        ("zh", "在香港、澳门", ["country:HK 香港", "country:MO 澳门"]),
        ("tr", "yüz bin", ["number:100000 yüz bin"]),
        ("tr", "bin iki yüz ev, bir buçuk milyon", ["number:1200 bin iki yüz", "number:1500000 bir buçuk milyon"]),
        ("en", "$750m, ₹1.5bn, US$2 billion, 5km", ["number:750000000 750m", "number:1500000000 1.5bn",
                                                   "number:2000000000 2 billion"]),
        ("fr", "34 M€ ou 2 Mds d'euros", ["number:34000000 34 M", "number:2000000000 2 Mds"]),
        ("es", "2 mil millones", ["number:2000000000 2 mil millones"]),
        ("hi", "12 लाख, 1 लाख 20 हजार, डेढ़ करोड़", ["number:1200000 12 लाख", "number:120000 1 लाख 20 हजार",
                                                "number:15000000 डेढ़ करोड़"]),
        ("ur", "3 کروڑ 40 لاکھ", ["number:34000000 3 کروڑ 40 لاکھ"]),
        ("en", "989m users, 3m, 5 m, 10km", ["number:989000000 989m", "number:3000000 3m"]),
        ("ru", "в КНР", ["country:CN КНР"]),
        ("ja", "米国と英国", ["country:US 米国", "country:GB 英国"]),
        ("he", 'ארה"ב', ['country:US ארה"ב']),
        ("en", "1,50,000 and 1,234.5", ["number:150000 1,50,000", "number:1234.5 1,234.5"]),
        ("ko", "9억8900만 명, 11곳, 6천800", ["number:989000000 9억8900만", "number:11 11", "number:6800 6천800"]),
        ("ja", "1億2000万、三万五千、5千", ["number:120000000 1億2000万", "number:35000 三万五千", "number:5000 5千"]),
        ("zh", "一百二十，二百五，第十一，十分，百分之十二", ["number:120 一百二十", "number:12% 百分之十二"]),
        ("ru", "двумя миллионами, 3 тысячами", ["number:2000000 двумя миллионами", "number:3000 3 тысячами"]),
        ("el", "2 εκατ. ευρώ", ["number:2000000 2 εκατ"]),
        ("en", "twelve percent, 25 pct, 3 million 20 people", ["number:12% twelve percent", "number:25% 25 pct",
                                                              "number:3000000 3 million", "number:20 20"]),
        ("id", "50,8 persen", ["number:50.8% 50,8 persen"]),
        ("uk", "61 відсоток", ["number:61% 61 відсоток"]),
        ("pl", "8,5 proc.", ["number:8.5% 8,5 proc"]),
        ("en", "COVID-19, G-20, mid-2020, US$", ["number:2020 2020"]),
        ("he", "ב-15", ["number:15 15"]),
        ("en", "it may 12 times and march 15 miles", ["number:12 12", "number:15 15"]),
        (None, "Freitag 12", ["number:12 12"]),
        ("xx", "Freitag 12", ["number:12 12"]),
    ],
)  # fmt: skip
def test_what_is_written_is_one_in_every_language(language: str | None, text: str, found: list[str]) -> None:
    assert [f"{one.kind}:{one.key} {one.span.of(text)}" for one in written(fold(text), language)] == found


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("de", "elf Firmen und Zwölf andere, zweiunddreißig, zweihundert", {"11", "12", "32", "200"}),
        ("en", "one elf and once more", set()),
        ("en", "twenty-one, thirty five, a hundred", {"21", "35", "100"}),
        ("fr", "trente-deux et vingt et un", {"32", "21"}),
        ("ar", "واحد وعشرون، خمسة عشر، ثلاثين", {"21", "15", "30"}),
        ("fa", "سی و دو کامیون", {"32"}),
        ("ru", "Пятнадцать из двадцати двух", {"15", "22"}),
        ("ru", "с тринадцатью и с двадцатью двумя, с семью", {"13", "22"}),
        ("tr", "on bir ve yirmi iki, on, bir", {"11", "22", "10"}),
        ("en", "ten one", {"10"}),
        ("de", "zwölftausend von zweihunderttausend", {"12000", "200000"}),
        ("en", "a thousand, thirty thousand, two hundred and twenty-three", {"30000", "223"}),
        ("es", "veintitrés de dos mil trescientos", {"23", "2300"}),
        ("fr", "soixante-quinze et quatre-vingt-douze", {"75", "92"}),
        ("hi", "इकतीस लोग", {"31"}),
        ("ur", "اس سے بہتر، اکتیس", {"31"}),
        ("pl", "jedenaście z dwudziestu dwóch", {"11", "22"}),
        ("id", "tujuh belas dari dua puluh lima", {"17", "25"}),
        ("ar", "مئتان وخمسون", {"250"}),
        ("tr", "yüz tanıma, yüz yirmi", {"120"}),
        ("ur", "اسی طرح، پچاس", {"50"}),
        ("fa", "بی‌بی‌سی گفت سی نفر", {"30"}),
        ("fa", "بی‌بی‌سی", set()),
        (None, "elf", set()),
    ],
)
def test_numbers_in_words_are_those_of_the_texts_language(language: str | None, text: str, numbers: set[str]) -> None:
    assert numbers_in_words(text, language) == numbers
