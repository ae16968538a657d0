"""Where the article is in a plain text that was scraped with the page around it: its lines tell, and only surely."""

from __future__ import annotations

from functools import cache

import regex
from msgspec import Struct
from msgspec.structs import replace

from annotator.text.span import Span

_LINES = 5_000
_LONGEST = 200_000
"""Larger texts are no single page that somebody copied."""
_CREDIT = 400
"""What one line of prose counts for at most: a teaser is as long as a paragraph, an article has several."""
_STEP = 45
"""What a line that is no prose costs."""
_CUE = 260
"""What a line costs that belongs to what follows an article."""
_SURE = 450
"""Prose in letters that an article has at least; of a script without blanks a letter counts threefold."""
_ABOVE = 600
_SHORT = 60
_FEW_SHORT = 4
_LOOK_BACK = 9
_TITLE_LONGEST = 220

_ENDED = regex.compile(r"[.!?…。！？．؟۔।॥։።][\p{Pe}\p{Pf}\p{Pi}\"'»”“’)\]]*\s*$")
_STOPS = regex.compile(r"[.!?…。！？؟۔।։።][\p{Pe}\p{Pf}\"'»”’]*(?=\s|$|\p{Lo})")
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Khmer}\p{Lao}\p{Myanmar}]")
_LETTER = regex.compile(r"\p{L}")
_DIGIT = regex.compile(r"\p{Nd}")
_TRAIL = regex.compile(r"(?:>>?|»|›|/|\||·|•|→|←)")
# What pages write between and behind articles, by how it begins ...
_BEGINNINGS = """
weiterlesen|lesen sie auch|lesen sie mehr|auch interessant|das könnte sie|mehr zum thema|mehr artikel|mehr nachrichten|
ähnliche artikel|verwandte artikel|folgen sie uns|jetzt abonnieren|alle rechte vorbehalten|kommentar schreiben|
read more|read also|read next|related articles|related stories|related topics|related news|you may also|you might also|
most read|most popular|follow us|leave a comment|leave a reply|sign up|up next|all rights reserved|back to top|
lire aussi|à lire|sur le même|s'abonner|suivez-nous|articles liés|les plus lus|tous droits|mentions légales|
leer más|leer también|lea también|te puede interesar|noticias relacionadas|síguenos|lo más leído|lo más visto|
leggi anche|articoli correlati|seguici|leia mais|leia também|siga-nos|lees ook|lees meer|meer over|läs mer|läs också|
читайте также|читать далее|читать также|по теме|подписывайтесь|самое читаемое|все права защищены|читайте також|
ayrıca okuyun|ilgili haberler|bizi takip|abone ol|çok okunanlar|
اقرأ أيض|اقرأ ايض|إقرأ أيض|اقرأ المزيد|مواضيع ذات صلة|مواضيع متعلقة|أخبار ذات صلة|أخبار متعلقة|ذات صلة|أضف تعليق|
تابعنا|تابعونا|الأكثر قراءة|الأكثر مشاهدة|النشرة البريدية|جميع الحقوق|الكلمات الدالة|الكلمات المفتاحية|شارك على|
بیشتر بخوانید|مطالب مرتبط|اخبار مرتبط|ارسال نظر|پربازدید|پربیننده|برچسب‌ها|ما را دنبال|کلیه حقوق|تمامی حقوق|نظر شما|
مزید پڑھیں|یہ بھی پڑھیں|متعلقہ خبریں|
קראו גם|קראו עוד|עוד בנושא|עוד באתר|עוד כתבות|כתבות נוספות|כתבות קשורות|אולי יעניין|הוסף תגובה|הוספת תגובה|
הנקראות ביותר|עקבו אחרינו|כל הזכויות|שתפו את|
相关新闻|相关阅读|相关文章|相关报道|相关推荐|相关链接|更多新闻|更多阅读|延伸阅读|推荐阅读|发表评论|责任编辑|责编|编辑:|编辑：|
热门新闻|热门文章|版权所有|版权声明|返回顶部|上一篇|下一篇|相關新聞|相關閱讀|相關文章|延伸閱讀|推薦閱讀|責任編輯|版權所有|
関連記事|関連ニュース|あわせて読みたい|관련 기사|관련기사|많이 본
"""
# ... and what stands alone, perhaps with a number.
_ALONE = """
mehr|zum thema|themen|schlagwörter|teilen|drucken|kommentare?|anzeige|newsletter|impressum|datenschutz|meistgelesen|
nach oben|more|related|see also|recommended|trending|share|share this|print|comments?|advertisement|subscribe|log in|
tags?|topics|privacy|cookies?|contact us|about us|partager|commentaires?|publicité|compartir|comentarios?|suscríbete|
publicidad|aviso legal|etiquetas|condividi|commenti|compartilhe|deel|reacties|dela|kommentarer|поделиться|
комментари[ий]|реклама|теги|поділитися|коментарі|paylaş|yorumlar?|reklam|etiketler|المزيد|شارك|مشاركة|تعليق|تعليقات|
التعليقات|اشترك|إعلان|وسوم|نظرات|اشتراک|تبلیغات|تبصرے|شیئر|תגובות|שתפו|שיתוף|הרשמה|פרסומת|תגיות|צור קשר|热门|评论|留言|
分享|版权|广告|标签|熱門|評論|版權|廣告|おすすめ|コメント|シェア|ランキング|댓글|공유|저작권
"""


def _alternatives(phrases: str) -> str:
    return "|".join(phrase.strip().replace(" ", r"\s+") for phrase in phrases.replace("\n", "").split("|"))


@cache
def _cues() -> regex.Pattern[str]:
    alone = _alternatives(_ALONE)
    return regex.compile(
        rf"^[\W\d_]*(?:(?:{_alternatives(_BEGINNINGS)})|(?:{alone})[\W\d_]*$)",
        flags=regex.I,
    )


@cache
def _comments() -> regex.Pattern[str]:
    words = (
        "kommentar|comment|comentario|commenti|reacties|комментари|коментар|yorum|تعليق|نظر|תגובות|评论|評論|留言|댓글"
    )
    return regex.compile(rf"\p{{Nd}}\W*(?:{words})|(?:{words})\p{{L}}*\W*\p{{Nd}}", flags=regex.I)


class _Line(Struct, frozen=True):
    """One line that is not blank: where it is, how many letters of prose it counts for, and whether it is a cue."""

    start: int
    end: int
    prose: int
    cue: bool
    weight: int


def find_body(text: str) -> Span | None:
    """Return where the article is in `text`, its headline included; None where it may be all of it.

    Lines of prose count for, other lines against a stretch of lines; the best stretch is the article, if nothing
    else comes near it. On either side only what is surely not of it is left out: lines that pages write around articles
    ("Read more"), three or more before the headline that are no prose, and then four or more behind it.
    """
    if len(text) > _LONGEST or not 4 <= text.count("\n") <= _LINES:
        return None
    # Most texts are articles and nothing else: too few lines are short.
    if len([1 for line in text.split("\n") if 0 < len(line) < _SHORT]) < _FEW_SHORT:
        return None
    lines = _lines(text)
    if len(lines) < 5:
        return None
    first, last = _best(lines)
    if first < 0:
        return None
    prose = sum(line.prose for line in lines[first : last + 1])
    outside = [line.prose for line in (*lines[:first], *lines[last + 1 :])]
    paragraphs = sum(line.prose > 0 for line in lines[first : last + 1])
    if prose < _SURE or paragraphs < 2 or sum(outside) > prose:
        return None
    title = _title(text, lines, first)
    first = title if title is not None else first
    if not _surrounds(lines[:first]):
        first = 0
    if not _leads(lines[last + 1 :], framed=first > 0):
        last = len(lines) - 1
    if first == 0 and last == len(lines) - 1:
        return None
    return Span(lines[first].start, lines[last].end)


def headline(text: str, body: Span) -> str | None:
    """Return the line that looks like the headline of `body`, right before its prose; None where there is none."""
    start = text.rfind("\n", 0, max(0, body.start - _ABOVE)) + 1
    lines = _lines(text[start : min(body.end, start + _LONGEST)], start)
    first = next((index for index, line in enumerate(lines) if line.prose and line.end > body.start), 0)
    found = _title(text, lines, first)
    return None if found is None else text[lines[found].start : lines[found].end]


def from_headline(text: str, title: str, body: Span) -> int:
    """Return where `body` begins with its `title`, if only lines that are no prose stand before that in it."""
    at = text.find(title, body.start, min(body.end, body.start + _ABOVE))
    if at <= body.start:
        return body.start
    start = text.rfind("\n", 0, at) + 1
    return body.start if any(line.prose for line in _lines(text[body.start : start])) else start


def without_tail(text: str, body: Span) -> Span:
    """Return `body` without what follows the article in it: from a line like "Related" on, where little prose is."""
    if len(body) > _LONGEST:
        return body
    lines = _lines(body.of(text), body.start)
    total = sum(line.prose for line in lines)
    before = 0
    for index, line in enumerate(lines):
        sure = before * 4 >= total * 3 or (before >= _SURE // 2 and _is_comments(line, body.of(text), body.start))
        if line.cue and index and sure:
            return Span(body.start, lines[index - 1].end)
        before += line.prose
    return body


def _is_comments(line: _Line, text: str, at: int) -> bool:
    """Return whether a line counts what readers have written: whatever follows, however long, is theirs."""
    return line.cue and _comments().search(text[line.start - at : line.end - at]) is not None


def _lines(text: str, at: int = 0) -> list[_Line]:
    found: list[_Line] = []
    for raw in text.split("\n"):
        bare = raw.strip()
        if bare:
            found.append(_line(bare, at + len(raw) - len(raw.lstrip())))
        at += len(raw) + 1
    between = [
        index
        for index, (before, line, after) in enumerate(zip(found, found[1:], found[2:], strict=False), 1)
        if line.cue and before.prose and after.prose
    ]
    # A link or two between paragraphs part nothing; a row of teasers is made of them.
    for index in between if len(between) <= 2 else ():
        found[index] = replace(found[index], weight=-_STEP, cue=False)
    return found


def _line(bare: str, start: int) -> _Line:
    end = start + len(bare)
    cue = len(bare) <= 90 and _cues().match(bare) is not None
    if cue:
        return _Line(start, end, 0, True, -_CUE)
    length = len(bare)
    ended = _ENDED.search(bare[-8:]) is not None
    if length < 200:
        dense = len(_DENSE.findall(bare))
        length += 2 * dense
    elif _DENSE.search(bare):
        length *= 3
    stops = len(_STOPS.findall(bare[:2_000])) if length > 60 else int(ended)
    prose = (length >= 80 and ended) or (length >= 60 and stops >= 2) or length >= 320
    if prose and not (stops or ended):
        # A row of links may be long; it has no sentences.
        prose = length >= 320 and len(_TRAIL.findall(bare)) < 3
    if prose:
        return _Line(start, end, length, False, min(length, _CREDIT))
    # What speakers say and subheadings are short, and may be sentences: these cost next to nothing.
    if ended and length >= 20:
        return _Line(start, end, 0, False, -10)
    return _Line(start, end, 0, False, -_STEP)


def _best(lines: list[_Line]) -> tuple[int, int]:
    """Return the first and last line of the stretch that weighs most; (-1, -1) where there is no prose."""
    best, best_range = 0, (-1, -1)
    weight, start = 0, 0
    for index, line in enumerate(lines):
        if weight <= 0:
            weight, start = 0, index
        weight += line.weight
        if weight > best:
            best, best_range = weight, (start, index)
    first, last = best_range
    while 0 <= first < last and not lines[first].prose:
        first += 1
    return first, last


def _leads(rest: list[_Line], *, framed: bool) -> bool:
    """Return whether the lines behind the prose are surely no end of the article, such as a list.

    `framed` is whether lines that are not the article's stand before it.
    """
    return any(line.cue for line in rest) or (framed and sum(line.weight == -_STEP for line in rest) >= 4)


def _surrounds(before: list[_Line]) -> bool:
    """Return whether the lines before the headline are surely no beginning of the article."""
    return len(before) >= 3 or any(line.cue for line in before)


def _title(text: str, lines: list[_Line], first: int) -> int | None:
    """Return which line is the headline right before the prose; between them stand lead-ins, names and dates."""
    best: int | None = None
    most = 0
    for index in range(first - 1, max(-1, first - 1 - _LOOK_BACK), -1):
        line = lines[index]
        bare = text[line.start : line.end]
        if line.cue or line.prose:
            break
        letters = len(_LETTER.findall(bare))
        dense = len(_DENSE.findall(bare))
        words = len(bare.split())
        if len(bare) > _TITLE_LONGEST or _TRAIL.search(bare) or letters * 3 < len(bare) * 2:
            continue
        if (words < 4 and dense < 8) or (_DIGIT.sub("", bare) != bare and letters < 20):
            continue
        size = letters + 2 * dense
        # Farther from the prose a line has to say more to be the headline.
        if size > most * 1.25:
            best, most = index, size
    return best
