"""The screens: what a member sees and presses."""

from nsk_tui import hardening

# Textual reads its environment when it is imported, and every screen imports Textual.
hardening.quiet_terminal_layer()
