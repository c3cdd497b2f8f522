"""Where chance comes from: the system's, never a seed that could be guessed."""

import secrets

_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS = 5
_GROUP_LETTERS = 4
_TICKET_LETTERS = 6


def new_id() -> str:
    """Return a fresh 128-bit id."""
    return secrets.token_hex(16)


def below(limit: int) -> int:
    """Return a number from 0 up to, not including, a limit."""
    return secrets.randbelow(limit)


def invitation_code() -> str:
    """Return a one-time code of 98 bits, in groups that can be read aloud: no 0, O, 1, I, L or U."""
    groups = ("".join(secrets.choice(_CODE_LETTERS) for _ in range(_GROUP_LETTERS)) for _ in range(_GROUPS))
    return "-".join(groups)


def ticket() -> str:
    """Return a ticket of 29 bits: what it opens is sealed, and who asks has a key to the server."""
    letters = [secrets.choice(_CODE_LETTERS) for _ in range(_TICKET_LETTERS)]
    return f"{''.join(letters[:_GROUP_LETTERS])}-{''.join(letters[_GROUP_LETTERS:])}"


def as_typed(code: str) -> str:
    """Return the code that a person meant: small letters, spaces and missing hyphens are no fault."""
    letters = "".join(character for character in code.upper() if character in _CODE_LETTERS)
    return "-".join(letters[at : at + _GROUP_LETTERS] for at in range(0, len(letters), _GROUP_LETTERS))
