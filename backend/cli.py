"""The command line: concord serve | worker | migrate | keys | schema | run | tail | doctor."""

import asyncio
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from backend.platform.logging import configure
from backend.platform.settings import Settings, SettingsError

app = App(name="concord", help="A GraphQL-first agent backend.")
