"""``nsk`` and ``python -m nsk_tui``: hands over to the command line."""

import sys

from nsk_tui.cli.main import run


def main() -> int:
    """Run the program on the process's arguments; return the exit code."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
