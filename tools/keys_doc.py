"""Write docs/keys.md from the registry of acts."""

from pathlib import Path

from nsk_tui.screens.actions import keys_page

PAGE = Path(__file__).resolve().parent.parent / "docs" / "keys.md"


def main() -> None:
    """Write the page."""
    PAGE.write_text(keys_page(), "utf-8")


if __name__ == "__main__":
    main()
