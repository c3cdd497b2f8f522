"""The directory's faults in the reader's words: rows of the table of explanations."""


def N_(message: str) -> str:  # noqa: N802  the catalogue's own name for "translate later"
    """Mark a message for the catalogue; it is translated when it is shown."""
    return message


_USAGE, _REFUSED = 2, 4
STANDS = N_("The directory is as it was.")
LOOK = N_("Look at the group again: 4, or nsk people list")

ROWS: dict[str, tuple[int, str, str, tuple[str, ...]]] = {
    "bad_person": (
        _USAGE,
        N_("The directory cannot have that value in {detail}."),
        STANDS,
        (N_("The share is 0 to 100; the first day comes after an earlier stay and before the last day."),),
    ),
    "unknown_department": (_USAGE, N_("There is no department called {detail}."), STANDS, (LOOK,)),
    "department_exists": (
        _REFUSED,
        N_("There is a department called {detail} already."),
        STANDS,
        (N_("Change what it needs instead: r in the coverage."),),
    ),
    "bad_competence": (
        _USAGE,
        N_("A competence cannot have that value in {detail}."),
        STANDS,
        (N_("A name has at most 40 signs; it begins today or before, and ends after it began."),),
    ),
    "unknown_competence": (
        _REFUSED,
        N_("The competence is gone, or has ended."),
        STANDS,
        (N_("Look at the page again."),),
    ),
    "has_competence": (
        _REFUSED,
        N_("There is a competence called {detail} on the page already."),
        STANDS,
        (N_("Change that one: r"),),
    ),
    "bad_contact": (
        _USAGE,
        N_("The contact is not saved: {detail}"),
        STANDS,
        (N_("Body, name, number, hours and source are needed; nobody knows is written unknown."),),
    ),
    "unknown_contact": (
        _REFUSED,
        N_("The contact is gone: somebody has removed it."),
        STANDS,
        (N_("Look at the contacts again: F4 and partners"),),
    ),
    "no_note": (
        _REFUSED,
        N_("There is no page «if I am gone tomorrow» to confirm."),
        STANDS,
        (N_("Write it first: r on the page."),),
    ),
}
