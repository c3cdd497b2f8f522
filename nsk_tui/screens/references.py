"""Copying the code of a row to the reader's own clipboard: a code or a number, never what somebody wrote."""

import re
from base64 import b64encode

from nsk_tui.screens.base import FrameScreen
from nsk_tui.wording import _

_CODE = re.compile(r"[\w/+@.-]{1,64}\Z")
"""A code has no space: whatever comes here by a mistake, no sentence leaves the program."""


class WithReference(FrameScreen[None]):
    """A list whose rows are known by a code: ``y`` copies it."""

    def reference(self) -> str:
        """Return the code of the row at the cursor; empty for one that has none."""
        return ""

    def do_row_copy_reference(self) -> None:
        """Hand the code to the terminal (OSC 52), which may keep it from the clipboard."""
        code = self.reference()
        if not _CODE.match(code):
            self.say(_("This row has no code to copy."))
            return
        self.program.write_to_terminal(f"\x1b]52;c;{b64encode(code.encode()).decode()}\a")
        self.say(_("{code} is copied, if your terminal allows it.").format(code=code))
