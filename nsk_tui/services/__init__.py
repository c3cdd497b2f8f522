"""The verbs a member would say: one function a use case."""
