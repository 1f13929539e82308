"""The command line: what each command is called and is for. Its module is loaded when it is called."""

import os
import sys

from cyclopts import App, CycloptsError

from backend import __version__
from backend.cli import loading
from backend.cli.failure import Failure
from backend.domain.errors import ConcordError

app = App(
    name="concord",
    help="A GraphQL-first agent backend that you host yourself.",
    version=__version__,
    help_format="plaintext",
)
keys = App(name="keys", help="Make, list and revoke API keys, with access to the database.")

app.command("backend.cli.serve:serve", help="Serve GraphQL over HTTP, and execute runs.")
app.command("backend.cli.serve:worker", help="Execute runs, without HTTP; needs PostgreSQL.")
app.command("backend.cli.migrate:migrate", help="Bring the database's tables up to date.")
app.command(keys)
keys.command("backend.cli.keys:create", help="Make a key; it is shown this once.")
keys.command("backend.cli.keys:list_", name="list", help="List the keys, newest first.")
keys.command("backend.cli.keys:revoke", help="Refuse a key from now on.")
app.command("backend.cli.schema:schema", help="Print the GraphQL schema, write it or check it.")
app.command("backend.cli.openapi:openapi", help="Print what a dialect of REST serves.")
app.command("backend.cli.talk:run", help="Start a run on a server and print what it writes.")
app.command("backend.cli.talk:tail", help="Follow the events of a session.")
app.command("backend.cli.doctor:doctor", help="Check this machine and its settings.")


def main() -> None:
    """Run the command that the arguments name and exit: 0 it is done, 1 it failed, 2 it was misspelt."""
    loading.begin()
    try:
        app(exit_on_error=False, print_error=False)
    except CycloptsError as error:
        print("concord:", *str(error).split(), file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        # Whoever read us has read enough; Python would complain once more when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except (Failure, ConcordError) as error:
        sys.exit(f"concord: {error}")
    except OSError as error:
        sys.exit(f"concord: {error.strerror or error}{f': {error.filename}' if error.filename else ''}")
