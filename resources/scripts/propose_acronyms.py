"""Proposes every acronym of an article as an actor: an example of a command that Annotator asks for proposals.

It reads an article's JSON on standard input and writes a list of annotations on standard output. To try it:

    annotator propose press.annot --kind script --script "python3 propose_acronyms.py"

With the name of a tag behind it, it proposes that one instead.
"""

import json
import re
import sys

TAG = sys.argv[1] if len(sys.argv) > 1 else "actor"

document = json.load(sys.stdin)
article = document["articles"][0]
body = article["body"] or {"start": 0, "end": len(article["text"])}

proposals = []
for found in re.finditer(r"\b[A-Z]{2,6}\b", article["text"]):
    # Positions count code points, as Python's do. Outside of its body an article is menus and teasers.
    if body["start"] <= found.start() and found.end() <= body["end"]:
        proposals.append({"start": found.start(), "end": found.end(), "quote": found[0], "tag": TAG})

json.dump(proposals, sys.stdout, ensure_ascii=False)
