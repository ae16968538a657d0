"""Where the files lie that come with the program: icons, translations, sample articles."""

from __future__ import annotations

from pathlib import Path

import annotator


def resource(name: str) -> Path:
    """Return the path of a file or folder of `resources/`, as `samples/sample.json`.

    In an installed program the folder lies in the package, in a checkout at the top. Raises FileNotFoundError.
    """
    package = Path(annotator.__file__).parent
    for folder in (package / "resources", package.parent.parent / "resources"):
        path = folder / name
        if path.exists():
            return path
    raise FileNotFoundError(f"'{name}' is missing from the installation; install Annotator again")
