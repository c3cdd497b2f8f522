"""Several texts that are checked together: what stands in one may reveal a person in another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from time import perf_counter

from textual.containers import Vertical
from textual.message import Message

from nsk_tui.rules.anonymity.findings import Finding
from nsk_tui.widgets.guarded_text import INLINE_MS_MAX, GuardedText
from nsk_tui.widgets.marks import Answered

Findings = Mapping[str, tuple[Finding, ...]]
Look = Callable[[Mapping[str, str]], Callable[[], Findings]]
"""Takes the texts where the screen is drawn, and returns the check itself, which may run in a thread."""


class CheckedTogether(Vertical):
    """Texts by their fields' names, all looked at again at each pause of whoever writes in one."""

    @dataclass
    class Found(Message):
        """All texts were checked together; handled by their owner itself."""

        checked: Mapping[str, str]
        findings: Findings
        took_ms: float

    def __init__(self, look: Look, boxes: dict[str, GuardedText], id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.boxes = boxes
        self._look, self._look_ms, self._wanted = look, INLINE_MS_MAX + 1, False

    def texts(self) -> dict[str, str]:
        """Return every text by its field's name."""
        return {name: box.text for name, box in self.boxes.items()}

    def answered(self) -> dict[str, list[Answered]]:
        """Return what the author has answered, by field."""
        return {name: list(box.answered) for name, box in self.boxes.items()}

    def check_soon(self) -> None:
        """Check all texts together; what is asked several times at once is done once."""
        if not self._wanted and any(box.text for box in self.boxes.values()):
            self._wanted = True
            self.call_later(self._check)

    def on_guarded_text_paused(self, message: GuardedText.Paused) -> None:
        """Check them all."""
        message.stop()
        self.check_soon()

    def on_checked_together_found(self, message: Found) -> None:
        """Mark what was found in each text."""
        message.stop()
        self._look_ms = message.took_ms
        for name, box in self.boxes.items():
            box.put_found(message.checked[name], message.findings.get(name, ()))

    def _check(self) -> None:
        self._wanted = False
        texts = self.texts()
        look = partial(self._check_and_tell, texts, self._look(texts))
        if self._look_ms > INLINE_MS_MAX:
            self.run_worker(look, thread=True, group="check")
        else:
            look()

    def _check_and_tell(self, texts: Mapping[str, str], look: Callable[[], Findings]) -> None:
        began = perf_counter()
        findings = look()
        self.post_message(self.Found(texts, findings, (perf_counter() - began) * 1000))
