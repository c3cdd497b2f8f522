"""What the members' screen says: a row for each, and below them the member, the key and the way back in."""

from datetime import date
from textwrap import wrap

from nsk_tui import vocabulary, wording
from nsk_tui.rules.access import WHO_MAY, Act
from nsk_tui.rules.members import Member, Role, Standing
from nsk_tui.services.local_time import on_the_wall
from nsk_tui.services.membership import ClosedAccess, Membership
from nsk_tui.services.recovery import RecoveryState
from nsk_tui.widgets.frame import WIDE_CELLS, cut
from nsk_tui.widgets.lines import Line, line
from nsk_tui.wording import _, ngettext

ID_CELLS, ACCESS_CELLS, SEEN_CELLS, SSH_CELLS = 7, 10, 10, 4
ROLE_CELLS, KEY_CELLS = 13, 32
ROLE_CELLS_WIDE, KEY_CELLS_WIDE = 18, 40
FULL_CELLS = 16
COORDINATORS_MIN = 2


def titles(width: int) -> Line:
    """Return the names of the columns."""
    role_cells, key_cells = _role_and_key(width)
    return line(
        f"   {_('Person'):<{ID_CELLS + 1}}{_('Role'):<{role_cells}}{_('Access'):<{ACCESS_CELLS}}"
        f"{_('Key (4 words)'):<{key_cells}}{_('Last seen'):<{SEEN_CELLS}}SSH",
        "faint",
    )


def row(member: Member, found: Membership, pointer: str, today: date, width: int) -> Line:
    """Return a member as a row; a name stands where there is room for it."""
    invited = member.standing is Standing.INVITED
    key = _("waits to be taken up") if invited else " ".join(member.key_words)
    role_cells, key_cells = _role_and_key(width)
    return (
        (f"{pointer}{cut(member.id, ID_CELLS):<{ID_CELLS + 1}}", ""),
        (f"{cut(vocabulary.word(member.role), role_cells - 1):<{role_cells}}", ""),
        (f"{cut(vocabulary.word(member.standing), ACCESS_CELLS - 1):<{ACCESS_CELLS}}", ""),
        (f"{cut(key, key_cells - 1):<{key_cells}}", "faint" if invited else ""),
        (f"{cut(last_seen(member, found, today), SEEN_CELLS - 1):<{SEEN_CELLS}}", ""),
        (f"{has_ssh(member, found):<{SSH_CELLS}}", ""),
        (f"  {member.name}" if width >= WIDE_CELLS else "", "faint"),
    )


def _role_and_key(width: int) -> tuple[int, int]:
    """Return how wide the role and the key's four words are; nearly all of them fit at 80 cells."""
    return (ROLE_CELLS_WIDE, KEY_CELLS_WIDE) if width >= WIDE_CELLS else (ROLE_CELLS, KEY_CELLS)


def last_seen(member: Member, found: Membership, today: date) -> str:
    """Return when a member was last here: now, today, yesterday, or a day."""
    if found.screens_of(member.id):
        return _("now")
    if member.last_seen is None:
        return "-"
    seen = on_the_wall(member.last_seen).date()
    days = (today - seen).days
    return _("today") if days <= 0 else _("yesterday") if days == 1 else wording.day(seen, today)


def has_ssh(member: Member, found: Membership) -> str:
    """Return whether an SSH key is written down for a member."""
    if member.standing is Standing.INVITED:
        return "-"
    return _("yes") if member.id in found.with_ssh else _("no")


def foot(member: Member, found: Membership, today: date, width: int) -> list[Line]:
    """Return the lines below the members: what the one at the cursor may, and how the keys stand."""
    may = _("{member} may: {acts}.").format(member=member.id, acts=_acts(member.role, allowed=True))
    may_not = _("{member} may not: {acts}.").format(member=member.id, acts=_acts(member.role, allowed=False))
    told = (
        may, may_not, group_key(found), way_back(found.recovery, found.rehearsal_is_due, today),
        coordinators(found),
    )  # fmt: skip
    return [
        line(f" {'─' * max(0, width - 2)}", "rule"),
        *(line(f" {part}") for text in told for part in wrap(text, width - 2)),
        *(line(f" {part}", "faint") for part in wrap(aloud(member), width - 2)),
    ]


def aloud(member: Member) -> str:
    """Return the words of a member's key, whole, and what they are for."""
    if not member.key_words:
        return _("Read the four words aloud to each other when somebody joins. Then the key is right.")
    said = _("Read aloud when {member} joins: {words}")
    return said.format(member=member.id, words=" ".join(member.key_words))


def group_key(found: Membership) -> str:
    """Return which of the group's keys is the present one, and how many hold it."""
    return _("The group's key: no. {number}, held by {count}.").format(
        number=found.key_number, count=found.key_holders
    )


def way_back(found: RecoveryState, is_due: bool, today: date) -> str:
    """Return how it stands with the paper shares."""
    if found.made_on is None:
        return _("Recovery: no shares on paper.  ! If all forget their passphrases, the store is lost.")
    made = wording.day(found.made_on, today)
    if found.is_unproven:
        return _("Recovery: shares were made {day} and not written down.  ! Make new ones.").format(day=made)
    shares = _("Recovery: {threshold} of {shares} shares.").format(
        threshold=found.threshold, shares=found.shares
    )
    if found.rehearsed_on is None:
        rehearsed = _("Made {day}, never rehearsed.").format(day=made)
    else:
        rehearsed = _("Last rehearsed {day}.").format(day=wording.day(found.rehearsed_on, today))
    late = "  " + _("■ over 12 months ago") if is_due else ""
    return f"{shares} {rehearsed}{late}"


def coordinators(found: Membership) -> str:
    """Return how many coordinators there are, and what is said when there is but one."""
    count = sum(1 for one in found.members if one.role is Role.COORDINATOR)
    few = "  " + _("! Have at least two, so that absence does not lock you out.")
    return _("Coordinators: {count}.").format(count=count) + (few if count < COORDINATORS_MIN else "")


def _acts(role: Role, allowed: bool) -> str:
    """Return what a role may, or may not; what everybody may is named only where there is nothing else."""
    words = {
        Act.WRITE_CONSULTATION: _("read and write consultations"),
        Act.INVITE_MEMBER: _("invite"),
        Act.REMOVE_MEMBER: _("close an access"),
        Act.CHANGE_ROLE: _("change roles"),
        Act.VERIFY: _("check the store"),
        Act.READ_AUDIT: _("read the audit"),
    }
    fitting = [act for act in words if (role in WHO_MAY[act]) is allowed]
    special = [act for act in fitting if WHO_MAY[act] != frozenset(Role)]
    never = [] if allowed else [_("read without a trace"), _("delete the audit")]
    return ", ".join([words[act] for act in special or fitting] + never)


def in_full(member: Member, found: Membership, today: date) -> list[str]:
    """Return everything that is known of a member, as lines."""
    screens = [
        _("since {time}").format(time=wording.clock(on_the_wall(one.since)))
        + (f" ({_('this one')})" if one.own else "")
        for one in found.screens_of(member.id)
    ]
    rows = (
        (_("Name"), member.name),
        (_("Role"), vocabulary.word(member.role)),
        (_("Department"), member.department or "-"),
        (_("Access"), vocabulary.word(member.standing)),
        (_("Key (4 words)"), " ".join(member.key_words)),
        (_("Last seen"), last_seen(member, found, today)),
        (_("Open screens"), ", ".join(screens) or "-"),
        ("SSH", has_ssh(member, found)),
    )
    return [f"{head:<{FULL_CELLS}}{text}" for head, text in rows]


def closing(member: Member, open_screens: int) -> str:
    """Return what closing an access does, and what it cannot take back."""
    if member.standing is Standing.INVITED:
        return _("The invitation opens nothing any more, and the group gets another key. Others go on.")
    at_once = _("{member} loses access at once.").format(member=member.id)
    if open_screens:
        at_once = ngettext(
            "{member} loses access at once, also on the screen that is open now.",
            "{member} loses access at once, also on the {count} screens that are open now.",
            open_screens,
        ).format(member=member.id, count=open_screens)
    kept = _("The group gets another key; everybody else goes on without a new passphrase.")
    stays = _("What {member} wrote stays.").format(member=member.id)
    never = _(
        "It cannot take back what {member} has read, nor copies from before: "
        "they still open with the old key."
    ).format(member=member.id)
    return f"{at_once}\n{kept} {stays}\n\n{never}"


def ssh_left(done: ClosedAccess) -> list[str]:
    """Return what is still to be done about the SSH keys of somebody whose access was closed."""
    told = _("The SSH key still reaches the server's door. Take its line out of authorized_keys:")
    return [told, *(f"  {mark}" for mark in done.ssh_keys)]
