"""The only floor that knows SQL: rows in, records out."""
