"""The rota's faults in the reader's words: rows of the table of explanations."""


def N_(message: str) -> str:  # noqa: N802  the catalogue's own name for "translate later"
    """Mark a message for the catalogue; it is translated when it is shown."""
    return message


_NO, _USAGE, _REFUSED = 1, 2, 4
STANDS = N_("The rota is as it was.")
LOOK = N_("Look at the rota again: 3, or nsk rota show")

ROWS: dict[str, tuple[int, str, str, tuple[str, ...]]] = {
    "unknown_duty": (_USAGE, N_("No published plan has the duty {detail}."), STANDS, (LOOK,)),
    "past_duty": (
        _REFUSED,
        N_("The duty {detail} is over."),
        STANDS,
        (N_("Who had it is history, and stays."), LOOK),
    ),
    "already_taken": (_REFUSED, N_("{detail} has taken the duty already."), STANDS, (LOOK,)),
    "not_your_duty": (
        _REFUSED,
        N_("The duty is not yours, {detail} has it."),
        STANDS,
        (N_("You can take it, or a coordinator can change it."),),
    ),
    "duty_refused": (
        _REFUSED,
        N_("{detail} cannot have the duty."),
        STANDS,
        (N_("See who can, and what is in the way for the others: w on the duty, or nsk rota why"),),
    ),
    "swap_with_self": (
        _USAGE,
        N_("A swap needs somebody else."),
        STANDS,
        (N_("Choose another person."),),
    ),
    "unknown_swap": (
        _REFUSED,
        N_("The swap is no longer open: it is answered, withdrawn or too late."),
        STANDS,
        (LOOK,),
    ),
    "unknown_absence": (
        _USAGE,
        N_("The absence is gone, or it is not yours."),
        STANDS,
        (N_("Look at the list of absences again."),),
    ),
    "absence_refused": (
        _USAGE,
        N_("The absence cannot be {detail}: the first day comes first, and the last is not over."),
        STANDS,
        (N_("Write the days as 2026-11-20; it may begin up to 31 days back."),),
    ),
    "absence_overlaps": (
        _USAGE,
        N_("There is an absence on some of these days already: {detail}."),
        STANDS,
        (N_("Withdraw that one first, or report the days around it."),),
    ),
    "unknown_line": (_USAGE, N_("The rota has no line called {detail}."), STANDS, (LOOK,)),
    "line_in_use": (
        _REFUSED,
        N_("The line {detail} cannot go: duties on it are published, or it is the last one."),
        STANDS,
        (N_("Give its duties to nobody first, or rename it."),),
    ),
    "nobody_on_line": (
        _REFUSED,
        N_("There is nobody who can have duty on {detail}."),
        STANDS,
        (N_("Say who stands on which line, and for how much of full time: 3, then people."),),
    ),
    "no_draft": (
        _REFUSED,
        N_("There is no draft of a plan."),
        STANDS,
        (N_("Make one: n on the rota, or nsk rota plan"),),
    ),
    "fallback_needed": (
        _NO,
        N_("The plan has {detail} duties that nobody has, and nobody is named for them."),
        STANDS,
        (N_("Say who is called then, and publish again."),),
    ),
    "plan_conflicts": (
        _NO,
        N_("By now {detail} duties of the draft have somebody who cannot."),
        STANDS,
        (N_("Make the draft again: n on the rota, or nsk rota plan"),),
    ),
    "clock_set_back": (
        _REFUSED,
        N_("The clock of this machine stands before the last publication ({detail})."),
        STANDS,
        (
            N_("Set the clock right."),
            N_("If it was wrong when you published, undo that publication with u."),
        ),
    ),
    "bad_rota_setting": (
        _USAGE,
        N_("The rota cannot have that value in {detail}."),
        STANDS,
        (N_("Choose another value."),),
    ),
    "reason_reveals": (
        _NO,
        N_("The text in {detail} would reveal somebody."),
        STANDS,
        (N_("Leave out names and numbers; colleagues who are members may be named."),),
    ),
}
