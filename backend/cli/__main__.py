"""`python -m backend.cli` is `concord`."""

from backend.cli import main

main()
