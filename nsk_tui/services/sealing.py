"""A document is written in memory and sealed: to members' keys, to six drawn words, or as Word's own file.

Source
    docs/rules/outbox.md, "To whom"
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from nsk_tui.exchange.documents import to_markdown
from nsk_tui.exchange.word_document import to_docx
from nsk_tui.rules.documents import Document
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.outbox import LeavingForm, SealedTo, Ticket
from nsk_tui.services import chance, members
from nsk_tui.services.errors import ExportRefused
from nsk_tui.services.outbox import Leaving
from nsk_tui.vault.envelope import Recipient, seal

PASSPHRASE_WORDS = 6


@dataclass(frozen=True)
class Exported:
    """What has left: a ticket for each receiver and form.

    Shape
        ``passphrase`` is what opens it, shown this once; empty where it is sealed to members.
    """

    tickets: tuple[Ticket, ...]
    passphrase: str = field(default="", repr=False)


def must_go_together(
    forms: tuple[LeavingForm, ...], sealed_to: SealedTo, receivers: tuple[MemberId, ...]
) -> None:
    """Refuse forms, receivers and a way of sealing that do not go together.

    Errors
        ExportRefused: the detail says what.
    """
    checks = {
        "forms": not forms or len(set(forms)) != len(forms),
        "receivers": (sealed_to is SealedTo.MEMBERS) != bool(receivers),
        "word": sealed_to is SealedTo.WORD_PASSPHRASE and forms != (LeavingForm.WORD,),
    }
    wrong = next((name for name, is_so in checks.items() if is_so), None)
    if wrong is not None:
        raise ExportRefused(wrong)


def sealed(
    document: Document,
    form: LeavingForm,
    sealed_to: SealedTo,
    keys: Mapping[MemberId, Recipient],
    words: str,
) -> list[Leaving]:
    """Return a document in one form, sealed: a file for each member, or one for whoever knows the words."""
    plain = to_docx(document) if form is LeavingForm.WORD else to_markdown(document)
    digest = sha256(plain).hexdigest()
    if keys:
        # Sealed once, to all: a ticket that was mixed up still opens.
        made = seal(plain, keys.values())
        return [Leaving(made, f"{form}.age", member, digest) for member in sorted(keys)]
    if sealed_to is SealedTo.WORD_PASSPHRASE:
        from nsk_tui.vault.word_envelope import seal_to_word_passphrase

        return [Leaving(seal_to_word_passphrase(plain, words), form.value, None, digest)]
    from nsk_tui.vault.passphrase_envelope import seal_to_passphrase

    return [Leaving(seal_to_passphrase(plain, words), f"{form}.age", None, digest)]


def drawn_words() -> str:
    """Return six easy words to seal to."""
    words = members.easy_words()
    return " ".join(words[chance.below(len(words))] for _word in range(PASSPHRASE_WORDS))
