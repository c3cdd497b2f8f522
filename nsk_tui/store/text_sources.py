"""The register of texts that people word and that are no consultation.

A sweep goes through them and a redaction reaches them. A later kind adds its source here; a test
fails for a guarded column of a table that no source reads.
"""

from nsk_tui.store import directory_texts, handover_texts, meeting_texts
from nsk_tui.store.worded_texts import TextSource

SOURCES: tuple[TextSource, ...] = (
    *handover_texts.SOURCES,
    *directory_texts.SOURCES,
    *meeting_texts.SOURCES,
)

BY_KIND: dict[str, TextSource] = {source.kind: source for source in SOURCES}

WITH_OWN_CHECK: frozenset[str] = frozenset(
    {"entry", "thread", "member", "setting", "rota_plan", "duty_change"}
)
"""Tables whose guarded columns need no source: consultations, which a sweep reads as such, and
single lines that are refused outright when anything is found in them."""
