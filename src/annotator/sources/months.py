"""The months of our calendar by the names that some thirty languages have for them."""

from __future__ import annotations

from functools import cache

# The months by name, January first; forms of one month by "/". Only what no other language reads as another month.
_MONTHS = """
januar/jänner february/februar/feber märz april mai juni juli august september oktober november dezember
january february march april may june july august september october november december
jan feb mar apr may jun jul aug sep/sept oct nov dec
jan feb mär apr mai jun jul aug sep okt nov dez
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
januari februari maart/mars april mei/maj juni juli augustus/augusti september oktober november december
januar februar marts/mars april maj/mai juni juli august september oktober november december/desember
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
ledna února března dubna května června července srpna září října listopadu prosince
januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
januari februari maret april mei juni juli agustus september oktober november desember
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
януари февруари март април май юни юли август септември октомври ноември декември
ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
يناير فبراير مارس أبريل/ابريل/إبريل مايو يونيو/يونيه يوليو/يوليه أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر
جانفي فيفري - أفريل ماي جوان جويلية أوت - - - -
ژانویه فوریه مارس آوریل مه/می ژوئن ژوئیه/جولای اوت/آگوست سپتامبر اکتبر نوامبر دسامبر
جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
ינואר פברואר מרץ/מרס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
जनवरी फ़रवरी/फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर
"""
# The Levant's, some of two words.
_LEVANT = ("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول",
           "تشرين الثاني", "كانون الأول")  # fmt: skip


@cache
def months() -> dict[str, int]:
    """Return the numbers of months, from 1, by their names in small letters: those that mean one month in all."""
    found: dict[str, int] = {}
    ambiguous: set[str] = set()
    for line in _MONTHS.strip().split("\n"):
        for number, forms in enumerate(line.split(), 1):
            for form in forms.split("/"):
                if form != "-" and found.setdefault(form, number) != number:
                    ambiguous.add(form)
    found |= {name: number for number, name in enumerate(_LEVANT, 1)}
    return {name: number for name, number in found.items() if name not in ambiguous}
