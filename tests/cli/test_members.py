"""``nsk init`` and ``nsk member``: a store, who belongs to it, and how they come in."""

from pathlib import Path

import pyrage
import pytest

from tests.cli.conftest import Nsk
from tests.conftest import PASSPHRASES

NEW = "lang gren over vandet"
OTHER = "fire grønne sten i regn"


def test_a_store_is_made_and_its_only_member_needs_no_name(nsk: Nsk) -> None:
    """After ``init`` the one coordinator is who asks; the store is private."""
    store = nsk.home / "store"
    made = nsk.use(store)("init", "--network", "Videns", "--member", "K-04", "--name", "Eva", secrets=[NEW])
    assert made.code == 0, made.err
    assert store.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o077 for path in store.rglob("*")} == {0}
    (one,) = nsk("member", "list", "--json", secrets=[NEW]).json
    assert (one["id"], one["name"], one["role"], one["standing"]) == ("K-04", "Eva", "coordinator", "active")


def test_init_as_json_names_the_store(nsk: Nsk) -> None:
    """The store's folder, the network and the member."""
    store = nsk.home / "store"
    words = (
        "init",
        "--network",
        "V",
        "--member",
        "K-04",
        "--name",
        "Eva",
        "--department",
        "Skoler",
        "--json",
    )
    answer = nsk.use(store)(*words, secrets=[NEW])
    assert answer.json == {"store": str(store), "network": "V", "member": "K-04"}


@pytest.mark.parametrize(
    ("changed", "secrets"),
    [
        ({"--member": "../etc"}, [NEW]),
        ({"--member": "K-04" * 9}, [NEW]),
        ({"--name": " "}, [NEW]),
        ({"--network": "to\nlinjer"}, [NEW]),
        ({}, ["kort"]),
        ({}, ["aaaaaaaaaaaaaaaaaaaa"]),
        ({}, []),
    ],
)
def test_what_cannot_be_a_store_is_refused_and_leaves_nothing(
    nsk: Nsk, changed: dict[str, str], secrets: list[str]
) -> None:
    """Bad names and weak passphrases are wrong input; no folder stays behind."""
    store = nsk.home / "store"
    options = {"--network": "Videns", "--member": "K-04", "--name": "Eva", **changed}
    words = [word for pair in options.items() for word in pair]
    answer = nsk.use(store)("init", *words, secrets=secrets)
    assert answer.code == 2
    assert not store.exists()


def test_a_folder_with_something_in_it_is_left_alone(nsk: Nsk) -> None:
    """Nothing is overwritten; exit code 4."""
    store = nsk.home / "store"
    store.mkdir(mode=0o700)
    (store / "note").write_text("min")
    answer = nsk.use(store)("init", "--network", "V", "--member", "K-04", "--name", "E", secrets=[NEW])
    assert answer.code == 4
    assert [path.name for path in store.iterdir()] == ["note"]


def test_a_member_comes_in_by_invitation(nsk: Nsk, store: Path) -> None:
    """The code is all that stands on stdout; it opens once, and then her own passphrase opens."""
    invited = nsk.use(store)("member", "add", "K-05", "--name", "Finn", as_="K-01")
    assert invited.code == 0
    code = invited.out.strip()
    assert "\n" not in code
    joined = nsk("member", "join", "K-05", secrets=[code, NEW])
    assert joined.code == 0, joined.err
    assert nsk("member", "list", "--as", "K-05", secrets=[NEW]).code == 0
    again = nsk("member", "join", "K-05", secrets=[code, OTHER])
    assert again.code == 3


def test_the_only_invited_member_need_not_say_who_she_is(nsk: Nsk, store: Path) -> None:
    """With one open invitation there is no doubt; with none there is."""
    nsk.use(store)
    assert nsk("member", "join", secrets=["x", NEW]).code == 2
    code = nsk("member", "add", "K-05", "--name", "Finn", "--json", as_="K-01").json["code"]
    assert nsk("member", "join", "--json", secrets=[code.lower(), NEW]).json["member"] == "K-05"


def test_a_wrong_code_and_a_weak_passphrase_leave_the_invitation_open(nsk: Nsk, store: Path) -> None:
    """Nothing is used up by a slip."""
    code = nsk.use(store)("member", "add", "K-05", "--name", "Finn", as_="K-01").out.strip()
    assert nsk("member", "join", "K-05", secrets=["AAAA-BBBB", NEW]).code == 3
    assert nsk("member", "join", "K-05", secrets=[code, "kort"]).code == 2
    assert nsk("member", "join", "K-05", secrets=[code, NEW]).code == 0


def test_only_a_coordinator_invites_and_gives_roles(nsk: Nsk, store: Path) -> None:
    """A member is refused with 4; a member twice and an unknown role are told apart."""
    nsk.use(store)
    assert nsk("member", "add", "K-05", "--name", "Finn", as_="K-02").code == 4
    assert nsk("member", "role", "K-03", "auditor", as_="K-02").code == 4
    assert nsk("member", "add", "K-02", "--name", "Bo", as_="K-01").code == 4
    wrong = nsk("member", "add", "K-05", "--name", "Finn", "--role", "auditr", as_="K-01")
    assert wrong.code == 2
    assert "'auditor'" in wrong.err


def test_a_role_is_changed_and_listed(nsk: Nsk, store: Path) -> None:
    """The last coordinator stays one."""
    nsk.use(store)
    assert nsk("member", "role", "K-02", "coordinator", "--json", as_="K-01").json == {
        "member": "K-02",
        "role": "coordinator",
    }
    roles = {one["id"]: one["role"] for one in nsk("member", "list", "--json", as_="K-02").json}
    assert roles == {"K-01": "coordinator", "K-02": "coordinator", "K-03": "member", "R-01": "auditor"}
    assert nsk("member", "role", "K-01", "member", as_="K-02").code == 0
    assert nsk("member", "role", "K-02", "member", as_="K-02").code == 4
    assert nsk("member", "role", "K-99", "member", as_="K-02").code == 2


def test_a_passphrase_is_changed_by_its_owner(nsk: Nsk, store: Path) -> None:
    """The old one opens nothing afterwards."""
    nsk.use(store)
    assert nsk("member", "passphrase", as_="K-02", secrets=[NEW]).code == 0
    assert nsk("member", "list", "--as", "K-02", secrets=[NEW]).code == 0
    assert nsk("member", "list", as_="K-02").code == 3
    weak = nsk("member", "passphrase", "--as", "K-02", secrets=[NEW, "kort"])
    assert weak.code == 2
    assert PASSPHRASES["K-02"] not in weak.err


def test_the_list_names_everybody_for_people_too(nsk: Nsk, store: Path) -> None:
    """One line for each member."""
    rows = nsk.use(store)("member", "list", as_="R-01").out.splitlines()
    assert [row.split()[0] for row in rows] == ["K-01", "K-02", "K-03", "R-01"]
    assert "Bo Prøvesen" in rows[1]


def test_an_age_key_is_registered_read_aloud_and_confirmed(nsk: Nsk, store: Path) -> None:
    """Set by its owner from stdin, confirmed by a colleague with the words; nobody sees another's words."""
    nsk.use(store)
    public = str(pyrage.x25519.Identity.generate().to_public())
    answer = nsk("member", "recipient", "--set", "--json", stdin=f"{public}\n", as_="K-02")
    (own,) = answer.json
    assert (answer.code, own["state"], own["recipient"], len(own["words"])) == (0, "unconfirmed", public, 4)
    listed = {one["member"]: one for one in nsk("member", "recipient", "--json", as_="K-01").json}
    assert (listed["K-02"]["words"], listed["K-02"]["state"]) == ([], "unconfirmed")
    heard = " ".join(own["words"])
    (done,) = nsk("member", "recipient", "--confirm", "K-02", "--words", heard, "--json", as_="K-01").json
    assert (done["state"], done["confirmed_by"]) == ("confirmed", "K-01")
    assert "confirmed" in nsk("member", "recipient", as_="K-02").out
    assert nsk("member", "recipient", "--remove", "--json", as_="K-02").json[0]["state"] == "none"


def test_a_secret_key_on_stdin_is_told_nowhere(nsk: Nsk, store: Path) -> None:
    """Exit code 2, what to do, and not a sign of it."""
    secret = str(pyrage.x25519.Identity.generate())
    answer = nsk.use(store)("member", "recipient", "--set", stdin=secret, as_="K-02")
    assert (answer.code, answer.out) == (2, "")
    assert "AGE-SECRET-KEY" in answer.err
    assert secret[20:40] not in answer.err


@pytest.mark.parametrize(
    "words",
    [("--set", "--remove"), ("--confirm", "K-02"), ("--words", "a b c d"), ("--set", "--confirm", "K-02")],
)
def test_what_does_not_go_together_is_wrong_usage(nsk: Nsk, store: Path, words: tuple[str, ...]) -> None:
    """Nothing is read and nobody is asked for a passphrase."""
    assert nsk.use(store)("member", "recipient", *words).code == 2


def test_other_words_than_hers_confirm_nothing(nsk: Nsk, store: Path) -> None:
    """Exit code 4: ring again."""
    nsk.use(store)
    public = str(pyrage.x25519.Identity.generate().to_public())
    nsk("member", "recipient", "--set", stdin=public, as_="K-02")
    answer = nsk("member", "recipient", "--confirm", "K-02", "--words", "havre stige tromme kul", as_="K-01")
    assert (answer.code, "words_differ" in answer.err) == (4, True)
