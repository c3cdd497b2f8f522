"""What a worker does who takes duties."""

from nsk_tui.rules.duties import read_ref
from nsk_tui.services import swaps
from nsk_tui.services.errors import AlreadyTaken
from tests.faults.nursery import Link
from tests.faults.tasks import opened


def take_duties(link: Link, folder: str, member: str, duties: list[list[str]]) -> list[str]:
    """Take one duty after the other, each as soon as the parent says go; tell who has it then."""
    session = opened(folder, member)
    told = []
    for text, holder in duties:
        ref = read_ref(text)
        assert ref is not None
        link.tell("ready")
        link.wait()
        try:
            told.append(f"taken {swaps.take(session, ref, holder).member}")
        except AlreadyTaken as refused:
            told.append(f"told {refused.detail}")
    session.lock()
    return told
