"""What the consultation form says around its fields: the summary above the texts, and help."""

from collections.abc import Mapping

from textual.content import Content

from nsk_tui.screens.consultation_fields import labels_of
from nsk_tui.wording import _

LEFT = ("department", "age", "concerns", "level")
RIGHT = ("outcome", "follow_up", "role")
LABEL_CELLS = 12
MARGIN_CELLS = 3


def summary(said: Mapping[str, Content], width: int) -> Content:
    """Return the coded answers in four lines of two columns, to be seen while a text is written."""
    half = (width - MARGIN_CELLS) // 2
    labels = labels_of()
    left = [_labelled(labels[name], said.get(name), half) for name in LEFT]
    right = [_labelled(labels[name], said.get(name), half) for name in RIGHT]
    how = [said[name] for name in ("channel", "minutes") if said.get(name)]
    right.append(_labelled(_("How"), Content(", ").join(how), half))
    margin = Content(" " * MARGIN_CELLS)
    return Content("\n").join(margin + one + other for one, other in zip(left, right, strict=True))


def _labelled(label: str, value: Content | None, cells: int) -> Content:
    said = (value if value else Content("–")).truncate(max(1, cells - LABEL_CELLS - 1), ellipsis=True)
    line = Content(f"{label:<{LABEL_CELLS}}") + said
    return line.pad_right(max(0, cells - line.cell_length))


def help_of(name: str) -> str | None:
    """Return what a field asks for; None for a field that explains itself by its values."""
    return {
        "department": _("Where the colleague works. The digit chooses; typing finds, also your own words."),
        "age": _("The band, never the exact age. Under 18 follows the law on children."),
        "area": _("Which law and which colleagues. 18-23 is remembered as you chose last."),
        "concerns": _("What the worry is about. Several are possible; Enter goes on."),
        "level": _(
            "Yellow: early concern, advice. Orange: suspicion, act this week. Red: acute, act now. "
            "Your own criteria are on the action cards: F9."
        ),
        "outcome": _("What came of the conversation."),
        "follow_up": _("When you look at it again. It then stands on your Today."),
        "role": _("The colleague's function, never a name."),
        "channel": _("How you talked."),
        "minutes": _("How long it took, about."),
        "text": _(
            "What the next one needs to know, without anything that tells who it is. "
            "! must be resolved, ? you take a stance on. Ctrl+N goes to the next finding."
        ),
        "advice": _("What you advised. It is what others search for."),
        "learned": _("What you would do again, or not."),
    }.get(name)
