"""The command line: concord serve | worker | migrate | keys | schema | run | tail | doctor."""

from cyclopts import App

app = App(name="concord", help="A GraphQL-first agent backend.")
