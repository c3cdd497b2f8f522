"""The faults of what leaves the store, in the reader's words: rows of the table of explanations."""


def N_(message: str) -> str:  # noqa: N802  the catalogue's own name for "translate later"
    """Mark a message for the catalogue; it is translated when it is shown."""
    return message


_NO, _USAGE, _REFUSED = 1, 2, 4
NOTHING_LEFT = N_("Nothing has left the store.")
UNTOUCHED = N_("Nothing was changed.")

ROWS: dict[str, tuple[int, str, str, tuple[str, ...]]] = {
    "no_ticket": (
        _NO,
        N_("There is no such ticket."),
        NOTHING_LEFT,
        (
            N_("A ticket is good once, and has six signs: 7F3K-Q2"),
            N_("Was it used up by mistake? Whoever made the export makes another one."),
        ),
    ),
    "ticket_expired": (
        _NO,
        N_("The ticket was good until {detail}."),
        NOTHING_LEFT,
        (N_("Whoever made the export makes another one."),),
    ),
    "unknown_ticket": (
        _USAGE,
        N_("Nothing waits under that ticket."),
        UNTOUCHED,
        (N_("What was fetched cannot be taken back."),),
    ),
    "unknown_recipient": (
        _REFUSED,
        N_("Nothing can be sealed to {detail}: there is no age key that somebody has confirmed."),
        NOTHING_LEFT,
        (
            N_("She registers hers, and reads its four words to you: F4 and 'age', or nsk member recipient"),
            N_("Or seal to a passphrase, and give it by telephone."),
        ),
    ),
    "export_refused": (
        _USAGE,
        N_("That does not go together ({detail})."),
        NOTHING_LEFT,
        (
            N_("To members with a confirmed age key, or to a passphrase: not both in one file."),
            N_("Word's own passphrase goes with Word alone; it expires within 400 days."),
        ),
    ),
    "own_recipient": (
        _USAGE,
        N_("Nobody confirms her own age key."),
        UNTOUCHED,
        (N_("Read your four words to a colleague, who confirms it."),),
    ),
    "words_differ": (
        _REFUSED,
        N_("Those are not the words of the age key of {detail}."),
        UNTOUCHED,
        (
            N_("Ring again and let her read the four words from her own screen."),
            N_("Are hers others than yours? Then the key is not hers: she registers it again."),
        ),
    ),
    "departure_exists": (
        _REFUSED,
        N_("{detail} is leaving already."),
        UNTOUCHED,
        (N_("Look at the list: nsk member depart {detail}, or Enter on the person."),),
    ),
    "not_departing": (
        _USAGE,
        N_("No departure is under way: {detail}"),
        UNTOUCHED,
        (N_("Begin one, with the last day: x on the person, or nsk member depart ID --last-day DAY"),),
    ),
    "departure_finished": (
        _REFUSED,
        N_("The departure of {detail} is finished."),
        UNTOUCHED,
        (N_("The receipt can still be read."),),
    ),
    "step_by_itself": (
        _USAGE,
        N_("The step {detail} ticks itself from what the records show."),
        UNTOUCHED,
        (N_("Do what it is about, and look again."),),
    ),
    "step_not_possible": (
        _REFUSED,
        N_("The step {detail} is not possible yet."),
        UNTOUCHED,
        (N_("The list says what stands in the way."),),
    ),
    "steps_left": (
        _REFUSED,
        N_("Steps that are not done: {detail}"),
        UNTOUCHED,
        (
            N_("Do them, or close the handover with a reason as the coordinator."),
            N_("Access can be closed at any moment, with the handover still open: nsk member remove"),
        ),
    ),
}
