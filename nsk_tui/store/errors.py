"""What can go wrong with rows; every class has a stable code and holds no text of a citizen."""


class StoreError(Exception):
    """A fault of the floor that knows SQL.

    Shape
        ``code`` is stable. ``detail`` is a table, a version or a code name.
    """

    code = "store"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


class NewerSchema(StoreError):
    """A later version of the program changed the tables."""

    code = "newer_schema"


class NoAuditLine(StoreError):
    """A change was about to be committed without a line in the audit (a fault in a service)."""

    code = "no_audit_line"


class RefusedRow(StoreError):
    """A row broke a constraint (a fault in a service)."""

    code = "refused_row"


class Missing(StoreError):
    """What was asked for is not in the store."""

    code = "missing"


class SavedByAnother(StoreError):
    """Somebody saved the record after it was read."""

    code = "saved_by_another"
