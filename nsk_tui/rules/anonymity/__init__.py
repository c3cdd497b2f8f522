"""The anonymity check: finds what may identify a person; returns findings, never edits."""
