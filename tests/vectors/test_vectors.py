"""The test vectors of the store's format, put before three readers of the same page."""

import base64
import json
import re
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import sqlmodel
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy.pool import StaticPool

from nsk_tui.store import audit, identity, table_seals
from nsk_tui.store.tables import AuditRow, IdentityRow, PinRow, TableSealRow
from nsk_tui.vault import checkpoint, door, drafts, recovery
from nsk_tui.vault.errors import VaultError
from nsk_tui.vault.format import KEYRING_BYTES_MAX
from nsk_tui.vault.kdf import KdfProfile
from tests.vectors import make, reader

HERE = Path(__file__).resolve().parent
SPECIFICATION = HERE.parent.parent / "docs" / "format" / "store-v1.md"
VECTORS = [make.read(path) for path in sorted(HERE.glob("*.txt"))]
CHEAP = KdfProfile(time_cost=1, memory_kib=64, lanes=1)
SUCCESS = "success"
TABLES = ("identity", "pin", "setting", "audit", "table_seal")
Row = tuple[Any, ...]
EXAMPLE_TAKES = (
    ("store id", 16),
    ("data key", 32),
    ("private keys (seal, sign, draft)", 96),
    ("salt", 16),
    ("nonce", 12),
    ("ephemeral private key", 32),
)
"""In which order the worked example takes its randomness: name and bytes."""


def of_kind(kind: str) -> list[pytest.ParameterSet]:
    """Return the vectors of a kind, each named by its file."""
    return [pytest.param(vector, id=vector.name) for vector in VECTORS if vector.one("kind") == kind]


def codes() -> dict[str, str]:
    """Return which code of the program stands for which outcome, as the specification's table says."""
    rows = re.findall(r"^\| ([a-z ]+) \| `([a-z_]+)` \|", SPECIFICATION.read_text("utf-8"), re.MULTILINE)
    return dict(rows)


def identity_of(vector: make.Vector, ring: dict[str, object]) -> tuple[str, int, int]:
    """Return what the database of a vector says of itself; without a line it fits the keyring."""
    said = vector.counts("database")
    numbers = vector.counts("counts")
    store = said.get("store", str(ring.get("store")))
    counted = [int(said.get(name, numbers.get(name, "1"))) for name in ("generation", "epoch")]
    return store, counted[0], counted[1]


def pins_of(vector: make.Vector, ring: dict[str, object]) -> dict[str, bytes]:
    """Return whose signature the database of a vector accepts: who stands first, or what it says."""
    members: list[dict[str, str]] = ring["members"]  # type: ignore[assignment]
    keys = {one["id"]: base64.b64decode(one["sign_key"]) for one in members}
    paper: dict[str, str] | None = ring.get("recovery")  # type: ignore[assignment]
    keys |= {make.RECOVERY: base64.b64decode(paper["sign_key"])} if paper else {}
    words = vector.one("pins", f"{members[0]['id']}={members[0]['id']}").split()
    return {who: keys[whose] for who, whose in (word.split("=") for word in words)}


def opened_by_program(vector: make.Vector, folder: Path) -> tuple[str, str]:
    """Return the program's code for a keyring and the data key in hex; the code of success is empty."""
    folder.chmod(0o700)
    (folder / "keyring.json").touch(0o600)
    (folder / "keyring.json").write_text(vector.body, "utf-8")
    member, passphrase = vector.one("open").split(" | ")
    try:
        if member == make.RECOVERY:
            vault = recovery.open_with(folder, secret_of(vector, passphrase))
        else:
            vault = door.open_vault(folder, member, passphrase, CHEAP)
        ring = json.loads(vector.body)
        store, generation, epoch = identity_of(vector, ring)
        row = IdentityRow(store=store, generation=generation, epoch=epoch, chain_key=bytes(32), created_at="")
        pins = [PinRow(member=who, sign_key=key, since="") for who, key in pins_of(vector, ring).items()]
        with database(row, *pins) as session:
            identity.check(session, vault.ring)
    except VaultError as fault:
        return fault.code, ""
    return "", vault.data_key.hex()


def secret_of(vector: make.Vector, passphrase: str) -> bytes:
    """Return the secret that is brought for opening: the vector's own, or another in hex."""
    return bytes.fromhex(vector.one("secret") if passphrase == "the secret" else passphrase)


def database(*rows: sqlmodel.SQLModel) -> sqlmodel.Session:
    """Return a session on a database in memory that holds these rows, and cannot be written."""
    engine = sqlmodel.create_engine("sqlite://", poolclass=StaticPool)
    tables = [sqlmodel.SQLModel.metadata.tables[name] for name in TABLES]
    sqlmodel.SQLModel.metadata.create_all(engine, tables)
    session = sqlmodel.Session(engine)
    session.add_all(rows)
    session.flush()
    return session


def opened_by_reader(vector: make.Vector) -> tuple[str, str]:
    """Return the second reader's outcome for a keyring, and the data key in hex."""
    member, passphrase = vector.one("open").split(" | ")
    try:
        ring = reader.read_keyring(vector.body.encode())
        if member == make.RECOVERY:
            data_key, draft_key = reader.open_recovery(ring, secret_of(vector, passphrase)), b""
        else:
            data_key, draft_key = reader.open_keyring(ring, member, passphrase)
        reader.check_identity(ring, *identity_of(vector, ring), pins_of(vector, ring))
    except reader.Rejected as rejected:
        return rejected.args[0], ""
    assert draft_key.hex() == vector.one("draft key")
    return SUCCESS, data_key.hex()


@pytest.mark.parametrize("vector", of_kind("keyring"))
def test_the_program_opens_a_keyring_as_the_specification_says(vector: make.Vector, tmp_path: Path) -> None:
    """Each scenario ends in the named outcome, and only success gives a key."""
    expect = vector.one("expect")
    key = vector.one("data key") if expect == SUCCESS else ""
    assert opened_by_program(vector, tmp_path) == (codes().get(expect, ""), key)


@pytest.mark.parametrize("vector", of_kind("keyring"))
def test_the_second_reader_opens_a_keyring_as_the_specification_says(vector: make.Vector) -> None:
    """A reader written from the text alone comes to the same end."""
    expect = vector.one("expect")
    assert opened_by_reader(vector) == (expect, vector.one("data key") if expect == SUCCESS else "")


@pytest.mark.parametrize("vector", of_kind("chain"))
def test_both_readers_find_the_same_broken_line(vector: make.Vector) -> None:
    """A chain that was changed names the first line that does not hang together."""
    table = json.loads(vector.body)
    key, lines = bytes.fromhex(table["chain_key"]), table["lines"]
    names = ("number", "at", "member", "act", "subject", "purpose")
    rows = [AuditRow(**dict(zip(names, line, strict=False)), link=bytes.fromhex(line[6])) for line in lines]
    row = IdentityRow(store="0" * 32, generation=1, epoch=1, chain_key=key, created_at="")
    with database(row, *rows) as session:
        broken = audit.first_broken(session)
    assert vector.one("broken at") == ("" if broken is None else str(broken))
    assert vector.one("expect") == chain_outcome(key, lines)


@pytest.mark.parametrize(("name", "is_whole"), [("chain_success", True), ("chain_cut_at_the_end", False)])
def test_a_checkpoint_shows_a_chain_that_was_cut(name: str, is_whole: bool) -> None:
    """Both chains hang together; number, mark and twelve words fit only the one that is whole."""
    vector = next(one for one in VECTORS if one.name == name)
    table = json.loads(vector.body)
    number, link = table["lines"][-1][0], bytes.fromhex(table["lines"][-1][6])
    found = checkpoint.make(bytes.fromhex(table["chain_key"]), number, link)
    assert is_whole == (vector.one("checkpoint") == f"{found.count} {found.mark.hex()}")
    assert is_whole == (vector.one("words") == " ".join(checkpoint.to_words(found)))


def test_four_letters_of_each_word_bring_a_checkpoint_back() -> None:
    """What was printed in the minutes is typed again, shortened."""
    for vector in (one for one in VECTORS if one.one("kind") == "chain"):
        back = checkpoint.from_words(" ".join(word[:4] for word in vector.one("words").split()))
        assert f"{back.count} {back.mark.hex()}" == vector.one("checkpoint")


def chain_outcome(key: bytes, lines: list[list[str]]) -> str:
    """Return the second reader's outcome for a chain."""
    try:
        reader.check_chain(key, ((int(one[0]), tuple(one[1:6]), bytes.fromhex(one[6])) for one in lines))
    except reader.Rejected as rejected:
        return str(rejected.args[0])
    return SUCCESS


@pytest.mark.parametrize("vector", of_kind("tables"))
def test_both_readers_find_a_table_that_is_older_than_it_should_be(vector: make.Vector) -> None:
    """Rows and marks that somebody put back do not add up, or name a line that is not the newest."""
    said = json.loads(vector.body)
    key, newest = bytes.fromhex(said["chain_key"]), said["newest_line"]
    tables = {name: [tuple(map(plain, row)) for row in rows] for name, rows in said["tables"].items()}
    seals = [(name, line, count, bytes.fromhex(mark)) for name, line, count, mark in said["table_seal"]]
    expect = vector.one("expect")
    with database(TableSealRow(name="none", line=0, count=0, mark=bytes(32))) as session:
        fill(session, key, newest, tables, seals)
        found = table_seals.faults(session)
    assert bool(found) == (expect != SUCCESS)
    assert expect == tables_outcome(key, newest, tables, seals)


def tables_outcome(key: bytes, newest: int, tables: dict[str, list[Row]], seals: list[Row]) -> str:
    """Return the second reader's outcome for some tables."""
    try:
        reader.check_tables(key, newest, tables, seals)
    except reader.Rejected as rejected:
        return str(rejected.args[0])
    return SUCCESS


def plain(value: Any) -> Any:
    """Return a value of a row as the database has it."""
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value


def fill(
    session: sqlmodel.Session, key: bytes, newest: int, tables: dict[str, list[Row]], seals: list[Row]
) -> None:
    """Put the rows of a vector into a database that has no table but those."""
    run = session.connection().exec_driver_sql
    for name in ("identity", "pin", "setting"):
        run(f"DROP TABLE {name}")
    run("CREATE TEMP TABLE identity (chain_key BLOB)")
    run("INSERT INTO temp.identity VALUES (?)", (key,))
    run("DELETE FROM table_seal")
    session.add(AuditRow(number=newest, at="", member="", act="", subject="", purpose="", link=bytes(32)))
    session.flush()
    for name, rows in {**tables, "table_seal": seals}.items():
        width = max(len(row) for row in rows)
        if name != "table_seal":
            run(f"CREATE TABLE {name} ({', '.join(f'c{at} ANY' for at in range(width))}) STRICT")
        for row in rows:
            run(f"INSERT INTO {name} VALUES ({', '.join('?' * width)})", row)


@pytest.mark.parametrize("vector", of_kind("draft"))
def test_both_readers_open_the_same_drafts(vector: make.Vector, tmp_path: Path) -> None:
    """A draft opens for its store, member and id, and for nothing else."""
    store, member, draft = vector.one("opened as").split()
    content, key = base64.b64decode(json.loads(vector.body)["sealed"]), bytes.fromhex(vector.one("draft key"))
    place = drafts.DraftPlace(tmp_path, store, member)
    place.own_folder.mkdir(parents=True)
    (place.own_folder / f"{draft}.draft").write_bytes(content)
    expect, plain = vector.one("expect"), vector.one("plain").encode()
    if expect == SUCCESS:
        assert drafts.load(place, key, draft) == plain
        assert reader.open_draft(content, key, store, member, draft) == plain
        return
    with pytest.raises(VaultError) as fault:
        drafts.load(place, key, draft)
    with pytest.raises(reader.Rejected) as rejected:
        reader.open_draft(content, key, store, member, draft)
    assert (fault.value.code, rejected.value.args[0]) == (codes()[expect], expect)


def test_the_vectors_are_what_their_recipes_make() -> None:
    """Nobody edits a made part by hand: the generator gives the same bytes again."""
    assert [vector.name for vector in VECTORS if make.made(vector) != vector] == []


def test_every_outcome_of_the_specification_has_a_vector() -> None:
    """An outcome without a scenario is a promise that nobody tried."""
    assert set(codes()) | {SUCCESS, "broken chain"} == {vector.one("expect") for vector in VECTORS}


def test_no_two_vectors_share_their_randomness() -> None:
    """Two scenarios with the same keys could pass for each other."""
    assert len({vector.one("random") for vector in VECTORS}) == len(VECTORS)


@pytest.mark.parametrize("content", [b"\xff\xfe{}", b"[" * 100_000, b" " * (KEYRING_BYTES_MAX + 1)])
def test_a_keyring_that_is_no_text_is_refused_by_both(content: bytes, tmp_path: Path) -> None:
    """Bytes that are no UTF-8, an endless nesting and an endless file end in an outcome, not in a crash."""
    tmp_path.chmod(0o700)
    (tmp_path / "keyring.json").touch(0o600)
    (tmp_path / "keyring.json").write_bytes(content)
    with pytest.raises(reader.Rejected) as rejected:
        reader.read_keyring(content)
    with pytest.raises(VaultError) as fault:
        door.open_vault(tmp_path, "K-01", "fire grønne sten i regn", CHEAP)
    assert codes()[rejected.value.args[0]] == fault.value.code


def example_of(vector: make.Vector) -> dict[str, str]:
    """Return what the specification's worked example shows, by the name of its row."""
    ring = json.loads(vector.body)
    stream = make.Stream(bytes.fromhex(vector.one("random")))
    taken = {name: stream.take(length).hex() for name, length in EXAMPLE_TAKES}
    slot, private = ring["slots"][0], bytes.fromhex(taken["private keys (seal, sign, draft)"])
    public = X25519PrivateKey.from_private_bytes(private[:32]).public_key()
    passphrase = vector.one("open").split(" | ")[1]
    argon = Argon2id(salt=bytes.fromhex(taken["salt"]), length=32, iterations=1, lanes=1, memory_cost=64)
    members = {"by": "K-01", "members": ring["members"], "number": 1, "store": ring["store"]}
    members["recovery"] = None
    whole = {name: value for name, value in ring.items() if name != "mac"}
    wrapped, sealed = base64.b64decode(slot["wrapped"]), base64.b64decode(slot["data_key"])
    return taken | {
        "W": argon.derive(passphrase.encode()).hex(),
        "context(slot, store id, K-01)": reader.context("slot", ring["store"], "K-01").hex(),
        "wrapped, ciphertext and tag": wrapped[12:].hex(),
        "seal_key of K-01": public.public_bytes_raw().hex(),
        "context(data_key, store id, 1, K-01)": reader.context("data_key", ring["store"], "1", "K-01").hex(),
        "enc": sealed[:32].hex(),
        "sealed data key, ciphertext and tag": sealed[32:].hex(),
        "SHA-256 of what is signed": sha256(reader.covered("membership", members)).hexdigest(),
        "signature": base64.b64decode(ring["signature"]).hex(),
        "K": make.keyring_mac_key(bytes.fromhex(vector.one("data key"))).hex(),
        "SHA-256 of what is under the MAC": sha256(reader.covered("keyring", whole)).hexdigest(),
        "mac": base64.b64decode(ring["mac"]).hex(),
    }


def test_the_worked_example_is_the_first_vector_taken_apart() -> None:
    """Every row of the example can be computed again, and no row is missing."""
    first = next(vector for vector in VECTORS if vector.name == "success_first_coordinator")
    section = SPECIFICATION.read_text("utf-8").split("## Worked example")[1]
    shown = dict(re.findall(r"^\| ([^|]+) \| `([0-9a-f]+)` \|$", section, re.MULTILINE))
    assert shown == example_of(first)


def test_the_second_reader_shares_no_code_with_the_program() -> None:
    """It imports the standard library, cryptography and sqlcipher3, and has at most 230 lines."""
    source = (HERE / "reader.py").read_text("utf-8")
    outside = set(re.findall(r"^(?:from|import) (\w+)", source, re.MULTILINE)) - sys.stdlib_module_names
    assert outside == {"cryptography", "sqlcipher3"}
    assert len(source.splitlines()) <= 230
