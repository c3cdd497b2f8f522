"""Adds lists of consultations by the command line, again and again: a member's script that may be killed.

adder.py COUNT   calls ``nsk consult add --from FILE --json`` COUNT times with ten in each list
"""

import json
import os
import sys
import tempfile

from nsk_tui.cli.main import run

IN_A_LIST = 10
BODY = {"level": "yellow", "age_band": "12-17", "text": "En kollega spørger om råd."}


def main(count: int) -> int:
    """Add; what was acknowledged stands on stdout, a line for each list."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump([BODY] * IN_A_LIST, file)
        file.flush()
        codes = [run(["consult", "add", "--from", file.name, "--json"]) for _number in range(count)]
    return max(codes, default=0)


if __name__ == "__main__":
    os.environ.setdefault("NSK_LANGUAGE", "en")
    sys.exit(main(int(sys.argv[1])))
