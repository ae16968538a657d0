"""The words for numbers, in the languages of which they are known here: tables and nothing else."""

from __future__ import annotations

FROM_ONE = {
    "de": "ein|eine|einen zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
    "sechzehn siebzehn achtzehn neunzehn",
    "nl": "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien",
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
    "fr": "un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf",
    "es": "un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte veintiuno|veintiún|veintiuna veintidós veintitrés veinticuatro veinticinco "
    "veintiséis veintisiete veintiocho veintinueve",
    "it": "un|uno|una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici "
    "sedici diciassette diciotto diciannove venti ventuno ventidue ventitré ventiquattro venticinque ventisei "
    "ventisette ventotto ventinove",
    "pt": "um|uma dois|duas três quatro cinco seis sete oito nove dez onze doze treze catorze|quatorze quinze "
    "dezesseis|dezasseis dezessete|dezassete dezoito dezenove|dezanove",
    "ru": "один|одна|одного два|две|двух|двумя три|трёх|тремя четыре|четырёх пять|пяти шесть|шести семь|семи "
    "восемь|восьми девять|девяти десять|десяти одиннадцать|одиннадцати двенадцать|двенадцати тринадцать|тринадцати "
    "четырнадцать|четырнадцати пятнадцать|пятнадцати шестнадцать|шестнадцати семнадцать|семнадцати "
    "восемнадцать|восемнадцати девятнадцать|девятнадцати",
    "uk": "один|одна два|дві|двох три|трьох чотири|чотирьох п'ять|п'яти шість|шести сім|семи вісім|восьми "
    "дев'ять|дев'яти десять|десяти одинадцять|одинадцяти дванадцять|дванадцяти тринадцять|тринадцяти "
    "чотирнадцять|чотирнадцяти п'ятнадцять|п'ятнадцяти шістнадцять|шістнадцяти сімнадцять|сімнадцяти "
    "вісімнадцять|вісімнадцяти дев'ятнадцять|дев'ятнадцяти",
    "el": "ένας|μία|ένα δύο|δυο τρεις|τρία|τριών τέσσερις|τέσσερα|τεσσάρων πέντε έξι επτά|εφτά οκτώ|οχτώ εννέα|εννιά "
    "δέκα έντεκα|ένδεκα δώδεκα δεκατρείς|δεκατρία δεκατέσσερις|δεκατέσσερα δεκαπέντε δεκαέξι|δεκάξι "
    "δεκαεπτά|δεκαεφτά δεκαοκτώ|δεκαοχτώ δεκαεννέα|δεκαεννιά",
    "fa": "یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده|هیجده نوزده",
    "ur": "ایک دو تین چار پانچ چھ سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس بیس "
    "اکیس بائیس تئیس چوبیس پچیس چھبیس ستائیس اٹھائیس انتیس تیس "
    "اکتیس بتیس تینتیس چونتیس پینتیس چھتیس سینتیس اڑتیس انتالیس چالیس "
    "اکتالیس بیالیس تینتالیس چوالیس پینتالیس چھیالیس سینتالیس اڑتالیس انچاس پچاس "
    "اکیاون باون ترپن چون پچپن چھپن ستاون اٹھاون انسٹھ ساٹھ "
    "اکسٹھ باسٹھ تریسٹھ چونسٹھ پینسٹھ چھیاسٹھ سڑسٹھ اڑسٹھ انہتر ستر "
    "اکہتر بہتر تہتر چوہتر پچھتر چھہتر ستتر اٹھہتر اناسی اسی "
    "اکیاسی بیاسی تراسی چوراسی پچاسی چھیاسی ستاسی اٹھاسی نواسی نوے "
    "اکیانوے بانوے ترانوے چورانوے پچانوے چھیانوے ستانوے اٹھانوے ننانوے",
    "hi": "एक दो तीन चार पाँच|पांच छह|छः सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह|पन्द्रह सोलह सत्रह अठारह उन्नीस बीस "
    "इक्कीस बाईस|बाइस तेईस|तेइस चौबीस पच्चीस छब्बीस सत्ताईस|सत्ताइस अट्ठाईस|अट्ठाइस|अठाईस उनतीस|उन्तीस तीस "
    "इकतीस|इकत्तीस बत्तीस तैंतीस|तेंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस|उन्तालीस चालीस "
    "इकतालीस बयालीस|बयालिस तैंतालीस चौवालीस|चवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास "
    "इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन|अठावन उनसठ साठ "
    "इकसठ बासठ तिरसठ चौंसठ|चौसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर "
    "इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी|उनासी अस्सी "
    "इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी|अठासी नवासी नब्बे "
    "इक्यानवे बानवे तिरानवे चौरानवे पचानवे|पंचानवे छियानवे सत्तानवे अट्ठानवे|अठानवे निन्यानवे",
    "pl": "jeden|jedna|jedno|jednego dwa|dwie|dwóch|dwoje trzy|trzech cztery|czterech pięć|pięciu sześć|sześciu "
    "siedem|siedmiu osiem|ośmiu dziewięć|dziewięciu dziesięć|dziesięciu jedenaście|jedenastu dwanaście|dwunastu "
    "trzynaście|trzynastu czternaście|czternastu piętnaście|piętnastu szesnaście|szesnastu siedemnaście|siedemnastu "
    "osiemnaście|osiemnastu dziewiętnaście|dziewiętnastu",
    "id": "satu dua tiga empat lima enam tujuh delapan|lapan sembilan sepuluh sebelas dua_belas tiga_belas empat_belas "
    "lima_belas enam_belas tujuh_belas delapan_belas|lapan_belas sembilan_belas",
    "tr": "bir iki üç dört beş altı yedi sekiz dokuz on",
    "ar": "واحد|واحدة اثنان|اثنين|اثنتان|اثنتين ثلاث|ثلاثة أربع|أربعة خمس|خمسة ست|ستة سبع|سبعة ثماني|ثمانية تسع|تسعة "
    "عشر|عشرة أحد_عشر|إحدى_عشرة اثنا_عشر|اثني_عشر|اثنتا_عشرة|اثنتي_عشرة ثلاثة_عشر|ثلاث_عشرة أربعة_عشر|أربع_عشرة "
    "خمسة_عشر|خمس_عشرة ستة_عشر|ست_عشرة سبعة_عشر|سبع_عشرة ثمانية_عشر|ثماني_عشرة تسعة_عشر|تسع_عشرة",
    "he": "אחד|אחת שניים|שתיים|שני|שתי שלושה|שלוש ארבעה|ארבע חמישה|חמש שישה|שש שבעה|שבע שמונה תשעה|תשע עשרה|עשר "
    "אחד_עשר|אחת_עשרה שנים_עשר|שתים_עשרה שלושה_עשר|שלוש_עשרה ארבעה_עשר|ארבע_עשרה חמישה_עשר|חמש_עשרה "
    "שישה_עשר|שש_עשרה שבעה_עשר|שבע_עשרה שמונה_עשר|שמונה_עשרה תשעה_עשר|תשע_עשרה",
}
"""The numbers from one to nineteen or further: forms of one with bars between, words of a form with low lines."""

TENS = {
    "de": "zwanzig dreißig|dreissig vierzig fünfzig sechzig siebzig achtzig neunzig hundert|einhundert",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety hundred",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingts|quatre-vingt quatre-vingt-dix cent",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien|ciento",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem|cento",
    "ru": "двадцать|двадцати тридцать|тридцати сорок|сорока пятьдесят|пятидесяти шестьдесят|шестидесяти "
    "семьдесят|семидесяти восемьдесят|восьмидесяти девяносто|девяноста сто|ста",
    "uk": "двадцять|двадцяти тридцять|тридцяти сорок|сорока п'ятдесят шістдесят сімдесят вісімдесят дев'яносто сто",
    "el": "είκοσι τριάντα σαράντα πενήντα εξήντα εβδομήντα ογδόντα ενενήντα εκατό",
    "fa": "بیست سی چهل پنجاه شصت هفتاد هشتاد نود صد|یکصد",
    "ur": "بیس تیس چالیس پچاس ساٹھ ستر اسی نوے سو",
    "hi": "बीस तीस चालीस पचास साठ सत्तर अस्सी नब्बे सौ",
    "pl": "dwadzieścia|dwudziestu trzydzieści|trzydziestu czterdzieści|czterdziestu pięćdziesiąt|pięćdziesięciu "
    "sześćdziesiąt|sześćdziesięciu siedemdziesiąt|siedemdziesięciu osiemdziesiąt|osiemdziesięciu "
    "dziewięćdziesiąt|dziewięćdziesięciu sto|stu",
    "id": "dua_puluh tiga_puluh empat_puluh lima_puluh enam_puluh tujuh_puluh delapan_puluh|lapan_puluh sembilan_puluh "
    "seratus|ratus",
    "tr": "yirmi otuz kırk elli altmış yetmiş seksen doksan yüz",
    "ar": "عشرون|عشرين ثلاثون|ثلاثين أربعون|أربعين خمسون|خمسين ستون|ستين سبعون|سبعين ثمانون|ثمانين تسعون|تسعين "
    "مئة|مائة",
    "he": "עשרים שלושים ארבעים חמישים שישים שבעים שמונים תשעים מאה",
}
"""Twenty, thirty and so on to a hundred, in the same way."""

HUNDREDS = {
    "es": "doscientos|doscientas trescientos|trescientas cuatrocientos|cuatrocientas quinientos|quinientas "
    "seiscientos|seiscientas setecientos|setecientas ochocientos|ochocientas novecientos|novecientas",
    "pt": "duzentos|duzentas trezentos|trezentas quatrocentos|quatrocentas quinhentos|quinhentas seiscentos|seiscentas "
    "setecentos|setecentas oitocentos|oitocentas novecentos|novecentas",
    "it": "duecento trecento quattrocento cinquecento seicento settecento ottocento novecento",
    "ru": "двести|двухсот триста|трёхсот четыреста|четырёхсот пятьсот|пятисот шестьсот|шестисот семьсот|семисот "
    "восемьсот|восьмисот девятьсот|девятисот",
    "uk": "двісті|двохсот триста|трьохсот чотириста|чотирьохсот п'ятсот|п'ятисот шістсот|шестисот сімсот|семисот "
    "вісімсот|восьмисот дев'ятсот|дев'ятисот",
    "pl": "dwieście|dwustu trzysta|trzystu czterysta|czterystu pięćset|pięciuset sześćset|sześciuset "
    "siedemset|siedmiuset osiemset|ośmiuset dziewięćset|dziewięciuset",
    "el": "διακόσια|διακόσιοι|διακόσιες τριακόσια|τριακόσιοι|τριακόσιες τετρακόσια|τετρακόσιοι|τετρακόσιες "
    "πεντακόσια|πεντακόσιοι|πεντακόσιες εξακόσια|εξακόσιοι|εξακόσιες επτακόσια|επτακόσιοι|επτακόσιες "
    "οκτακόσια|οκτακόσιοι|οκτακόσιες εννιακόσια|εννιακόσιοι|εννιακόσιες",
    "fa": "دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد",
    "ar": "مئتان|مئتين|مائتان|مائتين ثلاثمئة|ثلاثمائة أربعمئة|أربعمائة خمسمئة|خمسمائة ستمئة|ستمائة سبعمئة|سبعمائة "
    "ثمانمئة|ثمانمائة تسعمئة|تسعمائة",
    "he": "מאתיים שלוש_מאות ארבע_מאות חמש_מאות שש_מאות שבע_מאות שמונה_מאות תשע_מאות",
}
"""Two hundred and so on to nine hundred, where they are words of their own."""

THOUSAND = {
    "de": "tausend|eintausend", "nl": "duizend", "en": "thousand", "fr": "mille", "es": "mil", "it": "mille|mila",
    "pt": "mil", "ru": "тысяча|тысячи|тысяч|тысячу", "uk": "тисяча|тисячі|тисяч|тисячу", "pl": "tysiąc|tysiące|tysięcy",
    "el": "χίλια|χίλιοι|χίλιες|χιλιάδες", "fa": "هزار", "ur": "ہزار", "hi": "हज़ार|हजार", "tr": "bin", "ar": "ألف|آلاف",
    "he": "אלף|אלפים", "id": "seribu|ribu",
}  # fmt: skip
"""A thousand: what is multiplied, and tells nothing by itself."""

HALVES = {
    "ru": "1.5=полтора|полторы|полутора", "uk": "1.5=півтора|півтори", "pl": "1.5=półtora|półtorej",
    "de": "1.5=anderthalb|eineinhalb 2.5=zweieinhalb 3.5=dreieinhalb", "hi": "1.5=डेढ़ 2.5=ढाई",
    "ur": "1.5=ڈیڑھ 2.5=ڈھائی",
    "tr": "1.5=bir_buçuk 2.5=iki_buçuk 0.5=yarım", "nl": "1.5=anderhalf", "id": "0.5=setengah", "cs": "1.5=půldruhého",
}  # fmt: skip
"""Numbers of a half that are said as one, and multiplied."""
