"""Locked minutes out of which a word was taken: their hash is another then, and they say so.

Source
    docs/rules/minutes_state.md, "The hash"
"""

from nsk_tui.rules.minutes_state import MinutesState, digest
from nsk_tui.services.minutes import read_page
from nsk_tui.services.minutes_stages import addendum_digest, content
from nsk_tui.services.session import Session
from nsk_tui.store import meetings, minutes, moments
from nsk_tui.store.change import Change
from nsk_tui.store.meeting_texts import ADDENDUM, home_of


def hash_again(writing: Change, session: Session, kind: str, ref: str) -> None:
    """Give locked minutes the hash of what they say now; nothing happens for any other record."""
    meeting = home_of(writing.session, kind, ref)
    if meeting is None or meetings.is_gone(writing.session, meeting):
        return
    page = read_page(writing.session, session, meeting)
    if page.meeting.minutes_state is not MinutesState.LOCKED:
        return
    if kind == ADDENDUM:
        for one in page.addenda:
            made = addendum_digest(
                page.meeting, one.number, one.text, one.member, moments.to_text(one.made_at)
            )
            minutes.set_addendum_digest(writing.session, meeting, one.number, made)
    meetings.set_mended(writing.session, meeting, digest(content(page)))
