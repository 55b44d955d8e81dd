"""An autograder for Gradescope that grades nothing: it hands each submission the results that were found elsewhere.

Gradescope imports no table of scores, but it takes what the autograder of a programming assignment writes into `results.json` (Gradescope's
«Autograder Specifications»). This file goes into the autograder's zip as it is, so it needs nothing but Python's standard library.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(place: Path) -> int:
    """Write the results of the submission that lies in Gradescope's folder; return 1, and write none, where nobody knows them.

    Args:
        place: `/autograder`, or a folder laid out like it.
    """
    about = json.loads((place / "submission_metadata.json").read_text(encoding="utf-8"))
    known = json.loads((place / "source" / "grades.json").read_text(encoding="utf-8"))
    names = [f"submission_{about.get('id', '')}"]
    for user in about.get("users", []):
        names += [str(user.get(field) or "") for field in ("email", "sid", "name")]
    found = next((known[name.casefold()] for name in names if name.casefold() in known), None)
    if found is None:
        print(f"no results for {names}: was this submission graded?")
        return 1
    (place / "results").mkdir(exist_ok=True)
    (place / "results" / "results.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path("/autograder")))
