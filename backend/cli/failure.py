"""A failure that ends a command: one line for the person who called it."""


class Failure(Exception):
    """The command cannot do what was asked; the message says why and what to do next."""
