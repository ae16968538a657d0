"""Pages saved "complete": a file and, beside it, a folder with what the page shows, where no article is looked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

# What browsers and word processors of many languages put behind the page's name.
_ENDINGS = (
    "_files", ".files", "-files", "_dateien", "-dateien", "_fichiers", "_archivos", "_arquivos", "_ficheiros",
    "_bestanden", "_file", "-filer", "_filer", "_tiedostot", "_pliki", "_soubory", "_súbory", "_elemei", "_dosyalar",
    "_datoteke", "_datoteky", "_fitxers", "_fitxategiak", "_failid", "_fails", "_bylos", "_fajlovi", "_файлы",
    "_файлове", "_файли", "_αρχεία", "_קבצים", "_ملفات", "_پرونده‌ها", "_文件", "_檔案", "_ファイル", "_파일",
)  # fmt: skip
_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".mht", ".HTML", ".HTM")


def is_beside_page(path: PurePath, exists: Callable[[PurePath], bool]) -> bool:
    """Return whether a file lies in the folder of a saved page; `exists` tells whether there is a file of a name."""
    for folder in path.parents:
        name = folder.name
        ending = next((ending for ending in _ENDINGS if name.lower().endswith(ending)), None)
        if ending is not None:
            stem = name[: -len(ending)]
            if stem and any(exists(folder.with_name(stem + suffix)) for suffix in _PAGES):
                return True
    return False
