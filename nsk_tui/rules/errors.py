"""Misuse of a rule. What a user may well do is answered by a value instead."""


class RuleError(Exception):
    """A caller broke a rule's contract; the code is stable, the text is for developers.

    Shape
        ``code`` is one word of lower case and underscores; no instance carries text that a
        person wrote about a citizen.
    """

    code = "rule"
