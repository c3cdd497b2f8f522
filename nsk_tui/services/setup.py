"""Making a store with its first coordinator."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nsk_tui import paths
from nsk_tui.rules.consultations import Area
from nsk_tui.rules.ids import LineId, is_member_id
from nsk_tui.rules.text import find_forbidden
from nsk_tui.services import chance, local_time, passphrases
from nsk_tui.services.errors import BadMemberId, TextRefused
from nsk_tui.services.session import Session, enter, utc_now
from nsk_tui.store import identity, members, rota_lines, schema
from nsk_tui.store.change import change
from nsk_tui.store.engine import Database
from nsk_tui.vault import door, files, kdf
from nsk_tui.vault.door import OpenVault
from nsk_tui.vault.errors import FolderNotEmpty, VaultError

NAME_CHARACTERS_MAX = 120


@dataclass(frozen=True)
class NewNetwork:
    """What a group tells about itself when it begins."""

    network: str
    municipality: str = ""
    departments: tuple[str, ...] = ()
    acute_number: str = ""
    acute_source: str = ""


def create_store(
    folder: Path,
    network: NewNetwork,
    member: str,
    name: str,
    passphrase: str,
    clock: Callable[[], datetime] = utc_now,
    language: str = "da",
    profile: kdf.KdfProfile = kdf.RFC_9106_LOW_MEMORY,
) -> Session:
    """Make a store whose first member is a coordinator, and unlock it for her.

    Errors
        FolderNotEmpty, StoreReadOnly, StoreFull: nothing was made that stays.
        BadMemberId, PassphraseRefused, TextRefused: nothing was made.
    """
    _refuse_bad_input(network, member, name, passphrase)
    fresh = not folder.exists()
    names = (network.network.strip(), network.municipality.strip())
    try:
        vault, _keys = door.make_vault(folder, chance.new_id(), names, member, passphrase, profile)
        _fill(vault, network, name.strip(), language, clock())
        _copy_cards(folder, network, clock())
    except VaultError as fault:
        _leave_as_found(folder, fresh, fault)
        raise
    return enter(vault, clock, "create_store")


def _refuse_bad_input(network: NewNetwork, member: str, name: str, passphrase: str) -> None:
    if not is_member_id(member):
        raise BadMemberId(member[:40] if member.isprintable() else "")
    must_be_a_name("network", network.network)
    must_be_a_name("name", name)
    for department in network.departments:
        must_be_a_name("departments", department)
    if network.municipality:
        must_be_a_name("municipality", network.municipality)
    passphrases.must_be_good(passphrase)


def must_be_a_name(field: str, text: str) -> None:
    """Refuse a name that is empty, too long, of several lines or not to be shown.

    Errors
        TextRefused: with the field's name.
    """
    if not text.strip() or len(text) > NAME_CHARACTERS_MAX or "\n" in text or find_forbidden(text):
        raise TextRefused(field)


def _leave_as_found(folder: Path, fresh: bool, fault: VaultError) -> None:
    if isinstance(fault, FolderNotEmpty):
        return
    for path in (folder,) if fresh else tuple(folder.iterdir()):
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def _fill(vault: OpenVault, network: NewNetwork, name: str, language: str, now: datetime) -> None:
    database = Database(vault)
    try:
        schema.bring_up_to_date(database)
        with change(database, vault.member, now) as writing:
            identity.write_first(writing.session, vault.ring, now)
            identity.pin(writing.session, vault.member, vault.keys.public_sign(), now)
            identity.set_departments(writing.session, tuple(dict.fromkeys(network.departments)))
            members.add(writing.session, vault.member, name, "", language)
            for area in Area:
                rota_lines.add(writing.session, LineId(area.value), "", area)
            writing.audit("create_store", vault.member)
            writing.commit()
    finally:
        database.close()


def _copy_cards(folder: Path, network: NewNetwork, now: datetime) -> None:
    cards = folder / "cards"
    files.make_private_folder(cards)
    for source in sorted((paths.content_dir() / "cards").glob("*.toml")):
        files.write_atomically(cards / source.name, source.read_bytes())
    if network.acute_number:
        _write_acute_number(cards, network, now)


def _write_acute_number(cards: Path, network: NewNetwork, now: datetime) -> None:
    from nsk_tui.services.cards import with_acute_number

    path = cards / "numbers.toml"
    text = path.read_text("utf-8")
    today = local_time.on_the_wall(now).date()
    filled = with_acute_number(text, network.acute_number, network.acute_source, today)
    files.write_atomically(path, filled.encode())
