"""Unlocking and locking: the store in the name of one member."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from nsk_tui.rules.access import Act, may
from nsk_tui.rules.ids import MemberId, is_member_id
from nsk_tui.rules.members import Role
from nsk_tui.services import local_time, outbox_settling
from nsk_tui.services.errors import Locked, NotAllowed
from nsk_tui.store import draft_state, identity, members, schema, table_seals
from nsk_tui.store.change import Change, change
from nsk_tui.store.engine import Database
from nsk_tui.vault import attempts, door, drafts, files, keyring, memory
from nsk_tui.vault.door import OpenVault
from nsk_tui.vault.drafts import DraftPlace
from nsk_tui.vault.errors import WrongPassphrase

IDLE_MINUTES = 5
_UNKNOWN = "?"


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Facts:
    """What a session knows of its member and network without asking again.

    Shape
        ``theme`` None: the terminal decides. ``seen_before`` None: her first time.
    """

    name: str
    language: str
    theme: str | None
    idle_minutes: int
    departments: tuple[str, ...]
    seen_before: datetime | None
    drafts_reached: int


class Session:
    """The store, unlocked for one member."""

    def __init__(
        self, vault: OpenVault, database: Database, facts: Facts, clock: Callable[[], datetime]
    ) -> None:
        """Hold an open vault and its database."""
        self._vault = vault
        self._database: Database | None = database
        self._clock = clock
        self.facts = facts
        self.opened: set[str] = set()

    def __repr__(self) -> str:
        """Say whose session it is."""
        return f"Session({self._vault.member!r})"

    @property
    def folder(self) -> Path:
        """The store's folder."""
        return self._vault.folder

    @property
    def member(self) -> MemberId:
        """Who unlocked."""
        return MemberId(self._vault.member)

    @property
    def role(self) -> Role:
        """The member's role, as the keyring says now."""
        entry = keyring.listed(self._vault.ring, self._vault.member)
        if entry is None:
            raise Locked
        return Role(entry.role)

    @property
    def network(self) -> str:
        """The network's name."""
        return self._vault.ring.network

    @property
    def municipality(self) -> str:
        """The municipality's name."""
        return self._vault.ring.municipality

    @property
    def name(self) -> str:
        """The member's name."""
        return self.facts.name

    @property
    def language(self) -> str:
        """The member's language, ``da`` or ``en``."""
        return self.facts.language

    @property
    def theme(self) -> str | None:
        """The member's theme; None: the terminal decides."""
        return self.facts.theme

    @property
    def idle_minutes(self) -> int:
        """After how many quiet minutes the screen locks."""
        return self.facts.idle_minutes

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments of the network, in its order."""
        return self.facts.departments

    @property
    def now(self) -> datetime:
        """The time, in UTC."""
        return self._clock()

    @property
    def local_now(self) -> datetime:
        """The time as Danish clocks show it."""
        return local_time.on_the_wall(self._clock())

    @property
    def today(self) -> date:
        """The day on the wall calendar."""
        return self.local_now.date()

    @property
    def database(self) -> Database:
        """The open database.

        Errors
            Locked: the session has been locked.
        """
        if self._database is None:
            raise Locked
        return self._database

    @property
    def vault(self) -> OpenVault:
        """The open vault.

        Errors
            Locked: the session has been locked.
        """
        if self._database is None:
            raise Locked
        return self._vault

    def must(self, act: Act) -> None:
        """Refuse an act that the member's role does not allow; the refusal is audited.

        Errors
            NotAllowed
        """
        self.database.look_again()
        if may(self.role, act):
            return
        with change(self.database, self.member, self.now) as writing:
            writing.audit("refused", act.value)
            writing.commit()
        raise NotAllowed(act.value)

    def learn(self, **changed: object) -> None:
        """Take in a changed fact of the member herself."""
        self.facts = replace(self.facts, **changed)  # type: ignore[arg-type]

    def lock(self) -> None:
        """Forget every key and close every connection; safe to call twice."""
        if self._database is not None:
            self._database.close()
            self._database = None
        self._vault.forget()


def scrub_memory() -> None:
    """Overwrite what locked sessions and closed screens have left in this process's memory.

    Called after a lock, when the screens have let go of what they showed; takes some 0.1 s.
    """
    memory.scrub()


def must_be_there(folder: Path) -> None:
    """Refuse a folder that holds no store, before anybody is asked for a passphrase.

    Errors
        NoStore, ForeignStore, DamagedStore: as found.
    """
    keyring.load(folder)


def seconds_until_try(folder: Path, member: str) -> int:
    """Return how long a member must wait before her next try; 0 means not at all."""
    return attempts.seconds_to_wait(folder, _attempts_of(folder, member))


def unlock(folder: Path, member: str, passphrase: str, clock: Callable[[], datetime] = utc_now) -> Session:
    """Unlock a store for a member.

    Errors
        WrongPassphrase: for a wrong passphrase and for an unknown member alike, in like time.
        NoStore, ForeignStore, DamagedStore, TooOpen, NotOurs, NewerFormat, NewerSchema,
        RolledBack, BadMac, BadSignature, StoreReadOnly, StoreFull: as found.
    """
    try:
        vault = door.open_vault(folder, member, passphrase)
    except WrongPassphrase:
        note_wrong_try(folder, member)
        raise
    attempts.note_success(folder, member)
    return enter(vault, clock, "unlock")


def note_wrong_try(folder: Path, member: str) -> None:
    """Remember a wrong passphrase or code; all unknown members share one count."""
    attempts.note_failure(folder, _attempts_of(folder, member))


def enter(vault: OpenVault, clock: Callable[[], datetime], act: str) -> Session:
    """Return a session on an open vault, after every check that opening asks for."""
    database = Database(vault)
    try:
        check_opening(database, clock())
        facts = _facts(database, vault.member)
        with change(database, vault.member, clock()) as writing:
            members.note_seen(writing.session, vault.member, clock())
            note_drafts(writing, vault)
            identity.note_keyring(writing.session, vault.ring.epoch)
            settled = outbox_settling.settle(vault.folder, writing)
            writing.audit(act)
            writing.commit()
        outbox_settling.tidy(database, settled)
    except BaseException:
        database.close()
        vault.forget()
        raise
    return Session(vault, database, facts, clock)


def note_drafts(writing: Change, vault: OpenVault) -> None:
    """Write down how far the member's drafts have come; a lower number than before shows what was done."""
    place = DraftPlace(vault.folder, vault.ring.store, vault.member)
    number, has_any = drafts.reached(place, vault.keys.draft), bool(drafts.ids(place, 1))
    draft_state.note(writing.session, vault.member, number, writing.now, has_any)


def check_opening(database: Database, now: datetime) -> None:
    """Hold database and keyring against each other, and bring the tables up to date.

    Errors
        NewerSchema, ForeignStore, RolledBack, BadSignature, and what the driver finds.
        DamagedStore: a table is older than it should be.
    """
    schema.bring_up_to_date(database)
    if database.hold_against_keyring() != database.vault.ring.epoch:
        _undo_interrupted_change(database, now)
    with database.reading() as session:
        table_seals.check(session)


def _undo_interrupted_change(database: Database, now: datetime) -> None:
    # A kill between the database's epoch and the keyring's replacement leaves it one behind.
    with files.locked(database.vault.folder), database.writing() as session:
        ring, epoch = database.vault.ring, identity.epoch(session)
        if epoch == ring.epoch + 1:
            identity.pin_as_listed(session, ring, now)
            session.commit()
            database.vault.replace_ring(replace(ring, epoch=epoch))


def _facts(database: Database, member: str) -> Facts:
    with database.reading() as session:
        own = members.get(session, member)
        return Facts(
            name=own.name,
            language=own.language,
            theme=own.theme,
            idle_minutes=int(identity.setting(session, "idle_minutes", str(IDLE_MINUTES))),
            departments=identity.departments(session),
            seen_before=own.last_seen,
            drafts_reached=draft_state.reached(session, member),
        )


def _attempts_of(folder: Path, member: str) -> str:
    known = is_member_id(member) and keyring.slot_of(keyring.load(folder), member) is not None
    return member if known else _UNKNOWN
