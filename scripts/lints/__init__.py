"""House rules read off the syntax tree: `python -m scripts.lints`. A message says what to do instead."""
