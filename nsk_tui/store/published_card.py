"""What stood on the duty card that was published last: a keyed mark of its bytes, as a setting."""

import hmac
from hashlib import sha256

from sqlmodel import Session

from nsk_tui.store import identity

_LABEL = b"nsk_tui/store/v1/duty_card"
_MARK = "duty_card"


def note(session: Session, content: bytes | None) -> None:
    """Write down what is about to lie beside the store; None: no card."""
    identity.set_setting(session, _MARK, _mark(session, content))


def fits(session: Session, content: bytes | None) -> bool:
    """Return whether a card is the one that was published last; None: there is none."""
    return hmac.compare_digest(identity.setting(session, _MARK, ""), _mark(session, content))


def _mark(session: Session, content: bytes | None) -> str:
    if content is None:
        return ""
    return hmac.digest(identity.chain_key(session), _LABEL + content, sha256).hex()
