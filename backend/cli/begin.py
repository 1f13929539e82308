"""What a command begins with: the settings are read, and what is logged goes to standard error."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from backend.cli.failure import Failure
from backend.platform.logging import configure, log
from backend.platform.settings import Settings, SettingsError


@contextmanager
def begun(**given: object) -> Iterator[Settings]:
    """Read the settings; those given here, unless None, count most. What is wrong with them is a Failure."""
    wanted = {name: value for name, value in given.items() if value is not None}
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            settings = Settings.load(**wanted)
        configure(settings.log_level, settings.log_format)
        for each in warned:
            log.warning(str(each.message))
        yield settings
    except SettingsError as error:
        raise Failure(str(error)) from None
