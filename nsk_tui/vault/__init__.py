"""Ground floor: bytes and keys. Knows no table, no consultation and no screen."""
