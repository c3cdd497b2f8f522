"""Drawing parts that know Textual and records, and no service."""
