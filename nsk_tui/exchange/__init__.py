"""Finished records to bytes, and foreign files to rows."""
