"""The faults of a handover in the reader's words: rows of the table of explanations."""


def N_(message: str) -> str:  # noqa: N802  the catalogue's own name for "translate later"
    """Mark a message for the catalogue; it is translated when it is shown."""
    return message


_USAGE, _REFUSED = 2, 4
STANDS = N_("The handover is as it was.")
KEPT_WORDS = N_("Nothing was saved half. What you wrote is kept as an encrypted draft.")
LOOK = N_("Look at the handover again: 4, or nsk handover list")
WORDS = N_("Say it in your own words: what it is about, what you will do, what would make it worse.")

ROWS: dict[str, tuple[int, str, str, tuple[str, ...]]] = {
    "unknown_handover": (_USAGE, N_("There is no such handover: {detail}"), STANDS, (LOOK,)),
    "handover_exists": (
        _REFUSED,
        N_("A handover of {detail} is under way already."),
        STANDS,
        (N_("Go on with that one: 4, or nsk handover show {detail}"),),
    ),
    "handover_ended": (
        _REFUSED,
        N_("The handover of {detail} is closed."),
        KEPT_WORDS,
        (N_("What was received stays. Begin a new one if something is left."),),
    ),
    "handover_days_refused": (
        _USAGE,
        N_("The days of the handover cannot be {detail}."),
        STANDS,
        (
            N_("Write the last day as 2026-11-30; it may lie a year back and two years ahead."),
            N_("Only who is on a long leave comes back, and after the last day."),
        ),
    ),
    "handover_not_finished": (
        _REFUSED,
        N_("The handover of {detail} is not finished: something is missing."),
        STANDS,
        (
            N_("See what is missing: P in the handover, or nsk handover show {detail}"),
            N_("A coordinator may close it in spite of that, with a reason."),
        ),
    ),
    "unknown_item": (_USAGE, N_("The item is no longer in the handover."), STANDS, (LOOK,)),
    "echo_refused": (
        _REFUSED,
        N_("You are not asked about the handover of {detail} now, or you have answered."),
        STANDS,
        (N_("Look at Today again."),),
    ),
    "item_refused": (_REFUSED, N_("The item {detail} cannot be moved on."), STANDS, (LOOK,)),
    "item_wrong_state": (
        _REFUSED,
        N_("The item {detail} was answered, changed or withdrawn meanwhile."),
        KEPT_WORDS,
        (N_("Open it again, and see how it stands now."),),
    ),
    "item_text_changed": (
        _REFUSED,
        N_("The item {detail} was changed while you read it."),
        KEPT_WORDS,
        (N_("Read it again; your own words are still there."),),
    ),
    "item_not_giver": (
        _REFUSED,
        N_("Only the giver or a coordinator sends and withdraws an item."),
        STANDS,
        (LOOK,),
    ),
    "item_not_receiver": (
        _REFUSED,
        N_("Only the receiver answers an item, and {detail} is somebody else's."),
        STANDS,
        (LOOK,),
    ),
    "item_not_whole": (
        _REFUSED,
        N_("The item {detail} cannot be sent yet: something is missing."),
        STANDS,
        (N_("See what is missing: P in the handover."),),
    ),
    "item_no_own_words": (_REFUSED, N_("Your own words are missing."), KEPT_WORDS, (WORDS,)),
    "item_few_own_words": (
        _REFUSED,
        N_("Your own words are too few: at least 40 characters and six words."),
        KEPT_WORDS,
        (WORDS,),
    ),
    "item_many_own_words": (
        _REFUSED,
        N_("Your own words are too many: at most 2000 characters."),
        KEPT_WORDS,
        (N_("Say the most important. The rest stands in the item."),),
    ),
    "item_copied_words": (
        _REFUSED,
        N_("More than half of your words stand in the item already."),
        KEPT_WORDS,
        (WORDS,),
    ),
    "item_no_question": (
        _REFUSED,
        N_("With a reservation or a return something must be asked."),
        KEPT_WORDS,
        (N_("Write what is not settled, or what you want to know first."),),
    ),
    "item_long_question": (
        _REFUSED,
        N_("The question is too long: at most 500 characters."),
        KEPT_WORDS,
        (N_("Ask the most important, and ring about the rest."),),
    ),
}
