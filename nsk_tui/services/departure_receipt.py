"""The receipt of a departure: one page on what was done, by whom, and what nobody can take back.

Source
    docs/rules/departure.md, "The receipt"
"""

from datetime import date

from nsk_tui import departure_words, handover_words, wording
from nsk_tui.exchange.documents import to_text
from nsk_tui.rules.departure import StepStatus
from nsk_tui.rules.documents import Document, Heading, Paragraph, Table
from nsk_tui.services.departures import DepartureView
from nsk_tui.services.handover_document import LANGUAGES
from nsk_tui.services.session import Session
from nsk_tui.wording import _, pgettext


def receipt(session: Session, found: DepartureView) -> str:
    """Return the receipt as plain text; of a departure under way it says how far it has come."""
    return to_text(compose(found, session.network, session.municipality, session.today)).decode()


def compose(found: DepartureView, network: str, municipality: str, today: date) -> Document:
    """Return the receipt as a document."""
    leaver, view = found.leaver, found.view
    blocks = (
        Heading(1, pgettext("document", "The steps")),
        _steps(found, today),
        Heading(1, pgettext("document", "The handover")),
        Paragraph("\n".join(_handover(found, today))),
        Heading(1, pgettext("document", "What nobody can take back")),
        Paragraph(departure_words.limits(leaver)),
    )
    return Document(
        title=_title(found).format(member=leaver),
        sender=" · ".join(part for part in (municipality, network) if part),
        made_on=today,
        marks=(
            (pgettext("document", "Date"), _year(today)),
            (_("Last day"), _year(view.handover.last_day)),
            (_("Responsible"), found.responsible),
            (pgettext("document", "State"), _state(found)),
        ),
        blocks=blocks,
        language=LANGUAGES[wording.language()],
    )


def _title(found: DepartureView) -> str:
    is_finished = found.finished_on is not None
    return _("Receipt: {member} has left") if is_finished else _("Departure under way: {member}")


def _steps(found: DepartureView, today: date) -> Table:
    rows = tuple(
        (f"{one.step.number}.", departure_words.step(one.step, found.facts), _done(one, today))
        for one in found.steps
    )
    return Table(
        (pgettext("document", "No."), pgettext("document", "Step"), pgettext("document", "Done by")), rows
    )


def _done(one: StepStatus, today: date) -> str:
    if one.is_done:
        return " ".join(departure_words.who(one, today).split())
    return departure_words.cannot(one, today) if one.obstacle else pgettext("document", "not done")


def _handover(found: DepartureView, today: date) -> list[str]:
    view = found.view
    lines = [handover_words.tally(view.tally)]
    if view.handover.closed_by and view.handover.closed_on:
        closed = _("Closed by {member} {day}.")
        lines.append(
            closed.format(member=view.handover.closed_by, day=wording.day(view.handover.closed_on, today))
        )
    if view.closing_reason:
        lines.append(_("Closed in spite of what was missing: {reason}").format(reason=view.closing_reason))
    return lines


def _state(found: DepartureView) -> str:
    if found.finished_on is not None:
        return _("finished by {member} {day}").format(member=found.finished_by, day=_year(found.finished_on))
    return departure_words.progress(found.done, len(found.steps))


def _year(day: date) -> str:
    return f"{day:%d/%m-%Y}"
