"""SSH keys of members: read strictly, remembered in the store, written as a line for ``authorized_keys``.

Source
    docs/server.md, section "The line of a key"
"""

import base64
import binascii
import hashlib
import json
import shlex
import struct
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import nsk_tui
from nsk_tui.rules.access import Act
from nsk_tui.rules.ids import MemberId, is_member_id
from nsk_tui.services.errors import UnknownMember
from nsk_tui.services.session import Session
from nsk_tui.store import identity
from nsk_tui.store.change import change
from nsk_tui.store.engine import Reading

KEY_CHARACTERS_MAX = 16 * 1024
RSA_BITS_MIN = 3072
RSA_BITS_MAX = 16384
ED25519_BYTES = 32
RESTRICTIONS = "restrict,pty"
"""No forwarding, no agent, no X11, no file of commands of the account; a terminal for the screens."""

SETTING = "ssh_keys"
_LENGTH_BYTES = 4
_UNCOMPRESSED = 4
_CURVE_BYTES = {"nistp256": 32, "nistp384": 48, "nistp521": 66}
_TYPE_LOOKS = ("ssh-", "ecdsa-", "sk-ssh-", "sk-ecdsa-")


class KeyFault(StrEnum):
    """Why a text is no key that lets anybody in."""

    EMPTY = "empty"
    SEVERAL_LINES = "several_lines"
    PRIVATE = "private"
    CONTROL = "control"
    OPTIONS = "options"
    UNKNOWN_TYPE = "unknown_type"
    BROKEN = "broken"
    WEAK = "weak"


@dataclass(frozen=True)
class SshKey:
    """A public key: its type, its bytes in base64, and the fingerprint that ssh-keygen shows."""

    kind: str
    blob: str
    fingerprint: str


@dataclass(frozen=True)
class Entered:
    """A key that stands in the store's record, and for whom."""

    member: MemberId
    fingerprint: str


@dataclass(frozen=True)
class Taken:
    """A key that lets another member in already: a key says who somebody is."""

    holder: MemberId


class _Cut(ValueError):
    """The bytes end too early, or say a length that does not fit."""


def read_key(text: str) -> SshKey | KeyFault:
    """Return the public key in a line, or why it is none; the comment after it is dropped.

    Nothing may stand before the type: options there would be the sender's, not ours.
    """
    line = text.removesuffix("\n").removesuffix("\r")
    fault = _fault_of_line(line)
    if fault is not None:
        return fault
    words = line.split(" ")
    if words[0] not in _READERS:
        looks = any(word.startswith(_TYPE_LOOKS) for word in words[1:])
        return KeyFault.OPTIONS if looks else KeyFault.UNKNOWN_TYPE
    return _checked(words[0], words[1] if len(words) > 1 else "")


def authorized_line(key: SshKey, folder: Path, member: MemberId) -> str:
    """Return the line for ``authorized_keys`` that lets one member in, and to nothing else.

    The shell of the account reads the command once and sshd takes the double quotes off before,
    so the words are quoted for the shell first. ``exec`` leaves no shell behind.
    """
    words = (*start_words(), "shell", "--store", str(folder.absolute()), "--member", member)
    command = f"exec {shlex.join(words)}".replace('"', '\\"')
    return f'{RESTRICTIONS},command="{command}" {key.kind} {key.blob} {member}'


def start_words() -> tuple[str, ...]:
    """Return how the program is started with nothing of the caller's on its way.

    ``-I`` passes over PYTHONPATH, PYTHONHOME and all their kin, the folder one stands in and the
    account's own packages; ``-X utf8`` reads a member's name the same in every locale.
    """
    package = Path(nsk_tui.__file__).resolve().parent
    installed = package.parent == Path(sysconfig.get_path("purelib")).resolve()
    what = ("-m", package.name) if installed else (str(package / "__main__.py"),)
    return (sys.executable, "-I", "-X", "utf8", *what)


def enter(session: Session, member: str, key: SshKey) -> Entered | Taken:
    """Write down that a key is a member's; the same key again changes nothing.

    Errors
        NotAllowed, UnknownMember.
    """
    session.must(Act.CHANGE_OWN_PASSPHRASE if member == session.member else Act.INVITE_MEMBER)
    known = {entry.member for entry in session.vault.ring.listed}
    if member not in known:
        raise UnknownMember(member if is_member_id(member) else "")
    with change(session.database, session.member, session.now) as writing:
        holders = _holders(identity.setting(writing.session, SETTING, "{}"))
        holder = holders.get(key.fingerprint)
        if holder is not None and holder in known and holder != member:
            return Taken(MemberId(holder))
        if holder != member:
            fresh = json.dumps({**holders, key.fingerprint: member}, sort_keys=True)
            identity.set_setting(writing.session, SETTING, fresh)
            writing.audit("ssh_key", member, key.fingerprint)
            writing.commit()
    return Entered(MemberId(member), key.fingerprint)


def fingerprints(session: Session, member: str) -> tuple[str, ...]:
    """Return the keys that were written down for a member."""
    with session.database.reading() as reading:
        holders = _holders(identity.setting(reading, SETTING, "{}"))
    return tuple(sorted(mark for mark, holder in holders.items() if holder == member))


def holders(session: Session) -> frozenset[MemberId]:
    """Return the members for whom a key is written down."""
    with session.database.reading() as reading:
        return holders_in(reading)


def holders_in(reading: Reading) -> frozenset[MemberId]:
    """Return the members for whom a key is written down, as a reading has it."""
    found = _holders(identity.setting(reading, SETTING, "{}"))
    return frozenset(MemberId(member) for member in found.values())


def _holders(text: str) -> dict[str, str]:
    return {str(mark): str(holder) for mark, holder in json.loads(text).items()}


def _fault_of_line(line: str) -> KeyFault | None:
    """Return what is wrong before the key itself is looked at; None when nothing is."""
    if "PRIVATE KEY" in line:
        return KeyFault.PRIVATE
    if not line.strip():
        return KeyFault.EMPTY
    if "\n" in line or "\r" in line:
        return KeyFault.SEVERAL_LINES
    if not line.isprintable() or len(line) > KEY_CHARACTERS_MAX:
        return KeyFault.CONTROL
    return None


def _checked(kind: str, blob: str) -> SshKey | KeyFault:
    try:
        content = base64.b64decode(blob.encode("ascii"), validate=True)
        parts = _Parts(content)
        if base64.b64encode(content).decode() != blob or parts.text() != kind:
            return KeyFault.BROKEN
        fault = _READERS[kind](parts)
    except (binascii.Error, UnicodeError, _Cut):
        return KeyFault.BROKEN
    if fault is not None or parts.is_left:
        return fault or KeyFault.BROKEN
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
    return SshKey(kind, blob, f"SHA256:{digest}")


class _Parts:
    """The fields of a key as SSH writes them (RFC 4251): a length and that many bytes, one after another."""

    def __init__(self, content: bytes) -> None:
        self._left = content

    @property
    def is_left(self) -> bool:
        """Whether bytes are left over."""
        return bool(self._left)

    def next(self) -> bytes:
        """Return the next field."""
        if len(self._left) < _LENGTH_BYTES:
            raise _Cut
        (length,) = struct.unpack(">I", self._left[:_LENGTH_BYTES])
        field, self._left = self._left[_LENGTH_BYTES:][:length], self._left[_LENGTH_BYTES + length :]
        if len(field) != length:
            raise _Cut
        return field

    def text(self) -> str:
        """Return the next field as ASCII."""
        return self.next().decode("ascii")

    def number(self) -> int:
        """Return the next field as a positive number in its shortest writing."""
        field = self.next()
        if not field or field[0] & 0x80 or (field[0] == 0 and not (field[1:2] and field[1] & 0x80)):
            raise _Cut
        return int.from_bytes(field, "big")


def _ed25519(parts: _Parts) -> KeyFault | None:
    return None if len(parts.next()) == ED25519_BYTES else KeyFault.BROKEN


def _ecdsa(curve: str, parts: _Parts) -> KeyFault | None:
    named, point = parts.text(), parts.next()
    fits = named == curve and len(point) == 1 + 2 * _CURVE_BYTES[curve] and point[0] == _UNCOMPRESSED
    return None if fits else KeyFault.BROKEN


def _rsa(parts: _Parts) -> KeyFault | None:
    exponent, modulus = parts.number(), parts.number()
    if exponent < 3 or exponent % 2 == 0 or modulus % 2 == 0 or modulus.bit_length() > RSA_BITS_MAX:
        return KeyFault.BROKEN
    return None if modulus.bit_length() >= RSA_BITS_MIN else KeyFault.WEAK


def _with_application(fault: KeyFault | None, parts: _Parts) -> KeyFault | None:
    application = parts.text()
    return fault if application.isprintable() and application else KeyFault.BROKEN


_READERS: dict[str, Callable[[_Parts], KeyFault | None]] = {
    "ssh-ed25519": _ed25519,
    "ecdsa-sha2-nistp256": lambda parts: _ecdsa("nistp256", parts),
    "ecdsa-sha2-nistp384": lambda parts: _ecdsa("nistp384", parts),
    "ecdsa-sha2-nistp521": lambda parts: _ecdsa("nistp521", parts),
    "ssh-rsa": _rsa,
    "sk-ssh-ed25519@openssh.com": lambda parts: _with_application(_ed25519(parts), parts),
    "sk-ecdsa-sha2-nistp256@openssh.com": lambda parts: _with_application(_ecdsa("nistp256", parts), parts),
}
