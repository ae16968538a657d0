"""What columns of tables are called, in many languages, by what they hold; and what languages are called."""

from __future__ import annotations

# For each field the names that say it surely, then those that also stand for other things.
NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text, body, content, contents, full text, article text, article body, body text, main text, raw text, "
        "clean text, news text, plain text, content text, document text, selftext, inhalt, volltext, "
        "artikeltext, haupttext, meldungstext, texte, contenu, corps, texte complet, texto, contenido, cuerpo, "
        "cuerpo del texto, texto completo, testo, contenuto, corpo, conteúdo, tekst, inhoud, artikeltekst, "
        "innehåll, brödtext, indhold, brødtekst, innhold, teksti, sisältö, treść, obsah, szöveg, tartalom, "
        "conținut, текст, содержание, содержимое, полный текст, текст статьи, зміст, вміст, съдържание, "
        "садржај, metin, içerik, haber metni, κείμενο, περιεχόμενο, نص, النص, النص الكامل, محتوى, المحتوى, "
        "المتن, نص المقال, نص الخبر, نص المقالة, متن, متن خبر, متن کامل, محتوا, مواد, خبر کا متن, טקסט, תוכן, "
        "גוף, גוף הכתבה, תוכן הכתבה, पाठ, सामग्री, मूल पाठ, পাঠ্য, বিষয়বস্তু, 正文, 内容, 內容, 文本, 全文, "
        "文章内容, 文章內容, 新闻内容, 本文, テキスト, 記事本文, 본문, 내용, 텍스트, isi, isi berita, teks, "
        "konten, nội dung, văn bản, เนื้อหา, ข้อความ",
        "article, artikel, articulo, articolo, artigo, makale, статья, المقال, مقال, مقاله, מאמר, כתבה, 文章, "
        "新闻, 記事, 기사, story, paragraphs, paragraph, description, beschreibung, summary, abstract, snippet, "
        "excerpt, lead, message, post, tweet, comment, transcript, beitrag, meldung, document, الوصف, تفاصيل, "
        "التفاصيل, خبر, الخبر",
    ),
    "title": (
        "title, headline, article title, heading, titel, überschrift, schlagzeile, headline text, titre, "
        "título, titular, encabezado, titolo, titulo, manchete, kop, rubrik, overskrift, otsikko, tytuł, "
        "nagłówek, titulek, název, nadpis, cím, titlu, заголовок, название, заглавие, наслов, başlık, τίτλος, "
        "عنوان, العنوان, عنوان الخبر, عنوان المقال, تیتر, عنوان خبر, سرخی, כותרת, שם הכתבה, शीर्षक, শিরোনাম, "
        "标题, 標題, 题目, タイトル, 見出し, 제목, judul, tiêu đề, หัวข้อ, ชื่อเรื่อง",
        "name, subject, betreff, caption, web title, عنوان فرعي",
    ),
    "published": (
        "published, date, publication date, publish date, published at, date published, pub date, pubdate, "
        "published on, date of publication, publishdate, published date, article date, release date, datum, "
        "veröffentlicht, veröffentlichungsdatum, erscheinungsdatum, erschienen, date de publication, fecha, "
        "fecha de publicación, data, data di pubblicazione, data de publicação, publicado, publicatiedatum, "
        "publiceringsdatum, dato, päivämäärä, data publikacji, datum vydání, dátum, дата, дата публикации, "
        "датум, tarih, yayın tarihi, ημερομηνία, تاريخ, التاريخ, تاريخ النشر, تاریخ, تاریخ انتشار, תאריך, "
        "תאריך פרסום, तारीख, दिनांक, তারিখ, 日期, 发布时间, 发布日期, 發布日期, 时间, 日付, 公開日, 날짜, "
        "게시일, tanggal, ngày, ngày đăng, วันที่",
        "time, timestamp, datetime, day, created, created at, web publication date, zeit, zeitpunkt, "
        "datetime published",
    ),
    "source": (
        "source, publisher, medium, outlet, newspaper, publication, source name, publication name, media, "
        "media outlet, news source, journal, quelle, zeitung, herausgeber, verlag, média, fuente, medio, "
        "periódico, fonte, testata, jornal, bron, krant, källa, tidning, kilde, avis, lähde, źródło, gazeta, "
        "zdroj, forrás, sursă, источник, сми, издание, джерело, извор, kaynak, gazete, πηγή, مصدر, المصدر, "
        "الصحيفة, صحيفة, الجريدة, اسم المصدر, منبع, روزنامه, خبرگزاری, ذریعہ, מקור, עיתון, स्रोत, সূত্র, 来源, "
        "來源, 媒体, 媒體, 出典, 媒体名, 出处, 출처, 언론사, sumber, nguồn, แหล่งที่มา",
        "site, website, site name, agency, channel, domain, feed",
    ),
    "author": (
        "author, authors, byline, by line, writer, reporter, journalist, autor, autorin, autoren, verfasser, "
        "auteur, auteurs, autores, autore, författare, skribent, forfatter, journalist, kirjoittaja, szerző, "
        "автор, авторы, yazar, συγγραφέας, كاتب, الكاتب, المؤلف, مؤلف, المحرر, نویسنده, خبرنگار, مصنف, מחבר, "
        "מאת, כתב, लेखक, লেখক, 作者, 记者, 記者, 著者, 기자, 저자, 작성자, penulis, tác giả, ผู้เขียน",
        "creator, contributor, contributors, editor, user, username",
    ),
    "url": (
        "url, link, web url, article url, source url, permalink, uri, href, webadresse, adresse, lien, enlace, "
        "collegamento, länk, lenke, linkki, odkaz, ссылка, адрес, bağlantı, σύνδεσμος, رابط, الرابط, "
        "رابط الخبر, لینک, پیوند, نشانی, קישור, כתובת, लिंक, লিংক, 链接, 網址, 网址, 連結, リンク, 링크, "
        "tautan, liên kết, ลิงก์",
        "address, web, guid, story url",
    ),
    "language": (
        "language, lang, language code, sprache, langue, idioma, lingua, língua, taal, språk, sprog, kieli, "
        "język, jazyk, nyelv, limba, язык, мова, език, језик, dil, γλώσσα, لغة, اللغة, زبان, שפה, भाषा, ভাষা, "
        "语言, 語言, 言語, 언어, bahasa, ngôn ngữ, ภาษา",
        "locale, lng, iso language",
    ),
}  # fmt: skip

LANGUAGES = {
    "en": "english, englisch",
    "de": "german, deutsch",
    "fr": "french, français, französisch",
    "es": "spanish, español, spanisch",
    "ar": "arabic, العربية, عربي, arabisch",
    "fa": "persian, farsi, فارسی, persisch",
    "he": "hebrew, עברית, hebräisch",
    "ur": "urdu, اردو",
    "tr": "turkish, türkçe, türkisch",
    "ru": "russian, русский, russisch",
    "zh": "chinese, 中文, chinesisch",
    "ja": "japanese, 日本語",
    "ko": "korean, 한국어",
    "it": "italian, italiano, italienisch",
    "pt": "portuguese, português",
    "nl": "dutch, nederlands",
    "pl": "polish, polski",
    "uk": "ukrainian, українська",
    "hi": "hindi, हिन्दी",
    "ku": "kurdish",
    "ps": "pashto",
}
