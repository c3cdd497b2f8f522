"""``nsk member key``: only a whole public key gets a line, and the line says who somebody is."""

import base64
import shlex
import struct
import sys
import sysconfig
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.ids import MemberId
from nsk_tui.services.ssh_keys import KeyFault, SshKey, authorized_line, read_key, start_words
from tests.cli.conftest import Nsk

APPLICATION = b"ssh:"
POINTS = {"nistp256": 65, "nistp384": 97, "nistp521": 133}


def field(content: bytes) -> bytes:
    """Return a field as SSH writes it."""
    return struct.pack(">I", len(content)) + content


def number(value: int) -> bytes:
    """Return a positive number as SSH writes it."""
    return field(value.to_bytes(value.bit_length() // 8 + 1, "big"))


def line(kind: str, *fields: bytes, comment: str = " ane@arbejdsplads") -> str:
    """Return a public key as ssh-keygen writes it."""
    content = field(kind.encode()) + b"".join(fields)
    return f"{kind} {base64.b64encode(content).decode()}{comment}\n"


def ed25519(seed: int = 1, **more: str) -> str:
    """Return one of many keys that nobody holds the other half of."""
    return line("ssh-ed25519", field(bytes([seed]) * 32), **more)


def rsa(bits: int, exponent: int = 65537) -> str:
    """Return an RSA key of a length; the modulus has the right shape and no factors that matter."""
    return line("ssh-rsa", number(exponent), number((1 << (bits - 1)) + 1))


def ecdsa(curve: str, named: str | None = None, size: int | None = None) -> str:
    """Return an ECDSA key; ``named`` and ``size`` None give it the curve and the length that belong to it."""
    point = b"\x04" + bytes((size or POINTS[curve]) - 1)
    return line(f"ecdsa-sha2-{curve}", field((named or curve).encode()), field(point))


GOOD = [
    ed25519(),
    ed25519(comment=""),
    rsa(3072),
    rsa(4096),
    *(ecdsa(curve) for curve in POINTS),
    line("sk-ssh-ed25519@openssh.com", field(bytes(32)), field(APPLICATION)),
    line(
        "sk-ecdsa-sha2-nistp256@openssh.com",
        field(b"nistp256"),
        field(b"\x04" + bytes(64)),
        field(APPLICATION),
    ),
]
BAD = [
    ("", KeyFault.EMPTY),
    ("\n", KeyFault.EMPTY),
    (ed25519() + ed25519(2), KeyFault.SEVERAL_LINES),
    ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn\n", KeyFault.PRIVATE),
    (ed25519().replace(" ", "\t"), KeyFault.CONTROL),
    (ed25519(comment=" a\x1b[2J"), KeyFault.CONTROL),
    (ed25519(comment=" \u202eenA"), KeyFault.CONTROL),
    (ed25519(comment=" " + "x" * 20_000), KeyFault.CONTROL),
    ('command="sh" ' + ed25519(), KeyFault.OPTIONS),
    ("no-pty,permitopen=* " + ed25519(), KeyFault.OPTIONS),
    ("hej med dig", KeyFault.UNKNOWN_TYPE),
    (line("ssh-dss", number(5)), KeyFault.UNKNOWN_TYPE),
    (line("ssh-ed25519-cert-v01@openssh.com", field(bytes(32))), KeyFault.UNKNOWN_TYPE),
    ("ssh-ed25519", KeyFault.BROKEN),
    ("ssh-ed25519 AAAA", KeyFault.BROKEN),
    ("ssh-ed25519 ....", KeyFault.BROKEN),
    ("ssh-ed25519 æøå", KeyFault.BROKEN),
    (ed25519().replace("ssh-ed25519", "ssh-rsa"), KeyFault.BROKEN),
    (line("ssh-ed25519", field(bytes(31))), KeyFault.BROKEN),
    (line("ssh-ed25519", field(bytes(32)), field(b"more")), KeyFault.BROKEN),
    (line("ssh-ed25519", struct.pack(">I", 4_000_000_000) + bytes(32)), KeyFault.BROKEN),
    (rsa(2048), KeyFault.WEAK),
    (rsa(3071), KeyFault.WEAK),
    (rsa(20_000), KeyFault.BROKEN),
    (rsa(3072, exponent=1), KeyFault.BROKEN),
    (rsa(3072, exponent=4), KeyFault.BROKEN),
    (ecdsa("nistp256", named="nistp384"), KeyFault.BROKEN),
    (ecdsa("nistp256", size=64), KeyFault.BROKEN),
    (line("sk-ssh-ed25519@openssh.com", field(bytes(32))), KeyFault.BROKEN),
]


@pytest.mark.parametrize("text", GOOD, ids=lambda text: text.split()[0])
def test_a_whole_public_key_is_read(text: str) -> None:
    """Every type that sshd takes and that is strong enough; Windows line ends are no part of it."""
    key = read_key(text)
    assert isinstance(key, SshKey)
    assert key.fingerprint.startswith("SHA256:")
    assert read_key(text.replace("\n", "\r\n")) == key


@pytest.mark.parametrize(("text", "fault"), BAD, ids=[f"{n}-{fault}" for n, (_t, fault) in enumerate(BAD)])
def test_what_is_no_key_is_refused_with_its_reason(text: str, fault: KeyFault) -> None:
    """Options before the key, two lines, a wrong inner type, a short key: nothing of it reaches sshd."""
    assert read_key(text) is fault


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Whatever is handed in is answered by a key or a reason."""
    assert isinstance(read_key(text), SshKey | KeyFault)


@given(st.integers(0, 60), st.integers(1, 255))
def test_one_changed_byte_is_another_key_or_none(place: int, change: int) -> None:
    """No two writings of the same bytes are taken, so a key has one fingerprint."""
    kind, blob = ed25519(comment="").split()
    content = bytearray(base64.b64decode(blob))
    content[place % len(content)] ^= change
    found = read_key(f"{kind} {base64.b64encode(bytes(content)).decode()}")
    assert isinstance(found, KeyFault) or found.blob != blob


def as_sshd_reads(written: str) -> tuple[str, list[str]]:
    """Return the options before the command, and the command's words as the account's shell hears them."""
    options, _, rest = written.partition(',command="')
    command, place = "", 0
    while rest[place] != '"':
        place += rest[place : place + 2] == '\\"'
        command += rest[place]
        place += 1
    return options, shlex.split(command)


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="/"), max_size=40)
)
def test_any_folder_survives_the_quoting(name: str) -> None:
    """Quotes, backslashes, blanks and dollars in a path reach the program as they are."""
    key = read_key(ed25519())
    assert isinstance(key, SshKey)
    folder = Path("/srv") / (name or "x")
    options, words = as_sshd_reads(authorized_line(key, folder, MemberId("K-01")))
    assert options == "restrict,pty"
    assert words[:5] == ["exec", sys.executable, "-I", "-X", "utf8"]
    assert words[-5:] == ["shell", "--store", str(folder), "--member", "K-01"]


def test_an_installed_program_is_started_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A path with the version of Python in it would lead nowhere after an update; a checkout has none."""
    root = Path(__file__).resolve().parent.parent.parent
    assert start_words()[-1] == str(root / "nsk_tui" / "__main__.py")
    monkeypatch.setattr(sysconfig, "get_path", lambda _name: str(root))
    assert start_words()[1:] == ("-I", "-X", "utf8", "-m", "nsk_tui")


def test_a_members_key_gets_its_line(nsk: Nsk, store: Path) -> None:
    """The line forwards nothing, starts the program cut off from the caller, and ends with the id."""
    answer = nsk.use(store)("member", "key", "K-02", as_="K-01", stdin=ed25519())
    assert answer.code == 0, answer.err
    (written,) = answer.out.splitlines()
    options, words = as_sshd_reads(written)
    assert options == "restrict,pty"
    assert words[-4:] == ["--store", str(store), "--member", "K-02"]
    assert written.endswith(" K-02")
    assert "ane@arbejdsplads" not in written


def test_the_line_as_json_names_the_fingerprint(nsk: Nsk, store: Path) -> None:
    """Scripts get the member, the fingerprint and the line."""
    answer = nsk.use(store)("member", "key", "K-02", "--json", as_="K-01", stdin=ed25519()).json
    assert set(answer) == {"member", "fingerprint", "line"}
    assert answer["fingerprint"].startswith("SHA256:")


def test_two_members_never_share_a_key(nsk: Nsk, store: Path) -> None:
    """The second is refused; the first may have her line again, and another key besides."""
    nsk.use(store)
    first = nsk("member", "key", "K-02", as_="K-01", stdin=ed25519())
    again = nsk("member", "key", "K-03", as_="K-01", stdin=ed25519())
    assert (again.code, again.out) == (4, "")
    assert "K-02" in again.err
    assert nsk("member", "key", "K-02", as_="K-01", stdin=ed25519()).out == first.out
    assert nsk("member", "key", "K-02", as_="K-01", stdin=ed25519(2)).code == 0


def test_a_removed_members_key_may_serve_again(nsk: Nsk, store: Path) -> None:
    """Somebody who comes back under another name keeps her key."""
    nsk.use(store)
    assert nsk("member", "key", "K-02", as_="K-01", stdin=ed25519()).code == 0
    assert nsk("member", "remove", "K-02", "--yes", as_="K-01").code == 0
    assert nsk("member", "key", "K-03", as_="K-01", stdin=ed25519()).code == 0


def test_a_key_once_entered_is_audited_once(nsk: Nsk, store: Path) -> None:
    """Printing the line again changes nothing."""
    nsk.use(store)
    for _time in range(2):
        nsk("member", "key", "K-02", as_="K-01", stdin=ed25519())
    lines = nsk("audit", "--json", as_="K-01").json["lines"]
    entered = [one for one in lines if one["act"] == "ssh_key"]
    assert [(one["member"], one["subject"]) for one in entered] == [("K-01", "K-02")]


def test_only_a_coordinator_enters_anothers_key(nsk: Nsk, store: Path) -> None:
    """One's own key may be entered by oneself; an unknown member has none."""
    nsk.use(store)
    assert nsk("member", "key", "K-03", as_="K-02", stdin=ed25519()).code == 4
    assert nsk("member", "key", "K-02", as_="K-02", stdin=ed25519()).code == 0
    assert nsk("member", "key", "K-99", as_="K-01", stdin=ed25519(3)).code == 2


def test_an_invited_member_can_be_given_her_line(nsk: Nsk, store: Path) -> None:
    """She takes up her invitation over the line."""
    nsk.use(store)("member", "add", "K-05", "--name", "Finn", as_="K-01")
    assert nsk("member", "key", "K-05", as_="K-01", stdin=ed25519()).code == 0


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("text", ["", "hej", 'command="sh" ' + ed25519(), rsa(2048)])
def test_a_bad_key_is_wrong_input_and_never_repeated(nsk: Nsk, store: Path, text: str, language: str) -> None:
    """Exit code 2 before the store is opened, in both languages."""
    nsk.set("NSK_LANGUAGE", language)
    answer = nsk.use(store)("member", "key", "K-02", "--as", "K-01", stdin=text)
    assert (answer.code, answer.out) == (2, "")
    assert "ssh-keygen" in answer.err
    assert "command=" not in answer.err


def test_the_private_half_is_refused_and_not_repeated(nsk: Nsk, store: Path) -> None:
    """Somebody will hand in the wrong file."""
    text = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----\n"
    answer = nsk.use(store)("member", "key", "K-02", "--as", "K-01", stdin=text)
    assert answer.code == 2
    assert "private half" in answer.err
    assert "b3Blbn" not in answer.err
