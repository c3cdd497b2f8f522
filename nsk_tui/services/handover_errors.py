"""What a member may not or cannot do now with a handover."""

from nsk_tui.rules.handover import HandoverFault
from nsk_tui.rules.handover_state import Refused
from nsk_tui.services.errors import ServiceError


class UnknownHandover(ServiceError):
    """There is no such handover."""

    code = "unknown_handover"


class HandoverExists(ServiceError):
    """A handover of hers is under way already; the detail is whose, or the thread."""

    code = "handover_exists"


class HandoverEnded(ServiceError):
    """The handover is closed or dropped; the detail is whose it was."""

    code = "handover_ended"


class HandoverDaysRefused(ServiceError):
    """The days of a handover are not in order, or lie too far away; the detail is which they are."""

    code = "handover_days_refused"


class HandoverNotFinished(ServiceError):
    """Something keeps a handover from being closed; the faults say what."""

    code = "handover_not_finished"

    def __init__(self, detail: str, faults: tuple[HandoverFault, ...]) -> None:
        super().__init__(detail)
        self.faults = faults


class UnknownItem(ServiceError):
    """The handover has no such item."""

    code = "unknown_item"


class ItemRefused(ServiceError):
    """An item is not moved on; the code is ``item_`` and the rule's reason, the detail its label."""

    code = "item_refused"

    def __init__(self, detail: str, refused: Refused) -> None:
        super().__init__(detail)
        self.refused = refused
        self.code = f"item_{refused.reason.value}"


class EchoRefused(ServiceError):
    """What was missing is not asked now, is answered, or is asked of others."""

    code = "echo_refused"
