"""Runs benchmarks, each in a process of its own so that none warms another's caches, and prints one table."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks.harness import HEADER

HERE = Path(__file__).parent
NAMES = (
    "start", "open_article", "annotate", "export", "pane", "places", "search", "library", "sources",
    "backup", "history", "entities", "relations", "proposals", "comparison", "compare_view", "numbers", "aligning",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which ones (all): {', '.join(NAMES)}")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="the same")
    parser.add_argument("--quick", action="store_true", help="small and few: shows that they run, not how fast we are")
    options = parser.parse_args()
    names = [*options.names, *options.only] or NAMES
    for name in names:
        if name not in NAMES:
            parser.error(f"no benchmark is called {name!r}; there are: {', '.join(NAMES)}")
    print(HEADER, flush=True)
    flags = ["--no-header", *(["--quick"] if options.quick else [])]
    failed = [
        name
        for name in names
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *flags], cwd=HERE.parent).returncode
    ]
    if failed:
        print(f"failed: {', '.join(failed)} (see above)", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
