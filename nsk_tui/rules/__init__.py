"""Ground floor: what is true of the work, as pure functions of values (no clock, no file, no chance)."""
