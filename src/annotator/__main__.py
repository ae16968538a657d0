"""Start with `python -m annotator`."""

import sys

from annotator.cli.main import main

if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        # In the app that PyInstaller makes, a process that helps to import begins here too, and goes no further.
        freeze_support()
    sys.exit(main())
