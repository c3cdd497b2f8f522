"""nsk_tui: anonymised consultations, kept by a group, in a terminal."""

__version__ = "0.1.0"
