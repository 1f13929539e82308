"""Loading makes much that stays: it is not looked through for garbage, which were a sixth of the start."""

import gc


def begin() -> None:
    """From here on much is loaded."""
    gc.disable()


def settle() -> None:
    """What was loaded is never looked through; what comes now is."""
    gc.freeze()
    gc.enable()
