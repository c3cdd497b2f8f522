"""``nsk`` and ``python -m nsk_tui``: hands over to the command line."""

import os
import sys
from pathlib import Path


def main() -> int:
    """Run the program on the process's arguments; return the exit code."""
    from nsk_tui.cli import forced

    arguments = sys.argv[1:]
    if arguments[:1] == [forced.VERB]:
        forced.keep_only_what_a_line_may_bring(os.environ)
    from nsk_tui.cli.main import run

    return run(arguments)


if __name__ == "__main__":
    if not __package__:
        # Started by its path, as the line of an SSH key does: no caller's folder may lead to a package.
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    sys.exit(main())
